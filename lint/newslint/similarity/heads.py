"""What the titles and excerpts of a collection tell, stem by stem.

A stem weighs what it tells: its rarity in English at large, less where the collection itself has
it often (Spärck Jones, "A statistical interpretation of term specificity", 1972). A text of which
a collection has hundreds of copies would hide what it tells: just the first of them count.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newslint.similarity.background import COMMON_BITS, RAREST, rarity, worth
from newslint.similarity.decision import PRIOR
from newslint.similarity.rows import Rows
from newslint.similarity.sketch import (
    DAY_KEY,
    LEAD_MARK,
    TERM_KEY,
    TITLE_MARK,
    Sketch,
    day,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.rule import Whole

    Array = NDArray[Any]
    Floats = NDArray[np.float32]

OWN_BITS = 4.0
"""Bits that a stem in every article of the collection keeps beyond those of common words."""
CROWD = 20
"""Copies of one text beyond which more of them tell nothing: neither about how often a collection
has a stem, nor by being compared each with each."""
RARE_BITS = 7.0
"""Weight from which a stem is rare enough to lead from one article to another."""


class Heads:
    """The stems of the titles and excerpts of articles, and what each tells there."""

    def __init__(
        self,
        sketches: Sequence[Sketch],
        whole: "Whole | None" = None,
        copies: "Array | None" = None,
    ) -> None:
        """``whole`` tells of the collection where the articles are a part of it; else ``copies``
        holds for each the number of the article that it is a copy of, or its own."""
        import numpy as np

        self._whole = whole
        terms = np.frombuffer(b"".join(sketch.terms for sketch in sketches), np.uint32)
        marks = np.frombuffer(b"".join(sketch.marks for sketch in sketches), np.uint8)
        places = np.flatnonzero(marks & (TITLE_MARK | LEAD_MARK))
        ends = np.cumsum([0, *(len(sketch.marks) for sketch in sketches)])
        self.rows = Rows(terms[places], np.diff(np.searchsorted(places, ends)))
        self.in_title = marks[places] & TITLE_MARK != 0
        del terms, marks, places
        self.days = np.array([day(sketch.date) for sketch in sketches], np.int64)
        is_counted = np.ones(len(sketches), bool)
        if copies is not None:
            is_counted[crowding(copies)] = False
        self.articles = int(np.count_nonzero(is_counted)) if whole is None else whole.articles
        """How many articles there are in all, copies not counted."""
        self._sharers = _counts(self.rows.values)
        self._holders = {
            TERM_KEY: _counts(self.rows.values[is_counted[self.rows.owners]]),
            DAY_KEY: _counts(self.days[is_counted]),
        }
        self.background = rarity(self.rows.values)
        self.weights = self.weigh(self.rows.values, self.background)

    def weigh(self, terms: "Array", background: "Array") -> "Floats":
        """What each stem tells, in bits, given its rarity at large."""
        import numpy as np

        # Articles whose title or excerpt has the stem, against what English at large leads one
        # to expect of some 40 words.
        frequency = self.holders(TERM_KEY, terms)
        expected = PRIOR * np.minimum(1.0, 40 * np.exp2(-background))
        own = -np.log2((frequency + expected) / (self.articles + PRIOR))
        weights: Floats = np.minimum(background - COMMON_BITS, own + OWN_BITS).astype(np.float32)
        return np.maximum(weights, 0, out=weights)

    def worths(self, unspaced: "NDArray[np.bool_]") -> "Floats":
        """What the bits of each article are worth, given those of all stems of its head."""
        import numpy as np

        stems = np.maximum(self.rows.sums(self.background > 0), 1)
        return worth(self.rows.sums(self.background < RAREST) / stems, unspaced)

    def holders(self, kind: int, values: "Array") -> "Array":
        """How many articles of the collection have each key of a kind, copies not counted."""
        import numpy as np

        if self._whole is not None:
            return self._whole.holders(kind, values.astype(np.uint32))
        return _counted(self._holders[kind], values)

    def sharers(self, terms: "Array") -> "Array":
        """How many articles of the collection have each stem, copies or not."""
        import numpy as np

        if self._whole is not None:
            return self._whole.holders(TERM_KEY, terms.astype(np.uint32), copies=True)
        return _counted(self._sharers, terms)

    def common(self) -> "Array":
        """The stems, sorted, that are too common to lead from one article to another."""
        import numpy as np

        return np.unique(self.rows.values[self.weights < RARE_BITS])


def crowding(copies: "Array") -> "Array":
    """The articles with `CROWD` or more older copies, given for each article the number of the
    oldest one that it is a copy of."""
    import numpy as np

    order = np.argsort(copies, kind="stable")
    sets = copies[order]
    return order[np.arange(len(sets)) - np.searchsorted(sets, sets) >= CROWD]


def _counts(values: "Array") -> "tuple[Array, Array]":
    """The distinct values, sorted, and how often each occurs."""
    import numpy as np

    return np.unique(values, return_counts=True)


def _counted(known: "tuple[Array, Array]", values: "Array") -> "Array":
    """The counts of ``values`` among those that are known, which are sorted."""
    import numpy as np

    among, counts = known
    if not len(among):
        return np.zeros(len(values), np.int64)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.where(among[places] == values, counts[places], 0)
