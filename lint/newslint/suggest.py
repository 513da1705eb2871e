"""Guessing what a mistyped name was meant to be."""

from collections.abc import Iterable
from functools import lru_cache

MAX_WORK = 100_000
"""Pairs of characters that are compared for a guess. Beyond that only other case and other
separators are seen through: there may be thousands of names, and of mistakes."""


def closest(name: str, known: Iterable[str], similarity: float = 0.7) -> str | None:
    """The known name that ``name`` most likely stands for, or None.

    Other case and other separators count as the same name; beyond that, difflib's ratio must reach
    ``similarity``.
    """
    folded, size = _all_folded(tuple(known))
    short = _folded(name[:100])
    if short in folded or len(short) * size > MAX_WORK:
        return folded.get(short)
    from difflib import get_close_matches

    near = get_close_matches(short, folded, n=1, cutoff=similarity)
    return folded[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The tail of an error message: ``, did you mean 'title'?``, or nothing."""
    guess = closest(name, known)
    return f", did you mean '{guess}'?" if guess else ""


@lru_cache(maxsize=8)
def _all_folded(known: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """Names by their folded spelling, and how many characters they have together."""
    folded = {_folded(candidate): candidate for candidate in known}
    return folded, sum(map(len, folded))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "") or name
