"""Where the front matter of a file begins and ends."""

import re

from newslint.front_matter import Block, Fault, Syntax
from newslint.pattern import pattern

DATA_FILES: dict[str, Syntax] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""Files that are front matter from the first line to the last."""

_KEY = re.compile(r"\s*[\"']?[\w$@-]+[\"']?\s*(?:=|:(?:\s|$))")
_OPENING = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*+(\r?(?:\n|$)|\r)")
# `...` closes what `---` opened, too. An expression that begins with the line feed is searched for
# many times faster than one with `^`.
_CLOSING = {
    "---": pattern(r"\n(?:---|\.\.\.)[ \t\r]*+(?:\n|\Z)"),
    "+++": pattern(r"\n\+\+\+[ \t\r]*+(?:\n|\Z)"),
}


def suffix_of(path: str) -> str:
    """The end of a file's name that tells its kind, with its dot, in small letters."""
    return path[path.rfind(".") :].lower()


def split(text: str, suffix: str) -> tuple[Block, Fault | None]:
    """Find the front matter in the ``text`` of a file whose name ends in ``suffix``.

    A fault is a block that was opened and not closed. Lines end at ``\\n``.
    """
    whole = DATA_FILES.get(suffix)
    if whole is not None:
        if not text or text.isspace():
            return Block("none", 0, 0, 0), None
        return Block(whole, 1 if text.startswith("\ufeff") else 0, len(text), len(text)), None
    opening = _OPENING.match(text)
    if opening is None:
        start = 1 if text.startswith("\ufeff") else 0
        if text.startswith("{", start):
            return _json_block(text, start)
        return Block("none", 0, 0, start), None
    fence, start = opening[1], opening.end()
    syntax: Syntax = "yaml" if fence == "---" else "toml"
    if opening[2] == "\r":
        message = "the lines end in CR, the line end of old Macs; save the file with LF"
        fault = Fault("broken-front-matter", message, opening.start(1), opening.end(1))
        return Block(syntax, start, len(text), len(text)), fault
    closing = _CLOSING[fence].search(text, start - 1)
    if closing is not None:
        return Block(syntax, start, closing.start() + 1, closing.end()), None
    if _KEY.match(text, start) is None:  # a rule across the page, not front matter
        return Block("none", 0, 0, 0), None
    message = f"the front matter is opened by '{fence}' and never closed"
    fault = Fault("broken-front-matter", message, opening.start(1), opening.end(1))
    return Block(syntax, start, len(text), len(text)), fault


def _json_block(text: str, start: int) -> tuple[Block, Fault | None]:
    """JSON front matter, as Hugo reads it: an object at the very start of the file."""
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
