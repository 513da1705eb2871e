"""Which files a run looks at, and what becomes of those that cannot be read."""

import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newslint.errors import UsageError
from newslint.files.discover import Unreadable, discover, leads_out, read, stamp
from newslint.settings import Config


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def make(*paths: str, text: str = "x") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def files_in(*paths: str, config: Config | None = None) -> list[str]:
    return discover(paths or ["."], config or Config()).files


def test_a_folder_gives_the_files_with_an_article_suffix_in_order() -> None:
    names = ["a.md", "b.markdown", "c.mdx", "d.html", "e.txt", "f.yaml", "g.yml", "h.json", "I.MD"]
    make(*names, "picture.png", "script.py", "sub/z.md")
    assert files_in() == sorted([*names, "sub/z.md"])


def test_hidden_files_and_folders_are_left_out() -> None:
    make("a.md", ".hidden.md", ".git/config.txt", "sub/.cache/b.md")
    assert files_in() == ["a.md"]


def test_a_named_file_is_taken_whatever_its_name() -> None:
    make("story.rst", ".hidden.md")
    assert files_in("story.rst", ".hidden.md") == [".hidden.md", "story.rst"]


def test_each_file_is_taken_once() -> None:
    make("sub/a.md")
    assert files_in("sub", "sub/a.md", "./sub/../sub/a.md", ".") == ["sub/a.md"]


def test_paths_are_as_seen_from_the_working_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    make("news/a.md", "b.md")
    here = os.getcwd()
    assert files_in(f"{here}/news", f"{here}/b.md", "b.md") == ["b.md", "news/a.md"]
    monkeypatch.chdir("news")
    assert files_in("a.md", f"{here}/news/a.md", f"{here}/b.md", "..") == ["../b.md", "a.md"]


def test_a_path_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UsageError, match="no file or folder 'nowhere'"):
        files_in("nowhere")
    with pytest.raises(UsageError, match="empty PATH"):
        files_in("")


@pytest.mark.parametrize(
    ("ignore", "kept"),
    [
        ("drafts/\n", ["a.md", "sub/b.md", "sub/drafts.md"]),
        ("*.md\n!a.md\n", ["a.md"]),
        ("/a.md\n", ["drafts/c.md", "sub/b.md", "sub/drafts.md"]),
        ("# nothing\n\n", ["a.md", "drafts/c.md", "sub/b.md", "sub/drafts.md"]),
    ],
)
def test_gitignore_is_respected(ignore: str, kept: list[str]) -> None:
    make("a.md", "sub/b.md", "sub/drafts.md", "drafts/c.md")
    make(".gitignore", text=ignore)
    assert files_in() == kept


def test_ignore_files_of_folders_above_and_below_count_as_git_has_it() -> None:
    make(".git/HEAD", "news/a.md", "news/b.md", "news/c.md", "news/old/a.md")
    make(".gitignore", text="a.md\n")
    make(".git/info/exclude", text="c.md\n")
    make("news/old/.gitignore", text="!a.md\n")
    assert files_in("news") == ["news/b.md", "news/old/a.md"]


def test_ignore_files_outside_the_work_tree_do_not_count() -> None:
    make(".gitignore", text="*\n")
    make("repo/.git/HEAD", "repo/a.md")
    assert files_in("repo") == ["repo/a.md"]


def test_a_named_file_is_linted_although_git_ignores_it() -> None:
    make("a.md")
    make(".gitignore", text="a.md\n")
    assert files_in("a.md") == ["a.md"]


@pytest.mark.parametrize("folder", ["drafts", "drafts/old"])
def test_a_named_folder_is_linted_although_git_ignores_it(folder: str) -> None:
    make(".git/HEAD", "drafts/old/a.md", "drafts/old/b.tmp.md")
    make(".gitignore", text="drafts/\n")
    assert files_in() == []
    assert files_in(folder) == ["drafts/old/a.md", "drafts/old/b.tmp.md"]


def test_a_named_file_that_is_excluded_is_left_out_with_a_notice() -> None:
    make("a.md", "drafts/b.md")
    result = discover([".", "drafts/b.md"], Config(exclude=("drafts/",)))
    assert result.files == ["a.md"]
    assert result.notices == ["1 file left out: excluded by the configuration"]


