"""What Python programs use."""

from pathlib import Path
from typing import Any

import pytest

import newslint
from newslint import Config, Severity, lint
from newslint.errors import NewslintError
from tests.articles import BAD, GOOD


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.md").write_text(GOOD)
    (tmp_path / "news/b.md").write_text(BAD.replace("ferry", "pier").replace("Ferry", "Pier"))
    return tmp_path


def test_everything_that_is_promised_is_there() -> None:
    for name in newslint.__all__:
        assert getattr(newslint, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'lnit'"):
        _ = newslint.lnit


@pytest.mark.parametrize(
    "paths",
    ["news", Path("news"), ["news"], [Path("news")], ("news/b.md",)],
    ids=repr,
)
def test_paths(paths: Any) -> None:
    (finding,) = lint(paths, Config(online=False, select=("fields",))).findings
    assert (finding.path, finding.line, finding.column) == ("news/b.md", 7, 10)
    assert (finding.rule, finding.severity) == ("invalid-field", Severity.ERROR)


def test_without_a_configuration_the_defaults_hold(folder: Path) -> None:
    (folder / "newslint.toml").write_text('ignore = ["fields"]\n')
    assert len(lint(["news/b.md"]).findings) == 1


@pytest.mark.parametrize("path", [str, Path])
def test_a_configuration_file(path: Any, folder: Path) -> None:
    (folder / "ours.toml").write_text('ignore = ["fields"]\nonline = false\n')
    assert lint(["news"], path("ours.toml")).findings == ()


def test_a_configuration_as_keys_and_values() -> None:
    values = {"online": False, "roots": (Path("news"),), "rules": {"invalid-field": {}}}
    assert len(lint(["news"], values).findings) == 1
    assert lint(["news"], {**values, "ignore": ["invalid-field"]}).findings == ()


@pytest.mark.parametrize(
    ("paths", "config", "message"),
    [
        (["nowhere"], None, "there is no file or folder 'nowhere'"),
        (["news"], "nowhere.toml", "nowhere.toml: the configuration cannot be read"),
        (["news"], {"onlin": True}, "config: unknown key 'onlin', did you mean 'online'?"),
        (["news"], {"select": ["feilds"]}, "config: there is no rule or family 'feilds'"),
    ],
)
def test_what_cannot_be_followed_is_an_error(paths: Any, config: Any, message: str) -> None:
    with pytest.raises(NewslintError) as raised:
        lint(paths, config)
    assert str(raised.value).startswith(message)
