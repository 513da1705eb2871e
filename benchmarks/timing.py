"""Running commands and taking their time, for the benchmarks that compare whole processes."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, NamedTuple

ON_ONE_ARTICLE = "file,fields,dates,text,urls,ignores"
"""The rule families that look at one article at a time and at its front matter."""


class Run(NamedTuple):
    """What one run of a command took."""

    cpu: float
    """Seconds of the process and those it started, user and system."""
    wall: float
    """Seconds."""
    memory: float
    """The greatest resident size of one process in MB."""
    status: int
    """The exit status."""


def timed(command: list[str], folder: Path, out: IO[bytes] | int = subprocess.DEVNULL) -> Run:
    """Run ``command`` in ``folder`` to its end; what it prints goes to ``out``."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
    _, wait_status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(wait_status)
    wall = time.monotonic() - start
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Run(usage.ru_utime + usage.ru_stime, wall, memory, process.returncode)


def newslint(executable: str, *options: str) -> list[str]:
    """The command that checks articles in one process, without configuration and network.

    Its exit status is 0 whatever it finds, so that anything else is a failure.
    """
    common = ("--isolated", "--offline", "--fail-on=never", "-q", "-j1")
    return [executable, "check", *common, *options]
