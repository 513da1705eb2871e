"""Header lines: ``Title: …`` from the first line of a file on, up to a blank line.

Pelican reads them with the extension Meta-Data of Python-Markdown, MultiMarkdown calls them
metadata. What both have is read as both read it:

- a name, a colon and text, at most three spaces from the margin; no space before the colon;
- lines indented by a tab or four spaces continue the text of the line above;
- names are told apart in small letters and without spaces, as ``data`` has them: ``Base Header
  Level`` is ``baseheaderlevel``. Names with spaces are MultiMarkdown's alone;
- of a name that is written twice, the first counts, as for most of Pelican's own.

A line that is neither ends the headers, blank or not: there Python-Markdown's body begins.
MultiMarkdown would continue the text above with it.
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
"""Characters of a name."""

_HEADER = pattern(r"(?a: {0,3}([\w-]++(?: [\w-]++)*+)):(?!//)([^\n]*+)\n?")
_MORE = pattern(r"(?:    | {0,3}\t)([^\n]*+)\n?")


class _Header(NamedTuple):
    """One header with its continuation lines."""

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
    """Where the header lines end that begin at ``start``; ``start`` itself if there are none.

    They are header lines if one of them has a name in ``names``: prose begins with ``Note: …``
    as well.
    """
    end, is_known = start, False
    for header in _headers(text, start):
        end, is_known = header.end, is_known or header.name in names
    return end if is_known else start


def parse(text: str) -> Parsed:
    """Read header lines, nothing but them, into fields with text. Never raises."""
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

            note = ("first written here", first[name].key_start, first[name].key_end)
            message = f"field {quote(header.key)} is written twice; the first one counts"
            faults.append(Fault("duplicate-key", message, place.key_start, place.key_end, note))
        else:
            fields[name], first[name] = header.text, place
    if end < len(text) or not fields:
        stop = Broken("this is no header line such as 'Title: …'", end, end)
        return Parsed(None, (*faults, stop.fault), fields)
    return Parsed(fields, tuple(faults))


def places(text: str) -> dict[str, Place]:
    """The place of every key and text, by JSON Pointer; of a name that is written twice, the
    first one's."""
    found: dict[str, Place] = {}
    for header in _headers(text, 0):
        found.setdefault(pointer_token(header.name), header.place)
    return found


def _headers(text: str, at: int) -> Iterator[_Header]:
    """The headers from ``at`` on."""
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
    """The offsets ``start`` and ``end`` without the white space inside them."""
    inner = text[start:end].lstrip()
    if not inner:
        return start, start
    start = end - len(inner)
    return start, start + len(inner.rstrip())
