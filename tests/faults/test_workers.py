"""Worker processes that are killed, that raise, and that cannot be started."""

import multiprocessing
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from newslint.catalogue.ruleset import Ruleset
from newslint.engine import local, worker
from newslint.engine.plan import MAX_DEATHS
from newslint.pipeline.run import lint
from newslint.settings import Config
from tests.articles import BAD
from tests.faults.deadly import (
    Deadly,
    Heavy,
    Raising,
    Titles,
    Unsendable,
    giving_what_cannot_be_sent,
)

JOBS = 2
CHUNK = 8
ITEMS = tuple(f"item {number}" for number in range(12 * CHUNK))
METHODS = multiprocessing.get_all_start_methods()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "WORTH_PROCESSES", 2)
    monkeypatch.setattr(local, "_CHUNK", CHUNK)


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Processes start in each way that this platform has."""
    monkeypatch.setattr(worker, "start_method", lambda: request.param)
    name: str = request.param
    return name


def lost(item: str) -> str:
    return f"{item} is lost"


def never(reason: str) -> None:
    pytest.fail(f"processes cannot be started: {reason}")


def among(*numbers: int) -> frozenset[str]:
    return frozenset(ITEMS[number] for number in numbers)


def in_order(work: Deadly) -> Iterator[str]:
    return (lost(item) if item in work.always else item.upper() for item in ITEMS)


@pytest.mark.parametrize(
    ("always", "once"),
    [
        (among(), among()),
        (among(0), among()),
        (among(len(ITEMS) - 1), among()),
        (among(3, 4, 5), among()),
        (among(*range(CHUNK, 2 * CHUNK)), among()),
        (among(*range(0, len(ITEMS), 5)), among()),
        (frozenset(ITEMS), among()),
        (among(), among(9)),
        (among(), among(0, 1, 7, 8, 40, 41, len(ITEMS) - 1)),
        (among(2, 50), among(3, 60)),
    ],
)
def test_only_what_kills_every_process_is_lost(
    always: frozenset[str], once: frozenset[str], tmp_path: Path
) -> None:
    work = Deadly(tmp_path, always, once)
    results = list(local.results(ITEMS, work, lost, JOBS, never))
    assert results == list(in_order(work))
    assert work.processes <= JOBS + MAX_DEATHS * len(always) + len(once)


def test_however_processes_start(method: str, tmp_path: Path) -> None:
    work = Deadly(tmp_path, among(20), among(3, len(ITEMS) - 1))
    assert list(local.results(ITEMS, work, lost, JOBS, never)) == list(in_order(work))


@pytest.mark.parametrize("every", [1, 7, 30])
def test_workers_that_are_killed_from_outside_cost_nothing(every: int, tmp_path: Path) -> None:
    work = Deadly(tmp_path)
    results = []
    for number, result in enumerate(local.results(ITEMS, work, lost, JOBS, never)):
        results.append(result)
        if number % every == 0:
            for process in multiprocessing.active_children()[:1]:
                process.kill()
    assert results == list(in_order(work))


@pytest.mark.parametrize(
    "error",
    [ValueError("wrong"), OSError(24, "many"), EOFError(), MemoryError(), KeyboardInterrupt()],
    ids=repr,
)
def test_what_the_work_raises_is_raised(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised:
        list(local.results(ITEMS, Raising(error), lost, JOBS, never))
    assert raised.value.args == error.args
    assert "deadly.py" in raised.value.__notes__[0]
    assert multiprocessing.active_children() == []


def test_an_error_that_cannot_be_sent_is_told() -> None:
    work = Raising(Unsendable("no", "way"))
    with pytest.raises(RuntimeError, match="Unsendable: no way"):
        list(local.results(ITEMS, work, lost, JOBS, never))


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises((AttributeError, TypeError, RuntimeError), match="pickle"):
        list(local.results(ITEMS, giving_what_cannot_be_sent, lost, JOBS, never))


def test_no_process_is_left_when_the_iterator_is_closed(tmp_path: Path) -> None:
    results = local.results(ITEMS, Deadly(tmp_path), lost, JOBS, never)
    assert next(results) == "ITEM 0"
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_rules_of_the_caller_run_in_every_process(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(3 * CHUNK):
        Path(f"{number:02}.md").write_text(f"---\ntitle: Number {number}\n---\n")
    config = Config(online=False, use_cache=False)
    rules = Ruleset([Titles(word="hello")], {"titles": "mine"}, config)
    reports = [lint(["."], config, jobs=jobs, rules=rules) for jobs in (1, 2)]
    assert len(reports[0].findings) == 3 * CHUNK
    assert reports[1].findings == reports[0].findings
    assert reports[1].notices == ()


@pytest.mark.parametrize("method", [m for m in METHODS if m != "fork"], indirect=True)
class TestWorkThatCannotTravel:
    """This process does all there is to do where work cannot be inherited."""

    def run(self, work: Callable[[Sequence[str]], Sequence[str]]) -> str:
        reasons: list[str] = []
        assert list(local.results(ITEMS, work, lost, JOBS, reasons.append)) == list(ITEMS)
        (reason,) = reasons
        return reason

    def test_out_of_here(self, method: str) -> None:
        assert "pickle" in self.run(lambda items: items)

    def test_into_a_process(self, method: str) -> None:
        assert self.run(Heavy()) == "too heavy to carry"


# As root the limit holds for an ordinary user who may read what root may.
NO_MORE_PROCESSES = """\
import ctypes, os, resource, sys
from newslint.cli import main

