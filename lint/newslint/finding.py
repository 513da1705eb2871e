"""Findings: what a rule reports, where it points and how it can be fixed.

The types are immutable, comparable and made of plain values. This module imports nothing from
newslint, so every other module may import it.
"""

from enum import IntEnum
from typing import Literal, NamedTuple

SeverityName = Literal["error", "warning", "note"]
"""A severity as written in configurations; rules may also use it."""


class Severity(IntEnum):
    """The severity of a finding; a greater value is worse."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: "str | Severity") -> "Severity":
        """Return the severity ``name``: "error", "warning" or "note". Raise ValueError."""
        if isinstance(name, cls):
            return name
        for severity in cls:
            if name == str(severity):
                return severity
        raise ValueError(f"{name!r} is not a severity: write 'error', 'warning' or 'note'")


class Span(NamedTuple):
    """A range in a file. Lines and columns start at 1; columns count Unicode code points.

    Lines end at ``\\n`` only. ``end_column`` is the column after the last character; the ends of an
    empty span are equal. ``start`` and ``end`` are the same positions as code point offsets into
    the decoded text.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


FILE_START = Span(1, 1, 1, 1, 0, 0)
"""The span of a finding about a whole file."""


INTERNAL_ERROR = "internal-error"
"""The rule that reports failures of newslint itself."""
UNREADABLE_FILE = "unreadable-file"
"""The rule that reports files that could not be read, for which there are no other findings."""


class Edit(NamedTuple):
    """Replace the characters ``start`` to ``end`` (code points) of a file by ``text``.

    A safe edit keeps the meaning of the article; an unsafe edit needs review.
    """

    start: int
    end: int
    text: str
    safe: bool = True


class Change(NamedTuple):
    """An edit of a field, for rules that do not know the text of the article.

    Sets the field at the JSON Pointer ``field`` to ``value``, or removes it with its key if
    ``value`` is None. It becomes an `Edit` when somebody wants the edits.
    """

    field: str
    value: str | None
    safe: bool = True


class Related(NamedTuple):
    """Another place that a finding refers to, perhaps in another file."""

    path: str
    message: str
    field: str | None = None
    span: Span | None = None


class Group(NamedTuple):
    """What is the same according to one rule."""

    id: str
    """Equal in all findings about the group, and in every run over the same articles."""
    members: tuple[str, ...]
    """The paths of the articles, the oldest first; for entries of an article with ``#`` and a JSON
    Pointer."""

    @property
    def size(self) -> int:
        return len(self.members)


class Finding(NamedTuple):
    """One problem at one place.

    ``field`` is a JSON Pointer (RFC 6901) into the front matter, or None. If ``span`` is None, the
    pipeline derives it from ``field``; with ``on_key``, from the key instead of the value.
    ``edits`` fix the finding together, all or none.
    """

    path: str
    rule: str
    severity: Severity
    message: str
    field: str | None = None
    span: Span | None = None
    on_key: bool = False
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    group: Group | None = None
    """What is the same, in findings about duplicates."""

    @property
    def line(self) -> int:
        """The first line, starting at 1."""
        return (self.span or FILE_START).line

    @property
    def column(self) -> int:
        """The first column in code points, starting at 1."""
        return (self.span or FILE_START).column

    @property
    def fixable(self) -> bool:
        """Whether it offers a fix. A change may still turn out to be impossible in the file."""
        return bool(self.edits or self.changes)

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Return the sort key of reports: path, line, column, rule."""
        return (self.path, self.line, self.column, self.rule, self.field or "", self.message)
