"""Find what two texts share: the same text, or one inside the other.

The measure is the containment of word shingles (Broder, "On the resemblance and containment of
documents", 1997): resemblance and its MinHash estimate miss a short text inside a long one.
Boilerplate shingles do not count.
"""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity import tokens as words
from newslint.similarity.features import SAMPLE, shingle_hashes
from newslint.similarity.rows import is_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


class Overlap(NamedTuple):
    """What two texts share, computed from both texts."""

    shingles: int
    """Distinct shared shingles."""
    shares: tuple[float, float]
    """Shares of the shingles of each text."""
    places: tuple[tuple[int, int], tuple[int, int]]
    """Start and end of the longest shared stretch in each text, in code points."""
    words: int
    """Words of the first text in shared shingles."""
    phrase: str
    """The longest shared stretch, as in the first text."""

    @property
    def containment(self) -> float:
        """The larger of the two shares."""
        return max(self.shares)


class Text:
    """A text with its words and shingles, each with its place.

    ``boilerplate`` holds sampled shingles that do not count. Shingles between two of them that are
    not in the sample do not count either.
    """

    def __init__(self, text: str, boilerplate: "Array") -> None:
        import numpy as np

        self.text = text
        self.spans = words.spans(text)
        tokens = [word for word, _, _ in self.spans]
        hashes = shingle_hashes(tokens, words.unspaced(tokens))
        self.length = len(self.spans) - len(hashes) + 1
        self.hashes: list[int] = hashes.tolist()
        counts = np.ones(len(hashes), bool)
        if len(boilerplate):
            sampled = np.flatnonzero(hashes % np.uint64(SAMPLE) == 0)
            values = (hashes[sampled] >> np.uint64(32)).astype(np.uint32)
            told = np.concatenate(([True], ~is_in(values, boilerplate), [True]))
            told[[0, -1]] = told[[1, -2]]
            after = np.searchsorted(sampled, np.arange(len(hashes)))
            counts = told[after + 1] | told[after]
            counts[sampled] = told[1:-1]
        self.counts: list[bool] = counts.tolist()
        self.distinct = {h for h, counts in zip(self.hashes, self.counts, strict=True) if counts}

    @cached_property
    def first_places(self) -> dict[int, int]:
        """The first place of each shingle."""
        return {value: place for place, value in reversed([*enumerate(self.hashes)])}

    def stretch(self, start: int, shingles: int) -> tuple[int, int]:
        """Return where ``shingles`` shingles from number ``start`` on are in the text."""
        last = start + shingles + self.length - 2
        return self.spans[start][1], self.spans[last][2]


def overlap(one: Text, other: Text) -> Overlap | None:
    """Return what two texts share, without boilerplate; None if they share nothing."""
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
    )


def _longest_run(hashes: list[int], shared: Collection[int]) -> tuple[int, int]:
    """Return start and length of the longest run of shared hashes."""
    best = start = length = 0
    for i, value in enumerate(hashes):
        if value in shared:
            length += 1
            if length > best:
                best, start = length, i - length + 1
        else:
            length = 0
    return start, best
