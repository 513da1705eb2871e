"""What the texts of several articles are compared by: shingles and stems.

Each step works on the texts of all articles at once, since a call of numpy for the few hundred
words of one takes longer than the work itself. Values of several articles are kept apart by the
number of the article in their highest bits.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.similarity.lexicon import Lexicon
from newslint.similarity.rows import distinct, firsts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.similarity.lexicon import Numbers

    Array = NDArray[Any]
    Hashes = NDArray[np.uint64]

SHINGLE = 5
"""Words in a shingle; twice as many characters in scripts without spaces."""
SAMPLE = 4
"""One shingle in so many is kept. The hash decides, so all articles keep the same ones."""
MOST = 256
"""Maximum articles at once. Their number takes 8 bits, so that the upper 56 of a hash tell the
shingles of one text apart."""
TITLE_MARK, LEAD_MARK, COUNT_STEP = 1, 2, 4
_MAX_COUNT = 63


class Words(NamedTuple):
    """The words of an article, by number."""

    body: "Numbers"
    unspaced: bool
    """Whether the body is in a script without spaces."""
    parts: "tuple[Numbers, Numbers, Numbers]"
    """The words whose stems are compared, of title, lead and body."""
    language: str | None


class Features(NamedTuple):
    """What an article is compared by (see `newslint.similarity.sketch.Sketch`)."""

    hashes: "Hashes"
    """The hashes of all shingles in order."""
    size: int
    shingles: bytes
    terms: bytes
    marks: bytes
    phrases: bytes


def of(book: Lexicon, articles: Sequence[Words]) -> list[Features]:
    """Return the features of each of `MOST` articles or fewer."""
    if not articles:
        return []
    hashes = _shingles(book, articles)
    columns = _sampled(hashes), _terms(book, articles)
    return [
        Features(own, *sample, *stems) for own, sample, stems in zip(hashes, *columns, strict=True)
    ]


def shingle_length(unspaced: bool) -> int:
    """Return the words in a shingle."""
    return 2 * SHINGLE if unspaced else SHINGLE


def _shingles(book: Lexicon, articles: Sequence[Words]) -> "list[Hashes]":
    """Return the hashes of the shingles of each body, as `shingled` does."""
    import numpy as np

    words = book.hashes(np.concatenate([article.body for article in articles]))
    spaced = shingled(words, SHINGLE)  # with some across the ends of bodies, which are left out
    hashes = []
    end = 0
    for article in articles:
        start, end = end, end + len(article.body)
        if article.unspaced or end - start < SHINGLE:
            hashes.append(shingled(words[start:end], shingle_length(article.unspaced)))
        else:
            hashes.append(spaced[start : end - SHINGLE + 1])
    return hashes


def shingled(words: "Hashes", length: int) -> "Hashes":
    """Return the 64-bit hash of every sequence of ``length`` words by the position of its first
    word, given the hashes of the words.

    A shorter text is one shingle.
    """
    import numpy as np

    length = min(length, len(words))
    # A polynomial over the words' hashes, then the finaliser of MurmurHash3 (Appleby, public
    # domain) so that every bit, also those that choose the sample, depends on every word.
    total = np.zeros(len(words) - length + 1 if length else 0, np.uint64)
    for offset in range(length):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += words[offset : offset + len(total)]
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        total ^= total >> np.uint64(33)
        total *= np.uint64(factor)
    return total ^ (total >> np.uint64(33))


def _sampled(hashes: "Sequence[Hashes]") -> Iterator[tuple[int, bytes]]:
    """Yield the number of distinct shingles of each text, and the sampled ones."""
    import numpy as np

    every = np.concatenate(hashes)
    owners = _owners(hashes)
    every_one = distinct(owners << np.uint64(56) | every >> np.uint64(8))
    sizes = np.bincount((every_one >> np.uint64(56)).astype(np.int64), minlength=len(hashes))
    kept = every % np.uint64(SAMPLE) == 0
    samples = distinct(owners[kept] << np.uint64(32) | every[kept] >> np.uint64(32))
    return zip(sizes.tolist(), _apart(samples, len(hashes)), strict=True)


def _terms(book: Lexicon, articles: Sequence[Words]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield the terms of each article, their marks, and its phrases."""
    import numpy as np

    parts = [part for article in articles for part in (*article.parts, article.body[:0])]
    places = _owners(parts)  # four for each article, so that shifts tell them apart
    stems = _stems(book, np.concatenate(parts), articles, places >> np.uint64(2))
    told = stems > 0
    stems, places = stems[told], places[told]
    owners = places >> np.uint64(2)
    pairs = stems[:-1].astype(np.uint32) * np.uint32(0x9E3779B1) ^ stems[1:].astype(np.uint32)
    near = places[1:] == places[:-1]
    phrases = distinct((owners[1:] << np.uint64(32) | pairs)[near])
    each = owners << np.uint64(34) | stems << np.uint64(2) | places & np.uint64(3)
    each.sort()
    every = each >> np.uint64(2)
    starts = np.flatnonzero(firsts(every))
    counts = np.array((1 << 32, 1 << 48, COUNT_STEP))[each.astype(np.int64) & 3]
    sums = np.add.reduceat(counts, starts) if len(starts) else counts
    marks = np.minimum(sums & 0xFFFFFFFF, _MAX_COUNT * COUNT_STEP)
    marks |= TITLE_MARK * (sums >> 32 & 0xFFFF > 0) | LEAD_MARK * (sums >> 48 > 0)
    all_marks = marks.astype(np.uint8).tobytes()
    end = 0
    columns = _apart(every[starts], len(articles)), _apart(phrases, len(articles))
    for own_terms, own_phrases in zip(*columns, strict=True):
        start, end = end, end + len(own_terms) // 4
        yield own_terms, all_marks[start:end], own_phrases


def _stems(
    book: Lexicon, numbers: "Numbers", articles: Sequence[Words], owners: "Hashes"
) -> "Hashes":
    """Return the hashes of the stems of words, each in the language of its article."""
    import numpy as np

    languages = [article.language for article in articles]
    stems = np.zeros(len(numbers), np.uint64)
    for language in dict.fromkeys(languages):
        spoken = np.array([language == own for own in languages])[owners.astype(np.int64)]
        stems[spoken] = book.stems(numbers[spoken], language)
    return stems


def _owners(parts: "Sequence[Array]") -> "Hashes":
    """Return the number of its part for each value of the concatenated parts."""
    import numpy as np

    return np.repeat(np.arange(len(parts), dtype=np.uint64), [len(part) for part in parts])


def _apart(values: "Hashes", count: int) -> list[bytes]:
    """Return the lower halves of sorted values as uint32, by their upper halves, which are below
    ``count``."""
    import numpy as np

    bounds = values.searchsorted(np.arange(count + 1, dtype=np.uint64) << np.uint64(32)).tolist()
    data = values.astype(np.uint32).tobytes()
    return [data[4 * start : 4 * end] for start, end in pairwise(bounds)]
