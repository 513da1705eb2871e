"""Articles with the same text, or one text inside another.

Containment of word shingles (Broder, "On the resemblance and containment of documents", 1997)
by an inverted index: resemblance and its MinHash estimate miss a short text inside a long one.
Shingles that many articles have are boilerplate and do not count.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity import words
from newslint.similarity.sketch import SAMPLE, SHINGLE, Sketch, shingle_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Pairs = NDArray[np.int64]

COMMON = 20
"""Articles that may share a shingle before it counts as boilerplate."""
MOST = 0.8
"""Share of the shorter text at which two texts are the same, boilerplate or not."""
_NEAR = 3  # neighbours that an article is compared with where many share a shingle
_SURE = 0.5  # of the threshold: what the sample must promise before the texts are read


class Estimate(NamedTuple):
    """Two articles, by index, and how much of the shorter text they seem to share."""

    first: int
    second: int
    share: float
    common: bool
    """Whether boilerplate was left out of the count, so that the whole texts tell less."""


def postings(sketches: Sequence[Sketch]) -> "Array":
    """uint64, sorted: the sampled shingles of all articles, each with its article's index.

    The hash is the upper half, the index the lower.
    """
    import numpy as np

    hashes = np.frombuffer(b"".join(sketch.shingles for sketch in sketches), np.uint32)
    counts = np.array([len(sketch.shingles) // 4 for sketch in sketches], np.int64)
    owners = np.repeat(np.arange(len(sketches), dtype=np.uint64), counts)
    keys = hashes.astype(np.uint64) << np.uint64(32) | owners
    keys.sort()
    return keys


def estimates(
    sketches: Sequence[Sketch], reported: "NDArray[np.bool_]", threshold: float
) -> Iterator[Estimate]:
    """The pairs that may share ``threshold`` of the shorter text, by their samples.

    At least one of each pair is reported.
    """
    import numpy as np

    keys = postings(sketches)
    hashes, owners = keys >> np.uint64(32), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = (
        np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(keys) else keys
    )
    frequency = np.diff(np.append(starts, len(keys))).astype(np.int64)
    each = np.repeat(frequency, frequency)  # of the shingle of each posting
    sizes = np.bincount(owners, minlength=len(sketches))
    rare = np.bincount(owners[each <= COMMON], minlength=len(sketches))

    alone = each == 1
    hashes, owners, each = hashes[~alone], owners[~alone], each[~alone]
    low = each <= COMMON
    pairs, shared = _pairs(hashes[low], owners[low], COMMON - 1, reported)
    smaller = np.minimum(rare[pairs[:, 0]], rare[pairs[:, 1]])
    share = shared / np.maximum(smaller, 1)
    likely = (share >= threshold * _SURE) & (shared * SAMPLE * 2 >= SHINGLE)
    whole = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    for (a, b), s, common in zip(
        pairs[likely].tolist(), share[likely].tolist(), (smaller < whole)[likely], strict=True
    ):
        yield Estimate(a, b, s, bool(common))
    if low.all():
        return
    known = set(map(tuple, pairs[likely].tolist()))
    pairs, shared = _pairs(hashes[~low], owners[~low], _NEAR, reported)
    rest = sizes - rare
    whole = np.minimum(rest[pairs[:, 0]], rest[pairs[:, 1]])
    share = shared / np.maximum(np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]]), 1)
    likely = (share >= MOST * _SURE) & (shared >= whole * MOST * _SURE)
    for (a, b), s in zip(pairs[likely].tolist(), share[likely].tolist(), strict=True):
        if (a, b) not in known:
            yield Estimate(a, b, s, True)


def _pairs(
    hashes: "Array", owners: "Array", reach: int, reported: "NDArray[np.bool_]"
) -> "tuple[Pairs, Pairs]":
    """Pairs of owners (a < b) of equal hashes at most ``reach`` apart, and how many they share."""
    import numpy as np

    count = np.int64(len(reported))
    codes = []
    for step in range(1, reach + 1):
        same = np.flatnonzero(hashes[step:] == hashes[:-step])
        if not len(same):
            break
        a, b = owners[same], owners[same + step]
        wanted = reported[a] | reported[b]
        codes.append(a[wanted] * count + b[wanted])
    found, shared = np.unique(np.concatenate(codes or [owners[:0]]), return_counts=True)
    return np.stack((found // max(count, 1), found % max(count, 1)), axis=1), shared


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

    @property
    def containment(self) -> float:
        """The share of the text that shares more of itself."""
        return max(self.shares)


class Text:
    """A text with its words and shingles, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = words.folded(text)
        self.spans = _word_spans(text, folded)
        self.words = [word for word, _, _ in self.spans]
        self.length = min(2 * SHINGLE if words.unspaced(folded) else SHINGLE, len(self.words))
        self.hashes = shingle_hashes(self.words, words.unspaced(folded)).tolist()

    def stretch(self, start: int, shingles: int) -> tuple[int, int]:
        """Where ``shingles`` shingles from number ``start`` on stand in the text."""
        last = min(start + shingles + self.length - 2, len(self.spans) - 1)
        return self.spans[start][1], self.spans[last][2]


def overlap(one: Text, other: Text) -> Overlap | None:
    """What two texts share; None if it is nothing."""
    mine, its = set(one.hashes), set(other.hashes)
    shared = mine & its
    if not shared:
        return None
    covered = 0
    end = 0
    for i, value in enumerate(one.hashes):
        if value in shared:
            covered += i + one.length - max(i, end)
            end = i + one.length
    start, length = _longest_run(one.hashes, shared)
    there = other.hashes.index(one.hashes[start])
    here = one.stretch(start, length)
    return Overlap(
        len(shared),
        (len(shared) / len(mine), len(shared) / len(its)),
        (here, other.stretch(there, length)),
        covered,
        one.text[slice(*here)],
    )


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


def _word_spans(text: str, folded: str) -> list[tuple[str, int, int]]:
    """The words of ``folded`` with their places in ``text``.

    Folding may change lengths; then each word of ``text`` is folded by itself, which gives the
    same words but for ligatures at their edges.
    """
    if len(text) == len(folded):
        found = words.pattern(folded).finditer(folded)
        return [(match[0], match.start(), match.end()) for match in found]
    spans = []
    for match in words.pattern(text + folded).finditer(text):
        folded_words = words.words(words.folded(match[0]))
        spans += [(word, match.start(), match.end()) for word in folded_words]
    return spans
