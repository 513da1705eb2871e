"""Find files and read their bytes. Only this module reads articles."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from heapq import heappop, heappush
from typing import NamedTuple

from newslint.errors import UsageError
from newslint.files.filters import Exclusion, Filter, Patterns, within
from newslint.files.names import SUFFIXES, UNSUPPORTED, is_hidden, is_project_file, suffix_of
from newslint.settings import Config, Placed
from newslint.text import printable

MAX_IGNORE_FILE = 256 * 1024
"""Maximum bytes of an ignore file."""
MAX_PATTERNS = 1_000
"""Maximum patterns of ignore files for one path."""

_SHORTAGES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
_GIT_EXCLUDE = os.path.join(".git", "info", "exclude")

# Where available: never wait for a FIFO, never follow a link in the last component.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Unreadable(Exception):
    """A file cannot be read. The message is for the user."""


class TooLarge(Unreadable):
    """A file is larger than allowed."""


class Stamp(NamedTuple):
    """Values that tell without reading that a file is unchanged; times in ns."""

    size: int
    modified: int
    changed: int
    inode: int


# Reasons in `Discovery.left_out`. They are nouns because they are counted.
SITE_FILE = "site file"
"""A file or folder that is not an article according to the preset."""
UNSUPPORTED_FILE = "unsupported file"
"""A file in a text format that newslint does not read."""
HIDDEN_FILE = "hidden file"
OTHER_FILE = "other file"
"""A named file without the name of an article."""


class Discovery(NamedTuple):
    """The files to lint, sorted, and other results of the search."""

    files: list[str]
    places: dict[str, str]
    """The real path of each file, without links."""
    notices: list[str]
    """Notices about files and folders that were left out."""
    idle: tuple[str, ...] = ()
    """Globs of `exclude` that matched nothing."""
    named: frozenset[str] = frozenset()
    """Those of ``files`` that were named, and are articles for that reason."""
    left_out: dict[str, str] = {}
    """Files that might be articles but are left out, with the reason. Folders end in a slash."""


def discover(paths: Iterable[str], config: Config) -> Discovery:
    """Return the files under ``paths`` that can be articles, judged by their names.

    In folders these are the files with a suffix in `SUFFIXES` and those that ``include`` matches,
    except hidden files, those that ``.gitignore`` files ignore, and those that are not articles
    according to the preset. A named folder is searched even if these exclude it. Files that the
    configuration excludes are always left out. A folder that cannot be read is returned like a
    file, so that reading it reports the reason. Raise UsageError for a path that does not exist.

    With ``config.only_articles``, named files are treated like those in a folder.

    Links inside the tree are followed to files that are not found under their own name, so that
    each file is returned once, under the first of several links.
    """
    walk = _Walk(config)
    named: list[str] = []
    folders: list[str] = []
    dropped = 0
    for given in paths:
        path = shown(given)
        if not given:
            raise UsageError("an empty PATH names no file or folder")
        is_folder = _is_folder(path)
        if not (is_folder or os.path.lexists(path)):
            raise UsageError(f"there is no file or folder '{printable(given)}'")
        if walk.excludes(path, folder=is_folder):
            if is_folder:
                walk.notice(f"{path} left out: excluded by the configuration")
            dropped += not is_folder
        elif is_folder:
            folders.append(path)
        elif config.only_articles and (reason := walk.reason_against(path)):
            walk.left_out[path] = reason
        else:
            named.append(path)
    walk.run(named, folders)
    if dropped:
        files = "1 file" if dropped == 1 else f"{dropped} files"
        walk.notice(f"{files} left out: excluded by the configuration")
    return walk.discovery()


def roots(config: Config) -> tuple[list[str], list[str]]:
    """Return the configured roots that exist, and a sentence for each of the others, with its place
    in the configuration."""
    found: list[str] = []
    missing: list[str] = []
    for root, path in zip(config.roots, config.paths(config.roots), strict=True):
        if exists(path):
            found.append(path)
        else:
            place = f"{root.place}: " if isinstance(root, Placed) else ""
            missing.append(f"{place}roots: there is no file or folder '{printable(path)}'")
    return found, missing


def nothing_found(paths: Iterable[str], left_out: int = 0) -> str:
    """Return the error message of a run without articles, of which ``left_out`` files were
    candidates."""
    from newslint.text import quote

    where = " in " + ", ".join(map(quote, paths)) if paths else ""
    if left_out:
        files = "1 file is" if left_out == 1 else f"{left_out:,} files are"
        return f"no article found{where}; {files} left out: see --show-files"
    return f"no article found{where}; articles end in {', '.join(sorted(SUFFIXES))}"


def _unsupported(left_out: Mapping[str, str]) -> Iterator[str]:
    """Yield a notice about files in formats that newslint does not support."""
    paths = sorted(path for path, why in left_out.items() if why == UNSUPPORTED_FILE)
    if paths:
        suffixes = ", ".join(sorted({suffix_of(path) for path in paths}))
        files = f"{paths[0]} is" if len(paths) == 1 else f"{len(paths):,} files are"
        yield f"{files} not linted: newslint does not support {suffixes}"


def excludes(config: Config, path: str) -> bool:
    """Return whether the configuration excludes the file ``path``, which need not exist."""
    return _Walk(config).excludes(path, folder=False)


def shown(path: str) -> str:
    """Return ``path`` as reports show it, relative to the working directory."""
    path = os.path.normpath(path)
    if not (os.path.isabs(path) or path.startswith(os.pardir)):
        return path
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return path


def exists(path: str) -> bool:
    """Return whether there is something at ``path``, even a broken link."""
    return os.path.lexists(path)


def leads_out(path: str) -> bool:
    """Return whether links take ``path`` outside of the tree that seems to contain it.

    That tree is the working directory for paths below it, else the folder of the path.
    """
    return not within(os.path.realpath(path), os.path.realpath(_base(path)))


def _base(path: str) -> str:
    here = os.getcwd()
    lexical = os.path.normpath(os.path.join(here, path))
    return here if within(lexical, here) else os.path.dirname(lexical)


def _whole(path: str) -> str:
    """Return the absolute path without resolving links."""
    return os.path.normpath(os.path.join(os.getcwd(), path))


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not leads_out(path)


class _Folder(NamedTuple):
    """A folder to search."""

    path: str
    """The path for reports."""
    real: str
    alias: str
    """The absolute path with its links; empty if there are none."""
    patterns: list[Patterns]
    """The ignore files above it."""


class _Git(NamedTuple):
    """Git's view of a path: the patterns that apply there, and whether the path or a folder above
    it is ignored."""

    patterns: list[Patterns]
    ignores: bool
    ignores_above: bool


class _Walk:
    """Finds the articles below folders, each once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._exclusion = Exclusion(config.exclude, config.root) if config.exclude else None
        self._include = Exclusion(config.include, config.root) if config.include else None
        others = config.not_articles
        self._others = Exclusion(others, config.site or config.root) if others else None
        self.left_out: dict[str, str] = {}
        self._named: dict[str, str] = {}  # path to real path
        self._files: dict[str, str] = {}  # real path to path
        self._entered: set[str] = set()  # real paths of folders
        self._tops: list[str] = []
        self._links: list[str] = []  # a heap
        self._broken: list[str] = []
        self._ignore_files: dict[str, Patterns | None] = {}
        self._inside: dict[str, tuple[list[Patterns], bool]] = {}  # by folder
        self._notices: dict[str, None] = {}

    def discovery(self) -> Discovery:
        places = {path: real for real, path in self._files.items()} | self._named
        used = self._exclusion.used if self._exclusion else ()
        idle = [glob for index, glob in enumerate(self._config.exclude) if index not in used]
        notices = [*self._notices, *_broken(self._broken), *_unsupported(self.left_out)]
        named = frozenset() if self._config.only_articles else frozenset(self._named)
        left_out = {path: why for path, why in self.left_out.items() if path not in places}
        return Discovery(sorted(places), places, notices, tuple(idle), named, left_out)

    def notice(self, sentence: str) -> None:
        """Add a notice, once."""
        self._notices[sentence] = None

    def excludes(self, path: str, *, folder: bool) -> bool:
        """Return whether the configuration excludes a path, by its name or its target."""
        return any(
            self._excludes(way, folder=folder) for way in {os.path.realpath(path), _whole(path)}
        )

    def _excludes(self, path: str, *, folder: bool) -> bool:
        exclusion = self._exclusion
        return exclusion is not None and exclusion.covers(exclusion.names(path), folder=folder)

    def reason_against(self, path: str) -> str | None:
        """Return why a search of its folder would not return the file ``path``; None if it
        would."""
        real = os.path.realpath(path)
        if is_hidden(path):
            return HIDDEN_FILE
        if self._others is not None and self._others.covers(self._others.names(real), folder=False):
            return SITE_FILE
        if self._may_be_article(os.path.basename(path), real):
            return None
        return UNSUPPORTED_FILE if suffix_of(path) in UNSUPPORTED else OTHER_FILE

    def _may_be_article(self, name: str, real: str) -> bool:
        """Return whether a file has the name of an article, or ``include`` matches it."""
        if suffix_of(name) in SUFFIXES:
            return True
        include = self._include
        return include is not None and include.covers(include.names(real), folder=False)

    def run(self, named: Iterable[str], folders: Iterable[str]) -> None:
        """Add named files and the articles below named folders, even if git ignores them."""
        own: list[str] = []
        linked: list[str] = []
        for path in sorted(set(folders)):
            (own if os.path.realpath(path) == _whole(path) else linked).append(path)
        for path in own:
            self._folder(path)
        self._named = {path: os.path.realpath(path) for path in named}
        self._files = {real: path for path, real in self._named.items()} | self._files
        for path in linked:  # last: their targets may have been found under their own names
            self._folder(path)
        self._follow_links()

    def _folder(self, path: str) -> None:
        real = os.path.realpath(path)
        git = self._git(real)
        self._tops.append(real)
        self._walk(path, real, [] if git.ignores else git.patterns)

    def _walk(self, path: str, real: str, patterns: list[Patterns]) -> None:
        """Search a folder, without recursion, because trees may be deeper than the recursion
        limit."""
        whole = _whole(path)
        pending = [_Folder(path, real, "" if whole == real else whole, patterns)]
        while pending:
            folder = pending.pop()
            if folder.real in self._entered:
                continue
            self._entered.add(folder.real)
            try:
                entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
            except OSError as error:
                if _is_shortage(error):
                    raise
                self._take(folder.path, folder.real)
                continue
            pending += self._enter(folder, entries)

    def _enter(self, folder: _Folder, entries: "list[os.DirEntry[str]]") -> Iterator[_Folder]:
        """Add the articles in a folder, remember its links, and yield its folders."""
        path, real, alias, patterns = folder
        if any(entry.name == ".gitignore" for entry in entries):
            patterns = self._with_ignore_file(patterns, real, ".gitignore")
        leaves_out = None
        if patterns or self._exclusion is not None:
            leaves_out = Filter(self._exclusion, real, alias, patterns).leaves_out
        path = "" if path == "." else os.path.join(path, "")
        real = os.path.join(real, "")
        alias = os.path.join(alias, "") if alias else ""
        is_other = self._other_filter(real)
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            is_link = entry.is_symlink()
            is_folder = not is_link and entry.is_dir(follow_symlinks=False)
            may_be_article = is_link or is_folder or self._may_be_article(name, real + name)
            if not may_be_article and suffix_of(name) not in UNSUPPORTED:
                continue
            if leaves_out is not None and leaves_out(name, folder=is_folder):
                continue
            if is_other is not None and is_other(name, folder=is_folder):
                self._leave_out(path + name, SITE_FILE, folder=is_folder)
            elif is_link:
                heappush(self._links, path + name)
            elif is_folder:
                yield _Folder(path + name, real + name, alias and alias + name, patterns)
            elif may_be_article:
                self._take(path + name, real + name)
            elif not is_project_file(name):
                self._leave_out(path + name, UNSUPPORTED_FILE)

    def _other_filter(self, folder: str) -> "Callable[..., bool] | None":
        """Return a function that tells which entries of a folder are not articles by the preset."""
        others = self._others
        names = None if others is None else others.names(folder)
        if others is None or names is None:
            return None
        above = names[:-1]

        def is_other(name: str, *, folder: bool) -> bool:
            return others.covers([*above, name], folder=folder, whole=True)

        return is_other

    def _leave_out(self, path: str, reason: str, *, folder: bool = False) -> None:
        if path.startswith(os.pardir):
            path = shown(path)
        self.left_out[os.path.join(path, "") if folder else path] = reason

    def _take(self, path: str, real: str) -> None:
        if path.startswith(os.pardir):
            path = shown(path)
        self._files.setdefault(real, path)

    # Links

    def _follow_links(self) -> None:
        """Add the targets of links, unless they were found under their own names.

        A link that is broken or leads out of the tree is added as a file, so that reading it
        reports the reason.
        """
        while self._links:
            path = heappop(self._links)
            real = os.path.realpath(path)
            if real in self._entered or real in self._files:
                continue
            is_folder = os.path.isdir(real)
            if is_folder and self._excludes(_whole(path), folder=True):
                continue
            exists = os.path.exists(real)
            if not (is_folder or self._may_be_article(os.path.basename(path), real)):
                if "." not in os.path.basename(path) and not exists:
                    self._broken.append(path)
            elif not exists or leads_out(path):
                self._take(path, _whole(path))
            else:
                self._follow(path, real, is_folder=is_folder)

    def _follow(self, path: str, real: str, *, is_folder: bool) -> None:
        git = self._git(real, folder=is_folder)
        if self._excludes(real, folder=is_folder):
            self.notice(f"{path} left out: it leads to {shown(real)}, which is excluded")
        elif git.ignores or git.ignores_above:
            self.notice(f"{path} left out: it leads to {shown(real)}, which git ignores")
        elif is_folder:
            self._walk(path, real, git.patterns)
        else:
            self._take(path, real)

    # Ignore files

    def _git(self, path: str, *, folder: bool = True) -> _Git:
        """Return git's view of a resolved path."""
        root, holders = self._holders(path)
        patterns: list[Patterns] = []
        if root is not None:
            patterns = self._with_ignore_file(patterns, root, _GIT_EXCLUDE)
        ignored = ignored_above = False
        for holder in holders:
            if holder not in self._inside:
                if holder != holders[0]:
                    ignored_above |= _ignored(patterns, holder, folder=True)
                patterns = self._with_ignore_file(patterns, holder, ".gitignore")
                self._inside[holder] = patterns, ignored_above
            patterns, ignored_above = self._inside[holder]
            ignored = holder == holders[-1] and _ignored(patterns, path, folder=folder)
        return _Git(patterns, ignored, ignored_above)

    def _holders(self, path: str) -> tuple[str | None, list[str]]:
        """Return the root of the git work tree of ``path``, and the folders above ``path`` whose
        ignore files apply, from the top.

        Without a work tree, these are the folders that are searched.
        """
        above = [path]
        while not os.path.exists(os.path.join(above[-1], ".git")):
            parent = os.path.dirname(above[-1])
            if parent == above[-1]:
                tops = [top for top in self._tops if within(path, top)]
                return None, [one for one in above[:0:-1] if any(within(one, t) for t in tops)]
            above.append(parent)
        return above[-1], above[:0:-1]

    def _with_ignore_file(self, patterns: list[Patterns], folder: str, name: str) -> list[Patterns]:
        """Return ``patterns`` with those of an ignore file, if it exists and can be read."""
        path = os.path.join(folder, name)
        if path not in self._ignore_files:
            self._ignore_files[path] = self._ignore_file(path, folder)
        more = self._ignore_files[path]
        if more is None:
            return patterns
        if sum(len(one.file) for one in (*patterns, more)) > MAX_PATTERNS:
            self._ignore_no_more(path, f"there are more than {MAX_PATTERNS} patterns")
            return patterns
        return [*patterns, more]

    def _ignore_file(self, path: str, base: str) -> Patterns | None:
        if not os.path.lexists(path):
            return None
        try:
            text = read(path, MAX_IGNORE_FILE).decode("utf-8-sig", "surrogateescape")
        except Unreadable as error:
            self._ignore_no_more(path, str(error))
            return None
        if not any(line.strip() and not line.startswith("#") for line in text.split("\n")):
            return None
        from newslint.files.globs import IgnoreFile

        return Patterns(base, IgnoreFile(text.split("\n")))

    def _ignore_no_more(self, path: str, why: str) -> None:
        self.notice(f"{shown(path)} is ignored: {why}")


