"""The links of HTML, with their exact places."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from newslint.markup import ATTRIBUTES, without_hidden
from newslint.pattern import pattern


class Kind(StrEnum):
    """What a link is for."""

    PAGE = "page"
    """Readers follow it."""
    FORM = "form"
    """Readers send a form to it."""
    IMAGE = "image"
    MEDIA = "media"
    """Audio, video, or text that goes with it."""
    FRAME = "frame"
    """What runs inside the page: frames, plug-ins, scripts."""


class Link(NamedTuple):
    """A link as a browser reads it, with the offsets of its spelling."""

    url: str
    start: int
    end: int
    kind: Kind


# The attributes that hold URLs (HTML Standard, "Attributes"), by element. Left out is what the
# head of a page has, and what is data about it.
_ELEMENTS = {
    "a": {"href": Kind.PAGE, "xlink:href": Kind.PAGE},
    "area": {"href": Kind.PAGE},
    "audio": {"src": Kind.MEDIA},
    "button": {"formaction": Kind.FORM},
    "embed": {"src": Kind.FRAME},
    "form": {"action": Kind.FORM},
    "frame": {"src": Kind.FRAME},
    "iframe": {"src": Kind.FRAME},
    "image": {"href": Kind.IMAGE, "xlink:href": Kind.IMAGE},
    "img": {"src": Kind.IMAGE, "srcset": Kind.IMAGE},
    "input": {"src": Kind.IMAGE, "formaction": Kind.FORM},
    "object": {"data": Kind.FRAME},
    "script": {"src": Kind.FRAME},
    "source": {"src": Kind.MEDIA, "srcset": Kind.IMAGE},
    "track": {"src": Kind.MEDIA},
    "use": {"href": Kind.FRAME, "xlink:href": Kind.FRAME},
    "video": {"src": Kind.MEDIA, "poster": Kind.IMAGE},
}

_TAG = pattern(rf"<([a-zA-Z][\w:-]*+)({ATTRIBUTES})(>)?")
_ATTRIBUTE = pattern(
    r"\"[^\"]*+\"|'[^']*+'"
    r"|([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>][^\s>]*+)))?"
)
_SOURCE = pattern(r"[\s,]*+(\S++)")


def links_in_html(text: str) -> Iterator[Link]:
    """Every link in a piece of HTML, of whatever scheme, in order. Comments, scripts and styles
    have none."""
    if "<" not in text:
        return
    from html import unescape

    for tag in _TAG.finditer(without_hidden(text)):
        kinds = _ELEMENTS.get(tag[1].lower())
        if kinds is None or tag[3] is None:
            continue
        seen: set[str] = set()
        for attribute in _ATTRIBUTE.finditer(text, *tag.span(2)):
            name = (attribute[1] or "").lower()
            value = attribute.lastindex or 1
            if name not in kinds or name in seen or value == 1:  # the first of a name counts
                continue
            seen.add(name)
            start, end = attribute.span(value)
            if name == "srcset":
                places = _sources(text, start, end)
            else:
                bare = text[start:end].strip()
                at = text.find(bare, start, end)
                places = iter([(at, at + len(bare))])
            for at, behind in places:
                yield Link(unescape(text[at:behind]), at, behind, kinds[name])


def _sources(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the addresses of a srcset stand: "a.jpg 1x, b,2.jpg 640w" (HTML Standard 4.8.4.2)."""
    while source := _SOURCE.match(text, at, end):
        start, at = source.span(1)
        last = start + len(source[1].rstrip(","))
        yield start, last
        if last == at:  # what follows describes it
            comma = text.find(",", at, end)
            at = end if comma < 0 else comma
