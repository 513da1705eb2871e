"""The images in the fields of an article."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from newslint.article import Story

_ADDRESSES = ("url", "src", "image", "path")
"""Fields of an image that may have its URL."""


class Image(NamedTuple):
    """An image in a field."""

    pointer: str
    """JSON Pointer to its URL."""
    url: str
    fields: dict[str, Any]
    """All fields of the image."""


def images(story: "Story") -> Iterator[Image]:
    """Yield the images of a story, then those of its provider, in order."""
    for field in story.all("images"):
        yield from _listed(field.value, field.pointer or "")
    provider = story.field("provider")
    if provider is not None and isinstance(provider.value, dict):
        yield from _listed(provider.value.get("images"), f"{provider.pointer}/images")


def image_urls(story: "Story") -> Iterator[str]:
    """Yield the URLs of the same images, which takes less time."""
    values = story.vocabulary.every("images", story.fields)
    provider = story.vocabulary.first("provider", story.fields)
    if isinstance(provider, dict):
        values.append(provider.get("images"))
    for value in values:
        for entry in value if isinstance(value, list) else (value,):
            if isinstance(entry, str):
                yield entry
            elif isinstance(entry, dict) and (name := _address(entry)):
                yield entry[name]


def _listed(value: Any, pointer: str) -> Iterator[Image]:
    if isinstance(value, list):
        for i, entry in enumerate(value):
            yield from _image(entry, f"{pointer}/{i}")
    else:
        yield from _image(value, pointer)


def _image(entry: Any, pointer: str) -> Iterator[Image]:
    if isinstance(entry, str):
        yield Image(pointer, entry, {})
    elif isinstance(entry, dict) and (name := _address(entry)):
        yield Image(f"{pointer}/{name}", entry[name], entry)


def _address(image: dict[str, Any]) -> str | None:
    """Return the field of an image that has its URL; None if there is none."""
    for name in _ADDRESSES:
        if isinstance(image.get(name), str):
            return name
    return None
