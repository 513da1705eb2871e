"""Where reports go: whole, or not at all, and never somewhere else."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newslint.report import Style, output
from tests.report.made import PLAIN, finding, report


def broken_off() -> Iterator[str]:
    yield "half"
    raise OSError(28, "No space left on device")


def test_a_report_replaces_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(0o640)
    output.to_file(str(target), ["née ", "漁船\n"])
    assert target.read_bytes() == "née 漁船\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_new_report_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    output.to_file(str(tmp_path / "report"), ["x"])
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_breaks_off_leaves_the_old_report_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    with pytest.raises(OSError, match="No space"):
        output.to_file(str(target), broken_off())
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    link = tmp_path / "report.xml"
    link.symlink_to(precious)
    output.to_file(str(link), ["report"])
    assert precious.read_text() == "mine"
    assert not link.is_symlink()
    assert link.read_text() == "report"


def test_a_device_stays_a_device() -> None:
    output.to_file("/dev/null", ["x"])
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_pipe_that_nobody_reads_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        output.to_file(str(tmp_path / "pipe"), ["x"])


@pytest.mark.parametrize("target", ["missing/report.xml", ".", "a.md/report.xml", "/dev/full"])
def test_a_report_that_cannot_be_written_is_told(
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").touch()
    assert not output.write("junit", report(finding()), PLAIN, target)
    said = capsys.readouterr().err
    assert said.startswith(f"newslint: error: cannot write junit to {target}: ")
    assert sorted(os.listdir(tmp_path)) == ["a.md"]


def test_a_file_is_never_coloured(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    assert output.write("text", report(finding()), Style(color=True), str(target))
    assert "\x1b" not in target.read_text()


def test_several_formats_of_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert output.write("concise", report(finding()), PLAIN)
    assert output.write("json", report(finding()), PLAIN, str(tmp_path / "a.json"))
    assert capsys.readouterr().out.startswith("a.md:3:10: error ")
    assert (tmp_path / "a.json").read_text().startswith('{"version": 1')


def child(code: str, stdout: int, **environment: str) -> tuple[int, str]:
    """Run Python ``code`` with ``stdout``; returns its exit status and what it says of errors."""
    done = subprocess.run(
        [sys.executable, "-c", f"from newslint.report.output import *\n{code}"],
        cwd=Path(__file__).parents[2],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stderr


def test_a_full_disk_behind_standard_output_is_an_error_told_once() -> None:
    code = (
        "import sys\nfrom tests.report.made import *\n"
        "sys.exit(0 if write('concise', report(finding()), PLAIN) else 2)"
    )
    with open("/dev/full", "w") as full:
        status, said = child(code, full.fileno())
    assert status == 2
    assert said == (
        "newslint: error: cannot write concise to standard output: No space left on device\n"
    )


def test_a_reader_that_has_gone_is_for_the_caller() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        status, said = child(
            "import os, sys\n"
            "try: to_stdout(['x' * 100_000])\n"
            "except BrokenPipeError: os.dup2(os.open(os.devnull, os.O_WRONLY), 1); sys.exit(9)",
            writing,
        )
    finally:
        os.close(writing)
    assert (status, said) == (9, "")


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "née 漁".encode()), ("latin-1", b"n\xe9e \\u6f01")]
)
def test_standard_output_of_any_encoding(encoding: str, shown: bytes, tmp_path: Path) -> None:
    target = tmp_path / "out"
    with target.open("wb") as out:
        assert child("to_stdout(['née 漁'])", out.fileno(), PYTHONIOENCODING=encoding) == (0, "")
    assert target.read_bytes() == shown


def test_a_file_size_limit_leaves_the_old_report(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from tests.report.made import *\n"
        f"sys.exit(0 if write('json', report(*[finding()] * 99), PLAIN, {str(target)!r}) else 2)"
    )
    status, said = child(code, subprocess.DEVNULL)
    assert status == 2
    assert "File too large" in said
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.json"]


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "colored"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {}, False, False),
        ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
    ],
)
def test_colour(choice: str, environment: dict[str, str], terminal: bool, colored: bool) -> None:
    class Stream:
        def isatty(self) -> bool:
            return terminal

    assert output.wants_color(choice, Stream(), environment) is colored
