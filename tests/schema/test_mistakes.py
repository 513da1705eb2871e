"""Probable mistakes in schema files, and where they are."""

import json
from pathlib import Path
from typing import Any

import pytest

from newslint.cli import main
from newslint.schema.load import parse, shipped, shipped_names
from newslint.schema.mistakes import notices

MISTAKES: dict[str, tuple[str, list[str]]] = {
    "a misspelt keyword": (
        '{"requierd": ["title"]}',
        ["1:2: unknown keyword 'requierd', did you mean 'required'?"],
    ),
    "beside the right one": (
        '{"properties": {}, "propertise": {}}',
        ["1:20: unknown keyword 'propertise', did you mean 'properties'?"],
    ),
    "in a part": (
        '{"allOf": [{"properties": {"a": {"tpye": "string"}}}]}',
        ["1:34: unknown keyword 'tpye', did you mean 'type'?"],
    ),
    "with other capitals": (
        '{"items": {"minlength": 3}}',
        ["1:12: unknown keyword 'minlength', did you mean 'minLength'?"],
    ),
    "a format": (
        '{"format": "datetime"}',
        ["1:12: unknown format 'datetime', which is not checked, did you mean 'date-time'?"],
    ),
    "a format by another name": (
        '{"format": "url"}',
        ["1:12: unknown format 'url', which is not checked, did you mean 'uri'?"],
    ),
    "a format like no other": (
        '{"format": "slug"}',
        ["1:12: unknown format 'slug', which is not checked"],
    ),
    "recommended fields": (
        '{"recommended": "title"}',
        ["1:17: 'recommended' is not a list of names"],
    ),
    "a keyword twice": (
        '{"minLength": 1, "minLength": 2}',
        ["1:18: keyword 'minLength' occurs twice; the last value is used"],
    ),
    "fields may have any name": ('{"properties": {"tpye": {}, "requierd": {}}}', []),
    "so may values": ('{"default": {"tpye": 1}, "enum": [{"formt": 1}], "const": {"tpye": 1}}', []),
    "annotations of others": (
        '{"x-tpye": 1, "markdownDescription": "", "nullable": true, "format": "int32",'
        ' "order": 1, "ui:widget": "hidden"}',
        [],
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_mistakes(what: str) -> None:
    text, expected = MISTAKES[what]
    assert notices(parse("own.json", text.encode())) == [f"own.json:{one}" for one in expected]


@pytest.mark.parametrize("name", shipped_names())
def test_the_shipped_schemas_have_none(name: str) -> None:
    assert notices(parse(name, json.dumps(shipped(name).schema).encode())) == []


def test_a_schema_full_of_them() -> None:
    schema = {"properties": {f"f{i}": {"tpye": "string"} for i in range(12)}}
    told = notices(parse("own.json", json.dumps(schema).encode()))
    assert len(told) == 11
    assert told[-1] == "own.json: 2 more"


REFUSED: dict[str, tuple[Any, str]] = {
    "an identifier that is no address": (
        {"$id": "http://[::1"},
        "1:9: $id is 'http://[::1', which is not an address",
    ),
    "an identifier in a part": (
        {"properties": {"a": {"$id": "a b %%"}}},
        "1:30: $id is 'a b %%', which is not an address",
    ),
    "an old dialect": (
        {"$schema": "http://json-schema.org/draft-03/schema#"},
        "1:13: $schema is 'http://json-schema.org/draft-03/schema#', which is no version",
    ),
    "a single name": ({"required": "title"}, "1:14: required is 'title', not a list"),
    "a number for a schema": (
        {"items": 5},
        "1:11: items is 5, not true or false or a mapping",
    ),
    "a limit below zero": ({"minLength": -1}, "1:15: minLength is -1, less than 0"),
    "a reference to nothing": ({"$ref": "#/nope"}, "1:10: $ref '#/nope' is not in this file"),
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("---\ntitle: A ferry\n---\n")


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_schema(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema, expected = REFUSED[what]
    Path("own.json").write_text(json.dumps(schema))
    assert main(["check", "--offline", "--isolated", "--schema", "own.json", "a.md"]) == 2
    assert capsys.readouterr().err.startswith(f"newslint: error: own.json:{expected}")


NAMES = {
    "https://site.example/s.json": "'https://site.example/s.json' is an address: schemas are only",
    "file:///s.json": "'file:///s.json' is an address: schemas are only read from files",
    "articel": "articel: the schema cannot be read: no such file or directory, did you mean",
    "": "--schema requires a file",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_schemas(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--offline", "--isolated", "--schema", name, "a.md"]) == 2
    assert capsys.readouterr().err.startswith(f"newslint: error: {NAMES[name]}")


def test_a_run_tells_of_mistakes_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.json").write_text('{"requierd": ["title"]}')
    Path("b.md").write_text("---\ntitle: A ferry\n---\n")
    assert main(["check", "--offline", "--isolated", "--schema", "own.json", "."]) == 0
    notice = "newslint: own.json:1:2: unknown keyword 'requierd', did you mean 'required'?"
    assert capsys.readouterr().err.splitlines().count(notice) == 1


def test_the_field_that_names_the_schema_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.json").write_text('{"additionalProperties": false, "properties": {"title": {}}}')
    Path("a.md").write_text("---\n$schema: own.json\ntitle: A ferry\n---\n")
    main(["check", "--offline", "--isolated", "--select", "fields", "-f", "concise", "a.md"])
    assert "unknown" not in capsys.readouterr().out
