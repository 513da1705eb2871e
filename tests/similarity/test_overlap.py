"""Shared text: how much, where, and what does not count."""

import random

import numpy as np
import pytest

from newslint.similarity.features import SHINGLE, shingle_length, shingled
from newslint.similarity.lexicon import lexicon
from newslint.similarity.overlap import Text, overlap

NOTHING = np.zeros(0, np.uint32)
CHANCE = random.Random(7)
VOCABULARY = [f"w{number}" for number in range(5000)]


def prose(count: int) -> str:
    """Words of which no two stretches are alike."""
    return " ".join(CHANCE.choices(VOCABULARY, k=count))


def shingles_of(tokens: list[str], *, unspaced: bool = False) -> list[int]:
    book = lexicon()
    hashes: list[int] = shingled(
        book.hashes(book.numbers(tokens)), shingle_length(unspaced)
    ).tolist()
    return hashes


def test_every_stretch_of_five_words_is_a_shingle() -> None:
    found = prose(30).split()
    hashes = shingles_of(found)
    assert len(hashes) == 30 - SHINGLE + 1
    assert hashes[3] == shingles_of(found[3:8])[0]
    assert hashes[3] != hashes[4]


@pytest.mark.parametrize(("count", "shingles"), [(0, 0), (1, 1), (4, 1), (5, 1), (6, 2)])
def test_short_texts(count: int, shingles: int) -> None:
    assert len(shingles_of(prose(count).split())) == shingles


def test_scripts_without_spaces_have_longer_shingles() -> None:
    assert len(shingles_of(list("渡轮恢复航班周一开始运"), unspaced=True)) == 2


def test_the_order_of_words_matters() -> None:
    there, back = ["a", "b", "c", "d", "e"], ["e", "d", "c", "b", "a"]
    assert shingles_of(there) != shingles_of(back)


def test_what_two_texts_share_and_where() -> None:
    wire = prose(40)
    one, other = f"{prose(10)}\n\n{wire}", f"{wire} {prose(60)}"
    found = overlap(Text(one, NOTHING), Text(other, NOTHING))
    assert found is not None
    assert found.shingles == 36
    assert found.words == 40
    assert found.phrase == wire
    assert [
        text[slice(*place)] for text, place in zip((one, other), found.places, strict=True)
    ] == [
        wire,
        wire,
    ]
    assert found.shares == pytest.approx((36 / 46, 36 / 96))
    assert found.containment == found.shares[0]


def test_case_width_and_punctuation_do_not_count() -> None:
    wire = prose(30)
    found = overlap(Text(wire, NOTHING), Text(f"“{wire.upper().replace(' ', ', ')}”!", NOTHING))
    assert found is not None
    assert found.containment == 1


def test_letters_that_change_their_length_when_folded() -> None:
    one = "İstanbul’da ﬁlm " + prose(20)
    found = overlap(Text(one, NOTHING), Text(f"{prose(9)} {one}", NOTHING))
    assert found is not None
    assert found.phrase == one


def test_nothing_shared() -> None:
    assert overlap(Text(prose(30), NOTHING), Text(prose(30), NOTHING)) is None
    assert overlap(Text("", NOTHING), Text(prose(30), NOTHING)) is None
