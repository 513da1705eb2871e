"""The URL cache: what earlier runs found out about URLs.

One SQLite file in the cache directory, shared by concurrent runs. The verdict on a living URL is
trusted for a while; a failing URL is checked again in every run, and only its history is stored:
how often it has failed and since when. A problem with the file never fails a run.
"""

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from newslint.web.verdict import Kind, Verdict

if TYPE_CHECKING:
    import sqlite3

FILE_NAME = "urls.sqlite"
DAY = 86_400.0
SAME_RUN = 600.0
"""Seconds of an interval, counted from the first failure. Failures in one interval count once,
because users repeat failed runs."""

_APPLICATION = 0x6E6C7572  # "nlur": identifies our files among SQLite files
_LAYOUT = 1
_TABLE = """
CREATE TABLE urls (
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL, reason TEXT NOT NULL, location TEXT NOT NULL, media TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL,
    checks INTEGER NOT NULL,
    asked REAL NOT NULL, fresh_until REAL NOT NULL, alive_at REAL,
    failing_since REAL, failing_runs INTEGER NOT NULL
) WITHOUT ROWID
"""
_COLUMNS = (
    "url, kind, reason, location, media, width, height, checks, asked, fresh_until, alive_at, "
    "failing_since, failing_runs"
)
_LATEST = 2.0**35  # seconds since 1970: the far future, still a valid date in Python
_ROWS = 500  # per query: every SQLite accepts 999 parameters


class Remembered(NamedTuple):
    """The stored state of a URL. Times are seconds since 1970."""

    verdict: Verdict
    checks: int
    """Flags for the checks that were made, as defined by the caller."""
    asked: float
    """When it was last checked."""
    fresh_until: float
    """Until when the verdict is valid without another check."""
    alive_at: float | None = None
    """When a check last found it alive."""
    failing_since: float | None = None
    """When the first check since then failed."""
    failing_runs: int = 0
    """The number of runs that have failed since then."""


class DeadAfter(NamedTuple):
    """When an unverified URL becomes dead."""

    runs: int = 5
    days: float = 7.0


