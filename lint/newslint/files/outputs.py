"""Decide where outputs may be written: to new files, and over files that newslint wrote.

Everything that writes a file named by the user asks here, before the run and again before writing.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from newslint.errors import UsageError
from newslint.files.names import SUFFIXES
from newslint.files.writing import descriptor, is_special, to_file
from newslint.text import printable

LOOKED_AT = 1 << 20
"""Maximum bytes of a file to examine to recognise it."""

_STDOUT = 1
_Identity = str | int | tuple[int, int]
"""A path without links in its folder, the number of a descriptor, or device and inode."""


class Obstacle(NamedTuple):
    """Why an output cannot be written to a place, and what to do about it."""

    what: str
    advice: str


class Outputs:
    """The files that one run writes.

    ``is_ours`` tells whether newslint wrote a text, from its first `LOOKED_AT` bytes. ``inputs``
    are the files that the run reads, with their names for messages.
    """

    def __init__(self, is_ours: Callable[[str], bool], inputs: Mapping[str, str]) -> None:
        self._is_ours = is_ours
        self._inputs = inputs
        self._claimed: dict[_Identity, str] = {}
        self._written: list[str] = []

    def claim(self, path: str | None) -> None:
        """Reserve a place for an output, None for standard output. Raise UsageError if nothing may
        be written there, or if another output is."""
        if path == "":
            raise UsageError("an output needs the name of a file")
        identities = _of_open(_STDOUT) if path is None else _identities(path)
        for identity in identities & self._claimed.keys():
            where = self._claimed[identity]
            raise UsageError(f"two reports {where}: give each its own file, -f NAME=FILE")
        where = "on standard output" if _STDOUT in identities else f"in '{printable(path or '')}'"
        self._claimed |= dict.fromkeys(identities, where)
        if path is not None:
            self._check(path)

    def write(self, path: str, parts: Iterable[str]) -> None:
        """Write an output as a whole, or not at all. Raise UsageError if the current file may not
        be replaced, OSError if it cannot be written."""
        self._check(path)
        to_file(path, parts, lambda: self._check(path))
        self._written.append(path)

    def _check(self, path: str) -> None:
        obstacle = self._obstacle(path)
        if obstacle is not None:
            raise UsageError(f"'{printable(path)}' {obstacle.what}: {obstacle.advice}")

    def _obstacle(self, path: str) -> Obstacle | None:
        identities = _identities(path)
        for other, what in self._inputs.items():
            if identities & _identities(other):
                return Obstacle(f"is {what}", "choose another file for the output")
        if is_special(path):
            return _of_special(path)
        try:
            status = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            folder = os.path.dirname(path) or "."
            if os.path.isdir(folder):
                return None
            return Obstacle("cannot be written", f"there is no folder '{printable(folder)}'")
        except OSError:
            return None  # writing reports the problem
        if any(identities & _identities(other) for other in self._written):
            return Obstacle("holds another output of this run", "give each its own file")
        return self._of_file(path, status)

    def _of_file(self, path: str, status: os.stat_result) -> Obstacle | None:
        if stat.S_ISDIR(status.st_mode):
            return Obstacle("is a folder", "name a file in it")
        if stat.S_ISLNK(status.st_mode):
            return Obstacle("is a link", "name the file that it leads to, or remove it")
        if not status.st_size and not _has_a_purpose(path):
            return None
        try:
            if status.st_size and self._is_ours(_beginning(path)):
                return None
        except OSError as error:
            return Obstacle(
                f"cannot be read ({error.strerror})", "choose another file, or remove it"
            )
        is_article = os.path.splitext(path)[1].lower() in SUFFIXES
        what = "an article, or another file" if is_article else "a file"
        return Obstacle(
            f"is {what} that newslint did not write",
            "choose another file for the output, or remove it",
        )


def _has_a_purpose(path: str) -> bool:
    """Return whether even an empty file of this name belongs to somebody: an article, settings,
    code."""
    name = os.path.basename(path).lower()
    return name.startswith(".") or os.path.splitext(name)[1] in _NEVER_OURS


_NEVER_OURS = frozenset(
    {".md", ".markdown", ".mdx", ".html", ".yml", ".yaml", ".toml", ".py", ".js", ".lock", ".cfg"}
)


def _of_special(path: str) -> Obstacle | None:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return None  # writing reports the problem
    if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        what = "a socket" if stat.S_ISSOCK(mode) else "a disk"
        return Obstacle(f"is {what}", "choose another file for the output")
    return None


def _beginning(path: str) -> str:
    """Return the beginning of a file; of a long one, up to an empty line or else the end of a line.
    Raise OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        source = file.read(LOOKED_AT)
    if len(source) == LOOKED_AT:
        end = source.rfind(b"\n\n", LOOKED_AT // 2) + 2
        if end < 2:
            end = source.rfind(b"\n") + 1
        source = source[:end] or source
    return source.decode("utf-8-sig", "replace")


def _identities(path: str) -> set[_Identity]:
    """Return the identities of a place, whatever its name; none for the null device, which accepts
    any number of outputs."""
    number = descriptor(path)
    if number is not None:
        return _of_open(number)
    folder, name = os.path.split(path)
    whole = os.path.join(os.path.realpath(folder), name)
    if whole == os.devnull:
        return set()
    try:
        return {whole, *_inode(os.stat(path))}
    except OSError:
        return {whole}


def _of_open(number: int) -> set[_Identity]:
    try:
        return {number, *_inode(os.fstat(number))}
    except OSError:
        return {number}


def _inode(status: os.stat_result) -> set[tuple[int, int]]:
    """Return the identity of a file; None for devices, such as the terminal that is both standard
    output and error."""
    if stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode):
        return {(status.st_dev, status.st_ino)}
    return set()
