"""Runs newslint many times, each in a process of its own in which something goes wrong.

``python -m tests.faults.workshop`` imports newslint once; then each line of JSON on standard
input makes it fork processes that run the command line, see `Fault`. What became of them
comes back as a line of JSON.

Whatever such a process does to the outside world is a numbered step: opening a file to write,
writing, syncing, renaming, removing, each statement of SQLite. A fault strikes at a step, or
after a while.
"""

import builtins
import errno
import io
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from typing import Any, NamedTuple

_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR
_DATABASE = {
    errno.EIO: "disk I/O error",
    errno.ENOSPC: "database or disk is full",
    errno.EROFS: "attempt to write a readonly database",
}


class Fault(NamedTuple):
    """What goes wrong. Without a step or a time, nothing does."""

    step: int = 0
    """The step, from 1, at which it strikes."""
    error: int = 0
    """The number of the system error; 0 for death by SIGKILL."""
    lasting: bool = False
    """Whether all later steps fail, too."""
    after: float = 0.0
    """Seconds after which the process is killed from outside."""
    file_size: int = 0
    """Bytes that a file may have (RLIMIT_FSIZE)."""


class _Steps:
    """Counts steps, and lets the fault strike."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self.count = 0
        self._writing = False

    def database(self) -> None:
        if self.strikes():
            raise sqlite3.OperationalError(_DATABASE[self._fault.error])

    def system(self) -> None:
        if self.strikes():
            raise OSError(self._fault.error, os.strerror(self._fault.error))

    def strikes(self) -> bool:
        self.count += 1
        at = self._fault.step
        if not at or self.count < at or (self.count > at and not self._fault.lasting):
            return False
        if not self._fault.error:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    def hook(self, event: str, details: tuple[Any, ...]) -> None:
        """An audit hook (PEP 578): the event fails when the hook raises."""
        if event == "open":
            path, _, flags = details
            if isinstance(path, int) or path == os.devnull or not flags & _WRITING:
                return
        elif event not in _CHANGES:
            return
        self.system()


def _bend(steps: _Steps) -> None:
    """Make every act of this process that changes something a step."""
    opened, synced, connected = builtins.open, os.fsync, sqlite3.connect

    class File(io.FileIO):
        def write(self, data: Any) -> int:
            steps.system()
            return super().write(data)

    class Database(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            steps.database()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            steps.database()
            return super().executemany(*arguments)

    def bent_open(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        if mode == "wb":
            return io.BufferedWriter(File(file, mode))
        return opened(file, mode, *rest, **options)

    def fsync(handle: int) -> None:
        steps.system()
        synced(handle)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connected(*arguments, factory=Database, **options)

    for module, name, bent in (
        (builtins, "open", bent_open),
        (os, "fsync", fsync),
        (sqlite3, "connect", connect),
    ):
        setattr(module, name, bent)
    sys.addaudithook(steps.hook)


def _run(request: dict[str, Any]) -> None:
    """One run of newslint in this process, which ends with it."""
    fault = Fault(**request["fault"])
    os.chdir(request["folder"])
    for descriptor, name in ((1, "out"), (2, "errors")):
        handle = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, descriptor)
        os.close(handle)
    if fault.file_size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.file_size, fault.file_size))
    steps = _Steps(fault)
    _bend(steps)
    from newslint.cli import main

    status = main(request["arguments"])
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(request["told"], json.dumps(steps.count).encode())
    os._exit(status)


def _fork(request: dict[str, Any]) -> int:
    process = os.fork()
    if not process:
        try:
            _run(request)
        finally:
            import traceback

            traceback.print_exc()
            sys.stderr.flush()
            os._exit(99)
    return process


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    """What became of the processes: their exit statuses, and how many steps the last one took."""
    reading, request["told"] = os.pipe()
    begun = time.monotonic()
    processes = [_fork(request) for _ in range(request["at_once"])]
    os.close(request["told"])
    if after := request["fault"]["after"]:
        time.sleep(after)
        for process in processes:
            os.kill(process, signal.SIGKILL)
    ends = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    said = os.read(reading, 100)
    os.close(reading)
    return {
        "statuses": ends,
        "steps": int(said) if len(ends) == 1 and said else 0,
        "seconds": time.monotonic() - begun,
    }


def _warm_up() -> None:
    """Load what runs load."""
    from importlib import import_module

    from newslint.catalogue import registry

    registry.load_all()
    for name in (
        "cache.results",
        "cli",
        "commands.check",
        "commands.urls",
        "config.read",
        "web.curl_client",
    ):
        import_module(f"newslint.{name}")
    for name in ("jsonschema", "msgspec", "numpy"):
        import_module(name)


def _be_ordinary() -> None:
    """As root, give up the power to write what may not be written, which starts Python anew."""
    if os.geteuid() == 0 and "ordinary" not in sys.argv:
        import ctypes

        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
        os.execv(sys.executable, [sys.executable, "-m", "tests.faults.workshop", "ordinary"])


def main() -> None:
    """Serve requests until standard input ends."""
    _be_ordinary()
    _warm_up()
    from newslint.pipeline import facts, run

    # A few articles stand for the thousands for which all that is written is worth it.
    run.CACHE_WORTH, facts.WORTH_INDEX, facts.MAX_SHARE = 4, 8, 0.5
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
