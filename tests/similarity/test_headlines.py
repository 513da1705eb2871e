"""How right same-story is on headlines of several outlets, which are kept with the benchmarks."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newslint.similarity.story import Stories
from tests.similarity.test_story import made

FOLDER = Path(__file__).parents[2] / "benchmarks/accuracy"


def article(row: dict[str, Any], *, excerpts: bool) -> dict[str, Any]:
    fields = {"title": row["title"], "publishedDateTime": row["date"], "provider": row["provider"]}
    return fields | {"excerpt": row["excerpt"]} if excerpts else fields


@pytest.mark.parametrize(
    ("name", "excerpts", "linked"),
    [
        ("headlines", True, 0.65),
        ("headlines", False, 0.5),
        ("headlines-abroad", True, 0.35),
        ("headlines-abroad", False, 0.15),
    ],
)
def test_nothing_wrong_is_linked_and_much_that_is_right(
    name: str, excerpts: bool, linked: float
) -> None:
    """``linked`` is the least share of the articles with a sibling that must be in a group."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    articles = made(*(article(row, excerpts=excerpts) for row in rows))
    groups = Stories(articles, 3.0).groups(np.ones(len(articles), bool))
    stories = [row["story"] for row in rows]
    assert [group for group in groups if len({stories[number] for number in group}) > 1] == []
    siblings = sum(stories.count(story) > 1 for story in stories)
    assert sum(map(len, groups)) >= linked * siblings
