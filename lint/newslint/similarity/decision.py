"""Whether two articles tell of one event, by how alike they are.

Titles tell the bits that they share, times their cosine: the part of it that is no accident of
long titles. That many bits must outweigh those that it takes to pick one article out of all that
appeared in those days, for so many could share them by chance.

Where there is more than a title, what counts is the cosine of title and excerpt, or of the whole
text, and the pairs of neighbouring stems that both have; title and excerpt may be less alike where
the titles tell more than enough, and must be more alike where they tell less.

The thresholds were set on three labelled collections, with and without dates (see
docs/duplicates.md), where they stand on a plateau: a tenth up or down changes precision by less
than .02.
"""

from math import log2
from typing import NamedTuple

from newslint.similarity.contradiction import clash
from newslint.similarity.sketch import Sketch

DAY = 86_400
MIN_SHARED, MIN_RARE = 3, 2
"""Stems that two titles and excerpts must share, and how many of those must be rare."""
PRIOR = 200
"""Articles that are always reckoned with: a small collection is a part of a large one."""
DAY_BITS = 1.0
"""Bits more for each day between two titles: every day half as many tell of an event, while others
follow it up."""
PHRASE, MOST_PHRASES = 0.006, 40
"""What a shared phrase adds to the similarity, and how many of them count."""
BIT, MOST_BITS = 0.01, 10.0
"""What a bit that two titles tell beyond those that they must adds to the similarity of title and
excerpt, or takes from it where it lacks, and how many may add."""


class Threshold(NamedTuple):
    """The similarity from which two articles tell of one event, by what is known of both."""

    dated: float
    undated: float


THRESHOLDS = {"body": Threshold(0.44, 0.46), "excerpt": Threshold(0.40, 0.45)}
"""By what there is to compare."""
TITLE_BITS = Threshold(7.0, 18.0)
"""The same for titles alone: bits that they must share beyond those that pick one article out of
its rivals, for words of one event come together, and without dates events of a kind do."""
ONE_PROVIDER, ONE_PROVIDER_BITS = 0.12, 4.0
"""How much more alike articles of one provider must be: it has series, and seldom tells of an event
twice."""
UNSPACED = 0.7
"""Part of the threshold that is asked for in scripts without spaces: wordings of one event share
fewer pairs of characters than they would words."""
UNLIKE_BODIES = 0.04
"""How much more alike titles and excerpts must be where there are bodies that are less so."""


class Likeness(NamedTuple):
    """How alike two articles are: cosines from 0 to 1, and counts of what they share."""

    title: float
    head: float
    """Of title and excerpt; the beginning of the body stands in for a missing excerpt."""
    shared: int
    """Stems that both heads have and that tell something."""
    rare: int
    bits: float
    """What the stems tell that both titles have."""
    text: float = 0.0
    """Of all there is."""
    phrases: int = 0
    """Pairs of neighbouring stems."""
    rivals: int = 0
    """Articles of the time, which either could be mistaken for."""


class Decision(NamedTuple):
    """Whether two articles tell of one event, and why."""

    basis: str
    """What was compared: "body", "excerpt" or "title"."""
    score: float
    threshold: float
    veto: str
    """Why they cannot be one event however alike they are; empty where nothing speaks against."""

    @property
    def margin(self) -> float:
        """How far above the threshold the articles are, or below, as a part of it; -1 after a
        veto."""
        return -1.0 if self.veto else self.score / self.threshold - 1


def days_apart(one: Sketch, other: Sketch) -> float | None:
    """Days between two articles, None where one has no date."""
    if one.date is None or other.date is None:
        return None
    return abs(one.date - other.date) / DAY


def decide(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> Decision:
    """Whether two articles tell of one event, which may last ``days``: what speaks most for it."""
    veto = _veto(one, other, likeness, days)
    measured = (_measured(basis, one, other, likeness) for basis in _bases(one, other))
    decisions = (Decision(basis, score, least, veto) for basis, score, least in measured)
    return max(decisions, key=lambda decision: decision.score / decision.threshold)


def _bases(one: Sketch, other: Sketch) -> tuple[str, ...]:
    """What there is to compare."""
    bodies = bool(one.size and other.size)
    # An excerpt that two titles have in common is the site's, not the story's.
    standard = one.excerpt == other.excerpt and one.heading != other.heading
    if standard or not ((one.excerpt and other.excerpt) or bodies):
        return ("body",) if bodies else ("title",)
    return ("body", "excerpt") if bodies else ("excerpt",)


def _measured(
    basis: str, one: Sketch, other: Sketch, likeness: Likeness
) -> tuple[str, float, float]:
    """How alike titles, excerpts or bodies are, and how alike they must be."""
    apart = days_apart(one, other)
    one_provider = one.provider == other.provider != ""
    part = UNSPACED if one.unspaced and other.unspaced else 1.0
    told = likeness.title * likeness.bits
    needed = log2(likeness.rivals + PRIOR) + DAY_BITS * (apart or 0.0)
    if basis == "title":
        least = TITLE_BITS.undated if apart is None else TITLE_BITS.dated
        return basis, told, part * (least + needed + ONE_PROVIDER_BITS * one_provider)
    least = THRESHOLDS[basis].undated if apart is None else THRESHOLDS[basis].dated
    least += ONE_PROVIDER * one_provider
    phrases = PHRASE * min(likeness.phrases, MOST_PHRASES)
    if basis == "body":
        return basis, (likeness.head + likeness.text) / 2 + phrases, least
    least += UNLIKE_BODIES * bool(one.size and other.size)
    return basis, likeness.head + phrases + BIT * min(told - needed, MOST_BITS), part * least


def _veto(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> str:
    """Why two articles cannot tell of one event, or an empty string."""
    apart = days_apart(one, other)
    if apart is not None and apart > days:
        return f"they are {apart:.1f} days apart"
    if likeness.shared < MIN_SHARED or likeness.rare < MIN_RARE:
        return "their titles and excerpts share too few distinctive words"
    return clash(one, other, likeness.title)
