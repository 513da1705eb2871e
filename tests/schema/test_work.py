"""Whatever a schema makes of an article, it comes to an end, and what it says is true."""

import json
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.errors import SchemaError
from newslint.schema.compile import Schema
from newslint.schema.load import parse
from newslint.schema.violation import DEPTH, LONG, STEPS, UNLISTED, WORK
from newslint.schema.work import MAX_DECIDING, Work, _Meter, _Sizes
from tests.schema.bounded import bounded

NO_MORE = {"unevaluatedProperties": False}
REFUSED = "refused"
FITS: set[str] = set()
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def unevaluated(keyword: str, levels: int) -> tuple[Any, Any, set[str] | str]:
    """Keywords that apply to the same value, in each other and each with something unevaluated."""
    schema: Any = {"properties": {"z": True}}
    for _ in range(levels):
        schema = {keyword: schema if keyword == "if" else [schema], **NO_MORE}
    return schema, {"z": 1}, REFUSED if levels > 6 else FITS


def chained(keyword: str, links: int) -> tuple[Any, Any, set[str] | str]:
    """Subschemas that apply to the same value one behind the other, at each level of a tree."""
    schemas: dict[str, Any] = {
        f"d{i}": {keyword: [{"$ref": f"#/$defs/d{i + 1}"}]} for i in range(links)
    }
    schemas[f"d{links}"] = {"properties": {"c": {"$ref": "#"}, "z": {"type": "integer"}}}
    data: Any = {"z": "x"}
    for _ in range(15):
        data = {"c": data}
    schema = {"$ref": "#/$defs/d0", "$defs": schemas}
    return schema, data, {"type"} if keyword == "allOf" else {UNLISTED}


def deep(levels: int) -> Any:
    data: Any = {"z": 1}
    for _ in range(levels):
        data = {"c": [data], "z": 1}
    return data


def field(schema: Any) -> Any:
    return {"properties": {"x": schema}}


LETTERS = "".join(random.Random(1).choices("ab", k=4_000_000))
TREE = {"properties": {"c": {"items": {"$ref": "#"}}, "z": True}}

