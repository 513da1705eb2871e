"""Find the front matter of a file."""

import re
from itertools import islice

from newslint.front_matter import Block, Fault, Syntax, parse
from newslint.pattern import pattern
from newslint.text import quote

DATA_FILES: dict[str, Syntax] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""Files that consist of front matter only."""

_KEY = re.compile(r"\s*[\"']?[\w$@-]+[\"']?\s*(?:=|:(?:\s|$))")
_OPENING = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*+([A-Za-z][\w+#-]{0,19}+)?[ \t]*+(\r?(?:\n|$)|\r)", re.ASCII
)
# `...` closes YAML only. Expressions that begin with a line feed search many times faster than
# those with `^`.
_CLOSING = {
    "---": pattern(r"\n---[ \t\r]*+(?:\n|\Z)"),
    "--- or ...": pattern(r"\n(?:---|\.\.\.)[ \t\r]*+(?:\n|\Z)"),
    "+++": pattern(r"\n\+\+\+[ \t\r]*+(?:\n|\Z)"),
}
# Hyphens or dashes, too few, too many, indented or with something behind them, or the other fence.
_UNSEEN = "\u200b\u2060\ufeff"
_BLANK = rf"(?:[^\S\n]|[{_UNSEEN}])*+"
_NEAR_FENCE = pattern(
    rf"\n({_BLANK}(?:-{{2,}}+|\+{{2,}}+|={{3,}}+|\*{{3,}}+|[\u2010-\u2015\u2212]{{1,3}}+-?+){_BLANK}"
    rf"(?:end\b{_BLANK})?+)(?=\n|\Z)",
    re.IGNORECASE,
)
_MARKS = ("\n--", "\n++", "\n–", "\n—", "\n ---")  # a faster test for most front matter
_MOST_FENCES, _LONGEST_BLOCK = 3, 65_536
"""Maximum lines that resemble a fence to examine, which takes a parse each, and maximum characters
of the front matter before one."""
_LANGUAGES: dict[str, Syntax] = {"yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json"}
"""The languages that may follow `---`. This is the syntax of gray-matter, the library with which
Eleventy, Docusaurus and others read files. Its names are lower case; here case is ignored."""
_TEMPLATE = pattern(r"---[ \t]*+\r?\n")
_END_OF_HEADERS = pattern(r"(?:---|\.\.\.)?[ \t\r]*+(?:\n|\Z)")
_YAML_LINES = pattern(
    r"(?:(?:[\w-]+[ \t]*:(?:[ \t][^\n]*)?|-(?:[ \t][^\n]*)?|[ \t#][^\n]*)\r?\n)++"
    r"---[ \t\r]*+(?:\n|\Z)"
)
_CODE = ("js", "javascript", "coffee", "coffeescript", "cson", "ts", "typescript")
"""Languages that gray-matter executes, and similar ones."""


def is_template(text: str) -> bool:
    """Return whether a .json file has front matter between fences.

    Jekyll and others fill it in: https://jekyllrb.com/docs/front-matter/.
    """
    return _TEMPLATE.match(text) is not None


def split(
    text: str, suffix: str, header_names: frozenset[str] = frozenset()
) -> tuple[Block, Fault | None]:
    """Find the front matter in the ``text`` of a file whose name ends in ``suffix``.

    Header lines (``Title: …``) are front matter if one of their names is in ``header_names``,
    which are lower case and without spaces. The fault is front matter that is not closed or is in
    an unknown language. Lines end at ``\\n``.
    """
    whole = DATA_FILES.get(suffix)
    if whole is not None:
        if not text or text.isspace():
            return Block("none", 0, 0, 0), None
        if whole == "json" and is_template(text):
            message = (
                "this is a template, not JSON: it begins with front matter for a site generator"
            )
            return Block("none", 0, 0, 0), Fault("broken-front-matter", message, 0, 3)
        return Block(whole, 1 if text.startswith("\ufeff") else 0, len(text), len(text)), None
    opening = _OPENING.match(text)
    if opening is not None:
        return _between_fences(text, opening)
    start = 1 if text.startswith("\ufeff") else 0
    if text.startswith("{", start):
        return _json_block(text, start)
    if header_names:
        return _header_block(text, start, header_names)
    return Block("none", 0, 0, start), None


def _between_fences(text: str, opening: re.Match[str]) -> tuple[Block, Fault | None]:
    """Front matter between lines of ``---`` or ``+++``, the first of which is ``opening``."""
    fence, language, start = opening[1], (opening[2] or "").lower(), opening.end()
    if language and fence == "+++":
        return Block("none", 0, 0, 0), None
    syntax: Syntax = "toml" if fence == "+++" else _LANGUAGES.get(language or "yaml", "none")
    at = opening.start(1), opening.end(2 if language else 1)
    if opening[3] == "\r":
        return Block(syntax, start, len(text), len(text)), _old_line_ends(*at)
    closing = _CLOSING["--- or ..." if syntax == "yaml" else fence].search(text, start - 1)
    if syntax == "none":
        return _unknown_language(text, language, at, closing)
    if closing is not None:
        block = Block(syntax, start, closing.start() + 1, closing.end())
        if any(text.find(mark, start, closing.start()) >= 0 for mark in _MARKS):
            nearly = _near_fence(syntax, text, start, closing.start())
            if nearly is not None and parse(syntax, text[start : block.end]).data is None:
                return block, _no_fence(text, fence, at, nearly)
        return block, None
    if not language and _KEY.match(text, start) is None:
        return Block("none", 0, 0, 0), None  # a thematic break, not front matter
    message = f"the front matter opened by '{text[slice(*at)]}' is never closed"
    fault = Fault("broken-front-matter", message, *at)
    nearly = _near_fence(syntax, text, start, len(text))
    if nearly is not None:
        fault = _no_fence(text, fence, at, nearly)
    return Block(syntax, start, len(text), len(text)), fault


def _no_fence(text: str, fence: str, at: tuple[int, int], nearly: tuple[int, int]) -> Fault:
    """Return the fault of a line that was meant to close the front matter that begins at ``at``."""
    line = text[slice(*nearly)]
    message = f"{quote(line)} does not close the front matter; write '{fence}'{_why_not(line)}"
    return Fault("broken-front-matter", message, *nearly, ("it begins here", *at))


def _near_fence(syntax: Syntax, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the start and end of the first line before ``end`` that was meant to close the front
    matter from ``start`` on: it resembles a fence, and what precedes it has fields."""
    for line in islice(_NEAR_FENCE.finditer(text, start - 1, end), _MOST_FENCES):
        inner = text[start : line.start(1)]
        if len(inner) <= _LONGEST_BLOCK and parse(syntax, inner).data:
            return line.span(1)
    return None


