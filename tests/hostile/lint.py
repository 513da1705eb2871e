"""A run of newslint on a stranger's folder, and what must hold for each, whatever is in it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category
from xml.etree import ElementTree

from tests.articles import BAD

ZYGOTE = Path(__file__).parent / "zygote.py"
SECONDS = 10
"""CPU time of one run: many times what it takes, far less than a hang."""
MEGABYTES = 512
"""Memory that one run may take beyond what newslint itself is."""

FAULTY = (
    BAD.replace("Ferry service to Tarn resumes", "Council votes on the new market hall")
    .replace("Boats leave every hour again after the winter repairs to the pier.", "Nine to four.")
    .replace("/ferry", "/market")
)
FAULT = ("z-faulty.md", "invalid-field", 7)
"""The one finding that the neighbours of a hostile file have."""
SECRET = "tarn-5ecret-of-the-harbour"
"""Stands in the environment and outside of the folder; must never be printed."""

_ACTS = re.compile(r"^\s*::|##[A-Za-z]*\[|##vso", re.MULTILINE)
_FORBIDDEN = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
_REACHING = ("socket", "urllib", "pickle", "ctypes", "change")


class Outcome(NamedTuple):
    """What became of a run."""

    status: int
    """The exit status, or minus the number of the signal that ended the process."""
    out: str
    errors: str
    files: dict[str, str]
    """The reports that were written, by name of their format."""
    acts: list[tuple[str, str]]
    """What the run did beside reading: kind and object."""
    seconds: float
    megabytes: float

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.files["json"], parse_constant=_no_json)
        return report

    @property
    def findings(self) -> set[tuple[str, str, int]]:
        """Path, rule and line of each finding."""
        return {(f["path"], f["rule"], f["line"]) for f in self.report["findings"]}


def _no_json(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


class Zygote:
    """Runs newslint in forked processes; see zygote.py."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            environment[name] = str(scratch / "home")
        environment |= {"PRESS_TOKEN": SECRET, "NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-PB", str(ZYGOTE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self._number = 0
        self._base = 0

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    @cached_property
    def base(self) -> int:
        """Bytes of address space that newslint itself takes."""
        with open(f"/proc/{self._process.pid}/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def run(
        self,
        folder: Path,
        arguments: Sequence[str] = (),
        *,
        stdin: bytes = b"",
        seconds: int = SECONDS,
        megabytes: int = MEGABYTES,
        unprivileged: bool = False,
        formats: bool = True,
        environment: Mapping[str, str] = {},
        meddle: str = "",
    ) -> Outcome:
        """Lint in ``folder`` with ``arguments``, and with a report in every format."""
        self._number += 1
        place = self.scratch / f"run{self._number}"
        place.mkdir()
        (place / "in").write_bytes(stdin)
        reports = [f"{name}={place / name}" for name in ("concise", "json", "junit")]
        request = {
            "folder": str(folder),
            "arguments": [*(f"-f{to}" for to in ("text", *reports) if formats), *arguments],
            "environment": dict(environment),
            "meddle": meddle,
            "input": str(place / "in"),
            "output": str(place / "out"),
            "errors": str(place / "errors"),
            "log": str(place / "log"),
            "seconds": seconds,
            "bytes": (self.base if self._number > 1 else 4 << 30) + megabytes * (1 << 20),
            "unprivileged": unprivileged,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        made = {name: place / name for name in ("concise", "json", "junit")}
        return Outcome(
            answer["status"],
            (place / "out").read_text(),
            (place / "errors").read_text(),
            {name: file.read_text() for name, file in made.items() if file.exists()},
            [tuple(json.loads(line)) for line in (place / "log").read_text().splitlines()],
            answer["seconds"],
            answer["megabytes"],
        )


@contextmanager
def zygote(scratch: Path) -> Iterator[Zygote]:
    made = Zygote(scratch)
    try:
        yield made
    finally:
        made.close()


def assert_harmless(
    outcome: Outcome, folder: Path, writable: Sequence[Path], *, asks: bool = False
) -> None:
    """What holds for every run: it ended by itself, did nothing but its work, and what it
    printed is text that does nothing."""
    assert outcome.status in (0, 1, 2), f"ended by {outcome.status}: {outcome.errors[-2000:]}"
    texts = {"text": outcome.out, "stderr": outcome.errors, **outcome.files}
    for name, text in texts.items():
        assert "Traceback" not in text, text
        assert SECRET not in text, name
        assert not _ACTS.search(text), (name, _ACTS.findall(text))
        odd = {char for char in set(text) if char != "\n" and acts(char)}
        assert not odd, (name, odd)
    assert len(outcome.errors) < 20_000
    if "json" in outcome.files:
        assert isinstance(outcome.report["findings"], list)
        for finding in outcome.report["findings"]:
            assert finding["line"] >= 1
            assert finding["column"] >= 1
            assert len(finding["message"]) <= 1000
    if "junit" in outcome.files:
        assert ElementTree.fromstring(outcome.files["junit"]).tag == "testsuites"
    done = outcome.acts
    if asks:
        done = [a for a in done if a[0] != "socket.connect" or "('127.0.0.1'," not in a[1]]
    assert_kept_to_itself(done, folder, writable)


def acts(char: str) -> bool:
    """Whether a character moves, hides or reorders others."""
    return category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def assert_kept_to_itself(
    acts: Sequence[tuple[str, str]], folder: Path, writable: Sequence[Path]
) -> None:
    """No program, no packet, no code from the folder, nothing written into it."""
    inside = str(folder.resolve())
    for kind, what in acts:
        assert kind not in _FORBIDDEN, (kind, what)
        if kind == "write":
            assert what == os.devnull or what.startswith(tuple(map(str, writable))), f"wrote {what}"
        elif kind in ("import", "code"):
            assert inside not in what, f"ran {what}"
        elif kind == "pickle.find_class":  # what newslint's own processes tell each other
            assert what.startswith(("concurrent.futures.", "newslint.", "multiprocessing.")), what
        elif kind == "change":
            assert inside not in what, f"changed {what}"
        else:
            assert not kind.startswith(_REACHING), (kind, what)
