"""Turn statistics into a JSON Schema (draft 2020-12) that accepts everything that was observed."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from newslint.infer import remarks
from newslint.infer.observe import Place
from newslint.infer.vocabulary import (
    MIN_ARTICLES,
    format_of,
    has_data_names,
    scale,
    vocabulary,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The types of JSON Schema in the order of a draft."""


class Drafter:
    """Writes schemas of places."""

    def __init__(self, names: remarks.Names, known: frozenset[str]) -> None:
        """``names`` returns the path of an article by its number, for comments.

        The fields ``known`` of articles are no slips of others.
        """
        self._names = names
        self._known = known

    def schema(self, place: Place, comments: Iterable[str] = ()) -> dict[str, Any]:
        """Return the schema of the values at a place; ``comments`` are about its field."""
        told = [*comments, *remarks.of_values(place, self._names)]
        made: dict[str, Any] = {}
        if told:
            made["$comment"] = "; ".join(told)
        if "" in place.kinds:  # no type of JSON Schema has these values
            return made
        words = vocabulary(place)
        if words is not None:
            return made | {"enum": [value for _, value in words]}
        types = _types(place)
        made["type"] = types if len(types) > 1 else types[0]
        if "string" in types:
            made |= _of_texts(place)
        if place.range is not None:
            made |= _of_numbers(place)
        if "array" in types:
            made |= self._of_lists(place)
        if "object" in types:
            made |= self.of_mappings(place)
        return made

    def _of_lists(self, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if place.bare.count == 0 and place.kinds["array"].count >= MIN_ARTICLES:
            made["minItems"] = 1
        if place.items is not None:
            made["items"] = self.schema(place.items)
        return made

    def of_mappings(self, place: Place, *, is_root: bool = False) -> dict[str, Any]:
        """Return the keywords for the mappings at a place."""
        if not is_root and has_data_names(place):
            values = [*place.fields.values(), *filter(None, [place.others])]
            return {"additionalProperties": self.schema(reduce(Place.merged, values))}
        made: dict[str, Any] = {}
        required = [name for name, lacking in place.lacking.items() if lacking.count == 0]
        if required:
            made["required"] = required
        known = self._known if is_root else frozenset()
        if place.fields:
            made["properties"] = {
                name: self.schema(field, remarks.of_field(place, name, self._names, known))
                for name, field in place.fields.items()
            }
        made["additionalProperties"] = self.schema(place.others) if place.others else False
        return made


def _types(place: Place) -> list[str]:
    """Return the types of the values at a place. Every integer is also a number."""
    kinds = place.kinds.keys() - ({"integer"} if "number" in place.kinds else set())
    return [kind for kind in TYPES if kind in kinds]


def _of_texts(place: Place) -> dict[str, Any]:
    name = format_of(place)
    if name is not None:
        return {"format": name}
    is_filled = place.blank.count == 0 and place.kinds["string"].count >= MIN_ARTICLES
    return {"minLength": 1} if is_filled else {}


def _of_numbers(place: Place) -> dict[str, Any]:
    """Return a range only where it is no accident of the values that were seen."""
    assert place.range is not None
    range_ = scale(place)
    if range_ is not None:
        return {"minimum": range_.low, "maximum": range_.high}
    is_natural = place.range[0] >= 0 and place.seen.count >= MIN_ARTICLES
    return {"minimum": 0} if is_natural else {}


def draft(
    root: Place, names: remarks.Names, comment: str, known: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the schema of a collection.

    ``comment`` is about all of it. The fields ``known`` are no slips of others.
    """
    drafter = Drafter(names, known)
    head = {"$schema": DIALECT, "$comment": comment, "type": "object"}
    return head | drafter.of_mappings(root, is_root=True)
