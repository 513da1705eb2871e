"""Telling a person at a terminal how far a long run has come."""

import os
import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """Silent progress, and the interface of the visible one.

    Use as a context manager; `begin` starts a stage, `advance` counts within it.
    """

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def begin(self, stage: str, total: int | None = None) -> None:
        """A stage begins, with ``total`` steps if that is known."""

    def advance(self, steps: int = 1, said: str = "") -> None:
        """``steps`` more of the stage are done; ``said`` is a short word on how it goes."""


def visible(quiet: bool = False) -> Progress:
    """Progress on standard error if a person watches it there, silent progress otherwise."""
    watched = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return _Visible() if watched else Progress()


class _Visible(Progress):
    """A bar that comes when a run takes a while and goes when it ends.

    It is drawn from `advance` alone: a thread of its own would be copied half-way into the
    processes that are forked meanwhile.
    """

    PATIENCE = 0.5
    """Seconds until the bar comes."""
    INTERVAL = 0.1
    """Seconds between two looks of it."""

    def __init__(self) -> None:
        self._stage = self._said = ""
        self._total: int | None = None
        self._done = 0
        self._bar: Bar | None = None
        self._due = monotonic() + self.PATIENCE

    def begin(self, stage: str, total: int | None = None) -> None:
        self._stage, self._total = stage, total
        self._done, self._said = 0, ""
        self._draw()

    def advance(self, steps: int = 1, said: str = "") -> None:
        self._done += steps
        self._said = said or self._said
        self._draw()

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _draw(self) -> None:
        now = monotonic()
        if now < self._due:
            return
        self._due = now + self.INTERVAL
        if self._bar is None:
            self._bar = _bar()
        self._bar.update(
            self._bar.task_ids[0],
            description=self._stage,
            completed=self._done,
            total=self._total,
            said=self._said,
        )
        self._bar.refresh()


def _bar() -> "Bar":
    """A started bar of rich, with one task, on standard error; it leaves no trace when stopped."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=None, said="")
    bar.start()
    return bar
