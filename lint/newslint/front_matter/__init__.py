"""Front matter: its place in a file, its data, and the position of each value.

`split` finds the block, and `parse` reads it into plain values (dict, list, str, int, float, bool,
None; dates stay text). The result also has the `Places` of the values, which are found when they
are asked for, because only findings need positions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple, Protocol

Syntax = Literal["yaml", "toml", "json", "headers", "none"]

MAX_DEPTH = 64
"""Maximum levels of nesting. Real front matter has up to six."""
MAX_VALUES = 65_536
"""Maximum number of values of a document after expanding YAML aliases. Newsletters of 256 KB have
about 10,000. Reading and locating 65,536 takes about 0.6 s and 30 MB."""
MAX_DIGITS = 308
"""Maximum characters of a number: the range of a double (IEEE 754), below Python's own limit."""
_MAX_OTHER = 65_536
"""Maximum characters of front matter to read as another language, if it is broken."""
MAX_POINTER = 1_000
"""Maximum characters of a JSON Pointer that gets a place. Pointers repeat the names above them, so
without a limit one long name above many values would take unbounded memory."""


class Fault(NamedTuple):
    """A syntax problem of a file, reported by the rule named ``rule``.

    ``start`` and ``end`` are offsets in code points into the text of the file.
    """

    rule: str
    message: str
    start: int
    end: int
    note: tuple[str, int, int] | None = None
    """A related place: message, start, end."""
    character: str = ""
    """An invisible character that is the cause and that the message names."""

    def moved(self, by: int) -> "Fault":
        note = self.note and (self.note[0], self.note[1] + by, self.note[2] + by)
        return self._replace(start=self.start + by, end=self.end + by, note=note)


class Place(NamedTuple):
    """Offsets (code points) of a value and of its key or list item."""

    key_start: int
    key_end: int
    start: int
    end: int

    def moved(self, by: int) -> "Place":
        return Place(self.key_start + by, self.key_end + by, self.start + by, self.end + by)


class Places(Mapping[str, Place]):
    """The place of every value of a document by JSON Pointer, as far as it has one.

    Whole documents are located by ``every``, which returns all places. A reader that can locate
    one value in less time also gives ``find``, which returns its place, or None; it is used for the
    first `WORTH_READING` values. ``start`` is the offset of the document in its file; the places
    are offsets into the file.
    """

    WORTH_READING = 64

    def __init__(
        self,
        every: Callable[[], dict[str, Place]],
        find: Callable[[str], Place | None] | None = None,
        start: int = 0,
    ) -> None:
        self._every = every
        self._find = find
        self._start = start
        self._asked = 0

    def moved(self, by: int) -> "Places":
        return Places(self._every, self._find, self._start + by)

    @cached_property
    def _all(self) -> dict[str, Place]:
        return {pointer: place.moved(self._start) for pointer, place in self._every().items()}

    def get(self, pointer: str, default: Any = None) -> Any:
        """Return the place of the value at ``pointer``, else ``default``."""
        self._asked += 1
        if self._find is None or self._asked > self.WORTH_READING or "_all" in self.__dict__:
            return self._all.get(pointer, default)
        place = self._find(pointer)
        return default if place is None else place.moved(self._start)

    def __getitem__(self, pointer: str) -> Place:
        place: Place | None = self.get(pointer)
        if place is None:
            raise KeyError(pointer)
        return place

    def __contains__(self, pointer: object) -> bool:
        return isinstance(pointer, str) and self.get(pointer) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Block(NamedTuple):
    """The offsets of the front matter in a text, without its fences, and of the body."""

    syntax: Syntax
    start: int
    end: int
    body: int
    header_names: frozenset[str] = frozenset()
    """For header lines: without one of these names, they are prose."""


class Parsed(NamedTuple):
    """Parsed front matter. ``data`` is None if it is broken.

    ``recovered`` then holds the fields that could still be read. ``places`` returns those of
    the values; without it, `places` reads the document again.
    """

    data: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()
    recovered: dict[str, Any] = {}
    places: Callable[[], Places] | None = None


class Broken(Exception):
    """A document cannot be parsed beyond some point; `fault` says why. Internal to this package."""

    def __init__(self, message: str, start: int, end: int, character: str = "") -> None:
        super().__init__(message)
        end = max(start, end)
        self.fault = Fault("broken-front-matter", message, start, end, character=character)


