"""The words of all texts that were read, by number.

A text becomes an array of the numbers of its words, and what is known of each word is looked up for
the whole array. That takes a quarter of the time of handling one word after the other.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from newslint.similarity import tokens as words
from newslint.similarity.rows import distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

LIMIT = 500_000
"""Words of a lexicon after which the next one begins, so that memory stays bounded."""
_SLOTS = 20  # bits of a place in the table of words that were seen
_FACTOR = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_COMMON = 0x3000  # code points below it are classified by a table
_UNKNOWN = -1


class Lexicon:
    """Numbers the words of texts in the order of their appearance."""

    def __init__(self) -> None:
        import numpy as np

        self._words: list[str] = []
        self._numbers = _Numbers(self._words)
        self._hashes = np.zeros(0, np.uint64)
        self._is_number = np.zeros(0, bool)
        self._known = 0  # words of which these are computed
        self._stems: dict[str | None, NDArray[np.int64]] = {}
        # The word that was seen first in each slot, by a hash that takes no loop in Python.
        self._seen = np.zeros(1 << _SLOTS, np.uint64)
        self._seen_number = np.zeros(1 << _SLOTS, np.int32)
        self._kinds = np.array(list(map(_kind, range(_COMMON))), np.uint8)
        self._powers, self._inverses = _Powers(_FACTOR), _Powers(_INVERSE)

    def __len__(self) -> int:
        return len(self._words)

    def read(self, texts: Sequence[str]) -> "tuple[list[Numbers], list[bool]]":
        """Return the numbers of the words (see `tokens.words`) of each of some folded texts, and
        which of the texts are special (`tokens.is_special`)."""
        import numpy as np

        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
        whole = "\n".join(texts)
        codes = _codes(whole)
        kinds = self._kinds_of(codes)
        found = ends.searchsorted(np.flatnonzero(kinds == _SPECIAL), side="right")
        special = np.zeros(len(texts), bool)
        special[found] = True
        if len(found):  # these are left to the regular expression
            for place in np.flatnonzero(special).tolist():
                kinds[ends[place] - len(texts[place]) - 1 : ends[place] - 1] = _OUTSIDE
        starts, _, numbers = self._read(whole, codes, kinds == _INSIDE)
        bounds = [0, *starts.searchsorted(ends).tolist()]
        odd = special.tolist()
        return [
            self.numbers(words.words(text)) if is_special else numbers[start:end]
            for text, is_special, (start, end) in zip(texts, odd, pairwise(bounds), strict=True)
        ], odd

    def located(self, text: str) -> "tuple[Numbers, NDArray[np.int64], NDArray[np.int64]]":
        """Return the numbers of the words that `tokens.spans` finds in a text, and where each
        begins and ends."""
        import numpy as np

        whole = words.folded(text)
        if len(whole) == len(text) and not words.is_special(whole):
            codes = _codes(whole)
            starts, ends, numbers = self._read(whole, codes, self._kinds_of(codes) == _INSIDE)
            return numbers, starts, ends
        spans = words.spans(text)
        places = np.array([place for _, *place in spans], np.int64).reshape(-1, 2)
        return self.numbers([word for word, _, _ in spans]), places[:, 0], places[:, 1]

    def numbers(self, tokens: Sequence[str]) -> "Numbers":
        """Return the numbers of words."""
        import numpy as np

        return np.fromiter(map(self._numbers.__getitem__, tokens), np.int32, len(tokens))

    def words(self, numbers: "Numbers") -> list[str]:
        """Return the words with these numbers."""
        return list(map(self._words.__getitem__, numbers.tolist()))

    def hashes(self, numbers: "Numbers") -> "NDArray[np.uint64]":
        """Return the 64-bit hashes of words."""
        self._learn()
        return self._hashes[numbers]

    def are_numbers(self, numbers: "Numbers") -> "NDArray[np.bool_]":
        """Return which words consist of digits."""
        self._learn()
        return self._is_number[numbers]

    def _learn(self) -> None:
        """Compute the hashes of new words and whether they are numbers."""
        import numpy as np

        start, end = self._known, len(self._words)
        if start == end:
            return
        if end > len(self._hashes):
            self._hashes = np.resize(self._hashes, 2 * end)
            self._is_number = np.resize(self._is_number, 2 * end)
        self._hashes[start:end] = list(map(words.word_hash, self._words[start:]))
        self._is_number[start:end] = list(map(str.isdecimal, self._words[start:]))
        self._known = end

    def stems(self, numbers: "Numbers", language: str | None) -> "NDArray[np.int64]":
        """Return the 32-bit hashes of the stems of words; 0 for function words."""
        import numpy as np

        known = self._stems.get(language, np.zeros(0, np.int64))
        if len(known) < len(self._words):
            room = np.full(2 * len(self._words) - len(known), _UNKNOWN, np.int64)
            known = self._stems[language] = np.concatenate((known, room))
        stems = known[numbers]
        if (stems == _UNKNOWN).any():
            fresh = distinct(numbers[stems == _UNKNOWN])
            stem_of = words.stems_of(language)
            known[fresh] = [stem_of[self._words[number]] for number in fresh.tolist()]
            stems = known[numbers]
        return stems

    def _read(
        self, text: str, codes: "NDArray[np.uint32]", inside: "NDArray[np.bool_]"
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64], Numbers]":
        """Return where the words of a text begin and end, and their numbers. Words are what is
        ``inside``."""
        import numpy as np

        # The hash of a word is a polynomial over its characters: the difference of two sums over
        # the text, divided by the power of its place.
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * self._powers.first(len(codes)), out=sums[1:])
        bordered = np.zeros(len(codes) + 2, bool)
        bordered[1:-1] = inside
        edges = np.flatnonzero(bordered[1:] != bordered[:-1])
        starts, ends = edges[::2], edges[1::2]
        hashes = (sums[ends] - sums[starts]) * self._inverses.first(len(codes))[starts]
        slots = hashes * np.uint64(_FACTOR) >> np.uint64(64 - _SLOTS)
        numbers = self._seen_number[slots]
        unseen = np.flatnonzero(self._seen[slots] != hashes)
        if len(unseen):
            spans = zip(starts[unseen].tolist(), ends[unseen].tolist(), strict=True)
            numbers[unseen] = self.numbers([text[start:end] for start, end in spans])
            free = unseen[self._seen[slots[unseen]] == 0]
            self._seen[slots[free]] = hashes[free]
            self._seen_number[slots[free]] = numbers[free]
        return starts, ends, numbers

    def _kinds_of(self, codes: "NDArray[np.uint32]") -> "NDArray[np.uint8]":
        """Return which characters are of words, and which are special."""
        import numpy as np

        rare = codes >= _COMMON
        if not rare.any():
            return self._kinds[codes]
        kinds = self._kinds[np.where(rare, 0, codes)]
        kinds[rare] = list(map(_kind, codes[rare].tolist()))
        return kinds


def lexicon() -> Lexicon:
    """Return the lexicon of this process. Its numbers are valid until the next call."""
    if len(_current()) > LIMIT:
        _current.cache_clear()
    return _current()


@cache
def _current() -> Lexicon:
    return Lexicon()


class _Numbers(dict[str, int]):
    """The number of each word. New words are added to the given list."""

    def __init__(self, known: list[str]) -> None:
        super().__init__()
        self._words = known

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._words)
        self._words.append(word)
        return number


class _Powers:
    """The powers of a number modulo 2**64, computed up to the longest text."""

    def __init__(self, base: int) -> None:
        import numpy as np

        self._base = base
        self._powers = np.ones(1, np.uint64)

    def first(self, count: int) -> "NDArray[np.uint64]":
        """Return the first ``count`` powers."""
        import numpy as np

        if count > len(self._powers):
            self._powers = np.full(2 * count, self._base, np.uint64)
            self._powers[0] = 1
            np.multiply.accumulate(self._powers, out=self._powers)
        return self._powers[:count]


def _codes(text: str) -> "NDArray[np.uint32]":
    """Return the code points of a text."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


_OUTSIDE, _INSIDE, _SPECIAL = range(3)


def _kind(code: int) -> int:
    r"""Return whether a character is special, matched by ``\w``, or neither."""
    character = chr(code)
    if words.is_special(character):
        return _SPECIAL
    return _INSIDE if character.isalnum() or character == "_" else _OUTSIDE
