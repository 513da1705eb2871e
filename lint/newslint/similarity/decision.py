"""Decide whether two articles are about one event, by their similarity.

Titles carry the bits that they share, multiplied by their cosine: the part that is not an accident
of long titles. These bits must outweigh the bits that it takes to pick one article out of all that
appeared in those days, since that many articles could share them by chance.

With more than a title, the cosine of title and excerpt or of the whole text counts, and the pairs
of neighbouring stems in both. Title and excerpt may be less similar if the titles carry more than
enough bits, and must be more similar if they carry fewer.

The thresholds were set on three labelled collections, with and without dates (see
docs/duplicates-internals.md), where they are on a plateau: changing one by a tenth changes
precision by less than .02.
"""

from math import log2
from typing import NamedTuple

from newslint.similarity.contradiction import clash
from newslint.similarity.sketch import Sketch

DAY = 86_400
MIN_SHARED, MIN_RARE = 3, 2
"""Minimum stems that two titles and excerpts share, and minimum rare ones among them."""
PRIOR = 200
"""Minimum articles to assume: a small collection is part of a larger one."""
DAY_BITS = 1.0
"""Additional bits for each day between two titles: every day half as many articles tell of an
event, while others follow it up."""
FEW = 50
"""Articles without a date are compared if they are so few that hardly any could be confused."""
PHRASE, MOST_PHRASES = 0.006, 40
"""Similarity that a shared phrase adds, and the maximum number of phrases."""
BIT, MOST_BITS = 0.01, 10.0
"""Similarity of title and excerpt that each bit above the required ones adds, or each missing bit
takes away, and the maximum number of bits."""


class Threshold(NamedTuple):
    """The thresholds of similarity for two articles about one event, by what is known of both."""

    dated: float
    undated: float


THRESHOLDS = {"body": Threshold(0.44, 0.46), "excerpt": Threshold(0.40, 0.45)}
"""The thresholds by what is compared."""
TITLE_BITS = Threshold(5.0, 18.0)
"""The thresholds for titles alone: bits to share beyond those that pick one article out of its
rivals. Words about one event occur together, and without dates so do events of a kind."""
ONE_PROVIDER, ONE_PROVIDER_BITS = 0.12, 4.0
"""Additional similarity for articles of one provider, which has series and seldom reports an event
twice."""
UNSPACED = 0.7
"""Part of the threshold for scripts without spaces: descriptions of one event share fewer pairs of
characters than they would share words."""
UNLIKE_BODIES = 0.04
"""Additional similarity for titles and excerpts if there are bodies that are less similar."""


class Likeness(NamedTuple):
    """The similarity of two articles: cosines from 0 to 1, and counts of what they share."""

    title: float
    head: float
    """Of title and excerpt. The beginning of the body replaces a missing excerpt."""
    shared: int
    """Stems with information in both heads."""
    rare: int
    bits: float
    """Information of the stems in both titles."""
    text: float = 0.0
    """Of title, excerpt and body."""
    phrases: int = 0
    """Shared pairs of neighbouring stems."""
    rivals: int = 0
    """Articles of the same days, with which either could be confused."""


class Decision(NamedTuple):
    """Whether two articles are about one event, and why."""

    basis: str
    """What was compared: "body", "excerpt" or "title"."""
    score: float
    threshold: float
    veto: str
    """Why they cannot be about one event however similar they are; empty if nothing contradicts."""

    @property
    def margin(self) -> float:
        """How far the articles are above or below the threshold, relative to it; -1 after a
        veto."""
        return -1.0 if self.veto else self.score / self.threshold - 1


def days_apart(one: Sketch, other: Sketch) -> float | None:
    """Return the days between two articles; None if one has no date."""
    if one.date is None or other.date is None:
        return None
    return abs(one.date - other.date) / DAY


def decide(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> Decision:
    """Return whether two articles are about one event of up to ``days``, by the strongest
    evidence."""
    veto = _veto(one, other, likeness, days)
    measured = (_measured(basis, one, other, likeness) for basis in _bases(one, other))
    decisions = (Decision(basis, score, least, veto) for basis, score, least in measured)
    return max(decisions, key=lambda decision: decision.score / decision.threshold)


def _bases(one: Sketch, other: Sketch) -> tuple[str, ...]:
    """Yield what can be compared."""
    bodies = all(article.size and not article.is_figures for article in (one, other))
    # An excerpt that two titles share belongs to the site, not to the story.
    standard = one.excerpt == other.excerpt and one.heading != other.heading
    if standard or not ((one.excerpt and other.excerpt) or bodies):
        return ("body",) if bodies else ("title",)
    return ("body", "excerpt") if bodies else ("excerpt",)


def _measured(
    basis: str, one: Sketch, other: Sketch, likeness: Likeness
) -> tuple[str, float, float]:
    """Return the similarity of titles, excerpts or bodies, and the required one."""
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


def are_translations(one: Sketch, other: Sketch) -> bool:
    """Return whether two articles are in different languages, at least one of them declared."""
    mine, its = one.language, other.language
    guessed = mine.endswith("?") and its.endswith("?")
    return bool(mine and its) and not guessed and mine.rstrip("?") != its.rstrip("?")


def _veto(one: Sketch, other: Sketch, likeness: Likeness, days: float) -> str:
    """Return why two articles cannot be about one event, or an empty string."""
    apart = days_apart(one, other)
    if apart is None and likeness.rivals > FEW:
        return f"one of them has no date, among more than {FEW} articles"
    if apart is not None and apart > days:
        return f"they are {apart:.1f} days apart"
    if are_translations(one, other):
        return "they are in different languages"
    if likeness.shared < MIN_SHARED or likeness.rare < MIN_RARE:
        return "their titles and excerpts share too few distinctive words"
    return clash(one, other, likeness.title)
