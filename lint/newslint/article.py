"""One article: its front matter, its body, and the span of every value on demand."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from newslint import front_matter
from newslint.files.names import suffix_of
from newslint.finding import FILE_START, Finding, Span
from newslint.front_matter import Block, Fault, Place, Places, pointer_keys
from newslint.front_matter.decode import decode
from newslint.front_matter.split import DATA_FILES, earlier_end, no_front_matter, split
from newslint.pattern import pattern
from newslint.text import position
from newslint.vocabulary.choose import ARTICLE, Vocabularies
from newslint.vocabulary.place import from_path
from newslint.vocabulary.roles import COLLECTING, Field, Vocabulary

if TYPE_CHECKING:
    from newslint.front_matter.rewrite import Rewriter
    from newslint.vocabulary.listed import Listed

Markup = Literal["markdown", "mdx", "html", "text"]

MAX_BODY = 200_000
"""Maximum characters of a body in which markup is parsed. No story is that long."""

_NEAR = 16_384
"""Offsets before this have their lines counted, which takes less time than listing all lines."""

_BEGINS_WITH_TAG = pattern(r"\s*<[a-zA-Z!]")
_HTML_TITLE = pattern(r"<title\b[^<>]*>([^<>]*)</title", re.IGNORECASE)


class Story(NamedTuple):
    """A story in an article file: the article itself or one of its related entries."""

    pointer: str
    """JSON Pointer to the fields of the story: empty for the article itself."""
    fields: dict[str, Any]
    vocabulary: Vocabulary
    parent: str | None = None
    """JSON Pointer of the story that lists this one as related; None for the article itself."""

    def field(self, role: str) -> Field | None:
        """Return the first field with ``role`` that has a value."""
        return next(self.all(role), None)

    def all(self, role: str) -> Iterator[Field]:
        """Return the fields with ``role`` that have a value, in the order of the vocabulary."""
        return self.vocabulary.all(role, self.fields, self.pointer)

    def text(self, role: str) -> str:
        """Return the value of ``role`` if it is text, else an empty string."""
        value = self.vocabulary.first(role, self.fields)
        return value if isinstance(value, str) else ""


class Article:
    """A file with front matter and a body. Parsed once, never changed.

    ``data`` has the fields as plain values; dates stay text as written. A file without front matter
    has no ``data``, but a title (its first line, or the title of an HTML page) and a body.
    ``faults`` are the syntax problems of the file. ``vocabulary`` maps roles to fields: rules ask
    for roles, never for a field by its name.
    """

    def __init__(
        self,
        path: str,
        text: str,
        block: Block,
        data: dict[str, Any],
        faults: tuple[Fault, ...] = (),
        recovered: dict[str, Any] | None = None,
        places: Callable[[], Places] | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.block = block
        self.data = data
        self.faults = faults
        self.vocabulary = ARTICLE
        self.inherited: Mapping[str, Any] = {}
        """Fields that the site generator adds."""
        self.listed: Mapping[str, Listed] = {}
        """Values that the site generator lists, by field."""
        self._recovered = recovered  # the readable fields of a broken article
        self._places = places  # relative to the front matter; None if it must be read again
        self._values: dict[str, tuple[Any, ...]] = {}  # by role, filled on demand

    @classmethod
    def parse(
        cls,
        path: str,
        source: bytes,
        max_front_matter: int = 262_144,
        header_names: frozenset[str] = frozenset(),
        vocabularies: Vocabularies | None = None,
    ) -> "Article":
        """Parse the bytes of the file ``path``. Never raises: problems become faults.

        Front matter of more than ``max_front_matter`` characters is a fault, except in data files.
        Header lines such as ``Title: …`` are front matter if one of their names is in
        ``header_names`` (lower case, without spaces). ``vocabularies`` has the names of the fields;
        it defaults to those of news articles.
        """
        if vocabularies is None:
            return cls._read(path, source, max_front_matter, header_names)
        names = header_names | vocabularies.header_names(path)
        article = cls._read(path, source, max_front_matter, names)
        article.vocabulary = vocabularies.of(path, article._fields)
        article.inherited = vocabularies.inherited(path)
        article.listed = vocabularies.listed(path)
        return article

    @classmethod
    def _read(
        cls, path: str, source: bytes, max_front_matter: int, header_names: frozenset[str]
    ) -> "Article":
        text, fault = decode(source)
        suffix = suffix_of(path)
        block, unclosed = split(text, suffix, header_names)
        fault = fault or unclosed
        if block.syntax == "none":
            return cls(path, text, block, {}, (fault or no_front_matter(text, header_names),))
        too_long = block.end - block.start > max_front_matter and suffix not in DATA_FILES
        if fault is None and too_long:
            message = (
                f"the front matter has {block.end - block.start} characters, more than"
                f" max-front-matter allows ({max_front_matter}); raise it in the configuration"
            )
            fault = Fault("broken-front-matter", message, block.start, block.start)
        end = block.end if fault is None else min(block.end, block.start + max_front_matter)
        parsed = front_matter.parse(block.syntax, text[block.start : end])
        data, faults, recovered, places = parsed
        if data is None and fault is None:
            fault = earlier_end(text, block)
        if fault is not None:
            return cls(path, text, block, {}, (fault,), recovered if data is None else data)
        if faults:
            faults = tuple(one.moved(block.start) for one in faults)
        if data is None:
            return cls(path, text, block, {}, faults, recovered, places)
        return cls(path, text, block, data, faults, None, places)

    @property
    def has_fields(self) -> bool:
        """Whether the front matter exists and could be read, so that its fields can be checked."""
        return self.block.syntax != "none" and self._recovered is None

    @property
    def _fields(self) -> dict[str, Any]:
        """The fields, or those recovered from a broken article."""
        return self.data if self._recovered is None else self._recovered

    @cached_property
    def body(self) -> str:
        """The text after the front matter, or after the title line if there is none.

        The body of a data file is a field: body, content or text.
        """
        field = self._body_field
        return self.text[self.body_start :] if field is None else str(self._fields[field])

    @property
    def markup(self) -> Markup:
        """The markup of the body. In a data file, it is HTML if it begins with a tag."""
        suffix = suffix_of(self.path)
        if suffix in (".html", ".htm"):
            return "html"
        if suffix in DATA_FILES:
            return "html" if self.body.lstrip().startswith("<") else "markdown"
        return "mdx" if suffix == ".mdx" else "text" if suffix == ".txt" else "markdown"

    @cached_property
    def prose(self) -> str:
        """The body with spaces in place of what is no prose, so that offsets stay the same."""
        from newslint.prose import prose

        is_html = self._is_html or _BEGINS_WITH_TAG.match(self.body)
        return prose(self.body, "html" if is_html else self.markup)

    @property
    def _is_html(self) -> bool:
        return suffix_of(self.path) == ".html"

    @cached_property
    def _body_field(self) -> str | None:
        """The field with the body of a data file."""
        if self.block.syntax == "none" or suffix_of(self.path) not in DATA_FILES:
            return None
        names = self.vocabulary.names["body"]
        return next((name for name in names if isinstance(self._fields.get(name), str)), None)

    @cached_property
    def body_start(self) -> int:
        """Offset in `text` of the text after the front matter."""
        if self.block.syntax != "none":
            return self.block.body
        end = self._title_line.end
        return end + self.text.startswith("\n", end)

    def body_span(self, start: int, end: int) -> Span:
        """Return the span of the characters ``start`` to ``end`` of `body`.

        In a data file whose body has escapes or indentation, return the span of the whole field.
        """
        if self._body_field is None:
            return self.span(self.body_start + start, self.body_start + end)
        at = self._body_at
        if at < 0:
            return self.span_of(f"/{self._body_field}")
        return self.span(at + start, at + end)

    @cached_property
    def _body_at(self) -> int:
        """Offset in `text` of the body of a data file; -1 if its source differs from its value."""
        place = self.places.get(f"/{self._body_field}")
        return self.text.find(self.body, place.start, place.end) if place and self.body else -1

    @cached_property
    def _title_line(self) -> Place:
        """The first line with text, for an article without front matter; in HTML, the title."""
        start = self.block.body
        text = self.text
        if self._is_html:
            titled = _HTML_TITLE.search(text, start)
            if titled is not None and titled[1].strip():
                return Place(*titled.span(1), *titled.span(1))
            from newslint.markup import blanked

            text = blanked(text)
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if text[start:end].strip():
                return Place(start, end, start, end)
            start = end + 1
        return Place(start, start, start, start)

    @cached_property
    def title(self) -> str:
        """The title field, or the first line or HTML title of an article without front matter."""
        if self.block.syntax == "none":
            line = self._title_line
            written = self.text[line.start : line.end]
            if self._is_html:
                from newslint.markup import plain

                return plain(written)
            return written.strip().lstrip("#").strip()
        return self._story.text("title")

    @cached_property
    def summary(self) -> str:
        """What the article is about, in a sentence or two; empty if unknown."""
        return self._story.text("summary")

    @cached_property
    def is_draft(self) -> bool:
        """Whether the article is a draft."""
        field = self.field("draft")
        return field is not None and field.value in (True, "true", "draft")

    @property
    def _story(self) -> Story:
        """The article itself, even if it is broken."""
        return Story("", self._fields, self.vocabulary)

    # Roles

    def field(self, role: str) -> Field | None:
        """Return the field with ``role``, or the value of the role in the path of the file."""
        return next(self._sources(role), None)

    def _sources(self, role: str) -> Iterator[Field]:
        """Yield all values of ``role`` in the order of the vocabulary, also those in the path."""
        for source in self.vocabulary.sources[role]:
            if source.startswith(":"):
                value = from_path(role, source, self.path)
                if value is not None:
                    yield Field((), value)
            else:
                yield from self.vocabulary.of(source, role, self._fields)
        for field in self.vocabulary.all(role, self.inherited):
            yield field._replace(path=())

    def values(self, role: str) -> tuple[Any, ...]:
        """Return the value of ``role`` in each story; None for a story that has none.

        A quick check of all stories; `fields` also returns the field of each value.
        """
        if role not in self._values:
            first = self.vocabulary.first
            self._values[role] = tuple(first(role, story.fields) for story in self.stories)
        return self._values[role]

    def fields(self, role: str) -> Iterator[Field]:
        """Yield the fields with ``role`` of the article and its related entries, in order."""
        for story in self.stories:
            if role in COLLECTING:
                yield from story.all(role)
            else:
                field = story.field(role)
                if field is not None:
                    yield field

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The article itself, then its related entries at any depth, in order."""
        vocabulary = self.vocabulary
        stories = [Story("", self.data, vocabulary)]
        for story in stories:  # grows during the loop
            if vocabulary.first("related", story.fields) is None:
                continue
            field = story.field("related")
            if field is not None and isinstance(field.value, list):
                for i, entry in enumerate(field.value):
                    if isinstance(entry, dict):
                        pointer = f"{field.pointer}/{i}"
                        stories.append(Story(pointer, entry, vocabulary, story.pointer))
        return tuple(stories)

    # Positions, computed for the first finding

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def places(self) -> Places:
        """The place of each value by JSON Pointer, as offsets into `text`."""
        syntax, start, end = self.block[:3]
        if self._places is not None:
            return self._places().moved(start)
        return Places(partial(front_matter.places, syntax, self.text[start:end]), start=start)

    def unquoted(self, pointer: str) -> str:
        """Return the source of a number, truth value or text; empty for any other value, one in
        quotes, and one of several lines."""
        place = self.places.get(pointer)
        source = self.text[place.start : place.end] if place else ""
        is_plain = source and source[0] not in "\"'|>&*![{" and "\n" not in source
        return source if is_plain else ""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters ``start`` to ``end`` of `text`."""
        return Span(*self._position(start), *self._position(end), start, end)

    def _position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        if offset < _NEAR:
            return position(self.text, offset)
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def field_name(self, pointer: str) -> str:
        """Return the name of the field at ``pointer`` as the author wrote it.

        In header lines it may have capitals and spaces, which the pointer does not have.
        """
        place = self.places.get(pointer) if self.block.syntax == "headers" else None
        if place is not None:
            return self.text[place.key_start : place.key_end]
        return pointer_keys(pointer)[-1] if pointer else ""

    def span_of(self, pointer: str, *, on_key: bool = False) -> Span:
        """Return the span of a field's value, or of its key.

        For a missing field, return the span of the key of the mapping that lacks it, or of the
        opening fence for the document.
        """
        place = self.places.get(pointer)
        while place is None and pointer:
            pointer, on_key = pointer.rpartition("/")[0], True
            place = self.places.get(pointer) if pointer else None
        if place is None:
            return self._opening
        if on_key:
            return self.span(place.key_start, place.key_end)
        return self.span(place.start, place.end)

    def span_in(self, pointer: str, start: int, end: int) -> Span | None:
        """Return the span of the characters ``start`` to ``end`` of the text value at ``pointer``.

        Return None if it is unknown, because the source has escapes or line breaks there.
        """
        place = self.places.get(pointer)
        value = self.value_at(pointer)
        if place is None or not isinstance(value, str):
            return None
        source = self.text[place.start : place.end]
        at = source.find(value)
        if at >= 0:
            return self.span(place.start + at + start, place.start + at + end)
        part = value[start:end]
        if not part or "\n" in part or source.count(part) != 1:
            return None
        at = place.start + source.index(part)
        return self.span(at, at + len(part))

    def value_at(self, pointer: str) -> Any:
        """Return the value at a JSON Pointer into the fields; None if there is none."""
        value: Any = self._fields
        for key in pointer_keys(pointer):
            if isinstance(value, list):
                value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
            else:
                value = value.get(key) if isinstance(value, dict) else None
        return value

    @property
    def _opening(self) -> Span:
        if self.block.syntax == "none":
            line = self._title_line
            return self.span(line.start, line.end)
        start = 1 if self.text.startswith("\ufeff") else 0
        if self.block.start > start:
            return self.span(start, start + 3)
        return FILE_START

    def located(self, finding: Finding) -> Finding:
        """Return ``finding`` with its span."""
        span = finding.span
        if span is None:
            if finding.field is None:
                span = FILE_START
            elif self.block.syntax == "none":
                span = self._opening
            else:
                span = self.span_of(finding.field, on_key=finding.on_key)
        field = None if self.block.syntax == "none" else finding.field
        return finding._replace(span=span, field=field)

    def proved(self, finding: Finding) -> Finding:
        """Return ``finding`` with its changes as edits; without any edit if one cannot be made.

        Each change takes another parse of the front matter, so this is left to those who want the
        edits.
        """
        edits = list(finding.edits)
        for change in finding.changes:
            edit = self._rewriter.edit(change)
            if edit is None:
                edits = []
                break
            edits.append(edit)
        return finding._replace(edits=tuple(edits), changes=())

    @cached_property
    def _rewriter(self) -> "Rewriter":
        from newslint.front_matter.rewrite import Rewriter

        return Rewriter(self.text, self.block, self.places)
