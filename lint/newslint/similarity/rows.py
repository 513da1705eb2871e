"""A sparse matrix of uint32, for comparing many rows at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Floats = NDArray[np.float32]


class Rows:
    """A sparse matrix: sorted values (uint32) for each article."""

    def __init__(self, values: "Array", lengths: "Array") -> None:
        import numpy as np

        self.values = values
        self.owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._ends = np.concatenate(([0], np.cumsum(lengths)))
        self._keys = self.owners.astype(np.uint64) << np.uint64(32) | values

    @classmethod
    def of(cls, rows: Sequence[bytes]) -> "Rows":
        """Return the matrix with these rows of uint32."""
        import numpy as np

        lengths = np.array([len(row) // 4 for row in rows], np.int64)
        return cls(np.frombuffer(b"".join(rows), np.uint32), lengths)

    def sums(self, values: "Array") -> "Array":
        """Return the sum of ``values``, one for each entry of the matrix, by row."""
        import numpy as np

        return np.bincount(self.owners, values, minlength=len(self._ends) - 1)

    def unit(self, values: "Array") -> "Floats":
        """Return ``values`` with every row scaled to length 1."""
        import numpy as np

        lengths = np.sqrt(np.maximum(self.sums(values * values), 1e-12)).astype(np.float32)
        unit: Floats = (values / lengths[self.owners]).astype(np.float32)
        return unit

    def common(self, pairs: "Array") -> "tuple[Array, Array, Array]":
        """Return what the two rows of each pair share: number of the pair, place in one, in the
        other."""
        import numpy as np

        starts, lengths = self._ends[pairs[:, 0]], np.diff(self._ends)[pairs[:, 0]]
        which = np.repeat(np.arange(len(pairs)), lengths)
        mine = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths - starts, lengths)
        if not len(mine):
            return which, mine, mine
        wanted = pairs[which, 1].astype(np.uint64) << np.uint64(32) | self.values[mine]
        its = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        hit = self._keys[its] == wanted
        return which[hit], mine[hit], its[hit]


def is_in(values: "Array", among: "Array") -> "Array":
    """Return which of ``values`` are ``among`` other, sorted values. np.isin takes a hundred times
    as long for few values and many others."""
    import numpy as np

    if not len(among):
        return np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    inside: Array = among[places] == values
    return inside


def distinct(values: "Array") -> "Array":
    """Sort ``values`` in place, and return the distinct ones. np.unique takes several times as
    long."""
    values.sort()
    return values[firsts(values)]


def counted(values: "Array") -> "tuple[Array, Array]":
    """Sort ``values`` in place, and return the distinct ones and their frequencies."""
    import numpy as np

    values.sort()
    starts = np.flatnonzero(firsts(values))
    return values[starts], np.diff(starts, append=len(values))


def firsts(values: "Array") -> "NDArray[np.bool_]":
    """Return which of sorted values differ from the one before."""
    import numpy as np

    first = np.empty(len(values), bool)
    first[:1] = True
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first
