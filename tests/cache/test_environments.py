"""Several environments that share one cache folder: each finds what it left there."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from newslint.cache.identity import DECIDING
from newslint.package import HOME
from newslint.schema.load import folder

ROOT = Path(__file__).parents[2]
ARTICLES = 40
RUN = """
import json, sys
from newslint.cli import main
from newslint.pipeline.examine import Examiner

examined = 0
examine = Examiner.__call__

def counting(self, paths):
    global examined
    examined += len(paths)
    return examine(self, paths)

Examiner.__call__ = counting
main(["news", "--isolated", "--offline", "--cache-dir", "cache", "-f", "json=report.json"])
print(json.dumps(examined))
"""


@pytest.fixture(autouse=True)
def _collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for i in range(ARTICLES):
        Path(f"news/{i:02}.md").write_text(f"---\ntitle: The ferry {i}\n---\nA ferry.\n")
        os.utime(f"news/{i:02}.md", (1_600_000_000, 1_600_000_000))


def examined(*path: Path) -> int:
    """How many articles a run examines, with ``path`` in front of Python's own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    command = (sys.executable, "-c", RUN)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(json.loads(done.stdout.splitlines()[-1]))


def with_version(place: Path, metadata: str) -> Path:
    """A folder in which a distribution seems to be installed."""
    (place / metadata).mkdir(parents=True)
    return place


@pytest.mark.parametrize("metadata", ["ftfy-5.0.dist-info", "PyYAML-5.0.egg-info"])
def test_those_with_other_dependencies_leave_each_other_alone(
    metadata: str, tmp_path: Path
) -> None:
    other = with_version(tmp_path / "other", metadata)
    runs = [examined(), examined(other), examined(), examined(other)]
    assert runs == [ARTICLES, ARTICLES, 0, 0]


def test_what_decides_nothing_changes_nothing(tmp_path: Path) -> None:
    other = with_version(tmp_path / "other", "rich-1.0.dist-info")
    assert [examined(), examined(other)] == [ARTICLES, 0]


def installed(place: Path) -> Path:
    """A copy of newslint as a wheel installs it."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HOME, place / "newslint", ignore=ignored, copy_function=shutil.copyfile)
    shutil.copytree(folder(), place / "newslint" / "schemas", dirs_exist_ok=True)
    return place


def test_the_same_newslint_from_elsewhere_finds_the_same_results(tmp_path: Path) -> None:
    wheel = installed(tmp_path / "wheel")
    assert [examined(), examined(wheel), examined()] == [ARTICLES, 0, 0]


@pytest.mark.parametrize(
    "file", ["dates.py", "vocabulary/presets/hugo.json", "schemas/hugo.schema.json"]
)
def test_another_newslint_has_results_of_its_own(file: str, tmp_path: Path) -> None:
    other = installed(tmp_path / "other")
    with (other / "newslint" / file).open("a") as opened:
        opened.write("\n")
    assert [examined(), examined(other), examined()] == [ARTICLES, ARTICLES, 0]


def test_newslint_in_a_zip_file(tmp_path: Path) -> None:
    place, archive = installed(tmp_path / "place"), tmp_path / "newslint.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for path in place.rglob("*"):
            opened.write(path, path.relative_to(place))
    assert [examined(archive), examined(), examined(archive)] == [ARTICLES, ARTICLES, 0]


def test_every_dependency_decides_or_is_known_not_to() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {
        requirement.partition(">")[0].replace("-", "_") for requirement in project["dependencies"]
    }
    web = {"brotli", "certifi", "pycurl", "requests", "urllib3", "zstandard"}
    assert names - DECIDING == web | {"platformdirs", "rich"}
