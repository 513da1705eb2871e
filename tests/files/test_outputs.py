"""What an output may replace: nothing, and what newslint wrote."""

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from newslint.cli import main
from newslint.errors import UsageError
from newslint.files.outputs import LOOKED_AT
from newslint.report import FORMATS
from newslint.report.own import outputs
from newslint.web.memory import Memory
from tests.articles import BAD, GOOD

RECORD = '{"newslint": "urls", "version": 1}\n'
PRECIOUS = "Ferry returns\n\nBy the harbour master.\n"
CHECK = ["--offline", "--no-cache"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tree").mkdir()
    monkeypatch.chdir(tmp_path / "tree")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    write("a.md", BAD)


def write(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())


def snapshot() -> dict[str, object]:
    """All that lies in the tree, with its content."""
    found: dict[str, object] = {}
    for path in sorted(Path().rglob("*")):
        if path.is_symlink():
            found[str(path)] = os.readlink(path)
        else:
            found[str(path)] = path.read_bytes() if path.is_file() else None
    return found


def refused(
    argv: Iterable[str], message: str, capsys: pytest.CaptureFixture[str], *, status: int = 2
) -> None:
    """The run ends before it has begun, and nothing is written."""
    before = snapshot()
    assert main([*argv]) == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert printed.err.startswith("newslint: error: ")
    assert len(printed.err.splitlines()) == 1
    assert snapshot() == before


def command_lines(path: str) -> list[list[str]]:
    """Command lines that write ``path``."""
    return [
        *([*CHECK, "-f", f"{name}={path}", "."] for name in FORMATS),
        ["urls", "--export", path],
    ]


FILES: dict[str, str | bytes] = {
    "b.md": GOOD,
    "note.txt": PRECIOUS,
    "page.html": "<!DOCTYPE html>\n<title>newslint</title>\n",
    "data.json": '{"name": "newslint", "version": 1}',
    "package-lock.json": '{"lockfileVersion": 3, "packages": {"newslint": {}}}',
    "poetry.lock": '[[package]]\nname = "newslint"\n',
    "pyproject.toml": '[project]\nname = "newslint"\n',
    "other.toml": "roots = ['news']\n",
    "schema.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema"}',
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0",
    "blank.txt": "\n",
    ".gitignore": "*.tmp\n",
    "tool.py": "print('newslint')\n",
    "junit.xml": '<?xml version="1.0"?>\n<testsuites name="pytest" tests="1"></testsuites>\n',
    "no-suffix": PRECIOUS,
}


