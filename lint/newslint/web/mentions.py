"""Where an article names URLs: in its fields, in its related entries, in its body.

`mentions` is the ``collect`` of every rule that requests URLs. What it returns is made of plain
values, since it is stored and sent: see `Mention`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from newslint.article import MAX_BODY, Article, Story
from newslint.links.embed import FIELD, embedded, links_in_embed
from newslint.links.html import Kind
from newslint.links.placeholders import has_placeholder
from newslint.pattern import pattern
from newslint.vocabulary.images import images

PAGE, IMAGE, EMBED = "page", "image", "embed"

_KINDS = {Kind.PAGE: PAGE, Kind.IMAGE: IMAGE, Kind.MEDIA: EMBED, Kind.FRAME: EMBED}
"""What a link should lead to. The targets of forms are left out: a request might change them."""
_WEB = pattern(r"\s*(?:https?:|//\w)", re.IGNORECASE)


class Mention(NamedTuple):
    """One place that names one URL."""

    url: str
    """As it is written there."""
    where: str | tuple[int, ...]
    """The JSON Pointer of a field, or the numbers of a `Span` in the body."""
    kind: str
    """What it should lead to: "page", "image" or "embed"."""
    size: tuple[int, int] | None = None
    """Width and height in pixels that the article claims for an image."""


Facts = list[tuple[Any, ...]]
"""Mentions as plain tuples."""


def mentions(article: Article) -> Facts | None:
    """Every `Mention` of a web address in ``article``, as plain tuples, in reading order.

    URLs with placeholders are left out: no page has them.
    """
    found = (*in_fields(article), *in_body(article))
    plain = [tuple(mention) for mention in found if not has_placeholder(mention.url)]
    return plain or None


def in_fields(article: Article) -> Iterator[Mention]:
    """The web addresses in the front matter, related entries included."""
    for story in article.stories:
        for field in story.all("url"):
            if _WEB.match(field.text):
                yield Mention(field.text, field.pointer or "", PAGE)
        for image in images(story):
            if _WEB.match(image.url):
                yield Mention(image.url, image.pointer, IMAGE, _size(image.fields))
        yield from _embedded(story)


def _size(image: dict[str, Any]) -> tuple[int, int] | None:
    width, height = image.get("width"), image.get("height")
    if type(width) is int and type(height) is int and width > 0 and height > 0:
        return width, height
    return None


def _embedded(story: Story) -> Iterator[Mention]:
    for link in links_in_embed(embedded(story)):
        kind = _KINDS.get(link.kind)
        if kind and _WEB.match(link.url):
            yield Mention(link.url, f"{story.pointer}/{FIELD}", kind)


def in_body(article: Article) -> Iterator[Mention]:
    """The web addresses that links and images of the body lead to; not those in code."""
    if "//" not in article.body[:MAX_BODY]:
        return
    from newslint.links.body import links_in_body

    for link in links_in_body(article):
        kind = _KINDS.get(link.kind)
        if kind and _WEB.match(link.url):
            yield Mention(link.url, tuple(link.span), kind)
