"""The gate, the plain one and jsonschema see the same violations."""

import copy
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.errors import SchemaError
from newslint.schema import fast_schema as plain
from newslint.schema.compile import GATE_WORTH, Schema
from newslint.schema.load import Origin, parse, shipped
from newslint.schema.messages import problems
from newslint.schema.shape import shape
from newslint.schema.violation import DEPTH, LONG, STEPS, WORK, Violation
from tests.schema.articles import FULL, mutants, scalars, values
from tests.schema.bounded import bounded
from tests.schema.patterns import hostile

ARTICLE = Schema(shipped("article"))
CONFIG = Schema(shipped("config"))


def unordered(violations: tuple[Violation, ...]) -> list[Any]:
    """Violations in a form in which equal sets are equal."""
    return sorted(
        (
            [*map(str, one.path)],
            one.keyword,
            json.dumps(one.schema, sort_keys=True),
            repr(one.value),
            sorted(one.names),
            [unordered(branch) for branch in one.branches],
        )
        for one in violations
    )


def assert_equal(schema: Schema, data: Any) -> None:
    expected = unordered(schema.by_authority(data))
    assert unordered(schema.by_gate(data)) == expected
    assert unordered(plain.violations(schema.document.schema, data)) == expected
    assert unordered(schema.violations(data)) == expected
    assert schema.document.origin is Origin.SHIPPED
    with patch("newslint.schema.compile.GATE_WORTH", 0):  # as after many articles
        assert unordered(schema.violations(data)) == expected
    told = set(problems(schema.by_gate(data)))
    assert told == set(problems(plain.violations(schema.document.schema, data)))


def test_the_full_article_is_valid() -> None:
    assert ARTICLE.violations(FULL) == ()
    assert ARTICLE.by_gate(FULL) == ARTICLE.by_authority(FULL) == ()


@settings(max_examples=150)
@given(mutants())
def test_equal_on_articles_gone_wrong(data: dict[str, Any]) -> None:
    assert_equal(ARTICLE, data)


@settings(max_examples=60)
@given(values)
def test_equal_on_anything(data: Any) -> None:
    assert_equal(ARTICLE, data)


KEYS = [
    *CONFIG.document.schema["properties"],
    *CONFIG.document.schema["$defs"]["urls"]["properties"],
]


