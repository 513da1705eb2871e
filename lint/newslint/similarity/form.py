"""Texts of one form: reports that are alike word by word, but for the facts filled in.

Who edits a text changes words and leaves the facts; in the rates of two weeks, in two obituaries
or box scores it is the other way round. So where two texts go apart for a few words and come
together again, it counts whether they have other numbers or names there, or other words.
"""

from collections.abc import Iterator

from newslint.similarity.overlap import Text

BLANK = 15
"""Words, at most, between two stretches that both texts have; those too short for a shingle count
as words between."""
_FACTS = (str.isdigit, str.isupper)  # how numbers and names begin
FILLED, PART = 2, 0.8
"""Places where facts differ, at least, and their part of all places where the texts do."""


def of_one_form(one: Text, other: Text) -> bool:
    """Whether two texts differ in facts, and in little else, wherever they go apart."""
    filled = [
        _filled_in(_words(one, mine), _words(other, its)) for mine, its in _blanks(one, other)
    ]
    return sum(filled) >= FILLED and sum(filled) >= PART * len(filled)


def _filled_in(mine: list[str], its: list[str]) -> bool:
    """Whether the words of two blanks differ in numbers or in names, and in few other words."""
    differing = (
        [word for word in mine if word not in its],
        [word for word in its if word not in mine],
    )
    if not any(all(any(kind(word[0]) for word in words) for words in differing) for kind in _FACTS):
        return False
    return all(2 * sum(word[0].islower() for word in words) <= len(words) for words in differing)


def _blanks(one: Text, other: Text) -> Iterator[tuple[range, range]]:
    """The words of both texts before, between and after the stretches that both have."""
    mine = its = 0  # the words after the stretch before
    ends = len(one.spans), len(other.spans), 0
    for start, there, length in (*_stretches(one, other), ends):
        blanks = range(mine, start), range(its, there)
        if all(0 < len(blank) <= BLANK for blank in blanks):
            yield blanks
        mine, its = start + length, there + length


def _stretches(one: Text, other: Text) -> Iterator[tuple[int, int, int]]:
    """Where the stretches of words that both texts have begin in each, and how long they are."""
    places = {value: place for place, value in reversed([*enumerate(other.hashes)])}
    start = 0
    while start < len(one.hashes):
        there = places.get(one.hashes[start])
        if there is None:
            start += 1
            continue
        length = 1
        while (
            one.hashes[start + length : start + length + 1]
            == other.hashes[there + length : there + length + 1]
            != []
        ):
            length += 1
        yield start, there, length + one.length - 1
        start += length


def _words(text: Text, blank: range) -> list[str]:
    """The words of a blank as they are written."""
    return [text.text[start:end] for _, start, end in text.spans[blank.start : blank.stop]]
