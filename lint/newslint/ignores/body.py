"""Comments in bodies: HTML comments, also in Markdown, and MDX comments."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from newslint.article import MAX_BODY, Article
from newslint.files.names import suffix_of
from newslint.front_matter.split import DATA_FILES
from newslint.ignores.comment import Comment
from newslint.markdown import Document, Piece, Stretch
from newslint.markup import comments, elements, without_hidden
from newslint.pattern import pattern

_HTML, _MDX = "<!-- {} -->", "{/* {} */}"
_UNCLOSED = "the comment is never closed"

_SIGN = pattern(r"(?:<!--(?!-?>)[\s>]*|\{[ \t]*/\*[\s>]*)(newslint:)", re.IGNORECASE)
# A complete comment of either kind outside code. It contains no fence that could end a code block.
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


class _Located(NamedTuple):
    """A comment that begins with the mark, and what it applies to, as offsets in the body."""

    extent: _Extent
    about: _Extent


def in_body(article: Article) -> Iterator[Comment]:
    """Yield the comments in the first `MAX_BODY` characters of the body."""
    text, offset = article.text, article.block.body
    if suffix_of(article.path) in DATA_FILES:
        yield from _in_field(article)
    elif article.markup != "text" and _SIGN.search(text, offset):
        body = text[offset : offset + MAX_BODY]
        mdx = article.markup == "mdx"
        located = _in_html(body) if article.markup == "html" else _in_markdown(body, mdx=mdx)
        for extent, about in located:
            comment = _comment(text, offset, extent, about, mdx=mdx)
            if comment.fault != _UNCLOSED or len(text) - offset <= MAX_BODY:
                yield comment


def _comment(text: str, offset: int, extent: _Extent, about: _Extent, *, mdx: bool) -> Comment:
    """Return a comment of the body that begins at ``offset``."""
    # An open comment may end with the line break that its block lacks.
    start, end = extent[0] + offset, min(extent[1] + offset, len(text))
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
    """Return what to delete: the lines of the comment, or else the comment and the space before."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    before = text[line_start:start]
    if not (before.strip() or text[end:line_end].strip()):
        return line_start, line_end
    return line_start + len(before.rstrip()), end


def _in_field(article: Article) -> Iterator[Comment]:
    """Yield apparent comments in the body of a data file, where comments are not possible."""
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
    """Text with HTML comments, and what they apply to."""

    def __init__(self, text: str) -> None:
        self._text = without_hidden(text)

    @property
    def is_empty(self) -> bool:
        """Whether there are only comments."""
        return not self._text.strip()

    def alone(self, start: int, end: int) -> bool:
        """Return whether the lines of a comment from ``start`` to ``end`` have only comments."""
        line_start = self._text.rfind("\n", 0, start) + 1
        on_it = bisect_left(self._filled, line_start)
        return on_it == len(self._filled) or self._filled[on_it] >= self._line_end(end)

    def following(self, end: int) -> int | None:
        """Return the offset of the first text after the line of ``end``."""
        below = bisect_left(self._filled, self._line_end(end))
        return self._filled[below] if below < len(self._filled) else None

    def about(self, start: int, end: int) -> _Extent | None:
        """Return what a comment applies to, or None if nothing follows.

        These are its own lines if they have other text, else the next HTML element or paragraph.
        """
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


def _in_html(body: str) -> Iterator[_Located]:
    html = _Html(body)
    for extent in comments(body):
        if _SIGN.match(body, *extent):
            yield _Located(extent, html.about(*extent) or extent)


# Markdown


def _in_markdown(body: str, *, mdx: bool) -> Iterator[_Located]:
    """Yield the comments in Markdown.

    Their text is masked before parsing, so that the parser does not interpret it. This also makes
    comments in braces comments for the parser.
    """
    document = Document(_WHOLE.sub(_masked, body), indented_code=not mdx)
    blocks = _Blocks(document)
    for piece in document.pieces():
        if not piece.kind.startswith("html"):
            continue
        for start, end in comments(piece.text):
            start, end = start + piece.start, end + piece.start
            extent = piece.stretch.span(start, end)
            if _SIGN.match(body, *extent):
                yield _Located(extent, blocks.about(piece, start, end) or extent)


class _Blocks:
    """The blocks of Markdown, and what the comments in them apply to."""

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
        """Return what a comment of ``piece`` applies to, or None if nothing follows.

        ``start`` and ``end`` are the offsets of the comment in its stretch. It applies to its own
        lines if they have other text; else to the rest of its block (in HTML, the next element);
        else to the next block that does not only consist of comments.
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


def _masked(comment: re.Match[str]) -> str:
    """Return a processing instruction of the same length and on the same lines as ``comment``."""
    inner = _RUN.sub(lambda run: "x" * len(run[0]) if run[1] else run[0], comment[0][2:-2])
    return f"<?{inner}?>"
