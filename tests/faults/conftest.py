"""A collection that is linted with all that newslint writes, and runs of it that go wrong."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.faults.workshop import Fault
from tests.web.server import Server

ARTICLES = 24
CHECK = ("--config", "newslint.toml", "--cache-dir", "cache", "--online", "news/new")
REPORTS = ("-f", "concise", "-f", "json=reports/report.json", "-f", "junit=reports/report.xml")
EXPORT = ("urls", "--config", "newslint.toml", "--cache-dir", "cache", "--export")
RECORD = "reports/urls.jsonl"

OF_DATABASES = ("", "-wal", "-shm")
CACHE_FILES = {f"{name}.sqlite{end}" for name in ("results", "urls") for end in OF_DATABASES}
REPORT_FILES = {"report.json", "report.xml"}

_ANNOUNCED = re.compile(r"newslint: checking .* on .*; --offline makes no requests\n")
"""What every run that checks URLs says."""


class Run(NamedTuple):
    """What became of a run, or of several at once."""

    statuses: list[int]
    """Exit statuses, or minus the number of the signal that ended a process."""
    steps: int
    seconds: float
    out: str
    errors: str


class Collection:
    """A folder in one of two states, "old" and "new", that differ in what is found and asked."""

    def __init__(self, folder: Path, server: Server, workshop: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self._url = server.url
        self._workshop = workshop
        self.reports: dict[str, dict[str, bytes]] = {}
        """What the reports hold in each state, by file name."""
        self.shown: dict[str, str] = {}
        """What is printed in each state."""
        self.steps = 0
        """How many steps a run takes, at least, after the state has changed."""
        for name in ("news/new", "reports", "cache"):
            (folder / name).mkdir(parents=True)
        self.file("newslint.toml").write_text(
            f'roots = ["news"]\n[urls]\nallow-private = ["{server.host_port}"]\nretries = 0\n'
        )
        for state in ("new", "old"):
            self.be(state)
            run = self.lint()
            self.shown[state] = run.out
            self.reports[state] = {name: self.report(name) or b"" for name in REPORT_FILES}
            self.forget()
        assert self.reports["old"] != self.reports["new"]
        for state in ("old", "new", "old"):
            self.be(state)
            self.steps = min(self.lint().steps, self.steps or 1_000)

    def file(self, name: str) -> Path:
        return self.folder / name

    def be(self, state: str) -> None:
        """Write the articles as they are in a state."""
        for i in range(ARTICLES):
            place = "news/new" if i % 4 == 0 else "news"
            url = self._url(f"/{'ok' if state == 'old' or i else 'status/410'}?{state}={i}")
            # Titles that have words in common with others make keys for the index.
            text = f"---\ntitle: The ferry to port {i} sails in winter\nwebUrl: {url}\n---\n"
            self.file(f"{place}/{i:02}.md").write_text(f"{text}{state} text of {i}\n")

    def forget(self) -> None:
        """Remove all that runs have written."""
        for folder in ("cache", "reports"):
            for entry in self.file(folder).iterdir():
                entry.unlink()

    def run(self, *arguments: str, at_once: int = 1, **fault: Any) -> Run:
        """Run newslint in the folder with a fault."""
        out, errors = self.folder.with_suffix(".out"), self.folder.with_suffix(".errors")
        for stream in (out, errors):  # several runs append to them
            stream.write_text("")
        request = {
            "folder": str(self.folder),
            "arguments": arguments,
            "fault": Fault(**fault)._asdict(),
            "at_once": at_once,
            "out": str(out),
            "errors": str(errors),
        }
        assert self._workshop.stdin is not None
        assert self._workshop.stdout is not None
        print(json.dumps(request), file=self._workshop.stdin, flush=True)
        answer = json.loads(self._workshop.stdout.readline())
        said = _ANNOUNCED.sub("", errors.read_text())
        return Run(**answer, out=out.read_text(), errors=said)

    def lint(self, **fault: Any) -> Run:
        return self.run(*CHECK, *REPORTS, **fault)

    def report(self, name: str) -> bytes | None:
        """What a report holds, if there is one."""
        file = self.file(f"reports/{name}")
        return file.read_bytes() if file.exists() else None

    def assert_whole(self) -> None:
        """Every report is that of one state or the other, or is not there."""
        for name in REPORT_FILES:
            found = self.report(name)
            assert found in (None, self.reports["old"][name], self.reports["new"][name])

    def assert_next_run_right(self, state: str) -> None:
        """A run without a fault finds what there is to find, complains of nothing that earlier
        ones left, and leaves nothing but what a run leaves."""
        run = self.lint()
        assert (run.statuses, run.out, run.errors) == ([1], self.shown[state], "")
        for name in REPORT_FILES:
            assert self.report(name) == self.reports[state][name]
        assert set(os.listdir(self.file("reports"))) == REPORT_FILES
        left = set(os.listdir(self.file("cache"))) - CACHE_FILES
        assert all(name.endswith(".keys") for name in left), left


@pytest.fixture(scope="session")
def workshop() -> Iterator["subprocess.Popen[str]"]:
    """The process that runs newslint; see workshop.py."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "NEWSLINT"))}
    environment |= {"NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1", "XDG_CONFIG_HOME": "/nowhere"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.workshop"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process


@pytest.fixture(scope="session")
def site() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, site: Server, workshop: "subprocess.Popen[str]"
) -> Collection:
    return Collection(tmp_path_factory.mktemp("faults") / "work", site, workshop)


@pytest.fixture
def collection(made: Collection) -> Collection:
    """The collection in its old state, linted once, then changed to the new one."""
    made.forget()
    made.be("old")
    made.assert_next_run_right("old")
    made.be("new")
    return made
