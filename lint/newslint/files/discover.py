"""From paths to files, and from files to bytes: the only place that reads articles."""

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newslint.errors import UsageError
from newslint.settings import Config
from newslint.text import printable

if TYPE_CHECKING:
    from newslint.files.globs import IgnoreFile

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".html", ".txt", ".yaml", ".yml", ".json"})
"""What makes a file in a folder an article; a file that is named is taken whatever its name."""

MAX_IGNORE_FILE = 256 * 1024
"""Bytes of an ignore file."""
MAX_PATTERNS = 1_000
"""Patterns of ignore files that one path is held against."""

# Not everywhere: never wait for a FIFO, never follow a link in the last step.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Unreadable(Exception):
    """A file cannot be read; the message is for the person who runs newslint."""


class Stamp(NamedTuple):
    """What tells without reading it that a file is still the same; times in ns."""

    size: int
    modified: int
    changed: int
    inode: int


class Found(NamedTuple):
    """The files to lint, sorted, and sentences about what was left out on request."""

    files: list[str]
    notices: list[str]


class _Patterns(NamedTuple):
    """The patterns of one ignore file, and the folder they are relative to."""

    base: str
    file: "IgnoreFile"


def discover(paths: Iterable[str], config: Config) -> Found:
    """The article files under ``paths``, each once. Raises UsageError for a
    path that does not exist.

    Folders give the files with a suffix in `SUFFIXES`, leaving out hidden ones and what
    ``.gitignore`` files exclude; a folder that they exclude is taken when it is named. What the
    configuration excludes is left out in any case. A folder that cannot be entered is given as if
    it were a file: reading it says why.
    """
    found: set[str] = set()
    notices: list[str] = []
    excluded = _patterns(config.exclude, os.path.realpath(config.root))
    dropped = 0
    for given in paths:
        path = shown(given)
        if not given:
            raise UsageError("an empty PATH names no file or folder")
        if _is_folder(path):
            if excluded is not None and _excluded(excluded, os.path.realpath(path), folder=True):
                notices.append(f"{path} left out: excluded by the configuration")
                continue
            walked = _walk(path, excluded, notices)
            found.update(map(shown, walked) if path.startswith(os.pardir) else walked)
        elif not os.path.lexists(path):
            raise UsageError(f"there is no file or folder '{printable(given)}'")
        elif excluded is not None and _excluded(excluded, os.path.realpath(path), folder=False):
            dropped += 1
        else:
            found.add(path)
    if dropped:
        files = "1 file" if dropped == 1 else f"{dropped} files"
        notices.append(f"{files} left out: excluded by the configuration")
    return Found(sorted(found), notices)


def nothing_found(paths: Iterable[str]) -> str:
    """The sentence for a run that `discover` gives no file."""
    from newslint.text import quote

    where = " in " + ", ".join(map(quote, paths)) if paths else ""
    return f"no article found{where}; articles end in {', '.join(sorted(SUFFIXES))}"


def excludes(config: Config, path: str) -> bool:
    """Whether the configuration excludes the file ``path``, which need not be there."""
    excluded = _patterns(config.exclude, os.path.realpath(config.root))
    return excluded is not None and _excluded(excluded, os.path.realpath(path), folder=False)


def shown(path: str) -> str:
    """``path`` as reports name it: as seen from the working directory."""
    path = os.path.normpath(path)
    if not (os.path.isabs(path) or path.startswith(os.pardir)):
        return path
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return path


def exists(path: str) -> bool:
    """Whether there is something at ``path``, be it a broken link."""
    return os.path.lexists(path)


def leads_out(path: str) -> bool:
    """Whether links take ``path`` to a place outside the tree it seems to lie in.

    That tree is the working directory for paths below it, else the folder of the path.
    """
    return not _within(os.path.realpath(path), os.path.realpath(_base(path)))


def _base(path: str) -> str:
    here = os.getcwd()
    lexical = os.path.normpath(os.path.join(here, path))
    return here if _within(lexical, here) else os.path.dirname(lexical)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not leads_out(path)


def _walk(top: str, excluded: _Patterns | None, notices: list[str]) -> Iterator[str]:
    """The article files below ``top``; iterative, for trees deeper than the recursion limit."""
    real_top = os.path.realpath(top)
    links: list[str] = []
    seen: set[str] = set()
    inherited = _inherited(real_top, notices)
    if _ignored(inherited, real_top, folder=True):
        inherited = []
    always = [] if excluded is None else [excluded]
    pending = [(top, real_top, [*always, *inherited])]
    while pending:
        folder, real, patterns = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            patterns = _with_ignore_file(patterns, real, ".gitignore", notices)
        beginning = "" if folder == "." else os.path.join(folder, "")
        real_beginning = os.path.join(real, "")
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            path = beginning + name
            if entry.is_symlink():
                links.append(path)
            elif entry.is_dir(follow_symlinks=False):
                inner = real_beginning + name
                if not _ignored(patterns, inner, folder=True):
                    pending.append((path, inner, patterns))
            elif _is_article(name) and not (
                patterns and _ignored(patterns, real_beginning + name, folder=False)
            ):
                seen.add(real_beginning + name)
                yield path
    yield from _linked(links, seen)


def _is_article(name: str) -> bool:
    return name[name.rfind(".") :].lower() in SUFFIXES


def _linked(links: list[str], seen: set[str]) -> Iterator[str]:
    """Links to articles that were not met under their own name.

    Links to folders inside the tree lead to what was walked anyway; one that leads out of it
    is given, so that reading it says so.
    """
    for path in links:
        if leads_out(path):
            if _is_article(path) or os.path.isdir(path):
                yield path
        elif _is_article(path) and os.path.realpath(path) not in seen:
            yield path


