"""Standard streams that are full, closed or gone, in real processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    "--version",
    "check --help",
    "rules",
    "rule dead-url",
    "schema",
    "check --show-config",
    "check --show-files a.md",
    "cache info",
    "urls --export -",
    "duplicates a.md --isolated",
    "check --offline a.md -f concise -f json=report.json",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    Path("a.md").write_text("---\ntitle: Ferry\n---\n")


def newslint(command: str, redirection: str) -> tuple[int, str, str]:
    """The exit status, what is printed, and what is complained of."""
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m newslint {command} {redirection}'],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_standard_output_that_cannot_be_written(command: str) -> None:
    """Is an error with exit status 2, told once; what goes elsewhere is written."""
    for redirection, reason in ((">/dev/full", "No space left"), (">&-", "Bad file descriptor")):
        status, _, said = newslint(command, redirection)
        assert status == 2
        assert said.count("\n") == 1
        assert said.startswith("newslint: error: cannot write ")
        assert f"to standard output: {reason}" in said
        assert Path("report.json").exists() == ("report.json" in command)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_gone(command: str) -> None:
    """Needs no telling."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "newslint", *command.split()],
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"")
    assert Path("report.json").exists() == ("report.json" in command)


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_standard_error_that_cannot_be_written(redirection: str) -> None:
    """Loses what is said there, and nothing else."""
    command = "--offline --timing -f concise"
    expected = newslint(f"{command} a.md", "")
    status, shown, _ = newslint(f"{command} a.md", redirection)
    assert (status, shown) == expected[:2]
    assert newslint("check --no-such-option", redirection) == (2, "", "")
    assert newslint("check no-such-file", redirection) == (2, "", "")


def test_standard_input_that_is_closed() -> None:
    status, shown, said = newslint("--offline -", "<&-")
    assert (status, shown) == (2, "")
    assert said == "newslint: error: standard input cannot be read: Bad file descriptor\n"
