"""Whether two articles tell of one event, by how alike they are.

Where there is more than a title, what counts is the cosine of title and excerpt, that of the whole
text, and the pairs of neighbouring stems that both have. Of two titles it is the bits that they
share, times their cosine: the part of it that is no accident of long titles. That many bits must
outweigh those that it takes to pick one article out of all that appeared in those days, for so
many could share them by chance.

The thresholds were set on two labelled collections, with and without dates (see
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
PHRASE, MOST_PHRASES = 0.006, 40
"""What a shared phrase adds to the similarity, and how many of them count."""
DAY_BITS = 1.0
"""Bits more for each day between two titles: every day half as many tell of an event, while others
follow it up."""
ONE_PROVIDER = 4.0
"""Bits that two titles of one provider must share beyond those of two: it has series, and seldom
tells of an event twice."""


class Threshold(NamedTuple):
    """The similarity from which two articles tell of one event, by what is known of both."""

    dated: float
    undated: float


THRESHOLDS = {"body": Threshold(0.44, 0.46), "excerpt": Threshold(0.26, 0.29)}
"""By what there is to compare."""
SHORT = {"body": 0.0, "excerpt": 2.4}
"""What short titles and excerpts add to the threshold: this over the root of the bits in the
poorer one, as the spread of a cosine goes."""
HIGHEST = 0.95
"""Similarity from which two heads are the same but for a word that tells nothing."""
TITLE_BITS = Threshold(8.0, 20.0)
"""Bits that two titles must share beyond those that pick one article out of its rivals: words of
one event come together, and without dates events of a kind do."""


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
    head_bits: float
    """What all stems of the poorer head tell."""
    text: float = 0.0
    """Of all there is."""
    phrases: int = 0
    """Pairs of neighbouring stems."""
    rivals: int = 0
    """Articles of the time, which either could be mistaken for."""


class Verdict(NamedTuple):
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


def judge(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> Verdict:
    """Whether two articles tell of one event, which may last ``days``."""
    basis = _basis(one, other)
    apart = days_apart(one, other)
    dated = apart is not None
    veto = _veto(one, other, likeness, days)
    if basis == "title":
        least = TITLE_BITS.dated if dated else TITLE_BITS.undated
        threshold = least + log2(likeness.rivals + PRIOR)
        threshold += ONE_PROVIDER * (one.provider == other.provider != "")
        threshold += DAY_BITS * (apart or 0.0)
        return Verdict(basis, likeness.title * likeness.bits, threshold, veto)
    alike = likeness.head if basis == "excerpt" else (likeness.head + likeness.text) / 2
    score = alike + PHRASE * min(likeness.phrases, MOST_PHRASES)
    threshold = THRESHOLDS[basis].dated if dated else THRESHOLDS[basis].undated
    threshold += SHORT[basis] / max(likeness.head_bits, 1.0) ** 0.5
    return Verdict(basis, score, min(threshold, HIGHEST), veto)


def _basis(one: Sketch, other: Sketch) -> str:
    """What there is to compare."""
    if one.size and other.size:
        return "body"
    # An excerpt that two titles have in common is the site's, not the story's.
    standard = one.excerpt == other.excerpt and one.heading != other.heading
    return "title" if standard or not (one.excerpt and other.excerpt) else "excerpt"


def _veto(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> str:
    """Why two articles cannot tell of one event, or an empty string."""
    apart = days_apart(one, other)
    if apart is not None and apart > days:
        return f"they are {apart:.1f} days apart"
    if likeness.shared < MIN_SHARED or likeness.rare < MIN_RARE:
        return "their titles and excerpts share too few telling words"
    return clash(one, other, likeness.title)
