"""newslint urls: the text and JSON views of the URL cache, and the recorded file."""

import json
import os
import time
from pathlib import Path

import pytest

from newslint.cli import main
from newslint.web.memory import FILE_NAME, Memory
from newslint.web.remembered import DAY, Remembered
from newslint.web.verdict import Kind, Verdict

NOW = time.time()


def entry(verdict: Verdict, asked: float, since: float | None = None, runs: int = 0) -> Remembered:
    """An entry; ``asked`` and ``since`` are days ago."""
    failing = None if since is None else NOW - since * DAY
    return Remembered(verdict, 1, NOW - asked * DAY, 0.0, None, failing, runs)


MEMORY = {
    "https://a.com/1": entry(Verdict(Kind.ALIVE, media="html"), 1),
    "https://a.com/2": entry(Verdict(Kind.DEAD, "404, not found"), 2, since=9, runs=4),
    "https://a.com/3": entry(Verdict(Kind.MOVED, location="https://b.com/3"), 9),
    "https://b.com/4": entry(Verdict(Kind.UNVERIFIED, "503, service unavailable"), 0, 3, 2),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def filled(folder: Path) -> str:
    memory = Memory(str(folder / "memory" / FILE_NAME))
    memory.store(MEMORY)
    memory.close()
    return str(folder / "memory")


def test_an_empty_memory(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["urls"]) == 0
    assert "The URL cache" in capsys.readouterr().out


def test_text(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["urls", "--cache-dir", filled]) == 0
    out = capsys.readouterr().out
    since = time.strftime("%Y-%m-%d", time.gmtime(NOW - 9 * DAY))
    assert out.startswith("4 URLs: 1 alive, 1 moved, 1 dead, 1 unverified\n")
    assert f"dead (1)\n  https://a.com/2\n    404, not found; 4 runs since {since}\n" in out
    assert "unverified (1)\n  https://b.com/4\n" in out
    assert "   9.0 days  https://a.com/3\n" in out
    hosts = out.split("dead  unverified\n")[1].splitlines()
    assert [line.split() for line in hosts[:2]] == [
        ["a.com", "3", "1", "0"],
        ["b.com", "1", "0", "1"],
    ]


def test_json(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["urls", "--cache-dir", filled, "-f", "json"]) == 0
    urls = json.loads(capsys.readouterr().out)["urls"]
    assert [entry["url"] for entry in urls] == sorted(MEMORY)
    assert urls[1]["failing_runs"] == 4
    assert urls[2]["location"] == "https://b.com/3"


def test_export_and_replay(filled: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        assert main(["urls", "--cache-dir", filled, "--export", name]) == 0
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()
    (folder / "a.md").write_text("---\nwebUrl: https://a.com/2\n---\n")
    capsys.readouterr()
    options = ["--select", "dead-url", "--isolated", "-f", "concise", "--cache-dir", filled]
    assert main(["check", "a.md", "--urls-from", "one.jsonl", *options]) == 1
    assert "a.md:2:9: error dead-url" in capsys.readouterr().out


def test_only_what_articles_name(
    filled: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text("---\nwebUrl: https://A.com/1#top\n---\n[b](https://b.com/4)\n")
    assert main(["urls", "a.md", "--cache-dir", filled, "--export", "-"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [json.loads(line)["url"] for line in lines] == ["https://a.com/1", "https://b.com/4"]


def test_a_record_that_cannot_be_written(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["urls", "--cache-dir", filled, "--export", "no/such/folder/urls.jsonl"]) == 2
    assert "cannot be written: there is no folder 'no/such/folder'" in capsys.readouterr().err
    assert main(["urls", "--cache-dir", filled, "--export", "/dev/full"]) == 2
    assert "/dev/full cannot be written: No space left" in capsys.readouterr().err


def test_a_memory_that_cannot_be_read_takes_the_place_of_no_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "memory" / FILE_NAME).mkdir(parents=True)
    old = '{"newslint": "urls", "version": 1}\n'
    (folder / "urls.jsonl").write_text(old)
    assert main(["urls", "--cache-dir", "memory", "--export", "urls.jsonl"]) == 2
    assert (folder / "urls.jsonl").read_text() == old
    assert "the URL cache cannot be used" in capsys.readouterr().err


def test_a_path_that_is_not_there(filled: str) -> None:
    assert main(["urls", "nowhere.md", "--cache-dir", filled]) == 2


def test_a_damaged_memory_is_left_to_the_next_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = b"SQLite format 3\0" + bytes(52) + b"nlur" + b"rubbish" * 500
    (folder / FILE_NAME).write_bytes(damaged)
    assert main(["urls", "--cache-dir", str(folder)]) == 2
    assert f"{folder / FILE_NAME}: the URL cache cannot be used: it is damaged" in (
        capsys.readouterr().err
    )
    assert (folder / FILE_NAME).read_bytes() == damaged


def test_a_damaged_file_of_somebody_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = b"SQLite format 3\0" + b"rubbish" * 500
    (folder / "foreign").mkdir()
    (folder / "foreign" / FILE_NAME).write_bytes(damaged)
    assert main(["urls", "--cache-dir", str(folder / "foreign")]) == 2
    told = capsys.readouterr().err
    assert "it is not a file of newslint" in told
    assert "rebuilds" not in told
    assert [path.name for path in (folder / "foreign").iterdir()] == [FILE_NAME]


def test_what_is_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / FILE_NAME)
    assert main(["urls", "--cache-dir", str(folder)]) == 2
    assert "the URL cache cannot be used: it is not a file" in capsys.readouterr().err


def test_no_files_are_left_beside_the_memory(filled: str) -> None:
    before = sorted(os.listdir(filled))
    assert main(["urls", "--cache-dir", filled]) == 0
    assert sorted(os.listdir(filled)) == before


ARTICLES = {
    "a.md": "---\nimages:\n  - url: https://a.com/1\n---\n[b](https://b.com/4)\n",
    "b.md": "---\nwebUrl: https://a.com/3\n---\n[b](https://b.com/4) [c](https://c.com/)\n",
}


def _with_articles(folder: Path) -> None:
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)


def test_articles_and_verdicts_are_shown_as_a_run_counts_them(
    filled: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_articles(folder)
    assert main(["urls", "a.md", "b.md", "--cache-dir", filled]) == 0
    out = capsys.readouterr().out
    assert out.startswith("4 URLs: 1 moved, 1 dead, 1 unverified, 1 unchecked\n")
    assert "dead (1)\n  https://a.com/1\n    it is a web page, not an image\n    in a.md\n" in out
    assert "moved (1)\n  https://a.com/3\n    to https://b.com/3\n    in b.md\n" in out
    assert "    in a.md, b.md\n" in out
    assert "unchecked (1)\n  https://c.com/\n    it was not checked\n    in b.md\n" in out
    main(["urls", "--cache-dir", filled, "--export", "record.jsonl"])
    main(["check", "a.md", "b.md", "--urls-from", "record.jsonl", "-f", "json", "--isolated"])
    counts = json.loads(capsys.readouterr().out)["summary"]["urls"]
    assert counts == {
        "distinct": 4, "alive": 0, "dead": 1, "moved": 1, "unverified": 1, "unchecked": 1
    }  # fmt: skip


def test_json_names_the_articles(
    filled: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_articles(folder)
    assert main(["urls", "a.md", "b.md", "--cache-dir", filled, "-f", "json"]) == 0
    urls = {entry["url"]: entry for entry in json.loads(capsys.readouterr().out)["urls"]}
    assert urls["https://b.com/4"]["articles"] == ["a.md", "b.md"]
    assert urls["https://c.com/"]["verdict"] == "unchecked"
    assert urls["https://c.com/"]["asked"] is None


def test_a_page_that_was_checked_as_an_image_is_dead(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = entry(Verdict(Kind.ALIVE, media="html"), 1)
    memory = Memory(str(folder / FILE_NAME))
    memory.store({"https://a.com/page": page, "https://a.com/image": page._replace(checks=2)})
    memory.close()
    assert main(["urls", "--cache-dir", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("2 URLs: 1 alive, 1 dead\n")


def test_a_record_is_shown_instead_of_the_cache(
    filled: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_articles(folder)
    record = '{"newslint": "urls", "version": 1}\n{"url": "https://b.com/4", "verdict": "alive"}\n'
    (folder / "record.jsonl").write_text(record)
    assert main(["urls", "a.md", "b.md", "--cache-dir", filled, "--urls-from", "record.jsonl"]) == 0
    assert capsys.readouterr().out.startswith("4 URLs: 1 alive, 3 unchecked\n")


def test_a_row_that_is_no_url_is_no_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = time.time()
    memory = Memory(str(folder / FILE_NAME))
    memory.store({"odd": Remembered(Verdict(Kind.DEAD, "gone"), 1, now, 0.0)})
    memory.close()
    assert main(["urls", "--cache-dir", str(folder)]) == 0
    assert "odd" in capsys.readouterr().out
