"""What the documentation shows is what happens: its commands are run, its examples are read."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from newslint.config import read
from tests.documentation import PAGES, ROOT, TUTORIALS, Block, Session, blocks, run, sessions, shows

# The two commands that set up everything themselves; `.ci/run` takes them from the README.
SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/newslint seeds/",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
)
BLOCKS = [block for page in PAGES if page not in TUTORIALS for block in blocks(page)]


def in_language(*languages: str) -> list[Block]:
    return [block for block in BLOCKS if block.language in languages]


def commands() -> dict[str, list[Session]]:
    """The commands of each page, in order: a later one may need what an earlier one wrote."""
    pages: dict[str, list[Session]] = {}
    for block in in_language("console"):
        shown = [session for session in sessions(block) if session.command not in SET_UP]
        pages.setdefault(block.page, []).extend(shown)
    return pages


def ci_commands() -> Iterator[Session]:
    """The calls of newslint in the snippets for CI servers."""
    for block in in_language("yaml", "groovy"):
        for match in re.finditer(r"(?<![/\w])(newslint --.*?)'?$", block.text, re.M):
            yield Session(block.page, block.line, match[1], [])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what a reader has at hand: the checkout, and articles of the reader's own."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("seeds", "schemas", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    (folder / "articles").mkdir()
    for seed in (ROOT / "seeds").glob("2024-*-night-bus.md"):
        shutil.copy(seed, folder / "articles")
    return folder


@pytest.mark.parametrize("page", commands())
def test_commands_print_what_the_page_shows(page: str, checkout: Path) -> None:
    for session in commands()[page]:
        done = run(session.command, checkout)
        assert done.returncode in (0, 1), f"{session}: {done.stdout}"
        if session.output:
            printed = done.stdout.rstrip("\n").split("\n")
            assert shows(session.output, printed), f"{session}: {done.stdout}"


@pytest.mark.parametrize("session", list(ci_commands()), ids=str)
def test_a_command_for_a_ci_server_is_understood(session: Session, checkout: Path) -> None:
    done = run(session.command, checkout)
    assert done.returncode in (0, 1), done.stdout


@pytest.mark.parametrize("block", in_language("yaml"), ids=str)
def test_a_snippet_is_yaml(block: Block) -> None:
    assert yaml.safe_load(block.text)


@pytest.mark.parametrize("block", in_language("toml"), ids=str)
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


@pytest.mark.parametrize("block", in_language("python"), ids=str)
def test_a_program_runs(block: Block, checkout: Path) -> None:
    done = run(f'{sys.executable} -c "$PROGRAM"', checkout, PROGRAM=block.text)
    assert done.returncode == 0, done.stdout


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
