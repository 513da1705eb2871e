"""What articles of strangers may hold: a draft stays small, true and a schema."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newslint.infer.drafting import drafted
from newslint.infer.observe import MAX_NAMES, Few, observed
from tests.infer.collections_of import InMemory


def nested(depth: int, value: Any, *, lists: bool = False) -> Any:
    for _ in range(depth):
        value = [value] if lists else {"k": value}
    return value


CASES: dict[str, list[Any]] = {
    "deep mappings": [nested(62, 1)],
    "deep lists": [nested(62, 1, lists=True)],
    "many names": [{f"name{i}": i for i in range(10_000)}, {"name0": 1}],
    "many names everywhere": [{f"n{i}{j}": {"a": {"b": 1}} for i in range(500)} for j in range(4)],
    "long names": [{"k" * 100_000: 1}, {"é" * 201: "a"}, {}],
    "long texts": ["a" * 100_000, "https://kvist.example/" + "a" * 100_000],
    "a long list": [list(range(10_000))],
    "huge numbers": [10**300, -(10**300), 1e308, 5.0, -0.0, 0],
    "not JSON": [float("nan"), float("inf"), [float("-inf")], {"a": float("nan")}],
    "nothing": [None, "", [], {}, [[]], [None], [{}]],
    "names of JSON Schema": [{"$ref": "#/no", "$id": "http://x/", "$defs": {"$ref": 1}, "enum": 1}],
    "names of programs": [{"__proto__": {}, "constructor": 1, "": 2, "~/": 3, "\u202e": 4}],
    "mixed": ["a", 1, 1.5, True, None, [1, "a", {"b": []}], {"b": [1, None]}],
}


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_all_articles_have_the_schema(values: list[Any]) -> None:
    articles = [{"title": "A", "field": value} for value in values] * 3
    for fields in (articles, [{"$ref": "newslint:hugo", "$schema": "x"} | one for one in articles]):
        result = drafted(InMemory(fields), 1.0)
        assert result is not None
        assert result.misfits == []
        assert len(result.text) < 300_000
        plain = Draft202012Validator(json.loads(result.text))
        assert all(map(plain.is_valid, fields))


def test_what_is_kept_of_many_articles_is_bounded() -> None:
    articles = (
        (number, {"title": f"{number}", f"name{number}": {f"name{number}": number}})
        for number in range(2_000)
    )
    root = observed(articles, 20)
    assert len(root.fields) == MAX_NAMES
    assert root.fields["title"].values is None
    assert root.fields["title"].seen.count == 2_000
    assert len(root.fields["title"].seen.articles) == 20
    assert root.others is not None
    assert set(root.others.fields) == {f"name{i}" for i in range(MAX_NAMES - 1, 2 * MAX_NAMES - 1)}


def test_articles_are_counted_once() -> None:
    few = Few(2)
    for article in (1, 1, 2, 2, 5, 5, 7):
        few.add(article)
    assert (few.count, few.articles, few.is_complete) == (4, [1, 2], False)
    assert Few(3, [1, 2]).merged(Few(3, [2, 3])).articles == [1, 2, 3]
    assert Few(2, [1, 2, 3]).merged(Few(2)).count == 3
