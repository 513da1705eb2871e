"""Markdown, and where everything stands in it.

markdown-it reads CommonMark and tells the lines of blocks, but not the columns of what is in
them. Two hooks add those: rules note where in their text a construct begins and ends, and link
destinations remember where they were read.
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
    """Text that the parser reads in one go: the lines of a block without list markers, quote
    markers and indentation."""

    def __init__(self, text: str, source: str, source_lines: list[int], first: int) -> None:
        self.text = text
        self._source = source
        self._source_lines = source_lines  # the offset of each of its lines
        self._first = first  # the line of the source that the text begins on
        self._lines = _line_starts(text)
        self._shifts: dict[int, int] = {}  # by line: from offsets in `text` to the source's

    def offset(self, at: int) -> int:
        """The offset in the source of the character ``at`` of `text`."""
        line = min(bisect_right(self._lines, at), len(self._lines) - 1) - 1
        if line not in self._shifts:
            self._shifts[line] = self._shift(line)
        return max(at + self._shifts[line], 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of the characters ``start`` to ``end``."""
        first = self.offset(start)
        return first, self.offset(end - 1) + 1 if end > start else first

    def _shift(self, line: int) -> int:
        start, end = self._lines[line : line + 2]
        spelled = self.text[start:end].strip()
        indent = self.text.find(spelled, start, end) - start
        first, last = _extent(self._source_lines, self._first + line, self._first + line + 1)
        # What the parser leaves out of a line stands before it, or is white space after it.
        found = self._source.rfind(spelled, first, last)
        return (found if found >= 0 else first) - indent - start


class Piece(NamedTuple):
    """A part of Markdown that may hold a link or a comment."""

    kind: Literal["html block", "html", "text", "link", "image", "definition"]
    """"html" is in a line of text. A "text" is in no link. A "link" or an "image" names its
    destination itself; a "definition" is the destination of those that refer to it."""
    text: str
    """HTML as it is written, text as it is read, or the destination as it is read."""
    stretch: Stretch
    start: int
    """Where in the stretch it stands; text stands somewhere between ``start`` and ``end``."""
    end: int
    block: tuple[int, int]
    """The offsets in the source of the block that holds it."""
    shown: bool = False
    """Whether an image refers to the definition."""


class Document:
    """Markdown, parsed. ``indented_code`` says whether indentation makes code, as it does
    everywhere but in MDX."""

    def __init__(self, source: str, *, indented_code: bool = True) -> None:
        self._source = source
        self._lines = _line_starts(self._source)
        self._environment: dict[str, Any] = {}
        self._tokens = _parser(indented_code).parse(self._source, self._environment)

    def pieces(self) -> Iterator[Piece]:
        """The HTML, the text and the links in reading order, then the definitions of links."""
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
        """The offsets of every block, in order and the outer before the inner: of a list as a
        whole, of each of its items, and of what is in them."""
        maps = [token.map for token in self._tokens if token.map and token.type != "inline"]
        maps += [definition["map"] for definition in self._definitions()]
        maps.sort(key=lambda lines: (lines[0], -lines[1]))
        return [_extent(self._lines, *lines) for lines in maps]

    def _definitions(self) -> list[dict[str, Any]]:
        return list(self._environment.get("references", {}).values())


def _inline(
    token: "Token", stretch: Stretch, block: tuple[int, int], shown: set[str]
) -> Iterator[Piece]:
    """The pieces in a block of text. Adds to ``shown`` what images refer to."""
    children = token.children or []
    bounds = [child.meta[_EXTENT][0] for child in children if _EXTENT in child.meta]
    bounds.append(len(stretch.text))
    behind, passed = 0, 0  # where the last construct ended, and how many there were
    link: Token | None = None
    for child in children:
        if child.type == "text" and link is None and behind < bounds[passed]:
            yield Piece("text", child.content, stretch, behind, bounds[passed], block)
        elif child.type == "link_close" and link is not None:
            yield from _destination(link, "href", stretch, block)
            link = None
        if _EXTENT not in child.meta:
            continue
        start, behind = child.meta[_EXTENT]
        passed += 1
        if child.type == "link_open":
            link = child
        elif child.type == "html_inline":
            yield Piece("html", child.content, stretch, start, behind, block)
        elif child.type == "image":
            source = child.attrs["src"]
            if isinstance(source, _Reference):
                shown.add(source)
            yield from _destination(child, "src", stretch, block)


def _destination(
    token: "Token", attribute: str, stretch: Stretch, block: tuple[int, int]
) -> Iterator[Piece]:
    """The destination of a link or an image that names it itself."""
    url = token.attrs[attribute]
    kind: Literal["link", "image"] = "image" if token.type == "image" else "link"
    if isinstance(url, _Destination):
        yield Piece(kind, str(url), stretch, url.start, url.end, block)
    elif token.info == "auto":
        start, end = token.meta[_EXTENT]
        yield Piece(kind, str(url), stretch, start + 1, end - 1, block)


class _Destination(str):
    """The destination of a link as it is read, with the offsets at which it is written."""

    source: str
    start: int
    end: int


class _Reference(str):
    """The destination of a link that only refers to where it is defined."""


@cache
def _parser(indented_code: bool) -> "MarkdownIt":
    """CommonMark that leaves destinations as they are written and keeps those of any scheme."""
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
    """``parse``, which reads the destination of a link, with a result that knows its place."""

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
    """``rule`` that also notes the extent of its construct in the first token that it makes."""

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
    """Let links that refer to a definition be told from those that name their destination."""
    references: dict[str, dict[str, Any]] = state.env.get("references", {})
    for definition in references.values():
        definition["destination"] = definition["href"]
        definition["href"] = _Reference(definition["href"])


def _line_starts(text: str) -> list[int]:
    """The offset of each line of ``text``, as CommonMark ends them, and of the end."""
    return [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]


def _extent(starts: list[int], first: int, last: int) -> tuple[int, int]:
    """The offsets of the lines ``first`` up to ``last``."""
    end = len(starts) - 1
    return starts[min(first, end)], starts[min(last, end)]
