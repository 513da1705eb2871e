"""Notices about globs that match no file."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from newslint import lint
from newslint.cli import main
from newslint.files.unmatched import MAX_REPORTED
from tests.articles import GOOD

OVERRIDE = "[[overrides]]\nfiles = {}\nignore = ['dates']\n"
SCHEMA = "[schemas]\n{} = 'article'\n"
EXCLUDE = "exclude = {}\n"


@pytest.fixture(autouse=True)
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / "tree").mkdir()
    monkeypatch.chdir(tmp_path / "tree")
    make("posts/2024/hello.md", "posts/data.csv", "pages/about.md", "_drafts/new.md", "site/x.md")


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(GOOD.replace("/ferry", path).replace("Ferry", path))


def notices(
    text: str, capsys: pytest.CaptureFixture[str], options: Iterable[str] = ()
) -> list[str]:
    """The lines of standard error."""
    Path("newslint.toml").write_text(text)
    assert main(["--offline", "--no-cache", "--select", "file,fields", *options]) == 0
    return [line.removeprefix("newslint: ") for line in capsys.readouterr().err.splitlines()]


GUESSES = [
    ("post/**", "posts"),
    ("Posts/**", "posts"),
    ("./post//**", "posts"),
    ("/post", "posts"),
    ("drafts/**", "_drafts"),
    ("posts/2024/helo.md", "posts/2024/hello.md"),
    ("{post,page}/**", "posts"),
    ("hallo.md", "hello.md"),
    ("**/Site/*.md", "site"),
    ("page", "pages"),
]
NO_GUESS = ["archive/**", "*.mkd", "posts/*.csv", "posts/*/old.md", "xyz", "**/xyz/*.md", "a?c"]
MATCHING = [
    "posts/**", "*.md", "**", "hello.md", "posts", "posts/", "{posts,nowhere}/**", "po*/**",
    "**/2024/*.md", "posts/20[0-9][0-9]/*", "/posts", "_drafts", "posts/2024/hello.md",
]  # fmt: skip


@pytest.mark.parametrize(("glob", "guess"), GUESSES)
@pytest.mark.parametrize(
    ("text", "place"), [(OVERRIDE, "2:10"), (SCHEMA, "2:1"), (EXCLUDE, "1:12")]
)
def test_a_glob_that_is_nearly_right(
    text: str, place: str, glob: str, guess: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quoted = f"'{glob}'" if text is SCHEMA else f"['{glob}']"
    notice = f"newslint.toml:{place}: no file matches '{glob}'; did you mean '{guess}'?"
    assert notices(text.format(quoted), capsys) == [notice]


def test_excludes_must_be_more_alike(capsys: pytest.CaptureFixture[str]) -> None:
    """Else ``public`` would be taken for ``publications``."""
    tail = "no file matches 'posts/2042/**'; did you mean 'posts/2024'?"
    assert notices(OVERRIDE.format("['posts/2042/**']"), capsys) == [f"newslint.toml:2:10: {tail}"]
    assert notices(EXCLUDE.format("['posts/2042/**']"), capsys) == []


@pytest.mark.parametrize("glob", NO_GUESS)
def test_a_glob_that_is_like_nothing(glob: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Excludes are often for what will be there."""
    notice = f"no file matches '{glob}'"
    assert notices(OVERRIDE.format(f"['{glob}']"), capsys) == [f"newslint.toml:2:10: {notice}"]
    assert notices(SCHEMA.format(f"'{glob}'"), capsys) == [f"newslint.toml:2:1: {notice}"]
    assert notices(EXCLUDE.format(f"['{glob}']"), capsys) == []


@pytest.mark.parametrize("glob", MATCHING)
def test_a_glob_that_matches(glob: str, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (OVERRIDE.format(f"['{glob}']"), SCHEMA.format(f"'{glob}'")):
        assert notices(text, capsys) == []
    assert notices(EXCLUDE.format(f"['{glob}']"), capsys, ["--allow-empty"]) in (
        [],
        ["error: no article found"],
    )


@pytest.mark.parametrize(
    "glob",
    ["node_modules", "_site/**", ".site", "node_modules/**", "_drafts/**", "*.bak", "posts/x"],
)
def test_excludes_of_what_is_made_now_and_then(
    glob: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert notices(EXCLUDE.format(f"['{glob}']"), capsys) == []


def test_each_glob_has_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    text = EXCLUDE.format("['a', 'drafts/**']") + OVERRIDE.format("[\n'posts/**',\n'post/**']")
    assert notices(text, capsys) == [
        "newslint.toml:1:17: no file matches 'drafts/**'; did you mean '_drafts'?",
        "newslint.toml:5:1: no file matches 'post/**'; did you mean 'posts'?",
    ]


POST = OVERRIDE.format("['post/**']")


@pytest.mark.parametrize(
    ("text", "options", "reported"),
    [
        (POST, [], True),
        (POST, ["."], True),
        (POST, ["./"], True),
        (POST, ["posts"], False),
        (POST, ["posts", "pages"], False),
        (POST, ["posts/2024/hello.md"], False),
        (POST, ["-q"], False),
        (f"roots = ['posts']\n{POST}", [], True),
        (f"roots = ['posts']\n{POST}", ["posts"], True),
        (f"roots = ['posts']\n{POST}", ["posts/2024"], False),
        (f"roots = ['posts']\n{POST}", ["pages"], False),
        (f"roots = ['posts', 'pages']\n{POST}", ["posts"], False),
        (f"roots = ['posts', 'pages']\n{POST}", ["pages", "posts/"], True),
        ("roots = ['posts']\n" + OVERRIDE.format("['pages/**']"), [], False),
        ("roots = ['posts']\n" + OVERRIDE.format("['posts/*.mkd']"), [], True),
        ("roots = ['posts']\n" + OVERRIDE.format("['*.mkd']"), [], True),
        ("roots = ['.']\n" + OVERRIDE.format("['pages/*.mkd']"), [], True),
    ],
)
def test_runs_over_a_part_say_nothing(
    text: str, options: list[str], reported: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bool(notices(text, capsys, options)) == reported


def test_from_a_folder_below(capsys: pytest.CaptureFixture[str]) -> None:
    Path("newslint.toml").write_text(f"roots = ['posts']\n{POST}")
    os.chdir("pages")
    assert main(["--offline", "--no-cache"]) == 0
    notice = "newslint: ../newslint.toml:3:10: no file matches 'post/**'; did you mean 'posts'?\n"
    assert capsys.readouterr().err == notice
    Path("../newslint.toml").write_text(POST)  # the folder below is not the whole
    assert main(["--offline", "--no-cache"]) == 0
    assert capsys.readouterr().err == ""


def test_from_python() -> None:
    config = {"online": False, "overrides": [{"files": ["post/**"], "ignore": ["text"]}]}
    notice = "config: no file matches 'post/**'; did you mean 'posts'?"
    assert lint(".", config).notices == (notice,)
    assert lint("posts", config).notices == ()
    assert lint("posts", {**config, "roots": ["posts"]}).notices == (notice,)


def test_the_number_of_notices_is_limited(capsys: pytest.CaptureFixture[str]) -> None:
    globs = [f"{'ab'[i % 2]}{i}/**" for i in range(1_000)]
    assert len(notices(OVERRIDE.format(globs), capsys)) == MAX_REPORTED
    globs = [f"*{i}.mkd" for i in range(1_000)]
    make(*(f"pages/{i}.md" for i in range(600)))
    assert len(notices(OVERRIDE.format(globs), capsys)) == MAX_REPORTED
