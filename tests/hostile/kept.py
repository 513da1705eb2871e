"""Files that newslint keeps for itself, and recorded URLs, as somebody else wrote them."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.articles import GOOD
from tests.hostile.case import Case
from tests.hostile.lint import FAULTY, SECRET
from tests.hostile.trees import each, fifo, link

HEAD = '{"newslint": "urls", "version": 1}\n'
URL = "https://tarn-times.example/ferry"
ALIVE = {"url": URL, "verdict": "alive"}
RECORD = "urls.jsonl"
FROM = ("--urls-from", RECORD)


def refused(text: str | bytes, line: int | None = 2) -> Case:
    """A record that cannot be used: an error with its line."""
    place = f"{RECORD}:{line}: " if line else f"{RECORD}: "
    return Case({RECORD: text}, status=2, arguments=FROM, neighbours=False, said=(place,))


def entry(**fields: Any) -> Case:
    return refused(HEAD + json.dumps(ALIVE | fields) + "\n")


def replayed(text: str | bytes, *at: tuple[str, str, int | None]) -> Case:
    return Case({RECORD: text}, at, arguments=FROM)


def unusable(make: Callable[[Path], object], name: str = RECORD) -> Case:
    return Case(
        make=make, status=2, arguments=("--urls-from", name), neighbours=False, said=(f"{name}: ",)
    )


RECORDS = {
    "a FIFO": unusable(fifo(RECORD)),
    "a folder": unusable(lambda folder: (folder / RECORD).mkdir()),
    "a device": unusable(lambda folder: None, "/dev/zero"),
    "a link to a device": unusable(link("/dev/zero", RECORD)),
    "a link to itself": unusable(link(RECORD, RECORD)),
    "not there": unusable(lambda folder: None, "nowhere.jsonl"),
    "a sparse file": unusable(
        each(
            lambda folder: (folder / RECORD).touch(),
            lambda folder: os.truncate(folder / RECORD, 8 << 30),
        )
    ),
    "empty": refused("", 1),
    "a NUL": refused("\0", 1),
    "UTF-16": refused(HEAD.encode("utf-16"), 1),
    "Latin-1": refused(HEAD.encode() + b'{"url": "F\xe4hre", "verdict": "alive"}\n'),
    "no JSON": refused("https://tarn-times.example/\n", 1),
    "a list": refused("[]\n", 1),
    "of another tool": refused('{"lychee": 1}\n', 1),
    "of another version": refused('{"newslint": "urls", "version": 99}\n', 1),
    "only the head": replayed(HEAD),
    "blank lines": replayed(HEAD + "\n\n  \n"),
    "CR LF": replayed((HEAD + json.dumps(ALIVE) + "\n").replace("\n", "\r\n")),
    "an entry as a list": refused(HEAD + "[]\n"),
    "an entry as a number": refused(HEAD + "1\n"),
    "an entry as null": refused(HEAD + "null\n"),
    "an entry that is cut": refused(HEAD + json.dumps(ALIVE)[:-5]),
    "two entries on a line": refused(HEAD + json.dumps(ALIVE) * 2),
    "a URL twice": refused(HEAD + (json.dumps(ALIVE) + "\n") * 2, 3),
    "a URL as a number": entry(url=1),
    "no URL": refused(HEAD + '{"verdict": "alive"}\n'),
    "no verdict": refused(HEAD + json.dumps({"url": URL}) + "\n"),
    "a verdict that is none": entry(verdict="fine"),
    "a verdict as a list": entry(verdict=["alive"]),
    "an unknown key": entry(status=200),
    "a key that acts": entry(**{"\x1b[31m\n::error::\u202e##vso[x]": 1}),
    "a key of a megabyte": entry(**{"k" * 1_000_000: 1}),
    "a key twice": replayed(HEAD + f'{{"url": "{URL}", "url": "{URL}", "verdict": "alive"}}\n'),
    "a reason as a number": entry(reason=1),
    "a size as text": entry(width="1"),
    "a size below nothing": entry(width=-1),
    "a size without end": refused(HEAD + json.dumps(ALIVE)[:-1] + ', "width": 1e999}'),
    "a size of many digits": refused(
        HEAD + json.dumps(ALIVE)[:-1] + ', "width": ' + "9" * 10_000 + "}"
    ),
    "brackets": refused(HEAD + "[" * 200_000),
    "closed brackets": refused(HEAD + "[" * 100_000 + "]" * 100_000),
    "thousands of entries": replayed(
        HEAD + "".join(json.dumps({"url": f"http://x/{i}", "verdict": "alive"}) + "\n"
                       for i in range(20_000))
    ),
    "a reason that acts": replayed(
        HEAD + json.dumps({"url": URL, "verdict": "dead",
                           "reason": "\x1b[31m\n::error::\u202e##vso[x]"}) + "\n",
        ("a-good.md", "dead-url", None),
    )._replace(neighbours=False),
    "a reason without end": replayed(
        HEAD + json.dumps({"url": URL, "verdict": "dead", "reason": "x" * 1_000_000}) + "\n"
    )._replace(neighbours=False),
    "a place that acts": replayed(
        HEAD + json.dumps({"url": URL, "verdict": "moved",
                           "location": "https://a/\x1b[31m\n::error::\u202e##vso[x]"}) + "\n"
    )._replace(neighbours=False),
    "a place that is no address": replayed(
        HEAD + json.dumps({"url": URL, "verdict": "moved", "location": "http://[::1"}) + "\n"
    )._replace(neighbours=False),
    "half a character": replayed(
        HEAD + json.dumps({"url": URL, "verdict": "dead", "reason": "\ud800"}) + "\n"
    )._replace(neighbours=False),
}  # fmt: skip

CROWD = 40
"""Articles, so many that the cache is used."""


def crowd(folder: Path) -> None:
    for i in range(CROWD):
        for name, text in (("good", GOOD), ("faulty", FAULTY)):
            article = text.replace("Ferry", f"Ferry {i}").replace("/ferry", f"/f{i}")
            article = article.replace("Council", f"Council {i}").replace("/market", f"/m{i}")
            (folder / f"{name}{i}.md").write_text(article)


def cached(make: Callable[[Path], object], **more: Any) -> Case:
    """A cache folder as ``make`` leaves it (in ``kept`` beside the tree), and enough articles."""
    prepared = each(crowd, lambda folder: (folder.parent / "kept").mkdir(), make)
    at = (("faulty7.md", "invalid-field", 7),)
    arguments = ("--offline", "--cache-dir", "PLACE/kept", "--ignore", "duplicates")
    return Case(make=prepared, at=at, arguments=arguments, writes="kept")._replace(**more)


def remembered(make: Callable[[Path], object]) -> Case:
    """The same, for the memory of URLs, and an address of this machine where nobody answers."""

    def asked(folder: Path) -> None:
        (folder.parent / "own.toml").write_text(
            "[urls]\nallow-private = ['127.0.0.1:9']\nretries = 0\n"
        )
        (folder / "h.md").write_text(
            GOOD.replace("https://tarn-times.example/f", "http://127.0.0.1:9/f")
        )

    prepared = each(lambda folder: (folder.parent / "kept").mkdir(), asked, make)
    arguments = ("--online", "--cache-dir", "PLACE/kept", "--config", "PLACE/own.toml")
    at = (("h.md", "unverified-url", 5),)
    return Case(make=prepared, at=at, arguments=arguments, writes="kept", asks=True)


def kept(name: str, text: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder.parent / "kept" / name).write_bytes(text)


def linked(name: str, target: str) -> Callable[[Path], object]:
    return lambda folder: (folder.parent / "kept" / name).symlink_to(target)


def database(name: str, *statements: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        made = sqlite3.connect(folder.parent / "kept" / name)
        for statement in statements:
            made.execute(statement)
        made.commit()
        made.close()

    return make


def _own(name: str) -> tuple[str, str]:
    marks = {"results.sqlite": (0x6E6C6E74, 3), "urls.sqlite": (0x6E6C7572, 1)}
    application, layout = marks[name]
    return f"PRAGMA application_id={application}", f"PRAGMA user_version={layout}"


def damage(name: str) -> dict[str, Callable[[Path], object]]:
    """Ways in which the database ``name`` can be anything but what newslint wrote."""
    head = b"SQLite format 3\0"
    return {
        "garbage": kept(name, b"garbage" * 1_000),
        "empty": kept(name, b""),
        "NUL": kept(name, bytes(100_000)),
        "cut": kept(name, head),
        "a head and garbage": kept(name, head + bytes(range(256)) * 40),
        "a folder": lambda folder: (folder.parent / "kept" / name).mkdir(),
        "a FIFO": lambda folder: os.mkfifo(folder.parent / "kept" / name),
        "a link to a device": linked(name, "/dev/zero"),
        "a link to nothing": linked(name, "nowhere"),
        "a link to itself": linked(name, name),
        "a link to an article": linked(name, "../tree/a-good.md"),
        "of another program": database(name, "CREATE TABLE files (x)", "CREATE TABLE urls (x)"),
        "without tables": database(name, *_own(name)),
        "with other tables": database(
            name, *_own(name), "CREATE TABLE files (x)", "CREATE TABLE urls (x)",
            "CREATE TABLE facts (x)", "CREATE TABLE rules (x)", "CREATE TABLE compared (x)",
        ),
        "with views without end": database(
            name, *_own(name),
            "CREATE VIEW files AS WITH RECURSIVE n(path) AS (SELECT 1 UNION ALL SELECT path + 1 "
            "FROM n) SELECT path, 1 size FROM n",
            "CREATE VIEW urls AS WITH RECURSIVE n(url) AS (SELECT 1 UNION ALL SELECT url + 1 "
            "FROM n) SELECT url FROM n",
        ),
        "with a journal of garbage": each(kept(name, b""), kept(f"{name}-wal", b"x" * 9_999)),
        "closed to all": each(
            kept(name, b""), lambda folder: (folder.parent / "kept" / name).chmod(0)
        ),
        "read-only": each(
            database(name), lambda folder: (folder.parent / "kept" / name).chmod(0o400)
        ),
        "in a folder that may not be written": lambda folder: (folder.parent / "kept").chmod(0o500),
        "in a folder that may not be entered": lambda folder: (folder.parent / "kept").chmod(0),
    }  # fmt: skip


_LOCKS = ("closed", "read-only", "in a folder")

CACHES = {
    name: cached(make, unprivileged=name.startswith(_LOCKS))
    for name, make in damage("results.sqlite").items()
} | {
    "a file in place of the folder": cached(
        each(
            lambda folder: (folder.parent / "kept").rmdir(),
            lambda folder: (folder.parent / "kept").write_text(SECRET),
        )
    ),
    "a link in place of the folder": cached(
        each(
            lambda folder: (folder.parent / "kept").rmdir(),
            lambda folder: (folder.parent / "kept").symlink_to("/dev/null"),
        )
    ),
}

MEMORIES = {
    name: remembered(make)._replace(unprivileged=name.startswith(_LOCKS))
    for name, make in damage("urls.sqlite").items()
}

MEMORIES["garbage"] = MEMORIES["garbage"]._replace(said=("is not a file of newslint",))

CLASSES = {"recorded URLs": RECORDS, "caches": CACHES, "memory of URLs": MEMORIES}
