"""Articles with the same text, or one text inside another.

Containment of word shingles (Broder, "On the resemblance and containment of documents", 1997)
by an inverted index: resemblance and its MinHash estimate miss a short text inside a long one.
Shingles that many articles have are boilerplate and do not count.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity import tokens as words
from newslint.similarity.sketch import SAMPLE, Sketch, shingle_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]

_LOW = 0xFFFFFFFF

MANY = 20
"""Articles that may share a shingle; where more do, each is compared with its neighbours only."""
SEVERAL = 4
"""Articles from which on what they share may be boilerplate."""
WHOLE = 0.6
"""Share of an article that is in `SEVERAL` others, from which the article as a whole is copied."""
_NEAR = 3  # neighbours that an article is compared with where many share a shingle
_SURE = 0.5  # of the threshold: what the sample must promise before the texts are read


class Samples:
    """The sampled shingles of a collection, as an inverted index."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        import numpy as np

        hashes = np.frombuffer(b"".join(sketch.shingles for sketch in sketches), np.uint32)
        counts = np.array([len(sketch.shingles) // 4 for sketch in sketches], np.int64)
        keys = hashes.astype(np.uint64) << np.uint64(32)
        keys |= np.repeat(np.arange(len(sketches), dtype=np.uint32), counts)
        keys.sort()
        hashes = (keys >> np.uint64(32)).astype(np.uint32)
        self._owners: Array = keys.astype(np.uint32)  # the lower half
        del keys
        starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
        frequency = np.diff(starts, append=len(hashes)).astype(np.int32)
        self._each = np.repeat(frequency, frequency)  # of the shingle of each posting
        common = self._common(starts, counts)
        self.boilerplate = hashes[starts[common]]
        """The shingles, sorted, that several articles have which are otherwise different."""
        is_common = np.repeat(common, frequency)
        self._own = counts - np.bincount(self._owners[is_common], minlength=len(counts))
        kept = (self._each > 1) & ~is_common
        self._hashes, self._each = hashes[kept], self._each[kept]
        self._owners = self._owners[kept].astype(np.int64)

    def _common(self, starts: "Array", counts: "Array") -> "Array":
        """Which shingles are boilerplate.

        Of a site's notices and of a much copied text alike there are many copies; but what
        holds a copied text is mostly that text.
        """
        import numpy as np

        if not len(starts):
            return starts.astype(bool)
        several = self._each >= SEVERAL
        part = np.bincount(self._owners[several], minlength=len(counts)) / np.maximum(counts, 1)
        common: Array = several[starts]
        if common.any():
            told = np.flatnonzero(several)  # few, so that the rest costs little
            firsts = np.searchsorted(told, starts[common])
            mean = np.add.reduceat(part[self._owners[told]], firsts) / self._each[starts[common]]
            common[common] = mean < WHOLE
        return common

    def pairs(self, reported: "NDArray[np.bool_]", threshold: float) -> list[tuple[int, int]]:
        """The pairs (a < b) that may share ``threshold`` of the shorter text, by their samples.

        At least one of each pair is reported.
        """
        few = self._each <= MANY
        found = set(self._pairs(few, MANY - 1, reported, threshold))
        if not few.all():
            found.update(self._pairs(~few, _NEAR, reported, threshold))
        return sorted(found)

    def _pairs(
        self, wanted: "Array", reach: int, reported: "NDArray[np.bool_]", threshold: float
    ) -> "Iterator[tuple[int, int]]":
        """Pairs by the postings ``wanted`` alone, comparing at most ``reach`` apart."""
        import numpy as np

        hashes, owners = self._hashes[wanted], self._owners[wanted]
        count = np.int64(len(reported))
        codes = [owners[:0]]
        for step in range(1, reach + 1):
            same = np.flatnonzero(hashes[step:] == hashes[:-step])
            if not len(same):
                break
            a, b = owners[same], owners[same + step]
            told = reported[a] | reported[b]
            codes.append(a[told] * count + b[told])
        found, shared = np.unique(np.concatenate(codes), return_counts=True)
        a, b = np.divmod(found, max(count, np.int64(1)))
        likely = shared >= threshold * _SURE * np.minimum(self._own[a], self._own[b])
        yield from zip(a[likely].tolist(), b[likely].tolist(), strict=True)


class Overlap(NamedTuple):
    """What two texts share, as read again from both."""

    shingles: int
    """Distinct shingles that both have."""
    shares: tuple[float, float]
    """Of the shingles of each text."""
    places: tuple[tuple[int, int], tuple[int, int]]
    """Start and end of the longest shared stretch in each text, in code points."""
    words: int
    """Words of the first text that stand in shared shingles."""
    phrase: str
    """The longest shared stretch, as the first text has it."""
    is_ending: bool
    """Whether it is just the end of both that they share."""

    @property
    def containment(self) -> float:
        """The share of the text that shares more of itself."""
        return max(self.shares)


class Text:
    """A text with its words and shingles, each with its place.

    ``boilerplate`` holds sampled shingles that do not count. Shingles between two such that are
    not in the sample do not count either.
    """

    def __init__(self, text: str, boilerplate: "Array") -> None:
        import numpy as np

        self.text = text
        self.spans = words.spans(text)
        found = [word for word, _, _ in self.spans]
        hashes = shingle_hashes(found, words.unspaced(found))
        self.length = len(self.spans) - len(hashes) + 1
        self.hashes: list[int] = hashes.tolist()
        counts = np.ones(len(hashes), bool)
        if len(boilerplate):
            sampled = np.flatnonzero(hashes % np.uint64(SAMPLE) == 0)
            values = (hashes[sampled] >> np.uint64(32)).astype(np.uint32)
            told = np.concatenate(([True], ~np.isin(values, boilerplate), [True]))
            told[[0, -1]] = told[[1, -2]]
            after = np.searchsorted(sampled, np.arange(len(hashes)))
            counts = told[after + 1] | told[after]
            counts[sampled] = told[1:-1]
        self.counts: list[bool] = counts.tolist()
        self.distinct = {h for h, counts in zip(self.hashes, self.counts, strict=True) if counts}

    def stretch(self, start: int, shingles: int) -> tuple[int, int]:
        """Where ``shingles`` shingles from number ``start`` on stand in the text."""
        last = start + shingles + self.length - 2
        return self.spans[start][1], self.spans[last][2]


def overlap(one: Text, other: Text) -> Overlap | None:
    """What two texts share, boilerplate left out; None if it is nothing."""
    shared = one.distinct & other.distinct
    if not (shared and one.spans and other.spans):
        return None
    covered = end = 0
    for i, value in enumerate(one.hashes):
        if value in shared:
            covered += i + one.length - max(i, end)
            end = i + one.length
    start, length = _longest_run(one.hashes, shared)
    there = other.hashes.index(one.hashes[start])
    here = one.stretch(start, length)
    return Overlap(
        len(shared),
        (len(shared) / len(one.distinct), len(shared) / len(other.distinct)),
        (here, other.stretch(there, min(length, len(other.hashes) - there))),
        covered,
        one.text[slice(*here)],
        all(_only_ends_in(text.hashes, shared) for text in (one, other)),
    )


def _only_ends_in(hashes: list[int], shared: Collection[int]) -> bool:
    """Whether the hashes are shared from some point on, and none before."""
    shares = [value in shared for value in hashes]
    start = shares.index(True)
    return start > 0 and all(shares[start:])


def _longest_run(hashes: list[int], shared: Collection[int]) -> tuple[int, int]:
    """Start and length of the longest run of hashes that are shared."""
    best = start = length = 0
    for i, value in enumerate(hashes):
        if value in shared:
            length += 1
            if length > best:
                best, start = length, i - length + 1
        else:
            length = 0
    return start, best
