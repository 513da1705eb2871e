"""How much work a schema causes: for any value, and for given data.

A small schema can cause any amount of work. With ``$ref`` it can stand for a huge one (as in
entity and alias bombs), one that applies itself twice to what is inside a value doubles the work
with each level, and each item of a long list may be compared with each of another. A schema that
is too much for any value is refused. The work for an article is counted before it is done.
"""

from collections import deque
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from newslint.errors import SchemaError
from newslint.schema import patterns
from newslint.schema.load import DATA_DEPTH
from newslint.schema.references import KEYWORDS as REFERENCES
from newslint.schema.references import Targets
from newslint.schema.shape import shape
from newslint.schema.violation import DEPTH, LONG, STEPS, WORK, Path, Violation

MAX_SUBSCHEMAS = 8_000
"""Subschemas for one value and what is inside it on one path."""
MAX_LOOKED_AT = 100_000
"""Subschemas, counted once per level of nesting, that are looked at to find that out."""
LEVELS = 8
"""Levels of nesting that a schema must manage within `MAX_SUBSCHEMAS`. Real articles have six."""

MAX_DECIDING = 100_000_000
"""The cost of deciding whether data follow a schema. The unit is one position of a pattern at
one byte of a text: about 10 ns at worst."""
MAX_LISTING = 200_000_000
"""The cost of listing the violations, in the same unit."""

# Costs in that unit: of deciding, of counting here, and of listing violations.
_STEP, _STEP_COUNTED, _STEP_LISTED = 30, 300, 1_600  # a subschema on a value
_ENTRY, _ENTRY_LISTED = 2, 100  # an entry of a list in the schema that a value is compared with
_READ = 5  # each byte of a text that a keyword other than a pattern reads
_VALUE = 16  # a value, beside the bytes of its text
_AGAIN = 3  # how often what applies to the same value is evaluated to find unevaluated ones

# Keywords by how they apply the schemas they hold: to the same value, or to values inside it.
_SAME_ONE = ("not", "if", "then", "else")
_SAME_LIST = ("allOf", "anyOf", "oneOf")
_SAME_MAP = ("dependentSchemas", "dependencies")
_ITEMS = ("items", "additionalItems", "unevaluatedItems", "contains")
_FIELDS = ("additionalProperties", "unevaluatedProperties")
_INSIDE_ONE = (*_ITEMS, *_FIELDS, "propertyNames")
_APPLICATORS = frozenset(
    (
        *(*REFERENCES, *_SAME_ONE, *_SAME_LIST, *_SAME_MAP),
        *("properties", "patternProperties", "prefixItems", *_INSIDE_ONE),
    )
)
_UNEVALUATED = frozenset(("unevaluatedItems", "unevaluatedProperties"))
_LISTS = ("enum", "const", "required", "dependentRequired", *_SAME_MAP)
_READING = frozenset(("format", "minLength", "maxLength", "contentEncoding", "contentMediaType"))


class _Weight(NamedTuple):
    """The cost of the keywords of one subschema, without the subschemas in it.

    ``entries`` are those of its lists; ``of_text`` and ``of_names`` are units per byte of a text
    and of the names in a mapping. The others are patterns for the backtracking engine.
    """

    entries: int
    of_text: int
    of_names: int
    special: tuple[str, ...]
    special_names: tuple[str, ...]


class _Cost(NamedTuple):
    """The cost of a value at worst, with what is inside it on one path: subschemas, entries of
    their lists, and units per byte of text.

    The last three are the same for the targets of recursive references. The gate caches whether
    a value follows these, so they are not evaluated again.
    """

    subschemas: int = 0
    entries: int = 0
    of_text: int = 0
    recursive_subschemas: int = 0
    recursive_entries: int = 0
    recursive_of_text: int = 0

    @property
    def total(self) -> tuple[int, int, int]:
        """Subschemas, entries and units, recursive or not."""
        return (
            self.subschemas + self.recursive_subschemas,
            self.entries + self.recursive_entries,
            self.of_text + self.recursive_of_text,
        )

    def plus(self, other: "_Cost", times: int = 1) -> "_Cost":
        """Return the cost of both, the other one taken so many times."""
        factors = (times, times, times, 1, 1, 1)
        return _Cost(*(m + f * o for m, f, o in zip(self, factors, other, strict=True)))

    def worse(self, other: "_Cost") -> "_Cost":
        """Return the higher cost in each respect."""
        return _Cost(*map(max, self, other))


_Reference = tuple[int, str]
"""The ``id`` of a mapping and the keyword of the reference in it."""