def test_a_named_folder_that_is_excluded_is_left_out_with_a_notice() -> None:
    make("drafts/new/b.md", "a.md")
    result = discover(["drafts/new", "a.md"], Config(exclude=("drafts/",)))
    assert result.files == ["a.md"]
    assert result.notices == ["drafts/new left out: excluded by the configuration"]


@contextmanager
def nested(name: str, depth: int) -> Iterator[None]:
    """Inside, the working directory is ``depth`` folders down; later they are gone."""
    for _ in range(depth):
        os.mkdir(name)
        os.chdir(name)
    try:
        yield
    finally:
        for _ in range(depth):
            os.chdir("..")


def remove(name: str, depth: int) -> None:
    """Take a deep tree away, which shutil.rmtree cannot."""
    for _ in range(depth):
        os.chdir(name)
    for _ in range(depth):
        for file in Path(".").glob("*.md"):
            file.unlink()
        os.chdir("..")
        os.rmdir(name)


def test_a_tree_deeper_than_the_recursion_limit_is_walked() -> None:
    with nested("d", 1_500):
        make("a.md")
    assert files_in() == ["/".join(["d"] * 1_500) + "/a.md"]
    remove("d", 1_500)


def test_a_folder_too_deep_for_the_system_is_named_and_the_rest_linted() -> None:
    make("a.md")
    with nested("d" * 200, 25):
        pass
    first, too_deep = files_in()
    assert first == "a.md"
    with pytest.raises(Unreadable, match="name too long"):
        read(too_deep, 100)
    remove("d" * 200, 25)


def test_many_files_in_one_folder() -> None:
    make(*(f"{i:05}.md" for i in range(3_000)))
    assert len(files_in()) == 3_000


@pytest.mark.parametrize("name", ["-rf.md", "two\nlines.md", "\x1b[31m.md", "a b.md", "\udcff.md"])
def test_odd_names_are_ordinary_files(name: str) -> None:
    make(name)
    assert files_in() == [name]
    assert read(name, 100) == b"x"


def reachable(tops: list[str]) -> set[str]:
    """The real paths of all articles that can be reached over links or without."""
    files: set[str] = set()
    folders: set[str] = set()
    pending = [os.path.realpath(top) for top in tops]
    while pending:
        folder = pending.pop()
        if folder in folders:
            continue
        folders.add(folder)
        for name in os.listdir(folder):
            real = os.path.realpath(os.path.join(folder, name))
            if os.path.isdir(real) and not name.startswith("."):
                pending.append(real)
            elif os.path.isfile(real) and name.endswith(".md"):
                files.add(real)
    return files


LINKED = {
    "one": ({"content/posts": "../src"}, ["content/posts/b.md", "content/posts/sub/c.md"]),
    "to a folder in it": ({"content/posts": "../src/sub"}, ["content/posts/c.md"]),
    "to a hidden folder": ({"content/posts": "../src/.hidden"}, ["content/posts/d.md"]),
    "under the name of an article": (
        {"content/posts.md": "../src/sub"}, ["content/posts.md/c.md"],
    ),
    "two to one folder": (
        {"content/z": "../src/sub", "content/posts": "../src/sub"}, ["content/posts/c.md"],
    ),
    "to a folder and to one in it": (
        {"content/all": "../src", "content/posts": "../src/sub"},
        ["content/all/b.md", "content/all/sub/c.md"],
    ),
    "to a folder in another and to that": (
        {"content/one": "../src/sub", "content/posts": "../src"},
        ["content/one/c.md", "content/posts/b.md"],
    ),
    "to a file and to its folder": (
        {"content/b.md": "../src/b.md", "content/posts": "../src"},
        ["content/b.md", "content/posts/sub/c.md"],
    ),
    "two to one file": (
        {"content/y.md": "../src/b.md", "content/x.md": "../src/b.md"}, ["content/x.md"],
    ),
    "deeper down": (
        {"content/en/posts": "../../src/sub"}, ["content/en/posts/c.md"],
    ),
    "over another link": (
        {"content/posts": "../way", "way": "src/sub"}, ["content/posts/c.md"],
    ),
    "in a folder behind a link": (
        {"content/posts": "../more", "more/posts": "../src/sub"}, ["content/posts/posts/c.md"],
    ),
    "to its own folder": ({"content/posts": "."}, []),
    "to itself": ({"content/x.d": "x.d"}, []),
    "to each other": (
        {"content/posts": "../src", "src/back": "../content"},
        ["content/posts/b.md", "content/posts/sub/c.md"],
    ),
    "to the folder above": (
        {"content/up": ".."}, ["content/up/src/b.md", "content/up/src/sub/c.md"],
    ),
}  # fmt: skip
"""Links and their targets, and what is found over them."""
TARGETS = {
    "in the tree": "../src",
    "nowhere": "nowhere",
    "nowhere outside": "../../nowhere",
    "outside, a folder": "../../outside",
    "outside, a file": "../../outside/d.md",
    "the root": "/",
    "the folder above": "..",
    "the folder above the tree": "../..",
}


