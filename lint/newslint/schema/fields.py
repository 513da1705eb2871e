"""Add to a schema what the configuration says of fields, and loosen it.

The result is a plain JSON Schema. The settings of a field change what the schema says of this field
only: see `editable`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from newslint.errors import SchemaError
from newslint.schema.editable import ANNOTATIONS, Editable, Step
from newslint.schema.in_place import declared
from newslint.schema.load import Document, Origin, examined
from newslint.schema.values import TYPES, key_of, types_of
from newslint.settings import Field

_ITEMS: Step = ("items",)
_OTHERS = ("additionalProperties", "unevaluatedProperties")
_DEPENDENT = ("dependentRequired", "dependencies")

Parts = Sequence[dict[str, Any]]
"""The parts of a schema that may apply to one value together; the first applies in any case."""


def with_settings(
    document: Document, fields: Mapping[str, Field], known: Collection[str]
) -> Document:
    """Return ``document`` with settings of ``fields`` and with ``known`` fields, all by name:
    ``a.b`` is the field ``b`` inside of ``a``.

    Raise SchemaError if it cannot be used.
    """
    if document.schema is False or not (fields or known):
        return document
    try:
        schema = _edited(document, fields, known)
    except RecursionError:
        raise SchemaError(f"{document.name}: the schema is nested too deep") from None
    is_shipped = document.origin is Origin.SHIPPED
    if is_shipped and not any(field.pattern for field in fields.values()):
        return document._replace(schema=schema, bases={"": schema})
    # The patterns were checked where the configuration was read.
    origin = Origin.USER if is_shipped else document.origin
    return examined(document._replace(schema=schema, origin=origin))


def _edited(
    document: Document, fields: Mapping[str, Field], known: Collection[str]
) -> dict[str, Any]:
    editable = Editable(document)
    for name, field in fields.items():
        _Edit(editable, name).apply(field)
    for name in known:
        if "." in name:
            _Edit(editable, name).apply(Field())
    _know(editable.schema, [name for name in known if "." not in name])
    return editable.schema


def _know(schema: dict[str, Any], names: Collection[str]) -> None:
    """Declare ``names`` at the top and wherever other fields are refused."""
    from newslint.schema.mistakes import subschemas

    for path, node in subschemas(schema) if names else ():
        if not path or _refuses_others(node):
            properties = node.setdefault("properties", {})
            for name in names:
                properties.setdefault(name, {})


class _Edit:
    """The edits of one field."""

    def __init__(self, schema: Editable, name: str) -> None:
        self._schema = schema
        self._places, self._name = self._found(name)
        self._step: Step = ("properties", self._name)

    def _found(self, name: str) -> tuple[list[Parts], str]:
        """Return the parts that declare the fields beside ``name``, for a mapping and for the items
        of a list, and the last step of the name."""
        whole = self._schema.schema
        places: list[Parts] = [[*self._schema.in_place(whole)]]
        if name in declared(whole, whole):
            return places, name
        *steps, last = name.split(".")
        for step in steps:
            places = [inner for parts in places for inner in self._inside(parts, step)]
        return places, last

    def _inside(self, parts: Parts, name: str) -> Iterator[Parts]:
        """Yield the parts inside of the field ``name``: those of a mapping, and of each item."""
        step = ("properties", name)
        types = self._schema.types(parts[0], step)
        values = self._parts(parts, step)
        if "object" in types or "array" not in types:
            yield values
        if "array" in types:
            yield self._parts(values, _ITEMS)

    def _parts(self, holders: Parts, step: Step) -> Parts:
        first = self._schema.declaration(holders[0], step)
        others = [one for one in self._schema.declarations(holders, step) if one is not first]
        return [part for one in (first, *others) for part in self._schema.in_place(one)]

    def apply(self, field: Field) -> None:
        """Make the schema say what ``field`` says."""
        for parts in self._places:
            self._declare(parts)
            if field.required is not None or field.recommended is not None:
                _drop(parts, self._name, "recommended")
            if field.required is not None:
                _drop(parts, self._name, "required")
                _drop_dependent(parts, self._name)
            if field.type:
                self._set_type(parts, list(field.type))
            if field.enum:
                self._set_enum(parts, _distinct(field.enum))
            for value in self._values(parts) if field.extend_enum else ():
                self._extend(value, field.extend_enum)
            if field.pattern:
                _set_pattern(self._value(parts), field.pattern)
            if field.required:
                parts[0]["required"] = [*parts[0].get("required", ()), self._name]
                _refuse_empty(self._value(parts))
        if field.recommended:
            whole = self._schema.schema
            names = whole.get("recommended")
            whole["recommended"] = [*(names if isinstance(names, list) else ()), self._name]

    def _declare(self, parts: Parts) -> None:
        """Declare the field, also where it would be refused."""
        self._schema.declaration(parts[0], self._step)
        for part in parts:
            if _refuses_others(part):
                part.setdefault("properties", {}).setdefault(self._name, {})

    def _value(self, parts: Parts) -> dict[str, Any]:
        """Return the schema of the field to narrow."""
        return self._schema.declaration(parts[0], self._step)

    def _values(self, parts: Parts) -> list[dict[str, Any]]:
        """Return all schemas of the field."""
        return self._schema.declarations(parts, self._step)

    def _replaced(self, parts: Parts) -> dict[str, Any]:
        """Remove what the schema says of the field, but for annotations. Return what is left."""
        for value in self._values(parts):
            _clear(value)
        return self._value(parts)

    def _set_type(self, parts: Parts, wanted: list[str]) -> None:
        fits = set(wanted) <= self._schema.types(parts[0], self._step)
        value = self._value(parts) if fits else self._replaced(parts)
        value["type"] = wanted[0] if len(wanted) == 1 else wanted

    def _set_enum(self, parts: Parts, wanted: list[Any]) -> None:
        """Allow only the ``wanted`` values, for a list as items."""
        types = self._schema.types(parts[0], self._step)
        if types <= {"array", "null"}:
            if not self._schema.admits(parts[0], wanted, self._step, _ITEMS):
                for value in self._values(parts):
                    for items in self._schema.declarations([*self._schema.in_place(value)], _ITEMS):
                        _clear(items)
            self._schema.declaration(self._value(parts), _ITEMS)["enum"] = wanted
        elif "array" not in types:
            fits = self._schema.admits(parts[0], wanted, self._step)
            value = self._value(parts) if fits else self._replaced(parts)
            value["enum"] = [*wanted, None] if "null" in types and None not in wanted else wanted
        else:
            # The types are implied, but tell which of the two was meant.
            single = {"type": sorted(types_of(wanted)), "enum": wanted}
            several = {"type": "array", "items": {"enum": wanted}}
            self._replaced(parts)["anyOf"] = [single, several]

    def _extend(
        self, value: dict[str, Any], more: Sequence[Any], inside: frozenset[str] = frozenset()
    ) -> None:
        """Allow ``more`` values where only some are allowed, for a list as items.

        ``inside`` are the references that led here: a part that refers to itself is changed once.
        """
        for part in [*self._schema.in_place(value)]:
            items = part.get("items")
            reference = items.get("$ref", "") if isinstance(items, dict) else ""
            if isinstance(items, dict) and reference not in inside:
                self._extend(items, more, inside | {reference} if reference else inside)
            if "const" in part:
                part["enum"] = [part.pop("const")]
            if "enum" in part:
                part["enum"] = _distinct((*part["enum"], *more))
                if "type" in part:
                    part["type"] = sorted({*_as_list(part["type"]), *types_of(more)})


def _distinct(values: Iterable[Any]) -> list[Any]:
    return [*{key_of(value): value for value in values}.values()]


def _drop(parts: Parts, name: str, keyword: str) -> None:
    """Remove ``name`` from the lists of required or recommended fields."""
    for part in parts:
        names = part.get(keyword)
        if isinstance(names, list) and name in names:
            part[keyword] = [one for one in names if one != name]
            if not part[keyword]:
                del part[keyword]


def _drop_dependent(parts: Parts, name: str) -> None:
    """Remove ``name`` from the fields that others require."""
    for part in parts:
        for keyword in _DEPENDENT:
            for other in [*part.get(keyword, ())]:
                _drop([part[keyword]], name, other)


def _clear(value: dict[str, Any]) -> None:
    kept = {key: value[key] for key in ANNOTATIONS & value.keys()}
    value.clear()
    value.update(kept)


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