def pointer_token(key: str | int) -> str:
    """Return one step of a JSON Pointer (RFC 6901), including its slash."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def pointer_keys(pointer: str) -> list[str]:
    """Return the steps of a JSON Pointer (RFC 6901) without slashes and escapes."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def offset(
    places: Mapping[str, Place], path: Sequence[str | int], *, on_key: bool = False
) -> int | None:
    """Return the offset of the value at ``path``, or of its key.

    If it has no place, return the offset of the key of the nearest enclosing value that has one, or
    None.
    """
    for length in range(len(path), 0, -1):
        place = places.get("".join(map(pointer_token, path[:length])))
        if place is not None:
            return place.key_start if on_key or length < len(path) else place.start
    return None


def parse(syntax: Syntax, text: str) -> Parsed:
    """Parse the front matter ``text``. Never raises.

    Offsets of faults are relative to the start of ``text``.
    """
    parsed = _parsed(syntax, text)
    if parsed.data is None and parsed.faults:
        parsed = _naming_control_character(syntax, text, parsed)
        parsed = _naming_language(syntax, text, parsed)
    if text.isascii() or syntax in ("headers", "none"):
        return parsed
    from newslint.front_matter import spaces

    fault = spaces.misplaced(syntax, text, parsed, _parsed)
    return parsed if fault is None else Parsed(None, (fault,))


def _naming_control_character(syntax: Syntax, text: str, parsed: Parsed) -> Parsed:
    """Return ``parsed`` with a message that names the control character that ended the parsing of
    ``text``, if one did."""
    *others, fault = parsed.faults
    character = text[fault.start : fault.start + 1]
    is_control = character < " " or character == "\x7f"
    if fault.character or not is_control or character in "\t\n\r":
        return parsed
    why = f"character U+{ord(character):04X} is not allowed here; remove it"
    message = f"the {syntax.upper()} cannot be read: {why}"
    named = fault._replace(message=message, end=fault.start + 1, character=character)
    return parsed._replace(faults=(*others, named))


OTHER_SYNTAX: dict[Syntax, tuple[Syntax, str]] = {"yaml": ("toml", "+++"), "toml": ("yaml", "---")}
"""The other syntax between fences of one line each, and its fence."""


def _naming_language(syntax: Syntax, text: str, parsed: Parsed) -> Parsed:
    """Return ``parsed`` with a message that names the language of ``text``, if it is another."""
    other, fence = OTHER_SYNTAX.get(syntax, (syntax, ""))
    if not fence or len(text) > _MAX_OTHER or not _parsed(other, text).data:
        return parsed
    told = f"these fields are {other.upper()}, whose fence is '{fence}'"
    message = f"the {syntax.upper()} cannot be read: {told}"
    start = len(text) - len(text.lstrip())
    return parsed._replace(faults=(Fault("broken-front-matter", message, start, start),))


def _parsed(syntax: Syntax, text: str) -> Parsed:
    if syntax == "yaml":
        from newslint.front_matter import fast_yaml

        document = fast_yaml.parse(text)
        if document is not None:
            return document
    if syntax == "json" and (not text or text.isspace()):  # between fences, as in YAML and TOML
        return Parsed({})
    reader = _reader(syntax)
    return reader.parse(text) if reader else Parsed(None)


def places(syntax: Syntax, text: str) -> dict[str, Place]:
    """Return the place of every value of front matter that `parse` has read, by JSON Pointer."""
    reader = _reader(syntax)
    return reader.places(text) if reader else {}


class _Reader(Protocol):
    """A module that reads one syntax."""

    def parse(self, text: str) -> Parsed: ...

    def places(self, text: str) -> dict[str, Place]: ...


def _reader(syntax: Syntax) -> _Reader | None:
    match syntax:
        case "yaml":
            from newslint.front_matter import yaml

            return yaml
        case "toml":
            from newslint.front_matter import toml

            return toml
        case "json":
            from newslint.front_matter import json

            return json
        case "headers":
            from newslint.front_matter import headers

            return headers
    return None


def without_blank_lines(text: str) -> str:
    """Return the source of a YAML block without trailing blank lines and indentation."""
    words = text.rstrip(" \t\r\n")
    rest = text[len(words) :]
    spaces = len(rest) - len(rest.lstrip(" \t"))  # trailing spaces belong to the last line
    return text[: len(words) + spaces]


def parsed_root(
    root: Any, start: int, end: int, faults: Sequence[Fault], *, readable: bool
) -> Parsed:
    """Return the result for a document whose value ``root`` is at ``start`` to ``end``.

    A root that is not a mapping is a fault. Unless all values are ``readable``, the fields are
    only recovered.
    """
    if not isinstance(root, dict):
        kind = "a list" if isinstance(root, list) else "a single value"
        message = f"the front matter is {kind}, not a mapping"
        return Parsed(None, (*faults, Fault("broken-front-matter", message, start, end)))
    return Parsed(root, tuple(faults)) if readable else Parsed(None, tuple(faults), root)
