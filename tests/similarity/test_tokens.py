"""Words, stems and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.similarity.function_words import FUNCTION_WORDS
from newslint.similarity.tokens import (
    folded,
    function_words,
    language,
    paired,
    stem,
    stem_hash,
    terms,
    unspaced,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ferry’s back!", ["the", "ferry", "s", "back"]),
        ("ＷＩＤＥ ﬁne", ["wide", "fine"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("渡轮恢复", ["渡", "轮", "恢", "复"]),
        ("渡轮 Ferry 7号", ["渡", "轮", "ferry", "7", "号"]),
        ("नौका फिर", ["नौका", "फिर"]),
        ("배가 다시", ["배가", "다시"]),
        ("", []),
    ],
    ids=["punctuation", "width", "sharp s", "Chinese", "mixed", "Hindi", "Korean", "nothing"],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(folded(text)) == found


def test_marks_on_one_letter_are_counted_to_thirty() -> None:
    marks = "\u0301\u0323"
    assert folded("a" + marks * 15) == folded("a" + marks * 1_000)
    assert folded("ab" + marks * 1_000 + "c d") == folded("ab" + marks * 15 + "c d")


@pytest.mark.parametrize("name", FUNCTION_WORDS)
def test_every_language_knows_its_own(name: str) -> None:
    telling = sorted(function_words(name))
    assert language(telling) == name
    assert stem("x", name) == "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Fähre fährt ab Montag wieder", "german"),
        ("Le ferry reprend la mer après des mois", "french"),
        ("Microsoft bans face recognition", "english"),
        ("Паром снова выйдет в море после ремонта", "russian"),
        ("渡轮恢复", None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    assert language(words(folded(text))) == expected


def test_forms_of_one_word_are_one_term() -> None:
    assert terms(["bans", "banned", "banning"], "english").tolist() == [stem_hash("ban")] * 3
    assert stem("beyoncé", None) == stem("beyonce", None)


def test_words_that_say_nothing_are_no_terms() -> None:
    assert terms(words("the ferry is at sea"), "english").tolist() == [
        stem_hash("ferri"),
        stem_hash("sea"),
    ]


def test_scripts_without_spaces_are_compared_by_pairs() -> None:
    assert unspaced(words("渡轮恢复"))
    assert not unspaced(words("ferry 渡"))
    assert paired(["渡", "轮", "恢"]) == ["渡轮", "轮恢"]
    assert paired(["ferry", "back"]) == ["ferry", "back"]


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert "".join(words(folded(text))) in folded(text).replace(" ", "") or words(folded(text))
