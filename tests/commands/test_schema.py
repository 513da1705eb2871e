"""``newslint schema``."""

import json

import pytest

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
