"""Parse Markdown with the offsets of everything in it.

markdown-it parses CommonMark and gives the lines of blocks, but not the columns of their
contents. Two hooks add these: rules record where in their text a construct begins and ends, and
link destinations record where they were read.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from newslint.pattern import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    InlineRule = Callable[[StateInline, bool], bool]

_LINE_END = pattern(r"\r\n?|\n")
_EXTENT = "extent"  # where a construct begins and ends, in the `meta` of its token


class Stretch:
    """The text of one block as the parser reads it: without list markers, quote markers and
    indentation."""

    def __init__(self, text: str, source: str, source_lines: list[int], first: int) -> None:
        self.text = text
        self._source = source
        self._source_lines = source_lines  # the offset of each of its lines
        self._first = first  # the line of the source on which the text begins
        self._lines = _line_starts(text)
        self._shifts: dict[int, int] = {}  # by line: from offsets in `text` to those in the source

    def offset(self, at: int) -> int:
        """Return the offset in the source of the character ``at`` of `text`."""
        line = min(bisect_right(self._lines, at), len(self._lines) - 1) - 1
        if line not in self._shifts:
            self._shifts[line] = self._shift(line)
        return max(at + self._shifts[line], 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of the characters ``start`` to ``end``."""
        first = self.offset(start)
        return first, self.offset(end - 1) + 1 if end > start else first

    def _shift(self, line: int) -> int:
        start, end = self._lines[line : line + 2]
        spelled = self.text[start:end].strip()
        indent = self.text.find(spelled, start, end) - start
        first, last = _extent(self._source_lines, self._first + line, self._first + line + 1)
        # The parser removes text only before a line, or white space after it.
        offset = self._source.rfind(spelled, first, last)
        return (offset if offset >= 0 else first) - indent - start


class Piece(NamedTuple):
    """A part of Markdown that may hold a link or a comment."""

    kind: Literal["html block", "html", "text", "link", "image", "definition"]
    """"html" is inline HTML, "text" is outside of links. A "link" or an "image" has an inline
    destination; a "definition" is the destination of those that refer to it."""
    text: str
    """The source of HTML or text, or the unescaped destination."""
    stretch: Stretch
    start: int
    """Its offsets in the stretch."""
    end: int
    block: tuple[int, int]
    """The offsets in the source of the enclosing block."""
    shown: bool = False
    """Whether an image refers to this definition."""


class Document:
    """Parsed Markdown. ``indented_code`` is whether indentation makes code; in MDX it does not."""

    def __init__(self, source: str, *, indented_code: bool = True) -> None:
        self._source = source
        self._lines = _line_starts(self._source)
        self._environment: dict[str, Any] = {}
        self._tokens = _parser(indented_code).parse(self._source, self._environment)

    def pieces(self) -> Iterator[Piece]:
        """Yield the HTML, the text and the links in reading order, then the link definitions."""
        shown: set[str] = set()
        for token in self._tokens:
            if token.map is None:
                continue
            stretch = Stretch(token.content, self._source, self._lines, token.map[0])
            block = _extent(self._lines, *token.map)
            if token.type == "html_block":
                end = len(token.content)
                yield Piece("html block", token.content, stretch, 0, end, block)
            elif token.type == "inline":
                yield from _inline(token, stretch, block, shown)
        for definition in self._definitions():
            destination: _Destination = definition["destination"]
            first, last = definition["map"]
            stretch = Stretch(destination.source, self._source, self._lines, first)
            block = _extent(self._lines, first, last)
            place = destination.start, destination.end
            yield Piece(
                "definition", str(destination), stretch, *place, block, destination in shown
            )

    def blocks(self) -> list[tuple[int, int]]:
        """Yield the offsets of every block in order, outer ones first: of a list, of each of its
        items, and of the blocks in them."""
        maps = [token.map for token in self._tokens if token.map and token.type != "inline"]
        maps += [definition["map"] for definition in self._definitions()]
        maps.sort(key=lambda lines: (lines[0], -lines[1]))
        return [_extent(self._lines, *lines) for lines in maps]

    def _definitions(self) -> list[dict[str, Any]]:
        return list(self._environment.get("references", {}).values())


