"""Where the front matter of a file begins and ends."""

import re

from newslint.front_matter import Block, Fault, Syntax

DATA_FILES: dict[str, Syntax] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""Files that are front matter from the first line to the last."""

_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_TOML_END = re.compile(r"^\+\+\+[ \t]*\r?$", re.M)
_KEY = re.compile(r"\s*[\"']?[\w$@-]+[\"']?\s*[:=](?:\s|$)")
_OPENING = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?(?:\n|$)")


def split(text: str, suffix: str) -> tuple[Block, Fault | None]:
    """Find the front matter in the ``text`` of a file whose name ends in ``suffix``.

    A fault is a block that was opened and not closed. Lines end at ``\\n``.
    """
    whole = DATA_FILES.get(suffix)
    if whole is not None:
        return Block(whole, 1 if text.startswith("\ufeff") else 0, len(text), len(text)), None
    opening = _OPENING.match(text)
    if opening is None:
        start = 1 if text.startswith("\ufeff") else 0
        if text.startswith("{", start):
            return _json_block(text, start)
        return Block("none", 0, 0, start), None
    syntax: Syntax = "yaml" if opening[1] == "---" else "toml"
    start = opening.end()
    closing = (_FENCE_END if syntax == "yaml" else _TOML_END).search(text, start)
    if closing is not None:
        return Block(syntax, start, closing.start(), min(closing.end() + 1, len(text))), None
    if _KEY.match(text, start) is None:  # a rule across the page, not front matter
        return Block("none", 0, 0, 0), None
    fault = Fault(
        "broken-front-matter",
        f"the front matter is opened by '{opening[1]}' and never closed",
        opening.start(1),
        opening.end(1),
    )
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
