"""What a draft asks for, and what it leaves to a person."""

import json
from typing import Any

import pytest

from newslint.infer import layout
from newslint.infer.drafting import drafted
from tests.infer.collections_of import InMemory

NAN = float("nan")


def schema_of(*articles: dict[str, Any], share: float = 1.0) -> dict[str, Any]:
    result = drafted(InMemory(articles), share)
    assert result is not None
    return dict(json.loads(result.text))


def of_values(*values: Any) -> dict[str, Any]:
    """The schema of a field that has one of ``values`` in each article; its comment is left out."""
    field = dict(schema_of(*({"field": value} for value in values))["properties"]["field"])
    field.pop("$comment", None)
    return field


def comment_on(*values: Any) -> str:
    schema = schema_of(*({"field": value} for value in values))
    return str(schema["properties"]["field"].get("$comment", ""))


TEXT = {"type": "string", "minLength": 1}
DAYS = [f"2024-05-{day}" for day in range(10, 30)]


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        (["a", "b"], {"type": "string"}),
        (["a", 1], {"type": ["string", "integer"]}),
        (["a", None], {"type": ["string", "null"]}),
        ([1, 2.5], {"type": "number"}),
        ([True, 1], {"type": ["integer", "boolean"]}),
        ([None], {"type": "null"}),
        ([NAN, "a"], {}),
        ([float("inf")], {}),
        ([[], ["a"], ["b", 1]], {"type": "array", "items": {"type": ["string", "integer"]}}),
        ([[]], {"type": "array"}),
        ([["a"]] * 10, {"type": "array", "minItems": 1, "items": {"enum": ["a"]}}),
        ([{}], {"type": "object", "additionalProperties": False}),
        (
            [{"url": "/a", "alt": "A"}, {"url": "/b"}],
            {
                "type": "object",
                "required": ["url"],
                "properties": {
                    "url": {"type": "string"},
                    "alt": {"$comment": "only in 0.md", "type": "string"},
                },
                "additionalProperties": False,
            },
        ),
        (
            ["a", [{"name": "b"}], [{"name": "c"}, {}]],
            {
                "type": ["string", "array"],
                "items": {
                    "type": "object",
                    "properties": {"name": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
        ),
    ],
)
def test_types(values: list[Any], schema: dict[str, Any]) -> None:
    assert without_comments(of_values(*values)) == without_comments(schema)


def without_comments(schema: Any) -> Any:
    if isinstance(schema, list):
        return [without_comments(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: without_comments(one) for key, one in schema.items() if key != "$comment"}


@pytest.mark.parametrize(
    ("values", "format_"),
    [
        (DAYS, "date"),
        ([f"{day}T08:00:00+02:00" for day in DAYS], "date-time"),
        ([f"{day} 08:00:00 +0200" for day in DAYS], "any-date"),
        ([*DAYS, "2024-05-01T08:00:00Z"], "any-date"),
        (["3 May 2024"] * 3, "any-date"),
        ([f"https://kvist.example/{i}" for i in range(5)], "uri"),
        ([f"https://kvist.example/å{i}" for i in range(5)], "iri"),
        ([f"ida{i}@kvist.example" for i in range(5)], "email"),
        ([f"{i:08x}-0000-4000-8000-0123456789ab" for i in range(5)], "uuid"),
        ([f"news{i}.kvist.example" for i in range(10)], "hostname"),
        (["10.0.0.1", "10.0.0.2", "10.0.0.3"], "ipv4"),
        (DAYS[:2], None),
        ([*DAYS, ""], None),
        ([*DAYS, "soon"], None),
        (["node.js", "vue.js", "next.js"], None),
        (["Rust:next", "Rust:now", "Rust:then"], None),
        (["2024", "2025", "2026"], None),
        (["", "", ""], None),
    ],
)
def test_a_format_is_that_of_all_values(values: list[str], format_: str | None) -> None:
    assert of_values(*values).get("format") == format_


def times(number: int, *values: Any) -> list[Any]:
    return [value for value in values for _ in range(number)]


@pytest.mark.parametrize(
    ("values", "enum"),
    [
        (times(5, "news", "review"), ["news", "review"]),
        (times(20, "news", "review", None), ["news", "review", None]),
        (times(20, "draft", True, False), ["draft", False, True]),
        ([*times(50, "news", "review"), "opinion"], ["news", "opinion", "review"]),
        (times(4, "news", "review"), None),  # few
        (times(2, *(f"Ida {i}" for i in range(20))), None),  # translations repeat each name
        ([*times(10, "a", "b"), "c"], None),  # too many that are new
        ([f"Ferry {i}" for i in range(50)], None),
        (times(10, *(f"{i}" for i in range(61))), None),  # nobody reads that
        (times(10, "a" * 61, "b"), None),  # prose
        (times(10, *DAYS), None),
        (times(10, True, False), None),
        (times(10, 2020, 2021, 2022), None),
        (times(10, "a", ["a"]), None),
    ],
)
def test_an_enum_is_a_vocabulary(values: list[Any], enum: list[Any] | None) -> None:
    assert of_values(*values).get("enum") == enum


@pytest.mark.parametrize(
    ("values", "range_"),
    [
        (times(5, 1, 2, 3, 4, 5), (1, 5)),
        (range(3, 100), (0, None)),
        (times(20, 2020, 2021), (0, None)),
        (range(-50, 50), (None, None)),
        ([1.5, 2.5] * 5, (0, None)),
        ([1, 2, 3], (None, None)),
    ],
)
def test_a_range_is_no_accident(values: list[float], range_: tuple[Any, Any]) -> None:
    schema = of_values(*values)
    assert (schema.get("minimum"), schema.get("maximum")) == range_


def test_names_that_are_data() -> None:
    values = [{f"ferry-{i}.iso": f"{i:x}"} for i in range(20)]
    assert of_values(*values) == {
        "type": "object",
        "additionalProperties": {"type": "string"} | TEXT,
    }
    assert of_values(*times(3, *({f"name{i}": "x" for i in range(9)},) * 4))["required"]


@pytest.mark.parametrize(
    ("values", "comment"),
    [
        (times(20, True), "always true"),
        (["x", "y", 7], "string in 2 articles, integer in 2.md"),
        (["x", NAN], "string in 1 article, NaN or infinity in 1.md"),
        ([*times(40, "news", "review"), "News"], "'News' in 80.md, did you mean 'news'?"),
        ([*times(40, "news", "review"), "video"], "'video' only in 80.md"),
        ([*times(8, "a", "b"), "c"], "an enum? 3 values so far, 1 of them once"),
        ([*DAYS, "soon"], "date except in 20.md"),
        ([*DAYS, "2024-05-01T08:00:00Z"], "date except in 20.md"),
        ([*DAYS, ""], "empty text in 20.md; date except in 20.md"),
        (range(3, 100), "from 3 to 99 so far"),
        ([f"Ferry {i}" for i in range(50)], ""),
    ],
)
def test_comments_on_values(values: list[Any], comment: str) -> None:
    assert comment_on(*values) == comment


def test_comments_on_fields() -> None:
    articles: list[dict[str, Any]] = [{"title": f"Ferry {i}", "author": f"{i}"} for i in range(40)]
    articles[3] = {"title": "Boat", "auhtor": "Ida"}
    articles[4] |= {"canonical": "a"}
    comments = {k: v.get("$comment") for k, v in schema_of(*articles)["properties"].items()}
    assert comments == {
        "title": None,
        "author": "required? not in 3.md",
        "auhtor": "only in 3.md, did you mean 'author'?",
        "canonical": "only in 4.md",
    }


def test_titles_are_never_a_vocabulary() -> None:
    articles = [{"title": "Weekly update", "kind": "news"} for _ in range(20)]
    fields = schema_of(*articles)["properties"]
    assert "enum" not in fields["title"]
    assert fields["kind"] == {"enum": ["news"]}


def test_what_is_given_up_for_a_stricter_schema() -> None:
    articles: list[dict[str, Any]] = [
        {"title": f"Ferry {i}", "day": DAYS[i % 20]} for i in range(200)
    ]
    del articles[0]["day"]
    articles[1]["day"] = "soon"
    articles[2]["title"] = 7
    articles[3]["hero"] = "a.png"
    schema = schema_of(*articles, share=0.98)
    assert schema["required"] == ["title", "day"]
    assert schema["properties"] == {"title": TEXT, "day": {"type": "string", "format": "date"}}
    few = schema_of(*articles, share=0.985)
    assert "hero" in few["properties"], "the rare field is given up last"


def test_a_draft_is_laid_out_for_people() -> None:
    text = layout.text_of(
        {"$comment": "Drafted by newslint infer .", "a": {"b": [1]}, "c": "x" * 90}
    )
    assert text.splitlines()[2:] == ['  "a": {"b": [1]},', f'  "c": "{"x" * 90}"', "}"]


@pytest.mark.parametrize("key", ["\u202e", "\x7f", "##[error]", "\ue000", "é", "\U000e0001", "🛳"])
def test_a_draft_has_no_active_characters(key: str) -> None:
    draft = {"$comment": "Drafted by newslint infer .", "properties": {key: {}}}
    text = layout.text_of(draft)
    assert text.replace("\n", "").isprintable()
    assert "##" not in text
    assert key in json.loads(text)["properties"]
    assert layout.wrote(text)
    assert not layout.wrote(text.replace("properties", "patternProperties"))
