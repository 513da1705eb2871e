"""The results of earlier runs: see `newslint.cache`."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from newslint.cache.database import connect, id_of, transaction, trim
from newslint.cache.folder import FILE_NAME, cache_folder, indexes_of, is_our_file, ours_of
from newslint.cache.identity import of_facts, of_rule, program
from newslint.cache.stored import UNSTORABLE, decode, encode
from newslint.catalogue.ruleset import Ruleset
from newslint.files import discover
from newslint.finding import Finding
from newslint.ignores import Ignore
from newslint.result import FileResult, key_of
from newslint.rule import CorpusRule
from newslint.settings import Config
from newslint.vocabulary.choose import Vocabularies

if TYPE_CHECKING:
    import sqlite3

P = ParamSpec("P")
T = TypeVar("T")

_DAY = 86_400
_ROWS = 500  # per query; every SQLite accepts 999 parameters
_PENDING = 2_000  # results to collect before they are written
_UNSETTLED = (
    2_000_000_000  # ns; a file examined so soon after a change may change again with the same time
)
_DIGEST = 8  # bytes of the identity of a rule or collector


class _Kept(NamedTuple):
    """The stored part of a result, besides facts. It does not contain the path of the file."""

    findings: tuple[Finding, ...]
    ignores: tuple[Ignore, ...]
    stale: bool = False
    """Whether there were findings that perish, which are not stored."""


class CachedResult(NamedTuple):
    """The cached data of a file with its current contents."""

    key: bytes
    """See `newslint.result.Identity.key`."""
    result: FileResult | None
    """The findings of this run's article rules, without facts; None if they are not cached."""


def open_cache(config: Config, rules: Ruleset) -> "Cache | None":
    """Return the cache for a configuration; None if there can be none.

    Raise RuleError for a rule whose identity fails.
    """
    folder = cache_folder(config)
    if not config.use_cache:
        return None
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        cache = Cache(os.path.join(folder, FILE_NAME), config, rules)
    except OSError:
        return None
    return cache if cache.usable else None


def _harmless(
    method: "Callable[Concatenate[Cache, sqlite3.Connection, P], T]",
) -> "Callable[Concatenate[Cache, P], T | None]":
    """Make a method that needs the database return None if there is none, or if it fails."""

    @wraps(method)
    def wrapped(cache: "Cache", /, *args: P.args, **options: P.kwargs) -> T | None:
        if cache._database is None:
            return None
        with cache._guarded():
            return method(cache, cache._database, *args, **options)
        return None

    return wrapped


