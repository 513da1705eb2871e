"""What the configuration says of fields: how it changes a schema, and that jsonschema agrees."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from newslint.schema import load
from newslint.schema.compile import Schema
from newslint.schema.fields import with_settings
from newslint.schema.formats import FORMATS
from newslint.schema.messages import problems
from newslint.settings import Field
from tests.schema.articles import FULL

ARTICLE = load.shipped("article")
HUGO = load.shipped("hugo")


def own(schema: Any) -> load.Document:
    return load.parse("own.json", json.dumps(schema).encode())


EXTENDED = own({"$ref": "newslint:article", "properties": {"deck": {"type": "string"}}})
BASES = {"article": ARTICLE, "hugo": HUGO, "extended": EXTENDED, "anything": own({})}


def made(
    base: load.Document, fields: dict[str, Field] | None = None, known: tuple[str, ...] = ()
) -> Schema:
    return Schema(with_settings(base, fields or {}, known))


def told(schema: Schema, data: Any) -> list[str]:
    return [one.message for one in problems(schema.violations(data))]


def is_valid_elsewhere(schema: Schema, data: Any) -> bool:
    """The verdict of jsonschema, which knows nothing of newslint but its formats."""
    formats = FormatChecker(formats=())
    for name, function in FORMATS.items():
        formats.checks(name)(lambda value, f=function: not isinstance(value, str) or f(value))
    validator = Draft202012Validator(schema.document.schema, format_checker=formats)
    return validator.is_valid(data)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in FULL.items() if name not in names}


LOOSENED = {
    "not required": ({"quality": Field(required=False)}, without("quality")),
    "not required, one of two": ({"webUrl": Field(required=False)}, without("webUrl")),
    "more values": ({"type": Field(extend_enum=("recap",))}, FULL | {"type": "recap"}),
    "values of another type": ({"type": Field(extend_enum=(7,))}, FULL | {"type": 7}),
    "other values": ({"type": Field(enum=("recap",))}, FULL | {"type": "recap"}),
    "another type": ({"quality": Field(type=("string",))}, FULL | {"quality": "high"}),
    "a type more": ({"quality": Field(type=("integer", "string"))}, FULL | {"quality": "high"}),
    "inside": ({"provider.domain": Field(required=False)}, FULL | {"provider": {"name": "Post"}}),
    "in a list": ({"images.url": Field(required=False)}, FULL | {"images": [{"width": 10}]}),
    "a new field": ({"author": Field(type=("string",))}, FULL | {"author": "Ann"}),
    "a new field inside": ({"seo.title": Field(type=("string",))}, FULL | {"seo": {"title": "a"}}),
    "a new field of two types": (
        {"author": Field(type=("string", "array"))},
        FULL | {"author": ["Ann"]},
    ),
    "a value for a list": ({"tags": Field(enum=("a",))}, FULL | {"tags": ["a"]}),
    "no value": ({"heat": Field(enum=(1, 2))}, FULL | {"heat": None}),
}


@pytest.mark.parametrize("case", LOOSENED)
def test_accepted(case: str) -> None:
    fields, data = LOOSENED[case]
    for base in (ARTICLE, EXTENDED):
        schema = made(base, fields)
        assert told(schema, data) == []
        assert is_valid_elsewhere(schema, data)


REQUIRED = {"author": Field(required=True)}
REFUSED: dict[str, tuple[dict[str, Field], dict[str, Any], str]] = {
    "missing": (REQUIRED, FULL, "missing field: author"),
    "null": (REQUIRED, FULL | {"author": None}, "author is empty"),
    "empty text": (REQUIRED, FULL | {"author": ""}, "author is empty"),
    "missing inside": (
        {"provider.authors": Field(required=True)},
        FULL | {"provider": {"name": "Post", "domain": "post.example"}},
        "missing field: provider.authors",
    ),
    "of another type": (
        {"author": Field(type=("string",))},
        FULL | {"author": 5},
        "author is 5, not text; put it in quotes",
    ),
    "not a value": (
        {"desk": Field(enum=("night", "day"))},
        FULL | {"desk": "nihgt"},
        "desk is 'nihgt', did you mean 'night'?",
    ),
    "neither a value nor a list": (
        {"desk": Field(enum=("night", "day"))},
        FULL | {"desk": 5},
        "desk is 5, not text or a list",
    ),
    "no value in a list": (
        {"desk": Field(enum=("night", "day"))},
        FULL | {"desk": ["day", "nihgt"]},
        "desk[1] is 'nihgt', did you mean 'night'?",
    ),
    "not one of fewer values": (
        {"type": Field(enum=("article", "video"))},
        FULL | {"type": "blog"},
        "type is 'blog', not",
    ),
    "not of a form": (
        {"desk": Field(pattern="^[A-Z]")},
        FULL | {"desk": "night"},
        "desk is 'night', not of the form ^[A-Z]",
    ),
    "not of a form in a list": (
        {"desk": Field(pattern="^[A-Z]")},
        FULL | {"desk": ["Night", "day"]},
        "desk[1] is 'day', not of the form ^[A-Z]",
    ),
    "not of a form, of a field with a description": (
        {"title": Field(pattern="^[A-Z]")},
        FULL | {"title": "the ferry"},
        "title is 'the ferry', not of the form ^[A-Z]",
    ),
    "narrower": (
        {"heat": Field(type=("integer",))},
        FULL | {"heat": None},
        "heat is empty, not an integer",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    fields, data, message = REFUSED[case]
    for base in (ARTICLE, EXTENDED):
        schema = made(base, fields)
        (found,) = told(schema, data)
        assert found[: len(message)] == message
        assert not is_valid_elsewhere(schema, data)


def test_what_else_the_schema_says_of_a_field_stays() -> None:
    schema = made(ARTICLE, {"publishedDateTime": Field(type=("string",))})
    (message,) = told(schema, FULL | {"publishedDateTime": "2023-02-30"})
    assert message.startswith("publishedDateTime is '2023-02-30'")


def test_a_field_of_the_same_name_elsewhere_stays_as_it_is() -> None:
    schema = made(ARTICLE, {"quality": Field(required=False)})
    data = without("quality") | {"related": [without("quality", "related")]}
    assert told(schema, data) == ["missing field: related[0].quality"]


def test_recommended_fields() -> None:
    fields = {"author": Field(recommended=True), "heat": Field(recommended=False)}
    assert made(ARTICLE, fields).recommended == ("images", "topics", "author")
    assert made(HUGO, {"author": Field(recommended=True)}).recommended == ("author",)
    assert made(EXTENDED, fields).recommended == ("author", "images", "topics")
    assert made(ARTICLE, {"topics": Field(required=True)}).recommended == ("images", "heat")


def test_known_fields() -> None:
    schema = made(ARTICLE, known=("deck",))
    data = FULL | {"deck": 1, "provider": {"name": "a", "domain": "a.example", "deck": 1}}
    assert told(schema, data) == []
    assert is_valid_elsewhere(schema, data)
    assert made(HUGO, known=("titel",)).slips({"titel": 1}) == {}
    assert made(HUGO).slips({"titel": 1}) == {"titel": "title"}


def test_a_schema_of_an_old_draft() -> None:
    draft = "http://json-schema.org/draft-07/schema#"
    base = own(
        {
            "$schema": draft,
            "$ref": "#/definitions/post",
            "required": ["ignored beside a reference"],
            "definitions": {"post": {"required": ["title"], "additionalProperties": False}},
        }
    )
    assert told(made(base, REQUIRED), {}) == ["missing field: title", "missing field: author"]


names = st.sampled_from(
    ["quality", "type", "provider.name", "author", "tags", "images.url", "heat"]
)
scalars = st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["", "a", "Ab", "blog"])
values = (
    scalars | st.lists(scalars, max_size=2) | st.just({"name": "a", "url": "https://a.example"})
)
some = st.lists(st.sampled_from(["a", "blog", 3, True]), max_size=2).map(tuple)
types = st.lists(st.sampled_from(["string", "integer", "array", "null", "object"]), max_size=2)
fields = st.builds(
    Field,
    required=st.none() | st.booleans(),
    recommended=st.none() | st.booleans(),
    type=types.map(lambda found: tuple(dict.fromkeys(found))),
    enum=some,
    extend_enum=some,
    pattern=st.sampled_from(["", "^[A-Z]", "b$"]),
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(BASES)),
    st.dictionaries(names, fields, max_size=3),
    st.lists(st.sampled_from(["deck", "hero"]), max_size=1).map(tuple),
    st.dictionaries(st.sampled_from([*FULL, "author", "deck", "hero"]), values, max_size=4),
)
def test_jsonschema_gives_the_same_verdict(
    base: str, said: dict[str, Field], known: tuple[str, ...], change: dict[str, Any]
) -> None:
    schema = made(BASES[base], said, known)
    data = FULL | change
    assert is_valid_elsewhere(schema, data) == (not schema.violations(data))
