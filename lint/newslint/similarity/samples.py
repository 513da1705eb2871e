"""Find articles that may share text, by their sampled shingles.

An inverted index leads from shingles to articles. Articles with exactly the same text count as one
in it. If many different texts share a shingle, they are compared with the oldest of them, so that
the work grows with the articles and not with their pairs.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity.joined import Joined
from newslint.similarity.rows import Rows, counted, distinct, is_in
from newslint.similarity.sketch import Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]

MAX_HOLDERS = 20
"""Maximum texts with a shared shingle that are all compared; beyond it each is compared only with
the oldest."""
HUBS = 8
"""The number of these oldest texts. The first one may only quote what the others copy."""
SEVERAL = 4
"""Minimum texts whose shared shingles may be boilerplate."""
WHOLE = 0.6
"""Minimum share of a text in `SEVERAL` others for the whole text to be copied, and minimum share of
two texts to count as copies of one."""
_SURE = 0.5  # of the threshold: the minimum in the samples before the texts are read
_AFFORDABLE = 5_000_000  # maximum postings to compare with the articles that a run reports on
_CHUNK = 20_000  # pairs counted at once


class Pairs(NamedTuple):
    """Pairs of texts, each identified by the number of the oldest article that has it."""

    older: "Array"
    newer: "Array"
    shared: "Array"
    """Sampled shingles in both that are not boilerplate."""


class Samples:
    """The sampled shingles of articles, the oldest article first."""

    def __init__(self, sketches: Sequence[Sketch], boilerplate: "Array | None" = None) -> None:
        """``boilerplate`` is the known boilerplate; None to compute it."""
        import numpy as np

        self.originals = originals(sketches)
        """The number of the oldest article with exactly the same text, for each article."""
        rows = [
            sketch.shingles if original == number else b""
            for number, (sketch, original) in enumerate(zip(sketches, self.originals, strict=True))
        ]
        counts = np.array([len(row) // 4 for row in rows], np.int64)
        hashes, owners = _sorted(np.frombuffer(b"".join(rows), np.uint32), counts)
        shared = _Postings.shared(hashes, owners, len(counts))
        self.copies: Array = np.array(self.originals, np.int64)
        """The number of the oldest article of which each article is at least nearly a copy. If the
        boilerplate is given, only exact copies count."""
        if boilerplate is None:
            self._join_copies(shared, counts)
            boilerplate = self._boilerplate(shared, counts)
        self.boilerplate = boilerplate
        """The shingles, sorted, that several otherwise different articles share."""
        self.own: Array = counts
        """The number of shingles of each text that are not boilerplate."""
        if len(boilerplate):
            common = is_in(hashes, boilerplate)
            self.own = counts - np.bincount(owners[common], minlength=len(counts))
            shared = shared.kept(~is_in(shared.hashes, boilerplate))
        self._postings = shared

    def _join_copies(self, postings: "_Postings", counts: "Array") -> None:
        """Find texts that are nearly the same: edited copies."""
        import numpy as np

        likely = np.bincount(postings.owners, minlength=len(counts)) >= WHOLE * counts
        near = postings.kept(likely[postings.owners])
        pairs = near.pairs(np.ones(len(counts), bool))
        alike = pairs.shared >= WHOLE * np.maximum(counts[pairs.older], counts[pairs.newer])
        edges = zip(pairs.older[alike].tolist(), pairs.newer[alike].tolist(), strict=True)
        for group in Joined(edges).groups():
            self.copies[group] = group[0]
        self.copies = self.copies[self.originals]

    def _boilerplate(self, postings: "_Postings", counts: "Array") -> "Array":
        """Return the boilerplate shingles.

        Both a site's notices and a much copied text have many copies, but an article with a copied
        text consists mostly of that text. Copies count once when the articles with a shingle are
        counted: they share it because they are copies, even if it is a notice.
        """
        import numpy as np

        several = postings.distinct(self.copies) >= SEVERAL
        if not several.any():
            return postings.hashes[:0]
        part = np.bincount(postings.owners[several], minlength=len(counts)) / np.maximum(counts, 1)
        articles = np.bincount(self.originals, minlength=len(counts))
        shared = postings.kept(several)
        weights = articles[shared.owners]
        starts = np.flatnonzero(shared.places == 0)
        mean = np.add.reduceat(part[shared.owners] * weights, starts)
        mean /= np.add.reduceat(weights, starts)
        common: Array = shared.hashes[starts][mean < WHOLE]
        return common

    def pairs(self, reported: "NDArray[np.bool_]", threshold: float) -> Pairs:
        """Return the pairs that may share ``threshold`` of the shorter text, by their samples.

        At least one text of each pair belongs to a ``reported`` article.
        """
        import numpy as np

        of_texts = np.zeros(len(self.own), bool)
        of_texts[np.array(self.originals, np.int64)[reported]] = True
        pairs = self._postings.pairs(of_texts)
        least = np.minimum(self.own[pairs.older], self.own[pairs.newer])
        likely = pairs.shared >= threshold * _SURE * least
        pairs = Pairs(*(column[likely] for column in pairs))
        if not (self._postings.each > MAX_HOLDERS).any():
            return pairs
        return pairs._replace(shared=self._postings.count(pairs))


def originals(sketches: Sequence[Sketch]) -> list[int]:
    """Return for each article the number of the first one with exactly the same text."""
    first: dict[int, int] = {}
    return [
        first.setdefault(sketch.text, number) if sketch.size else number
        for number, sketch in enumerate(sketches)
    ]


def _sorted(hashes: "Array", counts: "Array") -> "tuple[Array, Array]":
    """The postings: shingles and their owners, sorted by shingle and owner, from the concatenated
    shingles of all texts and their counts."""
    import numpy as np

    keys = hashes.astype(np.uint64) << np.uint64(32)
    keys |= np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    keys.sort()
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)  # the lower half


class _Postings:
    """Return which texts have which shingles, sorted by shingle, then the oldest first."""

    def __init__(self, hashes: "Array", owners: "Array", texts: int) -> None:
        import numpy as np

        self.hashes, self.owners, self._texts = hashes, owners, texts
        starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
        lengths = np.diff(starts, append=len(hashes))
        self.each: Array = np.repeat(lengths, lengths)
        """Return how many texts have the shingle of each posting."""
        self.starts: Array = np.repeat(starts, lengths)
        """Return where the postings of the same shingle begin."""

    @classmethod
    def shared(cls, hashes: "Array", owners: "Array", texts: int) -> "_Postings":
        """Return the postings of shingles in more than one text, which are few."""
        import numpy as np

        same = hashes[1:] == hashes[:-1]
        several = np.zeros(len(hashes), bool)
        several[1:] |= same
        several[:-1] |= same
        return cls(hashes[several], owners[several].astype(np.int64), texts)

    @property
    def places(self) -> "Array":
        """Return how many older texts have the shingle of each posting."""
        import numpy as np

        return np.arange(len(self.hashes)) - self.starts

    def kept(self, wanted: "Array") -> "_Postings":
        """Return the ``wanted`` postings."""
        return _Postings(self.hashes[wanted], self.owners[wanted], self._texts)

    def distinct(self, labels: "Array") -> "Array":
        """Return how many different labels the texts with the shingle of each posting have."""
        import numpy as np

        several = self.each >= SEVERAL
        frequency = np.where(several, self.each, 1)
        if len(self.hashes) and (labels[self.owners[several]] != self.owners[several]).any():
            keys = self.hashes[several].astype(np.uint64) << np.uint64(32)
            keys |= labels[self.owners[several]].astype(np.uint64)
            values, counts = counted((distinct(keys) >> np.uint64(32)).astype(np.uint32))
            frequency[several] = counts[np.searchsorted(values, self.hashes[several])]
        return frequency

    def pairs(self, reported: "NDArray[np.bool_]") -> Pairs:
        """Return texts that share shingles, at least one of each pair ``reported``.

        If many texts share a shingle, it only counts for pairs with a hub.
        """
        import numpy as np

        codes = np.concatenate(
            [
                self.owners[:0],
                *(
                    older * self._texts + newer
                    for older, newer in (
                        *self.kept(self.each <= MAX_HOLDERS)._all(reported),
                        *self.kept(self.each > MAX_HOLDERS)._with_hubs(reported),
                    )
                ),
            ]
        )
        codes, shared = counted(codes)
        return Pairs(*np.divmod(codes, max(self._texts, 1)), shared)

    def _all(self, reported: "NDArray[np.bool_]") -> "Iterator[tuple[Array, Array]]":
        """Return all pairs that share a shingle."""
        import numpy as np

        for step in range(1, MAX_HOLDERS):
            same = np.flatnonzero(self.hashes[step:] == self.hashes[:-step])
            if not len(same):
                return
            yield _reported(self.owners[same], self.owners[same + step], reported)

    def _with_hubs(self, reported: "NDArray[np.bool_]") -> "Iterator[tuple[Array, Array]]":
        """Return the pairs of those that share a shingle with its oldest owners, and of a few
        reported ones with all."""
        import numpy as np

        places = self.places
        for hub in range(HUBS):
            newer = np.flatnonzero(places > hub)
            yield _reported(self.owners[self.starts[newer] + hub], self.owners[newer], reported)
        told = reported[self.owners] & (places >= HUBS)
        each = self.each[told] - HUBS
        if reported.all() or each.sum() > _AFFORDABLE:
            return
        one = np.repeat(np.flatnonzero(told), each)
        other = np.arange(len(one)) - np.repeat(np.cumsum(each) - each, each)
        other += self.starts[one] + HUBS
        once = (other > one) | ((other < one) & ~reported[self.owners[other]])
        one, other = self.owners[one[once]], self.owners[other[once]]
        yield np.minimum(one, other), np.maximum(one, other)

    def count(self, pairs: Pairs) -> "Array":
        """Return how many shingles the texts of each pair share."""
        import numpy as np

        order = np.lexsort((self.hashes, self.owners))
        rows = Rows(self.hashes[order], np.bincount(self.owners, minlength=self._texts))
        both = np.stack(pairs[:2], axis=1)
        counts = np.zeros(len(both), np.int64)
        for start in range(0, len(both), _CHUNK):
            chunk = both[start : start + _CHUNK]
            which, _, _ = rows.common(chunk)
            counts[start : start + _CHUNK] = np.bincount(which, minlength=len(chunk))
        return counts


def _reported(
    older: "Array", newer: "Array", reported: "NDArray[np.bool_]"
) -> "tuple[Array, Array]":
    """Return the pairs with a reported member."""
    told = reported[older] | reported[newer]
    return older[told], newer[told]
