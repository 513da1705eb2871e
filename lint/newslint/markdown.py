"""Parse Markdown with the offsets of everything in it.

pyromark (pulldown-cmark) parses CommonMark with tables and footnotes, and gives the range of each
construct in UTF-8. Where the destination stands in a link or a definition is found here.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from newslint.pattern import pattern

if TYPE_CHECKING:
    from pyromark import Markdown

Kind = Literal[
    "html block", "html", "text", "link", "image", "definition", "link reference", "image reference"
]

_LINE_END = pattern(r"\r\n?|\n")
_INDENT = pattern(r"[ \t]*")
_QUOTE_MARK = pattern(r">[ \t]*")
# Before a destination there may be a line break, and then what its container begins lines with.
_BEFORE = r"[ \t]*(?:(?:\r\n?|\n)[ \t>]*)?"
_DESTINATION = pattern(rf"\]\({_BEFORE}(?:<((?:[^<>\\\r\n]|\\.)*)>|([^\s<]\S*)?)", re.ASCII)
_DEFINED = pattern(rf"\]:{_BEFORE}(?:<((?:[^<>\\\r\n]|\\.)*)>|(\S+))")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")

_BLOCKS = frozenset(
    "BlockQuote CodeBlock FootnoteDefinition Heading HtmlBlock Item List Paragraph Table".split()
)
_LEAVES = frozenset(("Heading", "Paragraph", "TableCell"))
_LINKS: dict[str, Literal["link", "image"]] = {"Link": "link", "Image": "image"}
_TEXTS = frozenset(("HardBreak", "SoftBreak", "Text"))
_CONSTRUCTS: dict[str, Literal["html", ""]] = {
    "InlineHtml": "html",
    "Code": "",
    "FootnoteReference": "",
}
_STEP = 256  # bytes
_MAX_INDENTED = 20  # blocks that are only indented, one in another


class Stretch:
    """The text of one block as the parser reads it: without what its containers begin lines
    with."""

    def __init__(self, pieces: list[tuple[str, int]]) -> None:
        """``pieces`` are the parts of the text, each with its offset in the source."""
        self.text = "".join(text for text, _ in pieces)
        self._sources = [offset for _, offset in pieces]
        self._starts = [0]
        for text, _ in pieces[:-1]:
            self._starts.append(self._starts[-1] + len(text))

    def offset(self, at: int) -> int:
        """Return the offset in the source of the character ``at`` of `text`."""
        part = bisect_right(self._starts, at) - 1
        return self._sources[part] + at - self._starts[part]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of the characters ``start`` to ``end``."""
        first = self.offset(start)
        return first, self.offset(end - 1) + 1 if end > start else first

    def at(self, offset: int) -> int:
        """Return the place in `text` of an ``offset`` in the source, or of what follows it."""
        if len(self._sources) == 1:
            return min(max(offset - self._sources[0], 0), len(self.text))
        part = max(bisect_right(self._sources, offset) - 1, 0)
        end = self._starts[part + 1] if part + 1 < len(self._starts) else len(self.text)
        return min(self._starts[part] + max(offset - self._sources[part], 0), end)

    def inside(self, outer: "Stretch") -> "Stretch":
        """Return this stretch of the text of ``outer`` as one of the source of that."""
        ends = [*self._starts[1:], len(self.text)]
        made = []
        for start, end, offset in zip(self._starts, ends, self._sources, strict=True):
            for line in self.text[start:end].splitlines(keepends=True) or [""]:
                made.append((line, outer.offset(offset)))
                offset += len(line)
        return Stretch(made)


class Piece(NamedTuple):
    """A part of Markdown that may hold a link or a comment."""

    kind: Kind
    """"html" is inline HTML, "text" is outside of links. A "link" or an "image" has an inline
    destination; a "definition" is the destination of the references to it, which are without."""
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
    named: bool = True
    """Whether a link, an image or a reference has any text."""


