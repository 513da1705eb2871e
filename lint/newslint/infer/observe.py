"""Statistics of the values at each place of the front matter of a collection.

Articles are observed one by one, and none is kept. The memory that a place takes is bounded: it
remembers a limited number of distinct values, of names, and of articles for each observation.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from newslint.infer.formats import FORMATS, has_format
from newslint.schema.values import type_of

EXAMPLES = 3
"""Articles that are remembered for each observation, for comments."""
MAX_VALUES = 60
"""Maximum distinct values of a place; more are no vocabulary that anybody reads."""
LONGEST_VALUE = 60
"""Maximum characters of a value in a vocabulary; longer text is prose."""
MAX_NAMES = 300
"""Maximum names of a mapping; the values of further ones are observed together."""
LONGEST_NAME = 200
"""Maximum characters of a name; the values of fields with longer ones are observed together."""
MAX_PLACES = 2_000
"""Maximum places of a collection. Schemas that people write have up to 200."""

Scalar = str | int | float | bool | None
Value = tuple[str, Scalar]
"""A value with its type, because 1, 1.0 and true are equal in Python."""


class Few:
    """The number of articles for which something holds, and the articles while they are few.

    Articles are numbers, added in ascending order.
    """

    __slots__ = ("_last", "articles", "count", "limit")

    def __init__(self, limit: int, articles: Iterable[int] = ()) -> None:
        self.limit = limit
        self.count = 0
        self.articles: list[int] = []
        """The first ``limit`` articles."""
        self._last = -1
        for article in articles:
            self.add(article)

    def add(self, article: int) -> None:
        """Count ``article`` once."""
        if article == self._last:
            return
        self._last = article
        self.count += 1
        if self.count <= self.limit:
            self.articles.append(article)

    @property
    def is_complete(self) -> bool:
        """Whether ``articles`` are all of them."""
        return self.count <= self.limit

    def copy(self) -> "Few":
        """Return the same articles, to be continued independently."""
        made = Few(self.limit, self.articles)
        made.count, made._last = self.count, self._last
        return made

    def merged(self, other: "Few") -> "Few":
        """Return the union; its ``count`` is an upper limit unless both are complete."""
        made = Few(self.limit, sorted({*self.articles, *other.articles}))
        if not (self.is_complete and other.is_complete):
            made.count = self.count + other.count
        return made


class Place:
    """The statistics of all values at one place: of a field, or of the items of a list."""

    def __init__(self, limits: "Limits") -> None:
        limits.places -= 1
        self._limits = limits
        few = limits.few
        self.seen = few()
        """The articles with a value here."""
        self.kinds: dict[str, Few] = {}
        """The articles with a value of each type of JSON Schema; of the type "" for values that
        JSON does not have (NaN, infinity)."""
        self.values: dict[Value, Few] | None = {}
        """The articles with each scalar value; None for prose and if there are too many values."""
        self.unlike: dict[str, Few] = {name: few() for name in FORMATS}
        """For each format, the articles with text that does not have it, while they are few."""
        self.blank = few()
        """The articles with empty text."""
        self.bare = few()
        """The articles with an empty list."""
        self.range: tuple[float, float] | None = None
        """The least and the greatest number."""
        self.fields: dict[str, Place] = {}
        """The places of the fields of mappings here, in the order of their first appearance."""
        self.lacking: dict[str, Few] = {}
        """For each field, the articles with a mapping here that lacks it."""
        self.others: Place | None = None
        """The values of all fields beyond the limits."""
        self.items: Place | None = None

    def add(self, value: Any, article: int) -> None:
        """Observe ``value``, which is in ``article``."""
        kind = type_of(value)
        self.seen.add(article)
        earlier = self.kinds.get(kind)
        if kind == "object":
            self._add_mapping(value, article, earlier or self._limits.few())
        if earlier is None:
            earlier = self.kinds[kind] = self._limits.few()
        earlier.add(article)
        match kind:
            case "array":
                self._add_list(value, article)
            case "string":
                self._add_text(value, article)
            case "integer" | "number":
                self._add_number(value)
        if kind not in ("object", "array", ""):
            self._add_value((kind, value), article)

    def _add_mapping(self, mapping: Mapping[str, Any], article: int, earlier: Few) -> None:
        for name, lacking in self.lacking.items():
            if name not in mapping:
                lacking.add(article)
        for name, value in mapping.items():
            field = self.fields.get(name)
            if field is None and self._has_room_for(name):
                field = self.fields[name] = Place(self._limits)
                self.lacking[name] = earlier.copy()
            if field is None:
                field = self.others = self.others or Place(self._limits)
            field.add(value, article)

    def _has_room_for(self, name: str) -> bool:
        is_usual = len(name) <= LONGEST_NAME and len(self.fields) < MAX_NAMES
        return is_usual and self._limits.places > 0

    def _add_list(self, items: list[Any], article: int) -> None:
        if not items:
            self.bare.add(article)
        elif self.items is None:
            self.items = Place(self._limits)
        for item in items:
            assert self.items is not None
            self.items.add(item, article)

    def _add_text(self, text: str, article: int) -> None:
        if not text.strip():
            self.blank.add(article)
        for name, unlike in list(self.unlike.items()):
            if not has_format(name, text):
                unlike.add(article)
                if not unlike.is_complete:
                    del self.unlike[name]

    def _add_number(self, number: float) -> None:
        low, high = self.range or (number, number)
        self.range = min(low, number), max(high, number)

    def _add_value(self, value: Value, article: int) -> None:
        if self.values is None:
            return
        is_new = value not in self.values
        if is_new and (len(self.values) >= MAX_VALUES or _is_prose(value[1])):
            self.values = None
            return
        self.values.setdefault(value, self._limits.few()).add(article)

    def merged(self, other: "Place") -> "Place":
        """Return the statistics of the values of both places together."""
        made = Place(self._limits)
        made.seen = self.seen.merged(other.seen)
        made.kinds = _union(self.kinds, other.kinds)
        if self.values is not None and other.values is not None:
            values = _union(self.values, other.values)
            made.values = values if len(values) <= MAX_VALUES else None
        else:
            made.values = None
        both = self.unlike.keys() & other.unlike.keys()
        made.unlike = {name: self.unlike[name].merged(other.unlike[name]) for name in both}
        made.blank = self.blank.merged(other.blank)
        made.bare = self.bare.merged(other.bare)
        ranges = [one.range for one in (self, other) if one.range is not None]
        if ranges:
            made.range = min(low for low, _ in ranges), max(high for _, high in ranges)
        made.items = _joined(self.items, other.items)
        made.others = _joined(self.others, other.others)
        for one, less in ((self, other), (other, self)):
            mappings = less.kinds.get("object", made._limits.few())
            for name, field in one.fields.items():
                if name in made.fields:
                    continue
                twin = less.fields.get(name)
                lacking = mappings if twin is None else less.lacking[name]
                made.fields[name] = field if twin is None else field.merged(twin)
                made.lacking[name] = one.lacking[name].merged(lacking)
        return made


class Limits:
    """What the statistics of one collection share."""

    def __init__(self, articles: int) -> None:
        """Remember ``articles`` for each observation, or `EXAMPLES` if that is more."""
        self._articles = max(articles, EXAMPLES)
        self.places = MAX_PLACES

    def few(self) -> Few:
        """Return no articles, yet."""
        return Few(self._articles)


def observed(articles: Iterable[tuple[int, Mapping[str, Any]]], limit: int = 0) -> Place:
    """Return the statistics of numbered articles, given by their fields.

    At least ``limit`` articles are remembered for each observation.
    """
    root = Place(Limits(limit))
    for number, fields in articles:
        root.add(fields, number)
    return root


def _is_prose(value: Scalar) -> bool:
    return isinstance(value, str) and (len(value) > LONGEST_VALUE or "\n" in value)


def _union(some: dict[Any, Few], others: dict[Any, Few]) -> dict[Any, Few]:
    made = dict(some)
    for key, few in others.items():
        made[key] = made[key].merged(few) if key in made else few
    return made


def _joined(one: Place | None, other: Place | None) -> Place | None:
    return one.merged(other) if one is not None and other is not None else one or other
