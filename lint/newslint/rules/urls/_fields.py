"""The fields that hold addresses, for the rules that look at one article."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article
from newslint.vocabulary.images import images as images_of

MAX_HOST = 253
"""Characters of a host name (RFC 1035)."""


class Link(NamedTuple):
    """An address and the field that holds it."""

    field: str
    """JSON Pointer."""
    url: str
    key: str
    """The field as messages name it."""
    is_image: bool = False


@lru_cache(maxsize=1)
def page_urls(article: Article) -> str:
    """All addresses of pages that an article names, with a space after each."""
    urls = [
        url
        for story in article.stories
        for url in story.vocabulary.every("url", story.fields)
        if isinstance(url, str)
    ]
    return " ".join([*urls, ""])


@lru_cache(maxsize=1)
def image_urls(article: Article) -> tuple[str, ...]:
    """All addresses of images that an article names, those of outlets included."""
    return tuple(image.url for story in article.stories for image in images_of(story))


def links(article: Article, *, images: bool = True) -> Iterator[Link]:
    """The addresses of pages, and of ``images``, with their fields, in order."""
    for story in article.stories:
        for field in story.all("url"):
            if isinstance(field.value, str):
                yield Link(field.pointer or "", field.value, field.name)
        if images:
            for image in images_of(story):
                yield Link(image.pointer, image.url, "image url", is_image=True)


def host_of(url: str) -> str:
    """The host of an address in small letters, without user, port and final dot; or nothing, which
    is what a name longer than `MAX_HOST` counts as."""
    scheme, found, rest = url.partition("://")
    if not found or not scheme.isalpha():
        return ""
    for mark in "/?#\\":
        rest = rest.partition(mark)[0]
    host = rest.rpartition("@")[2].lower()
    if not host.startswith("["):
        host = host.partition(":")[0]
    host = host.removesuffix(".")
    return host if len(host) <= MAX_HOST else ""


def in_unicode(host: str) -> str:
    """A host name with all its parts in Unicode (RFC 3492)."""
    return ".".join(map(_decoded, host.split("."))) if "xn--" in host else host


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
