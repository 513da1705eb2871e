"""The configuration written down."""

import tomllib
from pathlib import Path

import pytest

from newslint.config.read import load
from newslint.config.show import as_toml
from newslint.finding import Severity
from newslint.settings import Config, Urls
from newslint.toml import toml
from tests.config.test_read import FULL, write


def test_what_is_shown_is_a_configuration_that_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    write("{}", "schemas/old.json")
    write(FULL)
    before = load(trust=True)
    write(as_toml(before))
    assert load(trust=True) == before._replace(cache_dir="././.cache")


def test_every_setting_is_shown() -> None:
    text = as_toml(Config())
    assert tomllib.loads(text)["urls"]["timeout"] == 20
    for name in ("roots", "online", "fail-on", "cache-dir", "user-agent", "remember"):
        assert name in text


def test_secrets_are_not_shown() -> None:
    config = Config(urls=Urls(headers={"a.example": {"Authorization": "Bearer s3cret"}}))
    assert "s3cret" not in as_toml(config)
    assert "Authorization" in as_toml(config)


def test_odd_names_and_texts_are_quoted() -> None:
    config = Config(
        topics=('a"b', "c\x1b"),
        fail_on=None,
        schemas={"**/*.md": "a b.json", "headers": "article"},
        rules={"missing-field": {"severity": Severity.NOTE}},
    )
    made = tomllib.loads(as_toml(config))
    assert made["topics"] == ['a"b', "c\x1b"]
    assert made["fail-on"] == "never"
    assert made["schemas"] == {"**/*.md": "a b.json", "headers": "article"}
    assert made["rules"] == {"missing-field": {"severity": "note"}}


def test_text_is_written_as_toml_reads_it() -> None:
    text = "".join(map(chr, [*range(0x100), 0x2028, 0xFEFF]))
    assert tomllib.loads(f"text = {toml(text)}") == {"text": text}
