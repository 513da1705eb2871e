"""Find the front matter of a file."""

import re

from newslint.front_matter import Block, Fault, Syntax, parse
from newslint.front_matter.fences import Opening, nearly_closed, not_opened
from newslint.pattern import pattern

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
_LANGUAGES: dict[str, Syntax] = {"yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json"}
"""The languages that may follow `---`. This is the syntax of gray-matter, the library with which
Eleventy, Docusaurus and others read files. Its names are lower case; here case is ignored."""
_TEMPLATE = pattern(r"---[ \t]*+\r?\n")
_END_OF_HEADERS = pattern(r"(?:---|\.\.\.)?[ \t\r]*+(?:\n|\Z)")
_JSON = pattern(r"\{\s*+(?:(?://|#)[^\n]*+\n\s*+)*+[\"}]")
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
        return Block(syntax, start, closing.start() + 1, closing.end()), None
    if not language and _KEY.match(text, start) is None:
        return Block("none", 0, 0, 0), None  # a thematic break, not front matter
    message = f"the front matter opened by '{text[slice(*at)]}' is never closed"
    block = Block(syntax, start, len(text), len(text))
    return block, earlier_end(text, block) or Fault("broken-front-matter", message, *at)


def earlier_end(text: str, block: Block) -> Fault | None:
    """Return the fault of a line inside the broken front matter ``block`` that was meant to close
    it; None if there is none."""
    opening = _OPENING.match(text)
    if opening is None or opening.end() != block.start:
        return None
    at = opening.start(1), opening.end(2 if opening[2] else 1)
    return nearly_closed(text, Opening(opening[1], block.syntax, *at), block.start, block.end)


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

    if not _JSON.match(text, start):  # a template or a shortcode
        return Block("none", 0, 0, start), None
    end = object_end(text, start)
    if end is None:
        fault = Fault(
            "broken-front-matter", "the JSON front matter is never closed", start, start + 1
        )
        return Block("json", start, len(text), len(text)), fault
    body = end + 1 if text.startswith("\n", end) else end
    return Block("json", start, end, body), None


def no_front_matter(text: str, header_names: frozenset[str]) -> Fault:
    """Return the fault of a file in which `split` finds no front matter."""
    if not text.lstrip("\ufeff").strip():
        return Fault("no-front-matter", "the file is empty", 0, 0)
    fault = not_opened(text, _KEY)
    if fault is not None:
        return fault
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    line = text[start:].partition("\n")[0].rstrip()
    fence = "{" if line.startswith("{") else line[:3]
    if fence not in ("---", "+++", "{"):
        header = " nor a line such as 'Title: …'" if header_names else ""
        why, start = f"it begins with neither '---' nor '+++' nor '{{'{header}", 0
    elif text[:start].strip("\ufeff"):
        why = f"its '{fence}' is not at the very start"
    elif fence == "{":
        why = "the '{' that it begins with does not open JSON"
    elif line != fence:
        why = f"its first line is not just '{fence}'"
    else:
        why = f"there are no fields below its '{fence}'"
    return Fault("no-front-matter", f"the file has no front matter: {why}", start, start)
