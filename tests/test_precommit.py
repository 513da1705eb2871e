"""The pre-commit hooks, in a real repository, run by the real pre-commit.

pre-commit builds an environment for the hooks with pip, so these tests need the package index and
are skipped where it is out of reach.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = ("lint", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
# Long enough for pre-commit to split 1,000 names over two processes (131,072 bytes of arguments).
NAME = "articles/" + "a-long-name-" * 12 + "{:04}.md"
MANY = 1000


def environment(home: Path) -> dict[str, str]:
    """The environment of git and pre-commit: none of the settings of who runs the tests."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "a@news.example" for who in ("AUTHOR", "COMMITTER")},
        "PRE_COMMIT_HOME": str(home),
        "PRE_COMMIT_COLOR": "never",
    }


class Repository:
    """A git repository with the files it is made of, all committed."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self._environment = folder, environment(home)
        self.run("git", "init", "-q", "-b", "main")
        self.commit()

    def commit(self) -> str:
        self.run("git", "add", "--all")
        self.run("git", "commit", "-q", "-m", "articles")
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def run(self, *command: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert (done.returncode != 0) is fails, done.stdout
        return done

    def pre_commit(self, *arguments: str, fails: bool = False) -> str:
        command = (sys.executable, "-m", "pre_commit", *arguments)
        return self.run(*command, fails=fails).stdout


@pytest.fixture(scope="module", autouse=True)
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip cannot download what the hooks need, such as the build backend."""
    options = "--quiet --no-deps --no-cache-dir --retries 0 --timeout 10"
    download = [sys.executable, "-m", "pip", "download", *options.split()]
    folder = str(tmp_path_factory.mktemp("downloads"))
    done = subprocess.run(
        [*download, "--dest", folder, "hatchling", "publicsuffixlist"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"the package index is out of reach: {done.stderr.strip()[-200:]}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Repository:
    """newslint as pre-commit clones it."""
    folder = tmp_path_factory.mktemp("newslint")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=unwanted)
        else:
            shutil.copy(source, folder / name)
    return Repository(folder, home)


def article(number: int, title: str = "", quality: object = 50) -> str:
    return f"""\
---
title: {title or f"Story number {number}"}
excerpt: What happened on street {number} on that day.
publishedDateTime: 2024-03-07T18:41:00Z
webUrl: https://harbour-herald.example/{number}
type: article
quality: {quality}
heat: -1
provider:
  name: Harbour Herald
  domain: harbour-herald.example
topics: [Local]
images:
  - url: https://harbour-herald.example/{number}.jpg
---
"""


@pytest.fixture
def collection(tmp_path: Path, home: Path) -> Repository:
    """A collection of articles with two faults: a bad field, and the URL of one in another."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "newslint.toml").write_text('roots = ["articles"]\n')
    (tmp_path / "articles" / "good.md").write_text(article(1))
    (tmp_path / "articles" / "same.md").write_text(article(1, title="Told once more"))
    (tmp_path / "articles" / "bad.md").write_text(article(2, quality="high"))
    (tmp_path / "articles" / "fine.md").write_text(article(3))
    (tmp_path / "setup.cfg").write_text("[not an article]\n")
    return Repository(tmp_path, home)


def test_the_manifest_is_one(hooks: Repository) -> None:
    assert hooks.pre_commit("validate-manifest", ".pre-commit-hooks.yaml") == ""


def test_try_repo_with_more_files_than_one_process_is_given(
    hooks: Repository, collection: Repository
) -> None:
    for number in range(MANY):
        name = collection.folder / NAME.format(number)
        name.write_text(article(10 + number if number < MANY - 1 else 10, title=f"No {number}"))
    last = NAME.format(MANY - 1)
    collection.commit()

    said = collection.pre_commit("try-repo", str(hooks.folder), "--all-files", fails=True)
    each, whole = said[said.index("===") :].split("newslint (whole collection)")
    assert "newslint (URLs)" not in whole, "asks the network only when called by name"
    summaries = [line for line in each.splitlines() if " files: " in line]
    assert len(summaries) == 2, "two processes"
    for found in (each, whole):
        assert "quality is 'high', not an integer" in found
        assert last in found, "though the first one may be in the share of another process"
    assert 2 <= each.count("[duplicate-url]") <= 4, "a process reports the copies it was named"
    assert whole.count("[duplicate-url]") == 2, "all copies but the oldest"
    assert f"{MANY + 4:,} files: " in whole


def test_only_changed_articles_are_checked_and_urls_on_demand(
    hooks: Repository, collection: Repository
) -> None:
    version = hooks.run("git", "rev-parse", "HEAD").stdout.strip()
    (collection.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.folder}\n  rev: {version}\n  hooks:\n"
        "  - {id: newslint, files: ^articles/}\n  - id: newslint-urls\n"
    )
    collection.commit()
    (collection.folder / "articles" / "fine.md").write_text(article(3, title="A better title"))
    collection.run("git", "add", "--all")
    assert "Passed" in collection.pre_commit("run")

    (collection.folder / "articles" / "good.md").write_text(article(1, quality="great"))
    collection.run("git", "add", "--all")
    said = collection.pre_commit("run", fails=True)
    assert "names the same page as webUrl of 'articles/same.md'" in said
    assert "quality is 'great', not an integer" in said
    assert "bad.md" not in said

    said = collection.pre_commit("run", "--hook-stage", "manual", "newslint-urls", fails=True)
    assert "bad.md" in said


def test_without_files_only_articles_are_checked(hooks: Repository, collection: Repository) -> None:
    version = hooks.run("git", "rev-parse", "HEAD").stdout.strip()
    (collection.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.folder}\n  rev: {version}\n  hooks:\n  - id: newslint\n"
    )
    (collection.folder / "package.json").write_text('{"name": "site"}')
    (collection.folder / "requirements.txt").write_text("requests\n")
    (collection.folder / "README.md").write_text("# The site\n")
    (collection.folder / "articles" / "A.MD").write_text(article(4, quality="good"))
    collection.run("git", "add", "--all")
    said = collection.pre_commit("run", fails=True)
    assert "quality is 'good', not an integer" in said
    assert "1 file: 1 error; left out: 1 data file, 1 hidden file, 2 project files" in said

    (collection.folder / "articles" / "A.MD").write_text(article(4))
    collection.run("git", "add", "--all")
    assert "Passed" in collection.pre_commit("run")
