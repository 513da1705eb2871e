"""Folders and names that no editor made."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.articles import GOOD
from tests.hostile.case import Case
from tests.hostile.lint import FAULTY, SECRET

UNREADABLE = "unreadable-file"


def unread(make: Callable[[Path], object], path: str = "h.md", **more: Any) -> Case:
    """Something that cannot be read, in the place of an article."""
    return Case(at=((path, UNREADABLE, 1),), make=make)._replace(**more)


def link(target: str, name: str = "h.md") -> Callable[[Path], object]:
    return lambda folder: os.symlink(target, folder / name)


def each(*makes: Callable[[Path], object]) -> Callable[[Path], None]:
    """All of several parts of a folder."""

    def make(folder: Path) -> None:
        for one in makes:
            one(folder)

    return make


def tree(*names: str) -> Callable[[Path], None]:
    """Articles with a fault of their own."""

    def make(folder: Path) -> None:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(ODD)

    return make


def fifo(name: str) -> Callable[[Path], None]:
    return lambda folder: os.mkfifo(folder / name)


def named(name: str | bytes, shown: str | None = None, **more: Any) -> Case:
    """An article with a fault of its own, under an odd name."""

    def make(folder: Path) -> None:
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(ODD)

    path = shown if shown is not None else os.fsdecode(name)
    return Case(at=((path, "invalid-field", 7),), make=make)._replace(**more)


ODD = FAULTY.replace("market", "harbour").replace("Nine to four.", "Ask the harbour master.")


def _socket(folder: Path) -> None:
    at = f"/proc/self/fd/{os.open(folder, os.O_RDONLY)}/h.md"  # the path may be too long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(at)
    os.close(int(at.split("/")[4]))


def _device(folder: Path) -> None:
    os.mknod(folder / "h.md", 0o20666, os.makedev(1, 5))  # as /dev/zero


def _sparse(folder: Path) -> None:
    with open(folder / "h.md", "wb") as file:
        file.truncate(8 << 30)


def _unreadable(folder: Path) -> None:
    (folder / "h.md").write_text(GOOD)
    (folder / "h.md").chmod(0)


def _closed_folder(mode: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "shut").mkdir()
        (folder / "shut" / "h.md").write_text(ODD)
        (folder / "shut").chmod(mode)

    return make


def _many(folder: Path) -> None:
    for i in range(3_000):
        (folder / f"h{i}.md").write_text("text")


def _wide(folder: Path) -> None:
    for i in range(3_000):
        (folder / f"d{i}").mkdir()
    (folder / "d1777" / "h.md").write_text(ODD)


def _deep(levels: int, name: str = "d") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        at = os.open(folder, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir(name, dir_fd=at)
            inner = os.open(name, os.O_RDONLY, dir_fd=at)
            os.close(at)
            at = inner
        with open(os.open("h.md", os.O_WRONLY | os.O_CREAT, dir_fd=at), "w") as file:
            file.write(ODD)
        os.close(at)

    return make


def _mutual(folder: Path) -> None:
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    (folder / "h.md").symlink_to("one")


def _chain(folder: Path) -> None:
    for i in range(100):
        (folder / f"l{i}").symlink_to(f"l{i + 1}")
    (folder / "h.md").symlink_to("l0")


def _folder_loop(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to("..")
    (folder / "sub" / "h.md").write_text(ODD)


def _exploding_links(folder: Path) -> None:
    for i in range(40):  # 2 to the power of 40 ways
        (folder / f"d{i}").mkdir()
        for name in "ab":
            (folder / f"d{i}" / name).symlink_to(f"../d{i + 1}")
    (folder / "d40").mkdir()
    (folder / "d40" / "h.md").write_text(ODD)


def _hard_link(folder: Path) -> None:
    (folder / "h.md").write_text(ODD)
    os.link(folder / "h.md", folder / "i.md")


def _hard_link_to_itself_often(folder: Path) -> None:
    (folder / "h.md").write_text(ODD)
    for i in range(500):
        os.link(folder / "h.md", folder / f"h{i}.md")


def _touched(file: Path) -> Path:
    file.touch()
    return file


def _ignoring(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """In a work tree, with an article that a good ignore file would not name."""

    def all_of_it(folder: Path) -> None:
        (folder / ".git").mkdir()
        (folder / "h.md").write_text(ODD)
        make(folder)

    return all_of_it


def ignoring(lines: str | bytes, **more: Any) -> Case:
    """An ignore file that leaves the articles alone."""
    text = lines if isinstance(lines, bytes) else lines.encode(errors="surrogateescape")
    make = _ignoring(lambda folder: (folder / ".gitignore").write_bytes(text))
    return Case(at=(("h.md", "invalid-field", 7),), make=make)._replace(**more)


def ignored(make: Callable[[Path], object], **more: Any) -> Case:
    return Case(at=(("h.md", "invalid-field", 7),), make=_ignoring(make))._replace(**more)


def _ignore_link(folder: Path) -> None:
    (folder.parent / "patterns").write_text("*.md\n")
    (folder / ".gitignore").symlink_to("../patterns")


def _ignore_files_everywhere(folder: Path) -> None:
    at = folder
    for _ in range(60):
        (at / ".gitignore").write_text("".join(f"x{i}*y\n" for i in range(1_000)))
        at /= "d"
        at.mkdir()
    (at / "i.md").write_text(ODD)


def _long_names_and_stars(folder: Path) -> None:
    for i in range(200):
        (folder / f"{'a' * 240}{i}.txt").write_text("")
    (folder / ".gitignore").write_text("*a*a*a*a*b.txt\n*a*a*a*c.txt\n")


def _deep_and_stars(folder: Path) -> None:
    _deep(900, "a")(folder)
    (folder / ".gitignore").write_text("**/a/**/a/**/a/**/b\n" + "a/**/" * 300 + "b\n")


SPECIAL = {
    "a FIFO": unread(fifo("h.md")),
    "a socket": unread(_socket),
    "a device": unread(_device),
    "a folder by the name of an article": Case(
        make=tree("h.md/i.md"), at=(("h.md/i.md", "invalid-field", 7),)
    ),
    "an empty folder by the name of an article": Case(
        make=lambda folder: (folder / "h.md").mkdir(), clean=("h.md",)
    ),
    "a file of 8 GiB, sparse": unread(_sparse),
    "a file that nobody may read": unread(_unreadable, unprivileged=True),
    "a folder that nobody may read": unread(
        _closed_folder(0), "shut", unprivileged=True
    ),
    "a folder that may be listed and not entered": unread(
        _closed_folder(0o444), "shut/h.md", unprivileged=True
    ),
    "a folder that may be entered and not listed": unread(
        _closed_folder(0o111), "shut", unprivileged=True
    ),
    "a file a byte too large": unread(
        lambda folder: (folder / "h.md").write_text("x" * 2_001),
        files={"newslint.toml": "max-file-size = 2000"},
    ),
    "a FIFO, named": unread(fifo("h.md"), paths=("h.md", "z-faulty.md", "a-good.md")),
    "a device, named": unread(
        lambda folder: None, "/dev/zero", paths=("/dev/zero", "z-faulty.md")
    ),
    "an endless device, named": unread(
        lambda folder: None, "/dev/random", paths=("/dev/random", "z-faulty.md")
    ),
    "a file of the system without a size, named": unread(
        lambda folder: None,
        "/proc/kallsyms",
        paths=("/proc/kallsyms", "z-faulty.md"),
        files={"newslint.toml": "max-file-size = 20000"},
    ),
    "the environment, named": unread(
        lambda folder: None,
        "/proc/self/environ",
        paths=("/proc/self/environ", "z-faulty.md"),
    ),
    "an empty PATH": Case(paths=("",), status=2, neighbours=False, said=("empty PATH",)),
    "a PATH that is not there": Case(
        paths=("nowhere", "z-faulty.md"), status=2, neighbours=False, said=("nowhere",)
    ),
    "a PATH below a file": Case(
        paths=("a-good.md/x", "z-faulty.md"), status=2, neighbours=False, said=("a-good.md/x",)
    ),
    "a PATH too long": Case(
        paths=("x" * 5_000, "z-faulty.md"), status=2, neighbours=False, said=("xxx",)
    ),
    "an empty folder": Case(
        make=lambda folder: (folder / "empty").mkdir(),
        paths=("empty",),
        status=2,
        neighbours=False,
        said=("no article found",),
    ),
    "an empty folder beside others": Case(
        make=lambda folder: (folder / "empty").mkdir(), paths=("empty", ".")
    ),
    "all the same path": Case(paths=(".", "./", "z-faulty.md", "./z-faulty.md", "../tree")),
}  # fmt: skip


def _outside(folder: Path) -> None:
    (folder.parent / "others").mkdir()
    (folder.parent / "others" / "h.md").write_text(f"---\nquality: {SECRET}\n---\n{SECRET}")


def _linked_folder(folder: Path) -> None:
    _outside(folder)
    (folder / "linked").symlink_to("../others")


def _schema_behind_link(folder: Path) -> None:
    (folder.parent / "secret.json").write_text(f'{{"const": "{SECRET}"}}')
    (folder / "s.json").symlink_to("../secret.json")


LINKS = {
    "out of the tree": unread(link("../secret.md")),
    "out of the tree, the whole way": unread(
        lambda folder: (folder / "h.md").symlink_to(folder.parent / "secret.md")
    ),
    "out of the tree and back": Case(
        make=link("../tree/a-good.md"), clean=("h.md",)
    ),
    "out over a link in the tree": unread(
        each(link("../secret.md", "i"), link("i"))
    ),
    "to a folder outside": unread(_linked_folder, "linked"),
    "to a folder outside, named": unread(_linked_folder, "linked", paths=("linked", ".")),
    "to a folder outside, a file in it named": unread(
        _linked_folder, "linked/h.md", paths=("linked/h.md", ".")
    ),
    "to the password file": unread(link("/etc/passwd")),
    "to the environment": unread(link("/proc/self/environ")),
    "to a device": unread(link("/dev/zero")),
    "to standard input": unread(link("/dev/stdin"), stdin=b"---\ntitle: x\n---\n"),
    "to an open file": unread(link("/proc/self/fd/1")),
    "to nothing": unread(link("nowhere.md")),
    "to nothing outside": unread(link("../nowhere.md")),
    "to itself": unread(link("h.md")),
    "in a circle": unread(_mutual),
    "in a long chain": unread(_chain),
    "to a folder of the tree": Case(make=link(".", "up")),
    "to the root": unread(link("/", "root"), "root"),
    "to the folder above": unread(link("..", "up"), "up"),
    "to a folder above in the tree": Case(
        make=_folder_loop, at=(("sub/h.md", "invalid-field", 7),)
    ),
    "to folders in which are links to folders": Case(
        make=_exploding_links, at=(("d40/h.md", "invalid-field", 7),)
    ),
    "to a folder by the name of an article": Case(
        make=each(tree("sub/i.md"), link("sub")),
        at=(("sub/i.md", "invalid-field", 7),),
    ),
    "to an article of the tree": Case(make=link("a-good.md"), clean=("h.md",)),
    "to a FIFO": unread(each(fifo("pipe"), link("pipe"))),
    "with a target that acts": unread(link("\x1b[31m::error::\n##vso[x]")),
    "with a target too long": unread(link("x/" * 2_000)),
    "a hard link": Case(
        make=_hard_link,
        at=(("h.md", "invalid-field", 7), ("i.md", "invalid-field", 7)),
    ),
    "hard links without end": Case(
        make=_hard_link_to_itself_often, at=(("h99.md", "invalid-field", 7),)
    ),
    "the PATH itself": unread(link("../secret.md"), paths=("h.md", "z-faulty.md", "a-good.md")),
    "the PATH, a folder of the tree": Case(
        make=each(tree("sub/h.md"), link("sub", "way")),
        paths=("way", "z-faulty.md", "a-good.md"),
        at=(("way/h.md", "invalid-field", 7),),
    ),
}  # fmt: skip

NAMES = {
    "a line end": named("two\nlines.md"),
    "CR": named("two\rlines.md"),
    "an escape sequence": named("\x1b[31mred\x1b[0m.md"),
    "a terminal title": named("\x1b]0;owned\x07.md"),
    "a backspace": named("abc\x08\x08\x08.md"),
    "delete": named("a\x7f.md"),
    "a C1 control": named("a\x9b31m.md"),
    "right to left": named("\u202egnp.md"),
    "isolates": named("\u2066a\u2069.md"),
    "zero width": named("a\u200bb.md"),
    "a byte order mark": named("\ufeffa.md"),
    "U+2028": named("a\u2028b.md"),
    "a tag character": named("a\U000e0041.md"),
    "a surrogate": named(b"\xed\xa0\x80.md", "\\udced\\udca0\\udc80.md"),
    "undecodable": named(b"\xff\xfe.md", "\\udcff\\udcfe.md"),
    "Latin-1": named(b"F\xe4hre.md", "F\\udce4hre.md"),
    "a leading dash": named("-rf.md"),
    "an option": named("--format=json.md"),
    "an option, named": named("--trust-config.md", paths=(".", "--trust-config.md")),
    "a command of CI": named("::error::owned.md"),
    "a command of CI in a folder": named("::error file=x::/a.md"),
    "a command behind a line end": named("a\n::error::owned.md"),
    "a command of Azure": named("##vso[task.setvariable variable=a]b.md"),
    "a command behind blanks": named("  ::set-output name=a::b.md"),
    "a place": named("a.md:7:1: error x.md"),
    "markup": named("<script>alert(1)</script>.md".replace("/", "\u2215")),
    "entities": named("&lt;&#0;&xxe;]]>.md"),
    "quotes": named("\"'`$(id)`'\".md"),
    "a backslash": named("a\\b.md"),
    "a percent sign": named("%2e%2e%2fsecret.md"),
    "blanks": named("   .md"),
    "blanks at the end": named("a.md   /b.md"),
    "a tilde": named("~/a.md"),
    "a variable": named("$HOME.md"),
    "a glob": named("*.md"),
    "brackets": named("[a-z].md"),
    "the longest": named("x" * 252 + ".md"),
    "emoji": named("👩‍🚀.md"),
    "combining marks": named("a" + "\u0301" * 120 + ".md"),
    "upper case": named("H.MD"),
    "mixed case": named("h.MarkDown"),
    "Windows' devices": named("con.md"),
    "a stream": named("a.md:secret.md"),
    "only a suffix is hidden": Case(make=tree(".md"), clean=(".md",)),
    "two suffixes": named("h.tar.md"),
    "a hyphen alone": named("-", "-.md")._replace(
        make=tree("-.md"), paths=("-.md", ".")
    ),
    "a hyphen, named": Case(
        make=tree("-"), paths=("./-", "."),
        at=(("-", "invalid-field", 7),),
    ),
}  # fmt: skip

CROWDS = {
    "thousands of files": Case(make=_many, at=(("h2999.md", "no-front-matter", 1),)),
    "thousands of folders": Case(make=_wide, at=(("d1777/h.md", "invalid-field", 7),)),
    "folders deeper than recursion": Case(
        make=_deep(1_500), at=(("d/" * 1_500 + "h.md", "invalid-field", 7),)
    ),
    "folders deeper than a path may be": Case(
        make=_deep(2_500), at=(("/".join(["d"] * 2_049), UNREADABLE, 1),)
    ),
    "long folders deeper than a path may be": Case(
        make=_deep(30, "d" * 200), at=(("/".join(["d" * 200] * 21), UNREADABLE, 1),)
    ),
}

IGNORES = {
    "a FIFO": ignored(fifo(".gitignore"), said=(".gitignore",)),
    "a folder": ignored(lambda folder: (folder / ".gitignore").mkdir(), said=(".gitignore",)),
    "a link out of the tree": ignored(_ignore_link, said=(".gitignore",)),
    "a link to a device": ignored(link("/dev/zero", ".gitignore"), said=(".gitignore",)),
    "a link to itself": ignored(link(".gitignore", ".gitignore"), said=(".gitignore",)),
    "a sparse file": ignored(
        lambda folder: os.truncate(_touched(folder / ".gitignore"), 8 << 30),
        said=(".gitignore",),
    ),
    "a megabyte": ignoring(b"x" * 1_000_000, said=(".gitignore",)),
    "a hundred thousand lines": ignoring("xyz\n" * 60_000, said=(".gitignore",)),
    "one long line": ignoring("x" * 200_000),
    "one long line of brackets": ignoring("[" * 200_000),
    "one long line of stars": ignoring("*" * 199_999 + "x"),
    "one long line of stars and letters": ignoring("*a" * 100_000),
    "one long line of folders": ignoring("**/" * 60_000 + "x"),
    "stars that explode": ignored(_long_names_and_stars),
    "folders that explode": Case(
        make=_deep_and_stars, at=(("a/" * 900 + "h.md", "invalid-field", 7),)
    ),
    "in every folder": ignored(_ignore_files_everywhere),
    "undecodable": ignoring(b"\xff\xfe*\n\x80\n"),
    "UTF-16": ignoring("*.md\n".encode("utf-16")),
    "NUL": ignoring("a\0b\n\0\n"),
    "an escape sequence": ignoring("\x1b[31m*a*a*a*a*a*a*x\n::error::*b*b*b*b*b*b\n"),
    "negations": ignoring("*.md\n!*.md\n"),
    "negations of nothing": ignoring("!\n!!\n!/\n"),
    "broken patterns": ignoring("[\n[z-a]\n[]\n[!]\n\\\na\\\n/\n//\n[[:nope:]]\n"),
    "a byte order mark": ignoring("\ufeff# nothing\n"),
    "CR LF": ignoring("x.md\r\n*.html\r\n"),
    "a path out of the tree": ignoring("../*\n/../../*\n../tree/h.md\n"),
    "a FIFO among what git excludes": ignored(
        each(lambda folder: (folder / ".git/info").mkdir(), fifo(".git/info/exclude")),
        said=("exclude",),
    ),
    "a .git that is a file": Case(
        files={".git": "gitdir: /dev/zero\n", ".gitignore": "x\n", "h.md": ODD},
        at=(("h.md", "invalid-field", 7),),
    ),
    "a .git that is a FIFO": Case(
        make=fifo(".git"), files={"h.md": ODD},
        at=(("h.md", "invalid-field", 7),),
    ),
    "everything": Case(
        files={".gitignore": "*\n", ".git/HEAD": ""}, status=2, neighbours=False,
        said=("no article found",),
    ),
}  # fmt: skip


def changing(action: str, rule: str | None = UNREADABLE, line: int | None = 1) -> Case:
    """What happens to h.md between its discovery and its being read, and once it was read."""
    at = (("h.md", rule, line),) if rule else ()
    return Case({"h.md": ODD, "spare.txt": ODD.replace("harbour", "spare")}, at, meddle=action)


CHANGES = {
    "gone before it is read": changing("1 remove"),
    "gone once it was read": changing("2 remove", "invalid-field", 7),
    "a FIFO before it is read": changing("1 fifo"),
    "a FIFO once it was read": changing("2 fifo", "invalid-field", 7),
    "a folder before it is read": changing("1 folder"),
    "a link out of the tree before it is read": changing("1 link"),
    "a link out of the tree once it was read": changing("2 link", "invalid-field", 7),
    "a folder that is a link out of the tree before it is read": Case(
        {
            "d/a.md": ODD,
            "d/h.md": ODD,
            "../other/d/h.md": f"---\ntitle: {SECRET}\nquality: x\n---\n",
        },
        (("d/h.md", UNREADABLE, 1), ("d/a.md", "invalid-field", 7)),
        meddle="1 swap",
    ),
    "8 GiB before it is read": changing("1 grow"),
    "8 GiB once it was read": changing("2 grow", "invalid-field", 7),
    "empty before it is read": changing("1 empty", "no-front-matter"),
    "empty once it was read": changing("2 empty", "invalid-field", 7),
    "random bytes once it was read": changing("2 noise", "invalid-field", 7),
}

CLASSES = {
    "special files": SPECIAL,
    "links": LINKS,
    "names": NAMES,
    "crowds": CROWDS,
    "ignore files": IGNORES,
    "changes": CHANGES,
}
