"""Nothing of the linted folder is imported, however newslint is started."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.articles import GOOD
from tests.hostile.lint import FAULT, FAULTY
from tests.hostile.trust import CODE, RAN, distribution, repository

PYTHON = [sys.executable]
SCRIPT = os.path.join(sysconfig.get_path("scripts"), "newslint")
STARTS = {
    "newslint": [SCRIPT],
    "python -m newslint": [*PYTHON, "-m", "newslint"],
    "python -P -m newslint": [*PYTHON, "-P", "-m", "newslint"],
    "python -I -m newslint": [*PYTHON, "-I", "-m", "newslint"],
}
COMMANDS = {
    "check": ["--offline", "-f", "json", "."],
    "check online": ["--online", "-f", "json", "."],
    "check in processes": ["--offline", "-f", "json", "-j", "2", "."],
    "duplicates": ["duplicates", "-f", "json", "."],
    "urls": ["urls", "-f", "json", "."],
    "rules": ["rules", "-f", "json"],
}
SHADOWS = (
    "certifi ftfy idna imagesize jsonschema jsonschema_rs msgspec numpy platformdirs "
    "publicsuffixlist pycurl pyromark yaml _yaml referencing requests rich Stemmer urllib3 rpds "
    "attr"
).split()


def before_newslint() -> set[str]:
    """What ``python -m`` itself imports, from the working directory, too, before any module can
    have a say; only ``-P`` and ``-I`` keep Python from it."""
    code = "import runpy, pkgutil, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([*PYTHON, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, and with a file for every module that might be imported."""
    folder = tmp_path_factory.mktemp("trap")
    distribution(folder)
    repository(folder)
    for name in {
        *sys.stdlib_module_names,
        *SHADOWS,
        "sitecustomize",
        "conftest",
    } - before_newslint():
        (folder / f"{name}.py").write_text(CODE)
    (folder / "evil.pth").write_text(f"import os; open({str(folder / RAN)!r}, 'w')\n")
    (folder / "a-good.md").write_text(GOOD)
    (folder / "z-faulty.md").write_text(FAULTY)
    many = folder / "many"
    many.mkdir()
    for i in range(700):  # enough for several processes
        (many / f"{i}.txt").write_text("text")
    return folder


def test_the_trap_works(trap: Path) -> None:
    for name in ("yaml", "json"):
        subprocess.run([*PYTHON, "-c", f"import {name}"], cwd=trap, check=False)
        trace = trap / f"{name}.py.{RAN}"
        assert trace.exists()
        trace.unlink()
    for cache in trap.rglob("__pycache__"):
        shutil.rmtree(cache)


@pytest.mark.parametrize("start", STARTS)
def test_no_module_of_the_folder_is_imported(start: str, trap: Path, tmp_path: Path) -> None:
    outcome = run(STARTS[start] + COMMANDS["check"], trap, tmp_path)
    found = {(f["path"], f["rule"], f["line"]) for f in json.loads(outcome)["findings"]}
    assert FAULT in found


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_imports_a_module_of_the_folder(
    command: str, trap: Path, tmp_path: Path
) -> None:
    json.loads(run(STARTS["python -m newslint"] + COMMANDS[command], trap, tmp_path))


def run(command: list[str], folder: Path, home: Path) -> str:
    """What a command prints that is run in ``folder``, where nothing must have been run."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr.count("Traceback") == 0
    assert not [*folder.rglob(f"*{RAN}"), *folder.rglob("__pycache__")]
    return done.stdout
