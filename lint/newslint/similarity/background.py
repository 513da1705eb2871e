"""How rare each word is in English in general: the background that a small collection lacks."""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from newslint import package
from newslint.similarity.tokens import stem_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]

COMMON_BITS = 6.0
"""Bits below which a word carries no information: those of a word that is one in 64."""
RAREST = 22.0
"""Bits of a word that is not in the table: about one in four million words."""
FAMILIAR = 0.5
"""Minimum share of stems in the table for a text to be in the language of the table."""
FOREIGN, CHARACTERS = 0.6, 0.3
"""Weight of the bits of stems in a language that the table does not cover, where all stems seem
rare; and of pairs of characters, since each character is in two pairs."""
NUMBER_BITS = (11.0, 13.0, 18.0, 21.0)
"""Bits of numbers with 1, 2, 3 and 4 digits, which are not in the table: one word in 50 of news is
a number, and shorter numbers are more frequent."""
YEARS, YEAR_BITS = range(1900, 2100), 12.0
"""The range of numbers that are years, and their bits."""


@cache
def _table() -> "tuple[Array, NDArray[np.float32]]":
    """The sorted hashes of stems and the bits of each.

    ``background.txt`` has one line for each level of rarity: -log2 of the share of words with the
    stem, then the stems. See benchmarks/accuracy/background.py for its source.
    """
    import numpy as np

    found = {}
    text = package.text_of(os.path.join(package.HOME, "similarity", "background.txt"))
    for line in text.splitlines():
        level, *stems = line.split()
        bits = min(float(level), RAREST)
        for stem in stems:
            found[stem_hash(stem)] = bits
    for number in range(10_000):
        digits = str(number)
        bits = YEAR_BITS if number in YEARS else NUMBER_BITS[len(digits) - 1]
        found[stem_hash(digits)] = bits
    hashes = np.fromiter(found, np.uint32, len(found))
    bits_of = np.fromiter(found.values(), np.float32, len(found))
    order = np.argsort(hashes)
    return hashes[order], bits_of[order]


def rarity(terms: "Array") -> "NDArray[np.float32]":
    """Return the bits of information of each of ``terms`` (hashes of stems) in English text."""
    import numpy as np

    hashes, bits = _table()
    places = np.minimum(np.searchsorted(hashes, terms), len(hashes) - 1)
    return np.where(hashes[places] == terms, bits[places], np.float32(RAREST)).astype(np.float32)


def worth(covered: "Array", unspaced: "Array") -> "NDArray[np.float32]":
    """Return the weight of the bits of texts, given the share of their stems in the table."""
    import numpy as np

    foreign = FOREIGN + (1 - FOREIGN) * np.minimum(covered / FAMILIAR, 1)
    return np.where(unspaced, CHARACTERS, foreign).astype(np.float32)


def told(terms: "Array", unspaced: bool) -> float:
    """Return the information of distinct stems (hashes) beyond common words, in bits."""
    import numpy as np

    if not len(terms):
        return 0.0
    bits = rarity(terms)
    value = worth(np.array(np.mean(bits < RAREST)), np.array(unspaced))
    return float(np.maximum(bits - COMMON_BITS, 0).sum() * value)
