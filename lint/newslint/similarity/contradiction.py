"""What sets two look-alike titles apart: numbers, months, days, the names in one place."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newslint.pattern import pattern
from newslint.similarity import words

if TYPE_CHECKING:
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
HEADLINE = 0.8
"""Share of words with a capital from which capitals tell no names."""

_NUMBER = pattern(r"\d+(?:[.,:]\d+)*")
_KINDS = {
    "months": (
        "january jan januar janvier enero gennaio janeiro januari",
        "february feb februar février febrero febbraio fevereiro februari",
        "march mar märz mars marzo março maart",
        "april apr avril abril aprile",
        "may mai mayo maggio maio mei maj",
        "june jun juni juin junio giugno junho",
        "july jul juli juillet julio luglio julho",
        "august aug août agosto augustus augusti",
        "september sep sept septembre septiembre settembre setembro",
        "october oct oktober octobre octubre ottobre outubro",
        "november nov novembre noviembre",
        "december dec dezember décembre diciembre dicembre dezembro",
    ),
    "days of the week": (
        "monday montag lundi lunes lunedì maandag",
        "tuesday dienstag mardi martes martedì dinsdag",
        "wednesday mittwoch mercredi miércoles mercoledì woensdag",
        "thursday donnerstag jeudi jueves giovedì donderdag",
        "friday freitag vendredi viernes venerdì vrijdag",
        "saturday samstag samedi sábado sabato zaterdag",
        "sunday sonntag dimanche domingo domenica zondag",
    ),
    "seasons": (
        "spring frühling frühjahr printemps primavera lente",
        "summer sommer été verano estate verão zomer",
        "autumn herbst automne otoño autunno outono herfst",
        "winter hiver invierno inverno",
    ),
    "times of the day": (
        "morning morgen matin mañana mattina manhã ochtend",
        "evening abend soir tarde sera noite avond",
    ),
}
_MARKS = "cdef"
"""The first letter of a detail that is a word, by the order of `_KINDS`; numbers have none."""
_MEANING = {
    name: f"{mark}{number}"
    for mark, meanings in zip(_MARKS, _KINDS.values(), strict=True)
    for number, names in enumerate(meanings)
    for name in names.split()
}
_AMBIGUOUS = frozenset({_MEANING["march"], _MEANING["may"]})
"""Months that are other words, too."""


def details(text: str, title: list[str]) -> str:
    """The numbers, months, weekdays, seasons and editions in a folded title, given its words."""
    found = {_MEANING[word] for word in title if word in _MEANING}
    found.update(_NUMBER.findall(text))
    return " ".join(sorted(found))


def of_series(one: "Sketch", other: "Sketch") -> bool:
    """Whether two titles differ in their `details` and in nothing else."""
    return one.details != other.details and _skeleton(one.title) == _skeleton(other.title)


def _skeleton(title: str) -> list[str]:
    """The words of a title without its details."""
    found = words.words(words.folded(title))
    return [word for word in found if word not in _MEANING and not word.isdigit()]


def clash(one: "Sketch", other: "Sketch", likeness: float) -> str:
    """How two titles contradict each other, or an empty string.

    In titles of one make (``likeness`` high, or one provider) no detail may stand in place of
    another, nor a name. Titles worded in different ways may each cite their own details, but for
    months.
    """
    alike = likeness >= TEMPLATE or one.provider == other.provider != ""
    mine, its = one.details.split(), other.details.split()
    for kind, mark in zip((*_KINDS, "numbers"), (*_MARKS, ""), strict=True):
        a, b = (_of_kind(mark, found) for found in (mine, its))
        differ = kind == "months" and a and b and not a & b and not (a | b) & _AMBIGUOUS
        if differ or (alike and a - b and b - a):
            return f"their titles name different {kind}"
    names = exchanged(one.title, other.title) if likeness >= NAMES else None
    return f"their titles say the same of {names[0]} and {names[1]}" if names else ""


def _of_kind(mark: str, found: list[str]) -> set[str]:
    return {detail for detail in found if (detail[0] if detail[0] in _MARKS else "") == mark}


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
