"""Articles on one event, and those that only look so."""

import json
import random
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.article import Article
from newslint.similarity import tokens as words
from newslint.similarity.contradiction import of_series
from newslint.similarity.sketch import Sketch, sketch
from newslint.similarity.story import Stories

FERRY = {
    "title": "Rudder repaired, Skerrow ferry sails again on Monday",
    "excerpt": "Engineers have replaced the cracked rudder of the Skerrow ferry.",
    "publishedDateTime": "2026-03-03T08:00:00Z",
}
OTHER_FERRY = {
    "title": "Skerrow ferry to resume crossings after rudder repair",
    "excerpt": "The cracked rudder that stopped the Skerrow ferry has been replaced.",
    "publishedDateTime": "2026-03-03T15:00:00Z",
}


def made(*articles: dict[str, Any]) -> list[Sketch]:
    sketches = []
    for fields in articles:
        body = fields.get("body", "")
        front = {key: value for key, value in fields.items() if key != "body"}
        source = f"---\n{json.dumps(front)}\n---\n{body}\n".encode()
        facts = sketch(Article.parse("a.md", source))
        assert facts is not None
        sketches.append(Sketch(*facts))
    return sketches


def groups(*articles: dict[str, Any], days: float = 3.0) -> list[list[int]]:
    return Stories(made(*articles), days).groups(np.ones(len(articles), bool))


def test_two_outlets_on_one_event() -> None:
    assert groups(FERRY, OTHER_FERRY) == [[0, 1]]


def test_what_titles_tell_is_not_undone_by_short_excerpts() -> None:
    """Each outlet chooses another fact for its excerpt."""
    one = {
        "title": "Skerrow ferry sails again after rudder repair",
        "excerpt": "Passengers had been taken round by bus for eleven days.",
        "publishedDateTime": "2026-03-03T08:00:00Z",
    }
    other = one | {
        "title": "Skerrow ferry back in service, rudder repaired",
        "excerpt": "The council wants the operator to pay for the lost crossings.",
    }
    bare = [
        {key: value for key, value in each.items() if key != "excerpt"} for each in (one, other)
    ]
    assert groups(one, other) == groups(*bare) == [[0, 1]]


def test_what_two_titles_tell_counts_more_than_the_same_words_elsewhere() -> None:
    quiet = OTHER_FERRY | {
        "title": "What the islanders say",
        "excerpt": f"{OTHER_FERRY['title']}. {OTHER_FERRY['excerpt']}",
    }
    telling, silent = Stories(made(FERRY, OTHER_FERRY, quiet), 3.0).decisions([(0, 1), (0, 2)])
    assert telling.basis == silent.basis == "excerpt"
    assert telling.margin > silent.margin


def test_an_amount_is_its_number() -> None:
    one = {
        "title": "Kelpworks sold to Nordfisk for 24bn crowns",
        "publishedDateTime": "2026-03-03T08:00:00Z",
    }
    other = one | {"title": "Nordfisk pays 24 billion crowns for Kelpworks"}
    ours, theirs = made(one, other)
    assert words.stem_hash("24") in np.frombuffer(ours.terms, np.uint32)
    assert words.stem_hash("24") in np.frombuffer(theirs.terms, np.uint32)


def test_without_dates_the_threshold_is_higher() -> None:
    one, other = ({k: v for k, v in f.items() if "Date" not in k} for f in (FERRY, OTHER_FERRY))
    (dated,) = Stories(made(FERRY, OTHER_FERRY), 3.0).decisions([(0, 1)])
    (undated,) = Stories(made(one, other), 3.0).decisions([(0, 1)])
    assert undated.threshold > dated.threshold
    assert undated.margin < dated.margin


def test_too_far_apart_in_time() -> None:
    later = OTHER_FERRY | {"publishedDateTime": "2026-03-09T15:00:00Z"}
    assert groups(FERRY, later) == []
    assert groups(FERRY, later, days=10) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"title": "What's new: Lumen Studio April feature update", "provider": "Lumen"},
            {"title": "What's new: Lumen Studio May feature update", "provider": "Lumen"},
        ),
        (
            {"title": "Skerrow ferry timetable for week 14 announced by Norham harbour"},
            {"title": "Skerrow ferry timetable for week 15 announced by Norham harbour"},
        ),
    ],
    ids=["months", "numbers"],
)
def test_reports_of_a_series(one: dict[str, Any], other: dict[str, Any]) -> None:
    shared = {"excerpt": "Everything that changes for passengers and crews of the Skerrow line."}
    assert groups(one | shared, other | shared) == []
    assert groups(one, other) == []
    assert of_series(*made(one, other))


def test_a_common_excerpt_proves_nothing() -> None:
    site = {"excerpt": "The Norham Gazette reports on harbours, ferries and lighthouses daily."}
    one = {"title": "Lighthouse keeper retires after forty years"} | site
    other = {"title": "Council debates parking near the museum"} | site
    assert groups(one, other) == []


def test_one_word_in_common_is_not_enough() -> None:
    assert groups({"title": "Skerrow"}, {"title": "Skerrow"}) == []


