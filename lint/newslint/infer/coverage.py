"""Select the articles that a draft leaves out, so that it becomes stricter for the rest.

An exception that few articles make is worth giving up: a field that they lack, a type or a format
that only their value has, a name that only they use. Those of the fewest further articles are given
up first, as long as all articles that make them may be left out: first fields to require, types,
formats and slips, then other rare fields. This is the greedy algorithm for budgeted maximum
coverage (S. Khuller, A. Moss, J. Naor, "The budgeted maximum coverage problem", 1999) with equal
weights.
"""

from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple

from newslint.infer.observe import Few, Place
from newslint.infer.remarks import meant_name, meant_value
from newslint.infer.vocabulary import MIN_ARTICLES, has_data_names, vocabulary

MAX_EXCEPTIONS = 500
"""Maximum exceptions to choose from; those of the fewest articles are taken."""
_ROUNDING = 1e-9  # 1 - 0.98 is a little more than 0.02


class Exceptional(NamedTuple):
    """Something that holds for few articles, which make the schema laxer for all."""

    articles: frozenset[int]
    is_rare_field: bool = False
    """Whether it is a field that the others lack and that is no slip."""


def allowance(articles: int, coverage: float) -> int:
    """Return how many of so many articles may be left out."""
    return floor(articles * (1 - coverage) + _ROUNDING)


def left_out(
    root: Place,
    coverage: float,
    misfits: Iterable[int] = (),
    known: frozenset[str] = frozenset(),
) -> set[int]:
    """Return the articles to leave out, among them all ``misfits``.

    The fields ``known`` of articles are none to give up.
    """
    budget = allowance(root.seen.count, coverage)
    share = 1 - coverage + _ROUNDING
    found = sorted(exceptions(root, share, known), key=lambda one: len(one.articles))
    del found[MAX_EXCEPTIONS:]
    chosen = set(misfits)
    for is_rare_field in (False, True):
        _give_up([one for one in found if one.is_rare_field is is_rare_field], chosen, budget)
    return chosen


def _give_up(pending: list[Exceptional], chosen: set[int], budget: int) -> None:
    """Add articles to ``chosen`` until the next exception would exceed the ``budget``."""
    while pending:
        best = min(pending, key=lambda one: len(one.articles - chosen))
        if len(best.articles | chosen) > budget:
            return
        chosen |= best.articles
        pending.remove(best)


def exceptions(
    place: Place, share: float, known: frozenset[str] = frozenset()
) -> Iterator[Exceptional]:
    """Yield what holds for at most a ``share`` of the articles with a value at ``place`` or below
    it, except that mappings at ``place`` have a field that is ``known``."""
    few_of = _Rarely(share)
    kinds = place.kinds.keys() - ({"integer"} if "number" in place.kinds else set())
    yield from few_of((place.kinds[kind] for kind in sorted(kinds)), place.seen)
    if "string" in place.kinds:
        texts = place.kinds["string"]
        yield from few_of([place.blank], texts)
        nearest = min(place.unlike.values(), key=lambda unlike: unlike.count, default=None)
        if nearest is not None and texts.count >= MIN_ARTICLES:
            yield from few_of([nearest], texts)
    if vocabulary(place) is not None:
        values = place.values or {}
        yield from few_of((values[v] for v in values if meant_value(values, v)), place.seen)
    if place.items is not None:
        yield from exceptions(place.items, share)
    if "object" in place.kinds and not has_data_names(place):
        yield from _of_fields(place, share, known)


def _of_fields(place: Place, share: float, known: frozenset[str]) -> Iterator[Exceptional]:
    few_of = _Rarely(share)
    mappings = place.kinds["object"]
    if place.others is not None:
        rare = few_of([place.others.seen], mappings)
        yield from (one._replace(is_rare_field=True) for one in rare)
    for name, field in place.fields.items():
        if few := list(few_of([field.seen], mappings)):
            is_slip = meant_name(place, name, known) is not None
            if name not in known:
                yield from (one._replace(is_rare_field=not is_slip) for one in few)
            continue
        yield from few_of([place.lacking[name]], mappings)
        yield from exceptions(field, share)


class _Rarely(NamedTuple):
    share: float

    def __call__(self, observations: Iterable[Few], of: Few) -> Iterator[Exceptional]:
        """Yield the observations of at most the share of the articles ``of``."""
        for few in observations:
            if 0 < few.count <= self.share * of.count and few.is_complete:
                yield Exceptional(frozenset(few.articles))
