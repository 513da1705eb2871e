"""What earlier runs found out about URLs.

One SQLite file in the cache folder, shared by runs that go on at the same time. Living URLs are
trusted for a while; whatever fails is asked again in every run, and only remembered as history:
how often and since when. No fault of the file ever fails a run.
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
"""Seconds, in spans from the first failure on: failures of one span count as one, for a run may be
repeated in anger."""

_APPLICATION = 0x6E6C7572  # "nlur": tells our files from other SQLite files
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
_LATEST = 2.0**35  # seconds since 1970: later than any moment, and still a date for Python
_ROWS = 500  # asked for at once: every SQLite takes 999 parameters


class Remembered(NamedTuple):
    """What is known of a URL. Times are seconds since 1970."""

    verdict: Verdict
    checks: int
    """What was looked at, as flags of the asker's."""
    asked: float
    fresh_until: float
    """Until when the verdict needs no asking."""
    alive_at: float | None = None
    """When it was last found alive."""
    failing_since: float | None = None
    """Since when it has not been found alive."""
    failing_runs: int = 0
    """In how many runs since then."""


class Lasting(NamedTuple):
    """When an unverified URL may be called dead."""

    runs: int = 5
    days: float = 7.0


def after(
    verdict: Verdict,
    checks: int,
    before: Remembered | None,
    remember: float,
    lasting: Lasting,
    now: float,
) -> Remembered:
    """What is known of a URL once a run at ``now`` has come to ``verdict``.

    The verdict becomes dead when the URL has gravely failed for long enough. A living URL is
    trusted for ``remember`` seconds, a quarter more or less, so that a collection that was asked
    at once is not asked at once for ever.
    """
    if verdict.lives:
        fresh_until = now + remember * random.uniform(0.75, 1.25)
        return Remembered(verdict, checks, now, fresh_until, now)
    since, runs, alive_at = now, 1, None
    if before is not None:
        alive_at = before.alive_at
        if before.failing_since is not None:
            since = before.failing_since
            spans = [(asked - since) // SAME_RUN for asked in (before.asked, now)]
            runs = before.failing_runs + (spans[0] != spans[1] or lasting.days == 0)
    if verdict.kind is Kind.UNVERIFIED and verdict.grave:
        days = (now - since) / DAY
        if runs >= lasting.runs and days >= lasting.days:
            # The day and no count: the finding stays the same finding from run to run.
            day = time.strftime("%Y-%m-%d", time.gmtime(since))
            reason = f"no sign of life since {day}: {verdict.reason}"
            verdict = verdict._replace(kind=Kind.DEAD, reason=reason)
    return Remembered(verdict, checks, now, 0.0, alive_at, since, runs)


class Memory:
    """The memory of URLs. On a fault of its file it says so once, forgets, and goes on."""

    def __init__(self, file: str, notice: Callable[[str], None] = lambda said: None) -> None:
        """Open or make ``file``. ``notice`` is told what the user should know."""
        self.file = file
        self._notice = notice
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
            self._close()
            if not again:
                raise
            self._notice("the memory of URLs was damaged and is made anew")
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.unlink(self.file + suffix)
            self._open(again=False)

    def _prepare(self, database: "sqlite3.Connection") -> None:
        if self._layout(database) == (_APPLICATION, _LAYOUT):
            return
        database.execute("BEGIN IMMEDIATE")
        application, _ = self._layout(database)  # another run may have been faster
        tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != _APPLICATION:
            database.execute("ROLLBACK")
            self._notice(f"{self.file} is not ours: the memory of URLs rests")
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
        """Let go of the file. Safe to call twice."""
        with self._guarded():
            self._close()

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever goes wrong with the file ends the use of the memory, not the run."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError, MemoryError) as error:
            self._notice(f"the memory of URLs cannot be used: {error or 'it is too large'}")
            with suppress(sqlite3.Error):
                self._close()
            self._database = None

    # Reading

    def known(self, urls: Iterable[str]) -> dict[str, Remembered]:
        """What is remembered of ``urls``."""
        wanted = list(urls)
        found: dict[str, Remembered] = {}
        with self._guarded():
            for start in range(0, len(wanted), _ROWS):
                some = wanted[start : start + _ROWS]
                marks = ",".join("?" * len(some))
                found.update(self._select(f"WHERE url IN ({marks})", some))
        return found

    def everything(self) -> dict[str, Remembered]:
        """All that is remembered, by URL, in the order of URLs."""
        with self._guarded():
            return dict(self._select("ORDER BY url", []))
        return {}

    def _select(self, clause: str, values: list[str]) -> Iterator[tuple[str, Remembered]]:
        if self._database is None:
            return
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM urls {clause}", values):
            try:
                yield _remembered(*row)
            except (TypeError, ValueError):
                continue  # not as we write it

    # Writing

    def store(self, news: Mapping[str, Remembered]) -> None:
        """Remember ``news``, all of it or nothing."""
        if self._database is None or not news:
            return
        rows = [_row(url, known) for url, known in news.items()]
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
    """A row as it was stored. Raises TypeError, ValueError for one that is not as we write it."""
    texts, numbers = (url, reason, location, media), (width, height, checks, failing_runs)
    times = (asked, fresh_until, *(at for at in (alive_at, failing_since) if at is not None))
    if not (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) and 0 <= number < 2**31 for number in numbers)
        and all(isinstance(moment, float) and 0 <= moment < _LATEST for moment in times)
    ):
        raise TypeError(url)
    verdict = Verdict(Kind(kind), reason, location, media, width, height)
    known = (verdict, checks, asked, fresh_until, alive_at, failing_since, failing_runs)
    return url, Remembered(*known)


def _row(url: str, known: Remembered) -> tuple[object, ...]:
    verdict = known.verdict
    return (
        url,
        str(verdict.kind),
        *verdict[1:6],
        known.checks,
        known.asked,
        known.fresh_until,
        known.alive_at,
        known.failing_since,
        known.failing_runs,
    )