class TestLinks:
    def test_a_link_to_a_file_of_the_tree_is_that_file(self) -> None:
        make("a.md")
        os.symlink("a.md", "b.md")
        assert files_in() == ["a.md"]

    def test_a_link_to_something_in_the_tree_that_is_no_article_by_name_is_followed(self) -> None:
        make("a.src")
        os.symlink("a.src", "b.md")
        assert files_in() == ["b.md"]
        assert read("b.md", 100) == b"x"

    @pytest.mark.parametrize("link", ["../secret.md", "/etc/passwd", "../nowhere.md"])
    def test_a_link_out_of_the_tree_is_named_and_not_read(self, link: str) -> None:
        make("tree/a.md", "secret.md")
        os.chdir("tree")
        os.symlink(link, "b.md")
        assert files_in() == ["a.md", "b.md"]
        with pytest.raises(Unreadable, match="out of the checked folder"):
            read("b.md", 100)

    def test_a_linked_folder_outside_the_tree_is_reported_and_not_searched(self) -> None:
        make("outside/a.md", "tree/b.md")
        os.chdir("tree")
        os.symlink("../outside", "linked")
        assert files_in() == ["b.md", "linked"]
        assert files_in("linked") == ["linked"]
        for path in ("linked", "linked/a.md"):
            with pytest.raises(Unreadable, match="out of the checked folder"):
                read(path, 100)

    @pytest.mark.parametrize("target", ["../secret.md", "../nowhere.md", "nowhere.md", "loop"])
    def test_each_link_that_cannot_be_followed_is_named(self, target: str) -> None:
        make("tree/a.md", "secret.md")
        os.chdir("tree")
        for name in ("b.md", "c.md", "loop"):
            os.symlink(target, name)
        assert files_in() == ["a.md", "b.md", "c.md"]
        for name in ("b.md", "c.md"):
            with pytest.raises(Unreadable):
                read(name, 100)

    def test_a_loop_of_links_ends(self) -> None:
        make("sub/a.md")
        os.symlink("..", "sub/up")
        os.symlink("self.md", "self.md")
        assert files_in() == ["self.md", "sub/a.md"]
        with pytest.raises(Unreadable, match="symbolic links"):
            read("self.md", 100)

    @pytest.mark.parametrize(("links", "expected"), LINKED.values(), ids=LINKED)
    def test_linked_folders(self, links: dict[str, str], expected: list[str]) -> None:
        """Below ``content``; ``src`` is reached over links only."""
        make("content/a.md", "src/b.md", "src/sub/c.md", "src/.hidden/d.md", "src/picture.png")
        for link, target in links.items():
            Path(link).parent.mkdir(parents=True, exist_ok=True)
            os.symlink(target, link)
        result = discover(["content"], Config())
        assert result.files == sorted(["content/a.md", *expected])
        assert result.notices == []
        assert len({os.path.realpath(path) for path in result.files}) == len(result.files)
        assert result.places == {path: os.path.realpath(path) for path in result.files}
        assert all(read(path, 100) == b"x" for path in result.files)

    def test_a_folder_that_is_walked_anyway_keeps_its_own_name(self) -> None:
        make("src/b.md", "content/a.md")
        os.symlink("../src", "content/posts")
        assert files_in(".") == ["content/a.md", "src/b.md"]
        assert files_in("content", "src") == ["content/a.md", "src/b.md"]
        assert files_in("content", "src/b.md") == ["content/a.md", "src/b.md"]
        assert files_in("content/posts", "src") == ["src/b.md"]
        assert files_in("content/posts", "content/posts/b.md") == ["content/posts/b.md"]

    def test_a_link_seen_from_a_folder_below(self) -> None:
        make("src/b.md", "content/a.md", "content/en/e.md")
        os.symlink("../../src", "content/en/posts")
        os.chdir("content")
        assert files_in("..") == ["../src/b.md", "a.md", "en/e.md"]
        assert files_in("../content") == ["a.md", "en/e.md", "en/posts"]
        with pytest.raises(Unreadable, match="out of the checked folder"):
            read("en/posts", 100)

    @pytest.mark.parametrize("seed", range(60))
    def test_any_links_in_a_tree(self, seed: int) -> None:
        """All that can be reached is found, each file once, whatever the order of the paths."""
        chance = random.Random(seed)
        folders = ["top", "top/a", "top/a/b", "top/c", "other", "other/d", "other/d/e", ".hidden"]
        make(*(f"{folder}/{name}.md" for folder in folders for name in "xy"))
        for number in range(12):
            link = f"{chance.choice(folders)}/l{number}{chance.choice(['', '.md'])}"
            target = chance.choice([*folders, *(f"{folder}/x.md" for folder in folders), link])
            os.symlink(os.path.relpath(target, os.path.dirname(link)), link)
        tops = chance.sample(folders[:-1], 2)
        result = discover(tops, Config())
        articles = {path for path in result.files if os.path.isfile(path)}
        assert {os.path.realpath(path) for path in articles} == reachable(tops)
        assert len({os.path.realpath(path) for path in articles}) == len(articles)
        assert discover(tops[::-1], Config()) == result

    @pytest.mark.parametrize("chain", [5, 39])
    def test_a_chain_of_links_to_a_folder(self, chain: int) -> None:
        make("src/b.md", "content/a.md")
        os.symlink("../src", "content/l0")
        for i in range(chain):
            os.symlink(f"l{i}", f"content/l{i + 1}")
        assert files_in("content") == ["content/a.md", "content/l0/b.md"]

    @pytest.mark.parametrize("depth", [30, 60])
    def test_links_to_folders_in_which_are_links_to_folders(self, depth: int) -> None:
        """2 to the power of ``depth`` ways. No system follows more than 40 links in one path."""
        for i in range(depth):
            make(f"src/d{i}/a.md")
            for name in "xy":
                os.symlink(f"../d{i + 1}", f"src/d{i}/{name}")
        make(f"src/d{depth}/a.md", "content/a.md")
        os.symlink("../src/d0", "content/posts")
        *articles, last = files_in("content")
        if depth == 30:
            assert len(articles) == 31
            return
        assert len(articles) == 41
        with pytest.raises(Unreadable, match="symbolic links"):
            read(last, 100)

    @pytest.mark.parametrize(
        ("config", "ignore"),
        [({"exclude": ("src",)}, ""), ({"exclude": ("src/**",)}, ""), ({}, "src/\n"),
         ({}, "/src\n"), ({"exclude": ("*/deep",)}, ""), ({}, "deep\n")],
        ids=str,
    )  # fmt: skip
    def test_a_link_to_an_excluded_file_is_not_followed(
        self, config: dict[str, tuple[str, ...]], ignore: str
    ) -> None:
        make("src/deep/b.md", "content/a.md")
        if ignore:
            make(".git/HEAD")
            make(".gitignore", text=ignore)
        os.symlink("../src/deep", "content/posts")
        os.symlink("../src/deep/b.md", "content/b.md")
        result = discover(["content"], Config(**config))  # type: ignore[arg-type]
        why = "git ignores" if ignore else "is excluded"
        assert result.files == ["content/a.md"]
        assert [why in notice for notice in result.notices] == [True, True]
        assert result.notices[1].startswith("content/posts left out: it leads to src/deep, which")

    def test_what_is_left_out_below_a_link(self) -> None:
        """By the name with the link in it, or by its own."""
        make(*(f"src/{name}/b.md" for name in "stuvw"), "content/a.md", ".git/HEAD")
        make(".gitignore", text="src/t\n")
        make("src/.gitignore", text="/u\n")
        os.symlink("../src", "content/posts")
        config = Config(exclude=("content/posts/v", "src/w"))
        assert files_in("content", config=config) == ["content/a.md", "content/posts/s/b.md"]

    @pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
    @pytest.mark.parametrize(
        ("name", "exclude", "ignore"),
        [
            ("b.md", "b.md", ""),
            ("b.md", "*.md", ""),
            ("b.md", "", "b.md"),
            ("b.md", "", "content/b.md"),
            ("posts", "posts", ""),
            ("posts", "content/{posts,pages}", ""),
            ("posts", "content", ""),
            ("posts", "", "posts"),
            ("posts", "", "content/*"),
        ],
    )
    def test_nothing_is_said_of_links_that_are_left_out(
        self, target: str, name: str, exclude: str, ignore: str, tmp_path: Path
    ) -> None:
        make("tree/a.txt", "tree/src/c.txt", "outside/d.md")
        os.chdir("tree")
        if ignore:
            make(".git/HEAD")
            make(".gitignore", text=f"{ignore}\n")
        os.mkdir("content")
        os.symlink(target, f"content/{name}")
        result = discover(["."], Config(exclude=(exclude,) if exclude else ()))
        assert result.files == ["a.txt", "src/c.txt"]
        assert result.notices == []

    def test_a_glob_for_folders_leaves_out_a_link_to_one(self) -> None:
        make("outside/a.md", "tree/src/b.md", "tree/content/c.md")
        os.chdir("tree")
        os.symlink("../src", "content/posts")
        os.symlink("../../outside", "content/out")
        assert files_in("content", config=Config(exclude=("posts/", "out/"))) == ["content/c.md"]

    def test_broken_links_to_possible_folders_are_reported(self) -> None:
        make("content/a.md")
        os.symlink("../src", "content/posts")
        assert discover(["."], Config()).notices == ["content/posts is a broken link"]
        os.symlink("loop", "content/loop")
        notices = ["2 links are broken, content/loop among them"]
        assert discover(["."], Config()).notices == notices

    def test_a_path_given_outside_the_working_directory_is_its_own_tree(self) -> None:
        make("elsewhere/a.md", "here/b.md")
        os.chdir("here")
        assert files_in("../elsewhere") == ["../elsewhere/a.md"]
        assert not leads_out("../elsewhere/a.md")
        assert read("../elsewhere/a.md", 100) == b"x"


