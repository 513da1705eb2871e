"""Comments in bodies: those of HTML, in Markdown too, and those of MDX. Plain text has none."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from newslint.article import MAX_BODY, Article
from newslint.front_matter.split import DATA_FILES, suffix_of
from newslint.ignores.comment import Comment
from newslint.markdown import Document, Piece, Stretch
from newslint.markup import comments, elements, without_hidden
from newslint.pattern import pattern

_HTML, _MDX = "<!-- {} -->", "{/* {} */}"
_UNCLOSED = "the comment is never closed"

_SIGN = pattern(r"(?:<!--(?!-?>)[\s>]*|\{[ \t]*/\*[\s>]*)(newslint:)", re.IGNORECASE)
# A whole comment of either kind, if it is in no code; it holds no fence that might end some.
_WHOLE = pattern(
    r"(?<!`)(?:<!--(?!-?>)[\s>]*newslint:(?:(?!<!--|-->|```|~~~).)*-->"
    r"|\{[ \t]*/\*[\s>]*newslint:(?:(?!\{/\*|\*/|```|~~~).)*\*/[ \t]*\})",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = {"<": pattern(r"--!?>"), "{": pattern(r"\*/[ \t]*\}")}
_RUN = pattern(r"^[\s>]+|(\S+)", re.MULTILINE)
_FILLED = pattern(r"\S+")
_BLANK_LINE = pattern(r"\n[^\S\n]*\n")

_Extent = tuple[int, int]


class _Found(NamedTuple):
    """A comment that begins with the mark, and what it is about, by offsets in the body."""

    extent: _Extent
    about: _Extent


def in_body(article: Article) -> Iterator[Comment]:
    """The comments of the body, of which the first `MAX_BODY` characters are read."""
    text, offset = article.text, article.block.body
    if suffix_of(article.path) in DATA_FILES:
        yield from _in_field(article)
    elif article.markup != "text" and _SIGN.search(text, offset):
        body = text[offset : offset + MAX_BODY]
        mdx = article.markup == "mdx"
        found = _in_html(body) if article.markup == "html" else _in_markdown(body, mdx=mdx)
        for extent, about in found:
            comment = _comment(text, offset, extent, about, mdx=mdx)
            if comment.fault != _UNCLOSED or len(text) - offset <= MAX_BODY:
                yield comment


def _comment(text: str, offset: int, extent: _Extent, about: _Extent, *, mdx: bool) -> Comment:
    """A comment of the body that begins at ``offset``."""
    start, end = extent[0] + offset, extent[1] + offset
    sign = _SIGN.match(text, start)
    assert sign is not None
    in_braces = sign[0].startswith("{")
    closing = _CLOSING[sign[0][0]].search(text, sign.end(), end)
    fault = "" if closing else _UNCLOSED
    if in_braces and not mdx:
        fault = "only MDX has such comments; write '<!-- … -->'"
    at = sign.start(1)
    return Comment(
        text[at : closing.start() if closing else end].rstrip(),
        at,
        start,
        end,
        _whole(text, start, end),
        (about[0] + offset, about[1] + offset),
        _MDX if in_braces else _HTML,
        fault=fault,
    )


def _whole(text: str, start: int, end: int) -> _Extent:
    """What goes when the comment goes: its lines if it is alone on them, else the space before."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    before = text[line_start:start]
    if not (before.strip() or text[end:line_end].strip()):
        return line_start, line_end
    return line_start + len(before.rstrip()), end


def _in_field(article: Article) -> Iterator[Comment]:
    """What looks like comments in the body of a data file, where there can be none."""
    if article.body and _SIGN.search(article.body):
        span = article.body_span(0, len(article.body))
        for sign in _SIGN.finditer(article.text, span.start, span.end):
            closing = article.text.find("-->", sign.end(), span.end)
            end = closing + 3 if closing >= 0 else sign.end()
            yield Comment(
                sign[1],
                sign.start(1),
                sign.start(),
                end,
                (sign.start(), end),
                (sign.start(), end),
                _HTML,
                fault="the body of a data file has no comments",
            )


# HTML


