"""Translate the errors of PyYAML and libyaml into messages for editors.

Both parsers report where they fail, which is often a line below the mistake, and in terms of
tokens. The common mistakes are a missing quote, a tab, text with ``: `` in it, and indentation. The
context of the error and the text at its position distinguish them.
"""

import re
from typing import NamedTuple

from newslint.front_matter import Broken

_FIELD = re.compile(r"[ ]*(?:- +)*[^\s:#'\"][^:]*:[ ]")
_NAMED = re.compile(r"[ ]*(?:- +)*[\w.$-]+:(?:\s|\Z)")
_FIRST_LINE = re.compile(r"^[^\s#].*", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_SPECIAL = "@`%&*!|>{}[],?-"
_UNSPACED = re.compile(r"[ ]*(?:- +)*([\w.$-]+:(?=[^\s/])|[\w.$-]+(?: [\w-]+){1,2}:(?=[^\s/\d]))")
_UNSPACED_DASH = re.compile(r"[ ]*-(?=[^\s-])")
_PROPERTY = re.compile(r"(?:^|[:\-\[,])[ ]+([&!]\S*[ ]+)$")
_NO_SPACE = "a space is missing after this colon"
_NO_SPACE_AFTER_DASH = "a space is missing after this hyphen"
_COMMENT = "'#' begins a comment here; put the text in quotes"
_COMMENT_IN_BRACKETS = re.compile(r"[\[{](?:[^\n\]}]*[\s,])?(#(?:\S|[^\n\]}]*[\]}]))")
_COMMENT_AFTER_TEXT = re.compile(r"[ ]*(?:- +)*(?:[\w.$-]+: +)?[^\s\"'#\[{|>&*!].*?[ \t](#)")
_NEARBY = 2_000
_TWO_COMMAS = re.compile(r",[ \t]*,$")
_INNER_APOSTROPHE = re.compile(r"\[(?:[^\n\]]*?,)?[ ]*'[^'\n,\]]+'(?=\w)")
_INNER_QUOTE = re.compile(r"\[(?:[^\n\]]*?,)?[ ]*\"[^\"\n,\]]+\"(?=\w)")
_AFTER_QUOTE = "unexpected text after a closing quote; "
_QUOTE = _AFTER_QUOTE + 'write \\" for a quote inside'
_APOSTROPHE = _AFTER_QUOTE + "write '' for a quote inside"


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


def missing_space(text: str, at: int) -> tuple[str, int] | None:
    """Return a message and its place if a space is missing on the line of ``at``: after a colon
    that ends a name, or after the hyphen of a list item."""
    start = _line_start(text, at)
    unspaced = _UNSPACED.match(text, start)
    if unspaced:
        return _NO_SPACE, unspaced.end(1)
    dash = _UNSPACED_DASH.match(text, start)
    return (_NO_SPACE_AFTER_DASH, dash.end()) if dash else None


def _explain(text: str, error: ParserError) -> tuple[str, int]:
    context, problem = error.context, error.problem
    conflict = _CONFLICT.search(text)
    if conflict:
        return "unresolved merge conflict", conflict.start()
    if "mapping values are not allowed" in problem:
        return _colon(text, error.at)
    if "expected ':'" in problem:
        return missing_space(text, error.context_at) or (
            "missing ':' after this name, or missing quotes around this text",
            error.context_at,
        )
    if "cannot start any token" in problem or "keys are not allowed" in problem:
        return _character(text, error.at)
    if "tab character" in problem:
        return "the line is indented with a tab; use spaces", error.at
    if "quoted scalar" in context:
        if any(word in problem for word in ("escape", "hex", "Unicode")):
            at = max(error.context_at, text.rfind("\\", 0, error.at + 1))
            return "invalid escape in double quotes; use single quotes or write two backslashes", at
        return "a quote is never closed", error.context_at
    if "flow" in context or "node content" in problem:
        within = _within_brackets(text, error)
        if within is not None:
            return within
    if "flow mapping" in context:
        return "unclosed '{', or missing comma after a value", error.context_at
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
        return _character(text, _property_before(text, error.context_at))
    if "document start" in problem and text[error.at : error.at + 1] not in _SPECIAL:
        return _indentation(text, error.at)
    if "node content" in problem or "directive" in context or "document start" in problem:
        return _character(text, _skip_spaces(text, error.at))
    from newslint.text import cut, printable

    return printable(cut(problem)), error.at


def _within_brackets(text: str, error: ParserError) -> tuple[str, int] | None:
    """Explain a list or a mapping in brackets, if something in it is the cause."""
    start = max(error.at - _NEARBY, 0)  # trying each bracket takes the square of the length
    end = min(_line_end(text, error.at), error.at + _NEARBY)
    comments = list(_COMMENT_IN_BRACKETS.finditer(text, start, end))
    if comments and comments[-1].start(1) <= error.at:
        return _COMMENT, comments[-1].start(1)
    if _TWO_COMMAS.search(text, _line_start(text, error.at), error.at + 1):
        return "a value is missing between two commas", error.at
    for inner, message in (_INNER_APOSTROPHE, _APOSTROPHE), (_INNER_QUOTE, _QUOTE):
        found = inner.match(text, error.context_at)
        if found:
            return message, found.end() - (message == _APOSTROPHE)
    return None


def _colon(text: str, at: int) -> tuple[str, int]:
    """Explain a ': ' where YAML does not allow one."""
    start = _line_start(text, at)
    field = _FIELD.match(text[start:at] + " ")
    if field:
        value = text[start + field.end() : _line_end(text, at)]
        how = "ends with ':'" if text[at + 1 : at + 2] in ("", "\n", "\r") else "contains ': '"
        return f"the value {how}; put it in {_fitting_quotes(value)}", at
    first = _FIRST_LINE.search(text)
    if first and first.start() < start and not _FIELD.match(first[0] + " "):
        return missing_space(text, first.start()) or ("missing ': ' on this line", first.start())
    above = text[:start].rstrip()
    return missing_space(text, len(above)) or (
        "this line does not continue the one above; check its indentation, or quote the text above",
        _skip_spaces(text, start),
    )


def _fitting_quotes(value: str) -> str:
    """Return the quotes in which ``value`` can be put, in words."""
    if '"' not in value:
        return "double quotes" if "'" in value else "quotes"
    if "'" not in value:
        return "single quotes"
    return 'double quotes and write \\" for a quote inside'


def _character(text: str, at: int) -> tuple[str, int]:
    """Explain a value or line that starts with a special character."""
    shown = text[at : at + 1]
    if shown == "\t":
        return "the line is indented with a tab; use spaces", at
    if shown == "," and text[:at].rstrip()[-1:] in ("[", "{", ","):
        return "a value is missing before this comma", at
    if shown in _SPECIAL and shown:
        return f"text starts with '{shown}'; put it in quotes", at
    return "unexpected character; put text in quotes", at


def _property_before(text: str, at: int) -> int:
    """Return the place of the anchor or tag that stands before ``at`` and begins the value; else
    ``at``."""
    found = _PROPERTY.search(text[_line_start(text, at) : at])
    return at - len(found[1]) if found else at


def _misfit(text: str, at: int) -> tuple[str, int]:
    """Explain text where the next field or list item should start."""
    before = text[_line_start(text, at) : at]
    if not before.strip():
        return _indentation(text, at)
    if before.rstrip().endswith('"'):
        if (before.count('"') - before.count('\\"')) % 2:  # it closes a quote on an earlier line
            opening = text.rfind('"', 0, at - len(before))
            return "a quote is not closed on its line", opening
        return _after_quote(text, before.index('"'), at), at
    if "'" in before:
        return _after_quote(text, at - len(before) + before.index("'"), at), at
    return "unexpected text after the value; put it in quotes", at


def _after_quote(text: str, opening: int, at: int) -> str:
    """Explain the text at ``at`` behind a quoted one that begins at ``opening``."""
    mark, value = text[opening], text[opening : _line_end(text, at)].rstrip()
    quoted = text[opening:at].rstrip()
    is_inner = quoted[-2:-1].isspace() or text[at - 1] == mark
    if is_inner and value.endswith(mark):
        return _QUOTE if mark == '"' else _APOSTROPHE
    return f"{_AFTER_QUOTE}put the whole value in {_fitting_quotes(value)}"


def _indentation(text: str, at: int) -> tuple[str, int]:
    """Explain a line that is indented differently than the lines above."""
    start = _line_start(text, at)
    above = text[:start].rstrip()
    comment = _COMMENT_AFTER_TEXT.match(text, _line_start(text, len(above)), len(above))
    continues = text[start : start + 1] == " " and not _NAMED.match(text, start)
    if comment and continues:
        return _COMMENT, comment.start(1)
    return "the indentation of this line does not match the lines above", at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _skip_spaces(text: str, at: int) -> int:
    """Return the offset of the first character from ``at`` on that is not a space."""
    while text[at : at + 1] == " ":
        at += 1
    return at
