"""What a run of one article imports: hooks start newslint for every commit."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.articles import BAD, GOOD

# What costs milliseconds and is loaded where it is used.
SELDOM = {
    "asyncio",
    "concurrent.futures",
    "copy",
    "dataclasses",
    "datetime",
    "difflib",
    "email",
    "hashlib",
    "html",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "ipaddress",
    "logging",
    "multiprocessing",
    "pathlib",
    "shutil",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "tomllib",
    "unicodedata",
    "urllib",
}
RUN = """
import json, sys
before = set(sys.modules)
from newslint.cli import main
status = main(["--isolated", "--offline", "--no-cache", "-f", "concise", "article.md"])
print(json.dumps([status, sorted(set(sys.modules) - before)]))
"""


def imported(text: str, folder: Path) -> tuple[int, set[str]]:
    """The exit status of a run on one article, and the modules it imported."""
    (folder / "article.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=folder, capture_output=True, text=True, check=True
    )
    status, modules = json.loads(done.stdout.splitlines()[-1])
    return status, set(modules)


def packages(modules: set[str]) -> set[str]:
    """The packages that are not Python's own, nor a part of what Cython builds."""
    names = {name.partition(".")[0] for name in modules if "cython" not in name}
    return names - set(sys.stdlib_module_names)


UNUSUAL = GOOD.replace("type: article", "type: &kind article")


@pytest.mark.parametrize("text", [GOOD, BAD], ids=["clean", "with a finding"])
def test_an_article_needs_nothing_but_python(text: str, tmp_path: Path) -> None:
    status, modules = imported(text, tmp_path)
    assert status == int(text is BAD)
    assert packages(modules) == {"newslint"}
    assert not modules & (SELDOM - {"difflib"} if text is BAD else SELDOM)


def test_unusual_yaml_needs_the_yaml_parser_too(tmp_path: Path) -> None:
    _, modules = imported(UNUSUAL, tmp_path)
    assert packages(modules) == {"newslint", "yaml"}
    assert not modules & (SELDOM - {"datetime"})
