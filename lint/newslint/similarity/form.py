"""Recognise texts of one form: reports with the same wording and different facts.

An editor changes words and keeps the facts. In the rates of two weeks, two obituaries or two box
scores it is the other way round. So where two texts differ in a few words and then agree again, it
counts whether they have different numbers or names there, or different words.
"""

from collections.abc import Iterator

from newslint.similarity.overlap import Text

BLANK = 15
"""Maximum words between two shared stretches. Stretches too short for a shingle count as words
between."""
_FACTS = (str.isdigit, str.isupper)  # beginnings of numbers and names
FILLED, PART = 2, 0.8
"""Minimum places with different facts, and their minimum share of all places where the texts
differ."""


def of_one_form(one: Text, other: Text) -> bool:
    """Return whether two texts differ mainly in facts wherever they differ."""
    filled = [
        _filled_in(_words(one, mine), _words(other, its)) for mine, its in _blanks(one, other)
    ]
    return sum(filled) >= FILLED and sum(filled) >= PART * len(filled)


def _filled_in(mine: list[str], its: list[str]) -> bool:
    """Return whether the words of two gaps differ in numbers or names, and in few other words."""
    differing = (
        [word for word in mine if word not in its],
        [word for word in its if word not in mine],
    )
    if not any(all(any(kind(word[0]) for word in words) for words in differing) for kind in _FACTS):
        return False
    return all(2 * sum(word[0].islower() for word in words) <= len(words) for words in differing)


def _blanks(one: Text, other: Text) -> Iterator[tuple[range, range]]:
    """Return the words of both texts before, between and after the shared stretches."""
    mine = its = 0  # the end of the previous stretch
    ends = one.words, other.words, 0
    for start, there, length in (*_stretches(one, other), ends):
        blanks = range(mine, start), range(its, there)
        if all(0 < len(blank) <= BLANK for blank in blanks):
            yield blanks
        mine, its = start + length, there + length


def _stretches(one: Text, other: Text) -> Iterator[tuple[int, int, int]]:
    """Return where the shared stretches of words begin in each text, and their lengths."""
    mine, its = one.hashes, other.hashes
    end = 0
    for start, there in enumerate(map(other.first_places.get, mine)):
        if there is None or start < end:
            continue
        end, its_end = start + 1, there + 1
        while end < len(mine) and its_end < len(its) and mine[end] == its[its_end]:
            end += 1
            its_end += 1
        yield start, there, end - start + one.length - 1


def _words(text: Text, blank: range) -> list[str]:
    """Return the words of a gap as written."""
    places = slice(blank.start, blank.stop)
    spans = zip(text.starts[places].tolist(), text.ends[places].tolist(), strict=True)
    return [text.text[start:end] for start, end in spans]
