"""Header lines: ``Title: …`` from the first line of a file to the first blank line.

Pelican reads them with the Meta-Data extension of Python-Markdown; MultiMarkdown calls them
metadata. The rules here are Python-Markdown's, with MultiMarkdown's names:

- A header is a name, a colon and text. At most three spaces come before the name and none before
  the colon.
- A line that is indented by four spaces or a tab continues the text of the header above it.
- Names are compared in lower case and without spaces, and the data has them like that: ``Base
  Header Level`` becomes ``baseheaderlevel``. Only MultiMarkdown allows spaces in names.
- When a name is repeated, the first value is used, as Pelican does for its own fields.
- Any other line ends the headers. Python-Markdown starts the body there; MultiMarkdown would
  append the line to the text above it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newslint.front_matter import (
    MAX_VALUES,
    Broken,
    Fault,
    Parsed,
    Place,
    pointer_token,
)
from newslint.pattern import pattern

MAX_NAME = 100
"""Maximum characters of a name."""

_HEADER = pattern(r"(?a: {0,3}([\w-]++(?: [\w-]++)*+)):(?!//)([^\n]*+)\n?")
_MORE = pattern(r"(?:    | {0,3}\t)([^\n]*+)\n?")


class _Header(NamedTuple):
    """A header with its continuation lines."""

    key: str
    """As the author wrote it."""
    text: str
    place: Place
    end: int
    """Where the next line begins."""

    @property
    def name(self) -> str:
        return self.key.replace(" ", "").lower()


def block_end(text: str, start: int, names: frozenset[str]) -> int:
    """Return where the header lines that begin at ``start`` end; ``start`` if there are none.

    One of them must have a name in ``names``, because prose can begin with ``Note: …`` as well.
    """
    end, is_prose = start, True
    for header in _headers(text, start):
        end, is_prose = header.end, is_prose and header.name not in names
    return start if is_prose else end


def parse(text: str) -> Parsed:
    """Parse a text that consists of header lines into text fields. Never raises."""
    fields: dict[str, str] = {}
    first: dict[str, Place] = {}
    faults: list[Fault] = []
    end = 0
    for header in _headers(text, 0):
        name, place, end = header.name, header.place, header.end
        if len(fields) + len(faults) >= MAX_VALUES:
            message = f"there are more than {MAX_VALUES} values"
            stop = Broken(message, place.key_start, place.key_end)
            return Parsed(None, (*faults, stop.fault), fields)
        if name in fields:
            from newslint.text import quote

            note = ("first occurrence", first[name].key_start, first[name].key_end)
            message = f"field {quote(header.key)} occurs twice; the first value is used"
            faults.append(Fault("duplicate-key", message, place.key_start, place.key_end, note))
        else:
            fields[name], first[name] = header.text, place
    if end < len(text) or not fields:
        stop = Broken("this is not a header line such as 'Title: …'", end, end)
        return Parsed(None, (*faults, stop.fault), fields)
    return Parsed(fields, tuple(faults))


def places(text: str) -> dict[str, Place]:
    """Return the place of every value by JSON Pointer; for repeated names, of the first one."""
    by_pointer: dict[str, Place] = {}
    for header in _headers(text, 0):
        by_pointer.setdefault(pointer_token(header.name), header.place)
    return by_pointer


def _headers(text: str, at: int) -> Iterator[_Header]:
    """Yield the headers from ``at`` on."""
    while True:
        line = _HEADER.match(text, at)
        if line is None or line.end(1) - line.start(1) > MAX_NAME:
            return
        lines = [line.span(2)]
        at = line.end()
        while (more := _MORE.match(text, at)) is not None and more[1].strip():
            lines.append(more.span(1))
            at = more.end()
        spans = [_stripped(text, *span) for span in lines]
        written = [span for span in spans if span[0] < span[1]] or spans[:1]
        value = "\n".join(text[start:end] for start, end in written)
        place = Place(*line.span(1), written[0][0], written[-1][1])
        yield _Header(line[1], value, place, at)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of ``text[start:end].strip()``."""
    inner = text[start:end].lstrip()
    if not inner:
        return start, start
    start = end - len(inner)
    return start, start + len(inner.rstrip())
