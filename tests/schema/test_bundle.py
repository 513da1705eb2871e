"""Schemas that refer to shipped ones and to other files: what they mean, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newslint.errors import SchemaError
from newslint.schema import load
from newslint.schema.compile import Schema
from newslint.schema.messages import problems
from newslint.schema.mistakes import notices
from tests.schema.articles import FULL


@pytest.fixture(autouse=True)
def working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site/schemas").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site")


def schema_of(schema: Any, **files: Any) -> Schema:
    """The schema in ``schemas/post.json``, with other files beside it."""
    for name, content in {"post": schema, **files}.items():
        Path(f"schemas/{name}.json").write_text(json.dumps(content))
    return Schema(load.read("schemas/post.json"))


def told(schema: Schema, data: Any) -> list[tuple[str, str]]:
    return [(one.field, one.message) for one in problems(schema.violations(data))]


def agrees(schema: Schema, data: Any) -> bool:
    """Whether jsonschema gives the same verdict, from the bundle alone."""
    validator = Draft202012Validator(schema.document.schema)
    return validator.is_valid(data) == (not schema.violations(data))


KNOWN = "add it to known-fields or to the schema"
EXTENDED = {
    "$ref": "newslint:article",
    "required": ["author"],
    "properties": {"author": {"type": "string"}, "deck": {"type": "string"}},
}
COMPLETE = FULL | {"author": "Ann"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"deck": "Nine months late"}, []),
        ({"deck": 5}, ["deck is 5, not text; put it in quotes"]),
        ({"author": None}, ["author is empty, not text"]),
        ({"quality": "high"}, ["quality is 'high', not an integer"]),
        ({"x-desk": "night"}, []),
        ({"dek": "a"}, ["unknown field 'dek', did you mean 'deck'?"]),
        ({"titel": "a"}, ["unknown field 'titel', did you mean 'title'?"]),
        ({"hero": "a"}, [f"unknown field 'hero'; {KNOWN}"]),
    ],
)
def test_an_extended_schema_adds_and_narrows(change: dict[str, Any], expected: list[str]) -> None:
    schema = schema_of(EXTENDED)
    data = COMPLETE | change
    assert [message for _, message in told(schema, data)] == expected
    assert agrees(schema, data)


def test_what_the_base_requires_and_recommends_stays() -> None:
    schema = schema_of(EXTENDED)
    assert ("/title", "missing field: title") in told(schema, {"author": "Ann"})
    assert schema.recommended == ("images", "topics", "heat")


def test_a_related_entry_is_not_extended() -> None:
    schema = schema_of(EXTENDED)
    entry = {**FULL, "deck": "no"}
    data = COMPLETE | {"related": [entry]}
    assert told(schema, data) == [
        ("/related/0/deck", f"unknown field 'deck' in related[0]; {KNOWN}")
    ]
    assert agrees(schema, data)


BASE = {"$ref": "newslint:article"}
CLOSED = [
    ("as its own schema says", {"$ref": "newslint:hugo", "unevaluatedProperties": False}),
    ("through alternatives", {"anyOf": [BASE, {"type": "null"}]}),
    ("through all of", {"allOf": [BASE, {"required": ["title"]}]}),
    ("through a definition", {"$ref": "#/$defs/base", "$defs": {"base": BASE}}),
    ("through another file", {"$ref": "base.json"}),
]


@pytest.mark.parametrize("schema", [one for _, one in CLOSED], ids=[name for name, _ in CLOSED])
def test_closed(schema: dict[str, Any]) -> None:
    made = schema_of(schema | {"properties": {"deck": {}}}, base=BASE)
    data = {"title": "a", "deck": 1, "zzz": 1}
    assert "/zzz" in [field for field, _ in told(made, data)]
    assert "/deck" not in [field for field, _ in told(made, data)]


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "newslint:hugo"},
        {"$ref": "newslint:article", "additionalProperties": True},
        {"$ref": "newslint:article", "unevaluatedProperties": True},
    ],
)
def test_open(schema: dict[str, Any]) -> None:
    assert told(schema_of(schema), FULL | {"zzz": 1, "draft": True}) == []


@pytest.mark.parametrize("name", ["hugo", "zola", "jekyll", "docusaurus", "astro", "eleventy"])
def test_every_preset_can_be_extended(name: str) -> None:
    schema = schema_of({"$ref": f"newslint:{name}", "required": ["deck"]})
    assert told(schema, {"title": "a"}) == [("/deck", "missing field: deck")]
    assert schema.slips({"deck": 1, "titel": "a"}) == {"titel": "title"}


def test_a_part_of_a_shipped_schema() -> None:
    schema = schema_of({"properties": {"outlet": {"$ref": "newslint:article#/$defs/provider"}}})
    assert told(schema, {"outlet": {"name": "Post"}}) == [
        ("/outlet/domain", "missing field: outlet.domain")
    ]


PEOPLE = {
    "$id": "https://a.example/people.json",
    "$defs": {
        "person": {
            "type": "object",
            "properties": {"boss": {"$ref": "#/$defs/person"}, "name": {"$ref": "#name"}},
        },
        "name": {"$anchor": "name", "type": "string"},
    },
}


@pytest.mark.parametrize("file", ["people.json", "./people.json", "../schemas/people.json"])
def test_files_beside_the_schema(file: str) -> None:
    reference = f"{file}#/$defs/person"
    schema = schema_of({"properties": {"author": {"$ref": reference}}}, people=PEOPLE)
    data = {"author": {"boss": {"name": 1}}}
    assert told(schema, data) == [
        ("/author/boss/name", "author.boss.name is 1, not text; put it in quotes")
    ]
    assert agrees(schema, data)


def test_an_anchor_of_another_file() -> None:
    schema = schema_of({"properties": {"author": {"$ref": "people.json#name"}}}, people=PEOPLE)
    assert told(schema, {"author": "a"}) == []
    assert len(told(schema, {"author": 1})) == 1


def test_files_that_refer_to_each_other() -> None:
    schema = schema_of(
        {"properties": {"left": {"$ref": "tree.json"}, "name": {"type": "string"}}},
        tree={"properties": {"right": {"$ref": "post.json"}}},
    )
    ((field, _),) = told(schema, {"left": {"right": {"left": {"right": {"name": 1}}}}})
    assert field == "/left/right/left/right/name"


def test_its_own_name() -> None:
    schema = schema_of({"properties": {"inner": {"$ref": "post.json"}, "name": {"type": "string"}}})
    assert [field for field, _ in told(schema, {"inner": {"name": 1}})] == ["/inner/name"]
    assert agrees(schema, {"inner": {"name": 1}})


def test_names_that_are_taken() -> None:
    schema = schema_of(
        {"$ref": "people.json#/$defs/name", "$defs": {"people.json": {"type": "integer"}}},
        people=PEOPLE,
    )
    assert told(schema, "text") == []


@pytest.mark.parametrize(("content", "count"), [(True, 0), (False, 1)])
def test_a_file_that_is_no_mapping(content: bool, count: int) -> None:
    schema = schema_of({"properties": {"deck": {"$ref": "any.json"}}}, any=content)
    assert len(told(schema, {"deck": 1})) == count


def test_thousands_of_anchors_in_another_file() -> None:
    names = [f"d{number}" for number in range(4_000)]
    schema = schema_of(
        {"properties": {name: {"$ref": f"many.json#{name}"} for name in names}},
        many={"$defs": {name: {"$anchor": name, "type": "string"} for name in names}},
    )
    assert len(told(schema, {"d3999": 1})) == 1


def test_a_notice_about_a_closed_extension() -> None:
    schema = schema_of({"$ref": "newslint:hugo", "additionalProperties": False})
    (notice,) = notices(schema.document)
    assert notice.startswith("schemas/post.json:1:27: additionalProperties refuses")
    assert "unevaluatedProperties" in notice


def test_yaml() -> None:
    Path("common.yml").write_text("$defs:\n  day:\n    enum: [2024-01-01]\n")
    text = "properties:\n  date:\n    $ref: common.yml#/$defs/day\n"
    schema = Schema(load.parse("post.yaml", text.encode()))
    assert told(schema, {"date": "2024-01-01"}) == []
    assert told(schema, {"date": "2024-01-02"}) != []


DRAFT_7 = "http://json-schema.org/draft-07/schema#"
REFUSED: dict[str, tuple[Any, str]] = {
    "an address": (
        {"$ref": "https://a.example/b.json"},
        "post.json:1:10: $ref 'https://a.example/b.json' is an address",
    ),
    "a file address": ({"$ref": "file:///etc/passwd"}, "is an address"),
    "out of the tree": (
        {"$ref": "../../secret.json"},
        "is outside of the folder of the configuration",
    ),
    "out of the tree, escaped": (
        {"$ref": "%2e%2e/%2e%2e/secret.json"},
        "is outside of the folder of the configuration",
    ),
    "a link out of the tree": (
        {"$ref": "link.json"},
        "is outside of the folder of the configuration",
    ),
    "no file": ({"$ref": "none.json"}, "post.json:1:10: $ref 'none.json' names no file"),
    "a folder": ({"$ref": "./"}, "post.json:1:10: $ref './' names no file"),
    "no definitions": (
        {"$ref": "newslint:hugo", "$defs": []},
        "1:36: $defs is a list, not a mapping",
    ),
    "itself": ({"$ref": "post.json"}, "follow each other without end"),
    "a name that is none": ({"$ref": "\ud800.json"}, "names no file"),
    "too many files": ({"$ref": "large1.json"}, "are larger than 1 MB together"),
    "no shipped schema": (
        {"$ref": "newslint:artcle"},
        "post.json:1:10: $ref 'newslint:artcle' is no schema that newslint has",
    ),
    "no such part": (
        {"$ref": "people.json#/$defs/nobody"},
        "post.json:1:10: $ref 'people.json#/$defs/nobody' names a part that is not there",
    ),
    "no such anchor": ({"$ref": "people.json#nobody"}, "names a part that is not there"),
    "a fault in another file": (
        {"$ref": "broken.json"},
        "schemas/broken.json:1:2: the schema is not JSON",
    ),
    "nothing in another file": (
        {"$ref": "dangling.json"},
        "schemas/dangling.json:1:10: $ref '#/nothing' is not in this file",
    ),
    "an invalid keyword in another file": (
        {"$ref": "strng.json"},
        "schemas/strng.json:1:10: type is 'strng', did you mean 'string'?",
    ),
    "a pattern in another file": (
        {"$ref": "costly.json"},
        "schemas/costly.json:1:13: '(?=a)' is not a pattern",
    ),
    "an old draft": (
        {"$schema": DRAFT_7, "$ref": "newslint:article"},
        "post.json:1:13: $ref 'newslint:article' requires JSON Schema 2019-09 or 2020-12",
    ),
    "another draft": (
        {"$ref": "draft7.json"},
        "schemas/draft7.json:1:13: schemas/post.json follows another version",
    ),
    "a dynamic reference": ({"$dynamicRef": "people.json"}, "is not in this file"),
    "below an $id": (
        {"properties": {"a": {"$id": "b.json", "$ref": "newslint:article"}}},
        "is below an $id of its own",
    ),
}
FILES = {
    "people": PEOPLE,
    "dangling": {"$ref": "#/nothing"},
    "strng": {"type": "strng"},
    "costly": {"pattern": "(?=a)"},
    "draft7": {"$schema": DRAFT_7},
    "large1": {"$ref": "large2.json", "$comment": "x" * 600_000},
    "large2": {"$comment": "x" * 600_000},
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"title": "secret"}')
    Path("schemas/link.json").symlink_to(tmp_path / "secret.json")
    Path("schemas/broken.json").write_text("{")
    schema, message = REFUSED[case]
    with pytest.raises(SchemaError) as refused:
        schema_of(schema, **FILES)
    assert message in str(refused.value)


def test_mistakes_are_told_where_they_are() -> None:
    schema = schema_of({"$ref": "common.json"}, common={"tpye": "string"})
    assert notices(schema.document) == [
        "schemas/common.json:1:2: unknown keyword 'tpye', did you mean 'type'?"
    ]


def test_the_folder_of_the_configuration(tmp_path: Path) -> None:
    Path("data.json").write_text('{"type": "string"}')
    schema = load.parse("schemas/post.json", b'{"$ref": "../data.json"}', root=".")
    assert Schema(schema).violations(1)
    with pytest.raises(SchemaError, match="outside of the folder"):
        load.parse("schemas/post.json", b'{"$ref": "../data.json"}', root="schemas")