@settings(max_examples=80)
@given(
    st.dictionaries(
        st.sampled_from([*KEYS, "onlin"]),
        st.recursive(
            scalars,
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from([*KEYS, "files", "severity"]), inner, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_equal_on_configurations(data: dict[str, Any]) -> None:
    assert_equal(CONFIG, data)


@pytest.mark.slow
@settings(max_examples=50_000)
@given(mutants())
def test_equal_on_many_articles_gone_wrong(data: dict[str, Any]) -> None:
    assert_equal(ARTICLE, data)


def test_many_articles_are_judged_as_few_are() -> None:
    wrong = FULL | {"quality": "high", "secret": 1}
    schema = Schema(shipped("article"))
    found = [(schema.violations(FULL), schema.violations(wrong)) for _ in range(GATE_WORTH)]
    assert "_usual_gate" in vars(schema)
    assert all(one == found[0] for one in found)
    assert [len(violations) for violations in found[0]] == [0, 2]


def test_what_is_only_unusual_is_no_violation() -> None:
    unusual = {
        "publishedDateTime": "2016-02-29T23:59:60Z",
        "webUrl": "https://mün.example/ä",
        "ampWebUrl": "https://mün.example/ä/amp",
    }
    schema = Schema(shipped("article"))
    with patch("newslint.schema.compile.GATE_WORTH", 0):
        assert schema.violations(FULL | unusual) == ()
        (only,) = schema.violations(FULL | unusual | {"quality": "high"})
        assert only.path == ("quality",)
        (wrong,) = schema.violations(FULL | unusual | {"publishedDateTime": "2015-02-29"})
        assert (wrong.keyword, wrong.expected) == ("format", "date-time")


ODD: dict[str, Callable[[], Any]] = {
    "not a number": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "a huge integer": lambda: 10**307,
    "a huge negative integer": lambda: -(10**307),
    "a large float": lambda: 1e308,
    "a lone surrogate": lambda: "\ud800",
    "a surrogate as a name": lambda: {"\udfff": 1},
    "NUL": lambda: "\0",
    "a deep list": lambda: json.loads("[" * 64 + "]" * 64),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("field", ["quality", "heat", "title", "webUrl", "provider", "related"])
def test_odd_values_are_violations(odd: str, field: str) -> None:
    data = copy.deepcopy(FULL) | {field: ODD[odd]()}
    found = {one.path[:1] for one in ARTICLE.violations(data)}
    allowed = {"title": ("a lone surrogate", "NUL"), "heat": ("a huge integer", "a large float")}
    assert ((field,) in found) == (odd not in allowed.get(field, ()))


def test_a_surrogate_in_a_name_is_unknown() -> None:
    found = ARTICLE.violations(FULL | {"\udfff": 1})
    assert [one.names for one in found] == [("\\udfff",)]


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_are_no_trouble_to_jsonschema(odd: str) -> None:
    schema = Schema(parse("x.json", b'{"properties": {"a": {"type": "boolean", "minimum": 3}}}'))
    data = {"a": ODD[odd]()}
    assert [one.keyword for one in schema.violations(data)][:1] == ["type"]


USERS: dict[str, tuple[str, Any, list[tuple[str, str]]]] = {
    "one of several": (
        '{"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}',
        {"a": 5},
        [("a", "anyOf")],
    ),
    "an alternative that nothing fits": (
        '{"anyOf": [false, {"required": ["a"]}]}',
        {},
        [("", "anyOf")],
    ),
    "a forbidden field": ('{"properties": {"a": false}}', {"a": 1}, [("a", "false")]),
    "draft 7": (
        '{"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"a": ["b"]}}',
        {"a": 1},
        [("", "dependencies")],
    ),
    "the shipped schema with more required": (
        '{"$ref": "urn:newslint:schemas:article", "required": ["locale"]}',
        {key: value for key, value in FULL.items() if key != "locale"},
        [("", "required")],
    ),
    "what only jsonschema forgives": (
        '{"properties": {"a": {"pattern": "^a$"}}}',
        {"a": "a\n"},
        [],
    ),
    "what only jsonschema sees": (
        r'{"properties": {"a": {"pattern": "^\\D$"}}}',
        {"a": "٣"},
        [("a", "pattern")],
    ),
    "the one below not": (
        '{"properties": {"a": {"not": {"pattern": "^a$"}}}}',
        {"a": "a\n"},
        [("a", "not")],
    ),
    "a field called propertyNames": (
        '{"properties": {"propertyNames": {"type": "integer"}}}',
        {"propertyNames": "x"},
        [("propertyNames", "type")],
    ),
    "unevaluated": (
        '{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}',
        {"a": 1, "b": 2},
        [("", "unevaluatedProperties")],
    ),
}


@pytest.mark.parametrize("case", USERS)
def test_schemas_of_users(case: str) -> None:
    text, data, expected = USERS[case]
    found = Schema(parse("own.json", text.encode())).violations(data)
    assert [("/".join(map(str, one.path)), one.keyword) for one in found] == expected


TEXTS = {
    "one letter": "a" * 200_000,
    "two letters": "".join(random.Random(1).choices("ab", k=200_000)),
    "a name": "a" * 900 + "!",
}
HOSTILE = dict(hostile())
SAMPLE = random.Random(2).sample(sorted(HOSTILE), 150)
EXCESS = {LONG, STEPS, WORK}


def told(pattern: str, *, trusted: bool) -> list[set[str]] | str:
    """What is said of each of `TEXTS` where it must match a pattern as a value and as a name; or
    why the pattern is refused."""
    rules = {
        "properties": {"t": {"pattern": pattern}},
        "patternProperties": {pattern: {"type": "string"}},
    }
    try:
        schema = Schema(parse("x.json", json.dumps(rules).encode(), trusted=trusted))
    except SchemaError as error:
        return str(error)
    return [
        {one.keyword for one in schema.violations({"t": text, text[:5_000]: 1})}
        for text in TEXTS.values()
    ]


def assert_no_hang(what: str, *, trusted: bool) -> None:
    pattern = HOSTILE[what]
    answer = bounded(lambda: told(pattern, trusted=trusted))
    if isinstance(answer, str):
        assert re.match(
            r"x\.json:1:[0-9]+: '.*' is not a pattern that newslint can match: ", answer
        )
        return
    assert trusted or not shape(pattern).special
    for found, text in zip(answer, TEXTS.values(), strict=True):
        if shape(pattern).special and len(text) > 10_000:
            assert found in ({LONG}, {STEPS})
        elif not found & EXCESS and not shape(pattern).special:  # known from an engine like it
            fits = bounded(lambda text=text: matches(pattern, text))  # type: ignore[misc]
            assert ("pattern" in found) != fits


@pytest.mark.parametrize("trusted", [False, True], ids=["of strangers", "of the user"])
@pytest.mark.parametrize("what", SAMPLE)
def test_patterns_cannot_hang(what: str, trusted: bool) -> None:
    assert_no_hang(what, trusted=trusted)


@pytest.mark.slow
@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("what", HOSTILE)
def test_no_pattern_can_hang(what: str, trusted: bool) -> None:
    assert_no_hang(what, trusted=trusted)


def matches(pattern: str, text: str) -> bool:
    validator = jsonschema_rs.validator_for(
        {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
    )
    return validator.is_valid(text)


def test_data_too_deep_for_a_schema_that_doubles() -> None:
    twice = {"allOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]}
    schema = Schema(parse("x.json", json.dumps(twice).encode()))
    assert schema.violations([[[]]]) == ()
    deep: list[Any] = []
    for _ in range(60):
        deep = [deep]
    assert [one.keyword for one in schema.violations(deep)] == [DEPTH]


def test_the_shipped_schema_speaks_without_jsonschema() -> None:
    """Importing it takes longer than linting a file."""
    code = (
        "import sys; from newslint.pipeline.run import lint; from newslint.settings import Config;"
        "r = lint([], Config(select=('fields',), use_cache=False, online=False),"
        " sources={'a.md': b'---\\nquality: high\\n---\\n'});"
        "assert any(f.rule == 'invalid-field' for f in r.findings);"
        "assert 'jsonschema' not in sys.modules and 'referencing' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
