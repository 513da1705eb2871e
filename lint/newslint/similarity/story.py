"""Articles on one event, by what they say and when.

Two articles are compared by the stems they share. A stem weighs what it tells: its rarity in
English at large, less where the collection itself has it often (Spärck Jones, "A statistical
interpretation of term specificity", 1972).

How alike two must be says `newslint.similarity.verdict`. Groups grow by average linkage: chains of
pairs alone run different events together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity.background import COMMON_BITS, RAREST, rarity, worth
from newslint.similarity.rows import Rows
from newslint.similarity.sketch import (
    COUNT_STEP,
    DAY_KEY,
    LEAD_MARK,
    TERM_KEY,
    TITLE_MARK,
    UNDATED,
    Sketch,
    day,
)
from newslint.similarity.verdict import DAY, MIN_RARE, MIN_SHARED, PRIOR, Likeness, Verdict, judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.rule import Whole

    Array = NDArray[Any]
    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

OWN_BITS = 4.0
"""Bits that a stem in every article of the collection keeps beyond those of common words."""
RARE_BITS = 7.0
"""Weight from which a stem is rare enough to lead from one article to another."""
KEYS = 10
"""The rarest stems of title and excerpt that lead to other articles."""
REACH = 48
"""Articles with the same stem, next in time, that one is compared with."""
LEAST_HEAD = 0.15
"""Similarity of title and excerpt below which nothing more is looked at."""
MAX_DAYS = 366.0
"""An event that lasts longer is none; the work grows with the days."""
FORM, BRIEF = 0.05, 160
"""Share of the sampled shingles from which two bodies may be of one form, and how many shingles a
body has of which too few are sampled to tell."""


class Margins(NamedTuple):
    """How far pairs between two groups may stay below the threshold for the groups to be one, as
    a part of it."""

    mean: float
    least: float


FEW, MANY = Margins(-0.19, -0.48), Margins(-0.06, -0.3)
"""In a collection of 50 articles or fewer, where few could be mistaken for one another, and in
one of 1000 or more."""
CORE = 16
"""Articles of a group, those that joined first, which others are compared with."""
_CHUNK = 50_000  # pairs measured at once


class Stories:
    """The articles of a collection, laid out for comparing."""

    def __init__(
        self,
        sketches: Sequence[Sketch],
        days: float,
        whole: "Whole | None" = None,
        of_one_form: Callable[[int, int], bool] = lambda _one, _other: False,
    ) -> None:
        """``of_one_form`` tells of two articles whether their bodies differ in facts only."""
        import numpy as np

        self.sketches = sketches
        self.days = min(max(days, 0.0), MAX_DAYS)
        self._of_one_form = of_one_form
        self._collection = whole
        self._articles = whole.articles if whole else len(sketches)
        terms = np.frombuffer(b"".join(sketch.terms for sketch in sketches), np.uint32)
        marks = np.frombuffer(b"".join(sketch.marks for sketch in sketches), np.uint8)
        places = np.flatnonzero(marks & (TITLE_MARK | LEAD_MARK))
        ends = np.cumsum([0, *(len(sketch.marks) for sketch in sketches)])
        self._heads = Rows(terms[places], np.diff(np.searchsorted(places, ends)))
        self._in_title = marks[places] & TITLE_MARK != 0
        del terms, marks, places
        self._days = np.array([day(sketch.date) for sketch in sketches], np.int64)
        self._counts = {
            TERM_KEY: np.unique(self._heads.values, return_counts=True),
            DAY_KEY: np.unique(self._days, return_counts=True),
        }
        self._rivals = self._count_rivals()
        background = rarity(self._heads.values)
        self._weights = self._weigh(self._heads.values, background)
        self._worth = self._worths(background)
        self._head = self._heads.unit(self._weights)
        self._title = self._heads.unit(self._weights * self._in_title)
        self._allowed = _allowed(self._articles)
        self._margins: dict[tuple[int, int], float] = {}

    def _worths(self, background: "Array") -> "Floats":
        """What the bits of each article are worth, given those of all stems of its head."""
        import numpy as np

        stems = np.maximum(self._heads.sums(background > 0), 1)
        unspaced = np.array([sketch.unspaced for sketch in self.sketches], bool)
        return worth(self._heads.sums(background < RAREST) / stems, unspaced)

    def _weigh(self, terms: "Array", background: "Array") -> "Floats":
        """What each stem tells, in bits, given its rarity at large."""
        import numpy as np

        # Articles whose title or excerpt has the stem, against what English at large leads one
        # to expect of some 40 words.
        frequency = self._holders(TERM_KEY, terms)
        expected = PRIOR * np.minimum(1.0, 40 * np.exp2(-background))
        own = -np.log2((frequency + expected) / (self._articles + PRIOR))
        weights: Floats = np.minimum(background - COMMON_BITS, own + OWN_BITS).astype(np.float32)
        return np.maximum(weights, 0, out=weights)

    def _holders(self, kind: int, values: "Array") -> "Array":
        """How many articles of the collection have each key of a kind."""
        import numpy as np

        if self._collection is not None:
            return self._collection.holders(kind, values.astype(np.uint32))
        known, counts = self._counts[kind]
        if not len(known):
            return np.zeros(len(values), np.int64)
        places = np.minimum(np.searchsorted(known, values), len(known) - 1)
        return np.where(known[places] == values, counts[places], 0)

    def _count_rivals(self) -> "Array":
        """How many articles each one could be mistaken for: all that appeared in those days."""
        import numpy as np

        around = range(-ceil(self.days), ceil(self.days) + 1)
        near = sum(self._holders(DAY_KEY, self._days + step) for step in around)
        near += self._holders(DAY_KEY, np.array([UNDATED]))
        return np.where(self._days == UNDATED, self._articles, near)

    def groups(self, reported: "Flags") -> list[list[int]]:
        """The articles of each story that more than one tells, at least one of them reported."""
        pairs = self._candidates(reported)
        strong = []
        for start in range(0, len(pairs), _CHUNK):
            chunk = pairs[start : start + _CHUNK]
            for (a, b), verdict in zip(chunk.tolist(), self._verdicts(chunk), strict=True):
                margin = verdict.margin if verdict else -1.0
                if margin >= 0:
                    self._margins[a, b] = margin
                    strong.append((-margin, a, b))
        return sorted(self._joined([(a, b) for _, a, b in sorted(strong)]))

    def _joined(self, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
        """Groups by average linkage over pairs that come surest first."""
        group_of: dict[int, list[int]] = {}
        apart: set[tuple[int, ...]] = set()  # groups as they were when they did not belong
        for a, b in pairs:
            one, other = group_of.setdefault(a, [a]), group_of.setdefault(b, [b])
            key = one[0], len(one[:CORE]), other[0], len(other[:CORE])
            if one is other or key in apart:
                continue
            if not self._belong(one, other):
                apart.add(key)
                continue
            if len(one) < len(other):
                one, other = other, one
            one += other
            for member in other:
                group_of[member] = one
        distinct = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
        return list(distinct.values())

    def _belong(self, one: list[int], other: list[int]) -> bool:
        """Whether two groups tell of one event, by all pairs between the surest of both."""
        pairs = [(min(a, b), max(a, b)) for a in one[:CORE] for b in other[:CORE]]
        unknown = [pair for pair in pairs if pair not in self._margins]
        for pair, verdict in zip(unknown, self.verdicts(unknown), strict=True):
            self._margins[pair] = verdict.margin
        margins = [self._margins[pair] for pair in pairs]
        mean = sum(margins) / len(margins)
        return min(margins) >= self._allowed.least and mean >= self._allowed.mean

    def verdicts(self, pairs: Sequence[tuple[int, int]]) -> list[Verdict]:
        """The verdict on each pair."""
        import numpy as np

        found = self._verdicts(np.array(pairs, np.int64).reshape(-1, 2), least=0.0)
        return [verdict for verdict in found if verdict is not None]

    def likenesses(self, pairs: "Array", least: float = LEAST_HEAD) -> Iterator[Likeness | None]:
        """How alike the articles of each pair are; None where their heads are less than that."""
        import numpy as np

        which, one, other = self._heads.common(pairs)
        count = len(pairs)
        told = self._weights[one]
        title = np.bincount(which, self._title[one] * self._title[other], minlength=count)
        head = np.bincount(which, self._head[one] * self._head[other], minlength=count)
        shared = np.bincount(which[told > 0], minlength=count)
        rare = np.bincount(which[told >= RARE_BITS], minlength=count)
        both = self._in_title[one] & self._in_title[other]
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
        """The cosine of the whole texts of each pair, and how many phrases they share."""
        import numpy as np

        # Most articles are in no pair, so only those that are get laid out.
        members, local = np.unique(pairs, return_inverse=True)
        local = local.reshape(-1, 2)
        sketches = [self.sketches[member] for member in members.tolist()]
        terms = Rows.of([sketch.terms for sketch in sketches])
        marks = np.frombuffer(b"".join(sketch.marks for sketch in sketches), np.uint8)
        times = np.maximum(marks // COUNT_STEP, 1).astype(np.float32)
        weights = self._weigh(terms.values, rarity(terms.values))
        text = terms.unit(weights * (1 + np.log(times)))
        which, one, other = terms.common(local)
        cosines = np.bincount(which, text[one] * text[other], minlength=len(pairs))
        which, _, _ = Rows.of([sketch.phrases for sketch in sketches]).common(local)
        return cosines, np.bincount(which, minlength=len(pairs))

    def _verdicts(self, pairs: "Array", least: float = LEAST_HEAD) -> Iterator[Verdict | None]:
        sketches = self.sketches
        likenesses = self.likenesses(pairs, least)
        for (a, b), likeness in zip(pairs.tolist(), likenesses, strict=True):
            verdict = likeness and judge(sketches[a], sketches[b], likeness, self.days)
            if (
                verdict
                and verdict.margin >= 0
                and self._share_text(a, b)
                and self._of_one_form(a, b)
            ):
                verdict = verdict._replace(veto="their texts are of one form with other facts")
            yield verdict

    def _share_text(self, one: int, other: int) -> bool:
        """Whether two texts have so much in common that they may be of one form."""
        mine, its = self.sketches[one], self.sketches[other]
        if not (mine.size and its.size):
            return bool(mine.excerpt and its.excerpt)
        if min(mine.size, its.size) < BRIEF:
            return True
        import numpy as np

        a, b = (np.frombuffer(sketch.shingles, np.uint32) for sketch in (mine, its))
        shared = np.intersect1d(a, b, assume_unique=True)
        return len(shared) >= FORM * min(len(a), len(b))

    def _candidates(self, reported: "Flags") -> "Array":
        """Pairs (a < b) that share rare stems of title or excerpt and may be near in time."""
        import numpy as np

        rows = self._heads
        stems, counts = self._counts[TERM_KEY]
        keys = np.flatnonzero(self._weights >= RARE_BITS)
        keys = keys[counts[np.searchsorted(stems, rows.values[keys])] > 1]  # others lead nowhere
        keys = keys[np.lexsort((-self._weights[keys], rows.owners[keys]))]
        owners = rows.owners[keys]
        rank = np.arange(len(keys)) - np.searchsorted(owners, owners)
        keys = keys[rank < KEYS]
        terms, owners = rows.values[keys], rows.owners[keys].astype(np.int64)
        dates = np.array([-1 if s.date is None else s.date for s in self.sketches], np.int64)
        dated = np.array([s.date is not None for s in self.sketches], bool)

        def near(a: "Array", b: "Array") -> "Flags":
            within: Flags = dates[b] - dates[a] <= self.days * DAY
            return within

        def unknown(a: "Array", b: "Array") -> "Flags":
            undated: Flags = ~(dated[a] & dated[b])
            return undated

        known = dated[owners]
        order = np.lexsort((owners[known], dates[owners[known]], terms[known]))
        codes = [*self._neighbours(terms[known][order], owners[known][order], near, reported)]
        if not dated.all():
            order = np.lexsort((owners, terms))
            codes += self._neighbours(terms[order], owners[order], unknown, reported)
        found, shared = np.unique(np.concatenate([owners[:0], *codes]), return_counts=True)
        return np.stack(np.divmod(found[shared >= MIN_RARE], len(self.sketches)), axis=1)

    def _neighbours(
        self, terms: "Array", owners: "Array", holds: Any, reported: "Flags"
    ) -> "Iterator[Array]":
        """Pairs of owners that share a term and for which ``holds``, as numbers."""
        import numpy as np

        for step in range(1, REACH + 1):
            same = terms[step:] == terms[:-step]
            if not same.any():
                return
            a, b = owners[:-step][same], owners[step:][same]
            wanted = holds(a, b) & (reported[a] | reported[b])
            a, b = a[wanted], b[wanted]
            yield np.minimum(a, b) * len(self.sketches) + np.maximum(a, b)


def _allowed(articles: int) -> Margins:
    """The margins in a collection of so many articles: between `FEW` and `MANY`, by magnitude."""
    from math import log

    size = min(max(log(articles / 50, 20), 0), 1) if articles else 0
    return Margins(*(few + (many - few) * size for few, many in zip(FEW, MANY, strict=True)))
