"""Where an article names URLs: in its fields, in its related entries, in its body.

`mentions` is the ``collect`` of every rule that asks the network. What it returns is made of
plain values, since it is stored and sent: see `Mention`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.article import Article, Story
from newslint.front_matter.split import DATA_FILES, suffix_of
from newslint.pattern import pattern
from newslint.vocabulary.images import images

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_BODY = 200_000
"""Characters of a body, or of embedded content, that are searched for links: more than any story
has."""

_WINDOW = 20_000
"""Characters that are searched for one address, so that time stays linear."""

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
    r"(?<![\w-])(href|src|srcset|data|poster)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
# A bare address, which most flavours of Markdown make a link (GitHub's: "extended autolinks").
# It ends before what no address holds and before marks that belong to the text around it.
_BARE = pattern(
    r"(?<![\w/=&?%#@-])https?://[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}(?::\d{1,5})?(?![\w@])"
    r"(?:[/?#][^\s<>\"`|\\^{}\u2018-\u201f\u2026\u3000-\u3002\u300c-\u300f\uff00-\uff1f«»]{0,4000})?",
    re.IGNORECASE,
)
_OPENED = {")": "(", "]": "["}
# Parts of HTML in a line of Markdown where an address is no link of its own.
_LITERAL = pattern(r"<(/?)(?:a|code|pre|kbd|samp|script|style)\b", re.IGNORECASE)
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
        for field in story.all("url"):
            if _WEB.match(field.text):
                yield Mention(field.text, field.pointer or "", PAGE)
        for image in images(story):
            if _WEB.match(image.url):
                yield Mention(image.url, image.pointer, IMAGE, _size(image.fields))
        yield from _embedded(story)


def _size(image: dict[str, Any]) -> tuple[int, int] | None:
    width, height = image.get("width"), image.get("height")
    if type(width) is int and type(height) is int and width > 0 and height > 0:
        return width, height
    return None


def _embedded(story: Story) -> Iterator[Mention]:
    content = story.fields.get("featuredContent")
    if not isinstance(content, str):
        return
    if _WEB.match(content):
        yield Mention(content, f"{story.pointer}/featuredContent", EMBED)
    for link in _in_html(content[:MAX_BODY], 0):
        yield Mention(link.url, f"{story.pointer}/featuredContent", link.kind)


def in_body(article: Article) -> Iterator[Mention]:
    """The web addresses that links and images of the body lead to; not those in code."""
    body = article.body[:MAX_BODY]
    if "//" not in body:
        return
    behind = 0
    for link in _in_text(body, suffix_of(article.path)):
        span = article.body_span(link.start, link.end)
        spelled = body[link.start : link.end]
        if spelled and span.end - span.start > len(spelled):  # that of a whole field
            first = max(behind, span.start)
            at = article.text.find(spelled, first, min(span.end, first + _WINDOW))
            if at >= 0:
                behind = at + len(spelled)
                span = article.span(at, behind)
        yield Mention(link.url, tuple(span), link.kind)


def _in_text(body: str, suffix: str) -> "Iterator[_Link]":
    """The links of a body in the format that the file's suffix tells."""
    if suffix == ".txt":
        return _bare(body)
    if suffix in (".html", ".htm") or (suffix in DATA_FILES and body.lstrip().startswith("<")):
        return _in_html(body, 0)
    return _in_markdown(body, bare=suffix != ".mdx")


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
            raw, start = attribute[group], offset + attribute.start(group)
            kind = _kind(name, attribute[1].lower())
            for at, end in _sources(raw) if attribute[1].lower() == "srcset" else ((0, len(raw)),):
                if _WEB.match(raw, at, end):
                    yield _Link(unescape(raw[at:end]), start + at, start + end, kind)


def _sources(srcset: str) -> Iterator[tuple[int, int]]:
    """Where the addresses of a srcset stand: "a.jpg 1x, b,2.jpg 640w" (HTML Standard 4.8.4.2)."""
    at = 0
    while at < len(srcset):
        if srcset[at].isspace() or srcset[at] == ",":
            at += 1
            continue
        start = at
        while at < len(srcset) and not srcset[at].isspace():
            at += 1
        end = at
        while srcset[end - 1] == ",":
            end -= 1
        yield start, end
        if end == at:  # what follows describes it
            comma = srcset.find(",", at)
            at = len(srcset) if comma < 0 else comma


def _bare(text: str) -> Iterator[_Link]:
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
        yield _Link(url, match.start(), match.start() + len(url), PAGE)


def _kind(tag: str, attribute: str) -> str:
    if tag in ("a", "area"):
        return PAGE
    return IMAGE if tag == "img" or attribute in ("poster", "srcset") else EMBED


