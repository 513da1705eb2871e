"""Decide what a search leaves out, by the configuration and by ignore files."""

import os
from typing import TYPE_CHECKING, NamedTuple

from newslint.settings import globs

if TYPE_CHECKING:
    from newslint.files.globs import Globs, IgnoreFile


def within(path: str, folder: str) -> bool:
    """Return whether a path is a folder or below it; both are absolute."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class Exclusion:
    """Globs of files to leave out, relative to a folder, and which of them have matched."""

    def __init__(self, patterns: tuple[str, ...], root: str) -> None:
        self._globs: Globs = globs(patterns)
        self._root = os.path.join(os.path.realpath(root), "")
        self.used: set[int] = set()
        """The indexes of globs that have matched."""

    def names(self, path: str) -> list[str] | None:
        """Return the names of an absolute path below the root; None for a path elsewhere."""
        if not path.startswith(self._root):
            return None
        return path[len(self._root) :].split(os.sep)

    def covers(self, names: list[str] | None, *, folder: bool, whole: bool = False) -> bool:
        """Return whether the path with these `names` is left out, or without ``whole`` a folder
        above it."""
        index = self._globs.first(names, folder=folder, whole=whole) if names else None
        if index is not None:
            self.used.add(index)
        return index is not None


class Patterns(NamedTuple):
    """The patterns of one ignore file, and the folder they are relative to."""

    base: str
    file: "IgnoreFile"

    def names(self, path: str) -> list[str] | None:
        """Return the names of a path below that folder; None for another path."""
        if path == self.base or not within(path, self.base):
            return None
        return path[len(self.base) :].lstrip(os.sep).split(os.sep)


class Filter:
    """Decides which entries of one folder are left out.

    ``real`` is the folder without links, ``alias`` with them; empty if there are none.
    """

    def __init__(
        self, exclusion: Exclusion | None, real: str, alias: str, patterns: list[Patterns]
    ) -> None:
        self._exclusion = exclusion
        ways = (real, alias) if alias else (real,)
        self._ways = []
        if exclusion is not None:
            wholes = (exclusion.names(os.path.join(way, "")) for way in ways)
            self._ways = [names[:-1] for names in wholes if names is not None]
        last_first = ((one.file, one.names(os.path.join(real, ""))) for one in reversed(patterns))
        self._ignore_files = [(file, names[:-1]) for file, names in last_first if names is not None]

    def leaves_out(self, name: str, *, folder: bool) -> bool:
        """Return whether an entry is left out, if the folder itself is not."""
        for way in self._ways:
            assert self._exclusion is not None
            if self._exclusion.covers([*way, name], folder=folder, whole=True):
                return True
        for file, way in self._ignore_files:
            verdict = file.verdict_of([*way, name], folder=folder)
            if verdict is not None:
                return verdict
        return False
