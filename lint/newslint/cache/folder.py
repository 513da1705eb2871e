"""The cache directory and the files in it."""

import os

from newslint.settings import Config

FILE_NAME = "results.sqlite"
MAX_BYTES = 2 * 1024 * 1024 * 1024
"""Maximum size of the file. Beyond it, the least recently used entries are removed."""


def can_be_written(config: Config) -> bool:
    """Return whether files can be written to the cache directory."""
    return os.access(cache_folder(config), os.W_OK | os.X_OK)


def cache_folder(config: Config) -> str:
    """Return the cache directory, whether it exists or not."""
    if config.cache_dir is not None:
        return config.cache_dir
    from platformdirs import user_cache_dir

    return user_cache_dir("newslint", appauthor=False)


def files_of(file: str) -> tuple[str, ...]:
    """Return the database ``file``, the files that SQLite keeps next to it, and the indexes."""
    return (file, f"{file}-wal", f"{file}-shm", *indexes_of(file))


APPLICATIONS = (b"nlnt", b"nlur")
"""What SQLite's ``application_id`` spells in the databases of results and of URLs."""
INDEX_MAGIC = b"newslint keys "
"""How an index of keys begins."""
_HEADER = 100  # bytes of a database header (https://www.sqlite.org/fileformat.html, 1.3)


def ours_of(file: str) -> list[str]:
    """Return those of `files_of` that newslint wrote, also if they are damaged further on. Others
    may be somebody's files of the same name, and must stay."""
    is_ours = is_our_file(file)
    beside = (f"{file}-wal", f"{file}-shm")
    return [path for path in files_of(file) if (is_ours if path in beside else is_our_file(path))]


def is_our_file(file: str) -> bool:
    """Return whether a file begins like one that newslint writes into the cache directory."""
    if not os.path.isfile(file):  # a pipe would wait for a writer
        return False
    try:
        with open(file, "rb") as opened:
            head = opened.read(_HEADER)
    except OSError:
        return False
    if head.startswith(b"SQLite format 3\0"):
        return head[68:72] in APPLICATIONS
    return not head or head.startswith(INDEX_MAGIC)


def indexes_of(file: str) -> list[str]:
    """Return the indexes (see `cache.neighbours`) next to the database ``file``, complete or
    not."""
    from glob import escape, glob

    folder, name = map(escape, os.path.split(file))
    patterns = (f"{name}-*.keys", f".{name}-*.newslint")
    return sorted(path for one in patterns for path in glob(os.path.join(folder, one)))


def counts(file: str) -> tuple[int, int] | None:
    """Return the number of files and facts in a cache; None if it cannot be read."""
    import sqlite3
    from contextlib import closing
    from urllib.parse import quote

    if not os.path.isfile(file):  # SQLite would wait for a writer of a pipe
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(file)}?mode=ro", uri=True)) as database:
            query = "SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM facts)"
            files, facts = database.execute(query).fetchone()
    except sqlite3.Error:
        return None
    return int(files), int(facts)
