"""Find the links in Markdown, HTML and plain text bodies, with their spans."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newslint.article import MAX_BODY, Article
from newslint.finding import Span
from newslint.links.html import Kind, Link, links_in_html
from newslint.pattern import pattern

if TYPE_CHECKING:
    from newslint.markdown import Piece

_WINDOW = 20_000
"""Maximum characters to search for one URL, so that the time stays linear."""

# A bare URL, which most Markdown flavours turn into a link (GitHub: "extended autolinks"). It ends
# before characters that URLs cannot contain and before punctuation of the surrounding text.
_BARE = pattern(
    r"(?<![\w/=&?%#@-])https?://"
    r"(?:([^\s/?#@<>\"'`|\\^{}$]{1,200}@)(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){1,20})(?::\d{1,5})?(?![\w@])"
    r"(?:[/?#][^\s<>\"`|\\^{}\u2018-\u201f\u2026\u3000-\u3002\u300c-\u300f\uff00-\uff1f«»]{0,4000})?",
    re.IGNORECASE,
)
_OPENED = {")": "(", "]": "["}
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
    included, as is HTML in Markdown. A bare URL is a link in plain text and Markdown; in MDX, only
    if it has a user name or password.
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
            return _bare(body)
        case "html":
            return links_in_html(body)
    return _in_markdown(body, mdx=markup == "mdx")


def _bare(text: str) -> Iterator[Link]:
    """Yield the URLs in plain text."""
    for match in _BARE.finditer(text):
        url = match[0]
        open_ = {"(": 0, "[": 0}
        for i, char in enumerate(url):
            if char in open_:
                open_[char] += 1
            elif char in _OPENED:
                open_[_OPENED[char]] -= 1
                if open_[_OPENED[char]] < 0:
                    url = url[:i]
                    break
        url = url.rstrip("?!.,:;*_~'\"")
        yield Link(url, match.start(), match.start() + len(url), Kind.PAGE)


def _in_markdown(body: str, *, mdx: bool) -> Iterator[Link]:
    from newslint.markdown import Document

    block, literal, after = (0, 0), 0, 0
    for piece in Document(body, indented_code=not mdx).pieces():
        if piece.block != block:
            # Elements in which a URL is not a link; the end of the last bare URL.
            block, literal, after = piece.block, 0, 0
        match piece.kind:
            case "html block" | "html":
                for link in links_in_html(piece.text):
                    place = piece.start + link.start, piece.start + link.end
                    yield Link(link.url, *piece.stretch.span(*place), link.kind)
                for tag in _LITERAL.finditer(piece.text) if piece.kind == "html" else ():
                    literal = max(literal - 1, 0) if tag[1] else literal + 1
            case "text":
                for url in _bare_urls(piece.text, mdx=mdx) if not literal else ():
                    offsets = _find(url, piece, after)
                    span = piece.stretch.span(*offsets) if offsets else (block[0], block[0])
                    after = offsets[1] if offsets else after
                    yield Link(url, *span, Kind.PAGE)
            case "link":
                yield _named(piece, Kind.PAGE)
            case "image":
                yield _named(piece, Kind.IMAGE)
            case "definition":
                yield _named(piece, Kind.IMAGE if piece.shown else Kind.PAGE)


def _bare_urls(text: str, *, mdx: bool) -> Iterator[str]:
    """Yield the bare URLs that are links."""
    for link in _bare(text):
        if not mdx or "@" in link.url.split("/", 3)[2]:
            yield link.url


def _named(piece: "Piece", kind: Kind) -> Link:
    return Link(piece.text, *piece.stretch.span(piece.start, piece.end), kind)


def _find(url: str, piece: "Piece", after: int) -> tuple[int, int] | None:
    """Return the offsets of a URL of a text piece in its stretch, from ``after`` on.

    URLs with escapes other than ``&amp;`` are not found.
    """
    start = max(piece.start, after)
    end = min(piece.end, start + _WINDOW)
    places = []
    for spelled in dict.fromkeys((url, url.replace("&", "&amp;"))):
        at = piece.stretch.text.find(spelled, start, end)
        if at >= 0:
            places.append((at, at + len(spelled)))
    return min(places, default=None)
