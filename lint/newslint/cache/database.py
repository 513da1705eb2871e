"""The SQLite file of results: its tables, and the limit of its size."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newslint.cache.folder import MAX_BYTES

if TYPE_CHECKING:
    from sqlite3 import Connection

PATIENCE = 5.0
"""Seconds to wait while another run writes."""
MAX_AGE = 30
"""Days after which unused entries are removed."""

_APPLICATION = 0x6E6C6E74  # "nlnt": tells our files from other SQLite files
_LAYOUT = 4
# Which bytes a file has is a matter of the file alone; every set of rules has results of its own
# in them, and every collector its facts. So environments, versions and configurations that take
# turns find what they left. No id is used twice: a run may still write with one that another run
# has dropped.
_TABLES = (
    "CREATE TABLE files (id INTEGER PRIMARY KEY AUTOINCREMENT, place BLOB UNIQUE, size INT,"
    " modified INT, changed INT, inode INT, looked INT, content BLOB, used INT)",
    "CREATE TABLE rules (id INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB UNIQUE, used INT)",
    "CREATE TABLE results (file INT, rules INT, key BLOB, kept BLOB, PRIMARY KEY (file, rules))"
    " WITHOUT ROWID",
    "CREATE TABLE collectors (id INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB UNIQUE, used INT)",
    # With row numbers: SQLite keeps most of a value of 2 KB apart from a row without one.
    "CREATE TABLE facts (collector INT, file INT, key BLOB, value BLOB,"
    " PRIMARY KEY (collector, file))",
    "CREATE TABLE compared (key BLOB PRIMARY KEY, findings BLOB, used INT) WITHOUT ROWID",
)


def connect(file: str) -> "Connection | None":
    """Open or create the database in ``file``. Return None if the file is not ours. Raise
    sqlite3.Error."""
    import sqlite3

    database = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        if _is_foreign(database):
            database.close()
            return None
        if not _is_as_made(database):
            _make(database)
    except BaseException:
        database.close()
        raise
    return database


def _is_foreign(database: "Connection") -> bool:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (things,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(things) and application != _APPLICATION


def _is_as_made(database: "Connection") -> bool:
    """Return whether the database has exactly the tables that this version would create."""
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'sqlite_sequence'"
    statements = [statement for (statement,) in database.execute(query)]
    return bool(layout == _LAYOUT) and sorted(statements) == sorted(_TABLES)


def _make(database: "Connection") -> None:
    query = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"
    with transaction(database):
        for kind, name in database.execute(query).fetchall():
            if not name.startswith("sqlite_"):
                quoted = name.replace('"', '""')
                database.execute(f'DROP {kind} "{quoted}"')
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA application_id={_APPLICATION}")
        database.execute(f"PRAGMA user_version={_LAYOUT}")


@contextmanager
def transaction(database: "Connection") -> Iterator[None]:
    """Run a transaction: all writes inside are kept, or none."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def id_of(database: "Connection", table: str, digest: bytes, day: int) -> int:
    """Return the id of a digest in ``table``, marked as used on ``day``."""
    import sqlite3

    find = f"SELECT id, used FROM {table} WHERE digest = ?"
    row = database.execute(find, (digest,)).fetchone()
    if row is None:
        insert = f"INSERT OR IGNORE INTO {table} (digest, used) VALUES (?, ?)"
        database.execute(insert, (digest, day))
        row = database.execute(find, (digest,)).fetchone()
    elif row[1] != day:
        with suppress(sqlite3.OperationalError):  # it can be read at least
            database.execute(f"UPDATE {table} SET used = ? WHERE id = ?", (day, row[0]))
    return int(row[0])


def trim(
    database: "Connection", file: str, day: int, rules: int, collectors: Iterable[int]
) -> None:
    """Remove entries that were not used recently. If the file is still too large, remove more: the
    least recently used, then those of other rules and collectors than ``rules`` and ``collectors``,
    then all."""
    old = day - MAX_AGE
    dated = ("rules", "collectors", "compared")
    query = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE used <= {old}" for table in dated)
    if database.execute(f"{query} LIMIT 1").fetchone() is not None:
        _drop(database, _unused_since(old))
    if os.path.getsize(file) <= MAX_BYTES:
        return
    ours = ",".join(map(str, collectors))
    foreign = [
        f"DELETE FROM rules WHERE id != {rules}",
        f"DELETE FROM collectors WHERE id NOT IN ({ours})",
    ]
    steps = [_unused_since(day - age) for age in (MAX_AGE, 7, 1)]
    for statements in (*steps, foreign, _unused_since(day)):
        _drop(database, statements)
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # only now the file is smaller
        if os.path.getsize(file) <= MAX_BYTES // 2:
            return


def _unused_since(day: int) -> list[str]:
    tables = ("files", "rules", "collectors", "compared")
    return [f"DELETE FROM {table} WHERE used <= {day}" for table in tables]


def _drop(database: "Connection", statements: Iterable[str]) -> None:
    """Execute ``statements``, and delete results and facts that nothing refers to any more."""
    with transaction(database):
        for statement in statements:
            database.execute(statement)
        database.execute("DELETE FROM results WHERE rules NOT IN (SELECT id FROM rules)")
        database.execute("DELETE FROM facts WHERE collector NOT IN (SELECT id FROM collectors)")
        for table in ("results", "facts"):
            database.execute(f"DELETE FROM {table} WHERE file NOT IN (SELECT id FROM files)")