class Work:
    """The work that one schema file causes."""

    def __init__(self, name: str, schema: Any, targets: Targets) -> None:
        """``targets`` are those of the references in ``schema``; ``name`` is for messages. Raises
        SchemaError if the schema causes too much work for any value."""
        self._name = name
        self._root = schema
        self._targets = targets
        self._weights: dict[int, _Weight] = {}
        self._recursive: set[_Reference] = set()
        self._known: dict[tuple[int, int], _Cost] = {}
        self._open: dict[int, list[int]] = {}
        self.is_special = False
        """Whether any of its patterns need the backtracking engine."""
        self._costs = dict(self._managed())
        self.depth = max(self._costs)
        """Levels of nesting in a value that the schema manages within `MAX_SUBSCHEMAS`."""
        self._known.clear()

    # Of any value

    @property
    def _too_large(self) -> SchemaError:
        message = f"{self._name}: the schema's references make it too large to be followed"
        return SchemaError(message)

    def _managed(self) -> Iterator[tuple[int, _Cost]]:
        """Yield levels of nesting, with their cost, as far as it stays within `MAX_SUBSCHEMAS`."""
        for levels in range(0, DATA_DEPTH + 1, LEVELS):  # in steps, so as not to recurse far
            try:
                cost = self._worst(self._root, levels)
            except RecursionError:
                message = f"{self._name}: the schema's references follow each other without end"
                raise SchemaError(message) from None
            if cost.total[0] > MAX_SUBSCHEMAS:
                if levels <= LEVELS:
                    raise self._too_large
                break
            yield levels, cost

    def _worst(self, node: Any, levels: int) -> _Cost:
        """Return the cost of a value that has ``levels`` levels of nesting inside."""
        if not isinstance(node, dict):
            return _Cost(1)
        weight = self._weight(node)
        cost = _Cost(1, weight.entries, weight.of_text + weight.of_names)
        if _APPLICATORS.isdisjoint(node):
            return cost
        key = (id(node), levels)
        if key in self._known:
            return self._known[key]
        opened = self._open.setdefault(id(node), [])
        if levels in opened:
            raise RecursionError
        opened.append(levels)
        # Loops rather than comprehensions, which would take a second frame for each level.
        for one_of, reference in list(self._same(node)):
            worst = _Cost()
            for inner in one_of:
                worst = worst.worse(self._worst(inner, levels))
            cost = cost.plus(self._seen(worst, one_of, reference), _repeated(node))
        if levels and cost.total[0] <= MAX_SUBSCHEMAS:
            worst = _Cost()
            for inner in _values(node, "properties"):
                worst = worst.worse(self._worst(inner, levels - 1))
            cost = cost.plus(worst)
            for inner in list(_inside(node)):
                cost = cost.plus(self._worst(inner, levels - 1))
        opened.pop()
        self._known[key] = cost
        if len(self._known) > MAX_LOOKED_AT:
            raise self._too_large
        return cost

    def _seen(self, cost: _Cost, one_of: list[Any], reference: _Reference | None) -> _Cost:
        """Return a cost as it counts where a reference, or none, leads to it."""
        if reference is None or not any(self._open.get(id(target)) for target in one_of):
            return cost
        self._recursive.add(reference)
        return _Cost(0, 0, 0, *cost.total)

    def _weight(self, node: dict[str, Any]) -> _Weight:
        weight = self._weights.get(id(node))
        if weight is None:
            weight = self._weights[id(node)] = _weigh(node)
            self.is_special |= bool(weight.special or weight.special_names)
        return weight

    def _same(self, node: dict[str, Any]) -> Iterator[tuple[list[Any], _Reference | None]]:
        """Yield the schemas that apply to the same value as ``node``: one of each list does,
        with the reference that leads to it, if any."""
        for keyword in REFERENCES:
            if isinstance(node.get(keyword), str):
                reference = id(node), keyword
                yield self._targets.get(reference, []), reference
        yield from (([node[keyword]], None) for keyword in _SAME_ONE if keyword in node)
        for keyword in _SAME_LIST:
            if isinstance(node.get(keyword), list):
                yield from (([inner], None) for inner in node[keyword])
        for keyword in _SAME_MAP:
            yield from (([inner], None) for inner in _values(node, keyword))

    # Of given data

    def on(self, data: Any) -> "Effort":
        """Return the effort of validating ``data``."""
        return Effort(self, _Sizes(data))

    def bounds(self, sizes: "_Sizes") -> tuple[int, int]:
        """Return upper bounds of the costs of deciding and of listing, for data of these sizes."""
        values, size = sizes.values, sizes.total
        cost = next(cost for levels, cost in self._costs.items() if levels >= sizes.depth)
        subschemas, entries, of_text = cost.total
        deciding = values * (_STEP * subschemas + _ENTRY * entries) + size * of_text
        listing = values * (_STEP_LISTED * subschemas + _ENTRY_LISTED * entries)
        return deciding, listing + size * (of_text + subschemas)

    def count(self, sizes: "_Sizes") -> "_Meter":
        """Return the costs for given data, as if each branch of the schema were evaluated.
        Raises _Excess if it is too much to decide."""
        meter = _Meter(sizes)
        meter.step(sizes.data, 1)
        pending: deque[tuple[Any, Any, Path, int]] = deque([(self._root, sizes.data, (), 1)])
        while pending:
            node, value, path, times = pending.popleft()
            if not isinstance(node, dict):
                continue
            meter.weigh(self._weight(node), value, path, times)
            for one_of, reference in self._same(node):
                again = 1 if reference in self._recursive else times * _repeated(node)
                for same in one_of:
                    meter.step(value, again)
                    pending.append((same, value, path, again))
            for schema, step, inner in _reached(node, value):
                meter.step(inner, times)
                pending.append((schema, inner, path if step is None else (*path, step), times))
        return meter


