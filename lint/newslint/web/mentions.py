"""Where an article names URLs: in its fields, in its related entries, in its body.

`mentions` is the ``collect`` of every rule that asks the network. What it returns is made of
plain values, since it is stored and sent: see `Mention`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.article import Article, Story
from newslint.pattern import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PAGE_FIELDS = ("webUrl", "ampWebUrl", "cdnAmpWebUrl", "originalUrl")
MAX_BODY = 200_000
"""Characters of a body that are searched for links: more than any story has."""

PAGE, IMAGE, EMBED = "page", "image", "embed"

# One start tag with a URL. Quoted values may hold ">"; every repetition is bounded, so that
# hostile text costs linear time, which html.parser does not promise, and offsets come for free,
# which selectolax does not give.
_TAG = pattern(
    r"<(a|area|img|iframe|embed|video|audio|source|track|object|script)\b"
    r"((?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){1,4000})>",
    re.IGNORECASE,
)
_ATTRIBUTE = pattern(
    r"(?<![\w-])(href|src|data|poster)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WEB = pattern(r"\s*(?:https?:|//\w)", re.IGNORECASE)


class Mention(NamedTuple):
    """One place that names one URL."""

    url: str
    """As it is written there."""
    where: str | tuple[int, ...]
    """The JSON Pointer of a field, or the numbers of a `Span` in the body."""
    kind: str
    """What it should lead to: "page", "image" or "embed"."""
    size: tuple[int, int] | None = None
    """Width and height in pixels that the article claims for an image."""


Facts = list[tuple[Any, ...]]
"""Mentions as plain tuples."""


def mentions(article: Article) -> Facts | None:
    """Every `Mention` of a web address in ``article``, as plain tuples, in reading order."""
    found = [tuple(mention) for mention in (*in_fields(article), *in_body(article))]
    return found or None


def in_fields(article: Article) -> Iterator[Mention]:
    """The web addresses in the front matter, related entries included."""
    for story in article.stories:
        for key in PAGE_FIELDS:
            url = story.text(key)
            if _WEB.match(url):
                yield Mention(url, f"{story.pointer}/{key}", PAGE)
        yield from _images(story.fields.get("images"), f"{story.pointer}/images")
        provider = story.fields.get("provider")
        if isinstance(provider, dict):
            yield from _images(provider.get("images"), f"{story.pointer}/provider/images")
        yield from _embedded(story)


def _images(value: Any, pointer: str) -> Iterator[Mention]:
    if not isinstance(value, list):
        return
    for i, image in enumerate(value):
        if isinstance(image, dict) and isinstance(url := image.get("url"), str) and _WEB.match(url):
            yield Mention(url, f"{pointer}/{i}/url", IMAGE, _size(image))
        elif isinstance(image, str) and _WEB.match(image):
            yield Mention(image, f"{pointer}/{i}", IMAGE)


def _size(image: dict[str, Any]) -> tuple[int, int] | None:
    width, height = image.get("width"), image.get("height")
    if type(width) is int and type(height) is int and width > 0 and height > 0:
        return width, height
    return None


def _embedded(story: Story) -> Iterator[Mention]:
    content = story.text("featuredContent")
    if _WEB.match(content):
        yield Mention(content, f"{story.pointer}/featuredContent", EMBED)
    for link in _in_html(content, 0):
        yield Mention(link.url, f"{story.pointer}/featuredContent", link.kind)


def in_body(article: Article) -> Iterator[Mention]:
    """The web addresses that links and images of the body lead to; not those in code."""
    start = article.body_start
    body = article.text[start : start + MAX_BODY]
    if "//" not in body:
        return
    is_html = article.path.endswith((".html", ".htm"))
    for link in _in_html(body, start) if is_html else _in_markdown(body, start):
        span = article.span(link.start, link.end)
        yield Mention(link.url, tuple(span), link.kind)


class _Link(NamedTuple):
    """A web address and the offsets of its spelling."""

    url: str
    start: int
    end: int
    kind: str


def _in_html(text: str, offset: int) -> Iterator[_Link]:
    from html import unescape

    if "<" not in text:
        return
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        for attribute in _ATTRIBUTE.finditer(text, tag.start(2), tag.end(2)):
            group = attribute.lastindex or 0
            raw = attribute[group]
            if _WEB.match(raw):
                kind = _kind(name, attribute[1].lower())
                start = offset + attribute.start(group)
                yield _Link(unescape(raw), start, start + len(raw), kind)


def _kind(tag: str, attribute: str) -> str:
    if tag in ("a", "area"):
        return PAGE
    return IMAGE if tag == "img" or attribute == "poster" else EMBED


@cache
def _parser() -> "MarkdownIt":
    """CommonMark that leaves addresses as they are written, so that they can be found again."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _in_markdown(body: str, offset: int) -> Iterator[_Link]:
    environment: dict[str, Any] = {}
    tokens = _parser().parse(body, environment)
    defined = environment.get("references", {}).values()
    places = _Places(body, offset, {definition["href"] for definition in defined})
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "html_block":
            yield from places.html(token.content, token.map)
        elif token.type == "inline":
            yield from _inline(token, places)
    for definition in defined:
        if _WEB.match(definition["href"]):
            yield places.definition(definition["href"], definition["map"])


