"""What servers send and what lies in the cache folder costs bounded time and memory.

Each run has little more memory than newslint itself takes, and CPU time that it never needs.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from newslint.web.record import HEADER
from tests.articles import GOOD
from tests.hostile.lint import Outcome, Zygote
from tests.web.server import Server

MEGABYTES = 320
"""What a run may take beyond newslint: its libraries, and a tenth of what is sent here."""
HUGE = 8 << 30

FLOODS = {
    "bodies": ("/endless-body", "/slow-body", "/gzip-bomb", "/broken-gzip", "/broken-chunks"),
    "headers": ("/endless-headers", "/huge-header", "/header-drip", "/continue-flood"),
    "redirects": ("/circle/a", "/self", "/chain/40", "/chain/9", "/no-location"),
    "silence": ("/hangs", "/head-hangs", "/reset", "/closes", "/short"),
}


def run(zygote: Zygote, folder: Path, *arguments: str) -> Outcome:
    outcome = zygote.run(folder, arguments, megabytes=MEGABYTES)
    assert outcome.status in (0, 1, 2), outcome.errors[-2000:]
    for text in (outcome.out, outcome.errors):
        assert "Traceback" not in text
        assert "internal" not in text
    return outcome


def articles(folder: Path, count: int, text: str = GOOD) -> None:
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:03}.md").write_text(text.replace("ferry", f"ferry{i}"))


@pytest.mark.parametrize("kind", FLOODS)
def test_hostile_responses(kind: str, zygote: Zygote, place: Path) -> None:
    with Server() as server:
        links = [server.url(f"{path}?{i}") for path in FLOODS[kind] for i in range(12)]
        body = "".join(f"[a]({link}) ![b]({link}x)\n" for link in links)
        articles(place / "tree", 1, GOOD + body)
        (place / "own.toml").write_text(
            f'[urls]\nallow-private = ["{server.host_port}"]\ntimeout = 1\nretries = 0\n'
            "concurrency = 512\nper-host = 12\n"
        )
        outcome = run(zygote, place / "tree", "--online", "--no-cache", "--config", "../own.toml")
    asked = outcome.report["summary"]["urls"]
    assert asked["distinct"] >= 2 * len(links)
    assert asked["unchecked"] <= 2  # the article's own, which are reserved for examples


def sparse(file: Path, start: bytes = b"") -> None:
    with file.open("wb") as stream:
        stream.write(start)
        stream.truncate(HUGE)


def _own(cache: Path) -> Path:
    return cache / "results.sqlite"


def _gone(file: Path) -> Path:
    file.unlink()
    return file


def _fill(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as database:
        database.execute(statement)
    database.close()


HOSTILE_CACHES: dict[str, Callable[[Path], object]] = {
    "a database of 8 GiB": lambda cache: sparse(_own(cache)),
    "a database that claims to be one": lambda cache: sparse(_own(cache), b"SQLite format 3\0"),
    "8 GiB behind the database": lambda cache: os.truncate(_own(cache), HUGE),
    "a log of 8 GiB": lambda cache: sparse(cache / "results.sqlite-wal"),
    "a folder for a log": lambda cache: (cache / "results.sqlite-wal").mkdir(),
    "a FIFO": lambda cache: os.mkfifo(_gone(_own(cache))),
    "a link to a device": lambda cache: _gone(_own(cache)).symlink_to("/dev/zero"),
    "findings of 256 MB": lambda cache: _fill(
        _own(cache), "UPDATE results SET kept = zeroblob(268435456) WHERE file = 1"
    ),
    "a result that is not UTF-8": lambda cache: _fill(
        _own(cache), "UPDATE results SET kept = CAST(x'ff' AS TEXT)"
    ),
    "a hash that is not UTF-8": lambda cache: _fill(
        _own(cache), "UPDATE files SET content = CAST(x'ff' AS TEXT)"
    ),
}


@pytest.mark.parametrize("what", HOSTILE_CACHES)
def test_hostile_files_in_the_cache_folder(what: str, zygote: Zygote, place: Path) -> None:
    articles(place / "tree", 40)
    arguments = ("--offline", "--cache-dir", "../cache")
    expected = run(zygote, place / "tree", *arguments).out
    HOSTILE_CACHES[what](place / "cache")
    assert run(zygote, place / "tree", *arguments).out == expected


@pytest.mark.parametrize("start", [b"", b'{"newslint": "urls", "version": 1}\n'])
def test_a_record_of_urls_without_end(start: bytes, zygote: Zygote, place: Path) -> None:
    assert HEADER == {"newslint": "urls", "version": 1}
    articles(place / "tree", 1)
    sparse(place / "urls.jsonl", start)
    outcome = run(zygote, place / "tree", "--urls-from", "../urls.jsonl")
    assert outcome.status == 2
    assert "urls.jsonl: not a file of recorded URLs: it is larger than" in outcome.errors
    (place / "urls.jsonl").unlink()
    os.mkfifo(place / "urls.jsonl")
    outcome = run(zygote, place / "tree", "--urls-from", "../urls.jsonl")
    assert outcome.status == 2
    assert "it is not a regular file" in outcome.errors
