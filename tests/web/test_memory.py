"""The URL cache: which verdicts are trusted, how failures count, and problems with its file."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.web.memory import FILE_NAME, Memory
from newslint.web.remembered import DAY, SAME_RUN, DeadAfter, Remembered, after
from newslint.web.verdict import Kind, Verdict

ALIVE = Verdict(Kind.ALIVE, media="html")
DEAD = Verdict(Kind.DEAD, "404, not found")
BROKEN = Verdict(Kind.UNVERIFIED, "503, service unavailable", grave=True)
WALL = Verdict(Kind.UNVERIFIED, "403, it blocks automated clients")
DEAD_AFTER = DeadAfter(runs=3, days=2.0)
REMEMBER = 1000.0


def run(verdict: Verdict, before: Remembered | None = None, now: float = 0.0) -> Remembered:
    return after(verdict, 1, before, REMEMBER, DEAD_AFTER, now)


@given(st.floats(0, 1e9))
def test_living_urls_are_trusted_for_about_as_long_as_is_configured(now: float) -> None:
    known = run(ALIVE, now=now)
    assert 0.7 * REMEMBER <= known.fresh_until - now <= 1.3 * REMEMBER
    assert known.alive_at == now


def test_living_urls_do_not_expire_together() -> None:
    assert len({run(ALIVE).fresh_until for _ in range(20)}) > 1


@pytest.mark.parametrize("verdict", [DEAD, BROKEN, WALL], ids=["dead", "broken", "wall"])
def test_nothing_else_is_trusted(verdict: Verdict) -> None:
    assert run(verdict, now=5.0).fresh_until <= 5.0


def test_a_trusted_url_needs_no_check() -> None:
    known = Remembered(ALIVE, 1, 100.0, 600.0)
    assert known.is_fresh(REMEMBER, 100.0)
    assert known.is_fresh(REMEMBER, 599.0)
    assert not known.is_fresh(REMEMBER, 600.0)
    assert not known._replace(verdict=DEAD).is_fresh(REMEMBER, 100.0)


def test_a_shorter_time_of_trust_applies_to_what_is_stored() -> None:
    known = run(ALIVE)
    assert known.is_fresh(REMEMBER, 500.0)
    assert not known.is_fresh(REMEMBER / 10, 500.0)


AHEAD = 730 * DAY


def test_what_a_clock_that_was_ahead_has_written_is_not_believed() -> None:
    now = 1000.0
    known = run(ALIVE, now=now + AHEAD)
    assert not known.is_fresh(REMEMBER, now)
    assert known.not_after(now)[2:5] == (now, 0.0, now)
    failing = run(BROKEN, run(BROKEN, now=now + AHEAD), now + AHEAD + DAY).not_after(now)
    assert (failing.failing_since, failing.failing_runs) == (now, 2)


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_times_in_the_past_stay(then: float, later: float) -> None:
    known = run(BROKEN, run(ALIVE, now=then), then)
    assert known.not_after(then + later) == known


def _fails(verdict: Verdict, *times: float) -> Remembered:
    known = None
    for now in times:
        known = run(verdict, known, now)
    assert known is not None
    return known


def test_a_url_without_life_is_dead_after_enough_runs_and_days() -> None:
    known = _fails(BROKEN, 0, DAY, 2 * DAY)
    assert known.verdict.kind is Kind.DEAD
    assert known.verdict.reason.startswith("failing since 1970-01-01: 503")


@pytest.mark.parametrize(
    "times",
    [(0, 2 * DAY), (0, DAY / 2, DAY), (0, 1, 2, 2 * DAY)],
    ids=["too few runs", "too few days", "a run and its repetition count once"],
)
def test_less_is_not_enough(times: tuple[float, ...]) -> None:
    assert _fails(BROKEN, *times).verdict.kind is Kind.UNVERIFIED


def test_one_sign_of_life_restarts_the_count() -> None:
    known = _fails(BROKEN, 0, DAY)
    known = run(ALIVE, known, 1.5 * DAY)
    known = run(BROKEN, known, 2 * DAY)
    assert (known.failing_runs, known.failing_since) == (1, 2 * DAY)
    assert known.alive_at == 1.5 * DAY


def test_a_site_that_blocks_automated_clients_never_becomes_dead() -> None:
    assert _fails(WALL, *(i * DAY for i in range(100))).verdict.kind is Kind.UNVERIFIED


def test_frequent_runs_also_count() -> None:
    known = _fails(BROKEN, *(minute * 60.0 for minute in range(0, 60, 5)))
    assert known.failing_runs == 6


def test_with_no_days_every_run_counts() -> None:
    known = after(BROKEN, 1, None, REMEMBER, DeadAfter(2, 0), 0)
    assert after(BROKEN, 1, known, REMEMBER, DeadAfter(2, 0), 1).verdict.kind is Kind.DEAD
    assert SAME_RUN > 1


verdicts = st.builds(
    Verdict,
    kind=st.sampled_from([Kind.ALIVE, Kind.MOVED, Kind.DEAD, Kind.UNVERIFIED]),
    reason=st.text(st.characters(exclude_categories=["Cs"])),
    location=st.text(st.characters(exclude_categories=["Cs"])),
    media=st.sampled_from(["", "html", "image"]),
    width=st.integers(0, 2**31 - 1),
    height=st.integers(0, 2**31 - 1),
    grave=st.just(False),
    network=st.just(False),
    answered=st.just(True),
    untrusted=st.just(False),
)


@settings(max_examples=30)
@given(st.dictionaries(st.text("abc/:%", min_size=1), verdicts))
def test_what_is_stored_is_known_again(found: dict[str, Verdict]) -> None:
    memory = Memory(":memory:")
    news = {url: run(verdict) for url, verdict in found.items()}
    memory.store(news)
    assert memory.recall(found) == news
    assert list(memory.everything()) == sorted(news)
    assert memory.recall(["http://never.seen"]) == {}
    memory.close()


def test_thousands_at_once(tmp_path: Path) -> None:
    file = str(tmp_path / "deep" / "down" / FILE_NAME)
    news = {f"http://site.com/{i}": run(ALIVE) for i in range(3000)}
    for _ in range(2):
        memory = Memory(file)
        memory.store(news)
        memory.close()
    memory = Memory(file)
    assert memory.recall(news) == news
    memory.close()


def _file_with(tmp_path: Path, content: bytes) -> str:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    return str(file)


HEADER = b"SQLite format 3\0" + bytes(52) + b"nlur"


@pytest.mark.parametrize("content", [b"", HEADER, HEADER + b"\xff" * 5000])
def test_a_damaged_file_is_rebuilt(tmp_path: Path, content: bytes) -> None:
    notices: list[str] = []
    memory = Memory(_file_with(tmp_path, content), notices.append)
    memory.store({"http://site.com/": run(ALIVE)})
    assert list(memory.everything()) == ["http://site.com/"]
    memory.close()
    assert len(notices) == bool(content)


@pytest.mark.parametrize("content", [b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_somebodys_file_stays(tmp_path: Path, content: bytes) -> None:
    notices: list[str] = []
    file = _file_with(tmp_path, content)
    memory = Memory(file, notices.append)
    memory.store({"http://site.com/": run(ALIVE)})
    memory.close()
    assert Path(file).read_bytes() == content
    assert notices == [f"{file} is not a file of newslint: running without the URL cache"]


def test_damage_that_shows_later_is_no_error(tmp_path: Path) -> None:
    file = str(tmp_path / FILE_NAME)
    memory = Memory(file)
    memory.store({f"http://site.com/{i}": run(ALIVE) for i in range(2000)})
    memory.close()
    with open(file, "r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xaa" * 40_000)
    notices: list[str] = []
    memory = Memory(file, notices.append)
    memory.recall([f"http://site.com/{i}" for i in range(2000)])
    memory.store({"http://site.com/new": run(ALIVE)})
    memory.close()
    memory = Memory(file)
    memory.close()
    assert notices


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    file = str(tmp_path / FILE_NAME)
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE diary (entry TEXT)")
    database.close()
    notices: list[str] = []
    memory = Memory(file, notices.append)
    memory.store({"http://site.com/": run(ALIVE)})
    assert memory.everything() == {}
    memory.close()
    assert len(notices) == 1
    database = sqlite3.connect(file)
    assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]
    database.close()


def _filled(folder: Path, layout: int = 1) -> Path:
    file = folder / FILE_NAME
    memory = Memory(str(file))
    memory.store({"http://site.com/": run(ALIVE)})
    memory.close()
    if layout != 1:
        with sqlite3.connect(file) as database:
            database.execute(f"PRAGMA user_version={layout}")
        database.close()
    return file


@pytest.mark.parametrize("only_reads", [False, True])
@pytest.mark.parametrize("layout", [0, 2, 99])
def test_a_file_of_another_version_stays(tmp_path: Path, layout: int, only_reads: bool) -> None:
    file = _filled(tmp_path, layout)
    before = file.read_bytes()
    notices: list[str] = []
    memory = Memory(str(file), notices.append, only_reads=only_reads)
    memory.store({"http://site.com/": run(DEAD)})
    assert not memory.usable
    memory.close()
    assert file.read_bytes() == before
    assert ["another version of newslint" in notice for notice in notices] == [True]


@pytest.mark.parametrize("content", [b"", HEADER + b"\xff" * 5000, b"rubbish" * 1000])
def test_reading_changes_no_file(tmp_path: Path, content: bytes) -> None:
    file = _file_with(tmp_path, content)
    memory = Memory(file, only_reads=True)
    memory.store({"http://site.com/": run(ALIVE)})
    assert memory.everything() == {}
    assert memory.usable == (not content)
    memory.close()
    assert os.listdir(tmp_path) == [FILE_NAME]
    assert Path(file).read_bytes() == content


@contextmanager
def _unprivileged() -> Iterator[None]:
    """File permissions apply, also if root runs the tests."""
    is_root = os.geteuid() == 0
    if is_root:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)


@pytest.mark.parametrize("locked", ["folder", "file", "both"])
def test_a_file_that_cannot_be_written_is_read(locked: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = _filled(folder)
        file.chmod(0o666 if locked == "folder" else 0o444)
        folder.chmod(0o777 if locked == "file" else 0o555)
        notices: list[str] = []
        with _unprivileged():
            memory = Memory(str(file), notices.append)
            memory.store({"http://site.com/2": run(ALIVE)})
            assert list(memory.everything()) == ["http://site.com/"]
            memory.close()
        assert len(notices) == 1
        assert "cannot be written" in notices[0]
        folder.chmod(0o700)


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    notices: list[str] = []
    memory = Memory(str(in_the_way / FILE_NAME), notices.append)
    memory.store({"http://site.com/": run(ALIVE)})
    assert memory.recall(["http://site.com/"]) == {}
    memory.close()
    assert len(notices) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "kind = 'resting'",
        "reason = x'c1ff'",
        "location = x''",
        "width = 'wide'",
        "height = -1",
        "checks = 1e300",
        "asked = 'once'",
        "fresh_until = 9e999",
        "alive_at = x''",
        "failing_since = -1",
        "failing_runs = 9223372036854775807",
    ],
)
def test_invalid_rows_are_ignored(tmp_path: Path, damage: str) -> None:
    file = str(tmp_path / FILE_NAME)
    memory = Memory(file)
    memory.store({"http://a/": run(ALIVE), "http://b/": run(ALIVE)})
    memory.close()
    with sqlite3.connect(file) as database:
        database.execute(f"UPDATE urls SET {damage} WHERE url = 'http://a/'")
    database.close()
    memory = Memory(file)
    assert list(memory.everything()) == ["http://b/"]
    memory.close()


_WRITER = """
import sys
from newslint.web.memory import Memory
from newslint.web.remembered import DeadAfter, after
from newslint.web.verdict import Kind, Verdict
for i in range(int(sys.argv[3])):
    memory = Memory(sys.argv[1], print)
    known = after(Verdict(Kind.ALIVE), 1, None, 10.0, DeadAfter(), 0.0)
    memory.store({f"http://{sys.argv[2]}/{i}/{j}": known for j in range(20)})
    memory.close()
"""


def test_parallel_runs_share_it(tmp_path: Path) -> None:
    file = str(tmp_path / FILE_NAME)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, file, name, "40"],
            stdout=subprocess.PIPE,
            env=os.environ,
        )
        for name in "abc"
    ]
    outputs = [writer.communicate()[0] for writer in writers]
    assert outputs == [b"", b"", b""]
    memory = Memory(file)
    assert len(memory.everything()) == 3 * 40 * 20
    memory.close()


def test_a_killed_run_leaves_old_or_new(tmp_path: Path) -> None:
    """SIGKILL in the middle of writing, several times: what is there is whole."""
    file = str(tmp_path / FILE_NAME)
    for attempt in range(4):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, file, f"run{attempt}", "100000"])
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(0.15 + 0.05 * attempt)
        writer.kill()
        writer.wait()
        memory = Memory(file)
        batches = [url.rsplit("/", 1)[0] for url in memory.everything()]
        memory.close()
        assert all(batches.count(batch) == 20 for batch in set(batches))
