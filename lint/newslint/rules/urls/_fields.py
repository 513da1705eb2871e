"""The fields that hold addresses, for the rules that look at one article."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from newslint.article import Article, Story

MAX_HOST = 253
"""Characters of a host name (RFC 1035)."""
PAGE_FIELDS = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl")


class Link(NamedTuple):
    """An address and the JSON Pointer of the field that holds it."""

    field: str
    url: str

    @property
    def key(self) -> str:
        """The name of the field, as a message says it."""
        return "image url" if "/images/" in self.field else self.field.rpartition("/")[2]


@lru_cache(maxsize=1)
def page_urls(article: Article) -> str:
    """All addresses of pages that an article names, with a space behind each."""
    found = [
        url
        for _, fields in article.stories
        for key in PAGE_FIELDS
        if isinstance(url := fields.get(key), str)
    ]
    return " ".join([*found, ""])


@lru_cache(maxsize=1)
def image_urls(article: Article) -> tuple[str, ...]:
    """All addresses of images that an article names, those of outlets included."""
    found: list[str] = []
    for _, fields in article.stories:
        for holder in (fields, fields.get("provider")):
            if isinstance(holder, dict) and isinstance(images := holder.get("images"), list):
                found += filter(None, map(_image_url, images))
    return tuple(found)


def links(article: Article, *, images: bool = True) -> Iterator[Link]:
    """The addresses of pages, and of ``images``, with their fields, in order."""
    for story in article.stories:
        for key in PAGE_FIELDS:
            url = story.fields.get(key)
            if isinstance(url, str):
                yield Link(f"{story.pointer}/{key}", url)
        if images:
            yield from _images(story)


def _images(story: Story) -> Iterator[Link]:
    for holder, pointer in (
        (story.fields, f"{story.pointer}/images"),
        (story.fields.get("provider"), f"{story.pointer}/provider/images"),
    ):
        images = holder.get("images") if isinstance(holder, dict) else None
        for i, image in enumerate(images if isinstance(images, list) else ()):
            url = _image_url(image)
            if url:
                yield Link(f"{pointer}/{i}" + ("/url" if isinstance(image, dict) else ""), url)


def _image_url(image: Any) -> str:
    """The address of an entry of `images`: a mapping with `url`, or the address itself."""
    url = image.get("url") if isinstance(image, dict) else image
    return url if isinstance(url, str) else ""


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