CASES: dict[str, Callable[[], tuple[Any, Any, set[str] | str]]] = {
    # Lists in the schema against lists in the article
    "an enum of thousands": lambda: (
        field({"items": {"enum": [f"v{i}" for i in range(3_000)]}}),
        {"x": [f"v{i % 3_000}" for i in range(9_000)]},
        FITS,
    ),
    "an enum of thousands that others are not in": lambda: (
        field({"items": {"enum": [f"v{i}" for i in range(3_000)]}}),
        {"x": [f"w{i}" for i in range(3_000)]},
        {UNLISTED},
    ),
    "an enum of tens of thousands": lambda: (
        field({"items": {"enum": [f"v{i}" for i in range(50_000)]}}),
        {"x": [f"v{i}" for i in range(9_000)]},
        {WORK},
    ),
    "an enum of lists": lambda: (
        field({"items": {"enum": [[0] * 19 + [i] for i in range(2_000)]}}),
        {"x": [[0] * 20 for _ in range(900)]},
        FITS,
    ),
    "alternatives": lambda: (
        field({"items": {"anyOf": [{"const": i} for i in range(1_000)]}}),
        {"x": [f"w{i}" for i in range(5_000)]},
        {WORK},
    ),
    "alternatives that are told": lambda: (
        field({"items": {"anyOf": [{"const": i} for i in range(50)]}}),
        {"x": [1, 2, "w"] * 100},
        {"anyOf"},
    ),
    "required fields": lambda: (
        field({"items": {"required": [f"f{i}" for i in range(20_000)]}}),
        {"x": [{} for _ in range(2_000)]},
        {UNLISTED},
    ),
    "required fields, and a pattern that only the gate matches": lambda: (
        {**field({"items": {"required": [f"f{i}" for i in range(20_000)]}}), "pattern": "(a)*"},
        {"x": [{} for _ in range(2_000)]},
        {UNLISTED},
    ),
    "dependent fields": lambda: (
        field({"items": {"dependentRequired": {f"f{i}": ["y"] for i in range(20_000)}}}),
        {"x": [{} for _ in range(9_000)]},
        {WORK},
    ),
    "thousands of fields": lambda: (
        {"properties": {f"f{i}": {"type": "string"} for i in range(10_000)}},
        {f"f{i}": "a" for i in range(9_000)},
        FITS,
    ),
    "a subschema for each of many items": lambda: (
        field({"items": {"allOf": [{"minLength": i} for i in range(2_000)]}}),
        {"x": ["a"] * 9_000},
        {WORK},
    ),
    "one that contains": lambda: (
        field({"items": {"contains": {"const": 1}, "minContains": 2}}),
        {"x": [[2] * 40 for _ in range(400)]},
        {"contains"},
    ),
    "unique numbers": lambda: (field({"uniqueItems": True}), {"x": list(range(19_000))}, FITS),
    "unique mappings": lambda: (
        field({"uniqueItems": True}),
        {"x": [{"a": i} for i in range(6_000)] + [{"a": 1}]},
        {"uniqueItems"},
    ),
    "unique mappings, below a dialect": lambda: (
        {**field({"$schema": DRAFT, "uniqueItems": True}), "required": ["q"]},
        {"x": [{"a": i} for i in range(6_000)]},
        {"required"},
    ),
    "unique mappings, below two dialects": lambda: (
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            **field({"$schema": DRAFT, "$id": "http://x.example/y", "uniqueItems": True}),
            "required": ["q"],
        },
        {"x": [{"a": i} for i in range(6_000)]},
        {"required"},
    ),
    # Names
    "names that must have a form": lambda: (
        {"propertyNames": {"allOf": [{"minLength": i} for i in range(9, 2_000)]}},
        {f"f{i}": 1 for i in range(9_000)},
        {WORK},
    ),
    "patterns for names": lambda: (
        {"patternProperties": {f"^x{i}[ab]": {"type": "string"} for i in range(2_000)}},
        {f"k{i}": 1 for i in range(9_000)},
        {WORK},
    ),
    "some patterns for names": lambda: (
        {"patternProperties": {f"^x{i}-": {"type": "string"} for i in range(20)}},
        {f"x{i % 30}-{i}": 1 for i in range(600)},
        {"type"},
    ),
    "long names": lambda: (
        {"patternProperties": {"[ab]*a[ab]{40}c": {"type": "string"}}},
        {LETTERS[i * 9_000 : i * 8_999 + 100_000]: 1 for i in range(20)},
        {WORK},
    ),
    "unknown names": lambda: (
        {"additionalProperties": False},
        {f"{'x' * 300}{i}": 1 for i in range(9_000, 0, -1)},
        {"additionalProperties"},
    ),
    "unknown names beside patterns": lambda: (
        {"additionalProperties": False, "patternProperties": {"^y": True, "z$": True}},
        {f"{'x' * 30}{i}": 1 for i in range(3_000, 0, -1)} | {"yes": 1, "jazz": 1},
        {"additionalProperties"},
    ),
    # Values that errors would hold again and again
    "errors about all of a large article": lambda: (
        {"allOf": [{"required": ["q"]}] * 1_000},
        {"body": "x" * 3_900_000},
        {UNLISTED},
    ),
    "errors about a long text": lambda: (
        field({"allOf": [{"type": "array"}] * 1_000}),
        {"x": "x" * 3_900_000},
        {UNLISTED},
    ),
    "errors in alternatives": lambda: (
        field({"anyOf": [{"type": "array"}] * 1_000}),
        {"x": "x" * 3_900_000},
        {UNLISTED},
    ),
    # What is unevaluated
    **{
        f"unevaluated, {levels} levels of {keyword}": partial(unevaluated, keyword, levels)
        for keyword in ("allOf", "anyOf", "oneOf", "if")
        for levels in (2, 6, 30, 90)
    },
    "unevaluated by way of references": lambda: (
        {
            "$defs": {
                "d0": {"properties": {"z": True}},
                **{f"d{i}": {"$ref": f"#/$defs/d{i - 1}", **NO_MORE} for i in range(1, 60)},
            },
            "$ref": "#/$defs/d59",
        },
        {"z": 1},
        REFUSED,
    ),
    "unevaluated in each level of a tree": lambda: ({"allOf": [TREE], **NO_MORE}, deep(20), FITS),
    "unevaluated in each level of a tree, and wrong": lambda: (
        {"anyOf": [TREE], **NO_MORE},
        {"c": [deep(10), {"y": 1}]},
        {"anyOf"},
    ),
    "unevaluated, thousands": lambda: (
        {"allOf": [{"properties": {f"f{i}": True for i in range(9_000)}}], **NO_MORE},
        {f"f{i}": 1 for i in range(9_000)} | {f"g{i}": 1 for i in range(90)},
        {"unevaluatedProperties"},
    ),
    # References
    "an anchor in a large file": lambda: (
        {
            "$defs": {
                "p": {"$anchor": "here", "minLength": 5},
                **{f"d{i}": {"type": "string", "minLength": i} for i in range(15_000)},
            },
            **field({"items": {"$ref": "#here"}}),
        },
        {"x": ["a"] * 500},
        {"minLength"},
    ),
    "a tree that doubles": lambda: (
        {"allOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]},
        json.loads("[" * 50 + "]" * 50),
        {DEPTH},
    ),
    "a dynamic reference to what doubles": lambda: (
        {
            "$dynamicAnchor": "a",
            "$ref": "tree",
            "allOf": [{"items": {"$dynamicRef": "#a"}}] * 2,
            "$defs": {"t": {"$id": "tree", "$dynamicAnchor": "a", "items": {"$dynamicRef": "#a"}}},
        },
        json.loads("[" * 50 + "]" * 50),
        REFUSED,
    ),
    **{
        f"a chain of references with {keyword}": partial(chained, keyword, 40)
        for keyword in ("allOf", "anyOf", "oneOf")
    },
    # Patterns
    "a pattern that needs thousands of states": lambda: (
        field({"pattern": "[ab]*a[ab]{20}c"}),
        {"x": LETTERS[:1_000_000]},
        {"pattern"},
    ),
    "a pattern that is too much for megabytes": lambda: (
        field({"pattern": "[ab]*a[ab]{200}c"}),
        {"x": LETTERS},
        {LONG},
    ),
    "many patterns": lambda: (
        field({"allOf": [{"pattern": f"[ab]*a[ab]{{{i}}}c"} for i in range(20, 50)]}),
        {"x": LETTERS[:50_000]},
        {"pattern"},
    ),
    "a pattern again and again": lambda: (
        {
            "$defs": {"p": {"pattern": "[ab]*a[ab]{20}c"}},
            **field({"allOf": [{"$ref": "#/$defs/p"}] * 1_500}),
        },
        {"x": LETTERS[:50_000]},
        {LONG},
    ),
    "a pattern for many values": lambda: (
        field({"items": {"pattern": "[ab]*a[ab]{40}c"}}),
        {"x": [LETTERS[i * 150 : i * 150 + 150] for i in range(18_000)]},
        {WORK},
    ),
    "a format for megabytes": lambda: (
        field({"allOf": [{"format": "uri-reference"}] * 900}),
        {"x": "x" * 900_000},
        {LONG},
    ),
    "a length for megabytes": lambda: (
        field({"allOf": [{"minLength": 9}] * 5_000}),
        {"x": "é" * 1_900_000},
        {LONG},
    ),
}  # fmt: skip


