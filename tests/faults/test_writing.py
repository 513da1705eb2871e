"""Whatever newslint writes is old or new, never half: reports, the cache, its indexes, the memory
of URLs, recorded URLs. Real processes die, disks fill and fail; afterwards all goes on as before.
"""

import errno
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.faults.conftest import (
    ARTICLES,
    CHECK,
    EXPORT,
    RECORD,
    REPORT_FILES,
    REPORTS,
    Collection,
    Run,
)

SEED = 20_240_517
FULL, BROKEN, READ_ONLY = errno.ENOSPC, errno.EIO, errno.EROFS

thoroughly = pytest.param(True, id="every", marks=pytest.mark.slow)
sampled = pytest.param(False, id="some")


def some(steps: Iterable[int], thorough: bool, count: int) -> list[int]:
    """All of ``steps``, or a few of them, always the same."""
    steps = list(steps)
    return steps if thorough else sorted(random.Random(SEED).sample(steps, count))


def states(count: int) -> Iterable[str]:
    """The states of the collection in turn, beginning with the new one."""
    return ("new" if i % 2 == 0 else "old" for i in range(count))


@pytest.mark.parametrize("thorough", [sampled, thoroughly])
def test_killed_at_a_step(collection: Collection, thorough: bool) -> None:
    """Between any two acts of writing."""
    steps = some(range(1, collection.steps + 1), thorough, 10)
    for state, step in zip(states(len(steps)), steps, strict=True):
        collection.be(state)
        assert collection.lint(step=step).statuses == [-9]
        collection.assert_whole()
        collection.assert_next_run_right(state)


@pytest.mark.parametrize(("moments", "at_once"), [
    (8, 1), (3, 3), pytest.param(200, 1, marks=pytest.mark.slow),
    pytest.param(50, 3, marks=pytest.mark.slow),
])  # fmt: skip
def test_killed_at_a_moment(collection: Collection, moments: int, at_once: int) -> None:
    """In the middle of writing, too; one run, or several at once."""
    chance = random.Random(SEED)
    for state in states(moments):
        collection.be(state)
        collection.lint(after=chance.uniform(0.01, 0.25), at_once=at_once)
        collection.assert_whole()
        collection.assert_next_run_right(state)


@pytest.mark.parametrize("thorough", [sampled, thoroughly])
@pytest.mark.parametrize(
    ("error", "lasting"), [(FULL, True), (BROKEN, False), (BROKEN, True), (READ_ONLY, True)]
)
def test_a_failing_disk(collection: Collection, error: int, lasting: bool, thorough: bool) -> None:
    """From a step on, or at a step only, the system refuses. Findings are never lost by it, and a
    report that could not be written is told, and is what it was before."""
    steps = some(range(1, collection.steps + 1), thorough, 5)
    for state, step in zip(states(len(steps)), steps, strict=True):
        collection.be(state)
        before = {name: collection.report(name) for name in REPORT_FILES}
        run = collection.lint(step=step, error=error, lasting=lasting)
        assert run.out == collection.shown[state]
        assert_told(run, collection, state, before)
        collection.assert_next_run_right(state)


def assert_told(
    run: Run, collection: Collection, state: str, before: dict[str, bytes | None]
) -> None:
    """Each report is right, or it is as it was and the run says so."""
    lines = run.errors.splitlines()
    assert all(line.startswith("newslint: ") and "internal" not in line for line in lines), lines
    failed = False
    for name in REPORT_FILES:
        told = any(f"error: cannot write {kind(name)} to " in line for line in lines)
        assert collection.report(name) == (
            before[name] if told else collection.reports[state][name]
        )
        failed = failed or told
    assert run.statuses == [2 if failed else 1], lines


def kind(name: str) -> str:
    return "json" if name.endswith(".json") else "junit"


@pytest.mark.parametrize("size", [7_000, 15_000, 30_000, 45_000])
def test_a_file_that_grows_too_large(collection: Collection, size: int) -> None:
    """A limit on the size of files (RLIMIT_FSIZE), which counts for SQLite's own writing."""
    collection.forget()
    run = collection.lint(file_size=size)
    assert run.out == collection.shown["new"]
    assert_told(run, collection, "new", dict.fromkeys(REPORT_FILES))
    collection.assert_next_run_right("new")


