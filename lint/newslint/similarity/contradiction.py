"""Find contradictions between similar titles: numbers, months, days, names in the same place."""

from functools import lru_cache
from typing import NamedTuple

from newslint.pattern import pattern
from newslint.similarity import tokens as words
from newslint.similarity.details import clashing, without_details
from newslint.similarity.sketch import Sketch

TEMPLATE = 0.6
"""Minimum similarity of titles, and share of words in the same order, for two titles of a
series."""
LABEL = 0.4
"""The same share for labels, such as the titles of tables."""
NAME_WORDS = 3
"""Maximum words of a name that replaces another one."""
LONGEST = 500
"""Maximum characters of a title to search for names; a longer text is not a title."""
LABEL_WORDS = 3
"""Maximum words of a label before a title."""
HEADLINE = 0.9
"""Share of capitalised words from which capitals do not identify names."""
_NAME = pattern(r"\w+")
_RISES, _FALLS = "rises", "falls"
_DIRECTIONS = {
    word: direction
    for direction, names in (
        (
            _RISES,
            "up higher rise rises rose gain gains gained climb climbs climbed jump jumps jumped "
            "soar soars soared surge surges surged rally rallies rallied increase increases "
            "increased grow grows grew firm firms firmed advance advances advanced strengthens "
            "steigt steigen höher hausse monte montent sube suben sale salgono stijgt stijgen",
        ),
        (
            _FALLS,
            "down lower fall falls fell drop drops dropped decline declines declined slide "
            "slides slid slip slips slipped sink sinks sank plunge plunges plunged tumble "
            "tumbles tumbled decrease decreases decreased shrink shrinks shrank weakens ease "
            "eases eased sinkt sinken fällt fallen tiefer baisse baissent baja bajan scende "
            "scendono daalt dalen",
        ),
    )
    for word in names.split()
}
"""Words that say that something rises or falls."""


def of_series(one: Sketch, other: Sketch) -> bool:
    """Return whether two titles differ only in their `details`. Mere dates are no titles."""
    if one.details == other.details:
        return False
    skeleton = _skeleton(one.title)
    return bool(skeleton) and skeleton == _skeleton(other.title)


def _skeleton(title: str) -> list[str]:
    """Return the words of a title without its details."""
    return without_details(words.words(words.folded(title)))


def clash(one: Sketch, other: Sketch, likeness: float) -> str:
    """Return how two titles contradict each other, or an empty string.

    In titles of the same form (``likeness`` high, one provider, or no difference but details) no
    name and no detail may replace another one.
    """
    alike = likeness >= TEMPLATE or one.provider == other.provider
    kind = clashing(one.details, other.details, alike=alike, series=of_series(one, other))
    if kind:
        return f"their titles name different {kind}"
    if opposed(one.title, other.title):
        return "their titles say that the same rises and falls"
    labels = one.is_figures and other.is_figures
    names = exchanged(one.title, other.title, labels=labels)
    if names:
        return f"their titles say the same of {names[0]} and {names[1]}"
    return "only the label of their titles is the same" if _share_label(one, other) else ""


def _share_label(one: Sketch, other: Sketch) -> bool:
    """Return whether two titles have one label before a colon, and nothing in common after it."""
    mine, its = (title.partition(": ") for title in (one.title, other.title))
    if not mine[2] or words.folded(mine[0]) != words.folded(its[0]):
        return False
    stems, its_stems = (
        {stem for stem in _wording(rest).stems if isinstance(stem, int)}
        for rest in (mine[2], its[2])
    )
    return not stems & its_stems


class _Wording(NamedTuple):
    """A title, word by word."""

    stems: list[int | str]
    """The hash of each stem; words without information stand for themselves."""
    spans: list[tuple[int, int]]
    """Start and end of each word in the original text."""
    capitals: bool
    """Whether nearly all words are capitalised or have no case, so that capitals do not identify
    names."""
    directions: list[str]
    """For each word, whether it says that something rises or falls; empty for others."""


def exchanged(one: str, other: str, *, labels: bool = False) -> tuple[str, str] | None:
    """Return the names or numbers in the same place of two titles or excerpts of the same form.

    Return None if there are none. A name is capitalised. If every word is, or the script has no
    case, only the beginning of a title counts as a name; a later word may be a verb, except in
    ``labels``, such as the titles of tables.
    """
    one, other = _without_label(one, other), _without_label(other, one)
    mine, its = _wording(one), _wording(other)
    for what, start, end, its_start, its_end in _differences(
        mine, its, LABEL if labels else TEMPLATE
    ):
        if what != "replace" or max(end - start, its_end - its_start) > NAME_WORDS:
            continue
        if (start or its_start) and (mine.capitals or its.capitals) and not labels:
            continue
        if one[mine.spans[end - 1][0]].islower() or other[its.spans[its_end - 1][0]].islower():
            continue
        name = one[mine.spans[start][0] : mine.spans[end - 1][1]]
        its_name = other[its.spans[its_start][0] : its.spans[its_end - 1][1]]
        if not _are_one(name, its_name):
            return name, its_name
    return None


def opposed(one: str, other: str) -> bool:
    """Return whether two titles of the same form say in the same place that something rises and
    that it falls."""
    mine, its = _wording(one), _wording(other)
    if not (any(mine.directions) and any(its.directions)):
        return False
    return any(
        what == "replace"
        and {"".join(mine.directions[start:end]), "".join(its.directions[its_start:its_end])}
        == {_RISES, _FALLS}
        for what, start, end, its_start, its_end in _differences(mine, its, LABEL)
    )


def _differences(
    mine: "_Wording", its: "_Wording", least: float
) -> list[tuple[str, int, int, int, int]]:
    """Return the steps from one title to another one, as difflib's opcodes; none if less than the
    share ``least`` of their words is the same."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, mine.stems, its.stems, autojunk=False).get_opcodes()
    same = sum(end - start for what, start, end, _, _ in steps if what == "equal")
    return [*steps] if same >= least * max(len(mine.stems), len(its.stems)) else []


def _without_label(title: str, other: str) -> str:
    """Return ``title`` without a label, such as "Business update: …", if ``other`` has none."""
    label, colon, rest = title.partition(": ")
    is_label = colon and ":" not in other and len(label.split()) <= LABEL_WORDS
    return rest if is_label else title


def _are_one(one: str, other: str) -> bool:
    """Return whether two names may be one: in another spelling (U.S. and US), as initials (GM and
    General Motors), or in part (Motors and General Motors)."""
    mine, its = (_NAME.findall(name.casefold().replace(".", "")) for name in (one, other))
    if "".join(mine) == "".join(its) or set(mine) <= set(its) or set(its) <= set(mine):
        return True
    return any(
        len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)
        for short, long in ((mine, its), (its, mine))
    )


@lru_cache(maxsize=10_000)
def _wording(title: str) -> _Wording:
    spans = words.spans(title[:LONGEST])
    language = words.language([word for word, _, _ in spans])
    stem_of = words.stems_of(language)
    telling = [title[start] for word, start, _ in spans if stem_of[word] and not word.isdigit()]
    capitals = sum(not initial.islower() for initial in telling) >= HEADLINE * len(telling)
    stems = [stem_of[word] or word for word, _, _ in spans]
    directions = [_DIRECTIONS.get(word, "") for word, _, _ in spans]
    return _Wording(stems, [(start, end) for _, start, end in spans], capitals, directions)
