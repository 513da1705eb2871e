"""The database of results: see `newslint.cache`."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from newslint import __version__
from newslint.cache.folder import FILE_NAME, MAX_BYTES, cache_folder, files_of, indexes_of
from newslint.cache.identity import code_stamp, decides, plugin_stamp
from newslint.cache.stored import decode, encode
from newslint.catalogue.ruleset import Ruleset
from newslint.files import discover
from newslint.finding import Finding
from newslint.ignores import Ignore
from newslint.package import HOME
from newslint.result import FileResult
from newslint.rule import CorpusRule, Rule
from newslint.settings import Config
from newslint.vocabulary.choose import Vocabularies

if TYPE_CHECKING:
    import sqlite3

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 5.0
"""Seconds to wait for another run that writes."""

_APPLICATION = 0x6E6C6E74  # "nlnt": tells our files from other SQLite files
_LAYOUT = 2
_TABLES = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INT, modified INT, changed INT, inode INT, looked INT,
    content BLOB, rules INT, kept BLOB, used INT
) WITHOUT ROWID;
CREATE TABLE rules (id INTEGER PRIMARY KEY, digests BLOB UNIQUE);
CREATE TABLE facts (
    collector BLOB, path TEXT, content BLOB, value BLOB, PRIMARY KEY (collector, path)
) WITHOUT ROWID;
CREATE TABLE compared (key BLOB PRIMARY KEY, findings BLOB, used INT) WITHOUT ROWID
"""
_DAY = 86_400
_ROWS = 500  # asked for at once: every SQLite takes 999 parameters
_PENDING = 2_000  # results that wait in memory to be written together
_UNSETTLED = 2_000_000_000  # ns: a file looked at so soon after a change may change unseen
_NO_RULES = 0  # stands for the rules of a file that was only compared with
_DIGEST = 8  # bytes that tell rules and collectors apart


class _Kept(NamedTuple):
    """What is kept of a file, beside its facts."""

    findings: tuple[Finding, ...]
    ignores: tuple[Ignore, ...]


class Known(NamedTuple):
    """What the cache knows of a file as it is now."""

    content: bytes
    """The hash of its bytes."""
    result: FileResult | None
    """What this run's article rules find, without facts; None when that is not known."""


def open_cache(config: Config, rules: Ruleset) -> "Cache | None":
    """The cache that the configuration asks for, or None when there can be none."""
    folder = cache_folder(config)
    if not config.use_cache:
        return None
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    cache = Cache(os.path.join(folder, FILE_NAME), config, rules)
    return cache if cache.usable else None


def _harmless(
    method: "Callable[Concatenate[Cache, sqlite3.Connection, P], T]",
) -> "Callable[Concatenate[Cache, P], T | None]":
    """Let a method that needs the database return None when there is none, or when it fails."""

    @wraps(method)
    def wrapped(cache: "Cache", /, *args: P.args, **options: P.kwargs) -> T | None:
        if cache._database is None:
            return None
        with cache._guarded():
            return method(cache, cache._database, *args, **options)
        return None

    return wrapped