class Effort:
    """The effort of validating some data. It is counted only if it might be too much."""

    def __init__(self, work: Work, sizes: "_Sizes") -> None:
        self._work = work
        self._sizes = sizes

    @cached_property
    def excess(self) -> Violation | None:
        """The violation that replaces all others if it is too much to decide."""
        if self._sizes.depth > self._work.depth:
            return Violation((), DEPTH, {}, None)
        if self._bounds[0] <= MAX_DECIDING and not self._work.is_special:
            return None
        return self._counted if isinstance(self._counted, Violation) else None

    @cached_property
    def is_listable(self) -> bool:
        """Whether the violations can be listed."""
        if self._bounds[1] <= MAX_LISTING:
            return True
        return isinstance(self._counted, _Meter) and self._counted.listing <= MAX_LISTING

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        return self._work.bounds(self._sizes)

    @cached_property
    def _counted(self) -> "_Meter | Violation":
        try:
            return self._work.count(self._sizes)
        except _Excess as excess:
            return excess.violation


class _Excess(Exception):
    """It is too much to decide whether data follow a schema."""

    def __init__(self, violation: Violation) -> None:
        self.violation = violation


class _Meter:
    """Adds up the costs of some data. Its methods raise _Excess if they are too high."""

    def __init__(self, sizes: "_Sizes") -> None:
        self.deciding = 0
        self.listing = 0
        self._sizes = sizes
        self._longest: tuple[int, Path, str] = (0, (), "")
        self._special: dict[tuple[str, str], int] = {}

    def step(self, value: Any, times: int) -> None:
        """Count a subschema that is evaluated for ``value``, so many times."""
        deciding = times * _STEP + _STEP_COUNTED
        self._add(deciding, times * (_STEP_LISTED + self._sizes.of(value)))

    def weigh(self, weight: _Weight, value: Any, path: Path, times: int) -> None:
        """Count the keywords of a subschema for ``value`` at ``path``."""
        self._add(times * _ENTRY * weight.entries, times * _ENTRY_LISTED * weight.entries)
        if isinstance(value, str):
            self._read(value, path, times * weight.of_text)
            self._match(weight.special, value, path, times)
        elif isinstance(value, dict) and (weight.of_names or weight.special_names):
            for name in value:
                self._read(name, (*path, name), times * weight.of_names)
                self._match(weight.special_names, name, (*path, name), times)

    def _read(self, text: str, path: Path, units: int) -> None:
        size = self._sizes.of(text)
        if units and size > self._longest[0]:
            self._longest = size, path, text
        self._add(units * size, units * size)

    def _match(self, special: tuple[str, ...], text: str, path: Path, times: int) -> None:
        for pattern in special:
            if len(text) > patterns.MAX_SPECIAL_TEXT:
                raise _Excess(Violation(path, LONG, {}, text))
            key = pattern, text
            if key not in self._special:
                left = MAX_DECIDING - self.deciding
                self._special[key] = patterns.backtracking(pattern, text, left)
            units = 2 * times * self._special[key]  # tried, and then matched
            if not units or self.deciding + units > MAX_DECIDING:
                raise _Excess(Violation(path, STEPS, {}, text))
            self._add(units, units)

    def _add(self, deciding: int, listing: int) -> None:
        self.deciding += deciding
        self.listing += listing
        if self.deciding > MAX_DECIDING:
            size, path, text = self._longest
            if 2 * size > self._sizes.total:
                raise _Excess(Violation(path, LONG, {}, text))
            raise _Excess(Violation((), WORK, {}, None))


