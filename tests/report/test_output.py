"""Where reports go, and in which colours. How they are written: tests/test_writing.py."""

import io
import os
import pty
import termios
from pathlib import Path

import pytest

from newslint.report import Style, output
from tests.report.made import PLAIN, finding, report


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("missing/report.xml", "'missing/report.xml' cannot be written: there is no folder"),
        ("a.md/report.xml", "'a.md/report.xml' cannot be written: there is no folder 'a.md'"),
        (".", "'.' is a folder"),
        ("b.md", "'b.md' is an article, or another file that newslint did not write"),
        ("/dev/full", "cannot write junit to /dev/full: No space left on device"),
        ("x" * 300, f"cannot write junit to {'x' * 300}: File name too long"),
    ],
)
def test_a_report_that_cannot_be_written_is_told(
    target: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").touch()
    (tmp_path / "b.md").write_text("text")
    assert not output.write("junit", report(finding()), PLAIN, target)
    assert capsys.readouterr().err.startswith(f"newslint: error: {message}")
    assert sorted(os.listdir(tmp_path)) == ["a.md", "b.md"]
    assert (tmp_path / "b.md").read_text() == "text"


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
        ("auto", {"FORCE_COLOR": "0", "TERM": "xterm"}, True, False),
        ("auto", {"FORCE_COLOR": "false"}, False, False),
    ],
)
def test_colour(choice: str, environment: dict[str, str], terminal: bool, colored: bool) -> None:
    class Stream:
        def isatty(self) -> bool:
            return terminal

    assert output.wants_color(choice, Stream(), environment) is colored


@pytest.mark.parametrize(
    ("environment", "terminal", "linked"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, True, True),
        ({"TERM_PROGRAM": "iTerm.app"}, False, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True, False),
        ({"TERM": "xterm-kitty"}, True, True),
        ({"TERM": "xterm-256color"}, True, False),
        ({"VTE_VERSION": "6800"}, True, True),
        ({"VTE_VERSION": "3400"}, True, False),
        ({"WT_SESSION": "x"}, True, True),
        ({"WT_SESSION": "x", "NO_COLOR": "1"}, True, False),
        ({"WT_SESSION": "x", "FORCE_HYPERLINK": "0"}, True, False),
        ({"FORCE_HYPERLINK": "1"}, True, True),
    ],
)
def test_hyperlinks(environment: dict[str, str], terminal: bool, linked: bool) -> None:
    class Stream:
        def isatty(self) -> bool:
            return terminal

    assert output.wants_links(Stream(), environment) is linked


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