def keywords(schema: Any, data: Any, trusted: bool = False) -> set[str] | str:
    try:
        made = Schema(parse("x.json", json.dumps(schema).encode(), trusted=trusted))
    except SchemaError:
        return REFUSED
    return {one.keyword for one in made.violations(data)}


@pytest.mark.parametrize("what", CASES)
def test_no_schema_can_hang(what: str) -> None:
    schema, data, expected = CASES[what]()
    assert bounded(lambda: keywords(schema, data)) == expected


BACKTRACKING: dict[str, Callable[[], tuple[Any, Any, set[str] | str]]] = {
    "a text that is too long": lambda: (
        field({"pattern": "^(?!draft)"}), {"x": "a" * 10_001}, {LONG}
    ),
    "the longest text": lambda: (field({"pattern": "^(?!draft)"}), {"x": "a" * 10_000}, FITS),
    "below not": lambda: (field({"not": {"pattern": "^(?!draft)"}}), {"x": "a" * 10_001}, {LONG}),
    "too many steps": lambda: (
        field({"pattern": "(?=(?:(?=a*)a)*)b"}), {"x": "a" * 3_000}, {STEPS}
    ),
    "too many steps below not": lambda: (
        field({"not": {"pattern": "(?=(?:(?=a*)a)*)b"}}), {"x": "a" * 3_000}, {STEPS}
    ),
    "too many steps in a branch": lambda: (
        {"anyOf": [True, field({"pattern": "(?=(?:(?=a*)a)*)b"})]}, {"x": "a" * 3_000}, {STEPS}
    ),
    "many values": lambda: (
        field({"items": {"pattern": "^(?!draft-)[a-z0-9-]+$"}}),
        {"x": [f"ferry-{i}" for i in range(18_000)]},
        FITS,
    ),
    "many values that take long": lambda: (
        field({"items": {"pattern": r"(?=(a+))\1b"}}),
        {"x": ["a" * 150 + str(i) for i in range(18_000)]},
        {STEPS},
    ),
    "many patterns": lambda: (
        field({"allOf": [{"pattern": f"(?=(a+))\\1b{i}"} for i in range(500)]}),
        {"x": "a" * 3_000},
        {STEPS},
    ),
    "names": lambda: (
        {"patternProperties": {"^(?!x-)": {"type": "string"}}, "additionalProperties": False},
        {"a": "b", "x-c": 1, "d": 1},
        {"type", "additionalProperties"},
    ),
    "names that are too long": lambda: (
        {"patternProperties": {"^(?!x-)": {"type": "string"}}}, {"k" * 200_000: "s"}, {LONG}
    ),
    "names that must have a form": lambda: (
        {"propertyNames": {"pattern": "^(?!x-)"}}, {"x-a": 1, "b": 1}, {"propertyNames"}
    ),
    "thousands of names": lambda: (
        {"patternProperties": {"^(?!x-)": {"type": "integer"}}},
        {f"k{i}": 1 for i in range(9_000)},
        FITS,
    ),
    "a pattern beside it that is linear": lambda: (
        {"properties": {"x": {"pattern": "^(a+)+$"}, "y": {"pattern": "^(?!a)"}}},
        {"x": "a" * 9_000 + "!", "y": "b"},
        {"pattern"},
    ),
    "a lone surrogate": lambda: (field({"pattern": "^(?!a)"}), {"x": "\ud800"}, FITS),
}  # fmt: skip


