"""Write files atomically, and standard streams that may be full or closed."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

_MOST_LINKS = 8
"""Links of the system to an open file, such as /dev/stdout."""


class StdoutError(OSError):
    """Standard output cannot be written."""


def complete_streams() -> None:
    """Replace closed standard streams.

    Otherwise the next file that is opened gets their number, and their output. Reading and printing
    fail as they should; messages are lost.
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
    """Write to standard output, escaping what its encoding lacks. Raise StdoutError."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    try:
        stream.writelines(parts)
        stream.flush()
    except OSError as error:
        # Buffered text must not be written again, with an error, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise StdoutError(error.errno, error.strerror) from None


def to_stderr(*lines: str) -> None:
    """Write lines to standard error. If that fails, only the message is lost."""
    with suppress(OSError):
        for line in lines:
            # In one piece, so that the lines of several processes do not mix.
            print(f"{line}\n", end="", file=sys.stderr)


def to_file(path: str, parts: Iterable[str], check: Callable[[], None] | None = None) -> None:
    """Write a UTF-8 file that afterwards has either all of the text or its old contents. Raise
    OSError.

    ``check`` is called just before a file is replaced, and may raise an error to prevent it. Pipes
    and devices are written directly.
    """
    if not is_special(path):
        with replacing(path, check) as file:
            file.writelines(part.encode() for part in parts)
        return
    # Without O_NONBLOCK, a pipe without a reader would block the run for ever.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    with open(handle, "w", encoding="utf-8", newline="\n") as special:
        special.writelines(parts)


def is_special(path: str) -> bool:
    """Return whether a path is written directly: a pipe, a device, or a name of the system for an
    open file, such as /dev/stdout or /dev/fd/5."""
    mode = _mode(path)
    if mode is None or stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return False
    return not stat.S_ISLNK(mode) or descriptor(path) is not None


def descriptor(path: str) -> int | None:
    """Return the number of the open file that a path of the system stands for; None for other
    paths."""
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
    """Provide a file that replaces ``path`` in one step at the end.

    ``check`` is called just before, and may raise an error. On any failure, even if the process is
    killed, ``path`` stays unchanged. A link at ``path`` is replaced and not followed, so that
    nothing elsewhere is overwritten. Raise OSError.
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
        if sys.platform == "win32":  # where an open file cannot be renamed
            os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    """Return the type and permissions of ``path``; None if it does not exist."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


# A temporary file is locked by its writer. One that can be locked was left behind by a killed
# process.


def _new_file(folder: str, name: str) -> tuple[int, str]:
    """Return a new file next to ``name``, never an existing one or a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        path = os.path.join(folder, f".{name[:200]}.{os.urandom(4).hex()}.newslint")
        handle = os.open(path, flags, 0o666)
        _lock(handle, wait=True)
        if sys.platform == "win32" or os.fstat(handle).st_nlink:
            return handle, path
        os.close(handle)  # another run removed it as left behind


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
    """Lock a file until it is closed. Return False if that is not possible."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