def after(
    verdict: Verdict,
    checks: int,
    before: Remembered | None,
    remember: float,
    dead_after: DeadAfter,
    now: float,
) -> Remembered:
    """Return the new state of a URL after a run at ``now`` has reached ``verdict``.

    The verdict becomes dead if the URL has shown no sign of life for long enough. A living URL is
    trusted for ``remember`` seconds, give or take a quarter, so that URLs that were checked
    together do not expire together.
    """
    if verdict.lives:
        fresh_until = now + remember * random.uniform(0.75, 1.25)
        return Remembered(verdict, checks, now, fresh_until, now)
    since, runs, alive_at = now, 1, None
    if before is not None:
        alive_at = before.alive_at
        if before.failing_since is not None:
            since = before.failing_since
            intervals = {(moment - since) // SAME_RUN for moment in (before.asked, now)}
            runs = before.failing_runs + (len(intervals) > 1 or dead_after.days == 0)
    if verdict.kind is Kind.UNVERIFIED and verdict.grave:
        days = (now - since) / DAY
        if runs >= dead_after.runs and days >= dead_after.days:
            # The day without a count, so that the finding stays the same in every run.
            day = time.strftime("%Y-%m-%d", time.gmtime(since))
            reason = f"failing since {day}: {verdict.reason}"
            verdict = verdict._replace(kind=Kind.DEAD, reason=reason)
    return Remembered(verdict, checks, now, 0.0, alive_at, since, runs)


class Memory:
    """The URL cache. If its file fails, it notifies once and then stores nothing."""

    def __init__(self, file: str, notify: Callable[[str], None] = lambda notice: None) -> None:
        """Open or create ``file``. ``notify`` is called with notices for the user."""
        self.file = file
        self._notify = notify
        self._database: sqlite3.Connection | None = None
        with self._guarded():
            self._open(again=True)

    @property
    def usable(self) -> bool:
        return self._database is not None

    # Opening and closing

    def _open(self, *, again: bool) -> None:
        import sqlite3

        os.makedirs(os.path.dirname(self.file) or ".", mode=0o700, exist_ok=True)
        self._database = database = sqlite3.connect(self.file, timeout=10.0, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            self._prepare(database)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # not a database, or a damaged one
            if not again:
                raise
            self._rebuild()

    def _rebuild(self) -> None:
        """Begin anew after damage, or go on without the cache if the file is somebody else's."""
        from newslint.cache.folder import ours_of

        self._close()
        ours = ours_of(self.file)
        if self.file not in ours:
            self._notify(f"{self.file} is not a file of newslint: running without the URL cache")
            return
        self._notify("the URL cache was damaged and has been rebuilt")
        for file in ours:
            with suppress(FileNotFoundError):
                os.unlink(file)
        self._open(again=False)

    def _prepare(self, database: "sqlite3.Connection") -> None:
        if self._layout(database) == (_APPLICATION, _LAYOUT):
            return
        database.execute("BEGIN IMMEDIATE")
        application, _ = self._layout(database)  # another run may have created it
        tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != _APPLICATION:
            database.execute("ROLLBACK")
            self._notify(f"{self.file} is not a file of newslint: running without the URL cache")
            self._close()
            return
        if self._layout(database) != (_APPLICATION, _LAYOUT):
            database.execute("DROP TABLE IF EXISTS urls")
            database.execute(_TABLE)
            database.execute(f"PRAGMA application_id={_APPLICATION}")
            database.execute(f"PRAGMA user_version={_LAYOUT}")
        database.execute("COMMIT")

    def _layout(self, database: "sqlite3.Connection") -> tuple[int, int]:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        return application, layout

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        with self._guarded():
            self._close()

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn any failure of the file into a notice: begin anew after damage, and go on without
        it otherwise."""
        import sqlite3

        try:
            yield
            return
        except sqlite3.OperationalError as error:  # locked, full, read-only
            failure: Exception = error
        except sqlite3.DatabaseError as error:
            failure = error
            with suppress(sqlite3.Error, OSError):
                self._rebuild()
                return
        except (sqlite3.Error, OSError, MemoryError) as error:
            failure = error
        self._notify(f"the URL cache cannot be used: {failure or 'it is too large'}")
        with suppress(sqlite3.Error):
            self._close()
        self._database = None

    # Reading

    def recall(self, urls: Iterable[str]) -> dict[str, Remembered]:
        """Return the stored state of those ``urls`` that have one."""
        keys = list(urls)
        entries: dict[str, Remembered] = {}
        with self._guarded():
            for start in range(0, len(keys), _ROWS):
                batch = keys[start : start + _ROWS]
                marks = ",".join("?" * len(batch))
                entries.update(self._select(f"WHERE url IN ({marks})", batch))
        return entries

    def everything(self) -> dict[str, Remembered]:
        """Return everything stored, by URL, sorted by URL."""
        with self._guarded():
            return dict(self._select("ORDER BY url", []))
        return {}

    def _select(self, clause: str, values: list[str]) -> Iterator[tuple[str, Remembered]]:
        if self._database is None:
            return
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM urls {clause}", values):
            try:
                yield _remembered(*row)
            except (TypeError, ValueError, UnicodeError):
                continue  # not written by newslint

    # Writing

    def store(self, entries: Mapping[str, Remembered]) -> None:
        """Store ``entries``, all of them or none."""
        if self._database is None or not entries:
            return
        rows = [_row(url, entry) for url, entry in entries.items()]
        marks = ",".join("?" * len(rows[0]))
        with self._guarded():
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(
                f"INSERT OR REPLACE INTO urls ({_COLUMNS}) VALUES ({marks})", rows
            )
            self._database.execute("COMMIT")


def _remembered(
    url: str,
    kind: str,
    reason: str,
    location: str,
    media: str,
    width: int,
    height: int,
    checks: int,
    asked: float,
    fresh_until: float,
    alive_at: float | None,
    failing_since: float | None,
    failing_runs: int,
) -> tuple[str, Remembered]:
    """Return the entry in a row. Raises TypeError or ValueError if newslint did not write it."""
    texts, numbers = (url, reason, location, media), (width, height, checks, failing_runs)
    times = (asked, fresh_until, *(at for at in (alive_at, failing_since) if at is not None))
    if not (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) and 0 <= number < 2**31 for number in numbers)
        and all(isinstance(moment, float) and 0 <= moment < _LATEST for moment in times)
    ):
        raise TypeError(url)
    verdict = Verdict(Kind(kind), reason, location, media, width, height)
    return url, Remembered(
        verdict, checks, asked, fresh_until, alive_at, failing_since, failing_runs
    )


def _row(url: str, entry: Remembered) -> tuple[object, ...]:
    verdict = entry.verdict
    return (
        url,
        str(verdict.kind),
        *verdict[1:6],
        entry.checks,
        entry.asked,
        entry.fresh_until,
        entry.alive_at,
        entry.failing_since,
        entry.failing_runs,
    )
