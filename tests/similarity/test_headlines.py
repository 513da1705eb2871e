"""How right same-story is on headlines of several outlets, which are kept with the benchmarks."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newslint.similarity.story import Stories
from tests.similarity.test_story import made

HEADLINES = Path(__file__).parents[2] / "benchmarks/accuracy/headlines.jsonl"
ROWS = [json.loads(line) for line in HEADLINES.read_text("utf-8").splitlines()]


def article(row: dict[str, Any], *, excerpts: bool) -> dict[str, Any]:
    fields = {"title": row["title"], "publishedDateTime": row["date"], "provider": row["provider"]}
    return fields | {"excerpt": row["excerpt"]} if excerpts else fields


@pytest.mark.parametrize(
    ("excerpts", "linked"), [(True, 0.65), (False, 0.5)], ids=["with excerpts", "titles alone"]
)
def test_nothing_wrong_is_linked_and_much_that_is_right(excerpts: bool, linked: float) -> None:
    """``linked`` is the least share of the articles with a sibling that must be in a group."""
    articles = made(*(article(row, excerpts=excerpts) for row in ROWS))
    groups = Stories(articles, 3.0).groups(np.ones(len(articles), bool))
    stories = [row["story"] for row in ROWS]
    assert [group for group in groups if len({stories[number] for number in group}) > 1] == []
    siblings = sum(stories.count(story) > 1 for story in stories)
    assert sum(map(len, groups)) >= linked * siblings
