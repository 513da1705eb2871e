"""Guessing what a mistyped name was meant to be."""

from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` most likely stands for, or None.

    Other case and other separators count as the same name; beyond that, similarity by
    difflib's ratio, at least 0.7.
    """
    from difflib import get_close_matches

    names = list(known)
    folded = {_folded(candidate): candidate for candidate in names}
    short = name[:100]
    if _folded(short) in folded:
        return folded[_folded(short)]
    near = get_close_matches(_folded(short), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The tail of an error message: ``, did you mean 'title'?``, or nothing."""
    guess = closest(name, known)
    return f", did you mean '{guess}'?" if guess else ""


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "") or name
