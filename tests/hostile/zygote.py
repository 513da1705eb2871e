"""Runs newslint many times, each in a process of its own that is cheap and kept in bounds.

``python -P zygote.py`` imports newslint once; then each line of JSON on standard input makes it
fork a child that runs the command line under limits of time and memory. What became of the child
comes back as a line of JSON: see `lint.Outcome`. A child that crashes, hangs or takes too
much memory dies alone.

Every child has an audit hook (PEP 578), which tells what newslint did beside reading: programs
that it started, sockets, files that it wrote, code that it loaded.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

_PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
_NETWORK = (
    "socket.connect",
    "socket.sendto",
    "socket.getaddrinfo",
    "socket.bind",
    "urllib.Request",
)
_CODE = ("pickle.find_class", "ctypes.dlopen", "marshal.loads", "compile")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.link", "os.symlink")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_PATIENCE = 600  # seconds until a run that waits for something, such as a FIFO, is ended

_meddling = False


def main() -> None:
    """Serve requests until standard input ends."""
    _warm_up()
    for line in sys.stdin:
        request = json.loads(line)
        process = os.fork()
        if not process:
            _child(request)
        _, status, used = os.wait4(process, 0)
        answer = {
            "status": os.waitstatus_to_exitcode(status),
            "seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1024,
        }
        print(json.dumps(answer), flush=True)


def _warm_up() -> None:
    """Import what runs import, so that it is there in every child."""
    from importlib import import_module

    from newslint.catalogue import registry
    from newslint.pipeline.run import lint
    from newslint.report import FORMATS, Style, reporter
    from newslint.settings import Config

    registry.load_all()
    for name in ("cli", "commands.check", "report.output", "config.read"):
        import_module(f"newslint.{name}")
    for name in ("tomllib", "jsonschema", "sqlite3", "msgspec", "fcntl", "platformdirs"):
        import_module(name)
    article = (
        "---\ntitle: Ferry to Tarn Ã©\nexcerpt: Read more. <b>a</b>\nwebUrl: http://a.example/?utm_id=1"
        "\npublishedDateTime: 2024-03-01\nquality: x\nx: {a: b} # newslint: ignore[dates]\n---\n"
        + "The first boat of the winter left the pier at eight [a](https://b.example/) Ã©. "
        * 9
    ).encode()
    articles = {
        "a.md": article,
        "b.md": article,
        "c.html": article,
        "d.md": b"+++\n",
        "e.json": b"{}",
    }
    for name in FORMATS:
        list(reporter(name).render(lint([], Config(online=False), sources=articles), Style()))


def _child(request: dict[str, Any]) -> None:
    """Run the command line, and end."""
    status = 99
    try:
        os.chdir(request["folder"])
        os.environ.update(request["environment"])
        _redirect(0, request["input"], os.O_RDONLY)
        _redirect(1, request["output"], os.O_WRONLY | os.O_CREAT)
        _redirect(2, request["errors"], os.O_WRONLY | os.O_CREAT)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for limit, key in ((resource.RLIMIT_CPU, "seconds"), (resource.RLIMIT_AS, "bytes")):
            if request[key]:
                resource.setrlimit(limit, (request[key], request[key] + 1))
        signal.alarm(_PATIENCE)
        if request["unprivileged"]:
            _drop_capabilities()
        _watch(log)
        if request["meddle"]:
            _meddle(*request["meddle"].split())
        from newslint.cli import main

        status = main(request["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 98
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _drop_capabilities() -> None:
    """Let permissions hold for root, too (capset(2), _LINUX_CAPABILITY_VERSION_3)."""
    if sys.platform == "linux":
        import ctypes

        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()):
            raise OSError(ctypes.get_errno(), "capset")


def _redirect(descriptor: int, path: str, flags: int) -> None:
    opened = os.open(path, flags, 0o666)
    os.dup2(opened, descriptor)
    os.close(opened)


def _meddle(time: str, action: str) -> None:
    """Do ``action`` to h.md when it is about to be opened for the ``time``-th time; a folder that
    is swapped is that of d/h.md."""
    left = int(time)

    def hook(event: str, details: tuple[Any, ...]) -> None:
        nonlocal left
        global _meddling
        if event == "open" and details[0] in ("h.md", "d/h.md") and not _meddling:
            left -= 1
            if left == 0:
                _meddling = True
                _ACTIONS[action](details[0])
                _meddling = False

    sys.addaudithook(hook)


def _replaced(make: Callable[[str], object]) -> Callable[[str], None]:
    def action(path: str) -> None:
        os.unlink(path)
        make(path)

    return action


def _swapped(path: str) -> None:
    """Put a link to the same folder of another tree in the place of a file's folder."""
    folder = os.path.dirname(path)
    os.rename(folder, f"{folder}-before")
    os.symlink(f"../other/{folder}", folder)


def _written(path: str, text: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, text)
    os.close(handle)


_ACTIONS: dict[str, Callable[[str], object]] = {
    "remove": os.unlink,
    "fifo": _replaced(os.mkfifo),
    "folder": _replaced(os.mkdir),
    "link": _replaced(lambda path: os.symlink("../secret.md", path)),
    "swap": _swapped,
    "grow": lambda path: os.truncate(path, 8 << 30),
    "empty": lambda path: os.truncate(path, 0),
    "noise": lambda path: _written(path, bytes(range(256)) * 9),
}


_READING = ("?mode=ro", "?immutable=1", ":memory:")
"""How the names of databases end that are not written to a file."""


def _watch(log: int) -> None:
    """Write each act that is more than reading to the descriptor ``log``, a line of JSON each."""

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if _meddling:
            return
        if event == "open":
            path, _, flags = details
            if isinstance(path, str | bytes) and isinstance(flags, int) and flags & _WRITING:
                told("write", os.path.abspath(os.fsdecode(path)))
        elif event == "sqlite3.connect" and str(details[0]).endswith(_READING):
            return
        elif event == "sqlite3.connect":
            told("write", os.path.abspath(os.fsdecode(details[0])))
        elif event == "import":
            name, file, path = details[:3]
            if file or any(entry in ("", os.getcwd()) for entry in path or ()):
                told("import", f"{name} {file}")
        elif event == "exec":
            told("code", details[0].co_filename)
        elif event.startswith(_PROGRAMS) or event in _NETWORK or event in _CODE[:2]:
            told(event, f"{details[0]} {details[1:]}"[:200])
        elif event in _CHANGES:
            told("change", repr(details)[:200])

    def told(kind: str, what: str) -> None:
        os.write(log, (json.dumps([kind, what]) + "\n").encode())

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