class _Sizes:
    """The sizes of values in some data: bytes of text, and `_VALUE` for each value."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.values = 0
        """The number of values and names."""
        self.depth = 0
        """Levels of nesting inside the whole."""
        self._known: dict[int, int] = {}  # by id, for values that take time to measure
        self.total = self._measure(data, 0)

    def of(self, value: Any) -> int:
        """Return the size of a value or name, with everything inside it."""
        if isinstance(value, str) and value.isascii():
            return _VALUE + len(value)
        return self._known.get(id(value), _VALUE)

    def _measure(self, value: Any, depth: int) -> int:
        self.values += 1
        self.depth = max(self.depth, depth)
        match value:
            case str() if value.isascii():
                return _VALUE + len(value)
            case str():
                size = _VALUE + len(value.encode(errors="surrogatepass"))
            case dict():
                size = _VALUE + sum(self._measure(name, depth) for name in value)
                size += sum(self._measure(inner, depth + 1) for inner in value.values())
            case list():
                size = _VALUE + sum(self._measure(inner, depth + 1) for inner in value)
            case _:
                return _VALUE
        self._known[id(value)] = size
        return size


def _weigh(node: dict[str, Any]) -> _Weight:
    entries = sum(_entries(node[keyword]) for keyword in _LISTS if keyword in node)
    of_text = 0 if _READING.isdisjoint(node) else _READ
    pattern = node.get("pattern")
    of_value = [pattern] if isinstance(pattern, str) else []
    of_names = node.get("patternProperties")
    names = list(of_names) if isinstance(of_names, dict) else []
    return _Weight(
        entries,
        of_text + sum(map(patterns.factor, of_value)),
        2 * sum(map(patterns.factor, names)),  # and again for additionalProperties
        tuple(pattern for pattern in of_value if shape(pattern).special),
        tuple(pattern for pattern in names if shape(pattern).special),
    )


def _entries(value: Any) -> int:
    """Return the number of values in a value of the schema."""
    count, pending = 0, [value]
    while pending:
        inner = pending.pop()
        count += 1
        if isinstance(inner, dict):
            pending += inner.values()
        elif isinstance(inner, list):
            pending += inner
    return count


def _repeated(node: dict[str, Any]) -> int:
    """Return how often the subschemas for the same value as ``node`` are evaluated."""
    return 1 if _UNEVALUATED.isdisjoint(node) else _AGAIN


def _inside(node: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas for values inside the one that ``node`` applies to, of any name."""
    yield from _values(node, "patternProperties")
    for keyword in _INSIDE_ONE:
        if keyword in node:
            inner = node[keyword]
            yield from inner if isinstance(inner, list) else (inner,)
    if isinstance(node.get("prefixItems"), list):
        yield from node["prefixItems"]


def _reached(node: dict[str, Any], value: Any) -> Iterator[tuple[Any, str | int | None, Any]]:
    """Yield each schema that ``node`` may apply to something inside ``value``, with the step to
    that (None for a name) and the thing itself."""
    if isinstance(value, dict):
        fields = node.get("properties")
        fields = fields if isinstance(fields, dict) else {}
        yield from ((fields[name], name, value[name]) for name in value if name in fields)
        for schema in _values(node, "patternProperties"):
            yield from ((schema, name, inner) for name, inner in value.items())
        for keyword in _FIELDS:
            if keyword in node:
                schema = node[keyword]
                yield from ((schema, k, v) for k, v in value.items() if k not in fields)
        if "propertyNames" in node:
            yield from ((node["propertyNames"], None, name) for name in value)
    elif isinstance(value, list):
        for keyword in ("prefixItems", *_ITEMS):
            schema = node.get(keyword)
            if isinstance(schema, list):
                yield from (
                    (one, i, v) for i, (one, v) in enumerate(zip(schema, value, strict=False))
                )
            elif keyword in node:
                yield from ((schema, i, inner) for i, inner in enumerate(value))


def _values(node: dict[str, Any], keyword: str) -> list[Any]:
    inner = node.get(keyword)
    return list(inner.values()) if isinstance(inner, dict) else []
