"""HTML around prose: what is taken away, and that it takes linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.markup import blanked, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>One<br/>two</P>", ["One", "two"]),
        ("<!-- no --> yes <!-- never closed", ["yes"]),
        ("<style>p { }</style>yes<SCRIPT>no</script >yes<script>never closed", ["yes", "yes"]),
        ("a &amp; b &#8212; c &#x2014; d", ["a", "b", "c", "d"]),
        ("1 < 2 a <3 R&D A & B;", ["1", "<", "2", "a", "<3", "R&D", "A", "&", "B;"]),
        ("<a\nhref='x'\n>link</a>", ["link"]),
    ],
)
def test_blanked(text: str, words: list[str]) -> None:
    assert blanked(text).split() == words


@given(st.text("<>!-/&;ap \n"))
def test_what_is_left_stays_at_its_place(text: str) -> None:
    left = blanked(text)
    assert len(left) == len(text)
    assert all(now in (was, " ") for was, now in zip(text, left, strict=True))


def test_plain() -> None:
    assert plain(" Boats <i>&amp;</i>\n piers ") == "Boats & piers"


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "</p", "<script>", "</script", "&", "&a", "&#1"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """It would not end otherwise."""
    assert len(blanked(piece * 500_000)) == len(piece) * 500_000
    Article.parse("a.html", f"<title>{piece * 500_000}".encode()).title  # noqa: B018
