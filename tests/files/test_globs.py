"""Globs of the configuration, and the patterns of ignore files."""

import random
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.files.globs import (
    MAX_ALTERNATIVES,
    MAX_LENGTH,
    GlobError,
    Globs,
    IgnoreFile,
    plain_globs,
)

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
    ("*.md", "./a.md"),
    ("a**b.md", "axyb.md"),
    ("x/a**/*.md", "x/abc/d.md"),
    ("#a.md", "#a.md"),
    ("a b.md", "a b.md"),
    # other spellings of a path
    ("./a.md", "a.md"),
    ("./x/**", "x/a.md"),
    ("x//a.md", "x/a.md"),
    ("x/./a.md", "x/a.md"),
    (".//x/.//a.md", "x/a.md"),
    ("/./x/a.md", "x/a.md"),
    ("//x/a.md", "x/a.md"),
    ("x/.", "x/a.md"),
    ("x//", "x/a.md"),
    # alternatives
    ("*.{md,mdx}", "x/a.mdx"),
    ("{x,y}/*.md", "y/a.md"),
    ("{x,y/z}/*.md", "y/z/a.md"),
    ("post{,s}/**", "post/a.md"),
    ("post{,s}/**", "posts/a.md"),
    ("{a,b{c,d}e}.md", "bde.md"),
    ("{x,y}/{1,2}.md", "y/1.md"),
    ("{a}.md", "a.md"),
    ("{[ab],c}.md", "b.md"),
    ("[{,}].md", "{.md"),
    ("a,b.md", "a,b.md"),
    ("./{x,y}/a.md", "y/a.md"),
    # escapes
    (r"\{a\}.md", "{a}.md"),
    (r"{a\,b,c}.md", "a,b.md"),
    (r"\[slug\].md", "[slug].md"),
    (r"\!a.md", "!a.md"),
    (r"\#a.md", "#a.md"),
    ("[*].md", "*.md"),
    ("[]].md", "].md"),
]
NO_MATCH = [
    ("*.md", "a.txt"),
    ("/*.md", "x/a.md"),
    ("./*.md", "x/a.md"),
    ("x/*.md", "x/y/a.md"),
    ("x/archive", "archive/a.md"),
    ("archive/**", "archive"),
    ("archive/", "archive"),
    ("archive/.", "archive"),
    ("a/**/b", "a"),
    ("*.MD", "a.md"),
    ("*", "../a.md"),
    ("**", "../a.md"),
    ("x/*/a.md", "x/a.md"),
    ("{x,y}/a.md", "z/a.md"),
    ("*.{md,mdx}", "a.m"),
    (r"\{a,b\}.md", "a.md"),
    ("[{a,b}].md", "ab.md"),
]
ERRORS = [
    ("posts\\**", "folders; write 'posts/**'"),
    ("posts\\a.md", "folders; write 'posts/a.md'"),
    ("posts\\\\a.md", "folders; write 'posts/a.md'"),
    ("posts\\*.md", "folders; write 'posts/*.md'"),
    ("posts\\", "folders; write 'posts/'"),
    ("posts\\[slug].md", "']' closes nothing"),
    ("!posts/**", "cannot take back what others match"),
    ("{!a,b}", "cannot take back what others match"),
    ("../posts/**", "'..' never matches"),
    ("posts/../pages/**", "write 'pages/**'"),
    ("posts/..", "'..' never matches"),
    ("..", "'..' never matches"),
    ("{..,a}", "'..' never matches"),
    ("", "it names no file; write '**'"),
    (".", "it names no file; write '**'"),
    ("/", "it names no file; write '**'"),
    ("./", "it names no file; write '**'"),
    ("{a,}", "it names no file"),
    ("C:/site/posts/**", "relative to the folder of the configuration"),
    ("c:\\site\\posts", "relative to the folder of the configuration"),
    ("~/site/posts/**", "relative to the folder of the configuration"),
    ("[a.md", "'[' is not closed; write '\\['"),
    ("a].md", "']' closes nothing; write '\\]'"),
    ("[]", "'[' is not closed"),
    ("[!]", "'[' is not closed"),
    ("{a,b", "'{' is not closed; write '\\{'"),
    ("a}.md", "'}' closes nothing; write '\\}'"),
    ("{a,{b}", "'{' is not closed"),
    ("{}", "'{}' is no list of alternatives"),
    ("{1..3}.md", "'{1..3}' is no list of alternatives"),
    ("[z-a].md", "'[z-a]' stands for no character"),
    ("[a/b].md", "'[a/b]' stands for no character"),
    ("[[:letter:]].md", "unknown class; there are alnum, alpha"),
    ("a\0b", "NUL"),
    ("a" * (MAX_LENGTH + 1), "more than 4,096 characters"),
    ("{a,b}" * 9, "more than 256 globs"),
    ("{" + ",".join(map(str, range(MAX_ALTERNATIVES + 1))) + "}", "more than 256 globs"),
]