@pytest.mark.parametrize("number", range(len(FORMATS) + 1))
@pytest.mark.parametrize("path", FILES)
def test_files_of_others(path: str, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    write(path, FILES[path])
    argv = command_lines(path)[number]
    refused(argv, f"'{path}' is a", capsys)
    refused(argv, "that newslint did not write: choose another file", capsys)


SPELLINGS = ["./b.md", "news/../b.md", "news//../b.md", "way/../../tree/b.md", "tree/b.md"]


@pytest.mark.parametrize("path", SPELLINGS)
@pytest.mark.parametrize("text", [GOOD, ""], ids=["text", "empty"])
def test_an_input_by_another_spelling(
    path: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an article that is named, be it empty."""
    write("b.md", text)
    Path("news/inner").mkdir(parents=True)
    Path("way").symlink_to("news/inner")
    Path("tree").symlink_to(".")
    if "way" in path:
        path = "way/../../b.md"
    refused([*CHECK, "-f", f"json={path}", "b.md"], f"'{path}' is an article", capsys)
    refused([*CHECK, "-f", "json=b.md", path], "'b.md' is an article", capsys)


def test_a_hard_link_of_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    os.link("a.md", "report")
    refused([*CHECK, "-f", "json=report", "a.md"], "'report' is an article", capsys)
    refused([*CHECK, "-f", "json=report", "."], "'report' is a file that newslint did not", capsys)


@pytest.mark.parametrize("target", ["a.md", "nowhere", "../outside", "old.json", ".", "/dev/null"])
@pytest.mark.parametrize("number", range(len(FORMATS) + 1))
def test_links(target: str, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    write("old.json", '{"version": 1}')
    write("../outside", PRECIOUS)
    Path("report").symlink_to(target)
    refused(command_lines("report")[number], "'report' is a link: name the file", capsys)
    assert Path("../outside").read_text() == PRECIOUS


@pytest.mark.parametrize("text", ["", "online = false\n"])
def test_the_configuration_in_force(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    what = "is the configuration of this run"
    for path in ("newslint.toml", "../tree/newslint.toml"):
        write("newslint.toml", text)
        refused([*CHECK, "-f", f"json={path}", "a.md"], f"'{path}' {what}", capsys)
        refused(["urls", "--export", path], f"'{path}' {what}", capsys)
    write("ci.toml", text)
    argv = [*CHECK, "--config", "ci.toml", "-f", "json=./ci.toml", "a.md"]
    refused(argv, f"'./ci.toml' {what}", capsys)
    own = Path(os.environ["XDG_CONFIG_HOME"], "newslint", "newslint.toml")
    write(str(own), text)
    refused([*CHECK, "-f", f"json={own}", "a.md"], what, capsys)


def test_files_that_the_run_reads_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Also those that newslint wrote, and empty ones."""
    write("u.json", RECORD)
    argv = [*CHECK, "--urls-from", "u.json", "a.md"]
    refused([*argv, "-f", "json=u.json"], "'u.json' is the record that --urls-from", capsys)
    os.link("u.json", "v.json")
    refused([*argv, "-f", "json=v.json"], "'v.json' is the record that --urls-from", capsys)
    write("s.json", "{}")
    argv = [*CHECK, "--schema", "s.json", "a.md"]
    refused([*argv, "-f", "json=s.json"], "'s.json' is a schema of this run", capsys)
    write("newslint.toml", "[schemas]\n'*' = 's.json'\n[schemas-by-type]\nvideo = 't.json'\n")
    write("t.json", "")
    for path in ("s.json", "t.json"):
        refused([*CHECK, "-f", f"json={path}", "a.md"], f"'{path}' is a schema", capsys)


@pytest.mark.parametrize("name", ["results.sqlite", "results.sqlite-wal", "urls.sqlite"])
@pytest.mark.parametrize("text", [None, "", "SQLite format 3\0"], ids=["none", "empty", "SQLite"])
def test_files_of_the_cache(
    name: str, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kept").mkdir()
    if text is not None:
        write(f"kept/{name}", text)
    message = f"'kept/{name}' is part of the cache"
    argv = ["--offline", "--cache-dir", "kept", "-f", f"json=kept/{name}", "a.md"]
    refused(argv, message, capsys)
    refused(["urls", "--cache-dir", "kept", "--export", f"kept/{name}"], message, capsys)


def test_a_report_beside_the_cache() -> None:
    Path("kept").mkdir()
    argv = ["--offline", "--cache-dir", "kept", "-f", "json=kept/r.json", "a.md"]
    assert main(argv) == 1
    assert Path("kept/r.json").exists()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("news", "'news' is a folder: name a file in it"),
        ("news/", "'news/' is a folder: name a file in it"),
        (".", "'.' is a folder"),
        ("no/such/r.json", "'no/such/r.json' cannot be written: there is no folder 'no/such'"),
        ("r.json/", "'r.json/' cannot be written: there is no folder 'r.json'"),
        ("a.md/r.json", "'a.md/r.json' cannot be written: there is no folder 'a.md'"),
        ("socket", "'socket' is a socket"),
    ],
)
def test_places_for_no_file(path: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("news").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    for argv in command_lines(path):
        refused(argv, message, capsys)


def test_a_disk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = os.stat

    def as_disk(path: str, *, follow_symlinks: bool = True) -> os.stat_result:
        status = seen(path, follow_symlinks=follow_symlinks)
        return os.stat_result((stat.S_IFBLK, *status[1:])) if path == "pipe" else status

    os.mkfifo("pipe")
    monkeypatch.setattr(os, "stat", as_disk)
    refused([*CHECK, "-f", "json=pipe", "a.md"], "'pipe' is a disk", capsys)


# What may be replaced


def _no_change(text: str) -> str:
    return text


CHANGES: dict[str, Callable[[str], str]] = {
    "as it was": _no_change,
    "cut": lambda text: text[: 2 * len(text) // 3],
    "with other line ends": lambda text: text.replace("\n", "\r\n"),
    "of another version": lambda text: text.replace("0.1.0", "0.0.7"),
    "empty": lambda text: "",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("new", FORMATS)
@pytest.mark.parametrize("old", [*FORMATS, "record"])
def test_an_earlier_output(
    old: str, new: str, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("report", RECORD + '{"url": "https://tarn-times.example/", "verdict": "alive"}\n')
    if old != "record":
        assert main([*CHECK, "-f", f"{old}=report", "a.md"]) == 1
    write("report", CHANGES[change](Path("report").read_text()))
    assert main([*CHECK, "-f", f"{new}=report", "a.md"]) == 1
    assert main([*CHECK, "-f", f"{new}", "a.md"]) == 1
    assert Path("report").read_text() == capsys.readouterr().out
    assert main(["urls", "--export", "report"]) == 0
    assert Path("report").read_text() == RECORD


@pytest.mark.parametrize("text", [GOOD, BAD], ids=["clean", "faulty"])
@pytest.mark.parametrize("options", [["--color", "always"], ["--color", "never"], ["-q"]], ids=str)
@pytest.mark.parametrize("name", ["text", "concise"])
def test_what_was_printed_into_a_file(name: str, options: list[str], text: str) -> None:
    write("a.md", text)
    argv = [sys.executable, "-m", "newslint", *CHECK, "-f", name, *options, "a.md"]
    with open("report.txt", "wb") as file:
        subprocess.run(argv, stdout=file, check=False)
    assert main([*CHECK, "-f", "json=report.txt", "."]) == int(text is BAD)
    assert json.loads(Path("report.txt").read_text())["summary"]["files"] == 1


def test_reports_longer_than_what_is_looked_at() -> None:
    lines = "".join(f"news/{i} of many.md:7:10: error invalid-field x\n" for i in range(40_000))
    blocks = "".join(
        f"news/{i} of many.md\n  7:10: error: x [invalid-field]\n\n" for i in range(40_000)
    )
    for text in (lines, blocks):
        assert len(text) > LOOKED_AT
        write("report", text)
        assert main([*CHECK, "-f", "json=report", "a.md"]) == 1


def test_an_earlier_report_is_not_an_article_under_any_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("news").mkdir()
    Path("way").symlink_to("news")
    for path in ("news/r.json", "way/r.json", "./news/../news/r.json"):
        argv = [*CHECK, "-f", f"json={path}", "-f", "concise", "."]
        assert main(argv) == 1
        assert {line.split(":")[0] for line in capsys.readouterr().out.splitlines()} == {"a.md"}
        assert main([*argv, "--show-files", "-q"]) == 0
        assert capsys.readouterr().out == "a.md\n"


def test_pipes_and_devices() -> None:
    assert main([*CHECK, "-f", "json=/dev/null", "-f", "junit=/dev/null", "a.md"]) == 1
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        argv = [sys.executable, "-m", "newslint", *CHECK, "-f", "json=pipe", "a.md"]
        for _ in range(100):  # until the reader is there
            if subprocess.run(argv, check=False, capture_output=True).returncode == 1:
                break
        out = reader.communicate(timeout=60)[0]
    assert json.loads(out)["summary"]["errors"] == 1


def run(*argv: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "newslint", *CHECK, *argv, "a.md"], text=True, **options
    )


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_name(path: str) -> None:
    assert run("-f", "concise", capture_output=True).stdout.startswith("a.md:7:10")
    assert run("-f", f"concise={path}", capture_output=True).stdout.startswith("a.md:7:10")
    done = run("-f", "text", "-f", f"concise={path}", capture_output=True)
    assert done.returncode == 2
    assert "two reports on standard output" in done.stderr
    with open("../out", "wb") as file:
        file.write(b"before\n")
        file.flush()
        done = run("-f", f"concise={path}", stdout=file, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert Path("../out").read_text().startswith("before\na.md:7:10")


# Two outputs


@pytest.mark.parametrize(
    ("first", "second"),
    [("r", "r"), ("r", "./r"), ("news/../r", "r"), ("way/r", "news/r"), ("tree/r", "r"),
     ("hard-r", "old-r"), ("pipe", "./pipe"), ("/dev/stdout", "/proc/self/fd/1")],
)  # fmt: skip
def test_two_outputs_in_one_place(
    first: str, second: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("news").mkdir()
    Path("way").symlink_to("news")
    Path("tree").symlink_to(".")
    write("old-r", "1 file: nothing wrong\n")
    os.link("old-r", "hard-r")
    os.mkfifo("pipe")
    before = set(os.listdir())
    assert main([*CHECK, "-f", f"json={first}", "-f", f"junit={second}", "a.md"]) == 2
    printed = capsys.readouterr()
    assert "two reports " in printed.err
    assert printed.out == ""
    assert set(os.listdir()) == before


def test_a_report_in_the_file_that_standard_output_goes_to() -> None:
    with open("r", "wb") as file:
        done = run("-f", "text", "-f", "json=r", stdout=file, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "two reports on standard output" in done.stderr


def test_names_that_the_file_system_takes_for_one() -> None:
    """Which shows when the second one is to be written."""
    made = outputs({})
    made.claim("r")
    made.claim("R")
    made.write("r", [RECORD])
    os.link("r", "R")
    with pytest.raises(UsageError, match="'R' holds another output of this run"):
        made.write("R", [RECORD])


# While the run goes on


def test_what_came_while_the_run_went_on() -> None:
    made = outputs({})
    made.claim("r")
    write("r", PRECIOUS)
    before = snapshot()
    with pytest.raises(UsageError, match="newslint did not write"):
        made.write("r", [RECORD])
    assert snapshot() == before


def test_a_file_created_while_the_output_is_written() -> None:
    made = outputs({})
    made.claim("r")
    before = snapshot()

    def parts() -> Iterable[str]:
        yield "half"
        write("r", PRECIOUS)

    with pytest.raises(UsageError, match="newslint did not write"):
        made.write("r", parts())
    assert snapshot() == {**before, "r": PRECIOUS.encode()}


def test_a_report_that_may_not_be_written_in_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are, and the exit status says so."""
    from newslint.report import text

    def meddling(*arguments: object) -> Iterable[str]:
        write("r.json", PRECIOUS)
        return ["shown\n"]

    monkeypatch.setattr(text, "render", meddling)
    argv = [*CHECK, "-f", "text", "-f", "json=r.json", "-f", "concise=r.txt", "a.md"]
    assert main(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == "shown\n"
    assert printed.err == (
        "newslint: error: 'r.json' is an article, or another file that newslint did not write: "
        "choose another file for the output, or remove it\n"
    )
    assert Path("r.json").read_text() == PRECIOUS
    assert Path("r.txt").read_text().startswith("a.md:7:10")


def test_urls_are_recorded_only_where_they_may(capsys: pytest.CaptureFixture[str]) -> None:
    memory = Memory("kept.sqlite")
    memory.close()
    refused(["urls", "a.md", "--export", "a.md"], "'a.md' is an article", capsys)
    assert main(["urls", "--export", "-"]) == 0
    assert capsys.readouterr().out == RECORD
    assert main(["urls", "--export", "new.jsonl"]) == 0
    assert Path("new.jsonl").read_text() == RECORD
