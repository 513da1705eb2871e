"""From paths to files, and from files to bytes: the only place that reads articles."""

import os
import stat
from collections.abc import Iterable, Iterator

from newslint.config import Config

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".html", ".txt", ".yaml", ".yml", ".json"})


class Unreadable(Exception):
    """A file cannot be read; the message is for the person who runs newslint."""


def discover(paths: Iterable[str], config: Config) -> list[str]:
    """The article files under ``paths``, each once, sorted. Raises FileNotFoundError.

    A file that is named is taken whatever its name; a folder gives the files with a known
    suffix, leaving out hidden ones and what ignore files and the configuration exclude.
    """
    found: set[str] = set()
    for path in paths:
        path = os.path.normpath(path)
        if os.path.isdir(path):
            found.update(_walk(path))
        elif os.path.lexists(path):
            found.add(path)
        else:
            raise FileNotFoundError(path)
    return sorted(found)


def exists(path: str) -> bool:
    """Whether there is something at ``path``, be it a broken link."""
    return os.path.lexists(path)


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith("."):
                yield os.path.normpath(os.path.join(parent, name))


def read(path: str, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises Unreadable."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable("not a regular file")
        parts, size = [], 0
        while part := os.read(handle, min(65536, limit + 1 - size)):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Unreadable(f"larger than {limit} bytes")
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    finally:
        os.close(handle)
    return b"".join(parts)
