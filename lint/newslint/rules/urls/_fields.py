"""The fields that hold URLs, for the rules that check one article at a time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article
from newslint.vocabulary.images import image_urls as image_urls_of
from newslint.vocabulary.images import images as images_of

MAX_HOST = 253
"""Maximum length of a host name in characters (RFC 1035)."""


class Link(NamedTuple):
    """A URL and the field that holds it."""

    field: str
    """JSON Pointer."""
    url: str
    key: str
    """The name of the field in messages."""
    is_image: bool = False


@lru_cache(maxsize=1)
def page_urls(article: Article) -> str:
    """Return all page URLs in an article, each followed by a space."""
    urls = [
        url
        for story in article.stories
        for url in story.vocabulary.every("url", story.fields)
        if isinstance(url, str)
    ]
    return " ".join([*urls, ""])


@lru_cache(maxsize=1)
def image_urls(article: Article) -> tuple[str, ...]:
    """Return all image URLs in an article, logos of providers included."""
    return tuple(url for story in article.stories for url in image_urls_of(story))


def links(article: Article, *, images: bool = True) -> Iterator[Link]:
    """Yield the page URLs, and with ``images`` the image URLs, with their fields, in order."""
    for story in article.stories:
        for field in story.all("url"):
            if isinstance(field.value, str):
                yield Link(field.pointer or "", field.value, field.name)
        if images:
            for image in images_of(story):
                yield Link(image.pointer, image.url, "image url", is_image=True)


def host_of(url: str) -> str:
    """Return the host of a URL in lower case, without user, port and final dot.

    Returns an empty string if there is none, or if it is longer than `MAX_HOST`.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or not scheme.isalpha():
        return ""
    for mark in "/?#\\":
        rest = rest.partition(mark)[0]
    host = rest.rpartition("@")[2].lower()
    if not host.startswith("["):
        host = host.partition(":")[0]
    host = host.removesuffix(".")
    return host if len(host) <= MAX_HOST else ""


def in_unicode(host: str) -> str:
    """Return a host name with all labels in Unicode (RFC 3492)."""
    return ".".join(map(_decoded, host.split("."))) if "xn--" in host else host


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
