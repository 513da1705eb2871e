"""An index on disk of the articles that are compared with each other.

A corpus rule gives every article some keys, 64-bit numbers such that two articles only need to be
compared if they share some. With the keys of a whole collection in one sorted file, a run on a few
changed files looks up their neighbours and loads only their facts. The file is memory-mapped, so
only the parts that are looked up are read.

The file also holds what is known only from the whole collection (see `newslint.rule.Overview`), and
the content hash of each article. Articles that changed since then are neighbours of every other
article, until they are so many that the file is rewritten. It is replaced atomically, so parallel
runs see the old one or the new one. A damaged file is ignored.
"""

import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from newslint.rule import KeyKind, Overview, key, kinds_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

MAX_AGE = 30 * 86_400
"""Seconds after which an unused index is removed."""

_MAGIC = b"newslint keys 2\n"
_HEADER = struct.Struct("<QQQQQ")  # articles, those counted, keys, ignored keys, bytes of the table
_DIGEST = 16  # bytes of the hash of a content


class Index:
    """The keys of a collection at the time the file was written."""

    def __init__(self, file: str) -> None:
        """Map ``file``. Raise OSError or ValueError."""
        import numpy as np

        with open(file, "rb") as opened:
            if opened.read(len(_MAGIC)) != _MAGIC:
                raise ValueError("not an index")
            articles, self.counted, count, silent, size = _HEADER.unpack(opened.read(_HEADER.size))
            start = opened.tell() + size + 8 * silent
            # Keys, their owners, and how many of the owners before are counted.
            if os.fstat(opened.fileno()).st_size != start + 16 * count + 4:
                raise ValueError("cut short")
            table = opened.read(size)
            self.silent: Keys = np.frombuffer(opened.read(8 * silent), np.dtype("<u8"))
            """Return the ignored keys of a kind, sorted."""
        contents, names = table[: articles * _DIGEST], table[articles * _DIGEST :]
        self.paths = os.fsdecode(names.rstrip(b"\0")).split("\0") if articles else []
        if len(self.paths) != articles:
            raise ValueError("damaged")
        self._contents = [contents[i : i + _DIGEST] for i in range(0, len(contents), _DIGEST)]
        self._keys: Keys = np.memmap(file, np.dtype("<u8"), "r", start, (count,))
        self._owners = np.memmap(file, np.dtype("<u4"), "r", start + 8 * count, (count,))
        self._before = np.memmap(file, np.dtype("<u4"), "r", start + 12 * count, (count + 1,))

    def stale(self, contents: Mapping[str, bytes]) -> list[str]:
        """Return the articles that are not in the index, or have changed since."""
        recorded = dict(zip(self.paths, self._contents, strict=True))
        return [path for path, content in contents.items() if recorded.get(path) != content]

    def neighbours(self, keys: "Keys", kinds: Sequence[KeyKind]) -> set[str]:
        """Return the articles that share enough of ``keys``, which are distinct and of one article.

        ``kinds`` gives the number of shared keys of each kind that is enough. Ignored keys do not
        count.
        """
        import numpy as np

        keys = keys[~np.isin(keys, self.silent)]
        starts, ends = self._found(keys)
        kind_of = kinds_of(keys)
        neighbours: set[str] = set()
        for kind, (needed,) in enumerate(kinds):
            asked = (kind_of == kind) & (ends > starts)
            if not (needed and asked.any()):
                continue
            spans = zip(starts[asked].tolist(), ends[asked].tolist(), strict=True)
            owners = np.concatenate([self._owners[start:end] for start, end in spans])
            numbers, shared = np.unique(owners, return_counts=True)
            near = numbers[(shared >= needed) & (numbers < len(self.paths))]
            neighbours.update(self.paths[number] for number in near.tolist())
        return neighbours

    def holders(self, keys: "Keys", *, copies: bool = False) -> "NDArray[np.int64]":
        """Return how many articles have each of ``keys``, with or without ``copies`` of others."""
        import numpy as np

        starts, ends = self._found(keys)
        if copies:
            return ends - starts
        return self._before[ends].astype(np.int64) - self._before[starts]

    def _found(self, keys: "Keys") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Return where each of ``keys`` begins and ends."""
        import numpy as np

        return np.searchsorted(self._keys, keys), np.searchsorted(self._keys, keys, side="right")


def open_index(file: str) -> Index | None:
    """Return the index in ``file``; None if there is none that can be used."""
    try:
        index = Index(file)
        os.utime(file)
    except (OSError, ValueError, MemoryError, struct.error):
        return None
    return index


def write_index(
    file: str,
    contents: Mapping[str, bytes],
    keys: Mapping[str, "Keys"],
    overview: Overview,
) -> None:
    """Write the index of the articles with these contents and keys. Do nothing if that fails."""
    import numpy as np

    from newslint.files.writing import replacing

    paths = list(contents)
    parts = [keys.get(path, np.zeros(0, np.uint64)) for path in paths]
    every = np.concatenate([np.zeros(0, np.uint64), *parts])
    owners = np.repeat(np.arange(len(paths), dtype=np.uint32), [len(part) for part in parts])
    del parts
    order = every.argsort(kind="stable")
    owners = owners[order]
    counted = np.array([path in keys and path not in overview.copies for path in paths], bool)
    before = np.concatenate(([0], np.cumsum(counted[owners], dtype=np.uint32)))
    silent = np.zeros(0, np.uint64) if overview.silent is None else overview.silent
    table = b"".join(contents.values()) + os.fsencode("\0".join(paths))
    table += b"\0" * (-(len(_MAGIC) + _HEADER.size + len(table)) % 8)  # keys lie aligned
    header = _HEADER.pack(
        len(paths), np.count_nonzero(counted), len(every), len(silent), len(table)
    )
    # A full disk or the like must not fail the run; the next run tries again.
    with suppress(OSError), replacing(file) as opened:
        opened.write(_MAGIC + header + table)
        opened.write(silent.astype("<u8", copy=False).data)
        opened.write(every[order].astype("<u8", copy=False).data)
        opened.write(owners.astype("<u4", copy=False).data)
        opened.write(before.astype("<u4", copy=False).data)


def remove_unused(files: Iterable[str], now: float) -> None:
    """Remove indexes that were not used for `MAX_AGE`."""
    for file in files:
        with suppress(OSError):
            if now - os.stat(file).st_mtime > MAX_AGE:
                os.unlink(file)


class Indexed:
    """The collection of an index and what is new in it: see `newslint.rule.Whole`."""

    def __init__(self, index: Index, new: Sequence["Keys"] = ()) -> None:
        """``new`` are the keys of articles that are not in the index."""
        import numpy as np

        self.articles = index.counted + len(new)
        self._index = index
        self._new = np.sort(np.concatenate([np.zeros(0, np.uint64), *new]))

    def holders(
        self, kind: int, values: "NDArray[np.uint32]", *, copies: bool = False
    ) -> "NDArray[np.int64]":
        """Return how many articles have each key of a kind, with or without ``copies``."""
        import numpy as np

        keys = _keys(kind, values)
        new = np.searchsorted(self._new, keys, side="right") - np.searchsorted(self._new, keys)
        return self._index.holders(keys, copies=copies) + new

    def silent(self, kind: int) -> "NDArray[np.uint32]":
        """Return the ignored keys of a kind, sorted."""
        import numpy as np

        silent = self._index.silent
        values: NDArray[np.uint32] = silent[kinds_of(silent) == kind].astype(np.uint32)
        return values


def _keys(kind: int, values: "NDArray[np.uint32]") -> "Keys":
    import numpy as np

    return np.uint64(key(kind, 0)) | values.astype(np.uint64)