assert main(sys.argv[1:]) == 1  # loads all that it needs while it can
print(flush=True)
if os.getuid() == 0:
    c = ctypes.CDLL(None)
    c.prctl(8, 1, 0, 0, 0)  # PR_SET_KEEPCAPS
    os.setresuid(65534, 65534, 65534)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert c.capset(header, (ctypes.c_uint32 * 6)(6, 6)) == 0  # CAP_DAC_OVERRIDE, _READ_SEARCH
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
sys.exit(main(sys.argv[1:]))
"""
NO_SEMAPHORES = "mount -t tmpfs -o ro none /dev/shm && exec"


class TestRuns:
    """Whole runs of the command line."""

    @pytest.fixture(autouse=True)
    def _articles(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for number in range(640):
            Path(f"{number:03}.md").write_text(BAD)

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        arguments = ("--isolated", "--offline", "--no-cache", "-f", "concise", "--select", "fields")
        return subprocess.run([*command, *arguments, "-j2"], capture_output=True, text=True)

    @pytest.mark.skipif(sys.platform != "linux", reason="limits processes as Linux does")
    def test_when_the_system_gives_no_process(self) -> None:
        done = self.run(sys.executable, "-c", NO_MORE_PROCESSES)
        assert done.stderr == (
            "newslint: worker processes cannot be started (resource temporarily unavailable); "
            "all files are examined in this process\n"
        )
        with_processes, without = done.stdout.split("\n\n")
        assert len(with_processes.splitlines()) == 640
        assert (done.returncode, without) == (1, with_processes + "\n")

    def test_when_the_system_gives_no_semaphore(self) -> None:
        newslint = f"{shlex.quote(sys.executable)} -m newslint"
        apart = ("unshare", "--mount", "sh", "-c", f'{NO_SEMAPHORES} {newslint} "$@"', "sh")
        if shutil.which("unshare") is None or subprocess.run([*apart, "--version"]).returncode:
            pytest.skip("mounts cannot be changed here")
        done = self.run(*apart)
        assert (done.returncode, done.stderr) == (1, "")
        assert len(done.stdout.splitlines()) == 640


AT_WORK = """\
import os, signal, time
from newslint.engine import local

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in jobs in the background

def work(items):
    os.write(1, b"at work\\n")  # whole lines, unlike print
    time.sleep(3600)

list(local.results(["item"] * 9_000, work, str, 3))
"""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_workers_end_with_the_run(name: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", AT_WORK],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as run:
        assert run.stdout is not None
        for _ in range(3):
            assert run.stdout.readline() == "at work\n"
        run.send_signal(getattr(signal, name))
        run.communicate()  # returns when the last process that holds the pipe has ended
