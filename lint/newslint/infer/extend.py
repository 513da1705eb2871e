"""Write a draft as an extension of a shipped schema: only what it adds and narrows.

What the shipped schema asks for already is left out, so that the draft stays short.
"""

from collections.abc import Mapping
from typing import Any

from newslint.infer.draft import TYPES
from newslint.infer.observe import Place
from newslint.infer.vocabulary import MIN_ARTICLES
from newslint.schema.bundle import PREFIX, opened
from newslint.schema.load import shipped
from newslint.schema.references import at
from newslint.schema.values import type_of

KNOWN = 0.5
"""Minimum share of the fields of articles that a schema declares, to be worth extending."""
_ALIKE = {
    "minLength": ("minLength", "format", "pattern", "enum"),
    "minItems": ("minItems",),
    "minimum": ("minimum",),
    "maximum": ("maximum",),
}
"""Keywords, and those of a shipped schema that ask for as much."""
_OF_MAPPINGS = ("required", "properties", "additionalProperties")


class Base:
    """A shipped schema to extend."""

    def __init__(self, name: str) -> None:
        """Take the schema ``name``, such as "hugo"."""
        self._whole = shipped(name).schema
        self._top: Mapping[str, Any] = opened(self._whole)
        self._is_closed = self._resolved(self._whole).get("additionalProperties") is False
        self.reference = f"{PREFIX}{name}"

    @property
    def alone(self) -> dict[str, Any]:
        """The schema that allows other fields as well."""
        return {"$ref": self.reference, "unevaluatedProperties": True}

    @property
    def names(self) -> frozenset[str]:
        """The fields that it declares."""
        return frozenset(self._top["properties"])

    def knows(self, root: Place) -> bool:
        """Return whether it declares most fields of the articles at ``root``."""
        counts = {name: field.seen.count for name, field in root.fields.items()}
        known = sum(count for name, count in counts.items() if name in self.names)
        return known >= KNOWN * sum(counts.values()) > 0

    def extended(self, draft: Mapping[str, Any], root: Place) -> dict[str, Any]:
        """Return what ``draft``, the schema of ``root``, says beyond this one, as an extension."""
        made = {key: draft[key] for key in ("$schema", "$comment")} | {"$ref": self.reference}
        made |= self._mapping_beyond(draft, self._top, root)
        return made | {"unevaluatedProperties": False}

    def _beyond(self, own: Mapping[str, Any], base: Any, place: Place) -> dict[str, Any]:
        """Return what ``own``, the schema of ``place``, says beyond ``base``."""
        base = self._resolved(base)
        is_closed = base.get("additionalProperties") is False
        made: dict[str, Any] = {}
        for key, value in own.items():
            if key == "items" and "items" in base:
                assert place.items is not None
                value = self._beyond(value, base["items"], place.items)
                is_said = not value
            elif key == "type":
                is_said = _types(base) <= _types(own) or self._is_accident(place)
            elif key in _OF_MAPPINGS:
                is_said = is_closed
            else:
                is_said = _is_said(key, value, base)
            if not is_said:
                made[key] = value
        if is_closed:
            made |= self._mapping_beyond(own, base, place)
        is_remark = made.keys() == {"$comment"} and "?" not in made["$comment"]
        return {} if is_remark else made

    def _mapping_beyond(
        self, own: Mapping[str, Any], base: Mapping[str, Any], place: Place
    ) -> dict[str, Any]:
        """Return ``required`` and ``properties`` of ``own`` beyond ``base``."""
        required = [one for one in own.get("required", ()) if one not in base.get("required", ())]
        declared = base.get("properties", {})
        properties = {}
        for name, schema in own.get("properties", {}).items():
            if name not in declared:
                properties[name] = schema
            elif more := self._beyond(schema, declared[name], place.fields[name]):
                properties[name] = more
        made: dict[str, Any] = {}
        if required and not self._is_accident(place):
            made["required"] = required
        return made | {"properties": properties} if properties else made

    def _is_accident(self, place: Place) -> bool:
        """Return whether there are too few values to be stricter than the schema.

        What generators accept is no wish of the authors, whose articles say more from the first
        one. A closed schema is.
        """
        return self._is_closed and place.seen.count < MIN_ARTICLES

    def _resolved(self, schema: Any) -> Mapping[str, Any]:
        """Return a part of the shipped schema without a reference at its top."""
        made = dict(schema) if isinstance(schema, dict) else {}
        while "$ref" in made:
            made = {**(at(self._whole, made.pop("$ref")[1:]) or {}), **made}
        return made


def _is_said(keyword: str, value: Any, base: Mapping[str, Any]) -> bool:
    """Return whether ``base`` asks for as much as a keyword with this value."""
    if keyword == "format":
        return "format" in base and value in (base["format"], "any-date")
    if keyword == "enum":
        return bool(base.get("enum") == value)
    return any(other in base for other in _ALIKE.get(keyword, ()))


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the types of the values that a schema allows."""
    if "enum" in schema:
        return frozenset(map(type_of, schema["enum"]))
    written = schema.get("type", TYPES)
    types = frozenset([written] if isinstance(written, str) else written)
    return types | {"integer"} if "number" in types else types
