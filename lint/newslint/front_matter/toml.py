"""Read TOML front matter and the configuration file.

tomllib decides what is valid and what it means, but it does not report positions. A small scanner
therefore reads the same text first. It records the place of each key and value, and rejects input
that would take tomllib quadratic time or exhaust its stack.
"""

import re
from typing import Any, NamedTuple

from newslint.front_matter import (
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_POINTER,
    MAX_VALUES,
    Broken,
    Fault,
    Parsed,
    Place,
    pointer_token,
)

_SPACE_AND_COMMENTS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*+"|' + r"'[^'\n]*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|""?(?!"))*+"{3,5}|"(?!"")(?:[^"\\\n]|\\.)*+"|'
    r"'''(?:[^']|''?(?!'))*+'{3,5}|'(?!'')[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_REPEATED = ("Cannot", "Duplicate")


def parse(text: str) -> Parsed:
    """Parse TOML into plain values; dates and times stay text as written. Never raises."""
    import tomllib

    scanner = _Scanner(text)
    try:
        scanner.document()
        data = tomllib.loads(text)
    except Broken as stop:
        return Parsed(None, (stop.fault,))
    except tomllib.TOMLDecodeError as error:
        return Parsed(None, (_fault(str(error), text, scanner),))
    except (ValueError, RecursionError):  # prevented by the scanner's limits
        return Parsed(None, (Broken("the TOML cannot be read", 0, 0).fault,))
    faults: list[Fault] = []
    data = _plain(data, "", text, scanner.places, faults)
    return Parsed(None, tuple(faults), data) if faults else Parsed(data)


def places(text: str) -> dict[str, Place]:
    """Return the place of every value by JSON Pointer; for a table, of its header."""
    scanner = _Scanner(text)
    try:
        scanner.document()
    except Broken:
        return {}
    return scanner.places


