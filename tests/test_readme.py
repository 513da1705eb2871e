"""What the documentation shows is what happens: its commands are run, its examples are read."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from newslint.config import read
from newslint.testing import check_rule

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
# The two commands that set up everything themselves; `.ci/run` takes them from the README.
SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/newslint seeds/",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
)


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str


def blocks(*languages: str) -> list[Block]:
    """The fenced blocks of all pages in one of ``languages``."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if match[1] in languages:
                line = text.count("\n", 0, match.start()) + 1
                found.append(Block(page.name, line, match[1], match[2]))
    return found


class Session(NamedTuple):
    """A command that a page shows, and the lines that it prints there."""

    page: str
    line: int
    command: str
    output: list[str]


def sessions() -> Iterator[Session]:
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, *output = part.rstrip("\n").split("\n")
            if command not in SET_UP:
                yield Session(block.page, block.line, command, output)


def ci_commands() -> Iterator[Session]:
    """The calls of newslint in the snippets for CI servers."""
    for block in blocks("yaml", "groovy"):
        for match in re.finditer(r"(?<![/\w])(newslint --.*?)'?$", block.text, re.M):
            yield Session(block.page, block.line, match[1], [])


def named(value: Session | Block) -> str:
    return f"{value.page}:{value.line}"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a reader has at hand: the checkout, and articles of the reader's own."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("seeds", "schemas", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "articles").mkdir()
    for seed in (ROOT / "seeds").glob("2024-*-night-bus.md"):
        shutil.copy(seed, folder / "articles")
    return folder


def run(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        **variables,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NO_COLOR": "1",
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def shows(shown: list[str], printed: list[str]) -> bool:
    """Whether ``shown`` is what was printed; a line "…" stands for any lines left out."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(shows(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0].rstrip() and shows(shown[1:], printed[1:])


@pytest.mark.parametrize("session", list(sessions()), ids=named)
def test_a_command_prints_what_the_page_shows(session: Session, checkout: Path) -> None:
    done = run(session.command, checkout)
    assert done.returncode in (0, 1), done.stdout
    if session.output:
        printed = done.stdout.rstrip("\n").split("\n")
        assert shows(session.output, printed), done.stdout


@pytest.mark.parametrize("session", list(ci_commands()), ids=named)
def test_a_command_for_a_ci_server_is_understood(session: Session, checkout: Path) -> None:
    done = run(session.command, checkout)
    assert done.returncode in (0, 1), done.stdout


@pytest.mark.parametrize("block", blocks("yaml"), ids=named)
def test_a_snippet_is_yaml(block: Block) -> None:
    assert yaml.safe_load(block.text)


@pytest.mark.parametrize("block", blocks("toml"), ids=named)
def test_a_configuration_is_one(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newslint.toml").write_text(block.text)
    assert read.load().file is not None


@pytest.mark.parametrize("command", SET_UP)
def test_the_set_up_is_one_line_that_ci_runs(command: str) -> None:
    assert f"\n$ {command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    picks = re.findall(r"readme [\"'](.+)[\"']\)", (ROOT / ".ci" / "run").read_text())
    assert [pick in command for pick in picks].count(True) == 1


RULES, PROGRAMS = (
    [block for block in blocks("python") if ("ArticleRule" in block.text) is rule]
    for rule in (True, False)
)


@pytest.mark.parametrize("block", PROGRAMS, ids=named)
def test_a_program_runs(block: Block, checkout: Path) -> None:
    done = run(f'{sys.executable} -c "$PROGRAM"', checkout, PROGRAM=block.text)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("block", RULES, ids=named)
def test_an_example_of_a_rule_is_a_rule(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shown_rule.py").write_text(block.text)
    monkeypatch.syspath_prepend(tmp_path)
    rule = import_module("shown_rule").LongTitle
    assert (rule.name, rule.family) == ("long-title", "other")
    check_rule(rule)


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_key_of_the_configuration_is_explained() -> None:
    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text())
    urls = schema["$defs"]["urls"]["properties"]
    keys = [*(schema["properties"].keys() - {"urls"}), *(f"urls.{key}" for key in urls)]
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert [key for key in keys if f"`{key}`" not in page] == []
