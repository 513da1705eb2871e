"""Progress is for a person who watches, and leaves nothing behind."""

import os
import pty
import re
import subprocess
import sys

import pytest

from newslint.progress import visible

RUN = """
import sys, threading
from newslint import progress
progress._Visible.PATIENCE = {patience}
progress._Visible.INTERVAL = 0
with progress.visible() as shown:
    shown.begin("reading [bold]", 3, lambda: "a[red]b")
    for _ in range(3):
        shown.advance()
    assert threading.active_count() == 1
print("findings")
sys.exit("rich" in sys.modules)
"""


def at_terminal(patience: float) -> tuple[int, str, str]:
    """Run with a terminal as standard error: exit status, standard output, what it showed."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(patience=patience)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        check=False,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return done.returncode, done.stdout, shown.decode()


def test_a_long_run_shows_a_bar_and_wipes_it() -> None:
    _, out, shown = at_terminal(patience=0)
    assert out == "findings\n"
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert "reading [bold]" in plain
    assert re.search(r"3/3 [\d,]+/s a\[red\]b .* left", plain)
    assert shown.endswith("\x1b[1A\x1b[2K"), "the line of the bar is erased at the end"
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h"), "the cursor is back"


def test_a_short_run_shows_nothing_and_does_not_load_rich() -> None:
    assert at_terminal(patience=60) == (0, "findings\n", "")


@pytest.mark.parametrize(("quiet", "said"), [(False, "newslint: checking 3 URLs\n"), (True, "")])
def test_without_a_terminal_there_is_no_bar(
    quiet: bool, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with visible(quiet) as progress:
        progress.begin("reading", 1)
        progress.advance()
        assert capsys.readouterr() == ("", "")
        progress.say("checking 3 URLs")
    assert capsys.readouterr() == ("", said)
