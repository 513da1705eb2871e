"""What a rule reports: findings, where they point and how they can be fixed.

These are the leaves of the package: immutable, comparable, made of plain values, importing
nothing of ours. Every other module may use them.
"""

from enum import IntEnum
from typing import Literal, NamedTuple

SeverityName = Literal["error", "warning", "note"]
"""A severity as configurations write it; rules may also write it like this."""


class Severity(IntEnum):
    """How much a finding matters; a greater value is worse."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: "str | Severity") -> "Severity":
        """The severity called ``name``: "error", "warning" or "note". Raises ValueError."""
        if isinstance(name, cls):
            return name
        for severity in cls:
            if name == str(severity):
                return severity
        raise ValueError(f"{name!r} is not a severity: write 'error', 'warning' or 'note'")


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, columns in Unicode code points.

    Lines end at ``\\n`` only. ``end_column`` is the column just behind the last character;
    an empty stretch has equal ends. ``start`` and ``end`` are the same places as offsets in
    code points into the decoded text.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


FILE_START = Span(1, 1, 1, 1, 0, 0)
"""Where a finding about a file as a whole points."""


INTERNAL_ERROR = "internal-error"
"""The rule of a finding that says that newslint itself failed."""
UNREADABLE_FILE = "unreadable-file"
"""The rule of a finding that says that a file could not be read, so that nothing else is known."""


class Edit(NamedTuple):
    """Replace the characters ``start`` to ``end`` (code points) of a file by ``text``.

    A safe edit keeps the meaning of the article; an unsafe one wants an editor's eye.
    """

    start: int
    end: int
    text: str
    safe: bool = True


class Change(NamedTuple):
    """An edit in terms of fields, as rules without the article at hand can say it.

    Sets the field that the JSON Pointer ``field`` names to ``value``, or takes it away with
    its key when ``value`` is None. It becomes an `Edit` when the finding is located.
    """

    field: str
    value: str | None
    safe: bool = True


class Related(NamedTuple):
    """Another place that a finding speaks of, perhaps in another file."""

    path: str
    message: str
    field: str | None = None
    span: Span | None = None


class Finding(NamedTuple):
    """One thing that is wrong, at one place.

    ``field`` is a JSON Pointer (RFC 6901) into the front matter, or None. ``span`` may be left
    out by the rule: the pipeline then finds it from ``field``; with ``on_key`` it is the key
    that is meant and not the value. ``edits`` mend the finding together, all or none.
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

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return (self.span or FILE_START).line

    @property
    def column(self) -> int:
        """Where it begins in its line, in code points counted from 1."""
        return (self.span or FILE_START).column

    @property
    def fixable(self) -> bool:
        return bool(self.edits or self.changes)

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """The order of reports: path, line, column, rule."""
        return (self.path, self.line, self.column, self.rule, self.field or "", self.message)
