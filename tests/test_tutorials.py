"""Pages that a reader follows step by step: each block is saved or run, and compared, in order."""

import json
import os
import shutil
import sys
import venv
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documentation import ROOT, TUTORIALS, Block, blocks, run, sessions, shows


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment of the reader's own, with what this one has; pip needs no network."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / "bin"
    (site,) = folder.glob("lib/python*/site-packages")
    ours = [path for path in sys.path if path.endswith("-packages")]
    lines = "".join(f"import site; site.addsitedir({path!r})\n" for path in ours)
    (site / "ours.pth").write_text(lines)
    python = f'exec "{scripts}/python" -P -m'
    for name, script in {
        "newslint": f'{python} newslint "$@"',
        "pytest": f'{python} pytest "$@"',
        "pip": f'command=$1; shift; {python} pip "$command" --no-index --no-deps '
        '--no-build-isolation --disable-pip-version-check "$@"',
    }.items():
        (scripts / name).write_text(f"#!/bin/sh\n{script}\n")
        (scripts / name).chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture
def variables(environment: Path) -> dict[str, str]:
    return {
        "PATH": os.pathsep.join((str(environment / "bin"), os.environ["PATH"])),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, but for a few articles."""
    (tmp_path / "articles").mkdir()
    for seed in (ROOT / "seeds").glob("2024-*-night-bus.md"):
        shutil.copy(seed, tmp_path / "articles")
    return tmp_path


def follow(block: Block, folder: Path, variables: dict[str, str]) -> None:
    """Do what a reader does with a block: save a file, run a program, type commands."""
    if block.file or block.language == "python":
        path = folder / (block.file or f"program_{block.line}.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() if block.appended else "") + block.text)
        if not block.file:
            done = run(f"python {path.name}", folder, **variables)
            assert done.returncode == 0, f"{block}: {done.stdout}"
        return
    assert block.language == "console", f"{block}: nobody knows what to do with this block"
    for session in sessions(block):
        done = run(session.command, folder, **variables)
        allowed = (0, 1) if session.command.startswith("newslint ") else (0,)
        assert done.returncode in allowed, f"{session}: {session.command}\n{done.stdout}"
        if session.output:
            printed = done.stdout.rstrip("\n").split("\n")
            assert shows(session.output, printed), f"{session}: {session.command}\n{done.stdout}"


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.name)
def test_the_page_can_be_followed(
    page: Path, folder: Path, variables: dict[str, str], mypy_cache: Path
) -> None:
    if page.name == "writing-rules.md":
        shutil.rmtree(folder / "articles")
    for block in blocks(page):
        follow(block, folder, variables)
    for command in _type_checks(folder, mypy_cache):
        done = run(command, folder, MYPYPATH="newslint-house")
        assert done.returncode == 0, done.stdout


def _type_checks(folder: Path, mypy_cache: Path) -> Iterator[str]:
    """Commands that check the types in the code of a page, if it has any, as users see them."""
    if not any(folder.rglob("*.py")):
        return
    yield f"mypy --strict --cache-dir '{mypy_cache}' --python-executable '{sys.executable}' ."
    if find_spec("basedpyright"):  # with the extra ``dev``, as in CI
        settings = {"typeCheckingMode": "strict", "extraPaths": ["newslint-house"]}
        (folder / "pyrightconfig.json").write_text(json.dumps(settings))
        yield f"basedpyright --warnings --pythonpath '{sys.executable}' ."
