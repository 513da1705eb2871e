"""Find articles about one event, by what they say and when.

Two articles are compared by the stems they share (see `newslint.similarity.heads`).
`newslint.similarity.decision` has the thresholds. Groups grow by average linkage: chains of pairs
alone would connect different events.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity.background import rarity
from newslint.similarity.decision import DAY, FEW, MIN_RARE, MIN_SHARED, Decision, Likeness, decide
from newslint.similarity.features import COUNT_STEP
from newslint.similarity.heads import CROWD, RARE_BITS, Heads
from newslint.similarity.rows import Rows, counted
from newslint.similarity.series import Series
from newslint.similarity.sketch import DAY_KEY, UNDATED, Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

KEYS = 10
"""Maximum rare stems of title and excerpt that lead to other articles."""
REACH = 48
"""Articles with the same stem, the next in time, that an article is compared with in a run that
reports on all of them."""
LEAST_HEAD = 0.15
"""Minimum similarity of title and excerpt for a closer comparison."""
MAX_DAYS = 366.0
"""Maximum days of an event; the work grows with them."""
FORM, BRIEF = 0.05, 160
"""Minimum share of the sampled shingles for two bodies of one form, and shingles below which the
sample is too small to tell."""


class Margins(NamedTuple):
    """How far below the threshold, relative to it, pairs between two groups may be for the groups
    to be one."""

    mean: float
    least: float


SMALL_COLLECTION, LARGE_COLLECTION = Margins(-0.19, -0.48), Margins(-0.06, -0.3)
"""The margins in a collection of 50 articles or fewer, where few could be confused, and of 1000 or
more."""
CORE = 16
"""Articles of a group, those that joined first, that others are compared with."""
MOST = 500
"""Maximum articles of a group: all of its pairs are measured, since none may contradict another."""
LEADERS = 4
"""Maximum articles that represent a crowd of copies; several, because headlines may contradict one
another."""
AS_CLOSE = 2 / 3
"""Minimum part of the similarity of its best match for another match to be as good."""
_CHUNK = 50_000  # pairs measured at once
_AFFORDABLE = 5_000_000  # articles with the same stem to compare with the reported ones


class Stories:
    """The articles of a collection, the oldest first, prepared for comparisons."""

    def __init__(
        self,
        sketches: Sequence[Sketch],
        days: float,
        heads: Heads | None = None,
        of_one_form: Callable[[int, int], bool] = lambda _one, _other: False,
        copies: "Array | None" = None,
    ) -> None:
        """``of_one_form`` tells whether the bodies of two articles differ only in facts; ``copies``
        holds for each article the number of the one that it is a copy of, or its own."""
        import numpy as np

        self.sketches = sketches
        self.days = min(max(days, 0.0), MAX_DAYS)
        self._of_one_form = of_one_form
        self._series = Series(sketches)
        self._copies = np.arange(len(sketches)) if copies is None else copies
        self._heads = Heads(sketches, copies=copies) if heads is None else heads
        heads = self._heads
        unspaced = np.array([sketch.unspaced for sketch in sketches], bool)
        self._worth = heads.worths(unspaced)
        self._head = heads.rows.unit(heads.weights)
        self._title = heads.rows.unit(heads.weights * heads.in_title)
        self._rivals = self._count_rivals()
        self._allowed = _allowed(heads.articles)
        self._margins: dict[tuple[int, int], float] = {}
        self._forms: dict[tuple[int, int], bool] = {}
        self._partners: dict[int, list[int]] | None = None

    def _count_rivals(self) -> "Array":
        """Return with how many articles each one could be confused: all that appeared in those
        days."""
        import numpy as np

        days, holders = self._heads.days, self._heads.holders
        around = range(-ceil(self.days), ceil(self.days) + 1)
        near = sum(holders(DAY_KEY, days + step) for step in around)
        near += holders(DAY_KEY, np.array([UNDATED]))
        return np.where(days == UNDATED, self._heads.articles, near)

    def groups(self, reported: "Flags") -> list[list[int]]:
        """Return the articles of each story that more than one tells, at least one of them
        reported."""
        import numpy as np

        leaders = np.arange(len(self.sketches))
        if reported.all():
            for follower, leader in self._followers():
                leaders[follower] = leader
        pairs = self._candidates(reported, leaders == np.arange(len(leaders)))
        strong = []
        for start in range(0, len(pairs), _CHUNK):
            chunk = pairs[start : start + _CHUNK]
            for (a, b), decision in zip(chunk.tolist(), self._measured(chunk), strict=True):
                if decision and decision.margin >= 0:
                    self._margins[a, b] = decision.margin
                    strong.append((-decision.margin, a, b))
        group_of = self._joined([(a, b) for _, a, b in sorted(strong)])
        for follower in np.flatnonzero(leaders != np.arange(len(leaders))).tolist():
            leader = int(leaders[follower])
            group = group_of.setdefault(leader, [leader])
            if self._agree(group, [follower]):
                group.append(follower)
        distinct = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
        return sorted(distinct.values())

    def attached(self, groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Yield the articles that `groups` left alone although they are similar to a member of a
        group, each with the most similar one, as pairs (a < b)."""
        grouped = {number for group in groups for number in group}
        best: dict[int, tuple[float, int]] = {}
        for (a, b), margin in self._margins.items():
            if margin >= 0 and (a in grouped) != (b in grouped):
                alone, other = (b, a) if a in grouped else (a, b)
                best[alone] = min(best.get(alone, (0.0, other)), (-margin, other))
        for number in sorted(best):
            other = best[number][1]
            pair = min(number, other), max(number, other)
            if self._margin(pair) >= 0:
                yield pair

    def _joined(self, pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
        """Return groups by average linkage over pairs, the surest pairs first."""
        group_of: dict[int, list[int]] = {}
        apart: set[tuple[int, ...]] = set()  # groups at the time when they did not match
        for a, b in pairs:
            one, other = group_of.setdefault(a, [a]), group_of.setdefault(b, [b])
            key = one[0], len(one[:CORE]), other[0], len(other[:CORE])
            if one is other or key in apart or self._margin((a, b)) < 0:
                continue
            if not self._belong(one, other):
                apart.add(key)
                continue
            if len(one) < len(other):
                one, other = other, one
            one += other
            for member in other:
                group_of[member] = one
        return group_of

    def _belong(self, one: list[int], other: list[int]) -> bool:
        """Return whether two groups are about one event, by all pairs of the surest members of
        both."""
        pairs = [(min(a, b), max(a, b)) for a in one[:CORE] for b in other[:CORE]]
        self.measure(pairs)
        margins = [self._margin(pair) for pair in pairs]
        mean = sum(margins) / len(margins)
        likely = min(margins) >= self._allowed.least and mean >= self._allowed.mean
        return likely and self._agree(one, other)

    def _agree(self, one: list[int], other: list[int]) -> bool:
        """Return whether no article of a group contradicts one of another, by all but the form of
        their texts, and they are no more than `MOST`."""
        if len(one) + len(other) > MOST:
            return False
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        self.measure(pairs)
        return all(self._margins[pair] > -1.0 for pair in pairs)

    def measure(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Measure the similarity of pairs of articles (a < b), whatever the form of their texts."""
        import numpy as np

        unknown = [pair for pair in pairs if pair not in self._margins]
        for start in range(0, len(unknown), _CHUNK):
            chunk = unknown[start : start + _CHUNK]
            rows = np.array(chunk, np.int64).reshape(-1, 2)
            for pair, decision in zip(chunk, self._measured(rows, least=0.0), strict=True):
                self._margins[pair] = decision.margin if decision else -1.0

    def _margin(self, pair: tuple[int, int]) -> float:
        """Return the margin of a measured pair. Texts are read only if it matters."""
        margin = self._margins[pair]
        return -1.0 if margin >= 0 and self._is_form(*pair) else margin

    def _followers(self) -> Iterator[tuple[int, int]]:
        """Return copies in large crowds, each with the article that represents the crowd."""
        crowds = [crowd for crowd in self._crowds() if len(crowd) > CROWD]
        for _ in range(LEADERS):
            pairs = [(crowd[0], number) for crowd in crowds for number in crowd[1:]]
            self.measure(pairs)
            yield from (pair[::-1] for pair in pairs if self._margin(pair) >= 0)
            rest = ([n for n in crowd[1:] if self._margin((crowd[0], n)) < 0] for crowd in crowds)
            crowds = [crowd for crowd in rest if len(crowd) > CROWD]

    def _crowds(self) -> Iterator[list[int]]:
        """Return copies of one text that are within the days of an event from the first of them."""
        sets: dict[int, list[int]] = {}
        for number, original in enumerate(self._copies.tolist()):
            sets.setdefault(original, []).append(number)
        for numbers in sets.values():
            crowd: list[int] = []
            for number in numbers:
                if crowd and not self._is_near(crowd[0], number):
                    yield crowd
                    crowd = []
                crowd.append(number)
            yield crowd

    def _is_near(self, one: int, other: int) -> bool:
        """Return whether two articles are within the days of an event, or both are without a
        date."""
        first, date = self.sketches[one].date, self.sketches[other].date
        if first is None or date is None:
            return first is date
        return date - first <= self.days * DAY

    def closest(self, number: int, others: Iterable[int]) -> int:
        """Return the article among ``others`` that is most similar to ``number``, or an older one
        that is hardly less so.

        ``others`` tell its story, the oldest first.
        """
        pairs = {other: (min(number, other), max(number, other)) for other in others}
        self.measure(pairs.values())
        likeness = {other: 1 + self._margins[pair] for other, pair in pairs.items()}
        best = max(likeness.values())
        return next(other for other, value in likeness.items() if value >= AS_CLOSE * best)

    def partners(self, number: int) -> list[int]:
        """Return the articles that `groups` found to be similar to ``number``."""
        if self._partners is None:
            self._partners = {}
            for pair, margin in self._margins.items():
                if margin >= 0 and not self._forms.get(pair):
                    for one, other in (pair, pair[::-1]):
                        self._partners.setdefault(one, []).append(other)
        return self._partners.get(number, [])

    def decisions(self, pairs: Sequence[tuple[int, int]]) -> list[Decision]:
        """Return the decision on each pair."""
        import numpy as np

        rows = np.array(pairs, np.int64).reshape(-1, 2)
        return [
            decision._replace(veto="their texts are of one form with other facts")
            if decision.margin >= 0 and self._is_form(*pair)
            else decision
            for pair, decision in zip(pairs, self._measured(rows, least=0.0), strict=True)
            if decision is not None
        ]

    def likenesses(self, pairs: "Array", least: float = LEAST_HEAD) -> Iterator[Likeness | None]:
        """Return the similarity of the articles of each pair; None if their heads are less similar
        than the minimum."""
        import numpy as np

        heads = self._heads
        which, one, other = heads.rows.common(pairs)
        count = len(pairs)
        told = heads.weights[one]
        title = np.bincount(which, self._title[one] * self._title[other], minlength=count)
        head = np.bincount(which, self._head[one] * self._head[other], minlength=count)
        shared = np.bincount(which[told > 0], minlength=count)
        rare = np.bincount(which[told >= RARE_BITS], minlength=count)
        both = heads.in_title[one] & heads.in_title[other]
        bits = np.bincount(which[both], told[both], minlength=count)
        likely = np.ones(count, bool)
        if least:
            likely = (head >= least) & (shared >= MIN_SHARED) & (rare >= MIN_RARE)
        text, phrases = np.zeros(count), np.zeros(count, np.int64)
        text[likely], phrases[likely] = self._whole(pairs[likely])
        a, b = pairs[:, 0], pairs[:, 1]
        bits = bits * np.minimum(self._worth[a], self._worth[b])
        rivals = np.maximum(self._rivals[a], self._rivals[b])
        columns = (title, head, shared, rare, bits, text, phrases, rivals)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for row, wanted in zip(rows, likely.tolist(), strict=True):
            yield Likeness(*row) if wanted else None

    def _whole(self, pairs: "Array") -> "tuple[Array, Array]":
        """Return the cosine of the whole texts of each pair, and the number of shared phrases."""
        import numpy as np

        # Most articles are in no pair, so only those in pairs are prepared.
        members, local = np.unique(pairs, return_inverse=True)
        local = local.reshape(-1, 2)
        sketches = [self.sketches[member] for member in members.tolist()]
        terms = Rows.of([sketch.terms for sketch in sketches])
        marks = np.frombuffer(b"".join(sketch.marks for sketch in sketches), np.uint8)
        times = np.maximum(marks // COUNT_STEP, 1).astype(np.float32)
        weights = self._heads.weigh(terms.values, rarity(terms.values))
        text = terms.unit(weights * (1 + np.log(times)))
        which, one, other = terms.common(local)
        cosines = np.bincount(which, text[one] * text[other], minlength=len(pairs))
        which, _, _ = Rows.of([sketch.phrases for sketch in sketches]).common(local)
        return cosines, np.bincount(which, minlength=len(pairs))

    def _measured(self, pairs: "Array", least: float = LEAST_HEAD) -> Iterator[Decision | None]:
        """Return the decision on each pair, whatever the form of their texts; None if their heads
        are less similar than ``least``."""
        sketches = self.sketches
        likenesses = self.likenesses(pairs, least)
        for (a, b), likeness in zip(pairs.tolist(), likenesses, strict=True):
            decision = likeness and decide(sketches[a], sketches[b], likeness, self.days)
            if decision and decision.margin >= 0 and self._series.apart(a, b):
                decision = decision._replace(veto="one of them is of a series, such as a column")
            yield decision

    def _is_form(self, one: int, other: int) -> bool:
        """Return whether two texts are of one form with different facts."""
        pair = one, other
        if pair not in self._forms:
            self._forms[pair] = self._share_text(*pair) and self._of_one_form(*pair)
        return self._forms[pair]

    def _share_text(self, one: int, other: int) -> bool:
        """Return whether two texts share so much that they may be of one form."""
        mine, its = self.sketches[one], self.sketches[other]
        if not (mine.size and its.size):
            return bool(mine.excerpt and its.excerpt)
        if min(mine.size, its.size) < BRIEF:
            return True
        import numpy as np

        a, b = (np.frombuffer(sketch.shingles, np.uint32) for sketch in (mine, its))
        shared = np.intersect1d(a, b, assume_unique=True)
        return len(shared) >= FORM * min(len(a), len(b))

    def _candidates(self, reported: "Flags", compared: "Flags") -> "Array":
        """Return pairs (a < b) that share rare stems of title or excerpt and may be near in time.

        Both are ``compared``, and at least one is ``reported``.
        """
        import numpy as np

        heads = self._heads
        keys = np.flatnonzero((heads.weights >= RARE_BITS) & compared[heads.rows.owners])
        keys = keys[heads.sharers(heads.rows.values[keys]) > 1]  # others lead nowhere
        keys = keys[np.lexsort((-heads.weights[keys], heads.rows.owners[keys]))]
        owners = heads.rows.owners[keys]
        rank = np.arange(len(keys)) - np.searchsorted(owners, owners)
        keys = keys[rank < KEYS]
        order = np.lexsort((heads.rows.owners[keys], heads.rows.values[keys]))
        terms, owners = heads.rows.values[keys][order], heads.rows.owners[keys][order]
        dates = np.array([-1 if s.date is None else s.date for s in self.sketches], np.int64)
        dated = np.array([s.date is not None for s in self.sketches], bool)

        def near(a: "Array", b: "Array") -> "Flags":
            within: Flags = dates[b] - dates[a] <= self.days * DAY
            return within

        def unknown(a: "Array", b: "Array") -> "Flags":
            undated: Flags = ~(dated[a] & dated[b])
            return undated

        told = terms[reported[owners]]
        few = not reported.all() and heads.sharers(told).sum() <= _AFFORDABLE
        neighbours = self._all if few else self._nearest
        are_dated = dated[owners]
        codes = [*neighbours(terms[are_dated], owners[are_dated], near, reported)]
        if not dated.all() and heads.articles <= FEW:
            codes += neighbours(terms, owners, unknown, reported)
        pair_codes, shared = counted(np.concatenate([rank[:0], *codes]))
        return np.stack(np.divmod(pair_codes[shared >= MIN_RARE], max(len(dates), 1)), axis=1)

    def _nearest(
        self, terms: "Array", owners: "Array", holds: Any, reported: "Flags"
    ) -> "Iterator[Array]":
        """Return pairs of owners, at most `REACH` apart, that share a term and for which ``holds``,
        as numbers."""
        for step in range(1, REACH + 1):
            same = terms[step:] == terms[:-step]
            if not same.any():
                return
            a, b = owners[:-step][same], owners[step:][same]
            yield self._codes(a, b, holds(a, b) & (reported[a] | reported[b]))

    def _all(
        self, terms: "Array", owners: "Array", holds: Any, reported: "Flags"
    ) -> "Iterator[Array]":
        """Return the same pairs of the reported owners with all others."""
        import numpy as np

        mine = np.flatnonzero(reported[owners])
        starts = np.searchsorted(terms, terms[mine])
        lengths = np.searchsorted(terms, terms[mine], side="right") - starts
        one = np.repeat(mine, lengths)
        other = np.arange(len(one)) - np.repeat(np.cumsum(lengths) - lengths - starts, lengths)
        once = (other > one) | ((other < one) & ~reported[owners[other]])
        one, other = owners[one[once]], owners[other[once]]
        a, b = np.minimum(one, other), np.maximum(one, other)
        yield self._codes(a, b, holds(a, b))

    def _codes(self, older: "Array", newer: "Array", wanted: "Flags") -> "Array":
        """Return pairs as numbers, only those that are wanted."""
        import numpy as np

        return older[wanted].astype(np.int64) * len(self.sketches) + newer[wanted]


def _allowed(articles: int) -> Margins:
    """Return the margins for a collection of so many articles, by its magnitude."""
    from math import log

    size = min(max(log(articles / 50, 20), 0), 1) if articles else 0
    return Margins(
        *(
            few + (many - few) * size
            for few, many in zip(SMALL_COLLECTION, LARGE_COLLECTION, strict=True)
        )
    )
