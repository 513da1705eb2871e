"""Worker processes when the run that they belong to is killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

AT_WORK = """\
import time
from newslint.engine import local

with local._pool(3, len) as pool:
    list(pool.map(local._work_on, [["a.md"]] * 9))
    print("at work", flush=True)
    time.sleep(3600)
"""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_workers_end_with_the_run(name: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", AT_WORK], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "at work\n"
        run.send_signal(getattr(signal, name))
        run.communicate()  # returns when the last process that holds the pipe has ended
