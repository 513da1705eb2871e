"""HTML: its text, its hidden parts and the extents of its elements."""

import re
from collections import Counter
from collections.abc import Iterator

from newslint.pattern import pattern

# Unclosed markup extends to the end, as in a browser, so no text is scanned twice.
_MARKUP = pattern(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template)\b.*?(?:</\1\b[^<>]*>|\Z)"
    r"|</?[a-z!][^<>]*>"
    r"|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE | re.DOTALL,
)
_TAG = pattern(r"<[^<>]*>")
_VISIBLE = pattern(r"[^\r\n]")

# The attributes of a tag. Matched text is never scanned again, so hostile text takes linear time,
# which html.parser does not guarantee, and offsets are known, which selectolax does not report.
ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
# Comments, processing instructions, and elements in which tags are text.
_HIDDEN = pattern(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<\?[^>]*+(?:>|\Z)"
    rf"|(<(script|style|textarea|title|xmp)\b{ATTRIBUTES}>?)(?:(?<=>).*?(?=</\2\b|\Z))?",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = pattern(rf"<(/?)([a-zA-Z][\w:.-]*+){ATTRIBUTES}(>?)")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # HTML Standard 13.1.2
_CLOSED_BY_THE_NEXT = frozenset("p li dt dd option tr td th thead tbody".split())


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the extents of comments and processing instructions in HTML. Unclosed ones extend to
    the end."""
    for match in _HIDDEN.finditer(text):
        if match[1] is None:
            yield match.span()


def without_hidden(text: str) -> str:
    """Return ``text`` with spaces in place of comments and the contents of scripts and styles. Line
    breaks are kept."""
    return _HIDDEN.sub(_spaces, text) if "<" in text else text


def _spaces(match: re.Match[str]) -> str:
    tag = match[1] or ""
    return tag + _VISIBLE.sub(" ", match[0][len(tag) :])


def elements(text: str) -> dict[int, int]:
    """Return the end of each HTML element by its start.

    An unclosed element ends with its parent, or where the next element of its kind begins if that
    cannot be nested in it.
    """
    ends: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    names: Counter[str] = Counter()

    def close(at: int) -> None:
        name, start = open_.pop()
        names[name] -= 1
        ends[start] = at

    for tag in _ELEMENT.finditer(text):
        name = tag[2].lower()
        if tag[1]:
            if names[name]:
                while open_[-1][0] != name:
                    close(tag.start())
                close(tag.end())
        elif name in _VOID or text.startswith("/>", tag.end() - 2):
            ends[tag.start()] = tag.end()
        else:
            if open_ and open_[-1][0] == name and name in _CLOSED_BY_THE_NEXT:
                close(tag.start())
            open_.append((name, tag.start()))
            names[name] += 1
    while open_:
        close(len(text))
    return ends


def blanked(text: str) -> str:
    """Return ``text`` with spaces in place of its markup, so that offsets stay the same.

    Markup is tags, comments, scripts and styles with their contents, and character references.
    """
    return _MARKUP.sub(lambda match: " " * len(match[0]), text)


def plain(text: str) -> str:
    """Return an HTML title as one line of text, without tags and with references decoded."""
    from html import unescape

    return " ".join(unescape(_TAG.sub(" ", text)).split())