@pytest.mark.parametrize("what", BACKTRACKING)
def test_backtracking_patterns_cannot_hang(what: str) -> None:
    schema, data, expected = BACKTRACKING[what]()
    assert bounded(lambda: keywords(schema, data)) == REFUSED
    assert bounded(lambda: keywords(schema, data, trusted=True)) == expected


# What is counted, and its bounds

schemas = st.recursive(
    st.sampled_from(
        [
            True,
            {},
            {"type": "string"},
            {"pattern": "^[a-c]+$"},
            {"enum": ["a", 1, None]},
            {"required": ["a", "b"]},
            {"minLength": 2},
            {"$ref": "#"},
        ]
    ),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "allOf": st.lists(inner, min_size=1, max_size=3),
            "anyOf": st.lists(inner, min_size=1, max_size=3),
            "not": inner,
            "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
            "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, max_size=2),
            "additionalProperties": inner,
            "items": inner,
            "propertyNames": inner,
            "unevaluatedProperties": inner,
            "dependentSchemas": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        },
    ),
    max_leaves=8,
)
values = st.recursive(
    st.sampled_from(["a", "bb", "é", 1, None, True]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(schemas, values)
def test_the_quick_bound_is_one(schema: Any, data: Any) -> None:
    """What is not counted would not have been too much."""
    work = made(schema)
    if work is None:
        return
    sizes = _Sizes(data)
    deciding, listing = work.bounds(sizes)
    meter = work.count(sizes)
    assert meter.listing <= listing
    assert meter.deciding <= deciding * 11  # being counted makes a step eleven times as dear


@settings(max_examples=200)
@given(schemas, values)
def test_verdicts_are_those_of_jsonschema(schema: Any, data: Any) -> None:
    if made(schema) is None:
        return
    found = Schema(parse("x.json", json.dumps(schema).encode())).violations(data)
    assert (not found) == jsonschema.Draft202012Validator(schema).is_valid(data)


def made(schema: Any) -> Work | None:
    try:
        return parse("x.json", json.dumps(schema).encode()).work
    except SchemaError:
        return None


def test_what_is_too_much_is_not_counted_to_its_end() -> None:
    work = made({"items": {"allOf": [{"minLength": 1}] * 5_000}})
    assert work is not None
    effort = work.on(["a"] * 20_000)
    assert effort.excess is not None
    assert effort.excess.keyword == WORK


def test_costs_add_up() -> None:
    meter = _Meter(_Sizes({"a": "b"}))
    meter.step("b", 2)
    meter.step("b", 1)
    assert 0 < meter.deciding < meter.listing < MAX_DECIDING
