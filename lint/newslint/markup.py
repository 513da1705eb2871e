"""HTML: what of it is prose, what is hidden, and how far its elements reach."""

import re
from collections import Counter
from collections.abc import Iterator

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
_VISIBLE = pattern(r"[^\r\n]")

# The attributes of a tag. What is matched is not looked at again, so that hostile text costs linear
# time, which html.parser does not promise; and offsets come for free, which selectolax does not
# give.
ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
# Comments, instructions to other programs, and elements in which tags are text.
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
    """The extents of comments and instructions in a piece of HTML. What is never closed goes on
    to the end."""
    for found in _HIDDEN.finditer(text):
        if found[1] is None:
            yield found.span()


def without_hidden(text: str) -> str:
    """``text`` with spaces in place of comments and of what is in scripts and styles; lines stay
    lines."""
    return _HIDDEN.sub(_spaces, text) if "<" in text else text


def _spaces(found: re.Match[str]) -> str:
    tag = found[1] or ""
    return tag + _VISIBLE.sub(" ", found[0][len(tag) :])


def elements(text: str) -> dict[int, int]:
    """Where each element of a piece of HTML ends, by where it begins.

    An element that is never closed ends with the one around it, or where the next of its kind
    begins if that cannot be in it.
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
    """``text`` with spaces in place of its markup, so that every word stays at its place.

    Markup are tags and comments, scripts and styles with what they hold, and references to
    characters.
    """
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)


def plain(text: str) -> str:
    """A title in HTML as one line of text: without tags, and with characters for references."""
    from html import unescape

    return " ".join(unescape(_TAG.sub(" ", text)).split())