class Cache:
    """The results of earlier runs, extended during this one.

    All methods are safe to call at any time. If the file fails, the cache closes itself, returns
    nothing and stores nothing.
    """

    def __init__(self, file: str, config: Config, rules: Ruleset) -> None:
        """Open the database ``file``. Raise RuleError or OSError."""
        self._file = file
        self._max_file_size = config.max_file_size
        self._vocabularies = Vocabularies(config)
        limits = config.max_file_size, config.max_front_matter
        self._basis = repr((program(), limits, self._vocabularies))
        self._names = {rule.name for rule in rules.article_rules}
        self._perishable = {rule.name for rule in rules.article_rules if rule.perishable}
        self._digests = {
            rule.name: self._digest(rule.name, of_rule(rule))
            for rule in (*rules.article_rules, *rules.corpus_rules)
        }
        self._collectors = {
            name: self._digest(name, of_facts(rule.collect))
            for name, rule in rules.collectors.items()
        }
        self._rules = b"".join(sorted(self._digests[name] for name in self._names))
        self._rules_ids: list[int] = []  # of all sets that contain these rules, the exact set first
        self._collector_ids: dict[str, int] = {}
        self._day = int(time.time()) // _DAY
        self._pending: list[FileResult] = []
        self._database: sqlite3.Connection | None = None
        with self._guarded():
            self._open()

    @property
    def usable(self) -> bool:
        return self._database is not None

    def _digest(self, *parts: object) -> bytes:
        """Return the digest of a rule or a collector with its options and its code."""
        return blake2b(repr((self._basis, *parts)).encode(), digest_size=_DIGEST).digest()

    # Opening and closing

    def _open(self) -> None:
        self._database = database = connect(self._file)
        if database is None:
            return
        self._rules_ids = [id_of(database, "rules", self._rules, self._day)]
        others = database.execute("SELECT id, digest FROM rules WHERE id != ?", self._rules_ids)
        wanted = _split(self._rules)
        self._rules_ids += [number for number, digest in others if wanted <= _split(digest)]
        self._collector_ids = {
            name: id_of(database, "collectors", digest, self._day)
            for name, digest in self._collectors.items()
        }

    def close(self) -> None:
        """Write pending results, limit the size, and close the file."""
        self._flush()
        self._trim()
        self._close()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Close the cache after an error of the file; the run goes on."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError:  # locked, full, read-only
            self._close()
        except (sqlite3.DatabaseError, TypeError, ValueError):  # damaged: it is rebuilt
            self._close()
            for file in ours_of(self._file):
                with suppress(OSError):
                    os.unlink(file)
        except (sqlite3.Error, OSError, MemoryError):
            self._close()

    @_harmless
    def _trim(self, database: "sqlite3.Connection") -> None:
        from newslint.cache.neighbours import remove_unused

        remove_unused(filter(is_our_file, indexes_of(self._file)), time.time())
        trim(database, self._file, self._day, self._rules_ids[0], self._collector_ids.values())

    # Files

    def known(self, paths: Sequence[str]) -> dict[str, CachedResult]:
        """Return the cached data of those of ``paths`` whose bytes are unchanged."""
        results, looked_at = self._recalled(paths) or ({}, [])
        if looked_at:
            self._touch(looked_at)
        return results

    @_harmless
    def _recalled(
        self, database: "sqlite3.Connection", paths: Sequence[str]
    ) -> tuple[dict[str, CachedResult], list[tuple[object, ...]]]:
        """Return the cached data of files, and what to store about those that were read."""
        results: dict[str, CachedResult] = {}
        looked_at: list[tuple[object, ...]] = []
        rules = self._rules_ids[: _ROWS // 5]
        for by_place in _portions(paths):
            query = (
                "SELECT files.*, key, kept FROM files LEFT JOIN results "
                f"ON file = id AND rules IN ({_marks(rules)}) WHERE place IN ({_marks(by_place)})"
            )
            for number, place, *was, looked, content, used, key, kept in database.execute(
                query, [*rules, *by_place]
            ):
                path = by_place[place]
                if path not in results:
                    stamp = discover.stamp(path)
                    if stamp is None:
                        continue
                    if [*stamp] != was or looked - max(stamp.modified, stamp.changed) < _UNSETTLED:
                        looked, used = time.time_ns(), None
                        if self._content_now(path) != content:
                            continue
                    if used != self._day:
                        looked_at.append((*stamp, looked, self._day, number))
                    inherited = self._vocabularies.inherited(path)
                    listed = self._vocabularies.listed(path)
                    results[path] = CachedResult(key_of(content, inherited, listed), None)
                if key == results[path].key:
                    results[path] = CachedResult(key, self._result(path, kept))
        return results, looked_at

    @_harmless
    def _touch(self, database: "sqlite3.Connection", rows: list[tuple[object, ...]]) -> None:
        with transaction(database):
            database.executemany(
                "UPDATE files SET size = ?, modified = ?, changed = ?, inode = ?, "
                "looked = ?, used = ? WHERE id = ?",
                rows,
            )

    def _content_now(self, path: str) -> bytes | None:
        try:
            return discover.digest_of(discover.read(path, self._max_file_size))
        except discover.Unreadable:
            return None

    def _result(self, path: str, kept: bytes) -> FileResult:
        """Return an entry as the result of ``path``. Its findings then have this path."""
        if kept == b"":
            return FileResult(path, (), {}, ())
        entry = decode(kept, _Kept)
        findings = tuple(_at(path, f) for f in entry.findings if f.rule in self._names)
        stale = entry.stale and bool(self._perishable)
        return FileResult(path, findings, {}, entry.ignores, stale=stale)

    def store(self, result: FileResult) -> None:
        """Store the result of a file, unless it may differ next time."""
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
        results: list[tuple[object, ...]] = []
        facts: list[tuple[object, ...]] = []
        for result in pending:
            assert result.identity is not None
            stamp, looked, content, key = result.identity
            place = os.fsencode(os.path.join(here, result.path))
            try:
                kept = _encoded(result, self._perishable)
                values = {name: encode(value) for name, value in result.facts.items()}
            except UNSTORABLE:
                continue
            files.append((place, *stamp, looked, content, self._day))
            if result.complete:
                results.append((self._rules_ids[0], key, kept, place))
            for name, value in values.items():
                facts.append((self._collector_ids[name], key, value, place))
        with transaction(database):
            database.executemany(
                f"INSERT INTO files (place, size, modified, changed, inode, looked, content, used) "
                f"VALUES ({_marks(range(8))}) ON CONFLICT (place) DO UPDATE SET "
                "size = excluded.size, modified = excluded.modified, changed = excluded.changed, "
                "inode = excluded.inode, looked = excluded.looked, content = excluded.content, "
                "used = excluded.used",
                files,
            )
            store = "INSERT OR REPLACE INTO {} SELECT {} FROM files WHERE place = ?"
            database.executemany(store.format("results", "id, ?, ?, ?"), results)
            database.executemany(store.format("facts", "?, id, ?, ?"), facts)

    # Facts and what came of comparing them

    @_harmless
    def facts(
        self, database: "sqlite3.Connection", collector: str, keys: Mapping[str, bytes]
    ) -> dict[str, Any]:
        """Return the facts of one collector for files with these ``keys``, as far as cached."""
        facts_by_path: dict[str, Any] = {}
        for by_place in _portions(list(keys)):
            query = (
                "SELECT place, key, value FROM files JOIN facts ON file = id AND collector = ? "
                f"WHERE place IN ({_marks(by_place)})"
            )
            for place, key, value in database.execute(
                query, [self._collector_ids[collector], *by_place]
            ):
                path = by_place[place]
                if key == keys[path]:
                    facts_by_path[path] = decode(value, object)
        return facts_by_path

    @_harmless
    def forget(self, database: "sqlite3.Connection", collector: str) -> None:
        """Delete all facts of one collector."""
        ids = (self._collector_ids[collector],)
        database.execute("DELETE FROM facts WHERE collector = ?", ids)

    def index_file(self, collector: str, roots: Iterable[str]) -> str:
        """Return the path of the index (see `cache.neighbours`) of these roots."""
        places = sorted(map(os.path.abspath, roots))
        return f"{self._file}-{self._digest(self._collectors[collector], *places).hex()}.keys"

    def collection(self, keys: Mapping[str, bytes], reported: Iterable[str]) -> bytes:
        """Return the identity of a collection of files with these ``keys``, some of them
        ``reported``."""
        digest = blake2b(digest_size=16)
        for path in sorted(keys):
            digest.update(os.fsencode(path) + b"\0" + keys[path])
        digest.update(b"\0\0")
        for path in sorted(reported):
            digest.update(os.fsencode(path) + b"\0")
        return digest.digest()

    def comparison(self, rule: CorpusRule[Any], collection: bytes) -> bytes:
        """Return the key of the findings of ``rule`` in a `collection`."""
        return blake2b(self._digests[rule.name] + collection, digest_size=16).digest()

    @_harmless
    def compared(self, database: "sqlite3.Connection", key: bytes) -> tuple[Finding, ...] | None:
        """Return the located findings that are stored for a comparison, or None."""
        row = database.execute("SELECT findings FROM compared WHERE key = ?", (key,)).fetchone()
        return None if row is None else decode(row[0], tuple[Finding, ...])

    @_harmless
    def store_compared(
        self, database: "sqlite3.Connection", key: bytes, findings: tuple[Finding, ...]
    ) -> None:
        """Store the located findings of a comparison."""
        try:
            row = (key, encode(findings), self._day)
        except UNSTORABLE:
            return
        with transaction(database):
            database.execute("INSERT OR REPLACE INTO compared VALUES (?, ?, ?)", row)


def _portions(paths: Sequence[str]) -> Iterator[dict[bytes, str]]:
    """Yield paths by their absolute paths, in batches for one query each."""
    here = os.getcwd()
    for start in range(0, len(paths), _ROWS):
        portion = paths[start : start + _ROWS]
        yield {os.fsencode(os.path.join(here, path)): path for path in portion}


def _marks(parameters: Collection[object]) -> str:
    return ",".join("?" * len(parameters))


def _split(digests: bytes) -> set[bytes]:
    return {digests[i : i + _DIGEST] for i in range(0, len(digests), _DIGEST)}


def _encoded(result: FileResult, perishable: Collection[str]) -> bytes:
    """Return the stored form of a result, without its path and the findings of ``perishable``
    rules; empty if there is nothing to store."""
    if not (result.findings or result.ignores):
        return b""
    lasting = tuple(_at("", found) for found in result.findings if found.rule not in perishable)
    return encode(_Kept(lasting, result.ignores, len(lasting) < len(result.findings)))


def _at(path: str, finding: Finding) -> Finding:
    """Return a finding with the path of the file, also in its related places."""
    if not finding.related:
        return finding._replace(path=path)
    related = tuple(other._replace(path=path) for other in finding.related)
    return finding._replace(path=path, related=related)
