"""Where reports go, and in which colours. How they are written: tests/test_writing.py."""

import io
import os
import pty
import termios
from pathlib import Path

import pytest

from newslint.report import Style, output
from tests.report.made import PLAIN, finding, report


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


@pytest.mark.parametrize(("terminal", "width"), [(80, 80), (160, 160), (20, 40), (0, 100)])
def test_a_report_is_as_wide_as_its_terminal(terminal: int, width: int) -> None:
    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, terminal))
    with open(here, "rb"), open(there, "w") as stream:
        assert output.columns(stream) == width


def test_a_report_for_no_terminal_has_one_width(tmp_path: Path) -> None:
    with open(tmp_path / "report.txt", "w") as stream:
        assert output.columns(stream) == Style().width
    assert output.columns(io.StringIO()) == Style().width
