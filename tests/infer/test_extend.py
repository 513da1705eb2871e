"""A draft that extends a shipped schema says what it adds and narrows, and no more."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newslint.infer.drafting import Result, drafted
from newslint.schema.load import parse
from newslint.vocabulary import presets
from tests.infer.collections_of import Fields, InMemory
from tests.infer.mutants import Habits, mutants


def result_of(articles: list[Fields], preset: str, share: float = 1.0, **options: bool) -> Result:
    result = drafted(InMemory(articles, preset), share, **options)
    assert result is not None
    return result


def story(number: int, **fields: Any) -> Fields:
    return {
        "title": f"Ferry {number}",
        "excerpt": "Boats leave every hour again.",
        "publishedDateTime": "2024-03-01T08:00:00Z",
        "webUrl": f"https://tarn-times.example/{number}",
        "type": "article",
        "quality": number,
        "provider": {"name": "Tarn Times", "domain": "tarn-times.example"},
        **fields,
    }


def test_what_the_shipped_schema_says_is_not_repeated() -> None:
    articles = [story(i, heat=i, deck="Early boat", author=f"Ida {i}") for i in range(20)]
    result = result_of(articles, "article")
    draft = json.loads(result.text)
    assert result.extends == draft["$ref"] == "newslint:article"
    assert draft["required"] == ["webUrl", "heat", "deck", "author"]
    assert draft["properties"] == {
        "type": {"enum": ["article"]},
        "heat": {"$comment": "from 0 to 19 so far", "type": "integer"},
        "provider": {"properties": {"name": {"enum": ["Tarn Times"]}}},
        "deck": {"enum": ["Early boat"]},
        "author": {"type": "string", "minLength": 1},
    }


def test_few_articles_do_not_narrow_a_closed_schema() -> None:
    draft = json.loads(result_of([story(1, heat=1)], "article").text)
    assert draft.keys() == {"$schema", "$comment", "$ref", "unevaluatedProperties"}


def test_a_generator_accepts_more_than_its_users_write() -> None:
    draft = json.loads(result_of([{"title": "A", "tags": ["a"], "hero": "/a.png"}], "jekyll").text)
    assert draft["required"] == ["title", "tags", "hero"]
    assert draft["properties"]["tags"] == {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("articles", "preset", "share", "extends"),
    [
        ([story(1), story(2)], "article", 1.0, True),
        ([story(1), story(2, quality="high")], "article", 1.0, False),
        ([story(1), story(2, quality="high")], "article", 0.5, True),
        ([{"title": "A", "deck": "B", "hero": "/a.png"}], "jekyll", 1.0, False),
        ([{"title": "A", "tags": [], "hero": "/a.png"}], "jekyll", 1.0, True),
        ([{"title": ["A"]}], "jekyll", 1.0, False),
        ([{}], "jekyll", 1.0, False),
    ],
)
def test_a_schema_that_does_not_fit_is_not_extended(
    articles: list[Fields], preset: str, share: float, extends: bool
) -> None:
    result = result_of(articles, preset, share)
    assert (result.extends is not None) is extends
    assert len(result.misfits) == (share < 1)
    assert result_of(articles, preset, share, may_extend=False).extends is None


def test_a_rare_field_of_the_shipped_schema_is_not_given_up() -> None:
    articles: list[Fields] = [{"title": f"Ferry {i}", "tags": ["a"]} for i in range(100)]
    articles[7] |= {"image": "/a.png"}
    articles[8] |= {"hero": "/a.png"}
    result = result_of(articles, "jekyll", 0.98)
    assert [misfit.path for misfit in result.misfits] == ["8.md"]
    assert json.loads(result.text)["properties"]["image"] == {"type": "string"}


SAMPLES: dict[str, Any] = {"string": "bus", "integer": 7, "boolean": True, "array": ["a"]}
GENERATORS = [name for name in presets.names() if name not in ("article", "generic")]


@given(st.sampled_from(GENERATORS), st.integers(0, 2**32))
def test_mutants_are_rejected_as_by_a_schema_of_its_own(preset: str, seed: int) -> None:
    chance = random.Random(seed)
    kinds = {
        name: chance.choice([*SAMPLES])
        for name in ("title", "tags", "draft", "description", "hero", "layout", "image", "weight")
    }
    articles = [
        {name: SAMPLES[kind] for name, kind in kinds.items() if chance.random() < 0.9}
        for _ in range(12)
    ]
    result = result_of(articles, preset)
    assert result.misfits == []
    schema = parse("draft", result.text.encode(), trusted=True).schema
    plain = Draft202012Validator(schema)
    assert all(map(plain.is_valid, articles))
    habits = Habits(articles)
    made = [mutant for fields in articles[:3] for mutant in mutants(fields, habits, {})]
    assert [one for one in made if plain.is_valid(one.fields)] == []