def _ignored(patterns: list[Patterns], path: str, *, folder: bool) -> bool:
    holder, name = os.path.split(path)
    return Filter(None, holder, "", patterns).leaves_out(name, folder=folder)


def _broken(links: list[str]) -> Iterator[str]:
    """Yield a notice about broken links whose names do not tell whether they led to articles."""
    if len(links) == 1:
        yield f"{links[0]} is a broken link"
    elif links:
        yield f"{len(links)} links are broken, {links[0]} among them"


def stamp(path: str) -> Stamp | None:
    """Return the stamp of a file; None if it has none."""
    try:
        return _stamp(os.stat(path))
    except (OSError, ValueError):
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(source: bytes) -> bytes:
    """Return the hash that identifies the bytes of a file."""
    from hashlib import blake2b

    return blake2b(source, digest_size=16).digest()


def read(path: str, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes. Raise Unreadable."""
    return read_stamped(path, limit)[0]


def read_stamped(path: str, limit: int) -> tuple[bytes, Stamp]:
    """Return the bytes of a file, and its stamp before they were read. Raise Unreadable."""
    try:
        handle = _open(path)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
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
            # Generated by the kernel, such as /proc/self/environ with its secrets.
            raise Unreadable("it is no file on a disk")
    except OSError as error:
        raise _unreadable(error) from None
    finally:
        os.close(handle)
    if len(source) > limit:
        raise too_large(limit)
    return source, _stamp(status)


def too_large(limit: int) -> TooLarge:
    """Return the error for a file of more than ``limit`` bytes."""
    return TooLarge(f"it is larger than {limit} bytes")


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
    if not _opened_in(tree, handle):  # links were created meanwhile
        os.close(handle)
        raise _outside()
    return handle


def _outside() -> OSError:
    said = "a link takes it out of the checked folder; name the place that it leads to"
    return OSError(0, said)


@cache
def _tree(folder: str, here: str) -> str | None:
    """Return the tree that must contain the files in a folder, relative to ``here``; None for a
    folder that links take outside of it."""
    if folder and leads_out(folder):
        return None
    return os.path.realpath(_base(os.path.join(folder, "-")))


def _opened_in(tree: str, handle: int) -> bool:
    """Return whether an open file is in a tree, if the system can tell (Linux)."""
    try:
        return within(os.readlink(f"/proc/self/fd/{handle}"), tree)
    except OSError:
        return True


def _rest(handle: int, start: bytes, limit: int) -> bytes:
    """Return all bytes of a file that begins with ``start``, up to just over ``limit`` bytes."""
    parts, size = [start], len(start)
    while size <= limit and (part := os.read(handle, min(1 << 20, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _unreadable(error: OSError | ValueError) -> Exception:
    """Return the exception for a file that cannot be read: the error itself if the file is not to
    blame."""
    return error if _is_shortage(error) else Unreadable(_reason(error))


def _is_shortage(error: OSError | ValueError) -> bool:
    """Return whether the system has no memory or file descriptors left."""
    return isinstance(error, OSError) and error.errno in _SHORTAGES


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return (said or str(error)).lower()
