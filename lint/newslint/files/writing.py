"""Writing: files that are whole or as they were, and standard streams that may be full or gone."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

_MOST_LINKS = 8
"""Links from a name of the system's, such as /dev/stdout, to the open file."""


class StdoutError(OSError):
    """Standard output cannot be written to."""


def complete_streams() -> None:
    """Put something in the place of closed standard streams.

    Else the next file that is opened gets their number, and what is meant for them. Reading
    and showing fail as they should; messages are lost.
    """
    for name, flags in (
        ("stdin", os.O_WRONLY),
        ("stdout", os.O_RDONLY),
        ("stderr", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, flags), "r" if name == "stdin" else "w")
            setattr(sys, name, stream)


def to_stdout(parts: Iterable[str]) -> None:
    """Write to standard output, spelling out what its encoding lacks. Raises StdoutError."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    try:
        stream.writelines(parts)
        stream.flush()
    except OSError as error:
        # What is still buffered must not be tried again, loudly, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise StdoutError(error.errno, error.strerror) from None


def to_stderr(*lines: str) -> None:
    """Write lines to standard error; what it does not take is lost, and nothing else."""
    with suppress(OSError):
        for line in lines:
            print(line, file=sys.stderr)


def to_file(path: str, parts: Iterable[str], check: Callable[[], None] | None = None) -> None:
    """Write a UTF-8 file: afterwards it holds all of it, or what it held before. Raises OSError.

    ``check`` is called at the last moment before a file is replaced, and may raise an error that
    keeps it. Pipes and devices are written to as they are.
    """
    if not is_special(path):
        with replacing(path, check) as file:
            file.writelines(part.encode() for part in parts)
        return
    # Without O_NONBLOCK a pipe that nobody reads would block the run for ever.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    with open(handle, "w", encoding="utf-8", newline="\n") as special:
        special.writelines(parts)


def is_special(path: str) -> bool:
    """Whether a path is written to as it is: a pipe, a device, or a name that the system has for
    an open file, such as /dev/stdout or /dev/fd/5."""
    mode = _mode(path)
    if mode is None or stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return False
    return not stat.S_ISLNK(mode) or descriptor(path) is not None


def descriptor(path: str) -> int | None:
    """The number of the open file that the system means by a path; None for any other path."""
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(os.path.abspath(path))
        folder = os.path.realpath(folder)
        path = os.path.join(folder, name)
        if name.isdecimal() and folder in ("/dev/fd", f"/proc/{os.getpid()}/fd"):
            return int(name)
        if not (folder.startswith(("/dev", "/proc")) and os.path.islink(path)):
            return None
        path = os.path.join(folder, os.readlink(path))
    return None


@contextmanager
def replacing(path: str, check: Callable[[], None] | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of ``path`` in one step at the end. ``check`` is
    called just before, and may raise an error.

    On any failure, even if the process is killed, ``path`` stays as it was. A link at ``path``
    is replaced and not followed, so that nothing elsewhere is overwritten. Raises OSError.
    """
    mode = _mode(path)
    folder, name = os.path.split(path)
    _remove_leftovers(folder, name)
    handle, temporary = _new_file(folder, name)
    try:
        with open(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(handle)
            if mode is not None and stat.S_ISREG(mode):
                os.chmod(temporary, stat.S_IMODE(mode))
            if check is not None:
                check()
            if sys.platform != "win32":  # while it is locked
                os.replace(temporary, path)
        if sys.platform == "win32":  # where an open file cannot be moved
            os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    """The type and permissions of what is at ``path``; None for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


# A file on its way is locked by who writes it. One that can be locked was left by a process that
# was killed.


def _new_file(folder: str, name: str) -> tuple[int, str]:
    """A new file beside ``name``, never an existing one or a link that somebody put there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        path = os.path.join(folder, f".{name[:200]}.{os.urandom(4).hex()}.newslint")
        handle = os.open(path, flags, 0o666)
        _lock(handle, wait=True)
        if sys.platform == "win32" or os.fstat(handle).st_nlink:
            return handle, path
        os.close(handle)  # another run took it for a leftover


def _remove_leftovers(folder: str, name: str) -> None:
    leftover = re.compile(rf"\.{re.escape(name[:200])}\.[0-9a-f]{{8}}\.newslint")
    with suppress(OSError):
        for entry in os.scandir(folder or "."):
            if leftover.fullmatch(entry.name):
                _remove_leftover(entry.path)


def _remove_leftover(path: str) -> None:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError):
        handle = os.open(path, flags)
        try:
            if _lock(handle, wait=False):
                os.unlink(path)
        finally:
            os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock a file until it is closed; False where that cannot be."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