def _inline(token: "Token", places: "_Places") -> Iterator[_Link]:
    lines = token.map or [0, 0]
    target = ""
    for child in token.children or ():
        if child.type == "html_inline":
            yield from places.html(child.content, lines)
        elif child.type == "image":
            yield from places.find(str(child.attrGet("src")), lines, IMAGE)
        elif child.type == "link_open":
            target = str(child.attrGet("href"))
        elif child.type == "link_close":  # where a link leads stands behind what it holds
            yield from places.find(target, lines, PAGE)


class _Places:
    """Where in the body the parser's findings stand: it tells lines, not offsets."""

    def __init__(self, body: str, offset: int, defined: set[str]) -> None:
        self._body = body
        self._offset = offset
        self._defined = defined
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", body)), len(body)]
        self._behind = 0

    def find(self, url: str, lines: list[int], kind: str) -> Iterator[_Link]:
        """The destination ``url`` of a link in ``lines``.

        It is not there when a reference is used, which is found at its definition. What is
        spelled with escapes stands, with an empty span, at the first line of its block.
        """
        if not _WEB.match(url):
            return
        first, last = self._range(lines)
        at = max(first, self._behind)
        while (at := self._body.find(url, at, last)) >= 0:
            end = at + len(url)
            if self._body[at - 1 : at] in ("(", "<", '"', "'", "=", " ", "\n"):
                self._behind = end
                yield _Link(url, self._offset + at, self._offset + end, kind)
                return
            at = end
        if url not in self._defined:
            yield _Link(url, self._offset + first, self._offset + first, kind)

    def definition(self, url: str, lines: list[int]) -> _Link:
        """The destination ``url`` of a reference definition in ``lines``."""
        first, last = self._range(lines)
        at = self._body.find(url, first, last)
        start, end = (at, at + len(url)) if at >= 0 else (first, first)
        return _Link(url, self._offset + start, self._offset + end, PAGE)

    def html(self, content: str, lines: list[int]) -> Iterator[_Link]:
        """The links of a piece of HTML in ``lines``."""
        first, last = self._range(lines)
        at = self._body.find(content, max(first, self._behind), last)
        if at < 0:  # indented or quoted: its lines are not as they stand in the body
            for link in _in_html(content, 0):
                yield from self.find(link.url, lines, link.kind)
            return
        self._behind = at + len(content)
        yield from _in_html(content, self._offset + at)

    def _range(self, lines: list[int]) -> tuple[int, int]:
        last = len(self._line_starts) - 1
        return self._line_starts[min(lines[0], last)], self._line_starts[min(lines[1], last)]
