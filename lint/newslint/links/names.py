"""Find the links and images of bodies without a name: nothing to read, or to read aloud."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.article import MAX_BODY, Article
from newslint.finding import Span
from newslint.markup import ATTRIBUTES, without_hidden
from newslint.pattern import pattern

# In Markdown: an empty text, or an empty destination.
_MAY_BE_EMPTY = pattern(r"\](?:(?<=\[\])|(?<=\[ \]))[(\[]|\]\(\s*+\)")
_IMAGE = pattern(rf"<img\b({ATTRIBUTES})>", re.IGNORECASE)
_LINK = pattern(rf"<a\b({ATTRIBUTES})>\s*+</a\s*+>", re.IGNORECASE)
# What names an image or a link, or says that it needs no name; in JSX also unknown attributes.
_NAMED = pattern(
    r"(?<![\w-])(?:alt|title|role|aria-label|aria-labelledby|aria-hidden)\b|\{\s*\.\.\.",
    re.IGNORECASE,
)
_LEADS = pattern(r"(?<![\w-])href\s*=", re.IGNORECASE)


class Nameless(NamedTuple):
    """A link or an image without a name, or a link without a destination."""

    is_image: bool
    span: Span
    leads: bool = True
    """Whether it has a destination."""


@lru_cache(maxsize=1)
def nameless(article: Article) -> tuple[Nameless, ...]:
    """Return the images without an alternative text, and the links without text or destination, in
    the body. An empty ``alt`` in HTML says that an image needs no text."""
    body = article.body[:MAX_BODY]
    has_tags = ("<img" in body or "</a" in body) and next(_tags(body), None) is not None
    match article.markup:
        case "html" if has_tags:
            return tuple(_in_html(article, without_hidden(body)))
        case "markdown" | "mdx" if has_tags or ("]" in body and _MAY_BE_EMPTY.search(body)):
            return tuple(_in_markdown(article, body))
    return ()


def _in_markdown(article: Article, body: str) -> Iterator[Nameless]:
    from newslint.links.body import pieces

    for piece in pieces(body, mdx=article.markup == "mdx")[1]:
        if piece.stretch.text.endswith("][](", 0, piece.start):
            continue  # probably a reference that is defined elsewhere, and brackets
        span = article.body_span(*piece.stretch.span(piece.start, piece.end))
        match piece.kind:
            case "html block" | "html":
                for one in _tags(without_hidden(piece.text)):
                    start, end = (piece.start + at for at in one[1:])
                    yield Nameless(one[0], article.body_span(*piece.stretch.span(start, end)))
            case "image" | "image reference" if not piece.named:
                yield Nameless(True, span)
            case "link" | "link reference" if not (piece.named and piece.text):
                yield Nameless(False, span, bool(piece.text))


def _in_html(article: Article, text: str) -> Iterator[Nameless]:
    for is_image, start, end in _tags(text):
        yield Nameless(is_image, article.body_span(start, end))


def _tags(text: str) -> Iterator[tuple[bool, int, int]]:
    """Yield whether an element without a name is an image, and its offsets."""
    for image in _IMAGE.finditer(text):
        if not _NAMED.search(image[1]):
            yield True, *image.span()
    for link in _LINK.finditer(text):
        if _LEADS.search(link[1]) and not _NAMED.search(link[1]):
            yield False, *link.span()