def _inherited(folder: str, notices: list[str]) -> list[_Patterns]:
    """The ignore files above ``folder``, down from the root of its git work tree."""
    parents = []
    parent = folder
    while not os.path.exists(os.path.join(parent, ".git")):
        above = os.path.dirname(parent)
        if above == parent:
            return []
        parents.append(above)
        parent = above
    patterns: list[_Patterns] = []
    exclude = os.path.join(".git", "info", "exclude")
    if os.path.lexists(os.path.join(parent, exclude)):
        patterns = _with_ignore_file(patterns, parent, exclude, notices)
    for holder in reversed(parents):
        if os.path.lexists(os.path.join(holder, ".gitignore")):
            patterns = _with_ignore_file(patterns, holder, ".gitignore", notices)
    return patterns


def _with_ignore_file(
    patterns: list[_Patterns], folder: str, name: str, notices: list[str]
) -> list[_Patterns]:
    """``patterns``, and those of an ignore file; one that cannot be used is told of."""
    path = os.path.join(folder, name)
    try:
        text = read(path, MAX_IGNORE_FILE).decode("utf-8-sig", "surrogateescape")
        more = _patterns(text.split("\n"), folder)
        if more is None:
            return patterns
        if sum(len(known.file) for known in (*patterns, more)) > MAX_PATTERNS:
            raise Unreadable(f"there are more than {MAX_PATTERNS} patterns")
    except Unreadable as error:
        notices.append(f"{shown(path)} is not followed: {error}")
        return patterns
    return [*patterns, more]


def _patterns(lines: Iterable[str], base: str) -> _Patterns | None:
    """Patterns that are relative to ``base``; None when there are none."""
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    from newslint.files.globs import IgnoreFile

    return _Patterns(base, IgnoreFile(lines))


def _excluded(patterns: _Patterns, path: str, *, folder: bool) -> bool:
    """Whether ``path`` or a folder above it is ignored."""
    relative = os.path.relpath(path, patterns.base)
    folders = [i for i, char in enumerate(relative) if char == os.sep]
    above = (os.path.join(patterns.base, relative[:i]) for i in folders)
    if any(_ignored([patterns], folder, folder=True) for folder in above):
        return True
    return _ignored([patterns], path, folder=folder)


def _ignored(patterns: list[_Patterns], path: str, *, folder: bool) -> bool:
    """Whether the last ignore file that speaks of ``path`` excludes it."""
    for base, file in reversed(patterns):
        if path != base and _within(path, base):
            relative = path[len(base) :].replace(os.sep, "/").lstrip("/")
            verdict = file.verdict(relative, folder=folder)
            if verdict is not None:
                return verdict
    return False


def stamp(path: str) -> Stamp | None:
    """The stamp of a file; None when there is none to be had."""
    try:
        return _stamp(os.stat(path))
    except (OSError, ValueError):
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(source: bytes) -> bytes:
    """The hash that stands for the bytes of a file."""
    from hashlib import blake2b

    return blake2b(source, digest_size=16).digest()


def read(path: str, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises Unreadable."""
    return read_stamped(path, limit)[0]


def read_stamped(path: str, limit: int) -> tuple[bytes, Stamp]:
    """The bytes of a file, and the stamp that it had before they were read."""
    try:
        handle = _open(path)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is not a regular file")
        if status.st_size > limit:
            raise too_large(limit)
        source = os.read(handle, 16_384)
        if len(source) < status.st_size or len(source) == 16_384 or not status.st_size:
            source = _rest(handle, source, limit)
        if source and not (status.st_size or os.fstat(handle).st_size):
            # Made by the kernel as it is read, such as /proc/self/environ with its secrets.
            raise Unreadable("it is no file on a disk")
    except OSError as error:
        raise Unreadable(_reason(error)) from None
    finally:
        os.close(handle)
    if len(source) > limit:
        raise too_large(limit)
    return source, _stamp(status)


def too_large(limit: int) -> Unreadable:
    """What is said of more than ``limit`` bytes."""
    return Unreadable(f"it is larger than {limit} bytes")


def _open(path: str) -> int:
    tree = _tree(os.path.dirname(path), os.getcwd())
    if tree is None:
        raise _outside()
    try:
        handle = os.open(path, _READ | _NO_FOLLOW)
    except OSError:
        if not os.path.islink(path):
            raise
        if leads_out(path):
            raise _outside() from None
        handle = os.open(path, _READ)
    if not _opened_in(tree, handle):  # links were put in place meanwhile
        os.close(handle)
        raise _outside()
    return handle


def _outside() -> OSError:
    said = "a link takes it out of the checked folder; name the place that it leads to"
    return OSError(0, said)


@cache
def _tree(folder: str, here: str) -> str | None:
    """The tree that the files in a folder, as seen from ``here``, must lie in; None for a folder
    that links take out of it."""
    if folder and leads_out(folder):
        return None
    return os.path.realpath(_base(os.path.join(folder, "-")))


def _opened_in(tree: str, handle: int) -> bool:
    """Whether an open file lies in a tree, as far as the system tells where it lies (Linux)."""
    try:
        return _within(os.readlink(f"/proc/self/fd/{handle}"), tree)
    except OSError:
        return True


def _rest(handle: int, start: bytes, limit: int) -> bytes:
    """The whole of a file that goes on behind ``start``, up to just over ``limit`` bytes."""
    parts, size = [start], len(start)
    while size <= limit and (part := os.read(handle, min(1 << 20, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return (said or str(error)).lower()