class TestReading:
    def test_up_to_the_limit_and_not_beyond(self) -> None:
        make("a.md", text="x" * 100_000)
        assert len(read("a.md", 100_000)) == 100_000
        with pytest.raises(Unreadable, match="larger than 99999 bytes"):
            read("a.md", 99_999)

    def test_a_sparse_file_of_gigabytes_is_not_read(self) -> None:
        with open("a.md", "wb") as file:
            file.truncate(8 * 2**30)
        with pytest.raises(Unreadable, match="larger than"):
            read("a.md", 4 * 2**20)

    @pytest.mark.parametrize("kind", ["fifo", "socket", "folder"])
    def test_only_regular_files(self, kind: str) -> None:
        if kind == "fifo":
            os.mkfifo("a.md")
        elif kind == "socket":
            server = socket.socket(socket.AF_UNIX)
            server.bind("a.md")
            server.close()
        else:
            os.mkdir("a.md")
        with pytest.raises(Unreadable):
            read("a.md", 100)

    def test_devices(self) -> None:
        with pytest.raises(Unreadable, match="not a regular file"):
            read("/dev/zero", 100)

    def test_a_file_that_is_gone(self) -> None:
        with pytest.raises(Unreadable, match="no such file"):
            read("a.md", 100)
        assert stamp("a.md") is None

    def test_the_stamp_changes_with_the_file(self) -> None:
        make("a.md", text="one")
        before = stamp("a.md")
        make("a.md", text="other")
        assert before != stamp("a.md")
