"""Find the links in Markdown, HTML and plain text bodies, with their spans."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newslint.article import MAX_BODY, Article
from newslint.finding import Span
from newslint.links.bare import bare_urls
from newslint.links.html import Kind, Link, links_in_html
from newslint.links.jsx import links_in_tag, tags_in_jsx, without_comments
from newslint.pattern import pattern

if TYPE_CHECKING:
    from newslint.markdown import Piece

_WINDOW = 20_000
"""Maximum characters to search for one URL, so that the time stays linear."""

# Inline HTML elements in which a URL is not a link of its own.
_LITERAL = pattern(r"<(/?)(?:a|code|pre|kbd|samp|script|style)\b", re.IGNORECASE)


class BodyLink(NamedTuple):
    """A link of a body."""

    url: str
    """The decoded URL, without escapes."""
    span: Span
    """The span of the URL in the source."""
    kind: Kind


@lru_cache(maxsize=1)
def links_in_body(article: Article) -> tuple[BodyLink, ...]:
    """Return every link of the body, of any scheme and also relative, except in code and comments.

    Only the first `MAX_BODY` characters are searched. Markdown links, images and definitions are
    included, as are HTML in Markdown and JSX in MDX. A bare URL is a link in plain text and
    Markdown if it has no placeholder; in MDX, only if it has a user name or password.
    """
    body = article.body[:MAX_BODY]
    links = []
    after = 0
    for link in _links(body, article.markup):
        span = article.body_span(link.start, link.end)
        spelled = body[link.start : link.end]
        if spelled and span.end - span.start > len(spelled):  # the span of a whole field
            first = max(after, span.start)
            at = article.text.find(spelled, first, min(span.end, first + _WINDOW))
            if at >= 0:
                after = at + len(spelled)
                span = article.span(at, after)
        links.append(BodyLink(link.url, span, link.kind))
    return tuple(links)


def _links(body: str, markup: str) -> Iterator[Link]:
    match markup:
        case "text":
            return bare_urls(body)
        case "html":
            return links_in_html(body)
    return _in_markdown(body, mdx=markup == "mdx")


@lru_cache(maxsize=1)
def pieces(body: str, *, mdx: bool) -> "tuple[str, tuple[Piece, ...]]":
    """Return Markdown without the comments of MDX, and its parts that may hold a link."""
    from newslint.markdown import Document

    source = without_comments(body) if mdx else body
    return source, tuple(Document(source, indented_code=not mdx).pieces())


def _in_markdown(body: str, *, mdx: bool) -> Iterator[Link]:
    source, parts = pieces(body, mdx=mdx)
    block, literal = (0, 0), 0
    for piece in parts:
        if piece.block != block:
            block, literal = piece.block, 0  # elements in which a URL is not a link
        if mdx:
            yield from _in_jsx(piece, source)
        elif piece.kind in ("html", "html block"):
            for url, start, end, kind in links_in_html(piece.text):
                yield _placed(Link(url, piece.start + start, piece.start + end, kind), piece)
        match piece.kind:
            case "html":
                for tag in _LITERAL.finditer(piece.text):
                    literal = max(literal - 1, 0) if tag[1] else literal + 1
            case "text" if not literal:
                for link in bare_urls(piece.stretch.text, piece.start, piece.end, markdown=True):
                    if not mdx or "@" in link.url.split("/", 3)[2]:
                        yield _placed(link, piece)
            case "link" if piece.text:
                yield _named(piece, Kind.PAGE)
            case "image" if piece.text:
                yield _named(piece, Kind.IMAGE)
            case "definition":
                yield _named(piece, Kind.IMAGE if piece.shown else Kind.PAGE)


def _in_jsx(piece: "Piece", source: str) -> Iterator[Link]:
    """Yield the links in the tags of JSX that begin in a piece of ``source``.

    For a parser of Markdown they may be text, and end in another piece or even block.
    """
    if piece.kind in ("text", "html", "html block"):
        for at in tags_in_jsx(piece.text):
            yield from links_in_tag(source, piece.stretch.offset(piece.start + at))


def _placed(link: Link, piece: "Piece") -> Link:
    """Return a link of a piece with its offsets in the source instead of in the stretch."""
    start, end = piece.stretch.span(link.start, link.end)
    return link._replace(start=start, end=end)


def _named(piece: "Piece", kind: Kind) -> Link:
    return _placed(Link(piece.text, piece.start, piece.end, kind), piece)
