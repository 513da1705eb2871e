"""Front matter: where it stands in a file, what it says, and where each value is.

`split` finds the block, `parse` reads it into plain values (dict, list, str, int, float, bool,
None; dates stay text), `places` tells the position of every value. The last is separate because
only a finding needs it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

Syntax = Literal["yaml", "toml", "json", "headers", "none"]

MAX_DEPTH = 64
"""Levels of nesting. Real front matter has six."""
MAX_VALUES = 65_536
"""Values of a document, counted with every YAML alias written out. Newsletters of 256 KB have
about 10,000. Reading and locating 65,536 takes about 0.6 s and 30 MB."""
MAX_DIGITS = 308
"""Characters of a number: what a double can hold (IEEE 754), and below Python's own limit."""
MAX_POINTER = 1_000
"""Characters of a JSON Pointer that has a place. Pointers repeat the names above them: without
a limit one long name above many values takes memory without bounds."""


class Fault(NamedTuple):
    """Something wrong with the form of a file, as the rule named ``rule`` will report it.

    ``start`` and ``end`` are offsets in code points into the text of the file.
    """

    rule: str
    message: str
    start: int
    end: int
    note: tuple[str, int, int] | None = None
    """A second place: message, start, end."""

    def moved(self, by: int) -> "Fault":
        note = self.note and (self.note[0], self.note[1] + by, self.note[2] + by)
        return Fault(self.rule, self.message, self.start + by, self.end + by, note)


class Place(NamedTuple):
    """Offsets (code points) of a value and of the key or list item that holds it."""

    key_start: int
    key_end: int
    start: int
    end: int

    def moved(self, by: int) -> "Place":
        return Place(self.key_start + by, self.key_end + by, self.start + by, self.end + by)


class Block(NamedTuple):
    """Where the front matter stands in a text: its offsets, without the fences; then the body."""

    syntax: Syntax
    start: int
    end: int
    body: int
    header_names: frozenset[str] = frozenset()
    """For header lines: one of these names must be there, or they are prose."""


class Parsed(NamedTuple):
    """What a front matter says. ``data`` is None when it cannot be read to its end.

    ``known`` are then the fields that could be read all the same.
    """

    data: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()
    known: dict[str, Any] = {}


class Broken(Exception):
    """A document cannot be read beyond some point; `fault` says why. Stays inside this package."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.fault = Fault("broken-front-matter", message, start, max(start, end))


def pointer_token(key: str | int) -> str:
    """One step of a JSON Pointer (RFC 6901), with its slash."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def offset(
    places: Mapping[str, Place], path: Sequence[str | int], *, on_key: bool = False
) -> int | None:
    """Where the value at ``path`` begins, or its key; else the key of the nearest value around
    it that has a place. None where nothing has one."""
    for length in range(len(path), 0, -1):
        place = places.get("".join(map(pointer_token, path[:length])))
        if place is not None:
            return place.key_start if on_key or length < len(path) else place.start
    return None


def parse(syntax: Syntax, text: str) -> Parsed:
    """Read the front matter ``text``; offsets of faults count from its start. Never raises."""
    match syntax:
        case "yaml":
            from newslint.front_matter import fast_yaml as plain

            data = plain.parse(text)
            if data is not None:
                return Parsed(data)
            from newslint.front_matter import yaml

            return yaml.parse(text)
        case "toml":
            from newslint.front_matter import toml

            return toml.parse(text)
        case "json":
            if text.isspace() or not text:  # between fences, as in YAML and TOML
                return Parsed({})
            from newslint.front_matter import json

            return json.parse(text)
        case "headers":
            from newslint.front_matter import headers

            return headers.parse(text)
        case _:
            return Parsed(None)


def places(syntax: Syntax, text: str) -> dict[str, Place]:
    """The place of every value of a front matter that `parse` has read, by JSON Pointer."""
    match syntax:
        case "yaml":
            from newslint.front_matter import yaml

            return yaml.places(text)
        case "toml":
            from newslint.front_matter import toml

            return toml.places(text)
        case "json":
            from newslint.front_matter import json

            return json.places(text)
        case "headers":
            from newslint.front_matter import headers

            return headers.places(text)
        case _:
            return {}
