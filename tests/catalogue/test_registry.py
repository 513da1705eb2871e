"""Which rules are shipped, wherever newslint itself is."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newslint.catalogue import registry
from newslint.package import HOME
from newslint.schema.load import folder as schemas
from tests.articles import BAD


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with newslint in it, as a wheel has it."""
    place = tmp_path_factory.mktemp("package")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HOME, place / "newslint", ignore=ignore)
    if not (place / "newslint/schemas").exists():
        shutil.copytree(schemas(), place / "newslint/schemas")
    return place


@pytest.fixture(scope="module")
def archive(package: Path) -> Path:
    """The same as a zip file."""
    file = package.parent / f"{package.name}.zip"
    with zipfile.ZipFile(file, "w") as opened:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                opened.write(path, path.relative_to(package))
    return file


def newslint(place: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the newslint at ``place``, which is on Python's path, in ``folder``."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(place),
        "PYTHONDONTWRITEBYTECODE": "1",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return subprocess.run(
        [sys.executable, "-m", "newslint", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


class TestAZipFile:
    def test_it_is_what_runs(self, archive: Path, tmp_path: Path) -> None:
        code = "import newslint; print(newslint.__file__)"
        environment = {**os.environ, "PYTHONPATH": str(archive)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True
        )
        assert done.stdout.startswith(str(archive))

    @pytest.mark.parametrize(
        "arguments",
        [("rules",), ("rules", "-f", "json"), ("schema",), ("schema", "config"), ("--version",)],
    )
    def test_it_says_the_same(
        self, arguments: tuple[str, ...], archive: Path, package: Path, tmp_path: Path
    ) -> None:
        done = newslint(archive, tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == newslint(package, tmp_path, *arguments).stdout

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_it_lints(self, jobs: str, archive: Path, tmp_path: Path) -> None:
        (tmp_path / "news").mkdir()
        for number in range(700):  # enough for a cache, and for several processes
            text = BAD.replace("/ferry", f"/ferry-{number}")
            (tmp_path / "news" / f"{number}.md").write_text(text)
        arguments = ("--offline", "-f", "concise", "--ignore", "duplicates", "-j", jobs, "news")
        for _ in range(2):
            done = newslint(archive, tmp_path, *arguments)
            assert (done.returncode, done.stderr) == (1, "")
            assert done.stdout.count(" invalid-field ") == 700

    def test_it_compares_stories(self, archive: Path, package: Path, tmp_path: Path) -> None:
        shutil.copytree(Path(__file__).parents[2] / "seeds", tmp_path / "seeds")
        arguments = ("--offline", "-f", "concise", "seeds")
        done = newslint(archive, tmp_path, *arguments)
        assert " same-story " in done.stdout
        assert done.stdout == newslint(package, tmp_path, *arguments).stdout


class TestAMistakeInThePackage:
    """What is wrong with newslint itself is not called a plug-in."""

    @pytest.mark.parametrize("text", ["", "WORDS = ('a',)\n", "from newslint.rule import Rule\n"])
    def test_a_file_without_a_rule(self, text: str, package: Path, tmp_path: Path) -> None:
        shutil.copytree(package, tmp_path / "broken")
        (tmp_path / "broken/newslint/rules/text/empty.py").write_text(text)
        (tmp_path / "a.md").write_text(BAD)
        for arguments in (("rules",), ("rule", "empty"), ("--offline", "a.md")):
            done = newslint(tmp_path / "broken", tmp_path, *arguments)
            said = "newslint: error: newslint is broken: newslint.rules.text.empty holds no rule\n"
            assert (done.returncode, done.stderr) == (2, said)

    def test_two_rules_of_one_name(self, package: Path, tmp_path: Path) -> None:
        shutil.copytree(package, tmp_path / "broken")
        rules = tmp_path / "broken/newslint/rules"
        shutil.copy(rules / "text/untidy_text.py", rules / "dates/untidy_text.py")
        (tmp_path / "a.md").write_text(BAD)
        for arguments in (("rules",), ("--offline", "a.md")):
            done = newslint(tmp_path / "broken", tmp_path, *arguments)
            assert done.returncode == 2
            assert done.stderr == (
                "newslint: error: newslint is broken: newslint.rules.dates.untidy_text and "
                "newslint.rules.text.untidy_text have the same name\n"
            )

    def test_a_file_with_two_rules(self, package: Path, tmp_path: Path) -> None:
        shutil.copytree(package, tmp_path / "broken")
        file = tmp_path / "broken/newslint/rules/text/untidy_text.py"
        file.write_text(file.read_text() + "\n\nclass Another(UntidyText):\n    pass\n")
        done = newslint(tmp_path / "broken", tmp_path, "rules")
        module = "newslint.rules.text.untidy_text"
        said = f"newslint: error: newslint is broken: {module} holds more than one rule\n"
        assert (done.returncode, done.stderr) == (2, said)


def test_the_shipped_rules_are_sorted() -> None:
    assert [*registry.shipped()] == sorted(registry.shipped())
    assert all(name == known.name for name, known in registry.shipped().items())
