"""HTML that stands around prose."""

import re

from newslint.pattern import pattern

# What is never closed goes on to the end, as in a browser; so no text is looked through twice.
_MARKUP = pattern(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template)\b.*?(?:</\1\b[^<>]*>|\Z)"
    r"|</?[a-z!][^<>]*>"
    r"|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE | re.DOTALL,
)
_TAG = pattern(r"<[^<>]*>")


def blanked(text: str) -> str:
    """``text`` with spaces in place of its markup, so that every word stays at its place.

    Markup are tags and comments, scripts and styles with what they hold, and references to
    characters.
    """
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)


def plain(text: str) -> str:
    """A title in HTML as one line of text: without tags, and with characters for references."""
    from html import unescape

    return " ".join(unescape(_TAG.sub(" ", text)).split())
