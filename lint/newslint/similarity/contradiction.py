"""What sets two look-alike titles apart: numbers, months, days, the names in one place."""

from functools import lru_cache
from typing import NamedTuple

from newslint.similarity import tokens as words
from newslint.similarity.details import clashing, without_details
from newslint.similarity.sketch import Sketch

TEMPLATE = 0.6
"""Similarity of titles, and share of the words they have in one order, from which they may be two
of a series."""
NAMES = 0.4
"""Similarity of titles from which names are looked for, that stand in place of each other."""
NAME_WORDS = 3
"""Words of a name, at most, that stands in the place of another."""
LONGEST = 500
"""Characters of a title that are looked at for names: what is longer is no title."""
HEADLINE = 0.9
"""Share of words with a capital from which capitals tell no names."""


def of_series(one: Sketch, other: Sketch) -> bool:
    """Whether two titles differ in their `details` and in nothing else."""
    return one.details != other.details and _skeleton(one.title) == _skeleton(other.title)


def _skeleton(title: str) -> list[str]:
    """The words of a title without its details."""
    return without_details(words.words(words.folded(title)))


def clash(one: Sketch, other: Sketch, likeness: float) -> str:
    """How two titles contradict each other, or an empty string.

    In titles of one make (``likeness`` high, or one provider) no name may stand in place of
    another, nor a detail.
    """
    alike = likeness >= TEMPLATE or one.provider == other.provider != ""
    kind = clashing(one.details, other.details, alike=alike)
    if kind:
        return f"their titles name different {kind}"
    names = exchanged(one.title, other.title) if likeness >= NAMES else None
    return f"their titles say the same of {names[0]} and {names[1]}" if names else ""


class _Wording(NamedTuple):
    """A title, word by word."""

    stems: list[int | str]
    """The hash of each stem; words that say nothing stand for themselves."""
    spans: list[tuple[int, int]]
    """Start and end of each word as it is written."""
    capitals: bool
    """Whether nearly all words have a capital or no case, so that capitals tell no names."""


def exchanged(one: str, other: str) -> tuple[str, str] | None:
    """The names or numbers that stand in one place of two titles, or excerpts, of one make.

    None where there are none. A name has a capital. Where every word has one, or the script has
    none, only what a title begins with is taken for a name: further on it may be a verb.
    """
    from difflib import SequenceMatcher

    mine, its = _wording(one), _wording(other)
    found = SequenceMatcher(None, mine.stems, its.stems, autojunk=False).get_opcodes()
    same = sum(end - start for what, start, end, _, _ in found if what == "equal")
    if same < TEMPLATE * max(len(mine.stems), len(its.stems)):
        return None
    for what, start, end, its_start, its_end in found:
        if what != "replace" or max(end - start, its_end - its_start) > NAME_WORDS:
            continue
        if (start or its_start) and (mine.capitals or its.capitals):
            continue
        if one[mine.spans[end - 1][0]].islower() or other[its.spans[its_end - 1][0]].islower():
            continue
        name = one[mine.spans[start][0] : mine.spans[end - 1][1]]
        return name, other[its.spans[its_start][0] : its.spans[its_end - 1][1]]
    return None


@lru_cache(maxsize=10_000)
def _wording(title: str) -> _Wording:
    found = words.spans(title[:LONGEST])
    language = words.language([word for word, _, _ in found])
    stem_of = words.stems_of(language)
    telling = [title[start] for word, start, _ in found if stem_of[word] and not word.isdigit()]
    capitals = sum(not initial.islower() for initial in telling) >= HEADLINE * len(telling)
    stems = [stem_of[word] or word for word, _, _ in found]
    return _Wording(stems, [(start, end) for _, start, end in found], capitals)
