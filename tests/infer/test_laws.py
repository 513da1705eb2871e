"""The promises of a draft, for any collection."""

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from newslint.infer import coverage
from newslint.infer.drafting import Result, drafted
from newslint.schema import mistakes
from newslint.schema.compile import Schema
from newslint.schema.load import parse
from tests.infer.collections_of import Fields, InMemory, collections
from tests.infer.mutants import Habits, mutants


def result_of(articles: Sequence[Mapping[str, Any]], share: float = 1.0) -> Result:
    result = drafted(InMemory(articles), share)
    assert result is not None
    return result


def plain(schema: Any) -> Any:
    """The validator of another tool."""
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@given(collections())
def test_all_articles_have_the_schema(articles: list[Fields]) -> None:
    result = result_of(articles)
    assert result.misfits == []
    other = plain(json.loads(result.text))
    assert all(other.is_valid(fields) for fields in articles)


@given(collections())
def test_a_draft_is_a_schema_without_mistakes(articles: list[Fields]) -> None:
    document = parse("draft", result_of(articles).text.encode(), trusted=True)
    assert mistakes.notices(document) == []
    assert result_of(articles) == result_of(articles)


@given(collections(least=2))
def test_mutants_are_rejected(articles: list[Fields]) -> None:
    schema = json.loads(result_of(articles).text)
    other = plain(schema)
    habits = Habits(articles)
    made = [mutant for fields in articles[:5] for mutant in mutants(fields, habits, schema)]
    survivors = [mutant for mutant in made if other.is_valid(mutant.fields)]
    assert len(survivors) <= 0.05 * len(made), survivors
    assert not {mutant.mistake for mutant in survivors} - {"leave enum"}


@given(collections(least=100, most=150), st.data())
def test_the_rest_is_few_and_listed(articles: list[Fields], data: st.DataObject) -> None:
    spoilt = data.draw(st.sets(st.integers(0, len(articles) - 1), max_size=2))
    habits = Habits(articles)
    for number in spoilt:
        found = list(mutants(articles[number], habits, {}))
        if found:
            articles[number] = data.draw(st.sampled_from(found)).fields
    result = result_of(articles, 0.98)
    assert len(result.misfits) <= 0.02 * len(articles)
    schema = Schema(parse("draft", result.text.encode(), trusted=True))
    failing = {f"{i}.md" for i, fields in enumerate(articles) if schema.violations(fields)}
    assert {misfit.path for misfit in result.misfits} == failing
    assert all(misfit.reasons for misfit in result.misfits)


@pytest.mark.parametrize(
    ("articles", "share", "number"),
    [
        (50, 0.98, 1),
        (49, 0.98, 0),
        (100, 0.9, 10),
        (10, 0.7, 3),
        (7, 1.0, 0),
        (100_000, 0.98, 2000),
    ],
)
def test_how_many_articles_may_be_left_out(articles: int, share: float, number: int) -> None:
    assert coverage.allowance(articles, share) == number


@given(st.integers(0, 2**32))
def test_spoilt_articles_are_left_out(seed: int) -> None:
    chance = random.Random(seed)
    articles: list[Fields] = [
        {"title": f"Bus {i} {chance.random()}", "kind": chance.choice(["news", "review"])}
        for i in range(100)
    ]
    one, other = chance.sample(range(100), 2)
    del articles[one]["title"]
    articles[other]["tilte"] = articles[other].pop("title")
    result = result_of(articles, 0.98)
    assert {misfit.path for misfit in result.misfits} == {f"{one}.md", f"{other}.md"}
    assert json.loads(result.text)["required"] == ["title", "kind"]
