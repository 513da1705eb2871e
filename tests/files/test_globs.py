"""Globs match as they do in ignore files."""

import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.files.globs import Globs, IgnoreFile

MATCH = [
    ("*.md", "a.md"),
    ("*.md", "x/y/a.md"),
    ("/*.md", "a.md"),
    ("archive", "archive/1999/a.md"),
    ("archive/", "archive/a.md"),
    ("archive/", "x/archive/a.md"),
    ("x/archive", "x/archive/a.md"),
    ("archive/**", "archive/1999/a.md"),
    ("**/old/*.md", "x/y/old/a.md"),
    ("**/old/*.md", "old/a.md"),
    ("x/**/a.md", "x/a.md"),
    ("x/**/a.md", "x/y/z/a.md"),
    ("x/**/**/a.md", "x/a.md"),
    ("**", "a.md"),
    ("?.md", "a.md"),
    ("[ab].md", "b.md"),
    ("[!ab].md", "c.md"),
    ("x/*/a.md", "x/y/a.md"),
    ("**/a/**/b/*.md", "a/a/b/x/b/c.md"),
    ("./a.md", "a.md"),
    ("*.md", "./a.md"),
]
NO_MATCH = [
    ("*.md", "a.txt"),
    ("/*.md", "x/a.md"),
    ("x/*.md", "x/y/a.md"),
    ("x/archive", "archive/a.md"),
    ("archive/**", "archive"),
    ("a/**/b", "a"),
    ("*.MD", "a.md"),
    ("*", "../a.md"),
    ("**", "../a.md"),
    ("x/*/a.md", "x/a.md"),
]


@pytest.mark.parametrize(("glob", "path"), MATCH)
def test_match(glob: str, path: str) -> None:
    assert Globs([glob]).match(path)


@pytest.mark.parametrize(("glob", "path"), NO_MATCH)
def test_no_match(glob: str, path: str) -> None:
    assert not Globs([glob]).match(path)


def test_any_of_several() -> None:
    assert Globs(["*.txt", "*.md"]).match("a.md")
    assert not Globs([]).match("a.md")


@given(st.text("a*?[]!/.-", max_size=12), st.text("ab/.", max_size=12))
def test_any_glob_takes_any_path(glob: str, path: str) -> None:
    assert Globs([glob]).match(path) in (True, False)


def test_hostile_globs_are_quick() -> None:
    path = "/".join(["a"] * 500) + "/" + "a" * 3000
    assert not Globs(["/".join(["**", "a"] * 50) + "/b"]).match(path)
    assert not Globs(["*a" * 40 + "b"]).match(path)


def test_ignore_files_mean_what_git_makes_of_them(tmp_path: Path) -> None:
    """Random patterns, each file in a folder of its own with the same paths below."""
    chance = random.Random(7)
    atoms = ["a", "b", "*", "**", "?", "/", "/", "[ab]", "[!a]", ".md", "[a-c]", "[z-a]", "\\"]
    atoms += ["!", " ", "#", "-", ".", "[[:alpha:]]", "[]a]", "[^b]"]
    files = ["a", "b.md", "ab", "-", "!a", "#a", "d/a", "d/b.md", "d/x y", "a-/d/a", "b/a/b/c.md"]
    folders = ["d", "a-", "a-/d", "b", "b/a", "b/a/b"]
    holders: dict[str, list[str]] = {}
    for i in range(300):
        patterns = ["".join(chance.choices(atoms, k=chance.randint(1, 5))) for _ in range(2)]
        holder = tmp_path / str(i)
        holders[holder.name] = patterns
        for name in files:
            (holder / name).parent.mkdir(parents=True, exist_ok=True)
            (holder / name).touch()
        (holder / ".gitignore").write_text("\n".join(patterns) + "\n")
    paths = [f"{number}/{name}" for number in holders for name in (*files, *folders)]
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    asked = [*git, "check-ignore", "--no-index", "--stdin", "-z"]
    done = subprocess.run(asked, input="\0".join(paths).encode(), capture_output=True, check=False)
    expected = set(done.stdout.decode().split("\0")) - {""}
    found = set()
    for where, patterns in holders.items():
        file = IgnoreFile(patterns)
        for name in (*files, *folders):
            whole = [name[:at] for at, char in enumerate(name) if char == "/"]
            if any(file.verdict(above, folder=True) for above in whole) or file.verdict(
                name, folder=name in folders
            ):
                found.add(f"{where}/{name}")
    assert found == expected
    assert 200 < len(found) < len(paths) - 200


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*a" * 10_000 + "b", "a" * 4_000),
        ("*?a" * 1_000 + "b", "a" * 250),
        ("[!b]*" * 50 + "z", "a" * 250),
        ("**/a/" * 1_000 + "b", "a/" * 2_000 + "c"),
        ("a/**/" * 1_000 + "b", "a/" * 2_000 + "c"),
        ("[" * 100_000, "a"),
        ("[[:" * 30_000, "a"),
    ],
)
def test_no_glob_takes_long(glob: str, path: str) -> None:
    assert not Globs([glob]).match(path)
    assert not IgnoreFile([glob]).verdict(path, folder=False)
