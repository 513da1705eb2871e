"""How rare each word is in English at large: the background that a small collection lacks."""

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
"""Bits that tell nothing: those of a word that is one in 64."""
RAREST = 22.0
"""Bits of a word that the table does not hold: about one in four million words."""
FAMILIAR = 0.5
"""Share of stems known to the background from which a text is in the language that it is of."""
FOREIGN, CHARACTERS = 0.6, 0.3
"""What the bits of a stem are worth where the background knows none, so that all seem rare; and
of pairs of characters, of which each character is in two."""
NUMBER_BITS = (11.0, 13.0, 18.0, 21.0)
"""Bits of a number of 1, 2, 3, 4 digits, which the table does not hold either: one word in 50 of
news is a number, and the shorter ones are the more frequent."""
YEARS, YEAR_BITS = range(1900, 2100), 12.0
"""Numbers that are years, and their bits."""


@cache
def _table() -> "tuple[Array, NDArray[np.float32]]":
    """The stems' hashes in order, and the bits of each.

    ``background.txt`` has one line for each level of rarity: -log2 of the share of words that
    are of the stem, then the stems. See benchmarks/accuracy/background.py for its source.
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
    """The bits of information in meeting each of ``terms`` (hashes of stems) in English text."""
    import numpy as np

    hashes, bits = _table()
    places = np.minimum(np.searchsorted(hashes, terms), len(hashes) - 1)
    return np.where(hashes[places] == terms, bits[places], np.float32(RAREST)).astype(np.float32)


def worth(known: "Array", unspaced: "Array") -> "NDArray[np.float32]":
    """What the bits of texts are worth, given the share of their stems that the table holds."""
    import numpy as np

    foreign = FOREIGN + (1 - FOREIGN) * np.minimum(known / FAMILIAR, 1)
    return np.where(unspaced, CHARACTERS, foreign).astype(np.float32)


def told(terms: "Array", unspaced: bool) -> float:
    """What distinct stems (their hashes) tell beyond common words, in bits."""
    import numpy as np

    if not len(terms):
        return 0.0
    bits = rarity(terms)
    value = worth(np.array(np.mean(bits < RAREST)), np.array(unspaced))
    return float(np.maximum(bits - COMMON_BITS, 0).sum() * value)
