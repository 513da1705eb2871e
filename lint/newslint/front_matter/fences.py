"""Find the lines that were meant to be fences of front matter, and say why they are none."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from newslint.front_matter import OTHER_SYNTAX, Fault, Syntax, parse
from newslint.front_matter.spaces import BLANKS, described, stands_here
from newslint.pattern import pattern
from newslint.text import quote

# Hyphens or dashes, too few, too many, with spaces, indented, or a rule of Markdown. A whole fence
# may have something behind it.
_CONTROL = r"\0-\x08\x0b\x0c\x0e-\x1f\x7f"
_BLANK = rf"[ \t\r{_CONTROL}{BLANKS}]*+"
_DASH = r"[\u2010-\u2015\u2212\uff0d]"
_NEAR_FENCE = (
    rf"{_BLANK}(?:-[ ]?(?:-[ ]?)++|\+{{2,}}+|\uff0b{{2,}}+|={{3,}}+|\*{{3,}}+|_{{3,}}+|~{{3,}}+"
    rf"|\.{{2,}}+|{_DASH}{{1,3}}+-?+){_BLANK}(?=\n|\Z)"
)
_LINE = pattern(rf"\n({_NEAR_FENCE}|(?:---|\+\+\+)[^\n]*+)")
_FIRST_LINE = pattern(rf"{_NEAR_FENCE}")
_BLOCK_SCALAR = pattern(r"[|>][-+0-9]*+[ \t]*+\Z")
_ODD = pattern(rf"[{_CONTROL}{BLANKS}]")
_MOST_FENCES, _LONGEST_BLOCK = 3, 65_536
"""Maximum lines that resemble a fence to examine, which takes a parse each, and maximum characters
of the front matter before one."""


class Opening(NamedTuple):
    """The fence that opens front matter, and its place."""

    fence: str
    syntax: Syntax
    start: int
    end: int


class _Near(NamedTuple):
    """A line that was meant to close front matter, and the syntax of the fields before it."""

    start: int
    end: int
    syntax: Syntax


def nearly_closed(text: str, opening: Opening, start: int, end: int) -> Fault | None:
    """Return the fault of the first line before ``end`` that was meant to close the front matter
    from ``start`` on: it resembles a fence, and what precedes it has fields."""
    near = next(_near_fences(text, opening, start, end), None)
    if near is None:
        return None
    if near.syntax != opening.syntax:
        other = OTHER_SYNTAX[opening.syntax][1]
        message = (
            f"'{opening.fence}' opens {opening.syntax.upper()}, but these fields are"
            f" {near.syntax.upper()}; write '{other}'"
        )
        note = ("it ends here", near.start, near.end)
        return Fault("broken-front-matter", message, opening.start, opening.end, note)
    line = text[near.start : near.end]
    message = f"{quote(line)} does not close the front matter; write '{opening.fence}'"
    note = ("it begins here", opening.start, opening.end)
    odd = _ODD.search(text, near.start, near.end)
    if odd is None:
        return Fault("broken-front-matter", message, near.start, near.end, note)
    message += f" without the {described(odd[0])}"
    return Fault("broken-front-matter", message, *odd.span(), note, odd[0])


def _near_fences(text: str, opening: Opening, start: int, end: int) -> Iterator[_Near]:
    for line in islice(_LINE.finditer(text, start - 1, end), _MOST_FENCES):
        first, last = line.start(1), line.start(1) + len(line[1].removesuffix("\r"))
        inner = text[start:first]
        if len(inner) > _LONGEST_BLOCK:
            return
        if _continues(line[1], inner):
            continue
        syntax, fence = OTHER_SYNTAX.get(opening.syntax, (opening.syntax, ""))
        if parse(opening.syntax, inner).data:
            yield _Near(first, last, opening.syntax)
        elif text[first:last] == fence and parse(syntax, inner).data:
            yield _Near(first, last, syntax)


def _continues(line: str, before: str) -> bool:
    """Return whether a ``line`` is indented like the text above it, and belongs to it."""
    above = before.rstrip().rpartition("\n")[2]
    indent = _indent(line)
    return indent > 0 and (_indent(above) >= indent or _BLOCK_SCALAR.search(above) is not None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def not_opened(text: str, is_field: re.Pattern[str]) -> Fault | None:
    """Return the fault of a first line that was meant to open front matter, if there is one: it
    resembles a fence, and ``is_field`` matches what follows."""
    start = 1 if text.startswith("\ufeff") else 0
    first = _FIRST_LINE.match(text, start)
    if first is None or is_field.match(text, first.end() + 1) is None:
        return None
    line = first[0].strip()
    fence = "+++" if "+" in line or "\uff0b" in line else "---"
    odd = _ODD.search(text, start, first.end())
    if odd is not None:
        why, (at, end) = f"{stands_here(odd[0])}; write '{fence}' alone", odd.span()
    elif line in ("---", "+++"):
        return None
    else:
        why, at, end = f"{quote(line)} does not open any; write '{fence}'", start, first.end()
    character = odd[0] if odd else ""
    message = f"the file has no front matter: {why}"
    return Fault("no-front-matter", message, at, end, character=character)
