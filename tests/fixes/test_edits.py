"""Applying edits."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newslint.finding import Edit
from newslint.fixes.edits import apply_edits


def test_edits_count_code_points_of_the_old_text() -> None:
    fixes = [[Edit(0, 1, "ab")], [Edit(2, 3, "")], [Edit(4, 4, "!")]]
    assert apply_edits("🚢x🚢y", fixes) == "abxy!"


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    first, second = [Edit(0, 2, "AB")], [Edit(1, 3, "-"), Edit(5, 6, "F")]
    assert apply_edits("abcdef", [first, second]) == "ABcdef"
    assert apply_edits("abcdef", [second, first]) == "a-deF"


def test_two_insertions_at_one_place_are_two_rounds() -> None:
    assert apply_edits("ab", [[Edit(1, 1, "x")], [Edit(1, 1, "y")]]) == "axb"


def test_neighbours_do_not_touch() -> None:
    assert apply_edits("abcd", [[Edit(0, 2, "1")], [Edit(2, 4, "2")]]) == "12"


@given(st.text(max_size=30), st.data())
def test_replacing_text_by_itself_changes_nothing(text: str, data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.integers(0, len(text)), max_size=6))
    pairs = [sorted(pair) for pair in pairwise(ends)]
    fixes = [[Edit(start, end, text[start:end])] for start, end in pairs]
    assert apply_edits(text, fixes) == text
