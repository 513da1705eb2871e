"""Reading schemas, those of strangers included."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from newslint.errors import SchemaError
from newslint.schema import load
from newslint.schema.compile import Schema


@pytest.fixture(autouse=True)
def working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", load.shipped_names())
def test_shipped_schemas_are_schemas(name: str) -> None:
    from jsonschema import Draft202012Validator

    schema = load.shipped(name).schema
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", load.shipped_names())
def test_shipped_schemas_pass_the_checks_of_untrusted_ones(name: str) -> None:
    document = load.parse(name, load.shipped_text(name).encode())
    assert document.depth == load.DATA_DEPTH
    Schema(document)


def test_every_field_of_an_article_is_described() -> None:
    story = load.shipped("article").schema["$defs"]["story"]
    for name, field in story["properties"].items():
        assert "description" in field or "$ref" in field, name


@pytest.mark.parametrize(
    "reference", ["article", "article.schema.json", "urn:newslint:schemas:article"]
)
def test_names_of_a_shipped_schema(reference: str) -> None:
    assert load.shipped_name(reference) == "article"


def test_no_name_of_a_shipped_schema() -> None:
    assert load.shipped_name("artcle") is None


def doubled(levels: int) -> dict[str, Any]:
    """A schema that stands for 2 ** ``levels`` of them."""
    defs: dict[str, Any] = {
        f"a{i}": {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 2} for i in range(levels)
    }
    return {"$ref": "#/$defs/a0", "$defs": {**defs, f"a{levels}": {"type": "object"}}}


def chain(links: int) -> dict[str, Any]:
    defs: dict[str, Any] = {f"a{i}": {"$ref": f"#/$defs/a{i + 1}"} for i in range(links)}
    return {"$ref": "#/$defs/a0", "$defs": {**defs, f"a{links}": True}}


def thicket(nodes: int) -> dict[str, Any]:
    """Schemas each of which refers to fifty others."""
    defs = {
        f"a{i}": {
            "properties": {f"k{j}": {"$ref": f"#/$defs/a{(i * 7 + j) % nodes}"} for j in range(50)}
        }
        for i in range(nodes)
    }
    return {"$ref": "#/$defs/a0", "$defs": defs}


REFUSED = {
    "not JSON": (b"{", "x.json:1:2: the schema is not JSON"),
    "not UTF-8": (b"\xff", "x.json: the schema is not UTF-8"),
    "no mapping": (b"[]", "a schema is a mapping, not a list"),
    "deep": (b"[" * 100_000, "nested more than 200 deep"),
    "deep mappings": (b'{"not":' * 300 + b"{}" + b"}" * 300, "nested more than 200 deep"),
    "not a number": (b'{"enum": [1, NaN]}', "x.json:1:14: infinity and NaN are no values of JSON"),
    "a huge number": (b'{"minimum": ' + b"9" * 10_000 + b"}", "the schema is not JSON"),
    "http": (
        b'{"$ref": "http://127.0.0.1:1/x"}',
        "$ref 'http://127.0.0.1:1/x' is an address; newslint only reads files",
    ),
    "https": (b'{"items": {"$ref": "https://a.example/x#/y"}}', "is an address"),
    "a file": (b'{"$ref": "file:///etc/hostname"}', "is an address"),
    "a path": (b'{"$ref": "../other.json"}', "is outside of the folder of the configuration"),
    "no file": (b'{"$ref": "other.json"}', "x.json:1:10: $ref 'other.json' names no file"),
    "relative to an address": (
        b'{"$id": "https://a.example/x.json", "$ref": "y.json"}',
        "names no file",
    ),
    "nowhere": (b'{"$ref": "#/$defs/none"}', "$ref '#/$defs/none' is not in this file"),
    "no such anchor": (b'{"$ref": "#none"}', "is not in this file"),
    "a foreign dialect": (
        b'{"$schema": "https://a.example/dialect"}',
        "x.json:1:13: $schema is 'https://a.example/dialect', which is no version of JSON Schema",
    ),
    "itself": (b'{"$ref": "#"}', "follow each other without end"),
    "in a circle": (
        b'{"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}}',
        "follow each other without end",
    ),
    "doubling": (json.dumps(doubled(60)).encode(), "too large to be followed"),
    "a thicket": (json.dumps(thicket(200)).encode(), "too large to be followed"),
    "a long chain": (json.dumps(chain(5_000)).encode(), "follow each other without end"),
    "an unknown type": (
        b'{"properties": {"a": {"type": "txt"}}}',
        "x.json:1:31: properties.a.type is 'txt', not 'array', 'boolean'",
    ),
    "no pattern": (b'{"properties": {"a": {"pattern": "("}}}', "'(' is not a pattern"),
    "a long pattern": (json.dumps({"pattern": "a" * 2000}).encode(), "longer than 1000 characters"),
    "a huge pattern": (b'{"pattern": "(((a{100}){100}){100}){100}"}', "is not a pattern"),
    "an $id that is no address": (
        b'{"$id": "http://[::1", "$ref": "x", "$defs": {"a": {"$id": "y"}}}',
        "names no file",
    ),
    "unevaluated again and again": (
        b'{"allOf": [' * 90 + b"true" + b'], "unevaluatedItems": false}' * 90,
        "too large to be followed",
    ),
}


PATTERNS = {
    "a pattern": ('{\n "properties": {"é": {"pattern":  "(?=a)"}}}', "2:35"),
    "after others": (
        '{"allOf": [{"pattern": "a"},\n{"pattern": "a"}, {"pattern": "(?=a)"}]}',
        "2:31",
    ),
    "the first of two": ('{"not": {"pattern": "(?=a)"},\n"if": {"pattern": "(?=a)"}}', "1:21"),
    "a name": ('{"patternProperties": {"a": {}, "(?=a)": {}}}', "1:33"),
    "for names": ('{"propertyNames": {"pattern": "(?=a)"}}', "1:31"),
    "in definitions": ('{"$defs": {"x": {"pattern": "(?=a)"}}}', "1:29"),
    "in each branch": ('{"if": true, "then": {"anyOf": [{"not": {"pattern": "(?=a)"}}]}}', "1:53"),
    "for what is unevaluated": ('{"unevaluatedProperties": {"pattern": "(?=a)"}}', "1:39"),
    "in draft 4": (
        '{"$schema": "http://json-schema.org/draft-04/schema#",\n'
        '"definitions": {"x": {"pattern": "(?=a)"}}}',
        "2:34",
    ),
    "a name twice": ('{"pattern": "a", "pattern": "(?=a)"}', "1:29"),
    "behind a byte order mark": ('\ufeff{"pattern": "(?=a)"}', "1:13"),
    "with escapes": ('{"pattern": "\\u0028?=a)"}', "1:13"),
    "far inside": ('{"not":' * 150 + '{"pattern": "(?=a)"}' + "}" * 150, "1:1063"),
    "behind thousands of values": (f'{{"enum": {[*range(30_000)]},\n"pattern": "(?=a)"}}', "2:12"),
    "in a long pattern": (json.dumps({"pattern": "(?=a)" + "b" * 990}), "1:13"),
}


@pytest.mark.parametrize("case", PATTERNS)
def test_a_pattern_is_refused_at_its_place(case: str) -> None:
    text, place = PATTERNS[case]
    with pytest.raises(SchemaError) as refused:
        load.parse("x.json", text.encode())
    told = str(refused.value)
    assert told.startswith(f"x.json:{place}: '(?=a)")
    assert "is not a pattern that newslint can match: it has a look-ahead" in told
    assert len(told) < 300


@pytest.mark.parametrize("case", PATTERNS)
def test_the_same_pattern_of_the_user_is_taken(case: str) -> None:
    document = load.parse("x.json", PATTERNS[case][0].encode(), trusted=True)
    assert document.origin is load.Origin.USER
    Schema(document)


def test_more_patterns_than_there_is_memory_for() -> None:
    patterns = [f"^[\\p{{L}} ]{{{n}}}$" for n in range(20, 40)]
    text = json.dumps({"allOf": [{"pattern": pattern} for pattern in patterns]})
    with pytest.raises(SchemaError, match="with the other patterns of the schema it takes"):
        load.parse("x.json", text.encode())
    few = json.dumps({"allOf": [{"pattern": patterns[0]}] * 50})
    Schema(load.parse("x.json", few.encode()))


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    source, message = REFUSED[case]
    with pytest.raises(SchemaError) as refused:
        Schema(load.parse("x.json", source))
    told = str(refused.value)
    assert told.startswith("x.json")
    assert message in told
    assert len(told) < 300
    assert "\n" not in told


TAKEN = {
    "nothing": {},
    "everything": True,
    "a tree": {"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}},
    "a short chain": chain(50),
    "a little doubling": doubled(8),
    "an anchor": {"$ref": "#here", "$defs": {"a": {"$anchor": "here"}}},
    "an address of its own": {
        "$id": "https://a.example/x.json",
        "$ref": "y.json",
        "$defs": {"y": {"$id": "y.json", "type": "object"}},
    },
    "the shipped one": {"$ref": "urn:newslint:schemas:article#/$defs/provider"},
    "draft 4": {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object"},
    "an address of its own in draft 4": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "id": "https://a.example/x.json",
        "properties": {"a": {"$ref": "y.json"}},
        "definitions": {"y": {"id": "y.json", "type": "object"}},
    },
    "a tree with something unevaluated": {
        "allOf": [
            {"$ref": "urn:newslint:schemas:article"},
            {"properties": {"related": {"items": {"$ref": "#"}}}},
        ],
        "unevaluatedProperties": False,
    },
    "a byte order mark": "\ufeff",
}


@pytest.mark.parametrize("case", TAKEN)
def test_taken(case: str) -> None:
    text = json.dumps(TAKEN[case]) if case != "a byte order mark" else "\ufeff{}"
    Schema(load.parse("x.json", text.encode()))


def test_a_file_that_is_too_large() -> None:
    Path("x.json").write_bytes(b" " * (load.MAX_SIZE + 1))
    with pytest.raises(SchemaError, match=r"x\.json: the schema cannot be read: .*larger"):
        load.read("x.json")


@pytest.mark.parametrize("name", ["none.json", "."])
def test_no_file(name: str) -> None:
    with pytest.raises(SchemaError, match="the schema cannot be read"):
        load.read(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_block() -> None:
    os.mkfifo("x.json")
    with pytest.raises(SchemaError, match="the schema cannot be read"):
        load.read("x.json")


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    Path("tree").mkdir()
    Path("secret.json").write_text('{"title": "secret"}')
    Path("tree/x.json").symlink_to(tmp_path / "secret.json")
    os.chdir("tree")
    with pytest.raises(SchemaError, match="the schema cannot be read"):
        load.read("x.json")
