"""Too little memory, too few files: the whole report, or exit status 2 with a sentence."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from newslint import cli
from tests.articles import BAD, GOOD

if sys.platform != "linux":
    pytest.skip("limits processes as Linux does", allow_module_level=True)

ARTICLES = 640
MEGABYTE = 1 << 20
UNITS = {"AS": MEGABYTE, "DATA": MEGABYTE, "NOFILE": 1}
FEW = [("AS", 60), ("AS", 100), ("AS", 170), ("DATA", 30), ("DATA", 75), ("NOFILE", 16)]
MANY = [(kind, amount) for kind in ("AS", "DATA") for amount in range(20, 320, 20)]
MANY += [("NOFILE", amount) for amount in range(8, 40)]


class Outcome:
    """What became of a run."""

    def __init__(self, folder: Path, *arguments: str, **limits: int) -> None:
        def limit() -> None:
            for kind, amount in limits.items():
                value = amount * UNITS[kind]
                resource.setrlimit(getattr(resource, f"RLIMIT_{kind}"), (value, value))

        options = ("--isolated", "--offline", "-f", "concise", "--cache-dir", "../cache")
        done = subprocess.run(
            [sys.executable, "-m", "newslint", *options, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            preexec_fn=limit,
        )
        self.report = done.returncode, done.stdout
        self.status, self.errors = done.returncode, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shortages") / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        text = GOOD if number % 8 else BAD
        story = text.replace("Ferry", f"Ferry {number // 2}").replace("/ferry", f"/{number // 2}")
        (folder / f"{number:03}.md").write_text(story)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> tuple[int, str]:
    outcome = Outcome(folder, "--no-cache")
    assert outcome.status == 1
    assert "duplicate-text" in outcome.report[1]
    return outcome.report


def assert_all_or_a_sentence(outcome: Outcome, expected: tuple[int, str]) -> None:
    assert "Traceback" not in outcome.errors
    if outcome.report != expected:
        assert outcome.status == 2
        assert outcome.errors.startswith("newslint: error: ")


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
@pytest.mark.parametrize(
    ("kind", "amount"), [*FEW, *(pytest.param(*one, marks=pytest.mark.slow) for one in MANY)]
)
def test_all_or_a_sentence(
    folder: Path, expected: tuple[int, str], kind: str, amount: int, jobs: str
) -> None:
    outcome = Outcome(folder, "--no-cache", jobs, **{kind: amount})
    assert_all_or_a_sentence(outcome, expected)


def test_with_a_cache_too(folder: Path, expected: tuple[int, str]) -> None:
    assert Outcome(folder).report == expected
    (folder / "000.md").touch()
    (folder / "001.md").write_text("another\n")
    now = Outcome(folder, "--no-cache").report
    for amount in (100, 400):
        assert_all_or_a_sentence(Outcome(folder, AS=amount), now)


def test_memory_that_runs_out_gets_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(argv: list[str]) -> int:
        raise MemoryError

    monkeypatch.setattr(cli, "_run", run)
    assert cli.main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("newslint: error: out of memory")


@pytest.mark.parametrize(
    ("given", "threads"),
    [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3"), ({"OMP_NUM_THREADS": "2"}, "")],
)
def test_numpy_has_one_thread_unless_the_user_says_otherwise(
    given: dict[str, str], threads: str
) -> None:
    script = (
        "import os, sys; from newslint.__main__ import run; sys.argv[1:] = ['--version']; run();"
        "print(os.environ.get('OPENBLAS_NUM_THREADS', ''))"
    )
    names = ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment | given, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[1:] == [threads]