class Cache:
    """The results of earlier runs, and of this one as it goes on.

    All methods are safe to call at any time: on a fault of the file the cache closes itself,
    knows nothing more and takes nothing more in.
    """

    def __init__(self, file: str, config: Config, rules: Ruleset) -> None:
        self._file = file
        self._max_file_size = config.max_file_size
        limits = config.max_file_size, config.max_front_matter
        self._limits = repr((limits, Vocabularies(config)))
        self._code = f"{__version__} {sys.version} {code_stamp(HOME)}"
        self._names = {rule.name for rule in rules.article_rules}
        self._digests = b"".join(sorted(map(self._digest, rules.article_rules)))
        self._collectors = {
            name: self._short(self._limits, name, *decides(collect))
            for name, collect in rules.collectors.items()
        }
        self._day = int(time.time()) // _DAY
        self._pending: list[FileResult] = []
        self._database: sqlite3.Connection | None = None
        with self._guarded():
            self._open()

    @property
    def usable(self) -> bool:
        return self._database is not None

    # Identity of what made an entry

    def _digest(self, rule: Rule) -> bytes:
        """Stands for a rule with its options and its code."""
        return self._short(self._limits, rule.name, rule.identity(), plugin_stamp(rule.__module__))

    def _short(self, *parts: object) -> bytes:
        return blake2b(repr((self._code, *parts)).encode(), digest_size=_DIGEST).digest()

    # Opening and closing

    def _open(self) -> None:
        import sqlite3

        database = sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None)
        self._database = database
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        application = database.execute("PRAGMA application_id").fetchone()[0]
        layout = database.execute("PRAGMA user_version").fetchone()[0]
        if (application, layout) != (_APPLICATION, _LAYOUT):
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and application != _APPLICATION:  # somebody else's file
                self._close()
                return
            _create(database)
        self._rules_id = self._id_of_rules(database)

    def _id_of_rules(self, database: "sqlite3.Connection") -> int:
        find = "SELECT id FROM rules WHERE digests = ?"
        row = database.execute(find, (self._digests,)).fetchone()
        if row is None:
            database.execute("INSERT OR IGNORE INTO rules (digests) VALUES (?)", (self._digests,))
            row = database.execute(find, (self._digests,)).fetchone()
        return int(row[0])

    def close(self) -> None:
        """Write what waits, keep the size in bounds, and let go of the file."""
        self._flush()
        self._trim()
        self._close()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever goes wrong with the file ends the use of the cache, not the run."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError:  # locked, full, read-only
            self._close()
        except (sqlite3.DatabaseError, TypeError, ValueError):  # damaged: it is rebuilt
            self._close()
            for file in files_of(self._file):
                with suppress(OSError):
                    os.unlink(file)
        except (sqlite3.Error, OSError, MemoryError):
            self._close()

    @_harmless
    def _trim(self, database: "sqlite3.Connection") -> None:
        from newslint.cache.neighbours import remove_unused

        remove_unused(indexes_of(self._file), time.time())
        if os.path.getsize(self._file) <= MAX_BYTES:
            return
        collectors = [*self._collectors.values()]
        marks = ",".join("?" * len(collectors))
        for age in (30, 7, 1, 0):
            with _transaction(database):
                # What an older newslint collected is not used again, and no age tells it.
                database.execute(f"DELETE FROM facts WHERE collector NOT IN ({marks})", collectors)
                database.execute("DELETE FROM files WHERE used <= ?", (self._day - age,))
                database.execute("DELETE FROM compared WHERE used <= ?", (self._day - age,))
                database.execute("DELETE FROM facts WHERE path NOT IN (SELECT path FROM files)")
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # only now the file is smaller
            if os.path.getsize(self._file) <= MAX_BYTES // 2:
                return

    # Files

    @_harmless
    def known(self, database: "sqlite3.Connection", paths: Sequence[str]) -> dict[str, Known]:
        """What is known of those of ``paths`` whose bytes are still what they were."""
        here = os.getcwd()
        found: dict[str, Known] = {}
        stale: list[tuple[object, ...]] = []
        covered = {self._rules_id: True}
        for start in range(0, len(paths), _ROWS):
            by_place = {os.path.join(here, p): p for p in paths[start : start + _ROWS]}
            marks = ",".join("?" * len(by_place))
            query = f"SELECT * FROM files WHERE path IN ({marks})"
            for place, *was, looked, content, rules, kept, used in database.execute(
                query, list(by_place)
            ):
                path = by_place[place]
                stamp = discover.stamp(path)
                if stamp is None:
                    continue
                if [*stamp] != was or looked - max(stamp.modified, stamp.changed) < _UNSETTLED:
                    looked = time.time_ns()
                    if self._content_now(path) != content:
                        continue
                    stale.append((*stamp, looked, self._day, place))
                elif used != self._day:
                    stale.append((*stamp, looked, self._day, place))
                if rules not in covered:
                    covered[rules] = self._covers(database, rules)
                found[path] = Known(content, self._result(path, kept) if covered[rules] else None)
        if stale:
            with _transaction(database):
                database.executemany(
                    "UPDATE files SET size = ?, modified = ?, changed = ?, inode = ?, "
                    "looked = ?, used = ? WHERE path = ?",
                    stale,
                )
        return found

    def _content_now(self, path: str) -> bytes | None:
        try:
            return discover.digest_of(discover.read(path, self._max_file_size))
        except discover.Unreadable:
            return None

    def _covers(self, database: "sqlite3.Connection", rules: int) -> bool:
        """Whether all rules of this run were among those that made an entry."""
        row = database.execute("SELECT digests FROM rules WHERE id = ?", (rules,)).fetchone()
        return row is not None and _split(self._digests) <= _split(row[0])

    def _result(self, path: str, kept: bytes) -> FileResult:
        """An entry as the result of ``path``, which is where its findings are now."""
        if kept == b"":
            return FileResult(path, (), {}, ())
        entry = decode(kept, _Kept)
        findings = tuple(
            finding._replace(
                path=path, related=tuple(r._replace(path=path) for r in finding.related)
            )
            for finding in entry.findings
            if finding.rule in self._names
        )
        return FileResult(path, findings, {}, entry.ignores)

    def store(self, result: FileResult) -> None:
        """Keep the result of a file, unless it may be another one the next time."""
        if result.identity is not None and self._database is not None:
            self._pending.append(result)
            if len(self._pending) >= _PENDING:
                self._flush()

    @_harmless
    def _flush(self, database: "sqlite3.Connection") -> None:
        pending, self._pending = self._pending, []
        if not pending:
            return
        here = os.getcwd()
        files: list[tuple[object, ...]] = []
        facts: list[tuple[object, ...]] = []
        for result in pending:
            assert result.identity is not None
            stamp, looked, content = result.identity
            place = os.path.join(here, result.path)
            entry = _Kept(result.findings, result.ignores)
            kept = encode(entry) if result.complete and any(entry) else b""
            rules = self._rules_id if result.complete else _NO_RULES
            files.append((place, *stamp, looked, content, rules, kept, self._day))
            for name, fact in result.facts.items():
                facts.append((self._collectors[name], place, content, encode(fact)))
        with _transaction(database):
            marks = ",".join("?" * 10)
            # What no rule has looked at does not displace what rules have found in the same bytes.
            database.executemany(
                f"INSERT INTO files VALUES ({marks}) ON CONFLICT (path) DO UPDATE SET "
                "size = excluded.size, modified = excluded.modified, changed = excluded.changed, "
                "inode = excluded.inode, looked = excluded.looked, content = excluded.content, "
                "rules = excluded.rules, kept = excluded.kept, used = excluded.used "
                f"WHERE excluded.rules != {_NO_RULES} OR files.content != excluded.content",
                files,
            )
            database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", facts)

    # Facts and what came of comparing them

    @_harmless
    def facts(
        self, database: "sqlite3.Connection", collector: str, contents: Mapping[str, bytes]
    ) -> dict[str, Any]:
        """The facts of one collector for files with those ``contents``, as far as known."""
        here = os.getcwd()
        found: dict[str, Any] = {}
        paths = list(contents)
        for start in range(0, len(paths), _ROWS):
            by_place = {os.path.join(here, p): p for p in paths[start : start + _ROWS]}
            marks = ",".join("?" * len(by_place))
            query = (
                f"SELECT path, content, value FROM facts WHERE collector = ? AND path IN ({marks})"
            )
            for place, content, value in database.execute(
                query, [self._collectors[collector], *by_place]
            ):
                path = by_place[place]
                if content == contents[path]:
                    found[path] = decode(value, object)
        return found

    @_harmless
    def forget(self, database: "sqlite3.Connection", collector: str) -> None:
        """Let go of all facts of one collector."""
        database.execute("DELETE FROM facts WHERE collector = ?", (self._collectors[collector],))

    def index_file(self, collector: str, roots: Iterable[str]) -> str:
        """Return the path of the index (see `cache.neighbours`) of these roots."""
        places = sorted(map(os.path.abspath, roots))
        return f"{self._file}-{self._short(self._collectors[collector], *places).hex()}.keys"

    def collection(self, contents: Mapping[str, bytes], reported: Iterable[str]) -> bytes:
        """What stands for files with those ``contents``, some of which are ``reported`` on."""
        key = blake2b(digest_size=16)
        for path in sorted(contents):
            key.update(os.fsencode(path) + b"\0" + contents[path])
        key.update(b"\0\0")
        for path in sorted(reported):
            key.update(os.fsencode(path) + b"\0")
        return key.digest()

    def comparison(self, rule: CorpusRule[Any], collection: bytes) -> bytes:
        """The key of what ``rule`` finds in a `collection`."""
        return blake2b(self._digest(rule) + collection, digest_size=16).digest()

    @_harmless
    def compared(self, database: "sqlite3.Connection", key: bytes) -> tuple[Finding, ...] | None:
        """The located findings that were stored for a comparison."""
        row = database.execute("SELECT findings FROM compared WHERE key = ?", (key,)).fetchone()
        return None if row is None else decode(row[0], tuple[Finding, ...])

    @_harmless
    def store_compared(
        self, database: "sqlite3.Connection", key: bytes, findings: tuple[Finding, ...]
    ) -> None:
        """Keep the located findings of a comparison."""
        with _transaction(database):
            row = (key, encode(findings), self._day)
            database.execute("INSERT OR REPLACE INTO compared VALUES (?, ?, ?)", row)


def _create(database: "sqlite3.Connection") -> None:
    with _transaction(database):
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            database.execute(f"DROP TABLE {name}")
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA application_id={_APPLICATION}")
        database.execute(f"PRAGMA user_version={_LAYOUT}")


@contextmanager
def _transaction(database: "sqlite3.Connection") -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _split(digests: bytes) -> set[bytes]:
    return {digests[i : i + _DIGEST] for i in range(0, len(digests), _DIGEST)}
