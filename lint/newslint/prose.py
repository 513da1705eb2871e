"""What is prose in a body: the sentences, without code, addresses and markup."""

import re

from newslint.pattern import pattern

_FENCED = pattern(
    r"^[ \t>]*(`{3,}|~{3,})[^\n]*(?:\n(?![ \t>]*\1)[^\n]*)*(?:\n[ \t>]*\1[^\n]*)?", re.MULTILINE
)
_TAG = pattern(r"\{%[^%\n]{0,1000}%\}|\{\{[^{}\n]{0,1000}\}\}")
_CODE = pattern(r"\{%-?\s*(highlight|raw)\b")
_CODE_END = pattern(r"\{%-?\s*end(highlight|raw)\s*-?%\}")
_LINE_OF_LINK = pattern(
    r"^[ \t>]*(?:[-*+]|[0-9]{1,4}[.)])[ \t]+(?:\*\*)?\[[^\]\n]*\]\([^()\n]*\)(?:\*\*)?[ \t.,;]*$",
    re.MULTILINE,
)
_DESTINATION = pattern(r"(?<=\])\((?:[^()\n]{1,2000}|\([^()\n]{0,2000}\))*+\)")
_DEFINITION = pattern(r"^[ \t>]*\[[^\]\n]{1,200}\]:[^\n]*", re.MULTILINE)
_ADDRESS = pattern(r"https?://[^\s<>\"')\]]+")
_CHECKSUM = pattern(r"^[ \t]*[0-9a-f]{32,}\b[^\n]*", re.MULTILINE)
_IMPORT = pattern(r"^(?:import|export)\b[^\n]*", re.MULTILINE)
_VISIBLE = pattern(r"[^\n]")


def prose(body: str, markup: str) -> str:
    """Return ``body`` with spaces in place of what is no prose, so that offsets stay the same.

    That is code, addresses, checksums, tags, what templates fill in, and lists of links.
    """
    if markup in ("markdown", "mdx"):
        for sign, what in _IN_MARKDOWN:
            if sign in body:
                body = what.sub(_blank, body)
        if "{%" in body or "{{" in body:
            body = _TAG.sub(_blank, _without_code(body))
        if markup == "mdx":
            body = _IMPORT.sub(_blank, body)
    if markup != "text" and ("<" in body or "&" in body):
        from newslint.markup import blanked

        body = blanked(body)
    if "://" in body:
        body = _ADDRESS.sub(_blank, body)
    return body


def _without_code(body: str) -> str:
    """Return ``body`` without the code in tags of Liquid."""
    parts = []
    at = 0
    for begin in _CODE.finditer(body):
        if begin.start() < at:
            continue
        end = _CODE_END.search(body, begin.end())
        if end is None:
            break
        parts += [body[at : begin.start()], _VISIBLE.sub(" ", body[begin.start() : end.end()])]
        at = end.end()
    return "".join([*parts, body[at:]])


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    return _VISIBLE.sub(" ", text) if "\n" in text else " " * len(text)


_IN_MARKDOWN = (
    ("```", _FENCED),
    ("~~~", _FENCED),
    ("](", _LINE_OF_LINK),
    ("](", _DESTINATION),
    ("]:", _DEFINITION),
    ("SHA", _CHECKSUM),
)
