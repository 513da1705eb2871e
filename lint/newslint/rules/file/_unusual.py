"""The characters of a file that are neither printable ASCII nor ordinary line breaks."""

from bisect import bisect_right
from functools import lru_cache

from newslint.article import Article

_PLAIN = bytes([*range(0x20, 0x7F), *b"\t\n\r"])


@lru_cache(maxsize=1)
def unusual(article: Article) -> str:
    """All unusual characters of the file, in order and without what stands between them.

    What is in the text is in here; what stands side by side in here need not do so in the text.
    Nothing for a file that could not be decoded. Deleting bytes is by far the fastest way to
    pass over ordinary text: a regular expression takes five times as long.
    """
    if article.faults and article.faults[0].rule == "unreadable-file":
        return ""
    rest = article.text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return rest.decode("utf-8", "surrogatepass")


def field_at(article: Article, offset: int) -> str | None:
    """The JSON Pointer of the innermost value of the front matter around ``offset``."""
    if not article.block.start <= offset < article.block.end:
        return None
    starts, ends, pointers = _values(article)
    i = bisect_right(starts, offset) - 1
    return pointers[i] if i >= 0 and offset < ends[i] else None


@lru_cache(maxsize=1)
def _values(article: Article) -> tuple[list[int], list[int], list[str]]:
    """Where the values start and end, and their pointers; outer ones before inner ones."""
    found = sorted((place.start, -place.end, name) for name, place in article.places.items())
    return [f[0] for f in found], [-f[1] for f in found], [f[2] for f in found]
