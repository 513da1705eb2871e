"""Globs match as they do in ignore files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.globs import Globs

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
