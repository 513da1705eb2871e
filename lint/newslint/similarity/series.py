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
AGAIN = 30
"""Days after which an equal title is that of another occasion, such as an annual one."""
_PERIODICALS = frozenset(
    "bulletin digest episode issue links newsletter podcast recap roundup weekly week".split()
)


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
        one is of a series, both have the same label before a colon, or they have one title at
        different times."""
        if self.of(one) or self.of(other):
            return True
        mine, its = self._sketches[one], self._sketches[other]
        if mine.heading == its.heading != 0:
            apart = days_apart(mine, its)
            return apart is not None and apart > AGAIN
        label = _label(mine.title)
        return bool(label) and label == _label(its.title) and self._labels[label] >= SEVERAL

    def apart(self, one: int, other: int) -> bool:
        """Return whether one of two articles is of a series of which the other is not."""
        return self.of(one) != self.of(other)

    @cached_property
    def _labels(self) -> Counter[str]:
        titles = {sketch.title for sketch in self._sketches if ": " in sketch.title}
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
            self._names[number] = " ".join(rest)
        return self._names[number]


def _label(title: str) -> str:
    """Return what a title has before its first colon, folded; empty if it has none."""
    label, colon, _ = title.partition(": ")
    return words.folded(label) if colon else ""
