"""Find bare URLs: those that stand in text without any markup.

Most Markdown flavours turn them into links (GitHub Flavored Markdown 6.9, "extended autolinks").
"""

import re
from collections.abc import Iterator

from newslint.links.html import Kind, Link
from newslint.links.placeholders import goes_on, has_placeholder
from newslint.markdown import unescaped
from newslint.pattern import pattern

# Scripts that are written without spaces begin here: a URL may directly follow their letters.
_AFTER = r"(?<![^\W_\u0e00-\U0010ffff])(?<![^\W_]_)(?<![/=&?%#@-])"
# A top-level domain has letters of one script, so text may directly follow an ASCII one.
_NAME = (
    r"(?:[\w-]{1,63}\.){1,20}"
    r"(?:[a-z0-9-]{1,63}(?![a-z0-9_@-]|\.[\w-])|[^\W\da-z_]{1,63}(?![\w@]))"
)
_SECRET = r"[^\s/?#@<>\"'`|\\^{}$]{1,200}@(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?![\w@])"
# What URLs cannot contain, and the punctuation of the surrounding text: quotation marks, the
# ellipsis, and that of East Asian text except for the middle dot, which names have.
_OUTSIDE = (
    r"\s<>\"`|\\^{}«»\u2018-\u201f\u2026"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\u3030\ufe10-\ufe19\ufe30-\ufe6b"
    r"\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_URL = rf"{_AFTER}https?://(?:{_SECRET}|{_NAME})(?::\d{{1,5}}(?!\d))?"
_PLAIN = pattern(rf"{_URL}(?:[/?#][^{_OUTSIDE}]{{0,4000}}+)?", re.IGNORECASE)
# Markdown also has escapes, and references to characters, of which URLs contain the ampersand.
_REFERENCE = r"&(?!(?:amp|#38|#x26);)(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});"
_MARKDOWN = pattern(
    rf"{_URL}(?:[/?#](?:(?!{_REFERENCE})[^{_OUTSIDE}]|\\[!#-/:;=?@\[\]^_~]){{0,4000}}+)?",
    re.IGNORECASE,
)
_OPENED = {")": "(", "]": "["}
_EMPHASIS = {mark: pattern(rf"{re.escape(mark)}(?!\w)") for mark in "*_~"}
"""By the mark before a URL: where the emphasis ends that it opens."""


def bare_urls(
    text: str, start: int = 0, end: int | None = None, *, markdown: bool = False
) -> Iterator[Link]:
    """Yield the URLs that begin and end between two offsets of ``text``, without placeholders.

    In Markdown, escapes are decoded."""
    end = len(text) if end is None else end
    for match in (_MARKDOWN if markdown else _PLAIN).finditer(text, start, end):
        before = text[match.start() - 1 : match.start()]
        url = _without_surroundings(match[0], before)
        whole = len(url) == len(match[0])
        if (whole and goes_on(text, match.end())) or has_placeholder(url):
            continue
        place = match.start(), match.start() + len(url)
        yield Link(unescaped(url) if markdown else url, *place, Kind.PAGE)


def _without_surroundings(url: str, before: str) -> str:
    """Return a URL without the emphasis, brackets and punctuation of the text around it."""
    emphasis = _EMPHASIS.get(before)
    closing = emphasis.search(url) if emphasis else None
    if closing:
        url = url[: closing.start()]
    open_ = {"(": 0, "[": 0}
    for i, char in enumerate(url):
        if char in open_:
            open_[char] += 1
        elif char in _OPENED:
            open_[_OPENED[char]] -= 1
            if open_[_OPENED[char]] < 0:
                url = url[:i]
                break
    return url.rstrip("?!.,:;*_~'\"\\")
