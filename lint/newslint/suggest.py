"""Suggest corrections for mistyped names."""

from collections.abc import Iterable
from functools import lru_cache

MAX_WORK = 100_000
"""Maximum pairs of characters to compare for one suggestion. Beyond that, only case and separators
are ignored, because there may be thousands of names and of mistakes."""


def closest(name: str, names: Iterable[str], similarity: float = 0.7) -> str | None:
    """Return the one of ``names`` that ``name`` most likely stands for, or None.

    Case and separators are ignored; otherwise difflib's ratio must reach ``similarity``.
    """
    return _closest(_folded(name[:100]), tuple(names), similarity)


@lru_cache(maxsize=1_000)  # the articles of a site make the same mistakes
def _closest(name: str, names: tuple[str, ...], similarity: float) -> str | None:
    folded, size = _all_folded(names)
    if name in folded or len(name) * size > MAX_WORK:
        return folded.get(name)
    from difflib import get_close_matches

    near = get_close_matches(name, folded, n=1, cutoff=similarity)
    return folded[near[0]] if near else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return the end of an error message, ``, did you mean 'title'?``, or an empty string."""
    guess = closest(name, names)
    return f", did you mean '{guess}'?" if guess else ""


@lru_cache(maxsize=8)
def _all_folded(names: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """Return the names by their folded spelling, and their total length."""
    folded = {_folded(candidate): candidate for candidate in names}
    return folded, sum(map(len, folded))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "") or name


def misspelt(name: str, names: Iterable[str]) -> str | None:
    """Return the one of ``names`` that ``name`` is certainly a typo of, or None.

    A typo is different case or separators, or one letter doubled, omitted, added, replaced or
    swapped with its neighbour. Short names must be closer, and a plural is not a typo: `authors`
    may exist next to `author`.
    """
    if len(name) > _LONGEST_SLIP:
        return None
    folded = _folded(name)
    for candidate in names:
        if candidate != name and _folded(candidate) == folded:
            return candidate
    return next((candidate for candidate in names if _is_slip(name, candidate)), None)


_LONGEST_SLIP = 64
_SHORTEST_SLIP = 4
_SHORTEST_OTHER = 6  # letters; in shorter names a replaced letter is not a typo


def _is_slip(name: str, meant: str) -> bool:
    """Return whether ``name`` is ``meant`` with one typo (Damerau, 1964)."""
    if min(len(name), len(meant)) < _SHORTEST_SLIP or abs(len(name) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(name), len(meant)) and name[start] == meant[start]:
        start += 1
    rest, wanted = name[start:], meant[start:]
    if len(rest) == len(wanted):
        if rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]:
            return True
        return len(meant) >= _SHORTEST_OTHER and rest[1:] == wanted[1:]
    if len(rest) > len(wanted):  # an extra letter
        doubled = start > 0 and rest[:1] == name[start - 1]
        enough = doubled or len(meant) >= _SHORTEST_OTHER
        return enough and rest[1:] == wanted and not (rest == "s" and not doubled)
    return len(meant) >= _SHORTEST_OTHER and rest == wanted[1:] and wanted != "s"
