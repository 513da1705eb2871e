"""The types of values in JSON Schema, and when two values are equal."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")


def type_of(value: Any) -> str:
    """Return the type of a value; "" for values that JSON does not have, such as NaN."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number" if isfinite(value) else ""
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
    return ""


def types_of(values: Iterable[Any]) -> set[str]:
    """Return the types that ``values`` have."""
    return {type_of(value) for value in values}


def key_of(value: Any) -> Any:
    """Return a key that is equal for values that are equal in JSON, where true is not 1."""
    match value:
        case bool():
            return str(value), bool
        case list():
            return tuple(map(key_of, value))
        case dict():
            return frozenset((key, key_of(inner)) for key, inner in value.items())
        case _:
            return value
