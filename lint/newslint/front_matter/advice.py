"""Translate the errors of PyYAML and libyaml into messages for editors.

Both parsers report where they fail, which is often a line below the mistake, and in terms of
tokens. The common mistakes are a missing quote, a tab, text with ``: `` in it, and indentation. The
context of the error and the text at its position distinguish them.
"""

import re
from typing import NamedTuple

from newslint.front_matter import Broken

_FIELD = re.compile(r"[ ]*(?:- +)*[^\s:#'\"][^:]*:[ ]")
_FIRST_LINE = re.compile(r"^[^\s#].*", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_SPECIAL = "@`%&*!|>{}[],?-"
_UNSPACED = re.compile(r"[ ]*(?:- +)*([\w.$-]+:)(?=[^\s/])")
_NO_SPACE = "a space is missing after this colon"
_COMMENT_IN_LIST = re.compile(r"\[(?:[^\n\]]*[\s,])?(#\S)")
_NEARBY = 2_000
_TWO_COMMAS = re.compile(r",[ \t]*,$")
_INNER_APOSTROPHE = re.compile(r"\[[^\n\]]*?'[^'\n,\]]+'(?=\w)")
_QUOTE = 'unexpected text after a closing quote; write \\" for a quote inside'
_QUOTED_START = "unexpected text after a closing quote; put the whole value in single quotes"
_APOSTROPHE = "unexpected text after a closing quote; write '' for a quote inside"


class ParserError(NamedTuple):
    """A parser error: the context and its offset, the problem and its offset."""

    context: str
    context_at: int
    problem: str
    at: int


def explain(text: str, error: ParserError) -> Broken:
    """Return the fault that caused ``error`` in the document ``text``."""
    message, at = _explain(text, error)
    at = min(at, len(text))
    return Broken(f"the YAML cannot be read: {message}", at, at)


def _explain(text: str, error: ParserError) -> tuple[str, int]:
    context, problem = error.context, error.problem
    conflict = _CONFLICT.search(text)
    if conflict:
        return "unresolved merge conflict", conflict.start()
    if "mapping values are not allowed" in problem:
        return _colon(text, error.at)
    if "expected ':'" in problem:
        unspaced = _UNSPACED.match(text, _line_start(text, error.context_at))
        if unspaced:
            return _NO_SPACE, unspaced.end(1)
        return "missing ':' after this name, or missing quotes around this text", error.context_at
    if "cannot start any token" in problem or "keys are not allowed" in problem:
        return _character(text, error.at)
    if "tab character" in problem:
        return "the line is indented with a tab; use spaces", error.at
    if "quoted scalar" in context:
        if any(word in problem for word in ("escape", "hex", "Unicode")):
            at = max(error.context_at, text.rfind("\\", 0, error.at + 1))
            return "invalid escape in double quotes; use single quotes or write two backslashes", at
        return "a quote is never closed", error.context_at
    if "flow mapping" in context:
        return "unclosed '{', or missing comma after a value", error.context_at
    if "flow sequence" in context or "node content" in problem:
        start = max(error.at - _NEARBY, 0)  # trying each bracket takes the square of the length
        comments = list(_COMMENT_IN_LIST.finditer(text, start, error.at + 1))
        if comments:
            return "'#' begins a comment here; put the text in quotes", comments[-1].start(1)
        doubled = _TWO_COMMAS.search(text, _line_start(text, error.at), error.at + 1)
        if doubled:
            return "a value is missing between two commas", error.at
        inner = _INNER_APOSTROPHE.match(text, error.context_at)
        if inner:
            return _APOSTROPHE, inner.end() - 1
    if "flow sequence" in context:
        return "unclosed '[', or missing comma after a value", error.context_at
    if "block mapping" in context or "block collection" in context:
        return _misfit(text, error.at)
    if "entries are not allowed" in problem:
        return (
            "a list starts on the line of its name; start it on the next line, or quote the text",
            error.at,
        )
    if "block scalar" in context:
        if "tab" in problem:
            return "the text is indented with a tab; use spaces", error.at
        return "unexpected text after '|' or '>'; put the value in quotes", error.at
    if any(word in context for word in ("anchor", "alias", "tag")) or "tag handle" in problem:
        return _character(text, error.context_at)
    if "document start" in problem and text[error.at : error.at + 1] not in _SPECIAL:
        return "the indentation of this line does not match the lines above", error.at
    if "node content" in problem or "directive" in context or "document start" in problem:
        return _character(text, _skip_spaces(text, error.at))
    from newslint.text import cut, printable

    return printable(cut(problem)), error.at


def _colon(text: str, at: int) -> tuple[str, int]:
    """Explain a ': ' where YAML does not allow one."""
    start = _line_start(text, at)
    if _FIELD.match(text[start:at] + " "):
        if text[at + 1 : at + 2] in ("", "\n", "\r"):
            return "the value ends with ':'; put it in quotes", at
        return "the value contains ': '; put it in quotes", at
    first = _FIRST_LINE.search(text)
    if first and first.start() < start and not _FIELD.match(first[0] + " "):
        unspaced = _UNSPACED.match(text, first.start())
        if unspaced:
            return _NO_SPACE, unspaced.end(1)
        return "missing ': ' on this line", first.start()
    return (
        "this line does not continue the one above; check its indentation, or quote the text above",
        _skip_spaces(text, start),
    )


def _character(text: str, at: int) -> tuple[str, int]:
    """Explain a value or line that starts with a special character."""
    shown = text[at : at + 1]
    if shown == "\t":
        return "the line is indented with a tab; use spaces", at
    if shown in _SPECIAL and shown:
        return f"text starts with '{shown}'; put it in quotes", at
    return "unexpected character; put text in quotes", at


def _misfit(text: str, at: int) -> tuple[str, int]:
    """Explain text where the next field or list item should start."""
    before = text[_line_start(text, at) : at]
    if not before.strip():
        return "the indentation of this line does not match the lines above", at
    if before.rstrip().endswith('"'):
        if (before.count('"') - before.count('\\"')) % 2:  # it closes a quote on an earlier line
            opening = text.rfind('"', 0, at - len(before))
            return "a quote is not closed on its line", opening
        rest = text[at:].partition("\n")[0]
        return _QUOTE if '"' in rest else _QUOTED_START, at
    if "'" in before:
        return _APOSTROPHE, at
    return "unexpected text after the value; put it in quotes", at


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _skip_spaces(text: str, at: int) -> int:
    """Return the offset of the first character from ``at`` on that is not a space."""
    while text[at : at + 1] == " ":
        at += 1
    return at