def test_a_chain_is_not_one_story() -> None:
    """Each headline is like the next one, the first and the last have nothing in common."""
    stems = "rudder Skerrow Norham Tarbert Wexley Corran Inverlee Dunmere Elmstead Ashby".split()
    chain = [{"title": " ".join(stems[i : i + 6]) + " ferry"} for i in range(5)]
    found = groups(*chain)
    assert [0, 4] not in [[group[0], group[-1]] for group in found]
    assert all(len(group) < len(chain) for group in found)
    assert len(list(pairwise(chain))) == 4


def test_only_groups_with_a_reported_member() -> None:
    stories = Stories(made(FERRY, OTHER_FERRY), 3.0)
    assert stories.groups(np.zeros(2, bool)) == []
    assert stories.groups(np.array([True, False])) == [[0, 1]]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare(count: int) -> None:
    assert groups(*[FERRY][:count]) == []


def test_scripts_without_spaces() -> None:
    one = {"title": "斯凯罗渡轮更换断裂舵后周一恢复航行", "publishedDateTime": "2026-03-03"}
    other = {"title": "更换断裂舵后斯凯罗渡轮周一恢复航行", "publishedDateTime": "2026-03-03"}
    apart = {"title": "市议会审议博物馆附近停车问题", "publishedDateTime": "2026-03-03"}
    assert groups(one, apart, other) == [[0, 2]]


def test_a_story_that_hundreds_tell_is_one_group() -> None:
    chance = random.Random(3)
    words = "norham harbour ferry crossings cancelled rudder cracked storm skerrow pier".split()
    date = {"publishedDateTime": "2026-03-03"}
    many = [{"title": " ".join(chance.sample(words, 9)), **date} for _ in range(300)]
    others = [
        {"title": " ".join(f"{chance.choice('bdfgklmn')}{n}{k}" for k in range(7)), **date}
        for n in range(4000)
    ]
    assert groups(*many, *others) == [list(range(300))]


def test_titles_must_outweigh_all_that_appeared_in_those_days() -> None:
    pair = [
        {"title": "Rudder repaired, Skerrow ferry sails again", "publishedDateTime": "2026-03-03"},
        {"title": "Skerrow ferry back after rudder repair", "publishedDateTime": "2026-03-03"},
    ]

    def asked(*others: dict[str, Any], first: dict[str, Any] = pair[0]) -> float:
        (decision,) = Stories(made(first, pair[1], *others), 3.0).decisions([(0, 1)])
        assert decision.basis == "title"
        return decision.threshold

    def feed(date: str) -> list[dict[str, Any]]:
        return [{"title": f"Item {n}", "publishedDateTime": date} for n in range(1000)]

    assert asked() == asked(*feed("2026-01-03"))
    assert asked() + 2 < asked(*feed("2026-03-05"))
    assert asked() + 1 == pytest.approx(
        asked(first=pair[0] | {"publishedDateTime": "2026-03-04"}), abs=0.1
    )
    undated = {key: value for key, value in pair[0].items() if "Date" not in key}
    assert asked() + 5 < asked(first=undated) < asked(*feed("2026-01-03"), first=undated)


@pytest.mark.parametrize(
    ("title", "provider", "own"),
    [
        ("Ferry back - The Norham Echo", {"name": "Norham Echo"}, True),
        ("Ferry back | Norham Echo", {"domain": "norhamecho.example"}, True),
        ("Ferry back – Norham Echo", None, False),
        ("Ferry back - apple pie", "AP", False),
    ],
)
def test_the_name_of_the_provider_is_no_part_of_a_title(
    title: str, provider: Any, own: bool
) -> None:
    signed, plain = made({"title": title, "provider": provider}, {"title": "Ferry back"})
    assert (signed.heading == plain.heading) == own


NEWS = st.builds(
    "Skerrow ferry {} after rudder repair in {}, {} aboard".format,
    st.sampled_from(["sails", "returns", "resumes"]),
    st.sampled_from(["Norham dock", "Norham", "March", "April"]),
    st.sampled_from(["10", "20", "30", "crew"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NEWS, st.integers(1, 9)), min_size=30, max_size=50))
def test_no_two_articles_of_a_group_contradict_each_other(told: list[tuple[str, int]]) -> None:
    """Also in a large group, which begins with its surest members, and among copies."""
    sketches = made(
        *(
            {"title": title, "publishedDateTime": f"2026-03-0{day}", "body": BODY}
            for title, day in told
        )
    )
    sketches.sort(key=lambda facts: facts.date or 0)
    stories = Stories(sketches, 3.0, copies=np.zeros(len(told), np.int64))
    for group in stories.groups(np.ones(len(told), bool)):
        decisions = stories.decisions(list(combinations(group, 2)))
        assert not [decision.veto for decision in decisions if decision.veto]


BODY = (
    "Engineers in the dock have replaced the cracked rudder of the ferry Hildina, which carries "
    "islanders between Skerrow and Norham. Passengers with tickets for cancelled crossings may "
    "travel on any other day until the end of summer, the operator told the council."
)
