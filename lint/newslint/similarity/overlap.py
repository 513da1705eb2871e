"""Find what two texts share: the same text, or one inside the other.

The measure is the containment of word shingles (Broder, "On the resemblance and containment of
documents", 1997): resemblance and its MinHash estimate miss a short text inside a long one.
Boilerplate shingles do not count.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity import tokens as words
from newslint.similarity.features import SAMPLE, shingle_length, shingled
from newslint.similarity.lexicon import lexicon
from newslint.similarity.rows import distinct, is_in

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
    """A text with its shingles and the places of its words.

    ``boilerplate`` holds sampled shingles that do not count. Shingles between two of them that are
    not in the sample do not count either.
    """

    def __init__(self, text: str, boilerplate: "Array") -> None:
        import numpy as np

        self.text = text
        book = lexicon()
        numbers, self.starts, self.ends = book.located(text)
        length = shingle_length(words.unspaced(book.words(numbers)))
        self.each = shingled(book.hashes(numbers), length)
        """The shingles in order."""
        self.words = len(numbers)
        self.length = len(numbers) - len(self.each) + 1
        counts = np.ones(len(self.each), bool)
        if len(boilerplate):
            sampled = np.flatnonzero(self.each % np.uint64(SAMPLE) == 0)
            values = (self.each[sampled] >> np.uint64(32)).astype(np.uint32)
            told = np.concatenate(([True], ~is_in(values, boilerplate), [True]))
            told[[0, -1]] = told[[1, -2]]
            after = np.searchsorted(sampled, np.arange(len(self.each)))
            counts = told[after + 1] | told[after]
            counts[sampled] = told[1:-1]
        self.distinct = distinct(self.each[counts])
        """The different shingles that count, sorted."""

    @cached_property
    def hashes(self) -> list[int]:
        """The shingles in order, as a list."""
        hashes: list[int] = self.each.tolist()
        return hashes

    @cached_property
    def first_places(self) -> dict[int, int]:
        """The first place of each shingle."""
        return {value: place for place, value in reversed([*enumerate(self.hashes)])}

    def stretch(self, start: int, shingles: int) -> tuple[int, int]:
        """Return where ``shingles`` shingles from number ``start`` on are in the text."""
        last = start + shingles + self.length - 2
        return int(self.starts[start]), int(self.ends[last])


def overlap(one: Text, other: Text) -> Overlap | None:
    """Return what two texts share, without boilerplate; None if they share nothing."""
    import numpy as np

    shared = one.distinct[is_in(one.distinct, other.distinct)]
    if not (len(shared) and one.words and other.words):
        return None
    places = np.flatnonzero(is_in(one.each, shared))
    covered = one.length + int(np.minimum(np.diff(places), one.length).sum())
    start, length = _longest_run(places)
    there = int(np.flatnonzero(other.each == one.each[start])[0])
    here = one.stretch(start, length)
    return Overlap(
        len(shared),
        (len(shared) / len(one.distinct), len(shared) / len(other.distinct)),
        (here, other.stretch(there, min(length, len(other.each) - there))),
        covered,
        one.text[slice(*here)],
    )


def _longest_run(places: "Array") -> tuple[int, int]:
    """Return start and length of the longest run of consecutive numbers."""
    import numpy as np

    starts = np.flatnonzero(np.diff(places, prepend=-2) != 1)
    lengths = np.diff(starts, append=len(places))
    longest = int(np.argmax(lengths))
    return int(places[starts[longest]]), int(lengths[longest])
