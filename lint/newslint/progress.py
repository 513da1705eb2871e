"""Show the progress of long runs on a terminal."""

import os
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from newslint.files.writing import to_stderr

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

    def begin(
        self, stage: str, total: int | None = None, status: Callable[[], str] = lambda: ""
    ) -> None:
        """Start a stage of ``total`` steps, if known. ``status`` returns a short remark; it is
        called when the remark is shown."""

    def advance(self, steps: int = 1) -> None:
        """Complete ``steps`` more steps; with 0, only show the status."""

    def say(self, sentence: str) -> None:
        """Say what comes next."""


def visible(quiet: bool = False) -> Progress:
    """Return progress on standard error: a bar if it is a terminal, else only what `say` says."""
    if quiet:
        return Progress()
    watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return _Visible() if watched else _Announcing()


class _Announcing(Progress):
    """Progress without a bar."""

    def say(self, sentence: str) -> None:
        to_stderr(f"newslint: {sentence}")


class _Visible(_Announcing):
    """A progress bar that appears when a run takes a while and disappears when it ends.

    Only `begin` and `advance` draw it. A drawing thread could hold locks while worker processes are
    forked.
    """

    PATIENCE = 0.5
    """Seconds until the bar appears."""
    INTERVAL = 0.1
    """Minimum seconds between two redraws."""

    def __init__(self) -> None:
        self._stage = ""
        self._status: Callable[[], str] = str
        self._total: int | None = None
        self._done = 0
        self._bar: Bar | None = None
        self._due = monotonic() + self.PATIENCE

    def begin(
        self, stage: str, total: int | None = None, status: Callable[[], str] = lambda: ""
    ) -> None:
        self._stage, self._total, self._status = stage, total, status
        self._done = 0
        if self._bar is not None:  # the rate of the last stage says nothing about this one
            self._bar.reset(self._bar.task_ids[0], total=total)
        self._draw()

    def advance(self, steps: int = 1) -> None:
        self._done += steps
        self._draw()

    def say(self, sentence: str) -> None:
        if self._bar is None:
            super().say(sentence)
        else:  # above the bar
            self._bar.console.print(f"newslint: {sentence}", markup=False, highlight=False)

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
            self._bar = _bar(self._stage, self._total)
        self._bar.update(
            self._bar.task_ids[0],
            description=self._stage,
            completed=self._done,
            total=self._total,
            status=self._status(),
        )
        self._bar.refresh()


def _bar(stage: str, total: int | None) -> "Bar":
    """Return a started rich bar with one task on standard error. It vanishes when stopped."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Steps per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TextColumn("{task.fields[status]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("left", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task(stage, total=total, status="")
    bar.start()
    return bar