def _plain(
    value: Any, pointer: str, text: str, places: dict[str, Place], faults: list[Fault]
) -> Any:
    """Return ``value`` with dates, times and infinite numbers replaced by their source text."""
    if isinstance(value, dict):
        return {
            key: _plain(inner, pointer + pointer_token(key), text, places, faults)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [
            _plain(inner, f"{pointer}/{i}", text, places, faults) for i, inner in enumerate(value)
        ]
    if isinstance(value, str | bool | int):
        return value
    place = places[pointer]
    written = text[place.start : place.end]
    if not isinstance(value, float):
        return written
    if value in (float("inf"), float("-inf")) and "inf" not in written:
        message = "a number is too large; put it in quotes"
        faults.append(Fault("broken-front-matter", message, place.start, place.end))
        return written
    return value


def _fault(problem: str, text: str, scanner: "_Scanner") -> Fault:
    """Return the fault for an error message of tomllib, in plain words and with its place."""
    if problem.startswith(_REPEATED) and scanner.repeated is not None:
        return scanner.repeated
    from newslint.front_matter.toml_advice import explain
    from newslint.text import cut, printable

    where = _WHERE.search(problem)
    at = len(text.rstrip())
    if where is not None:
        problem = problem[: where.start()]
        if where[1]:
            at = _line_start(text, int(where[1])) + int(where[2]) - 1
    if problem.startswith(_REPEATED):
        told = "this name is already used for something else"
    else:
        told, at = explain(problem, text, at, scanner.open_string)
    message = f"the TOML cannot be read: {printable(cut(told))}"
    return Broken(message, min(at, len(text)), 0).fault


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at


class _Key(NamedTuple):
    """One part of a dotted key."""

    name: str
    start: int
    end: int


class _NotToml(Exception):
    """The text is not TOML from here on. tomllib reports why."""


class _Scanner:
    """Scan TOML leniently: it accepts everything that tomllib accepts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, Place] = {}
        self.repeated: Fault | None = None
        self.open_string: int | None = None  # the place of a string without an end
        self.declared: set[str] = set()  # tables with a header
        self.tables: dict[str, int] = {}  # arrays of tables: number of entries so far

    def document(self) -> None:
        """Fill `places`. Stop where the text is not TOML; raise Broken if a limit is exceeded."""
        try:
            self._document()
        except _NotToml:
            return

    def _document(self) -> None:
        text, header = self.text, ""
        at = self._skip_lines(0)
        while at < len(text):
            if text.startswith("[", at):
                at, header = self._header(at)
            else:
                at = self._pair(at, header)
            end_of_line = text.find("\n", at)
            rest = text[at : end_of_line if end_of_line >= 0 else len(text)].lstrip(" \t")
            if rest.rstrip("\r") and not rest.startswith("#"):
                raise _NotToml
            at = self._skip_lines(at)

    def _skip_lines(self, at: int) -> int:
        return self._skip(_SPACE_AND_COMMENTS, at)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at)
        if match is None:
            raise _NotToml
        return match.end()

    def _keys(self, at: int) -> tuple[list[_Key], int]:
        """Return the parts of the dotted key at ``at``, and its end."""
        keys: list[_Key] = []
        while True:
            at = self._skip(_SPACE, at)
            end = self._skip(_KEY, at)
            keys.append(_Key(_name(self.text[at:end]), at, end))
            if len(keys) > MAX_DEPTH:
                raise Broken(f"a key has more than {MAX_DEPTH} parts", keys[0].start, end)
            at = self._skip(_SPACE, end)
            if not self.text.startswith(".", at):
                return keys, at
            at += 1

    def _header(self, start: int) -> tuple[int, str]:
        """Read ``[a.b]`` or ``[[a.b]]``; return its end and the pointer of the table."""
        brackets = 2 if self.text.startswith("[[", start) else 1
        keys, at = self._keys(start + brackets)
        if not self.text.startswith("]" * brackets, at):
            raise _NotToml
        end = at + brackets
        pointer = ""
        for key in keys:
            pointer += pointer_token(key.name)
            place = Place(key.start, key.end, start, end)
            self.places.setdefault(pointer, place)
            if key is keys[-1] and brackets == 2:
                self.tables[pointer] = self.tables.get(pointer, 0) + 1
            if pointer in self.tables:
                pointer += f"/{self.tables[pointer] - 1}"
                self.places.setdefault(pointer, place)
        self._check_depth(pointer, start, end)
        if brackets == 1:
            if pointer in self.declared and self.repeated is None:
                self.repeated = _repeated(keys[-1], self.places[pointer])
            self.declared.add(pointer)
            self.places[pointer] = place
        return end, pointer

    def _pair(self, at: int, parent: str) -> int:
        """Read ``key = value`` in the table ``parent``; return its end."""
        keys, at = self._keys(at)
        if not self.text.startswith("=", at):
            raise _NotToml
        start = self._skip(_SPACE, at + 1)
        pointer = parent
        for key in keys[:-1]:
            pointer += pointer_token(key.name)
            self.places.setdefault(pointer, Place(key.start, key.end, start, start))
        key = keys[-1]
        pointer += pointer_token(key.name)
        first = self.places.get(pointer)
        if first is not None and self.repeated is None:
            self.repeated = _repeated(key, first)
        end = self._value(start, pointer)
        self.places[pointer] = Place(key.start, key.end, start, end)
        return end

    def _value(self, at: int, pointer: str) -> int:
        """Read the value at ``at``; return its end."""
        opening = self.text[at : at + 1]
        self._check_depth(pointer, at, at + 1)
        match opening:
            case "[":
                return self._array(at + 1, pointer)
            case "{":
                return self._inline_table(at + 1, pointer)
            case '"' | "'":
                self.open_string = at
                end = self._skip(_STRING, at)
                self.open_string = None
                return end
        end = self._skip(_BARE, at)
        if end - at > MAX_DIGITS:
            raise Broken("this value is too long for a number; put text in quotes", at, end)
        return end

    def _check_depth(self, pointer: str, start: int, end: int) -> None:
        if len(self.places) > MAX_VALUES:
            raise Broken(f"there are more than {MAX_VALUES} values", start, end)
        if pointer.count("/") > MAX_DEPTH:
            raise Broken(f"values are nested more than {MAX_DEPTH} deep", start, end)
        if len(pointer) > MAX_POINTER:
            message = f"the names of nested fields have more than {MAX_POINTER} characters in total"
            raise Broken(message, start, end)

    def _array(self, at: int, pointer: str) -> int:
        index = 0
        while True:
            at = self._skip_lines(at)
            if self.text.startswith("]", at):
                return at + 1
            end = self._value(at, f"{pointer}/{index}")
            self.places[f"{pointer}/{index}"] = Place(at, end, at, end)
            index += 1
            at = self._separator(end, "]")

    def _inline_table(self, at: int, pointer: str) -> int:
        while True:
            at = self._skip_lines(at)
            if self.text.startswith("}", at):
                return at + 1
            at = self._separator(self._pair(at, pointer), "}")

    def _separator(self, at: int, closing: str) -> int:
        at = self._skip_lines(at)
        if self.text.startswith(",", at):
            return at + 1
        if self.text.startswith(closing, at):
            return at
        raise _NotToml


def _name(written: str) -> str:
    """Return a part of a key without its quotes."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    import tomllib

    try:
        name: str = tomllib.loads(f"key = {written}")["key"]
    except tomllib.TOMLDecodeError:
        raise _NotToml from None
    return name


def _repeated(key: _Key, first: Place) -> Fault:
    from newslint.text import quote

    message = f"field {quote(key.name)} occurs twice"
    note = ("first occurrence", first.key_start, first.key_end)
    return Fault("duplicate-key", message, key.start, key.end, note)
