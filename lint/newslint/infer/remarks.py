"""Comments on what a person should decide about a draft: exceptions and what is probably a slip."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from operator import itemgetter

from newslint.infer.observe import Few, Place, Value
from newslint.infer.vocabulary import (
    MAX_NEW,
    MIN_ARTICLES,
    MIN_FORMATTED,
    MIN_REPEATS,
    chance_of_new,
    format_of,
    has_data_names,
    scale,
    vocabulary,
)
from newslint.suggest import misspelt
from newslint.text import quote

Names = Callable[[int], str]
"""Returns the path of an article by its number."""

FEW = 0.1
"""Maximum share of articles that are exceptions rather than a habit."""
RARE = 0.01
"""Maximum share of articles with a field that may be a slip."""
_SHOWN = 2
_MAX_ENUM = 0.1
"""Maximum chance of a new value at which a person may still want a list of the values."""
_NUMBERS = frozenset({"integer", "number"})
_WORDS = {"": "NaN or infinity", "null": "empty", "array": "list", "object": "mapping"}


def of_field(
    place: Place, name: str, names: Names, known: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Yield comments on how often mappings at ``place`` have the field ``name``.

    The names ``known`` are no slips.
    """
    having, lacking = place.fields[name].seen, place.lacking[name]
    mappings = place.kinds["object"].count
    if 0 < lacking.count <= max(1, FEW * mappings) < mappings:
        yield f"required? not in {_these(lacking, names)}"
    if name in known:
        return
    meant = meant_name(place, name, known)
    may_be_slip = meant is not None and having.count <= max(1, FEW * mappings)
    if may_be_slip or is_rare(having.count, mappings):
        guess = f", did you mean {quote(meant)}?" if meant else ""
        yield f"only in {_these(having, names)}{guess}"


def is_rare(having: int, mappings: int) -> bool:
    """Return whether so few mappings have a field that it may be a slip."""
    return mappings >= MIN_ARTICLES and having <= max(1, RARE * mappings)


def meant_name(place: Place, name: str, known: frozenset[str] = frozenset()) -> str | None:
    """Return the field that ``name`` may be a typo of, or None: a more frequent one at ``place``,
    or one that is ``known``."""
    count = place.fields[name].seen.count
    others = [one for one, field in place.fields.items() if field.seen.count > count]
    return misspelt(name, [*others, *sorted(known)])


def of_values(place: Place, names: Names) -> Iterator[str]:
    """Yield comments on the values at ``place``."""
    yield from _of_kinds(place, names)
    if "" in place.kinds:
        return
    words = vocabulary(place)
    if words is not None:
        yield from _of_vocabulary(place, words, names)
    elif format_of(place) is not None:
        pass
    elif place.values and len(place.values) == 1 and place.seen.count >= MIN_FORMATTED:
        ((_, value),) = place.values
        yield f"always {quote(value)}"
    elif place.values and place.kinds.keys() <= {"string", "null"}:
        yield from _of_repeated(place.values)
    if "string" in place.kinds and words is None:
        yield from _of_texts(place, names)
    if place.range is not None and place.seen.count >= MIN_ARTICLES and scale(place) is None:
        low, high = place.range
        if low != high:
            yield f"from {quote(low)} to {quote(high)} so far"
    if "array" in place.kinds and place.items is None:
        yield "the list is always empty"
    if "object" in place.kinds and has_data_names(place):
        yield f"any name is allowed here: {len(place.fields):,} different ones so far"
    elif place.others is not None:
        yield "any name is allowed here: there are too many"


def _of_kinds(place: Place, names: Names) -> Iterator[str]:
    """Yield a comment if there are several types, or none to speak of."""
    if place.kinds.keys() == {"null"}:
        yield "always empty"
    if place.kinds.keys() <= _NUMBERS or (len(place.kinds) < 2 and "" not in place.kinds):
        return
    usual, *rest = sorted(place.kinds.items(), key=lambda item: -item[1].count)
    parts = [f"{_WORDS.get(kind, kind)} in {_these(few, names)}" for kind, few in rest]
    yield ", ".join((f"{_WORDS.get(usual[0], usual[0])} in {_articles(usual[1])}", *parts))


def _of_vocabulary(place: Place, words: list[Value], names: Names) -> Iterator[str]:
    values = place.values or {}
    for word in words:
        meant = meant_value(values, word)
        if meant is not None:
            few = values[word]
            yield f"{quote(word[1])} in {_these(few, names)}, did you mean {quote(meant)}?"
        elif values[word].count == 1:
            yield f"{quote(word[1])} only in {_these(values[word], names)}"


def meant_value(values: dict[Value, Few], value: Value) -> str | None:
    """Return the more frequent text that ``value`` may be a typo of, or None."""
    kind, text = value
    if kind != "string" or not isinstance(text, str):
        return None
    count = values[value].count
    others = [one for (_, one), few in values.items() if isinstance(one, str) and few.count > count]
    if text.strip() != text and text.strip() in others:
        return text.strip()
    return misspelt(text, others)


def _of_repeated(values: dict[Value, Few]) -> Iterator[str]:
    """Yield a comment on values that are nearly a vocabulary."""
    counts = [few.count for few in values.values()]
    new = chance_of_new(values.values())
    if sum(counts) >= MIN_REPEATS * len(counts) and MAX_NEW < new <= _MAX_ENUM:
        yield f"an enum? {len(counts)} values so far, {counts.count(1)} of them once"


def _of_texts(place: Place, names: Names) -> Iterator[str]:
    texts = place.kinds["string"].count
    if 0 < place.blank.count <= FEW * texts:
        yield f"empty text in {_these(place.blank, names)}"
    found = format_of(place)
    nearly = [
        (unlike.count, name)
        for name, unlike in takewhile(lambda item: item[0] != found, place.unlike.items())
        if unlike.is_complete and unlike.count <= FEW * texts and texts >= MIN_ARTICLES
    ]
    if nearly:
        _, name = min(nearly, key=itemgetter(0))
        yield f"{name} except in {_these(place.unlike[name], names)}"


def _these(few: Few, names: Names) -> str:
    """Return the number of articles with the first paths: ``3 articles (a.md, b.md, …)``."""
    shown = [names(article) for article in few.articles[:_SHOWN]]
    if few.count == 1:
        return shown[0]
    more = ["…"] if few.count > len(shown) else []
    return f"{_articles(few)} ({', '.join((*shown, *more))})"


def _articles(few: Few) -> str:
    return "1 article" if few.count == 1 else f"{few.count:,} articles"
