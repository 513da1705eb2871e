"""Find the links in HTML, with their offsets."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from newslint.markup import ATTRIBUTES, without_hidden
from newslint.pattern import pattern


class Kind(StrEnum):
    """The purpose of a link."""

    PAGE = "page"
    """A link that readers follow."""
    FORM = "form"
    """The target of a form."""
    IMAGE = "image"
    MEDIA = "media"
    """Audio, video, or text tracks."""
    FRAME = "frame"
    """Content that runs inside the page: frames, plug-ins, scripts."""


class Link(NamedTuple):
    """A decoded link, with the offsets of its source."""

    url: str
    start: int
    end: int
    kind: Kind


# The attributes that hold URLs (HTML Standard, "Attributes"), by element. Attributes of
# the page's head and metadata are left out.
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
    """Yield every link in HTML, of any scheme, in order, except in comments, scripts and styles."""
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
            if (
                name not in kinds or name in seen or value == 1
            ):  # the first attribute of a name is used
                continue
            seen.add(name)
            start, end = attribute.span(value)
            if name == "srcset":
                places = _sources(text, start, end)
            else:
                bare = text[start:end].strip()
                at = text.find(bare, start, end)
                places = iter([(at, at + len(bare))])
            for at, url_end in places:
                yield Link(unescape(text[at:url_end]), at, url_end, kinds[name])


def _sources(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the URLs in a srcset: "a.jpg 1x, b,2.jpg 640w" (HTML 4.8.4.2)."""
    while source := _SOURCE.match(text, at, end):
        start, at = source.span(1)
        last = start + len(source[1].rstrip(","))
        yield start, last
        if last == at:  # skip its descriptors
            comma = text.find(",", at, end)
            at = end if comma < 0 else comma
