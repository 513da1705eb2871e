"""A copy of a schema in which one field can change without the others.

Schemas share parts by references. Here a reference is replaced by a copy of its target where
something is to change, and all other references lead to parts that stay as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from newslint.errors import SchemaError
from newslint.schema.load import Document
from newslint.schema.references import at, pointers, unused
from newslint.schema.values import TYPES, key_of, type_of, types_of

ANNOTATIONS = frozenset(("title", "description", "$comment", "default", "examples", "recommended"))
UNEDITED = "newslint:unedited"
"""The name in ``$defs`` of the schema as it was, if something refers to its parts."""
MAX_NODES = 50_000
"""Maximum values in the copies of parts that are made of one schema."""
Step = tuple[str, ...]
"""A step into a schema: ``("properties", NAME)`` or ``("items",)``."""
_DIALECTS = ("draft/2020-12/", "draft/2019-09/")
_DEFINITIONS = ("$defs", "definitions")
_OF_A_FILE = frozenset(("$id", "id", "$schema", "$anchor", "$dynamicAnchor", *_DEFINITIONS))
_NAMES_OF_PARTS = ("$id", "$anchor", "$dynamicAnchor")
_LISTS = ("allOf", "anyOf", "oneOf")
_ALTERNATIVES = ("anyOf", "oneOf")
_ONE = ("then", "else")
_MAPS = ("dependentSchemas", "dependencies")


class Editable:
    """A schema whose mappings may be changed. Raises SchemaError if it cannot be."""

    def __init__(self, document: Document) -> None:
        schema = document.schema if isinstance(document.schema, dict) else {}
        dialect = schema.get("$schema")
        self._is_old = isinstance(dialect, str) and not any(one in dialect for one in _DIALECTS)
        self._name = document.name
        self._copied = 0
        self.schema: dict[str, Any] = self._standing_alone(schema)
        """The whole schema. Its references are JSON Pointers from the top into definitions."""

    def _standing_alone(self, schema: dict[str, Any]) -> dict[str, Any]:
        by_place = pointers(self._name, schema)
        definitions = _DEFINITIONS[self._is_old]
        taken = schema.get(definitions, {})
        unedited = unused(UNEDITED, taken)
        inside = tuple(f"/{name}/" for name in _DEFINITIONS)
        outer = {
            key: pointer for key, pointer in by_place.items() if not pointer.startswith(inside)
        }
        for key, pointer in outer.items():
            by_place[key] = f"/{definitions}/{unedited}{pointer}"
        made: dict[str, Any] = _pointed(schema, by_place)
        if outer:
            top = {key: value for key, value in schema.items() if key not in _OF_A_FILE}
            made[definitions] = {**made.get(definitions, {}), unedited: _pointed(top, by_place)}
        return made

    # Parts

    def always(self, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield ``node`` and the parts that apply to the same value in any case."""
        self.unfold(node)
        yield node
        for inner in node.get("allOf", ()):
            if isinstance(inner, dict):
                yield from self.always(inner)

    def in_place(self, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield ``node`` and all parts that may apply to the same value."""
        self.unfold(node)
        yield node
        inner = [node.get(keyword) for keyword in _ONE]
        for keyword in _LISTS:
            inner += node.get(keyword, ())
        for keyword in _MAPS:
            inner += node.get(keyword, {}).values()
        for one in inner:
            if isinstance(one, dict):
                yield from self.in_place(one)

    def declarations(self, parts: Sequence[dict[str, Any]], step: Step) -> list[dict[str, Any]]:
        """Return the schemas that some of ``parts`` have for what ``step`` leads to."""
        found = []
        for part in parts:
            *way, last = step
            holder = part.get(way[0], {}) if way else part
            inner = holder.get(last)
            if inner is True:
                inner = holder[last] = {}
            if isinstance(inner, dict):
                found.append(inner)
        return found

    def declaration(self, node: dict[str, Any], step: Step) -> dict[str, Any]:
        """Return a schema for what ``step`` leads to that applies in any case. Adds one to ``node``
        if there is none."""
        declared = self.declarations([*self.always(node)], step)
        if declared:
            self.unfold(declared[0])
            return declared[0]
        *way, last = step
        holder = node.setdefault(way[0], {}) if way else node
        made: dict[str, Any] = {}
        holder[last] = made
        return made

    def unfold(self, node: dict[str, Any]) -> None:
        """Replace the reference of ``node`` by a copy of what it refers to. Raise SchemaError."""
        while isinstance(node.get("$ref"), str):
            target = at(self.schema, node["$ref"][1:])
            del node["$ref"]
            if self._is_old:  # other keywords beside a reference mean nothing
                for key in node.keys() - _OF_A_FILE - ANNOTATIONS:
                    del node[key]
            if isinstance(target, dict):
                target = {key: value for key, value in target.items() if key not in _OF_A_FILE}
            copy = self._copy(target)
            if isinstance(copy, dict) and not node.keys() - _OF_A_FILE - ANNOTATIONS:
                node.update(copy | node)
            elif copy is not True:
                node["allOf"] = [*node.get("allOf", ()), copy]
                return

    def _copy(self, value: Any) -> Any:
        self._copied += 1
        if self._copied > MAX_NODES:
            why = "with what the configuration says of fields, the schema becomes too large"
            raise SchemaError(f"{self._name}: {why}")
        if isinstance(value, dict):
            return {key: self._copy(inner) for key, inner in value.items()}
        return [self._copy(inner) for inner in value] if isinstance(value, list) else value

    # What parts allow

    def types(self, schema: Any, *steps: Step) -> set[str]:
        """Return the types that ``schema`` allows for what the ``steps`` lead to."""
        return self._allowed(schema, steps, set(TYPES), _types)

    def admits(self, schema: Any, wanted: Sequence[Any], *steps: Step) -> bool:
        """Return whether ``schema`` allows the ``wanted`` values for what the ``steps`` lead to,
        judged by their types and its lists of values."""
        values = {key_of(value): value for value in wanted}

        def of(part: dict[str, Any]) -> set[Any]:
            types = _types(part)
            keys = set(values) & set(map(key_of, part["enum"])) if "enum" in part else {*values}
            if "const" in part:
                keys &= {key_of(part["const"])}
            return {key for key in keys if type_of(values[key]) in types}

        return self._allowed(schema, steps, set(values), of) == set(values)

    def _allowed(
        self,
        schema: Any,
        steps: Sequence[Step],
        everything: set[Any],
        of: Callable[[dict[str, Any]], set[Any]],
    ) -> set[Any]:
        """Return what the parts of ``schema`` allow together, each of them as ``of`` says."""
        if not isinstance(schema, dict):
            return set() if schema is False else everything
        self.unfold(schema)
        if steps:
            (first, *rest) = steps
            inner: Any = schema
            for key in first:
                inner = inner.get(key, True) if isinstance(inner, dict) else True
            allowed = self._allowed(inner, rest, everything, of)
        else:
            allowed = of(schema)
        for inner in schema.get("allOf", ()):
            allowed = allowed & self._allowed(inner, steps, everything, of)
        for keyword in _ALTERNATIVES:
            if keyword in schema:
                each = [self._allowed(one, steps, everything, of) for one in schema[keyword]]
                allowed = allowed & set().union(*each)
        return allowed


def _types(part: dict[str, Any]) -> set[str]:
    """Return the types that the keywords of one part allow."""
    allowed = set(TYPES)
    if "type" in part:
        named = part["type"]
        allowed = {named} if isinstance(named, str) else set(named)
        allowed |= {"integer"} if "number" in allowed else set()
    if "enum" in part:
        allowed &= types_of(part["enum"])
    if "const" in part:
        allowed &= {type_of(part["const"])}
    return allowed


def _pointed(node: Any, by_place: dict[tuple[int, str], str]) -> Any:
    """Return a copy of ``node`` with references to pointers, and without names of its parts."""
    if isinstance(node, list):
        return [_pointed(inner, by_place) for inner in node]
    if not isinstance(node, dict):
        return node
    made = {}
    for key, inner in node.items():
        pointer = by_place.get((id(node), key))
        if pointer is not None:
            made["$ref"] = f"#{pointer}"
        elif not (key in _NAMES_OF_PARTS and isinstance(inner, str)):
            made[key] = _pointed(inner, by_place)
    return made
