"""The links of a body, be it Markdown, HTML or plain text, with their exact places."""

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
"""Characters that are searched for one address, so that time stays linear."""

# A bare address, which most flavours of Markdown make a link (GitHub's: "extended autolinks").
# It ends before what no address holds and before marks that belong to the text around it.
_BARE = pattern(
    r"(?<![\w/=&?%#@-])https?://"
    r"(?:([^\s/?#@<>\"'`|\\^{}$]{1,200}@)(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){1,20})(?::\d{1,5})?(?![\w@])"
    r"(?:[/?#][^\s<>\"`|\\^{}\u2018-\u201f\u2026\u3000-\u3002\u300c-\u300f\uff00-\uff1f«»]{0,4000})?",
    re.IGNORECASE,
)
_OPENED = {")": "(", "]": "["}
# Parts of HTML in a line of Markdown where an address is no link of its own.
_LITERAL = pattern(r"<(/?)(?:a|code|pre|kbd|samp|script|style)\b", re.IGNORECASE)


class BodyLink(NamedTuple):
    """A link of a body."""

    url: str
    """As a browser or a reader of Markdown reads it: without escapes."""
    span: Span
    """Where it is spelled."""
    kind: Kind


@lru_cache(maxsize=1)
def links_in_body(article: Article) -> tuple[BodyLink, ...]:
    """Every link of the body, of whatever scheme, relative ones too; not what is in code or in
    comments. Only the first `MAX_BODY` characters are searched.

    Links, images and definitions of Markdown come with what HTML there is. A bare address is a
    link in plain text and Markdown; in MDX only one that carries a user name or password is.
    """
    body = article.body[:MAX_BODY]
    links = []
    behind = 0
    for link in _links(body, article.markup):
        span = article.body_span(link.start, link.end)
        spelled = body[link.start : link.end]
        if spelled and span.end - span.start > len(spelled):  # that of a whole field
            first = max(behind, span.start)
            at = article.text.find(spelled, first, min(span.end, first + _WINDOW))
            if at >= 0:
                behind = at + len(spelled)
                span = article.span(at, behind)
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
    """The addresses in text without markup."""
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

    block, literal, behind = (0, 0), 0, 0
    for piece in Document(body, indented_code=not mdx).pieces():
        if piece.block != block:
            # Elements in which an address is no link of its own; where the last bare one ended.
            block, literal, behind = piece.block, 0, 0
        match piece.kind:
            case "html block" | "html":
                for link in links_in_html(piece.text):
                    place = piece.start + link.start, piece.start + link.end
                    yield Link(link.url, *piece.stretch.span(*place), link.kind)
                for tag in _LITERAL.finditer(piece.text) if piece.kind == "html" else ():
                    literal = max(literal - 1, 0) if tag[1] else literal + 1
            case "text":
                for url in _bare_urls(piece.text, mdx=mdx) if not literal else ():
                    found = _find(url, piece, behind)
                    span = piece.stretch.span(*found) if found else (block[0], block[0])
                    behind = found[1] if found else behind
                    yield Link(url, *span, Kind.PAGE)
            case "link":
                yield _named(piece, Kind.PAGE)
            case "image":
                yield _named(piece, Kind.IMAGE)
            case "definition":
                yield _named(piece, Kind.IMAGE if piece.shown else Kind.PAGE)


def _bare_urls(text: str, *, mdx: bool) -> Iterator[str]:
    """The bare addresses that count as links."""
    for link in _bare(text):
        if not mdx or "@" in link.url.split("/", 3)[2]:
            yield link.url


def _named(piece: "Piece", kind: Kind) -> Link:
    return Link(piece.text, *piece.stretch.span(piece.start, piece.end), kind)


def _find(url: str, piece: "Piece", behind: int) -> tuple[int, int] | None:
    """Where an address of text stands in its stretch, from ``behind`` on. What is spelled with
    escapes, but for ``&amp;``, is not found."""
    start = max(piece.start, behind)
    end = min(piece.end, start + _WINDOW)
    places = []
    for spelled in dict.fromkeys((url, url.replace("&", "&amp;"))):
        at = piece.stretch.text.find(spelled, start, end)
        if at >= 0:
            places.append((at, at + len(spelled)))
    return min(places, default=None)
