"""Recognise the issues of a series: weekly columns, newsletters, releases, annual notices.

Their titles differ only in details such as numbers and dates. What they share with one another is a
common frame, and what they share with other articles they quote.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from newslint.similarity import tokens as words
from newslint.similarity.decision import days_apart
from newslint.similarity.details import without_details
from newslint.similarity.sketch import Sketch

SEVERAL = 3
"""Minimum articles whose titles differ only in details."""
MOST_WORDS = 6
"""Maximum words of the title of a periodical, without details."""
AGAIN, ALIKE = 30, 0.6
"""Days after which nearly the same title is that of another occasion, such as an annual one, and
the share of their words that two such titles have in common."""
_PERIODICALS = frozenset(
    "bulletin digest episode issue links newsletter podcast recap roundup weekly week".split()
)
_DATELINE = frozenset("am at by est gmt last on pm posted published updated utc".split())


class Series:
    """The series that the articles of a collection belong to, by number."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self._sketches = sketches
        self._names: dict[int, str] = {}

    def of(self, number: int) -> str:
        """Return the name of the series of an article, or an empty string."""
        name = self._name(number)
        if not name or self._issues[name] >= SEVERAL:
            return name
        rest = name.split()
        return name if len(rest) <= MOST_WORDS and not _PERIODICALS.isdisjoint(rest) else ""

    def have_one_frame(self, one: int, other: int) -> bool:
        """Return whether two articles may share text only because such articles have one frame:
        one is of a series, both begin with the same label, or they have nearly one title at
        different times."""
        if self.of(one) or self.of(other) or self._have_one_label(one, other):
            return True
        mine, its = self._sketches[one], self._sketches[other]
        apart = days_apart(mine, its)
        return apart is not None and apart > AGAIN and _alike(mine.title, its.title) >= ALIKE

    def apart(self, one: int, other: int) -> bool:
        """Return whether two articles are no reports on one event: one is of a series of which the
        other is not, or one outlet has put its label before both titles."""
        if self.of(one) != self.of(other):
            return True
        mine, its = self._sketches[one], self._sketches[other]
        return mine.provider == its.provider and self._have_one_label(one, other)

    def _have_one_label(self, one: int, other: int) -> bool:
        """Return whether two different titles begin with a label that several have."""
        titles = [words.folded(self._sketches[number].title) for number in (one, other)]
        labels = [label for label in map(_label, titles) if self._labels[label] >= SEVERAL]
        return titles[0] != titles[1] and any(
            label and all(title.startswith(label) for title in titles) for label in labels
        )

    @cached_property
    def _labels(self) -> Counter[str]:
        titles = {words.folded(one.title) for one in self._sketches if ": " in one.title}
        return Counter(map(_label, titles))

    @cached_property
    def _issues(self) -> Counter[str]:
        sketches = enumerate(self._sketches)
        issues = {(self._name(number), sketch.details) for number, sketch in sketches}
        return Counter(name for name, _ in issues)

    def _name(self, number: int) -> str:
        """Return the words of a title without its details; empty if it has no details."""
        if number not in self._names:
            sketch = self._sketches[number]
            rest = (
                without_details(words.words(words.folded(sketch.title))) if sketch.details else ()
            )
            self._names[number] = "" if _DATELINE.issuperset(rest) else " ".join(rest)
        return self._names[number]


def _label(title: str) -> str:
    """Return what a title has before its first colon; empty if it has none."""
    label, colon, _ = title.partition(": ")
    return label if colon else ""


def _alike(one: str, other: str) -> float:
    """Return the share of the words of two titles that are in both (Jaccard)."""
    mine, its = (set(words.words(words.folded(title))) for title in (one, other))
    return len(mine & its) / max(len(mine | its), 1)