class _Construct(NamedTuple):
    """A part of a block of text that is more than text, with its offsets in the source."""

    kind: Literal["html", "link", "image", "link reference", "image reference", ""]
    start: int
    """Where the HTML or the destination of the link begins."""
    end: int
    text: str = ""
    """The unescaped destination."""
    whole: tuple[int, int] | None = None
    """The offsets of all of it; None inside of another one, and behind the parts of a link."""
    named: bool = True
    """Whether a link has any text."""


class _Leaf(NamedTuple):
    """A block of text or HTML, with its offsets in the source."""

    start: int
    end: int
    quotes: int
    """The number of block quotes around it."""
    constructs: list[_Construct] | None = None
    """In reading order; None for HTML."""


class Document:
    """Parsed Markdown. ``indented_code`` is whether indentation makes code; in MDX it does not."""

    def __init__(self, source: str, *, indented_code: bool = True, depth: int = 0) -> None:
        self._source = source
        self._depth = depth
        self._lines = [0, *(end.end() for end in _LINE_END.finditer(source)), len(source)]
        encoded = source.encode("utf-8", "replace")  # lone surrogates
        self._text = encoded.decode()
        self._offsets: Callable[[int], int] = (
            int if len(encoded) == len(source) else _Offsets(encoded)
        )
        self._read = _Reader(
            encoded, self._offsets, indented_code=indented_code or depth > _MAX_INDENTED
        )
        self._read.all(self._text)

    def pieces(self) -> Iterator[Piece]:
        """Yield the HTML, the text and the links in reading order, then the link definitions."""
        for leaf in self._read.leaves:
            if isinstance(leaf, Stretch):
                yield from self._in_indented(leaf)
                continue
            stretch = self._stretch(leaf)
            block = self._whole_lines(leaf.start, leaf.end)
            if leaf.constructs is None:
                yield Piece("html block", stretch.text, stretch, 0, len(stretch.text), block)
            else:
                yield from _inline(leaf.constructs, stretch, block)
        for label, definition, start, end in self._definitions():
            match = _DEFINED.search(self._source, start, end)
            if match is not None:
                first, last = match.span(1 if match[1] is not None else 2)
                stretch = Stretch([(self._source[first:last], first)])
                block = self._whole_lines(start, end)
                is_shown = _label(label) in self._read.shown
                yield Piece(
                    "definition", definition["dest"], stretch, 0, last - first, block, is_shown
                )

    def blocks(self) -> list[tuple[int, int]]:
        """Return the offsets of the lines of every block in order, outer ones first: of a list, of
        each of its items, and of the blocks in them."""
        definitions = ((start, end) for _, _, start, end in self._definitions())
        blocks = {self._whole_lines(*block) for block in (*self._read.blocks, *definitions)}
        return sorted(blocks, key=lambda block: (block[0], -block[1]))

    def _in_indented(self, outer: Stretch) -> Iterator[Piece]:
        """Yield the pieces in a block that is only indented."""
        document = Document(outer.text, indented_code=False, depth=self._depth + 1)
        for piece in document.pieces():
            yield piece._replace(
                stretch=piece.stretch.inside(outer), block=outer.span(*piece.block)
            )

    def _definitions(self) -> Iterator[tuple[str, Any, int, int]]:
        """Yield the label of each link definition, its content, and its offsets."""
        if "]:" not in self._text:
            return
        for label, definition in _parser().reference_definitions(self._text).items():
            span = definition["span"]
            yield label, definition, self._offsets(span["start"]), self._offsets(span["end"])

    def _stretch(self, leaf: _Leaf) -> Stretch:
        """Return the text of a block without what its containers begin lines with."""
        source, lines = self._source, self._lines
        start, last = leaf.start, leaf.end
        if leaf.constructs is not None:
            text = source[start:last].rstrip("\r\n")
            last = start + len(text)
            if "\n" not in text and "\r" not in text:
                return Stretch([(text, start)])
        line = bisect_right(lines, start)
        pieces = []
        while start < last:
            stop = min(lines[line], last) if line < len(lines) else last
            pieces.append((source[start:stop], start))
            start = _after(_INDENT, source, stop, last)
            for _ in range(leaf.quotes):
                start = _after(_QUOTE_MARK, source, start, last)
            line += 1
        return Stretch(pieces or [("", start)])

    def _whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of the lines of a block."""
        first = bisect_right(self._lines, start) - 1
        after = bisect_right(self._lines, max(end - 1, start))
        last = len(self._lines) - 1
        return self._lines[min(first, last)], self._lines[min(after, last)]


class _Reader:
    """Reads the blocks of Markdown from the events of the parser, whose places are in bytes."""

    def __init__(
        self, encoded: bytes, offsets: Callable[[int], int], *, indented_code: bool
    ) -> None:
        self.leaves: list[_Leaf | Stretch] = []
        """The blocks of text and HTML, and the text of indented code that is none."""
        self.blocks: list[tuple[int, int]] = []
        self.shown: set[str] = set()
        """The labels of definitions that images refer to."""
        self._encoded = encoded
        self._offsets = offsets
        self._indented_code = indented_code
        self._quotes = 0
        self._start: int | None = None
        """Where the block of text begins that is being read, and where it ends if that is known."""
        self._end: int | None = None
        self._constructs: list[_Construct] = []
        self._links: list[tuple[Literal["link", "image"], dict[str, str], int]] = []
        """The links around, each with what the parser says of it, and its start."""
        self._named = True
        """Whether the innermost link has any text so far."""
        self._images = 0
        """The number of images around: the text in them is an alternative to show."""
        self._behind = 0
        """Where the last part of a text ended."""
        self._code: list[tuple[str, int]] | None = None
        """The lines of code that is being read."""

    def all(self, text: str) -> None:
        """Read all of ``text``."""
        events: Iterable[tuple[Any, Any]] = _parser().events_with_range(text)
        for event, place in events:
            name = event if isinstance(event, str) else next(iter(event))
            start, end = place["start"], place["end"]
            if self._code is not None and name != "End":
                self._code.append((self._encoded[start:end].decode(), self._offsets(start)))
            elif name in _TEXTS:  # in a list without blank lines, text has no block of its own
                if self._start is None:
                    self._start = start
                self._behind = end
                self._named = self._named or name != "Text" or bool(event["Text"].strip())
            elif name == "Start":
                self._begin(*_tag(event["Start"]), start, end)
            elif name == "End":
                self._close(_tag(event["End"])[0], end)
            elif name in _CONSTRUCTS:
                self._add(_CONSTRUCTS[name], start, end)
            elif name == "Rule":
                self.blocks.append(self._place(start, end))

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets(start), self._offsets(end)

    def _begin(self, tag: str, details: Any, start: int, end: int) -> None:
        if tag in _LINKS:
            if not self._links:
                self._add("", start, end)
            self._links.append((_LINKS[tag], details, start))
            self._named = False
            self._images += tag == "Image"
            self._behind = start + (2 if tag == "Image" else 1)
        elif tag in _BLOCKS or tag in _LEAVES:
            self._finish()
            if tag in _BLOCKS:
                self.blocks.append(self._place(start, end))
            self._quotes += tag == "BlockQuote"
            if tag in _LEAVES:
                self._start, self._end = start, end
            elif tag == "HtmlBlock":
                self.leaves.append(_Leaf(*self._place(start, end), self._quotes))
            elif tag == "CodeBlock":
                self._code = []
                self._is_text = details == "Indented" and not self._indented_code

    def _close(self, tag: str, end: int) -> None:
        if tag in _LINKS:
            self._add_destination(end)
            self._behind = end
        elif tag in _BLOCKS or tag in _LEAVES:
            self._finish()
            self._quotes -= tag == "BlockQuote"
            if tag == "CodeBlock":
                if self._code and self._is_text:
                    self.leaves.append(Stretch(self._code))
                self._code = None

    def _finish(self) -> None:
        """End the block of text that is being read."""
        if self._start is not None:
            place = self._place(self._start, self._behind if self._end is None else self._end)
            if self._end is None:
                self.blocks.append(place)
            self.leaves.append(_Leaf(*place, self._quotes, self._constructs))
            self._start = self._end = None
            self._constructs = []

    def _add(self, kind: Literal["html", ""], start: int, end: int) -> None:
        """Add a construct to the block of text, unless it is only text of a link."""
        if self._start is None:
            self._start = start
        self._behind = end
        self._named = True
        if (kind and not self._images) or not self._links:
            place = self._place(start, end)
            whole = None if self._links else place
            self._constructs.append(_Construct(kind, *place, whole=whole))

    def _add_destination(self, end: int) -> None:
        """Add the destination of the link that ends at ``end``, if it has one of its own."""
        kind, details, start = self._links.pop()
        named, self._named = self._named, True  # what is inside of another link is its text
        self._images -= kind == "image"
        if self._images:
            return
        url = details["dest_url"]
        match details["link_type"]:
            case "Autolink" | "Email":
                url = url if details["link_type"] == "Autolink" else f"mailto:{url}"
                self._constructs.append(_Construct(kind, *self._place(start + 1, end - 1), url))
            case "Inline":
                opening = self._encoded.find(b"](", self._behind, end)
                # In Latin-1, each byte is a character.
                match = _DESTINATION.match(self._encoded[opening : end - 1].decode("latin-1"))
                if match is not None and match.lastindex:
                    first, last = match.span(match.lastindex)
                    place = self._place(opening + first, opening + last)
                    self._constructs.append(_Construct(kind, *place, url, named=named))
                else:
                    place = self._place(start, end)
                    self._constructs.append(_Construct(kind, *place, "", named=named))
            case _:
                if kind == "image":
                    self.shown.add(_label(details["id"]))
                place = self._place(start, end)
                refers: Any = f"{kind} reference"
                self._constructs.append(_Construct(refers, *place, url, named=named))


def _inline(
    constructs: list[_Construct], stretch: Stretch, block: tuple[int, int]
) -> Iterator[Piece]:
    """Yield the pieces in a block of text."""
    behind = 0  # the end of the last construct
    for construct in constructs:
        start, end = stretch.at(construct.start), stretch.at(construct.end)
        if construct.whole is not None:
            first, last = map(stretch.at, construct.whole)
            if first > behind:
                yield Piece("text", stretch.text[behind:first], stretch, behind, first, block)
            behind = max(behind, last)
        if construct.kind:
            text = stretch.text[start:end] if construct.kind == "html" else construct.text
            yield Piece(construct.kind, text, stretch, start, end, block, named=construct.named)
    if behind < len(stretch.text):
        yield Piece("text", stretch.text[behind:], stretch, behind, len(stretch.text), block)


class _Offsets:
    """From offsets in UTF-8 to those in text."""

    def __init__(self, encoded: bytes) -> None:
        self._encoded = encoded
        self._starts = [0]
        self._characters = [0]
        for start in range(_STEP, len(encoded) + 1, _STEP):
            while start < len(encoded) and encoded[start] & 0xC0 == 0x80:  # inside of a character
                start += 1
            part = encoded[self._starts[-1] : start].decode()
            self._characters.append(self._characters[-1] + len(part))
            self._starts.append(start)

    def __call__(self, offset: int) -> int:
        step = offset // _STEP
        if self._starts[step] > offset:
            step -= 1
        start = self._starts[step]
        return self._characters[step] + len(self._encoded[start:offset].decode())


def unescaped(text: str) -> str:
    """Return ``text`` without backslashes before punctuation, and with the characters that
    references stand for (CommonMark 2.4, 2.5)."""
    if "&" not in text and "\\" not in text:
        return text
    from html import unescape

    return _ESCAPED.sub(lambda found: found[1] or unescape(found[0]), text)


def _label(label: str) -> str:
    """Return what is equal for equal labels (CommonMark 4.7)."""
    return " ".join(label.split()).casefold()


def _after(what: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return where ``what`` ends that may begin at ``start``."""
    match = what.match(text, start, end)
    return match.end() if match else start


def _tag(tag: Any) -> tuple[str, Any]:
    """Return the name and the details of a tag: a text, or a mapping with one entry."""
    if isinstance(tag, str):
        return tag, None
    ((name, details),) = tag.items()
    return name, details


@cache
def _parser() -> "Markdown":
    from pyromark import Markdown, Options

    return Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES)
