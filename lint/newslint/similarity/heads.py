"""The information in the titles and excerpts of a collection, stem by stem.

The weight of a stem is its information: its rarity in English in general, less if it is frequent in
the collection (Spärck Jones, "A statistical interpretation of term specificity", 1972). Hundreds of
copies of one text would hide its information, so only the first of them count.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newslint.similarity.background import COMMON_BITS, RAREST, rarity, worth
from newslint.similarity.decision import PRIOR
from newslint.similarity.features import LEAD_MARK, TITLE_MARK
from newslint.similarity.rows import Rows, counted, distinct
from newslint.similarity.sketch import DAY_KEY, TERM_KEY, Sketch, day

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.rule import Whole

    Array = NDArray[Any]
    Floats = NDArray[np.float32]

OWN_BITS = 4.0
"""Bits, beyond those of common words, that a stem in every article of the collection keeps."""
CROWD = 20
"""Copies of one text beyond which more are ignored, for the frequency of stems and for comparing
all pairs."""
RARE_BITS = 7.0
"""Minimum weight of a stem that leads from one article to another."""


class Heads:
    """The stems of the titles and excerpts of articles, and the information of each there."""

    def __init__(
        self,
        sketches: Sequence[Sketch],
        whole: "Whole | None" = None,
        copies: "Array | None" = None,
    ) -> None:
        """``whole`` describes the collection if the articles are a part of it; otherwise ``copies``
        holds for each article the number of the one that it is a copy of, or its own."""
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
        """The number of all articles, without copies."""
        self._sharers = counted(self.rows.values.copy())
        self._holders = {
            TERM_KEY: counted(self.rows.values[is_counted[self.rows.owners]]),
            DAY_KEY: counted(self.days[is_counted]),
        }
        self.background = rarity(self.rows.values)
        self.weights = self.weigh(self.rows.values, self.background)

    def weigh(self, terms: "Array", background: "Array") -> "Floats":
        """Return the information of each stem, in bits, given its rarity in English."""
        import numpy as np

        # Articles with the stem in title or excerpt, compared with the number expected for some 40
        # words of English.
        frequency = self.holders(TERM_KEY, terms)
        expected = PRIOR * np.minimum(1.0, 40 * np.exp2(-background))
        own = -np.log2((frequency + expected) / (self.articles + PRIOR))
        weights: Floats = np.minimum(background - COMMON_BITS, own + OWN_BITS).astype(np.float32)
        return np.maximum(weights, 0, out=weights)

    def worths(self, unspaced: "NDArray[np.bool_]") -> "Floats":
        """Return the weight of the bits of each article, given those of all stems of its head."""
        import numpy as np

        stems = np.maximum(self.rows.sums(self.background > 0), 1)
        return worth(self.rows.sums(self.background < RAREST) / stems, unspaced)

    def holders(self, kind: int, values: "Array") -> "Array":
        """Return how many articles of the collection have each key of a kind, without copies."""
        import numpy as np

        if self._whole is not None:
            return self._whole.holders(kind, values.astype(np.uint32))
        return _counted(self._holders[kind], values)

    def sharers(self, terms: "Array") -> "Array":
        """Return how many articles of the collection have each stem, with copies."""
        import numpy as np

        if self._whole is not None:
            return self._whole.holders(TERM_KEY, terms.astype(np.uint32), copies=True)
        return _counted(self._sharers, terms)

    def common(self) -> "Array":
        """Return the stems, sorted, that are too common to lead from one article to another."""

        return distinct(self.rows.values[self.weights < RARE_BITS])


def crowding(copies: "Array") -> "Array":
    """Return the articles with `CROWD` or more older copies, given for each article the number of
    the oldest one that it is a copy of."""
    import numpy as np

    order = np.argsort(copies, kind="stable")
    sets = copies[order]
    return order[np.arange(len(sets)) - np.searchsorted(sets, sets) >= CROWD]


def _counted(known: "tuple[Array, Array]", values: "Array") -> "Array":
    """Return the counts of ``values`` among the sorted values that are counted."""
    import numpy as np

    among, counts = known
    if not len(among):
        return np.zeros(len(values), np.int64)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return np.where(among[places] == values, counts[places], 0)
