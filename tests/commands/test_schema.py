"""``newslint schema``."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newslint.cli import main


@pytest.mark.parametrize(
    ("arguments", "title"),
    [([], "News article"), (["article"], "News article"), (["config"], "newslint configuration")],
)
def test_prints_a_schema(
    arguments: list[str], title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == title


@pytest.mark.parametrize(
    ("name", "guess"), [("artcle", "did you mean 'article'?"), ("zzz", "article, astro, config")]
)
def test_an_unknown_name(name: str, guess: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"there is no schema '{name}'" in captured.err
    assert guess in captured.err


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    Path("newslint.toml").write_text(
        'preset = "hugo"\n[schemas]\n"posts/" = "post.json"\n'
        '[[overrides]]\nfiles = ["opinion/"]\nfields.author.required = true\n'
    )
    Path("post.json").write_text('{"$ref": "newslint:hugo", "required": ["deck"]}')
    for name in ("posts/a.md", "opinion/b.md", "c.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("---\ntitle: a\n---\n")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("posts/a.md", {"title": "a", "deck": "b"}),
        ("opinion/b.md", {"title": "a", "author": "Ann"}),
        ("c.md", {"title": "a"}),
    ],
)
def test_the_effective_schema_is_plain(
    site: Path, path: str, data: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--effective", path]) == 0
    schema = json.loads(capsys.readouterr().out)
    validator = Draft202012Validator(schema)
    validator.check_schema(schema)
    assert validator.is_valid(data)
    assert validator.is_valid({"title": "a"}) == (path == "c.md")
    assert not validator.is_valid({**data, "date": []})


def test_an_absolute_path(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for path in ("posts/a.md", str(site / "posts/a.md"), "./posts/../posts/a.md"):
        assert main(["schema", "--effective", path]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] == printed[2]


def test_fields_that_the_site_supplies_are_not_required(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("_config.yml").write_text("defaults:\n- scope: {path: ''}\n  values: {author: Ann}\n")
    Path("_posts").mkdir()
    Path("_posts/2024-01-01-a.md").write_text("---\ntitle: a\n---\n")
    Path("newslint.toml").write_text('preset = "jekyll"\nfields.author.required = true\n')
    assert main(["schema", "--effective", "_posts/2024-01-01-a.md"]) == 0
    assert "author" not in json.loads(capsys.readouterr().out).get("required", [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--effective", "none.md"], "'none.md' does not exist"),
        (["--effective", "posts"], "'posts' is a folder, not an article"),
        (["article", "--effective", "c.md"], "'article' is one argument too many"),
    ],
)
def test_no_effective_schema(
    site: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", *arguments]) == 2
    assert message in capsys.readouterr().err
