"""How much work a schema makes: of any value, and of given data.

A small schema can make any amount of it. ``$ref`` lets it stand for a huge one (as entity and
alias bombs do), one that applies itself twice to what is inside a value doubles the work with
every level, and long lists meet long lists. A schema that is too much by itself is refused; what
another one makes of an article is counted before it is done.
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

MAX_WAY = 8_000
"""Subschemas that one value may have to be validated against."""
MAX_LOOKED_AT = 100_000
"""Subschemas, counted once per level of nesting, that are looked at to find that out."""
LEVELS = 8
"""Levels that a schema must at least judge within `MAX_WAY`. Real articles have six."""

MAX_JUDGING = 100_000_000
"""What it may cost to find out whether data follow a schema. The unit is one position of a
pattern on one byte of text: some 10 ns at worst."""
MAX_TELLING = 200_000_000
"""What it may cost to find out where they do not, in the same unit."""

# What things cost, in that unit: to judge, to be counted here, and to tell.
_STEP, _STEP_COUNTED, _STEP_TOLD = 30, 300, 1_600  # a subschema on a value
_ENTRY, _ENTRY_TOLD = 2, 100  # an entry of a list in the schema that a value is compared with
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
    """What the keywords of one subschema cost by themselves.

    ``entries`` are those of its lists; ``of_text`` and ``of_names`` are units for each byte of a
    text and of the names in a mapping. The others are the patterns for the backtracking engine.
    """

    entries: int
    of_text: int
    of_names: int
    special: tuple[str, ...]
    special_names: tuple[str, ...]


class _Way(NamedTuple):
    """What a value costs at worst, with what is inside it on one way down: subschemas, entries
    of their lists, and units for each byte of text.

    The last three are the same for what a recursive reference leads to: the gate remembers
    whether a value follows that, and does not find it out again.
    """

    subschemas: int = 0
    entries: int = 0
    of_text: int = 0
    recursive_subschemas: int = 0
    recursive_entries: int = 0
    recursive_of_text: int = 0

    @property
    def total(self) -> tuple[int, int, int]:
        """Subschemas, entries and units, whatever leads to them."""
        return (
            self.subschemas + self.recursive_subschemas,
            self.entries + self.recursive_entries,
            self.of_text + self.recursive_of_text,
        )

    def plus(self, other: "_Way", times: int = 1) -> "_Way":
        """This way, and another one that is gone so many times."""
        factors = (times, times, times, 1, 1, 1)
        return _Way(*(m + f * o for m, f, o in zip(self, factors, other, strict=True)))

    def worse(self, other: "_Way") -> "_Way":
        """The worse of two ways in each respect."""
        return _Way(*map(max, self, other))


_Reference = tuple[int, str]
"""The ``id`` of a mapping and the keyword in it that refers to something."""


class Work:
    """The work that one schema file makes."""

    def __init__(self, name: str, schema: Any, targets: Targets) -> None:
        """``targets`` are what the references in ``schema`` lead to; ``name`` is for messages.
        Raises SchemaError when the schema makes too much work of any value."""
        self._name = name
        self._root = schema
        self._targets = targets
        self._weights: dict[int, _Weight] = {}
        self._recursive: set[_Reference] = set()
        self._known: dict[tuple[int, int], _Way] = {}
        self._open: dict[int, list[int]] = {}
        self.is_special = False
        """Whether it has patterns that only the backtracking engine matches."""
        self._ways = dict(self._quick())
        self.depth = max(self._ways)
        """How deep a value may be nested so that judging it stays quick."""
        self._known.clear()

    # Of any value

    @property
    def _too_large(self) -> SchemaError:
        message = f"{self._name}: the schema's references make it too large to be followed"
        return SchemaError(message)

    def _quick(self) -> Iterator[tuple[int, _Way]]:
        """Levels of nesting that stay within `MAX_WAY`, with the worst way through them."""
        for levels in range(0, DATA_DEPTH + 1, LEVELS):  # in steps, so as not to recurse far
            try:
                way = self._worst(self._root, levels)
            except RecursionError:
                message = f"{self._name}: the schema's references follow each other without end"
                raise SchemaError(message) from None
            if way.total[0] > MAX_WAY:
                if levels <= LEVELS:
                    raise self._too_large
                break
            yield levels, way

    def _worst(self, node: Any, levels: int) -> _Way:
        """The worst way into a value that has ``levels`` levels inside."""
        if not isinstance(node, dict):
            return _Way(1)
        weight = self._weight(node)
        way = _Way(1, weight.entries, weight.of_text + weight.of_names)
        if _APPLICATORS.isdisjoint(node):
            return way
        key = (id(node), levels)
        if key in self._known:
            return self._known[key]
        opened = self._open.setdefault(id(node), [])
        if levels in opened:
            raise RecursionError
        opened.append(levels)
        # Loops and no comprehensions: each would take a second frame for a level of recursion.
        for one_of, reference in list(self._same(node)):
            worst = _Way()
            for inner in one_of:
                worst = worst.worse(self._worst(inner, levels))
            way = way.plus(self._seen(worst, one_of, reference), _repeated(node))
        if levels and way.total[0] <= MAX_WAY:
            worst = _Way()
            for inner in _values(node, "properties"):
                worst = worst.worse(self._worst(inner, levels - 1))
            way = way.plus(worst)
            for inner in list(_inside(node)):
                way = way.plus(self._worst(inner, levels - 1))
        opened.pop()
        self._known[key] = way
        if len(self._known) > MAX_LOOKED_AT:
            raise self._too_large
        return way

    def _seen(self, way: _Way, one_of: list[Any], reference: _Reference | None) -> _Way:
        """A way as it looks from where it is gone, by way of a reference or not."""
        if reference is None or not any(self._open.get(id(target)) for target in one_of):
            return way
        self._recursive.add(reference)
        return _Way(0, 0, 0, *way.total)

    def _weight(self, node: dict[str, Any]) -> _Weight:
        weight = self._weights.get(id(node))
        if weight is None:
            weight = self._weights[id(node)] = _weigh(node)
            self.is_special |= bool(weight.special or weight.special_names)
        return weight

    def _same(self, node: dict[str, Any]) -> Iterator[tuple[list[Any], _Reference | None]]:
        """The schemas that apply to the same value as ``node``: one of each list, with the
        reference that leads to it."""
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
        """What it takes to validate ``data``."""
        return Effort(self, _Sizes(data))

    def bounds(self, sizes: "_Sizes") -> tuple[int, int]:
        """What it costs at most to judge data of such sizes, and to tell, in units."""
        values, size = sizes.values, sizes.total
        way = next(way for levels, way in self._ways.items() if levels >= sizes.depth)
        subschemas, entries, of_text = way.total
        judging = values * (_STEP * subschemas + _ENTRY * entries) + size * of_text
        telling = values * (_STEP_TOLD * subschemas + _ENTRY_TOLD * entries)
        return judging, telling + size * (of_text + subschemas)

    def count(self, sizes: "_Sizes") -> "_Meter":
        """What it costs to validate data with all that may apply to them, be a branch taken or
        not. Raises _Excess when that is too much."""
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
    """What it takes to validate some data. It is counted only where it might be too much."""

    def __init__(self, work: Work, sizes: "_Sizes") -> None:
        self._work = work
        self._sizes = sizes

    @cached_property
    def excess(self) -> Violation | None:
        """The violation that stands for all others when it is too much even to judge."""
        if self._sizes.depth > self._work.depth:
            return Violation((), DEPTH, {}, None)
        if self._bounds[0] <= MAX_JUDGING and not self._work.is_special:
            return None
        return self._counted if isinstance(self._counted, Violation) else None

    @cached_property
    def is_tellable(self) -> bool:
        """Whether each violation can be told."""
        if self._bounds[1] <= MAX_TELLING:
            return True
        return isinstance(self._counted, _Meter) and self._counted.telling <= MAX_TELLING

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
    """Data take too much even to judge them."""

    def __init__(self, violation: Violation) -> None:
        self.violation = violation


class _Meter:
    """Adds up what some data cost. Its methods raise _Excess when that is too much."""

    def __init__(self, sizes: "_Sizes") -> None:
        self.judging = 0
        self.telling = 0
        self._sizes = sizes
        self._longest: tuple[int, Path, str] = (0, (), "")
        self._special: dict[tuple[str, str], int] = {}

    def step(self, value: Any, times: int) -> None:
        """A subschema is evaluated for ``value``, so many times."""
        judging = times * _STEP + _STEP_COUNTED
        self._add(judging, times * (_STEP_TOLD + self._sizes.of(value)))

    def weigh(self, weight: _Weight, value: Any, path: Path, times: int) -> None:
        """The keywords of a subschema are evaluated for ``value`` at ``path``."""
        self._add(times * _ENTRY * weight.entries, times * _ENTRY_TOLD * weight.entries)
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
                left = MAX_JUDGING - self.judging
                self._special[key] = patterns.backtracking(pattern, text, left)
            units = 2 * times * self._special[key]  # found out, and then matched
            if not units or self.judging + units > MAX_JUDGING:
                raise _Excess(Violation(path, STEPS, {}, text))
            self._add(units, units)

    def _add(self, judging: int, telling: int) -> None:
        self.judging += judging
        self.telling += telling
        if self.judging > MAX_JUDGING:
            size, path, text = self._longest
            if 2 * size > self._sizes.total:
                raise _Excess(Violation(path, LONG, {}, text))
            raise _Excess(Violation((), WORK, {}, None))


class _Sizes:
    """How large the values of some data are: bytes of text, and `_VALUE` for each value."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.values = 0
        """Values and names there are."""
        self.depth = 0
        """Levels of nesting inside the whole."""
        self._known: dict[int, int] = {}  # by id, where it takes time to find out
        self.total = self._measure(data, 0)

    def of(self, value: Any) -> int:
        """The size of a value or name, with all that is in it."""
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
        2 * sum(map(patterns.factor, names)),  # once more, to find the others
        tuple(pattern for pattern in of_value if shape(pattern).special),
        tuple(pattern for pattern in names if shape(pattern).special),
    )


def _entries(value: Any) -> int:
    """Values in a value of the schema."""
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
    """How often what applies to the same value as ``node`` is evaluated."""
    return 1 if _UNEVALUATED.isdisjoint(node) else _AGAIN


def _inside(node: dict[str, Any]) -> Iterator[Any]:
    """The schemas that apply to values inside what ``node`` applies to, whatever their names."""
    yield from _values(node, "patternProperties")
    for keyword in _INSIDE_ONE:
        if keyword in node:
            inner = node[keyword]
            yield from inner if isinstance(inner, list) else (inner,)
    if isinstance(node.get("prefixItems"), list):
        yield from node["prefixItems"]


def _reached(node: dict[str, Any], value: Any) -> Iterator[tuple[Any, str | int | None, Any]]:
    """Each schema that ``node`` may apply to something inside ``value``, with the step to that
    and what it is; a name has no step."""
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
