"""The embedded content of stories: the field `featuredContent` with HTML or a URL."""

from collections.abc import Iterator

from newslint.article import MAX_BODY, Story
from newslint.links.html import Kind, Link, links_in_html

FIELD = "featuredContent"


def embedded(story: Story) -> str:
    """The embedded content of a story; empty if it has none."""
    content = story.fields.get(FIELD)
    return content if isinstance(content, str) else ""


def links_in_embed(content: str) -> Iterator[Link]:
    """Return the links of embedded content. A URL alone is that of a frame."""
    address = content.strip()
    if address and not (address.startswith("<") or any(map(str.isspace, address))):
        start = content.index(address)
        yield Link(address, start, start + len(address), Kind.FRAME)
    else:
        yield from links_in_html(content[:MAX_BODY])
