"""newslint init: a configuration that fits what is there."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newslint.cli import main

FERRY = "The first boat of the winter left the pier at eight. " * 4


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file: str, text: str = "") -> None:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def post(file: str, *fields: str) -> None:
    write(file, "\n".join(["---", f"title: Ferry {file}", *fields, "---", FERRY]) + "\n")


def test_hexo_without_opening_fences(capsys: pytest.CaptureFixture[str]) -> None:
    write("_config.yml", "url: https://harbour.news\n")
    write("package.json", '{"dependencies": {"hexo": "7"}}')
    write("scaffolds/post.md", "title: {{ title }}\n---\n")
    for day in range(10, 20):
        text = f"title: Ferry {day}\ndate: 2024-05-{day} 10:20:30\ncategories:\n- [a, b]\n---\n"
        write(f"source/_posts/{day}.md", ("" if day % 2 else "---\n") + text + FERRY * day)
    config, printed = init(capsys)
    assert (config["preset"], config["roots"]) == ("hexo", ["source/_posts"])
    assert config["defaults"] == {"provider": "harbour.news"}
    assert "published: `date` in 100 % of 10 articles" in printed
    assert main(["check", "--ignore", "duplicates"]) == 0
    assert "10 files: nothing wrong" in capsys.readouterr().out


def test_newsletters_with_header_lines(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 20):
        head = f"From: The Desk\nDate: Fri, {day} May 2024 08:00:00 +0000\nSubject: Ferry {day}\n"
        write(f"archive/2024/{day}.txt", f"{head}\n{FERRY}")
    config, printed = init(capsys)
    assert config["roots"] == ["archive/2024"]
    assert "title: `subject` in 100 % of 10 articles" in printed
    assert "authors: `from` in 100 % of 10 articles" in printed


def test_articles_below_public(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 20):
        post(f"public/ferry-{day}/index.md", f"date: '2024-05-{day}'")
    write("public/ferry-10/index.html", "---\ntitle: made of the article\n---\n")
    config, _ = init(capsys)
    assert config["roots"] == ["public"]
    assert main(["check", "--show-files", "-q"]) == 0
    assert "html" not in capsys.readouterr().out


def test_notes_without_front_matter(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 20):
        post(f"notes/{day}.md", f"created: 2024-05-{day}T10:00")
        write(f"notes/bare {day}.md", f"# Ferry {day}\n{FERRY}")
    config, _ = init(capsys)
    assert config["ignore"] == ["no-front-matter"]
    assert main(["check", "-f", "concise", "--ignore", "duplicates"]) == 0
    assert "note naive-date" in capsys.readouterr().out


def test_a_few_posts_without_front_matter_stay_findings(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 30):
        post(f"notes/{day}.md", f"title: Ferry {day}\ncreated: 2024-05-{day}T10:00")
    for number in range(3):
        write(f"notes/bare {number}.md", f"# Ferry {number}\n{FERRY}")
    config, _ = init(capsys)
    assert "ignore" not in config


def test_files_that_are_not_articles_are_excluded(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 16):
        post(f"{day}.md", f"date: 2024-05-{day}")
    write("package.json", "{}")
    write("README.md", "# Ferries")
    for number in range(6):
        write(f"data{number}.yml", "ports: 2")
    config, _ = init(capsys)
    assert config["roots"] == ["."]
    assert config["exclude"] == ["/package.json", "/README.md", "**/*.yml"]
    assert main(["check", "--select", "file"]) == 0


def init(capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], str]:
    """The configuration that is written, and what is printed."""
    assert main(["init"]) == 0
    return tomllib.loads(Path("newslint.toml").read_text()), capsys.readouterr().out


def test_a_site_of_jekyll(capsys: pytest.CaptureFixture[str]) -> None:
    write("_config.yml", "url: https://harbour.news\ntitle: The Harbour\n")
    write("_layouts/post.html", "---\nlayout: base\n---\n{{ content }}\n")
    for day in range(10, 20):
        post(f"_posts/2024-05-{day}-ferry.md", "layout: post", "description: Back again.")
    config, said = init(capsys)
    assert config == {
        "preset": "jekyll",
        "roots": ["_posts"],
        "online": False,
        "defaults": {"provider": "harbour.news"},
    }
    assert "generator: Jekyll (_config.yml)\narticles: 10 below _posts\n" in said
    assert "published: the file name in 100 % of 10 articles\n" in said
    assert "summary: `description` in 100 % of 10 articles\n" in said
    assert main(["check", "--no-cache", "--select", "file,fields,dates,text"]) == 0


def test_fields_with_names_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 20):
        post(f"stories/{day}.md", f"went_live: 2024-05-{day}", "standfirst: Back again.")
    config, said = init(capsys)
    assert config["preset"] == "generic"
    assert config["roots"] == ["stories"]
    assert config["roles"]["published"][0] == "went_live"
    assert "standfirst" in config["roles"]["summary"]
    assert "published: `went_live` in 100 % of 10 articles" in said


def test_pages_without_a_date_are_no_articles(capsys: pytest.CaptureFixture[str]) -> None:
    write("hugo.toml", "baseURL = 'https://example.org/'\n")
    for day in range(10, 20):
        post(f"content/posts/{day}.md", f"date: 2024-05-{day}")
        post(f"content/docs/{day}.md", "weight: 1")
    config, said = init(capsys)
    assert config["roots"] == ["content/posts"]
    assert "defaults" not in config, "example.org is nobody's address"
    assert "left out: 10 files without a date in content/docs\n" in said


def test_pages_below_articles_are_excluded(capsys: pytest.CaptureFixture[str]) -> None:
    write("hugo.toml")
    for day in range(10, 20):
        post(f"content/{day}.md", f"date: 2024-05-{day}")
        post(f"content/about/{day}.md")
    config, _ = init(capsys)
    assert config["roots"] == ["content"]
    assert config["exclude"] == ["content/about/**"]


def news(file: str) -> None:
    post(
        file,
        "publishedDateTime: 2024-05-01T08:00:00Z",
        f"webUrl: https://harbour.example/{file}",
        "provider: {name: Harbour, domain: harbour.example}",
    )


def test_news_keep_their_vocabulary_whatever_builds_the_site(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("_config.yml")
    for number in range(9):
        news(f"_posts/2024-05-01-{number}.md")
    config, said = init(capsys)
    assert config["preset"] == "article"
    assert "preset: article, because the fields are those of news articles\n" in said


def test_news_in_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    write("_config.yml")
    for number in range(9):
        news(f"_posts/wire/2024-05-01-{number}.md")
        post(f"_posts/blog/2024-05-01-{number}.md")
    config, _ = init(capsys)
    assert config["preset"] == "jekyll"
    assert config["overrides"] == [{"files": ["_posts/wire/**"], "preset": "article"}]


def test_fields_that_are_no_slips(capsys: pytest.CaptureFixture[str]) -> None:
    write("_config.yml")
    for day in range(10, 20):
        post(f"_posts/2024-05-{day}-ferry.md", "Layout: post", "permalinks: x" * (day == 10))
    config, _ = init(capsys)
    assert config["known-fields"] == ["Layout"]


def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    post("a.md")
    write("newslint.toml", "online = false\n")
    assert main(["init"]) == 2
    assert "newslint.toml exists already" in capsys.readouterr().err
    assert Path("newslint.toml").read_text() == "online = false\n"
    Path("newslint.toml").unlink()
    write("pyproject.toml", "[tool.newslint]\n")
    assert main(["init"]) == 2
    assert "[tool.newslint]" in capsys.readouterr().err
    assert not Path("newslint.toml").exists()


def test_no_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 2
    assert "there are no articles here" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_hostile_names_stay_data(capsys: pytest.CaptureFixture[str]) -> None:
    write("_config.yml", 'url: "https://a.news"\n')
    post('_posts/x"]\nonline = true #/2024-05-01-a.md')
    for day in range(10, 20):
        post(f"_posts/2024-05-{day}-ferry.md", '"a\\"]\\nonline = true": 1')
    config, _ = init(capsys)
    assert config["online"] is False


@pytest.mark.parametrize("name", ["[id", "[slug]", "{id}", "a{b,c", "*", "x?", "!x", "#x"])
def test_folders_with_special_characters_are_written_as_globs_that_match(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in range(10, 20):
        post(f"posts/2024-05-{day}.md", f"date: 2024-05-{day}")
        post(f"posts/{name}/{day}.md")
    init(capsys)
    assert main(["check", "--no-cache", "--show-files"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 10


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_folder_whose_name_is_not_unicode(capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(10, 20):
        write(f"p\udcff/{day}.md", f"---\ntitle: Ferry\ndate: 2024-05-{day}\n---\n")
    assert main(["init"]) == 2
    assert "is not valid Unicode" in capsys.readouterr().err
    assert [path for path in Path().iterdir() if path.is_file()] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [("# see [tool.newslint]\n", 0), ("[ tool . newslint ]\n", 2), ("[tool.other]\n", 0), ("[", 0)],
)
def test_a_table_in_pyproject(text: str, status: int) -> None:
    post("a.md", "date: 2024-05-01")
    write("pyproject.toml", text)
    assert main(["init"]) == status


def test_a_pipe_for_a_pyproject_does_not_hang(capsys: pytest.CaptureFixture[str]) -> None:
    post("a.md", "date: 2024-05-01")
    os.mkfifo("pyproject.toml")
    assert main(["init"]) == 0