@pytest.mark.parametrize(("glob", "path"), MATCH)
def test_match(glob: str, path: str) -> None:
    assert Globs([glob]).match(path)


@pytest.mark.parametrize(("glob", "path"), NO_MATCH)
def test_no_match(glob: str, path: str) -> None:
    assert not Globs([glob]).match(path)


@pytest.mark.parametrize(("glob", "message"), ERRORS, ids=lambda text: text[:20])
def test_a_glob_that_cannot_match_is_an_error(glob: str, message: str) -> None:
    with pytest.raises(GlobError) as raised:
        Globs([glob])
    assert message in str(raised.value)


def test_any_of_several() -> None:
    assert Globs(["*.txt", "*.md"]).match("a.md")
    assert not Globs([]).match("a.md")


def test_a_glob_for_folders_matches_a_folder_and_no_file() -> None:
    assert Globs(["x/"]).match("x", folder=True)
    assert not Globs(["x/"]).match("x")
    assert Globs(["x/"]).match("x/a.md")


names = st.text("ab*?-", min_size=1, max_size=3)
paths = st.lists(st.text("ab-", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@given(st.lists(names, min_size=1, max_size=4), st.data(), paths)
def test_detours_change_nothing(parts: list[str], data: st.DataObject, path: str) -> None:
    glob = "/".join(parts)
    separators = [data.draw(st.sampled_from(["/", "//", "/./", "/.//./"])) for _ in parts[1:]]
    other = parts[0] + "".join(map("".join, zip(separators, parts[1:], strict=True)))
    assert plain_globs(other) == plain_globs(glob)
    assert Globs([f"./{other}"]).match(path) == Globs([f"/{glob}"]).match(path)


@given(st.lists(names, min_size=1, max_size=4), names, names, paths)
def test_alternatives_match_what_any_of_them_does(
    words: list[str], before: str, after: str, path: str
) -> None:
    glob = f"{before}/{{{','.join(words)}}}{after}"
    each = [f"{before}/{word}{after}" for word in words]
    assert Globs([glob]).match(path) == any(Globs([one]).match(path) for one in each)


@given(st.lists(names, min_size=1, max_size=3), st.sampled_from(["", "/"]), paths)
def test_globs_match_as_in_ignore_files(parts: list[str], end: str, path: str) -> None:
    """But for what only one of them knows: alternatives, detours, escapes, negation."""
    glob = "/".join(parts) + end
    ignored = IgnoreFile([glob])
    above = [path[:at] for at, char in enumerate(path) if char == "/"]
    expected = any(ignored.verdict(folder, folder=True) for folder in above)
    assert Globs([glob]).match(path) == bool(expected or ignored.verdict(path, folder=False))


@given(st.text("a*?[]!/.-{},\\ #~:\0", max_size=12), st.text("ab/.{}", max_size=12))
def test_any_text_is_a_glob_or_an_error(glob: str, path: str) -> None:
    with suppress(GlobError):
        assert Globs([glob]).match(path) in (True, False)
    assert IgnoreFile([glob]).verdict(path, folder=False) in (True, False, None)


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
def test_no_pattern_takes_long(glob: str, path: str) -> None:
    assert not IgnoreFile([glob]).verdict(path, folder=False)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*a" * 2_000 + "b", "a" * 4_000),
        ("*?a" * 1_000 + "b", "a" * 250),
        ("[!b]*" * 50 + "z", "a" * 250),
        ("**/a/" * 800 + "b", "a/" * 2_000 + "c"),
        ("a/**/" * 800 + "b", "a/" * 2_000 + "c"),
        ("{a,b}" * 8 + "*a" * 1_000 + "c", "ab" * 2_000),
    ],
)
def test_no_glob_takes_long(glob: str, path: str) -> None:
    assert not Globs([glob]).match(path)


@pytest.mark.parametrize(
    "glob",
    ["[" * 4_096, "[[:" * 1_365, "{" * 4_096, "{a," * 1_365, "{a,b}" * 819, "{,}" * 1_365,
     "{" * 2_048 + "}" * 2_048, "\\" * 4_096, "}" * 4_096],
    ids=lambda glob: glob[:5],
)  # fmt: skip
def test_no_error_takes_long(glob: str) -> None:
    with pytest.raises(GlobError):
        Globs([glob])
