"""``newslint infer``: files and options in, a schema and a list of exceptions out."""

import json
from pathlib import Path
from typing import Any

import pytest

from newslint.cli import main


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def posts(number: int, fields: str = "kind: review\n") -> None:
    for i in range(number):
        write(
            f"posts/{i:03}.md",
            f"---\ntitle: Ferry {i}\ndate: 2024-05-{i % 28 + 1:02}\n{fields}---\n",
        )


def infer(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        status = main(["infer", *arguments])
    except SystemExit as error:
        status = int(error.code or 0)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def drafted(*arguments: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    status, out, _ = infer(*arguments, capsys=capsys)
    assert status == 0
    return dict(json.loads(out))


def test_front_matter_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    write("yaml.md", "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\n---\n")
    write("toml.md", '+++\ntitle = "B"\ndate = 2024-05-01T08:00:00Z\n+++\n')
    write("json.md", '{"title": "C", "date": "2024-05-01T08:00:00Z"}\n\nBody\n')
    schema = drafted(".", capsys=capsys)
    assert schema["required"] == ["title", "date"]
    assert schema["properties"]["date"] == {"type": "string", "format": "date-time"}


def test_check_accepts_the_collection_and_rejects_mistakes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    posts(20)
    assert infer("posts", "-o", "post.schema.json", capsys=capsys)[:2] == (0, "")
    select = ["--offline", "--no-cache", "--select", "fields", "--schema", "post.schema.json"]
    assert main(["check", *select, "posts"]) == 0
    write("posts/new.md", "---\ntitle: Ferry\ndate: May\nkind: reviews\ntag: a\n---\n")
    capsys.readouterr()
    assert main(["check", *select, "-f", "concise", "posts"]) == 1
    told = capsys.readouterr().out
    assert "date is 'May', not" in told
    assert "kind is 'reviews', did you mean 'review'?" in told
    assert "unknown field 'tag'" in told


def test_what_does_not_fit_is_listed_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    posts(100)
    write("posts/017.md", "---\ntitle: Ferry\ndate: 2024-05-01\n---\n")
    write("posts/018.md", "---\ntilte: Ferry\ndate: 2024-05-01\nkind: review\n---\n")
    status, out, err = infer("posts", "--coverage", "0.98", capsys=capsys)
    assert status == 0
    assert json.loads(out)["required"] == ["title", "date", "kind"]
    assert err.splitlines() == [
        "newslint: 2 files not described by the schema:",
        "  posts/017.md: missing field: kind",
        "  posts/018.md: missing field: title; unknown field 'tilte', did you mean 'title'?",
        "newslint: the schema describes 98 of 100 articles",
    ]


def test_files_without_front_matter_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    posts(3)
    write("posts/bare.md", "Once upon a time\n")
    write("posts/broken.md", "---\ntitle: [a\n---\n")
    write("posts/data.json", "[1]")
    _, _, err = infer("posts", capsys=capsys)
    assert "newslint: 2 files without readable front matter, left out:\n" in err
    assert "  posts/bare.md: the file has no front matter" in err
    assert "  posts/broken.md: the YAML cannot be read" in err
    assert "the schema describes 3 of 3 articles; left out: 1 data file\n" in err


def test_no_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no article found in '.'" in infer(capsys=capsys)[2]
    write("bare.md", "Once upon a time\n")
    status, out, err = infer("bare.md", capsys=capsys)
    assert (status, out) == (2, "")
    assert "bare.md: the file has no front matter" in err
    assert "no article has readable front matter" in err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere"], "there is no file or folder 'nowhere'"),
        (["--coverage", "1.5"], "'1.5' is not a share above 0 and up to 1, such as 0.98"),
        (["--coverage", "0"], "'0' is not a share above 0 and up to 1"),
        (["--coverage", "nan"], "'nan' is not a share above 0 and up to 1"),
        (["--coverage", "98%"], "'98%' is not a share above 0 and up to 1"),
        (["-o", "posts"], "'posts' is a folder"),
        (["-o", "no/post.schema.json"], "there is no folder 'no'"),
        (["-o", ""], "an output needs the name of a file"),
        (["posts/000.md", "-o", "posts/000.md"], "'posts/000.md' is an article"),
        (["-o", "posts/000.md"], "that newslint did not write"),
    ],
)
def test_wrong_usage(arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    posts(3)
    before = Path("posts/000.md").read_text()
    status, out, err = infer(*arguments, capsys=capsys)
    assert (status, out) == (2, "")
    assert why in err
    assert Path("posts/000.md").read_text() == before


def test_only_a_draft_that_nobody_has_changed_is_replaced(
    capsys: pytest.CaptureFixture[str],
) -> None:
    posts(3)
    output = ("posts", "-o", "post.schema.json")
    assert infer(*output, capsys=capsys)[0] == 0
    posts(20)
    assert infer(*output, capsys=capsys)[0] == 0
    draft = Path("post.schema.json")
    assert "from 20 articles" in draft.read_text()
    edited = draft.read_text().replace('"minLength": 1', '"minLength": 2')
    draft.write_text(edited)
    assert infer(*output, capsys=capsys)[0] == 2
    assert draft.read_text() == edited


def test_a_configuration_says_where_the_articles_are(capsys: pytest.CaptureFixture[str]) -> None:
    posts(3)
    write("pages/about.md", "---\nhero: a.png\n---\n")
    write("newslint.toml", 'roots = ["posts"]\n')
    assert "hero" not in drafted(capsys=capsys)["properties"]
    assert "hero" in drafted(".", capsys=capsys)["properties"]
