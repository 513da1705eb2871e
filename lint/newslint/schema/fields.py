"""Add to a schema what the configuration says of fields, and loosen it.

The result is a plain JSON Schema. Everything here works on a copy, in which a reference is replaced
by what it refers to wherever that has to change.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from newslint.schema.in_place import declared
from newslint.schema.load import Document, Origin, examined
from newslint.schema.references import at
from newslint.settings import Field

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_DIALECTS = ("draft/2020-12/", "draft/2019-09/")
_ANNOTATIONS = frozenset(("title", "description", "$comment", "default", "examples"))
_OF_A_FILE = frozenset(
    ("$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$defs", "definitions")
)
_LISTS = ("allOf", "anyOf", "oneOf")
_ONE = ("then", "else")
_OTHERS = ("additionalProperties", "unevaluatedProperties")


def with_settings(
    document: Document, fields: Mapping[str, Field], known: Collection[str]
) -> Document:
    """Return ``document`` with settings of ``fields`` (by name, ``a.b`` for a field inside of
    another), and with the names of ``known`` fields. Raise SchemaError if it cannot be used."""
    if document.schema is False or not (fields or known):
        return document
    schema = deepcopy(document.schema) if isinstance(document.schema, dict) else {}
    edited = _Edited(schema)
    for name, field in fields.items():
        edited.apply(name, field)
    edited.know(known)
    is_shipped = document.origin is Origin.SHIPPED
    if is_shipped:
        schema.pop("$id", None)
    if is_shipped and not any(field.pattern for field in fields.values()):
        return document._replace(schema=schema, bases={"": schema})
    # The patterns were checked where the configuration was read.
    origin = Origin.USER if is_shipped else document.origin
    return examined(document._replace(schema=schema, origin=origin))


def types_of(values: Collection[Any]) -> set[str]:
    """Return the types of JSON Schema that ``values`` have."""
    return {_type_of(value) for value in values}


def _type_of(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


class _Edited:
    """A schema that is being changed."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._whole = schema
        dialect = schema.get("$schema")
        self._ignores_siblings = isinstance(dialect, str) and not any(
            one in dialect for one in _DIALECTS
        )

    def apply(self, name: str, field: Field) -> None:
        """Make the schema say what ``field`` says of the field ``name``."""
        holders, last = self._holders(name)
        if field.required is not None or field.recommended is not None:
            self._drop(holders, last, "recommended")
        if field.required is not None:
            self._drop(holders, last, "required")
        if field.recommended:
            self._whole["recommended"] = [*self._whole.get("recommended", ()), last]
        value = self._value(holders, last)
        if field.type:
            value = self._set_type(holders, last, list(field.type))
        if field.enum:
            self._set_enum(value, list(field.enum))
        for one in self._values(holders, last) if field.extend_enum else ():
            self._extend(one, field.extend_enum)
        if field.pattern:
            _set_pattern(value, field.pattern)
        if field.required:
            holders[0]["required"] = [*holders[0].get("required", ()), last]
            _refuse_empty(value)

    def know(self, names: Collection[str]) -> None:
        """Declare ``names`` at the top and wherever other fields are refused."""
        if not names:
            return
        holders = [self._whole, *(one for one in _mappings(self._whole) if _refuses_others(one))]
        for holder in holders:
            properties = holder.setdefault("properties", {})
            for name in names:
                properties.setdefault(name, True)

    # Places

    def _holders(self, name: str) -> tuple[list[dict[str, Any]], str]:
        """Return the mappings of the schema that declare the fields beside ``name``, and its last
        step."""
        places = [self._whole]
        if name in declared(self._whole, self._whole):
            return self._parts(places), name
        *steps, last = name.split(".")
        for step in steps:
            holders = self._parts(places)
            self._value(holders, step)
            values = self._parts(self._values(holders, step))
            items = [one["items"] for one in values if isinstance(one.get("items"), dict)]
            places = items or values
        return self._parts(places), last

    def _parts(self, places: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [part for place in places for part in self._in_place(place)]

    def _in_place(self, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield ``node`` and what applies to the same value. All of it may be changed."""
        self._unfold(node)
        yield node
        inner = [node.get(keyword) for keyword in _ONE]
        for keyword in _LISTS:
            inner += node.get(keyword, ())
        inner += node.get("dependentSchemas", {}).values()
        for one in inner:
            if isinstance(one, dict):
                yield from self._in_place(one)

    def _unfold(self, node: dict[str, Any]) -> None:
        """Replace the reference of ``node`` by a copy of what it refers to."""
        while isinstance(node.get("$ref"), str) and node["$ref"].startswith("#/"):
            target = at(self._whole, node["$ref"][1:])
            if not isinstance(target, dict):
                return
            target = {
                key: value for key, value in deepcopy(target).items() if key not in _OF_A_FILE
            }
            del node["$ref"]
            if self._ignores_siblings:
                for key in node.keys() - _OF_A_FILE - _ANNOTATIONS:
                    del node[key]
            if node.keys() & target.keys() - _ANNOTATIONS:
                node["allOf"] = [*node.get("allOf", ()), target]
                return
            node.update({**target, **node})

    def _values(self, holders: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
        """Return the schemas that the ``holders`` have for the field ``name``."""
        found = []
        for holder in holders:
            value = holder.get("properties", {}).get(name)
            if value is True:
                value = holder["properties"][name] = {}
            if isinstance(value, dict):
                found.append(value)
        return found

    def _value(self, holders: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
        """Return the schema for the field ``name`` to narrow. Adds one if there is none."""
        values = self._values(holders, name)
        if values:
            self._unfold(values[0])
            return values[0]
        return _replaced(holders[0], name, {})

    # Changes

    def _drop(self, holders: Sequence[dict[str, Any]], name: str, keyword: str) -> None:
        """Remove ``name`` from the lists of required or recommended fields."""
        for holder in holders:
            names = holder.get(keyword)
            if isinstance(names, list) and name in names:
                holder[keyword] = [one for one in names if one != name]
                if not holder[keyword]:
                    del holder[keyword]

    def _set_type(
        self, holders: Sequence[dict[str, Any]], name: str, wanted: list[str]
    ) -> dict[str, Any]:
        """Narrow a field to types that it may have already; else replace its schema."""
        values = self._values(holders, name)
        if set(wanted) <= self._types(values):
            value = values[0]
        else:
            for holder in holders:
                if name in holder.get("properties", {}):
                    value = _replaced(holder, name, {})
            value = self._values(holders, name)[0]
        value["type"] = wanted[0] if len(wanted) == 1 else wanted
        return value

    def _types(self, values: Sequence[dict[str, Any]]) -> set[str]:
        """Return the types that every one of ``values`` allows."""
        allowed = set(TYPES)
        for value in values:
            allowed &= self._types_of(value)
        return allowed

    def _types_of(self, schema: Any) -> set[str]:
        if not isinstance(schema, dict):
            return set(TYPES) if schema else set()
        self._unfold(schema)
        allowed = set(TYPES)
        if "type" in schema:
            named = schema["type"]
            allowed = {named} if isinstance(named, str) else set(named)
            allowed |= {"integer"} if "number" in allowed else set()
        if "enum" in schema:
            allowed &= types_of(schema["enum"])
        for inner in schema.get("allOf", ()):
            allowed &= self._types_of(inner)
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                allowed &= set().union(*map(self._types_of, schema[keyword]))
        return allowed

    def _set_enum(self, value: dict[str, Any], wanted: list[Any]) -> None:
        """Allow only the ``wanted`` values, for a list as items."""
        types = self._types_of(value)
        if types <= {"array", "null"}:
            items = value.setdefault("items", {})
            if not isinstance(items, dict):
                items = value["items"] = {}
            self._set_enum_of_one(items, wanted)
        elif "array" not in types:
            optional = [None] if "null" in types and "type" in value else []
            self._set_enum_of_one(value, [*wanted, *optional])
        else:
            kept = {key: value[key] for key in _ANNOTATIONS & value.keys()}
            value.clear()
            # The types are implied, but tell which of the two was meant.
            single = {"type": sorted(types_of(wanted)), "enum": wanted}
            several = {"type": "array", "items": {"enum": wanted}}
            value.update({**kept, "anyOf": [single, several]})

    def _set_enum_of_one(self, value: dict[str, Any], wanted: list[Any]) -> None:
        fits = types_of(wanted) <= self._types_of(value)
        if not fits or not all(one in value.get("enum", wanted) for one in wanted):
            kept = {key: value[key] for key in _ANNOTATIONS & value.keys()}
            value.clear()
            value.update(kept)
        value["enum"] = wanted

    def _extend(self, value: dict[str, Any], more: Sequence[Any]) -> None:
        """Allow ``more`` values where only some are allowed, for a list as items."""
        for part in [*self._in_place(value)]:
            if isinstance(part.get("items"), dict):
                self._extend(part["items"], more)
            if "const" in part:
                part["enum"] = [part.pop("const")]
            if "enum" in part:
                part["enum"] = [*part["enum"], *(one for one in more if one not in part["enum"])]
                if "type" in part:
                    part["type"] = sorted({*_as_list(part["type"]), *types_of(more)})


def _replaced(holder: dict[str, Any], name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the new ``schema`` of a field, with the annotations of the old one."""
    properties = holder.setdefault("properties", {})
    old = properties.get(name)
    kept = {key: old[key] for key in _ANNOTATIONS & old.keys()} if isinstance(old, dict) else {}
    properties[name] = {**kept, **schema}
    made: dict[str, Any] = properties[name]
    return made


def _set_pattern(value: dict[str, Any], pattern: str) -> None:
    """Require that a text matches ``pattern``, in a list each item."""
    for schema in (value, _items(value)):
        if schema.keys() & {"pattern", "description"}:  # messages would show the description
            schema["allOf"] = [*schema.get("allOf", ()), {"pattern": pattern}]
        else:
            schema["pattern"] = pattern


def _items(value: dict[str, Any]) -> dict[str, Any]:
    items = value.get("items")
    if not isinstance(items, dict) or "$ref" in items:
        items = {} if not isinstance(items, dict) else {"allOf": [items]}
        value["items"] = items
    return items


def _refuse_empty(value: dict[str, Any]) -> None:
    """Refuse null and empty text."""
    types = [one for one in _as_list(value.get("type", list(TYPES))) if one != "null"]
    if "enum" in value:
        value["enum"] = [one for one in value["enum"] if one is not None]
    elif types:
        value["type"] = types[0] if len(types) == 1 else types
    value["minLength"] = max(value.get("minLength", 1), 1)


def _as_list(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _refuses_others(schema: Mapping[str, Any]) -> bool:
    return any(schema.get(keyword) is False for keyword in _OTHERS)


def _mappings(schema: Any) -> Iterator[dict[str, Any]]:
    from newslint.schema.mistakes import subschemas

    yield from (node for path, node in subschemas(schema) if path)
