"""What the configuration says of fields, on schemas of every kind: it changes these fields only."""

import json
from typing import Any

import pytest

from newslint.article import Article
from newslint.errors import SchemaError
from newslint.schema import load
from newslint.schema.choose import Schemas
from newslint.schema.compile import GATE_WORTH, Schema
from newslint.schema.fields import with_settings
from newslint.schema.messages import problems
from newslint.settings import Config, Field, Override
from tests.schema.articles import FULL


def made(schema: Any, known: tuple[str, ...] = (), **fields: Field) -> Schema:
    document = load.parse("own.json", json.dumps(schema).encode())
    named = {name.replace("__", "."): field for name, field in fields.items()}
    return Schema(with_settings(document, named, known))


def told(schema: Schema, data: Any) -> list[str]:
    return [one.message for one in problems(schema.violations(data))]


TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
CHOICE = Field(enum=("q",))


@pytest.mark.parametrize(
    ("schema", "field", "data"),
    [
        (
            {"properties": {"deck": TEXT, "lede": {"$ref": "#/properties/deck"}}},
            CHOICE,
            {"lede": "other"},
        ),
        (
            {"properties": {"sub": {"$ref": "#"}}, "required": ["title"]},
            Field(required=True),
            {"title": "a", "deck": "x", "sub": {"title": "q"}},
        ),
        (
            {"properties": {"deck": {"$ref": "#/$defs/a"}, "lede": {"$ref": "#/$defs/a"}},
             "$defs": {"a": TEXT}},
            Field(type=("integer",)),
            {"deck": 1, "lede": "a"},
        ),
    ],
)  # fmt: skip
def test_other_fields_stay(schema: Any, field: Field, data: Any) -> None:
    assert told(made(schema, deck=field), data) == []


def test_a_part_with_an_address_of_its_own_stays() -> None:
    part = {"$id": "m.json", "properties": {"z": {"$ref": "#/$defs/k"}}, "$defs": {"k": NUMBER}}
    schema = {"properties": {"sub": part}, "$defs": {"k": TEXT}}
    found = told(made(schema, sub__z=Field(required=True)), {"sub": {"z": "q"}})
    assert found == ["sub.z is 'q', not an integer"]


RECURSIVE = {"anyOf": [{"enum": ["a"]}, {"type": "array", "items": {"$ref": "#/$defs/c"}}]}
LOOSENED = {
    "declared twice": (
        {"properties": {"deck": {"enum": ["a"]}}, "allOf": [{"properties": {"deck": TEXT}}]},
        CHOICE,
    ),
    "declared in the base as well": (
        {"$ref": "#/$defs/b", "properties": {"deck": {"enum": ["a"]}},
         "$defs": {"b": {"properties": {"deck": {"enum": ["a", "b"]}}}}},
        CHOICE,
    ),
    "through an anchor": (
        {"properties": {"deck": {"$ref": "#t"}}, "$defs": {"t": {"$anchor": "t", **NUMBER}}},
        Field(type=("string",)),
    ),
    "a recursive list": (
        {"properties": {"deck": {"$ref": "#/$defs/c"}}, "$defs": {"c": RECURSIVE}},
        Field(extend_enum=("q",)),
    ),
    "closed below": (
        {"allOf": [{"properties": {"title": TEXT}, "additionalProperties": False}]},
        Field(type=("string",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOSENED)
def test_loosened(case: str) -> None:
    schema, field = LOOSENED[case]
    assert told(made(schema, deck=field), {"deck": "q"}) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"required": ["deck"]},
        {"dependentRequired": {"title": ["deck"]}},
        {"$ref": "#t", "$defs": {"t": {"$anchor": "t", "required": ["deck"]}}},
        {"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"title": ["deck"]}},
    ],
)
def test_no_longer_required(schema: Any) -> None:
    assert told(made(schema), {"title": "a"}) == ["missing field: deck"]
    assert told(made(schema, deck=Field(required=False)), {"title": "a"}) == []


@pytest.mark.parametrize("draft", ["04", "06", "07"])
def test_older_drafts(draft: str) -> None:
    closed = {"properties": {"title": TEXT}, "additionalProperties": False}
    schema = {"$schema": f"http://json-schema.org/draft-{draft}/schema#", **closed}
    edited = made(schema, ("deck",), lede=Field(type=("string",)), sub__x=Field(True))
    assert told(edited, {"deck": 1, "lede": "a", "sub": {"x": 1}}) == []
    assert told(edited, {"lede": 1}) == ["lede is 1, not text; put it in quotes"]


def test_the_items_of_a_new_list() -> None:
    fields = {"gallery": Field(type=("array",)), "gallery.url": Field(True, type=("string",))}
    schema = Schema(with_settings(load.parse("own.json", b"{}"), fields, ()))
    assert told(schema, {"gallery": [{"url": "a"}]}) == []
    assert told(schema, {"gallery": [{"url": 5}, {}]}) == [
        "missing field: gallery[1].url",
        "gallery[0].url is 5, not text; put it in quotes",
    ]


def test_known_fields_inside_of_others() -> None:
    closed = {"type": "object", "properties": {}, "additionalProperties": False}
    schema = {"properties": {"extra": closed, "other": closed}}
    assert told(made(schema, ("extra.deck",)), {"extra": {"deck": 1}}) == []
    assert told(made(schema, ("extra.deck",)), {"other": {"deck": 1}}) != []


def test_an_empty_field_is_called_empty() -> None:
    assert told(made({}, deck=Field(required=True)), {"deck": None}) == ["deck is empty"]


@pytest.mark.parametrize("recommended", [True, 5, "deck", {"a": 1}])
def test_a_recommendation_that_is_no_list(recommended: Any) -> None:
    schema = made({"recommended": recommended}, author=Field(recommended=True))
    assert schema.recommended == ("author",)


@pytest.mark.parametrize("name", ["format", "pattern", "type", "enum", "required", "$ref", "items"])
def test_fields_with_the_names_of_keywords(name: str) -> None:
    document = with_settings(load.shipped("article"), {name: Field(required=False)}, (name,))
    schema = Schema(document)
    for _ in range(GATE_WORTH + 5):
        assert schema.violations(FULL) == ()


def test_settings_cannot_make_a_schema_huge() -> None:
    levels = {f"a{i}": {"allOf": [{"items": {"$ref": f"#/$defs/a{i + 1}"}}] * 2} for i in range(40)}
    schema = {"properties": {"deck": {"$ref": "#/$defs/a0"}}, "$defs": {**levels, "a40": {"enum": ["a"]}}}  # noqa: E501  # fmt: skip
    with pytest.raises(SchemaError, match="too large"):
        made(schema, deck=Field(extend_enum=("b",)))


def test_typos_are_searched_within_limits() -> None:
    schema = made({"properties": {f"field{i}name": {} for i in range(3_000)}})
    few = {f"field{i}nmae": 1 for i in range(3)}
    assert schema.slips(few) == {f"field{i}nmae": f"field{i}name" for i in range(3)}
    many = {f"field{i}nmae": 1 for i in range(3_000)}
    assert 0 < len(schema.slips(many)) < 100


def test_what_another_table_declares_is_no_mistake() -> None:
    config = Config(
        fields={"deck": Field(enum=("a",)), "lede": Field(required=True)},
        overrides=(
            Override(("x/",), fields={"deck": Field(extend_enum=("b",)), "lede": Field(False)}),
        ),
    )
    schemas = Schemas(config)
    assert schemas.notices() == []
    article = Article.parse("x/a.md", b"---\ndeck: b\n---\n")
    assert "deck" not in [one.path[-1] for one in schemas.problems(article)]
