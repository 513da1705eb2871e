"""Calls that must come to an end: each in a process of its own, with limits of time and memory."""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 10
"""CPU time: many times what a call takes, far less than a hang."""
MEGABYTES = 512
"""Memory that a call may take beyond what the tests take."""


def bounded(function: Callable[[], T], *, seconds: int = SECONDS) -> T:
    """What ``function`` returns. Fails when it does not return within the limits."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        os.close(reader)
        _work(function, writer, seconds)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert status != -signal.SIGXCPU, f"it took more than {seconds} s of CPU time"
    assert status == 0, f"it ended with status {status}"
    result: T = pickle.loads(answer)
    return result


def _work(function: Callable[[], object], writer: int, seconds: int) -> None:
    import resource

    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if sys.platform == "linux":
            with open("/proc/self/statm") as file:
                taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
            limit = taken + MEGABYTES * (1 << 20)
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(function(), stream)
        status = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(status)
