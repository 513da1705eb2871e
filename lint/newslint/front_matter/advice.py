"""What PyYAML and libyaml say of a broken document, in words for editors.

Both parsers complain where they get stuck, which is often a line below the slip, and in terms of
tokens. The common slips are a missing quote, a tab, text with ``: `` in it, and indentation: they
can be told apart by what was being read and what stands there.
"""

import re
from typing import NamedTuple

from newslint.front_matter import Broken

_FIELD = re.compile(r"[ ]*(?:- +)*[^\s:#'\"][^:]*:[ ]")
_FIRST = re.compile(r"^[^\s#].*", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_SPECIAL = "@`%&*!|>{}[],?-"


class Complaint(NamedTuple):
    """What a parser said: what it was doing and since where, what is wrong and where."""

    context: str
    context_at: int
    problem: str
    at: int


def explain(text: str, said: Complaint) -> Broken:
    """The fault that ``said`` means in the document ``text``."""
    message, at = _explain(text, said)
    at = min(at, len(text))
    return Broken(f"the YAML cannot be read: {message}", at, at)


def _explain(text: str, said: Complaint) -> tuple[str, int]:
    context, problem = said.context, said.problem
    conflict = _CONFLICT.search(text)
    if conflict:
        return "a merge left a conflict here; resolve it", conflict.start()
    if "mapping values are not allowed" in problem:
        return _colon(text, said.at)
    if "expected ':'" in problem:
        return "a ':' is missing behind this name, or a quote around this text", said.context_at
    if "cannot start any token" in problem or "keys are not allowed" in problem:
        return _character(text, said.at)
    if "tab character" in problem:
        return "a tab stands in the indentation; use blanks", said.at
    if "quoted scalar" in context:
        if any(word in problem for word in ("escape", "hex", "Unicode")):
            at = max(said.context_at, text.rfind("\\", 0, said.at + 1))
            return "a backslash stands in double quotes; use single quotes or write two", at
        return "a quote is opened and never closed", said.context_at
    if "flow mapping" in context:
        return "a '{' is never closed, or a comma is missing behind a value", said.context_at
    if "flow sequence" in context:
        return "a '[' is never closed, or a comma is missing behind a value", said.context_at
    if "block mapping" in context or "block collection" in context:
        return _misfit(text, said.at)
    if "entries are not allowed" in problem:
        return "a list begins behind a name; begin it on the next line, or quote the text", said.at
    if "block scalar" in context:
        if "tab" in problem:
            return "a tab indents the text; use blanks", said.at
        return "there is text behind '|' or '>'; put the value in quotes", said.at
    if any(word in context for word in ("anchor", "alias", "tag")) or "tag handle" in problem:
        return _character(text, said.context_at)
    if "document start" in problem and text[said.at : said.at + 1] not in _SPECIAL:
        return "the indentation of this line does not fit the lines above", said.at
    if "node content" in problem or "directive" in context or "document start" in problem:
        return _character(text, _first(text, said.at))
    from newslint.text import cut, printable

    return printable(cut(problem)), said.at


def _colon(text: str, at: int) -> tuple[str, int]:
    """There is a ': ' where none can be."""
    start = _line_start(text, at)
    if _FIELD.match(text[start:at] + " "):
        return "there is ': ' inside the value; put the value in quotes", at
    first = _FIRST.search(text)
    if first and first.start() < start and not _FIELD.match(first[0] + " "):
        return "a ':' with a space behind it is missing on this line", first.start()
    return (
        "this line does not fit the one above; check its indentation, or quote the text above",
        _first(text, start),
    )


def _character(text: str, at: int) -> tuple[str, int]:
    """A value or a line begins with a character of a special meaning."""
    shown = text[at : at + 1]
    if shown == "\t":
        return "a tab stands in the indentation; use blanks", at
    if shown in _SPECIAL and shown:
        return f"text begins with '{shown}'; put it in quotes", at
    return "something cannot stand here; put text in quotes", at


def _misfit(text: str, at: int) -> tuple[str, int]:
    """Something stands where the next field or list item should begin."""
    before = text[_line_start(text, at) : at]
    if not before.strip():
        return "the indentation of this line does not fit the lines above", at
    if before.rstrip().endswith('"'):
        if (before.count('"') - before.count('\\"')) % 2:  # it closes one of a line above
            opening = text.rfind('"', 0, at - len(before))
            return "a quote is opened and not closed on its line", opening
        return 'there is text behind a closing quote; write \\" for a quote inside', at
    if "'" in before:
        return "there is text behind a closing quote; write '' for a quote inside", at
    return "there is text behind the value; put it in quotes", at


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _first(text: str, at: int) -> int:
    """Where the text of the line begins that ``at`` is in, at or behind ``at``."""
    while text[at : at + 1] == " ":
        at += 1
    return at
