"""Decide what the values of a place have in common: a format, a vocabulary, a scale; and whether
names of fields are data.

Vocabularies and names depend on how probable it is that the next article has one that was never
seen. Good and Turing estimate it as the share of observations that are of things seen once (I. J.
Good, "The population frequencies of species and the estimation of population parameters",
Biometrika 40, 1953).
"""

from collections.abc import Iterable
from typing import NamedTuple

from newslint.infer.observe import Few, Place, Value

MIN_ARTICLES = 10
"""Minimum articles with a value, before these say something about the next one."""
MIN_REPEATS = 5
"""Minimum articles per value, on average: translations and reprints repeat any value."""
MAX_NEW = 0.02
"""Maximum chance of a new value for a vocabulary."""
SCALE = range(-1, 11)
"""The integers of ratings and levels. Of other integers, none are a vocabulary: years and numbers
of issues repeat, too."""
_WORDS = frozenset({"string", "boolean", "null"})
_SCALES = frozenset({"integer", "null"})

MIN_DATA_NAMES = 8
MIN_MAPPINGS = 4
MIN_NEW_NAME = 0.05
MOST_MAPPINGS = 0.5
"""Names are data if there are so many of them in so many mappings, if the next mapping probably has
a new one, and if none is in most mappings."""

MIN_FORMATTED = 3
"""Minimum articles with text of a format."""
_AMBIGUOUS = ("hostname", "time")
"""Formats of texts that may also be something else: ``node.js``."""


class Scale(NamedTuple):
    """A range of integers."""

    low: int
    high: int


def format_of(place: Place) -> str | None:
    """Return the format of all texts at a place, if there is one and there are enough of them."""
    texts = place.kinds.get("string")
    if texts is None:
        return None
    for name, unlike in place.unlike.items():
        enough = MIN_ARTICLES if name in _AMBIGUOUS else MIN_FORMATTED
        if unlike.count == 0 and texts.count >= enough:
            return name
    return None


def chance_of_new(observations: Iterable[Few]) -> float:
    """Return the chance that the next observation is of something new, given the articles with each
    thing."""
    counts = [few.count for few in observations]
    return counts.count(1) / sum(counts) if counts else 1.0


def repeating(place: Place) -> dict[Value, Few] | None:
    """Return the values at a place, with their articles, if these repeat like a vocabulary."""
    values = place.values
    if not values or place.seen.count < MIN_ARTICLES:
        return None
    total = sum(few.count for few in values.values())
    if total < MIN_REPEATS * len(values) or chance_of_new(values.values()) > MAX_NEW:
        return None
    return values


def vocabulary(place: Place) -> list[Value] | None:
    """Return the values at a place, sorted, if they are a vocabulary. Dates and truth values never
    are."""
    values = repeating(place)
    if values is None or "string" not in place.kinds or not place.kinds.keys() <= _WORDS:
        return None
    if format_of(place) is not None:
        return None
    return sorted(values, key=lambda value: (value[0] != "string", value[0], str(value[1])))


def scale(place: Place) -> Scale | None:
    """Return the range of the integers at a place if they are a scale, such as that of ratings."""
    if "integer" not in place.kinds or not place.kinds.keys() <= _SCALES:
        return None
    if repeating(place) is None or place.range is None:
        return None
    low, high = map(int, place.range)
    return Scale(low, high) if low in SCALE and high in SCALE and low < high else None


def has_data_names(place: Place) -> bool:
    """Return whether the names of the mappings at a place are data, such as names of files."""
    mappings = place.kinds["object"].count
    seen = [field.seen for field in place.fields.values()]
    if len(seen) < MIN_DATA_NAMES or mappings < MIN_MAPPINGS:
        return False
    if max(few.count for few in seen) > MOST_MAPPINGS * mappings:
        return False
    kinds = {kind for field in place.fields.values() for kind in field.kinds}
    return chance_of_new(seen) > MIN_NEW_NAME and len(kinds - {"null"}) <= 1
