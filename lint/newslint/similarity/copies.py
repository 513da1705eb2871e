"""Find the articles from which an article has its text, by comparing the texts."""

from collections.abc import Sequence
from heapq import merge
from itertools import chain
from typing import Any, NamedTuple

from newslint.rule import Corpus
from newslint.similarity.collection import MOST_RELATED, Collection, Texts, related, samples
from newslint.similarity.contradiction import of_series
from newslint.similarity.decision import are_translations
from newslint.similarity.matches import Match, Matches
from newslint.similarity.overlap import Overlap
from newslint.similarity.series import Series

MIN_SHINGLES = 16
"""Minimum shared shingles (of five words) for a copy; a shorter passage may be a quotation."""
SUBSTANTIAL = 60
"""Minimum words that a text shares with another one which is not nearly the same."""
COPY = 0.9
"""Share from which two reports of a series are copies, and share of each of two texts from which
they are the same."""
AS_MUCH = 0.6
"""Minimum share of what an article has from its best match for another match to count as a copy as
well. An editor who changes a few words does not lose more."""


class Copied(NamedTuple):
    """The copies that a finding about an article names."""

    others: list[int]
    """Some of the copied articles, the best match first; of several copies of one text, the
    oldest."""
    total: int
    """The number of copied articles."""
    shared: Overlap
    """What the article shares with the first one."""
    same: list[int]
    """Articles that are in one group with it."""
    first: int | None
    """The first of its copies and their copies, which are in the group as well; None if it is not
    sure that all of them are."""


class _Pair(NamedTuple):
    match: Match
    other: int
    shared: Overlap


class Copies:
    """Finds the articles of a collection that are copies, partly or as a whole."""

    def __init__(
        self, corpus: Corpus[tuple[Any, ...]], share: float, *, translations: bool = False
    ) -> None:
        """``share`` is the part of the shorter text that must be in the longer one. Articles in
        different languages are copies if these are to be ``translations``, and otherwise not."""
        self._translations = translations
        self._share = share
        self._sketches = corpus.shared(Collection).sketches
        self._texts = corpus.shared(Texts)
        self._matches = Matches(corpus.shared(Collection), corpus.shared(samples), share)
        self._series = Series(self._sketches)
        self._forms: dict[int, float] = {}

    def of(self, number: int) -> Copied | None:
        """Return the copies for an article to report, or None."""
        matches = self._matches.of(number)
        if not matches:
            return None
        pairs, is_sure = self._verified(number, matches)
        repeated = [pair for pair in pairs if pair.match.repeated is not None]
        if not repeated:
            return None
        least = AS_MUCH * max(pair.shared.shares[0] for pair in repeated)
        first = min((p for p in repeated if p.shared.shares[0] >= least), key=lambda p: p.other)
        verified = [pair.match for pair in pairs]
        if is_sure:
            likely = [match for match in matches if match.is_likely or match in verified]
            count = self._matches.count(number, likely)
            first_copy: int | None = self._matches.first_copy(number)
        else:
            count = len({number, *chain(*(match.articles for match in verified))}) - 1
            likely, first_copy = verified, None
        others = merge(*(match.articles for match in verified))
        same = [match.text for match in likely]
        return Copied(related(first.other, number, others), count, first.shared, same, first_copy)

    def copied(self, first: int) -> list[int]:
        """Return all articles that are copies of copies of ``first``."""
        return self._matches.copied[first]

    def _verified(self, number: int, matches: Sequence[Match]) -> tuple[list[_Pair], bool]:
        """Return as many of the matches as are named and confirmed by their texts, and whether
        nothing contradicts the others."""
        form = self._form(number)
        pairs: list[_Pair] = []
        is_sure = True
        for match in matches:
            if len(pairs) == MOST_RELATED or (match.repeated is None and not pairs):
                break
            other = match.other(number)
            shared = self._overlap(number, other)
            if shared is None or not self._is_enough(number, other, shared):
                is_sure = False
            elif shared.containment < COPY and self._texts.of_one_form(number, other):
                form, is_sure = max(form, match.share), False
            else:
                pairs.append(_Pair(match, other, shared))
        certain = [
            pair
            for pair in pairs
            if pair.shared.containment >= COPY
            or (pair.match.share > form and pair.match.its_share > self._form(pair.other))
        ]
        return certain, is_sure and len(certain) == len(pairs)

    def _overlap(self, number: int, other: int) -> Overlap | None:
        """Return what two texts share, unless their languages exclude them."""
        if are_translations(self._sketches[number], self._sketches[other]) != self._translations:
            return None
        return self._texts.overlap(number, other)

    def _is_of_series(self, number: int, other: int, shared: Overlap) -> bool:
        """Return whether two texts share what the issues of a series share, or quote."""
        if min(shared.shares) >= COPY:
            return of_series(self._sketches[number], self._sketches[other]) and (
                self._texts.of_one_form(number, other)
            )
        return (
            self._series.have_one_frame(number, other)
            or self._matches.is_digest(number)
            or self._matches.is_digest(other)
        )

    def _is_enough(self, number: int, other: int, shared: Overlap) -> bool:
        """Return whether two texts share so much that one may be a copy of the other."""
        if self._is_of_series(number, other, shared):
            return False
        text = self._texts[number]
        if text and self._sketches[number].text == self._sketches[other].text:
            return len(text.each) >= MIN_SHINGLES  # be they the same over and over
        if shared.shingles < MIN_SHINGLES or shared.containment < self._share:
            return False
        return min(shared.shares) >= COPY or shared.words >= SUBSTANTIAL

    def _form(self, number: int) -> float:
        """Return the part of a text that is the form of its series: what it shares with an article
        whose title differs only in details."""
        if number not in self._forms:
            mine = self._sketches[number]
            self._forms[number] = max(
                (
                    match.share
                    for match in self._matches.of(number)
                    if of_series(mine, self._sketches[match.other(number)])
                ),
                default=0.0,
            )
        return self._forms[number]
