"""Files that are whole or as they were, and standard streams that are full or gone.

What becomes of them when processes die and disks fill: tests/faults.
"""

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newslint.files.writing import replacing, to_file


def broken_off() -> Iterator[str]:
    yield "half"
    raise OSError(28, "No space left on device")


def test_a_report_replaces_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(0o640)
    to_file(str(target), ["née ", "漁船\n"])
    assert target.read_bytes() == "née 漁船\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_new_report_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    to_file(str(tmp_path / "report"), ["x"])
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_breaks_off_leaves_the_old_report_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    with pytest.raises(OSError, match="No space"):
        to_file(str(target), broken_off())
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.txt"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    link = tmp_path / "report.xml"
    link.symlink_to(precious)
    to_file(str(link), ["report"])
    assert precious.read_text() == "mine"
    assert not link.is_symlink()
    assert link.read_text() == "report"


def test_a_device_stays_a_device() -> None:
    to_file("/dev/null", ["x"])
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_what_the_system_links_to_is_written_to_as_it_is(tmp_path: Path) -> None:
    """Where standard output is a file, it goes on behind what is there."""
    assert os.path.islink("/dev/stdout")
    with (tmp_path / "out").open("a") as out:
        out.write("before\n")
        out.flush()
        code = "to_file('/dev/stdout', ['1\\n'])\nto_file('/proc/self/fd/1', ['2\\n'])"
        assert child(code, out.fileno()) == (0, "")
    assert (tmp_path / "out").read_text() == "before\n1\n2\n"
    assert os.path.islink("/dev/stdout")


def test_a_pipe_that_nobody_reads_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        to_file(str(tmp_path / "pipe"), ["x"])


def test_leftovers_of_killed_runs_are_removed_and_nothing_else(tmp_path: Path) -> None:
    left = [".report.json.0123abcd.newslint", ".report.json.ffffffff.newslint"]
    others = [".report.json.0123abcd.tmp", ".report.txt.0123abcd.newslint", "a.newslint"]
    for name in [*left, *others]:
        (tmp_path / name).touch()
    to_file(str(tmp_path / "report.json"), ["x"])
    assert sorted(os.listdir(tmp_path)) == sorted([*others, "report.json"])


def test_what_another_run_is_about_to_write_is_no_leftover(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    with replacing(str(target)) as first:
        first.write(b"first")
        to_file(str(target), ["second"])
        assert target.read_text() == "second"
    assert target.read_text() == "first"
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_file_that_another_run_takes_for_a_leftover_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between making a file and locking it, another run may find it unlocked."""
    lock = fcntl.flock
    removed: list[str] = []

    def late(handle: int, how: int) -> None:
        if not removed:
            removed.extend(os.listdir(tmp_path))
            os.unlink(tmp_path / removed[0])
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    to_file(str(tmp_path / "report.json"), ["x"])
    assert removed
    assert os.listdir(tmp_path) == ["report.json"]


def child(code: str, stdout: int, **environment: str) -> tuple[int, str]:
    """Run Python ``code`` with ``stdout``; returns its exit status and what it says of errors."""
    done = subprocess.run(
        [sys.executable, "-c", f"from newslint.files.writing import *\n{code}"],
        cwd=Path(__file__).parents[2],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stderr


def test_a_reader_that_has_gone_is_for_the_caller() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        status, said = child(
            "import os, sys\ntry: to_stdout(['x' * 100_000])\nexcept StdoutError: sys.exit(9)",
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
