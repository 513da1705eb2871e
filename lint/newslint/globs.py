"""Matching paths with globs as ignore files have them, without the cost of a regex per path.

``*`` and ``?`` stand for characters other than ``/``, ``[...]`` for one of several, ``**`` for
any number of folders. A glob with a ``/`` before its end is tied to the root, one without matches
at any depth; what matches a folder matches everything in it.
"""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase


class Globs:
    """Several globs, any of which may match. Linear in the number of folders per ``**``."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._globs = [_parts(glob) for glob in globs]

    def __repr__(self) -> str:
        return f"Globs({['/'.join(parts) for parts in self._globs]})"

    def match(self, path: str) -> bool:
        """Whether ``path`` (relative to the root, with ``/``) or a folder above it matches."""
        if path.startswith("../"):
            return False
        parts = [part for part in path.split("/") if part != "."]
        return any(_match(glob, parts) for glob in self._globs)


def _parts(glob: str) -> list[str]:
    tied = "/" in glob.rstrip("/")
    parts = [part for part in glob.split("/") if part not in ("", ".")]
    if not tied:
        parts.insert(0, "**")
    return [part for i, part in enumerate(parts) if part != "**" or parts[i - 1 : i] != ["**"]]


def _match(glob: Sequence[str], path: Sequence[str]) -> bool:
    """Greedy matching with one step back: to the last ``**``, which takes one folder more."""
    i = j = 0
    back: tuple[int, int] | None = None
    while i < len(glob):
        if glob[i] == "**":
            if i + 1 == len(glob):
                return j < len(path)
            i, back = i + 1, (i + 1, j)
        elif j < len(path) and fnmatchcase(path[j], glob[i]):
            i, j = i + 1, j + 1
        elif back is not None and back[1] < len(path):
            back = back[0], back[1] + 1
            i, j = back
        else:
            return False
    return True  # the rest of the path is inside what matched
