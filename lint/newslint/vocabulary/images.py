"""The images that an article names in its fields."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from newslint.article import Story

_ADDRESSES = ("url", "src", "image", "path")
"""Names of an image's address among the fields of an image."""


class Image(NamedTuple):
    """An image that a field names."""

    pointer: str
    """JSON Pointer to its address."""
    url: str
    fields: dict[str, Any]
    """What else the article says of it."""


def images(story: "Story") -> Iterator[Image]:
    """The images of a story, then those of its outlet, each list in order."""
    for field in story.all("images"):
        yield from _listed(field.value, field.pointer or "")
    provider = story.field("provider")
    if provider is not None and isinstance(provider.value, dict):
        yield from _listed(provider.value.get("images"), f"{provider.pointer}/images")


def _listed(value: Any, pointer: str) -> Iterator[Image]:
    if isinstance(value, list):
        for i, entry in enumerate(value):
            yield from _image(entry, f"{pointer}/{i}")
    else:
        yield from _image(value, pointer)


def _image(entry: Any, pointer: str) -> Iterator[Image]:
    if isinstance(entry, str):
        yield Image(pointer, entry, {})
    elif isinstance(entry, dict):
        for name in _ADDRESSES:
            if isinstance(entry.get(name), str):
                yield Image(f"{pointer}/{name}", entry[name], entry)
                return