def _inline(
    token: "Token", stretch: Stretch, block: tuple[int, int], shown: set[str]
) -> Iterator[Piece]:
    """Yield the pieces in a block of text. Add to ``shown`` the labels that images refer to."""
    behind = 0  # the end of the last construct
    link: Token | None = None
    for child in token.children or []:
        if child.type == "link_close" and link is not None:
            yield from _destination(link, "href", stretch, block)
            link = None
        if _EXTENT not in child.meta:
            continue
        start, end = child.meta[_EXTENT]
        if start > behind:
            yield Piece("text", stretch.text[behind:start], stretch, behind, start, block)
        behind = max(behind, end)  # a link contains other constructs
        if child.type == "link_open":
            link = child
        elif child.type == "html_inline":
            yield Piece("html", child.content, stretch, start, end, block)
        elif child.type == "image":
            source = child.attrs["src"]
            if isinstance(source, _Reference):
                shown.add(source)
            yield from _destination(child, "src", stretch, block)
    if behind < len(stretch.text):
        yield Piece("text", stretch.text[behind:], stretch, behind, len(stretch.text), block)


def _destination(
    token: "Token", attribute: str, stretch: Stretch, block: tuple[int, int]
) -> Iterator[Piece]:
    """Return the piece of an inline link or image."""
    url = token.attrs[attribute]
    kind: Literal["link", "image"] = "image" if token.type == "image" else "link"
    if isinstance(url, _Destination):
        yield Piece(kind, str(url), stretch, url.start, url.end, block)
    elif token.info == "auto":
        start, end = token.meta[_EXTENT]
        yield Piece(kind, str(url), stretch, start + 1, end - 1, block)


class _Destination(str):
    """An unescaped link destination with the offsets of its source."""

    source: str
    start: int
    end: int


class _Reference(str):
    """The destination of a link that refers to a definition."""


@cache
def _parser(indented_code: bool) -> "MarkdownIt":
    """Return a CommonMark parser that does not normalise destinations and keeps every scheme."""
    from markdown_it import MarkdownIt, rules_inline

    parser: Any = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url
    parser.validateLink = lambda url: True
    parser.helpers = SimpleNamespace(**vars(parser.helpers))
    parser.helpers.parseLinkDestination = _noting(parser.helpers.parseLinkDestination)
    for name in ("autolink", "html_inline", "image", "link"):
        parser.inline.ruler.at(name, _placed(getattr(rules_inline, name)))
    parser.inline.ruler.at("backticks", _placed(rules_inline.backtick))
    parser.core.ruler.after("block", "definitions", _keep_definitions)
    if not indented_code:
        parser.disable("code")
    result: MarkdownIt = parser
    return result


def _noting(parse: Callable[[str, int, int], Any]) -> Callable[[str, int, int], Any]:
    """Return ``parse``, the parser of link destinations, with a result that has its offsets."""

    def parse_noting(text: str, at: int, maximum: int) -> Any:
        result = parse(text, at, maximum)
        if result.ok:
            brackets = text.startswith("<", at)
            result.str = _Destination(result.str)
            result.str.source = text
            result.str.start, result.str.end = at + brackets, result.pos - brackets
        return result

    return parse_noting


def _placed(rule: "InlineRule") -> "InlineRule":
    """Return ``rule`` so that its first token also has the extent of the construct."""

    def placed(state: "StateInline", silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        made = [token for token in state.tokens[before : before + 2] if token.type != "text"]
        if made:
            made[0].meta[_EXTENT] = start, state.pos
        return True

    return placed


def _keep_definitions(state: "StateCore") -> None:
    """Mark links that refer to a definition, to tell them from inline links."""
    references: dict[str, dict[str, Any]] = state.env.get("references", {})
    for definition in references.values():
        definition["destination"] = definition["href"]
        definition["href"] = _Reference(definition["href"])


def _line_starts(text: str) -> list[int]:
    """Return the offsets of the lines of ``text``, with the line endings of CommonMark, and of its
    end."""
    return [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]


def _extent(starts: list[int], first: int, last: int) -> tuple[int, int]:
    """Return the offsets of the lines ``first`` to ``last``, exclusive."""
    end = len(starts) - 1
    return starts[min(first, end)], starts[min(last, end)]
