"""Report globs of the configuration that match no file, because a folder was renamed or
mistyped."""

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice, takewhile

from newslint.files.discover import Discovery
from newslint.files.globs import Plain, is_literal, plain_globs
from newslint.settings import Config, Placed, globs
from newslint.suggest import closest
from newslint.text import quote

MAX_REPORTED = 20
"""Maximum globs to report."""
MAX_TRIED = 500_000
"""Maximum paths to try all globs on, which takes some 0.5 s."""
MAX_GUESSES = 100
"""Maximum names to find a similar one for, at most some 5 ms each."""


def unmatched(config: Config, discovery: Discovery) -> Iterator[str]:
    """Yield a notice for each glob that matches no file of a collection.

    Globs of ``exclude`` are often for files that exist only sometimes, such as ``node_modules``.
    These are reported only if something has nearly the same name.
    """
    files = _Files(config, discovery)
    pairs = chain(_nearly_right(discovery.idle, files), _matching_nothing(config, files))
    for glob, guess in islice(pairs, MAX_REPORTED):
        place = f"{glob.place}: " if isinstance(glob, Placed) else ""
        tail = f"; did you mean {quote(guess)}?" if guess else ""
        yield f"{place}no file matches {quote(glob)}{tail}"


def _nearly_right(exclude: Iterable[str], files: "_Files") -> Iterator[tuple[str, str]]:
    for glob in exclude:
        guess = files.nearest(glob, similarity=0.8)
        if guess and not _is_output(glob, guess):
            yield glob, guess


def _matching_nothing(config: Config, files: "_Files") -> Iterator[tuple[str, str | None]]:
    of_overrides = (glob for override in config.overrides for glob in override.files)
    for glob in (*of_overrides, *config.schemas):
        if not (files.match(glob) or files.lies_elsewhere(glob)):
            yield glob, files.nearest(glob)


class _Files:
    """The files of a collection, relative to the root of the configuration."""

    def __init__(self, config: Config, discovery: Discovery) -> None:
        self._config = config
        self._discovery = discovery
        self._left = MAX_TRIED
        self._guesses = MAX_GUESSES

    @cached_property
    def _paths(self) -> list[str]:
        folders: dict[str, str] = {}
        paths = []
        for path in self._discovery.files:
            folder, name = os.path.split(path)
            if folder not in folders:
                inner = self._config.within(folder or ".")
                folders[folder] = "" if inner == "." else f"{inner}/"
            paths.append(folders[folder] + name)
        return sorted(paths)

    @cached_property
    def _names(self) -> list[str]:
        """The names of all files, and of the folders above them."""
        return sorted({name for path in self._paths for name in path.split("/")})

    def match(self, glob: str) -> bool:
        """Return whether a file matches; True if it would take too long to find out."""
        compiled = globs((glob,))
        candidates = (path for plain in plain_globs(glob) for path in self._below(plain))
        return any(compiled.match(path) for path in candidates) or self._left < 0

    def _below(self, plain: Plain) -> Iterator[str]:
        """Yield the files whose paths begin like a glob."""
        base = "/".join(_beginning(plain))
        for path in islice(self._paths, bisect_left(self._paths, base), None):
            self._left -= 1
            if self._left < 0 or not path.startswith(base):
                return
            yield path

    def nearest(self, glob: str, similarity: float = 0.7) -> str | None:
        """Return what the glob may have meant: a name anywhere, or a path from the root; or
        None."""
        for plain in plain_globs(glob):
            if plain.anywhere or plain.names[0] == "**":
                literal = [name for name in plain.names if is_literal(name)]
                guess = self._alike(literal[0], self._names, similarity) if literal else None
            else:
                guess = self._nearest_path(_beginning(plain), similarity)
            if guess:
                return guess
        return None

    def _nearest_path(self, names: list[str], similarity: float) -> str | None:
        """Return the path of these names up to the first that does not exist, with a similar name
        that does."""
        folder = self._config.root
        for number, name in enumerate(names):
            inner = os.path.join(folder, name)
            if not os.path.lexists(inner):
                guess = self._alike(name, _listed(folder), similarity)
                return guess and "/".join((*names[:number], guess))
            folder = inner
        return None

    def _alike(self, name: str, names: list[str], similarity: float) -> str | None:
        """Return the most similar of several names; None if one is the same."""
        self._guesses -= 1
        if name in names or self._guesses < 0:
            return None
        hidden = name.startswith(".")
        return closest(
            name, [one for one in names if hidden or not one.startswith(".")], similarity
        )

    def lies_elsewhere(self, glob: str) -> bool:
        """Return whether a glob is about something that exists outside of the collection."""
        roots = [self._config.within(path) for path in self._config.paths(self._config.roots)]
        for plain in plain_globs(glob):
            base = "/".join(_beginning(plain))
            if base and os.path.lexists(os.path.join(self._config.root, base)):
                return bool(roots) and not any(_overlap(base, root) for root in roots)
        return False


def _beginning(plain: Plain) -> list[str]:
    """Return the literal names at the start of a glob."""
    return [] if plain.anywhere else list(takewhile(is_literal, plain.names))


def _overlap(one: str, other: str) -> bool:
    """Return whether one of two paths is the other, or a folder above it."""
    if "." in (one, other):
        return True
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _is_output(glob: str, guess: str) -> bool:
    """Return whether the names are those of a folder and of its output, such as ``site`` and
    ``_site``."""
    names = {name for plain in plain_globs(glob) for name in plain.names if name[0] in "._"}
    return guess.rpartition("/")[2] in {name.lstrip("._") for name in names}
