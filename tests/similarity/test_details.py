"""Details in titles: numbers, months and days that tell the issues of a series apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.similarity.contradiction import clash, of_series
from newslint.similarity.details import clashing
from newslint.similarity.sketch import Sketch, sketch


def titled(title: str, provider: str = "Echo") -> Sketch:
    fields = f'---\ntitle: "{title}"\nprovider: {provider}\n---\n'
    made = sketch(Article.parse("a.md", fields.encode()))
    assert made is not None
    return Sketch(*made)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Quay Letter (2022-02-02)", "Quay Letter (2022-02-03)", "numbers"),
        ("Winch v12 to v14", "Winch v14 to v16", "numbers"),
        ("Winch v12 to v14", "Winch v20 to v22", "numbers"),
        ("Harbour news for May 3rd", "Harbour news for May 9th", "numbers"),
        ("Harbour news, April", "Harbour news, May", "months"),
        ("Winch for Android", "Winch for iOS", "platforms"),
        ("Winch preview", "Winch beta", "states"),
        ("Winch 5.0 beta is here", "Winch 5.0 is here", "states"),
        ("Winch 5.0 RC1", "Winch 5.0", "states"),
        ("Winch 5.0 beta", "Winch 5.0 RC2", "states"),
        ("Winch in preview", "Winch is generally available", ""),  # in other words
        ("Winch v12", "Winch", ""),  # one says more than the other
        ("Winch v12", "Winch 12", ""),
        ("Winch v12 to v14", "Migrating to v16 of the winch", ""),
        ("3 March 2026, 10:20", "4 March 2026, 11:40", ""),  # datelines
    ],
)
def test_details_in_one_wording(one: str, other: str, kind: str) -> None:
    """However little the titles have in common besides."""
    said = f"their titles name different {kind}" if kind else ""
    assert clash(titled(one), titled(other, "Herald"), 0.0) == said
    assert clash(titled(other), titled(one, "Herald"), 0.0) == said


@pytest.mark.parametrize("provider", ["Echo", '""'])
def test_one_outlet_means_by_another_number_another_thing(provider: str) -> None:
    """Two articles that name no provider are of one outlet."""
    one, other = "Winch v12 to v14", "Migrating to v16 of the winch"
    said = clash(titled(one, provider), titled(other, provider), 0.0)
    assert said == "their titles name different numbers"


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.data())
def test_two_issues_of_a_series_differ_unless_their_numbers_are_the_same(
    numbers: list[int], data: st.DataObject
) -> None:
    others = data.draw(st.permutations(numbers)) if data.draw(st.booleans()) else None
    others = others or data.draw(
        st.lists(st.integers(0, 99), min_size=len(numbers), max_size=len(numbers))
    )
    one, other = (
        titled(f"Quay letter {' of '.join(map(str, issue))}") for issue in (numbers, others)
    )
    assert of_series(one, other) or one.details == other.details
    kind = clashing(one.details, other.details, alike=True, series=True)
    assert bool(kind) is (sorted(numbers) != sorted(others))
