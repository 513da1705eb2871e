"""Find the texts of a collection that an article may repeat, the best match first."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from newslint.similarity.collection import Collection
from newslint.similarity.joined import Joined
from newslint.similarity.samples import WHOLE, Samples

_PERHAPS = 0.4
"""Minimum share, by the samples, of what an article has from its best match for another match to be
possibly as good."""

SOURCES, PART = 3, 0.5
"""Minimum texts of which a digest has parts, and the share of it that a part stays below."""


class Match(NamedTuple):
    """A text that an article may repeat, partly or as a whole."""

    text: int
    """The number of the oldest article with that text."""
    articles: Sequence[int]
    """All articles with that text, the oldest first."""
    repeated: int | None
    """The article for which it is reported, if any."""
    share: float
    """Part of the article's text that is in that one, by the samples of both."""
    its_share: float
    """Part of that text that is in the article's text."""
    is_likely: bool
    """Whether the samples of both share as much as required."""

    def other(self, number: int) -> int:
        """Return the article with that text that a finding about ``number`` names first."""
        if self.repeated is not None:
            return self.repeated
        return self.articles[self.articles[0] == number]


class Matches:
    """The texts of a collection that share something, by the samples of all."""

    def __init__(self, collection: Collection, samples: Samples, threshold: float) -> None:
        self._collection = collection
        self._originals = samples.originals
        self._articles: dict[int, list[int]] = {}
        for number, original in enumerate(samples.originals):
            self._articles.setdefault(original, []).append(number)
        self._near: dict[int, list[tuple[int, float, float, bool]]] = {}
        self._copies: Joined[int] = Joined()
        self._join(samples, threshold)

    def _join(self, samples: Samples, threshold: float) -> None:
        pairs = samples.pairs(self._collection.reported, threshold)
        of_one, of_other = samples.own[pairs.older], samples.own[pairs.newer]
        columns = (
            pairs.older,
            pairs.newer,
            pairs.shared / of_one,
            pairs.shared / of_other,
        )
        for one, other, mine, its in zip(*(c.tolist() for c in columns), strict=True):
            is_likely = max(mine, its) >= threshold
            self._near.setdefault(one, []).append((other, mine, its, is_likely))
            self._near.setdefault(other, []).append((one, its, mine, is_likely))
            if min(mine, its) >= WHOLE:
                self._copies.join(one, other)

    def of(self, number: int) -> list[Match]:
        """Return the texts that ``number`` may repeat, starting with those for which it is
        reported.

        The first is the best match by the samples. Then come those that may be as good, the oldest
        first, and then the rest, the best first.
        """
        original = self._originals[number]
        same = [(original, 1.0, 1.0, True)] if len(self._articles[original]) > 1 else []
        near = self._near.get(original, ())
        if not (same or near):
            return []
        matches = [
            Match(text, articles, self._collection.repeated(number, articles), *measured)
            for text, *measured in (*same, *near)
            for articles in (self._articles[text],)
        ]
        repeated = [match for match in matches if match.repeated is not None]
        others = sorted(match for match in matches if match.repeated is None)
        repeated.sort(key=lambda match: (-match.share, match.other(number)))
        best, rest = repeated[:1], repeated[1:]
        perhaps = [match for match in rest if match.share >= _PERHAPS * best[0].share]
        perhaps.sort(key=lambda match: match.other(number))
        return [*best, *perhaps, *rest[len(perhaps) :], *others]

    def is_digest(self, number: int) -> bool:
        """Return whether an article has parts of several texts that share nothing themselves."""
        copied = {self.first_copy(number)}
        sources: list[set[int]] = []  # for each: what shares text with it
        for text, share, *_ in self._near.get(self._originals[number], ()):
            first = self._copies.first(text)
            if share < PART and first not in copied and not any(text in near for near in sources):
                copied.add(first)
                sources.append({text, *(other for other, *_ in self._near[text])})
        return len(sources) >= SOURCES

    def first_copy(self, number: int) -> int:
        """Return the first of the copies of ``number`` and their copies, perhaps itself."""
        return self._copies.first(self._originals[number])

    @cached_property
    def copied(self) -> dict[int, list[int]]:
        """All articles that are copies of copies of one another, by the first of them."""
        groups: dict[int, list[int]] = {}
        for number in range(len(self._originals)):
            groups.setdefault(self.first_copy(number), []).append(number)
        return groups

    def count(self, number: int, matches: Iterable[Match]) -> int:
        """Return how many other articles share text with ``number``: those of ``matches`` and
        copies of copies."""
        first = self.first_copy(number)
        others = (m for m in matches if self._copies.first(m.text) != first)
        return len(self.copied[first]) - 1 + sum(len(match.articles) for match in others)
