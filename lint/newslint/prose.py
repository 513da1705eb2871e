"""What is prose in a body: the sentences, without code, addresses and markup."""

import re

from newslint.pattern import pattern

# Lines begin with the break before them: an expression that begins with a literal is found several
# times as fast.
_FENCED = pattern(r"\n[ \t>]*(`{3,}|~{3,})[^\n]*(?:\n(?![ \t>]*\1)[^\n]*)*(?:\n[ \t>]*\1[^\n]*)?")
_TAG = pattern(r"\{%[^%\n]{0,1000}%\}|\{\{[^{}\n]{0,1000}\}\}")
_CODE = pattern(r"\{%-?\s*(highlight|raw)\b")
_CODE_END = pattern(r"\{%-?\s*end(highlight|raw)\s*-?%\}")
_LINE_OF_LINK = pattern(
    r"\n[ \t>]*(?:[-*+]|[0-9]{1,4}[.)])[ \t]+(?:\*\*)?\[[^\]\n]*\]\([^()\n]*\)(?:\*\*)?[ \t.,;]*$",
    re.MULTILINE,
)
_DESTINATION = pattern(r"\]\((?:[^()\n]{1,2000}|\([^()\n]{0,2000}\))*+\)")
_DEFINITION = pattern(r"\n[ \t>]*\[[^\]\n]{1,200}\]:[^\n]*")
_ADDRESS = pattern(r"https?://[^\s<>\"')\]]+")
_CHECKSUM = pattern(r"\n[ \t]*[0-9a-f]{32,}\b[^\n]*")
_IMPORT = pattern(r"\n(?:import|export)\b[^\n]*")


def prose(body: str, markup: str) -> str:
    """Return ``body`` with spaces in place of what is no prose, so that offsets stay the same.

    That is code, addresses, checksums, tags, what templates fill in, and lists of links.
    """
    if markup in ("markdown", "mdx"):
        body = "\n" + body
        for sign, what in _IN_MARKDOWN:
            # A single character is looked for much faster than several.
            if sign[0] in body and sign in body:
                body = what.sub(_blank, body)
        if "{" in body and ("{%" in body or "{{" in body):
            body = _TAG.sub(_blank, _without_code(body))
        if markup == "mdx":
            body = _IMPORT.sub(_blank, body)
        body = body[1:]
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
        parts += [body[at : begin.start()], _blanks(body[begin.start() : end.end()])]
        at = end.end()
    return "".join([*parts, body[at:]])


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    return "]" + " " * (len(text) - 1) if text[0] == "]" else _blanks(text)


def _blanks(text: str) -> str:
    """Return spaces in place of all but the line breaks of ``text``."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


_IN_MARKDOWN = (
    ("```", _FENCED),
    ("~~~", _FENCED),
    ("](", _LINE_OF_LINK),
    ("](", _DESTINATION),
    ("]:", _DEFINITION),
    ("SHA", _CHECKSUM),
)
