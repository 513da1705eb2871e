"""Find the links in HTML, with their offsets."""

import re
from collections.abc import Iterable, Iterator, Mapping
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
_REFERENCE = pattern(r"&(#x?[0-9a-f]+;?|[a-z][a-z0-9]*+;?)", re.IGNORECASE)


def links_in_html(text: str) -> Iterator[Link]:
    """Yield every link in HTML, of any scheme, in order, except in comments, scripts and styles."""
    if "<" not in text:
        return
    for tag in _TAG.finditer(without_hidden(text)):
        kinds = _ELEMENTS.get(tag[1].lower())
        if kinds is None or tag[3] is None:
            continue
        attributes = _ATTRIBUTE.finditer(text, *tag.span(2))
        for url, start, end, kind in links_in_attributes(attributes, kinds):
            yield Link(decoded(url), start, end, kind)


def kinds_of(element: str) -> Mapping[str, Kind]:
    """Return the attributes of an HTML element that hold URLs, and the purposes of these."""
    return _ELEMENTS.get(element, {})


def links_in_attributes(
    attributes: Iterable[re.Match[str]], kinds: Mapping[str, Kind]
) -> Iterator[Link]:
    """Yield the links in the attributes of a tag as they are written.

    ``kinds`` has the attributes that hold URLs. The first group of a match is the name of an
    attribute, the last one is its value, if there is one.
    """
    seen: set[str] = set()
    for attribute in attributes:
        name = (attribute[1] or "").lower()
        value = attribute.lastindex or 1
        if name not in kinds or name in seen or value == 1:  # the first one of a name is used
            continue
        seen.add(name)
        text = attribute.string
        start, end = attribute.span(value)
        if name == "srcset":
            places = _sources(text, start, end)
        else:
            bare = text[start:end].strip()
            at = text.find(bare, start, end)
            places = iter([(at, at + len(bare))])
        for at, url_end in places:
            yield Link(text[at:url_end], at, url_end, kinds[name])


def decoded(value: str) -> str:
    """Return the value of an attribute without character references.

    In "?a=1&region=2", the beginning of "&region" is not one (HTML Standard 13.2.5.73).
    """
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(reference: re.Match[str]) -> str:
    from html import unescape
    from html.entities import html5

    if reference[1].startswith("#"):
        return unescape(reference[0])
    after = reference.string[reference.end() : reference.end() + 1]
    return html5.get(reference[1], reference[0]) if after != "=" else reference[0]


def _sources(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the URLs in a srcset: "a.jpg 1x, b,2.jpg 640w" (HTML 4.8.4.2)."""
    while source := _SOURCE.match(text, at, end):
        start, at = source.span(1)
        last = start + len(source[1].rstrip(","))
        yield start, last
        if last == at:  # skip its descriptors
            comma = text.find(",", at, end)
            at = end if comma < 0 else comma