def _why_not(line: str) -> str:
    """Return what is odd about a line that resembles a fence, if one cannot see it."""
    odd = next((one for one in line if one in _UNSEEN or not (one.isascii() or _is_dash(one))), "")
    return odd and f" without the character U+{ord(odd):04X}"


def _is_dash(character: str) -> bool:
    return "\u2010" <= character <= "\u2015" or character == "\u2212"


def _unknown_language(
    text: str, language: str, at: tuple[int, int], closing: re.Match[str] | None
) -> tuple[Block, Fault | None]:
    """Report the ``language`` after ``---``. A line that nothing closes is text, unless it names a
    language that front matter is written in."""
    is_code = language in _CODE
    if closing is None and not is_code:
        return Block("none", 0, 0, 0), None
    why = ", and newslint runs no code" if is_code else ", which newslint does not read"
    message = f"the front matter is in '{language}'{why}; use YAML, TOML or JSON"
    body = len(text) if closing is None else closing.end()
    return Block("none", 0, 0, body), Fault("broken-front-matter", message, *at)


def _header_block(text: str, start: int, names: frozenset[str]) -> tuple[Block, Fault | None]:
    """Return the header lines at the start of the file, with the blank line or fence after them.

    Lines of YAML that a fence closes are YAML, as in Hexo, where the opening fence is optional
    (https://hexo.io/docs/front-matter).
    """
    from newslint.front_matter import headers

    closed = _YAML_LINES.match(text, start)
    if closed is not None and headers.block_end(text, start, names) > start:
        end = text.rindex("---", start, closed.end())
        if parse("yaml", text[start:end]).data is not None:
            return Block("yaml", start, end, closed.end()), None
    end = headers.block_end(text, start, names)
    if end == start:
        return Block("none", 0, 0, start), None
    if "\n" not in text[start:end] and "\r" in text[start:end]:
        return Block("headers", start, len(text), len(text), names), _old_line_ends(start, end)
    closing = _END_OF_HEADERS.match(text, end)
    return Block("headers", start, end, closing.end() if closing else end, names), None


def _old_line_ends(start: int, end: int) -> Fault:
    message = "the lines end in CR (classic Mac OS); save the file with LF line endings"
    return Fault("broken-front-matter", message, start, end)


def _json_block(text: str, start: int) -> tuple[Block, Fault | None]:
    """Return JSON front matter as Hugo reads it: an object at the start of the file."""
    from newslint.front_matter.json import object_end

    if not re.compile(r"\{\s*(?:\"|\})").match(text, start):  # a template or a shortcode
        return Block("none", 0, 0, start), None
    end = object_end(text, start)
    if end is None:
        fault = Fault(
            "broken-front-matter", "the JSON front matter is never closed", start, start + 1
        )
        return Block("json", start, len(text), len(text)), fault
    body = end + 1 if text.startswith("\n", end) else end
    return Block("json", start, end, body), None