@cache
def _parser() -> "MarkdownIt":
    """CommonMark that leaves addresses as they are written, so that they can be found again."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _in_markdown(body: str, *, bare: bool) -> Iterator[_Link]:
    environment: dict[str, Any] = {}
    tokens = _parser().parse(body, environment)
    defined = environment.get("references", {}).values()
    places = _Places(body, {definition["href"] for definition in defined})
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "html_block":
            yield from places.html(token.content, token.map)
        elif token.type == "inline":
            yield from _inline(token, places, bare)
    for definition in defined:
        if _WEB.match(definition["href"]):
            yield places.definition(definition["href"], definition["map"])


def _inline(token: "Token", places: "_Places", bare: bool) -> Iterator[_Link]:
    lines = token.map or [0, 0]
    target = ""
    inside = 0  # elements and links in which an address is no link of its own
    for child in token.children or ():
        if child.type == "html_inline":
            yield from places.html(child.content, lines)
            for literal in _LITERAL.finditer(child.content):
                inside = max(inside - 1, 0) if literal[1] else inside + 1
        elif child.type == "code_inline":
            places.skip(child.content, lines)
        elif child.type == "text" and bare and not (inside or target):
            for link in _bare(child.content):
                yield from places.find(link.url, lines, PAGE, bare=True)
        elif child.type == "image":
            yield from places.find(str(child.attrGet("src")), lines, IMAGE)
        elif child.type == "link_open":
            target = str(child.attrGet("href"))
        elif child.type == "link_close":  # where a link leads stands behind what it holds
            yield from places.find(target, lines, PAGE)
            target = ""


class _Places:
    """Where in the body the parser's findings stand: it tells lines, not offsets."""

    def __init__(self, body: str, defined: set[str]) -> None:
        self._body = body
        self._defined = defined
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", body)), len(body)]
        self._behind = 0

    def skip(self, content: str, lines: list[int]) -> None:
        """Look for what follows behind ``content``, a piece of code in ``lines``."""
        at, last = self._window(lines)
        at = self._body.find(content, at, last)
        if at >= 0:
            self._behind = at + len(content)

    def find(self, url: str, lines: list[int], kind: str, *, bare: bool = False) -> Iterator[_Link]:
        """The destination ``url`` of a link in ``lines``; ``bare`` when it is the link itself.

        It is not there when a reference is used, which is found at its definition. What is
        spelled with escapes, but for &amp;, stands with an empty span at the first line of its
        block.
        """
        if not _WEB.match(url):
            return
        spellings = dict.fromkeys((url, url.replace("&", "&amp;")))
        places = [self._first(spelled, lines, bare=bare) for spelled in spellings]
        found = min(filter(None, places), default=None)
        if found is not None:
            start, self._behind = found
            yield _Link(url, start, self._behind, kind)
        elif url not in self._defined:
            first = self._range(lines)[0]
            yield _Link(url, first, first, kind)

    def _first(self, spelled: str, lines: list[int], *, bare: bool) -> tuple[int, int] | None:
        """Where a destination, as it is ``spelled``, stands in ``lines``."""
        at, last = self._window(lines)
        while (at := self._body.find(spelled, at, last)) >= 0:
            end = at + len(spelled)
            if bare or self._body[at - 1 : at] in ("(", "<", '"', "'", "=", " ", "\n"):
                return at, end
            at = end
        return None

    def definition(self, url: str, lines: list[int]) -> _Link:
        """The destination ``url`` of a reference definition in ``lines``."""
        first, last = self._range(lines)
        at = self._body.find(url, first, last)
        start, end = (at, at + len(url)) if at >= 0 else (first, first)
        return _Link(url, start, end, PAGE)

    def html(self, content: str, lines: list[int]) -> Iterator[_Link]:
        """The links of a piece of HTML in ``lines``."""
        at = self._body.find(content, *self._window(lines, len(content)))
        if at < 0:  # indented or quoted: its lines are not as they stand in the body
            for link in _in_html(content, 0):
                yield from self.find(link.url, lines, link.kind)
            return
        self._behind = at + len(content)
        yield from _in_html(content, at)

    def _window(self, lines: list[int], length: int = 0) -> tuple[int, int]:
        """Where to look for what stands in ``lines``, of that ``length``, and was not found yet."""
        first, last = self._range(lines)
        first = max(first, self._behind)
        return first, min(last, first + _WINDOW + length)

    def _range(self, lines: list[int]) -> tuple[int, int]:
        last = len(self._line_starts) - 1
        return self._line_starts[min(lines[0], last)], self._line_starts[min(lines[1], last)]
