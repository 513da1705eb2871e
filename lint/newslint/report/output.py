"""Where reports go: a file, whole or not at all, or standard output."""

import os
from collections.abc import Mapping
from errno import EPIPE
from typing import TYPE_CHECKING, Protocol, TextIO

from newslint.errors import UsageError
from newslint.files.writing import to_stderr, to_stdout
from newslint.report import Report, Style, reporter

if TYPE_CHECKING:
    from newslint.files.outputs import Outputs


class Stream(Protocol):
    """What may be a terminal."""

    def isatty(self) -> bool: ...


def write(
    name: str,
    report: Report,
    style: Style,
    file: str | None = None,
    outputs: "Outputs | None" = None,
) -> bool:
    """Write ``report`` in the format ``name`` to ``file``, or to standard output.

    ``outputs`` decides what ``file`` may replace. Returns False if the report could not be
    written, and says why on standard error, unless it is that the reader of standard output,
    `head` perhaps, has seen enough.
    """
    if file is not None:
        style = style._replace(color=False, links=False, width=Style().width)
    parts = reporter(name).render(report, style)
    try:
        if file is None:
            to_stdout(parts)
        else:
            if outputs is None:
                from newslint.report import own

                outputs = own.outputs({})
            outputs.write(file, parts)
    except UsageError as error:
        to_stderr(f"newslint: error: {error}")
        return False
    except OSError as error:
        if file is not None or error.errno != EPIPE:
            from newslint.text import printable

            target = "standard output" if file is None else printable(file)
            reason = error.strerror or error
            to_stderr(f"newslint: error: cannot write {name} to {target}: {reason}")
        return False
    return True


NARROWEST = 40
"""The narrowest terminal, in columns, that reports adapt to."""


def columns(stream: TextIO) -> int:
    """How wide the report on ``stream`` may be: as the terminal that it is, if it is one."""
    try:
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        width = 0
    return max(width, NARROWEST) if width else Style().width


def wants_color(choice: str, stream: Stream, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what goes to ``stream``: ``choice`` is "always", "never" or "auto".

    "auto" honours NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org; 0 is no colour), then
    looks for a terminal with colours.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if force := environment.get("FORCE_COLOR"):
        return force.lower() not in ("0", "false")
    return stream.isatty() and environment.get("TERM") != "dumb"


_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio")
_LINKING_TERMINALS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "contour")
_LINKING_VTE = 5000  # 0.50


def wants_links(stream: Stream, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether ``stream`` is a terminal that shows hyperlinks (OSC 8).

    There is no way to ask a terminal, so the known ones are listed:
    https://github.com/Alhadis/OSC8-Adoption.
    """
    if not stream.isatty() or environment.get("NO_COLOR"):
        return False
    if "FORCE_HYPERLINK" in environment:
        return environment["FORCE_HYPERLINK"] not in ("", "0")
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or environment.get("TERM", "").startswith(_LINKING_TERMINALS)
        or any(name in environment for name in ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION"))
        or (vte.isdigit() and int(vte) >= _LINKING_VTE)
    )
