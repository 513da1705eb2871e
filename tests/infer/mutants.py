"""Mistakes of authors, made on purpose: articles that a schema for the others should reject."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from newslint.schema.values import type_of

Place = tuple[str, ...]
"""The names above a value; "[]" for the items of a list."""
_SAMPLES: dict[str, Any] = {
    "string": "night bus", "integer": 7, "number": 7.5, "boolean": True, "array": [], "object": {},
    "null": None,
}  # fmt: skip


class Mutant(NamedTuple):
    """An article with one mistake."""

    mistake: str
    place: Place
    fields: dict[str, Any]


class Habits:
    """What the articles of a collection have in common, seen the slow and simple way."""

    def __init__(self, articles: Sequence[Mapping[str, Any]]) -> None:
        self.kinds: dict[Place, set[str]] = {}
        self.names: dict[Place, set[str]] = {}
        self.always: dict[Place, set[str]] = {}
        for fields in articles:
            for place, value, _ in places(fields):
                kind = type_of(value)
                self.kinds.setdefault(place, set()).add(kind)
                if kind == "integer":
                    self.kinds[place].add("integral")
                if isinstance(value, dict):
                    self.names.setdefault(place, set()).update(value)
                    self.always.setdefault(place, set(value)).intersection_update(value)


def places(value: Any, place: Place = (), steps: Sequence[Any] = ()) -> Iterator[Any]:
    """Yield each value in a value with its place, and with the keys and indices to it."""
    yield place, value, steps
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*place, name), (*steps, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*place, "[]"), (*steps, number))


def mutants(fields: Mapping[str, Any], habits: Habits, schema: Any) -> Iterator[Mutant]:
    """Yield all articles with one mistake that the other articles never make."""
    for place, value, steps in places(dict(fields)):
        for mistake, changed in _changes(place, value, habits):
            yield Mutant(mistake, place, _with(fields, steps, changed))
        node = _schema_at(schema, place)
        if "enum" in node and isinstance(value, str):
            yield Mutant("leave enum", place, _with(fields, steps, f"{value}x"))


def _changes(place: Place, value: Any, habits: Habits) -> Iterator[tuple[str, Any]]:
    for kind, sample in _SAMPLES.items():
        known = habits.kinds[place]
        if place and kind not in known and not (kind == "integer" and "number" in known):
            yield "change type", sample
    if isinstance(value, dict):
        for name, inner in value.items():
            rest = {key: one for key, one in value.items() if key != name}
            if name in habits.always[place]:
                yield "remove", rest
            slip = name[:1] + name
            if slip not in habits.names[place]:
                yield "misspell", rest | {slip: inner}


def _with(fields: Mapping[str, Any], steps: Sequence[Any], changed: Any) -> dict[str, Any]:
    """Return a copy of ``fields`` with another value at the end of ``steps``."""
    if not steps:
        return dict(changed)
    made: Any = deepcopy(dict(fields))
    holder = made
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = changed
    return dict(made)


def _schema_at(schema: Any, place: Place) -> Any:
    for name in place:
        if name == "[]":
            schema = schema.get("items", {})
        else:
            schema = schema.get("properties", {}).get(name, {})
    return schema
