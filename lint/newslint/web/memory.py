"""The URL cache: what earlier runs found out about URLs, in one SQLite file.

It lies in the cache directory and is shared by concurrent runs. A problem with the file never fails
a run.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newslint.web.remembered import Remembered
from newslint.web.verdict import Kind, Verdict

if TYPE_CHECKING:
    import sqlite3

FILE_NAME = "urls.sqlite"

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


class Memory:
    """The URL cache. If its file fails, it notifies once and then stores nothing."""

    def __init__(
        self,
        file: str,
        notify: Callable[[str], None] = lambda notice: None,
        *,
        only_reads: bool = False,
    ) -> None:
        """Open or create ``file``. ``notify`` is called with notices for the user.

        With ``only_reads``, ``file`` stays as it is, whatever it contains.
        """
        self.file = file
        self._notify = notify
        self._only_reads = only_reads
        self._database: sqlite3.Connection | None = None
        with self._guarded():
            if not only_reads and _is_locked_away(file):
                self._only_reads = True
                notify(f"{file} cannot be written: this run reads the URL cache and stores nothing")
            if self._only_reads:
                self._open_to_read()
            else:
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

    def _open_to_read(self) -> None:
        import sqlite3
        from urllib.parse import quote

        # SQLite leaves files beside one that it reads, unless it takes that for immutable; while
        # another run writes, it is not. In a folder that cannot be written, nothing else works.
        is_written = os.path.exists(f"{self.file}-wal")
        for mode in ("mode=ro", "immutable=1") if is_written else ("immutable=1",):
            self._close()
            address = f"file:{quote(os.path.abspath(self.file))}?{mode}"
            database = sqlite3.connect(address, timeout=10.0, isolation_level=None, uri=True)
            self._database = database
            try:
                layout, tables = self._layout(database), self._tables(database)
                break
            except sqlite3.OperationalError:
                if mode == "immutable=1":
                    raise
        if not tables:  # an empty file
            self._close()
            self._database = sqlite3.connect(":memory:", isolation_level=None)
            self._prepare(self._database)
        elif layout != (_APPLICATION, _LAYOUT):
            self._leave_alone(layout[0])

    def _rebuild(self) -> None:
        """Begin anew after damage, or go on without the cache if the file is somebody else's."""
        from newslint.cache.folder import ours_of

        self._close()
        ours = ours_of(self.file)
        if self.file not in ours:
            self._leave_alone()
            return
        self._notify("the URL cache was damaged and has been rebuilt")
        for file in ours:
            with suppress(FileNotFoundError):
                os.unlink(file)
        self._open(again=False)

    def _damaged(self, error: Exception) -> str:
        from newslint.cache.folder import ours_of

        if self.file in ours_of(self.file):
            return f"it is damaged ({error}); a check that may write rebuilds it"
        return f"it is not a file of newslint ({error})"

    def _leave_alone(self, application: int = 0) -> None:
        """Go on without the file, which this version did not write."""
        self._close()
        what, advice = "not a file of newslint", ""
        if application == _APPLICATION:
            what = "a file of another version of newslint"
            advice = "; remove it, or choose another --cache-dir"
        self._notify(f"{self.file} is {what}: running without the URL cache{advice}")

    def _prepare(self, database: "sqlite3.Connection") -> None:
        """Create the table in a new file. Leave a file alone that another version has written."""
        if self._layout(database) == (_APPLICATION, _LAYOUT):
            return
        database.execute("BEGIN IMMEDIATE")
        layout = self._layout(database)  # another run may have created it
        tables = self._tables(database)
        if tables and layout != (_APPLICATION, _LAYOUT):
            database.execute("ROLLBACK")
            self._leave_alone(layout[0])
            return
        if not tables:
            database.execute(_TABLE)
            database.execute(f"PRAGMA application_id={_APPLICATION}")
            database.execute(f"PRAGMA user_version={_LAYOUT}")
        database.execute("COMMIT")

    def _layout(self, database: "sqlite3.Connection") -> tuple[int, int]:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        return application, layout

    def _tables(self, database: "sqlite3.Connection") -> int:
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return int(tables)

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
        """Turn any failure of the file into a notice: begin anew after damage if the file may be
        written, and go on without it otherwise."""
        import sqlite3

        try:
            yield
            return
        except sqlite3.OperationalError as error:  # locked, full, read-only
            failure: Exception = error
        except sqlite3.DatabaseError as error:
            failure = error
            if self._only_reads:
                failure = ValueError(self._damaged(error))
            else:
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
        now = time.time()
        for row in self._database.execute(f"SELECT {_COLUMNS} FROM urls {clause}", values):
            try:
                url, entry = _remembered(*row)
            except (TypeError, ValueError, UnicodeError):
                continue  # not written by newslint
            yield url, entry.not_after(now)

    # Writing

    def store(self, entries: Mapping[str, Remembered]) -> None:
        """Store ``entries``, all of them or none."""
        if self._database is None or self._only_reads or not entries:
            return
        rows = [_row(url, entry) for url, entry in entries.items()]
        marks = ",".join("?" * len(rows[0]))
        with self._guarded():
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(
                f"INSERT OR REPLACE INTO urls ({_COLUMNS}) VALUES ({marks})", rows
            )
            self._database.execute("COMMIT")


def _is_locked_away(file: str) -> bool:
    """Return whether ``file`` exists where newslint may not write."""
    if not os.path.isfile(file):
        return False
    folder = os.path.dirname(file) or "."
    return not (os.access(folder, os.W_OK | os.X_OK) and os.access(file, os.W_OK))


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
