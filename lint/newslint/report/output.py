"""Where reports go: a file, whole or not at all, or standard output."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from typing import Protocol

from newslint.report import Report, Style, reporter


class Stream(Protocol):
    """What may be a terminal."""

    def isatty(self) -> bool: ...


def write(name: str, report: Report, style: Style, file: str | None = None) -> bool:
    """Write ``report`` in the format ``name`` to ``file``, or to standard output.

    Returns False, and says why on standard error, if it could not be written. Raises
    BrokenPipeError when the reader of standard output has gone.
    """
    if file is not None:
        style = style._replace(color=False)
    parts = reporter(name).render(report, style)
    try:
        if file is None:
            to_stdout(parts)
        else:
            to_file(file, parts)
    except BrokenPipeError:
        raise
    except OSError as error:
        from newslint.text import printable

        target = "standard output" if file is None else file
        reason = error.strerror or str(error)
        message = f"newslint: error: cannot write {name} to {printable(target)}: {reason}"
        print(message, file=sys.stderr)
        return False
    return True


def to_stdout(parts: Iterable[str]) -> None:
    """Write to standard output, spelling out what its encoding lacks. Raises OSError."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    try:
        stream.writelines(parts)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError:
        # What is still buffered must not be tried again, loudly, when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


def to_file(path: str, parts: Iterable[str]) -> None:
    """Write a UTF-8 file: afterwards it holds all of it, or what it held before. Raises OSError.

    A link at ``path`` is replaced and not followed, so that a report cannot overwrite a file
    elsewhere. Pipes and devices are written to as they are.
    """
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        # Without O_NONBLOCK a pipe that nobody reads would block the run for ever.
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)
        with open(handle, "w", encoding="utf-8", newline="\n") as special:
            special.writelines(parts)
        return

    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:200]}.{os.urandom(4).hex()}.tmp")
    # Never an existing file, be it a link that somebody has put there.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    """The type and permissions of what is at ``path``, links followed; None for nothing."""
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def wants_color(choice: str, stream: Stream, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what goes to ``stream``: ``choice`` is "always", "never" or "auto".

    "auto" honours NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org), set to anything
    but nothing, then looks for a terminal that can.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"