def may_mount() -> bool:
    """Whether this machine lets us have a small disk of our own."""
    with open(os.devnull, "wb") as nowhere:
        mount = ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]
        try:
            return subprocess.run(mount, stderr=nowhere, check=False).returncode == 0
        except FileNotFoundError:
            return False


DISKS = [4, 16, 64, 128, 4096] if may_mount() else []
"""Sizes in KB. Elsewhere the limits on the size of files must do."""


@pytest.mark.parametrize("size", DISKS)
def test_a_small_disk(collection: Collection, size: int, tmp_path: Path) -> None:
    """A disk that is full for all that is written, SQLite included."""
    collection.forget()
    newslint = [sys.executable, "-m", "newslint", *CHECK[:2], "--cache-dir", "disk/cache"]
    reports = [one.replace("reports/", "disk/") for one in REPORTS]
    script = (
        f'mkdir -p disk && mount -t tmpfs -o size={size}k none disk || exit 99\n"$@"\n'
        f"status=$?; find disk -type f -printf '%f\\n' > {tmp_path}/names\n"
        f"cp disk/report.* {tmp_path}; exit $status"
    )
    command = ["unshare", "-m", "sh", "-c", script, "sh", *newslint, *CHECK[4:], *reports]
    done = subprocess.run(
        command, cwd=collection.folder, capture_output=True, text=True, check=False
    )
    assert done.stdout == collection.shown["new"]
    assert "Traceback" not in done.stderr
    names = set((tmp_path / "names").read_text().split())
    for name in REPORT_FILES & names:
        assert (tmp_path / name).read_bytes() == collection.reports["new"][name]
    assert not {name for name in names if name.startswith(".")}
    missing = {name for name in REPORT_FILES if f"cannot write {kind(name)} to" in done.stderr}
    assert missing == REPORT_FILES - names
    assert done.returncode == (2 if missing else 1)
    assert ("No space left on device" in done.stderr) == bool(missing)
    assert bool(missing) == (size < 64)


@pytest.mark.parametrize("folder", ["reports", "cache"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_that_may_not_be_written(collection: Collection, folder: str, empty: bool) -> None:
    if empty:
        collection.forget()
    before = {name: collection.report(name) for name in REPORT_FILES}
    collection.file(folder).chmod(0o555)
    try:
        run = collection.lint()
    finally:
        collection.file(folder).chmod(0o755)
    assert run.out == collection.shown["new"]
    assert_told(run, collection, "new", before)
    if folder == "reports":
        assert run.statuses == [2]
        assert "cannot write json to reports/report.json: Permission denied" in run.errors
    else:
        assert run.statuses == [1]
        assert "the URL cache cannot be used" in run.errors or "stores nothing" in run.errors
    collection.assert_next_run_right("new")


@pytest.mark.parametrize("cache", ["empty", "kept", "damaged"])
def test_runs_at_once(collection: Collection, cache: str) -> None:
    """On one cache, one memory and the same reports."""
    if cache == "empty":
        collection.forget()
    if cache == "damaged":
        for name in ("results", "urls"):
            file = collection.file(f"cache/{name}.sqlite")
            file.write_bytes(file.read_bytes()[:100] + b"rubbish" * 3_000)
    run = collection.lint(at_once=4)
    assert run.statuses == [1] * 4
    notices = {"newslint: the URL cache was damaged and has been rebuilt"}
    assert set(run.errors.splitlines()) <= (notices if cache == "damaged" else set())
    collection.assert_next_run_right("new")


@pytest.mark.parametrize("error", [0, FULL, BROKEN])
def test_recorded_urls(collection: Collection, error: int) -> None:
    """At every step; what cannot be read from the memory takes the place of no record either."""
    file = collection.file(RECORD)
    collection.lint()
    assert collection.run(*EXPORT, RECORD).statuses == [0]
    new = file.read_text()
    assert new.count("\n") == 1 + ARTICLES / 4  # those of the articles that are reported on
    old = new.splitlines(keepends=True)[0]
    step, struck = 0, True
    while struck:
        file.write_text(old)
        step += 1
        run = collection.run(*EXPORT, RECORD, step=step, error=error, lasting=error == FULL)
        struck = run.statuses == [-9] or run.steps >= step
        assert run.statuses in ([0], [2] if error else [-9])
        assert file.read_text() == (new if run.statuses == [0] else old)
    assert step > 8
    assert set(os.listdir(file.parent)) - REPORT_FILES == {Path(RECORD).name}
