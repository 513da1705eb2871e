"""Roles: what rules need to know about an article, independent of field names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from newslint.front_matter import pointer_token
from newslint.pattern import pattern

ROLES = (
    "title",
    "published",
    "updated",
    "scheduled",
    "expires",
    "summary",
    "url",
    "provider",
    "authors",
    "images",
    "topics",
    "language",
    "draft",
    "related",
    "body",
)
COLLECTING = frozenset({"url", "images"})
"""Roles that combine all of their sources; the others use the first source with a value."""
FILENAME, FOLDER, DEFAULT = ":filename", ":folder", ":default"
"""Sources other than fields: the file name, the folders, and the list of the preset."""
_DATES = frozenset({"published", "updated", "scheduled", "expires"})
_NEGATABLE = frozenset({"draft"})  # roles whose sources may be negated

_DATE_IN_ADDRESS = pattern(r"(?:^|/)(\d{4})/(\d\d)/(\d\d)(?=/|$)")

Path = tuple[str, ...]
"""The names that lead to a nested value."""


class Field(NamedTuple):
    """A value that has a role, and its origin."""

    path: Path
    """The names of the field, outermost first, as the author wrote them; empty for a value that
    comes from the path of the file."""
    value: Any
    holder: str = ""
    """JSON Pointer of the story that has the field."""

    @property
    def name(self) -> str:
        """The field name for messages: ``date``, ``extra.date``."""
        return ".".join(self.path)

    @property
    def pointer(self) -> str | None:
        """The JSON Pointer of the field; None if the value is not from a field."""
        return self.holder + "".join(map(pointer_token, self.path)) if self.path else None

    @property
    def text(self) -> str:
        """The value if it is text, else an empty string."""
        return self.value if isinstance(self.value, str) else ""


class Vocabulary:
    """The field names of the roles in one collection.

    ``sources`` has the fields of each role in order: names, dotted if nested, and sources that
    begin with a colon. A ``!`` before a name negates it: ``!published`` for a draft. With
    ``ignore_case``, names are not case-sensitive.
    """

    def __init__(
        self,
        preset: str,
        sources: Mapping[str, Iterable[str]],
        *,
        schema: str = "article",
        ignore_case: bool = False,
        default_provider: str = "",
        hides_future: bool = False,
        planned_names: bool = False,
        zone: str = "",
    ) -> None:
        self.preset = preset
        self.sources = {role: tuple(sources.get(role, ())) for role in ROLES}
        self.schema = schema
        """The shipped schema that articles of this vocabulary are validated against."""
        self.ignore_case = ignore_case
        self.default_provider = default_provider
        """The provider of articles that do not name one."""
        self.hides_future = hides_future
        """Whether the generator hides articles until their date."""
        self.planned_names = planned_names
        """Whether dates in file names may be planned dates."""
        self.zone = zone
        """The zone of dates without one: see `newslint.vocabulary.presets.Preset`."""
        self.names = {
            role: tuple(source.lstrip("!") for source in sources if not source.startswith(":"))
            for role, sources in self.sources.items()
        }
        """The fields of each role, dotted if nested."""
        self._flat: dict[str, tuple[Path, ...]] = {
            role: tuple((name,) for name in names)
            for role, names in self.names.items()
            if not ignore_case and role not in _NEGATABLE and "." not in "".join(names)
        }
        """The fields of roles that are all at the top."""

    def __repr__(self) -> str:
        """Represent everything that affects the result (a cache key)."""
        return (
            f"Vocabulary({self.preset!r}, {self.sources!r}, {self.schema!r}, "
            f"{self.ignore_case!r}, {self.default_provider!r})"
        )

    def first(self, role: str, fields: Mapping[str, Any]) -> Any:
        """Return the value of the first field of a role that has one, or None."""
        flat = self._flat.get(role)
        if flat is None:
            return next((field.value for field in self.all(role, fields)), None)
        for (name,) in flat:
            value = fields.get(name)
            if value is not None:
                return _date(value) if role in _DATES else value
        return None

    def every(self, role: str, fields: Mapping[str, Any]) -> list[Any]:
        """Return the values of all fields of a role."""
        if role in self._flat and role not in _DATES:
            return [v for (name,) in self._flat[role] if (v := fields.get(name)) is not None]
        return [field.value for field in self.all(role, fields)]

    def all(self, role: str, fields: Mapping[str, Any], holder: str = "") -> Iterator[Field]:
        """Yield every field of a role that has a value. ``holder`` is the JSON Pointer of
        ``fields``."""
        flat = self._flat.get(role)
        if flat is None:
            for source in self.sources[role]:
                if not source.startswith(":"):
                    for field in self.of(source, role, fields):
                        yield field._replace(holder=holder)
            return
        for path in flat:
            value = fields.get(path[0])
            if value is not None:
                yield Field(path, _date(value) if role in _DATES else value, holder)

    def of(self, source: str, role: str, fields: Mapping[str, Any]) -> Iterator[Field]:
        """Yield the field of one source of a role, if it has a value."""
        path: list[str] = []
        value: Any = fields
        for name in source.lstrip("!").split("."):
            if not isinstance(value, dict):
                return
            if self.ignore_case and name not in value:
                name = next((key for key in value if key.lower() == name.lower()), name)
            value = value.get(name)
            path.append(name)
        if value is None:
            return
        if source.startswith("!"):
            value = value is False
        yield Field(tuple(path), _date(value) if role in _DATES else value)


def _date(value: Any) -> Any:
    """Return a date as written, or the date in a URL: ``2024/05/01/ferry``."""
    if isinstance(value, str) and "/" in value and (named := _DATE_IN_ADDRESS.search(value)):
        return "-".join(named.groups())
    return value
