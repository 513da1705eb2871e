"""The reference of configuration keys: one source for the page, the schema and the defaults."""

import json
from pathlib import Path

import pytest

from newslint.cli import main
from newslint.config import read
from newslint.config.reference import keys, updated
from newslint.schema.load import shipped_text
from newslint.settings import Config

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == updated(page), "run: python -m newslint.config.reference docs/configuration.md"


def test_every_key_is_described() -> None:
    assert [key.name for key in keys() if not key.description.endswith(".")] == []
    assert len({key.name for key in keys()}) == len(keys())


def test_defaults_are_only_in_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert '"default":' not in shipped_text("config")
    assert main(["schema", "config"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["max-file-size"]["default"] == Config().max_file_size
    assert schema["$defs"]["urls"]["properties"]["timeout"]["default"] == 20
    assert schema["properties"]["fail-on"]["default"] == "error"
    assert schema["properties"]["cache"]["default"] is True


def test_a_configuration_with_all_defaults_is_the_empty_one() -> None:
    values: dict[str, object] = {}
    for key in keys():
        if key.default:
            *tables, name = key.name.split(".")
            holder = values
            for table in tables:
                holder = holder.setdefault(table, {})  # type: ignore[assignment]
            holder[name] = json.loads(key.default)
    assert read.of_values(values) == read.of_values({})