class _Html:
    """Text with comments of HTML in it, and what they are about."""

    def __init__(self, text: str) -> None:
        self._text = without_hidden(text)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but comments."""
        return not self._text.strip()

    def alone(self, start: int, end: int) -> bool:
        """Whether there is nothing but comments on the lines of the one from ``start`` to
        ``end``."""
        line_start = self._text.rfind("\n", 0, start) + 1
        on_it = bisect_left(self._filled, line_start)
        return on_it == len(self._filled) or self._filled[on_it] >= self._line_end(end)

    def following(self, end: int) -> int | None:
        """Where something follows below the line of ``end``."""
        below = bisect_left(self._filled, self._line_end(end))
        return self._filled[below] if below < len(self._filled) else None

    def about(self, start: int, end: int) -> _Extent | None:
        """What a comment is about: its own lines if there is more on them, else the next element
        or paragraph of HTML; None where nothing follows."""
        if not self.alone(start, end):
            return start, end
        at = self.following(end)
        if at is None:
            return None
        if at in self._elements:
            return at, self._elements[at]
        gap = bisect_left(self._blank_lines, at)
        return at, self._blank_lines[gap] if gap < len(self._blank_lines) else len(self._text)

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    @cached_property
    def _filled(self) -> list[int]:
        return [run.start() for run in _FILLED.finditer(self._text)]

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [gap.start() for gap in _BLANK_LINE.finditer(self._text)]

    @cached_property
    def _elements(self) -> dict[int, int]:
        return elements(self._text)


def _in_html(body: str) -> Iterator[_Found]:
    html = _Html(body)
    for extent in comments(body):
        if _SIGN.match(body, *extent):
            yield _Found(extent, html.about(*extent) or extent)


# Markdown


def _in_markdown(body: str, *, mdx: bool) -> Iterator[_Found]:
    """The comments in Markdown. What they say is covered before it is parsed, lest the parser
    takes it for anything else; so comments in braces are comments to it as well."""
    document = Document(_WHOLE.sub(_covered, body), indented_code=not mdx)
    blocks = _Blocks(document)
    for piece in document.pieces():
        if not piece.kind.startswith("html"):
            continue
        for start, end in comments(piece.text):
            start, end = start + piece.start, end + piece.start
            extent = piece.stretch.span(start, end)
            if _SIGN.match(body, *extent):
                yield _Found(extent, blocks.about(piece, start, end) or extent)


class _Blocks:
    """The blocks of Markdown, and what the comments in them are about."""

    def __init__(self, document: Document) -> None:
        empty = {
            piece.block
            for piece in document.pieces()
            if piece.kind == "html block" and _Html(piece.text).is_empty
        }
        self._blocks = [block for block in document.blocks() if block not in empty]
        self._starts = [start for start, _ in self._blocks]
        self._html: tuple[Stretch, _Html] | None = None

    def about(self, piece: Piece, start: int, end: int) -> _Extent | None:
        """What a comment of ``piece`` is about, by the offsets of the comment in its stretch; None
        where nothing follows.

        That are its own lines if there is more on them. Else it is what follows in its block: the
        next element in HTML, the rest in text. Else it is the next block that is not all comments.
        """
        html = self._html_of(piece.stretch)
        if piece.kind == "html block":
            about = html.about(start, end)
            if about is not None:
                return piece.stretch.span(*about)
        elif not html.alone(start, end):
            return piece.stretch.span(start, end)
        else:
            below = html.following(end)
            if below is not None:
                return piece.stretch.offset(below), piece.block[1]
        following = bisect_left(self._starts, piece.block[1])
        return self._blocks[following] if following < len(self._blocks) else None

    def _html_of(self, stretch: Stretch) -> _Html:
        if self._html is None or self._html[0] is not stretch:
            self._html = stretch, _Html(stretch.text)
        return self._html[1]


def _covered(comment: re.Match[str]) -> str:
    """What is no text either, as long as ``comment`` and on the same lines, in the same quotes: an
    instruction."""
    inner = _RUN.sub(lambda run: "x" * len(run[0]) if run[1] else run[0], comment[0][2:-2])
    return f"<?{inner}?>"
