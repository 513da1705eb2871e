"""JSON front matter and data files (RFC 8259).

Read by a scanner of its own rather than by the json module, for what that lets through (duplicate
names, NaN, numbers without bounds, half characters) and for the place of every value.
"""

import re
from typing import Any

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

_BLANK = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?")
_WORD = re.compile(r"[-+]?[^\s,:\[\]{}\"']++")
_STRING = re.compile(
    r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+("?)'
)
_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[{}\[\]]')
_SURROGATE = re.compile("[\ud800-\udfff]")

_WORDS: dict[str, Any] = {"null": None, "true": True, "false": False}
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity")


def parse(text: str) -> Parsed:
    """Read a JSON object into plain values. Never raises."""
    reader = _Reader(text)
    try:
        root, start, end = reader.document()
    except Broken as stop:
        return Parsed(None, (*reader.faults, stop.fault), reader.known)
    if not isinstance(root, dict):
        kind = "a list" if isinstance(root, list) else "a single value"
        message = f"the front matter is {kind}, not fields with names"
        fault = Fault("broken-front-matter", message, start, end)
        return Parsed(None, (*reader.faults, fault))
    if not reader.readable:
        return Parsed(None, tuple(reader.faults), root)
    return Parsed(root, tuple(reader.faults))


def places(
    text: str, *, max_values: int = MAX_VALUES, max_depth: int = MAX_DEPTH
) -> dict[str, Place]:
    """The place of every value, by JSON Pointer; of a repeated name, the last one's."""
    reader = _Reader(text, with_places=True, max_values=max_values, max_depth=max_depth)
    try:
        reader.document()
    except Broken:
        return {}
    return reader.places


def object_end(text: str, start: int) -> int | None:
    """Where the object that opens at ``start`` ends; None if it never does."""
    depth = 0
    for piece in _PIECE.finditer(text, start):
        match piece[0]:
            case "{" | "[":
                depth += 1
            case "}" | "]":
                depth -= 1
                if depth <= 0:
                    return piece.end()
    return None


class _Reader:
    """Reads one document, noting faults (and places) on the way."""

    def __init__(
        self,
        text: str,
        *,
        with_places: bool = False,
        max_values: int = MAX_VALUES,
        max_depth: int = MAX_DEPTH,
    ) -> None:
        self.text = text
        self.max_values = max_values
        self.max_depth = max_depth
        self.with_places = with_places
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = []
        self.readable = True
        """Whether every value could be read so far."""
        self.known: dict[str, Any] = {}
        """The fields of the document itself, as far as they have been read."""
        self.values = 0

    def document(self) -> tuple[Any, int, int]:
        """The value of the document with its start and end. Raises Broken."""
        start = self._blank(0)
        value, end = self._value(start, "", 0)
        rest = self._blank(end)
        if rest < len(self.text):
            raise Broken("there is more text behind the end of the JSON", rest, rest + 1)
        return value, start, end

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _value(self, at: int, pointer: str | None, depth: int) -> tuple[Any, int]:
        """The value at ``at`` and where it ends; ``pointer`` is None where no place is kept."""
        self.values += 1
        if self.values > self.max_values:
            raise Broken(f"there are more than {self.max_values} values", at, at + 1)
        match self.text[at : at + 1]:
            case '"':
                return self._string(at)
            case "{" | "[" as opening:
                if depth >= self.max_depth:
                    raise Broken(f"values are nested more than {self.max_depth} deep", at, at + 1)
                collection = self._object if opening == "{" else self._array
                return collection(at + 1, pointer, depth + 1)
        return self._number(at) or self._word(at)

    def _place(self, pointer: str | None, token: str | int) -> str | None:
        """The pointer one step further, while places are kept."""
        if pointer is None or not self.with_places or len(pointer) > MAX_POINTER:
            return None
        return pointer + pointer_token(token)

    def _object(self, at: int, pointer: str | None, depth: int) -> tuple[dict[str, Any], int]:
        fields: dict[str, Any] = {} if depth > 1 else self.known
        keys: dict[str, tuple[int, int]] = {}
        at = self._blank(at)
        if self.text.startswith("}", at):
            return fields, at + 1
        while True:
            name, key_end = self._key(at, keys)
            inner = self._place(pointer, name)
            start = self._blank(key_end)
            if not self.text.startswith(":", start):
                raise Broken("':' is missing behind a name", key_end, key_end)
            start = self._blank(start + 1)
            value, end = self._value(start, inner, depth)
            fields[name] = value
            if inner is not None:
                self.places[inner] = Place(at, key_end, start, end)
            at, closed = self._next(end, "}")
            if closed:
                return fields, at

    def _array(self, at: int, pointer: str | None, depth: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = self._blank(at)
        if self.text.startswith("]", at):
            return items, at + 1
        while True:
            inner = self._place(pointer, len(items))
            value, end = self._value(at, inner, depth)
            items.append(value)
            if inner is not None:
                self.places[inner] = Place(at, end, at, end)
            at, closed = self._next(end, "]")
            if closed:
                return items, at

    def _next(self, at: int, closing: str) -> tuple[int, bool]:
        """Past the comma to the next entry, or past the closing bracket."""
        mark = self._blank(at)
        if self.text.startswith(closing, mark):
            return mark + 1, True
        if not self.text.startswith(",", mark):
            raise Broken(f"',' or '{closing}' is missing", at, at)
        entry = self._blank(mark + 1)
        if self.text.startswith(closing, entry):
            raise Broken(f"there is a ',' before '{closing}'; remove it", mark, mark + 1)
        return entry, False

    def _key(self, at: int, seen: dict[str, tuple[int, int]]) -> tuple[str, int]:
        if not self.text.startswith('"', at):
            raise Broken("a name in double quotes is missing here", at, at)
        name, end = self._string(at)
        if name in seen:
            from newslint.text import quote

            message = f"field {quote(name)} is written twice; the last one counts"
            note = ("first written here", *seen[name])
            self.faults.append(Fault("duplicate-key", message, at, end, note))
        else:
            seen[name] = (at, end)
        return name, end

    def _string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self.text, at)
        end = found.end() if found else at
        if found is None or not found[1]:
            raise self._string_fault(at, end)
        written = found[0]
        if "\\" not in written:
            return written[1:-1], end
        from json import loads

        value: str = loads(written)
        if _SURROGATE.search(value):
            self._fault("text holds half a character (\\ud800 to \\udfff alone)", at, end)
            value = _SURROGATE.sub("\ufffd", value)
        return value, end

    def _string_fault(self, start: int, at: int) -> Broken:
        """What is wrong with the string from ``start`` that breaks at ``at``."""
        match self.text[at : at + 1]:
            case "":
                return Broken("a quote is opened and never closed", start, start + 1)
            case "\n" | "\r":
                return Broken("a quote is not closed on its line", start, at)
            case "\\":
                return Broken("a backslash stands before what JSON does not know", at, at + 1)
        return Broken("a control character stands inside quotes", at, at + 1)

    def _number(self, at: int) -> tuple[Any, int] | None:
        found = _NUMBER.match(self.text, at)
        if found is None:
            return None
        written, end = found[0], found.end()
        if not (found[1] or found[2]):
            if len(written) <= MAX_DIGITS:
                return int(written), end
        elif len(written) <= MAX_DIGITS:
            value = float(written)
            if abs(value) != float("inf"):
                return value, end
        self._fault("a number is too large; put it in quotes", at, end)
        return written, end

    def _word(self, at: int) -> tuple[Any, int]:
        found = _WORD.match(self.text, at)
        if found is None:
            if at >= len(self.text):
                raise Broken("the JSON ends too early: a bracket is never closed", at, at)
            raise Broken("a value is missing here; text needs double quotes", at, at + 1)
        word = found[0]
        if word in _WORDS:
            return _WORDS[word], found.end()
        if word in _NOT_NUMBERS:
            self._fault(f"{word} is not a JSON value", at, found.end())
            return word, found.end()
        if word.startswith(("//", "/*", "#")):
            raise Broken("JSON has no comments; remove this one", at, found.end())
        raise Broken("this is not a JSON value; text needs double quotes", at, found.end())

    def _fault(self, message: str, start: int, end: int) -> None:
        self.readable = False
        self.faults.append(Fault("broken-front-matter", message, start, end))
