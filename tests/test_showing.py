"""How article text is shown: the laws of `newslint.text`."""

import sys
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.text import SHOWN, counted, cut, path_name, printable, quote, width


def test_every_character_without_a_look_of_its_own_is_spelled_out() -> None:
    silent = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    assert [char for char in silent if printable(char) == char] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ferry returns – “née” 漁船 ❤️ 🚢", "Ferry returns – “née” 漁船 ❤️ 🚢"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\u202e\u200b\ufeff", "\\u202e\\u200b\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff", "\\udcff"),
        ("Prix\u202f: 3\xa0€", "Prix\u202f: 3\xa0€"),
        ("##vso[x]", "#\\u0023vso[x]"),
        ("##vso…", "#\\u0023vso…"),
        ("###[x]", "##\\u0023[x]"),
        ("## Heading", "## Heading"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_what_is_printable_stays_so(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("news/a.md", "news/a.md"),
        ("::error::.md", "./::error::.md"),
        (" \t::error::.md", "./ \\t::error::.md"),
        ("a\n::error::.md", "a\\n::error::.md"),
    ],
)
def test_path_name(path: str, shown: str) -> None:
    assert path_name(path) == shown


@given(st.text(st.characters()), st.integers(1, 50))
def test_cut(text: str, length: int) -> None:
    short = cut(text, length)
    assert len(short) == min(len(text), length)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("high", "'high'"),
        ("", "''"),
        ("x" * 500, f"'{'x' * (SHOWN - 1)}…'"),
        (None, "empty"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-1.5, "-1.5"),
        (float("inf"), "inf"),
        (10**5000, "a huge number"),
        ([1, 2], "a list"),
        ({"a": 1}, "a mapping"),
        (b"", "a bytes"),
    ],
    ids=lambda value: str(value)[:12] if not isinstance(value, int) else f"{type(value)}",
)
def test_quote(value: Any, shown: str) -> None:
    assert quote(value) == shown


@given(st.text(st.characters()))
def test_a_quoted_value_is_short_whatever_it_holds(text: str) -> None:
    assert len(quote(text * 50)) <= 2 * SHOWN + 2


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("Ferry", 5), ("né", 2), ("ne\u0301", 2), ("漁船", 4), ("🚢", 2)]
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [(1, "file", "1 file"), (0, "file", "0 files"), (2000, "entry", "2,000 entries")],
)
def test_counted(number: int, noun: str, told: str) -> None:
    assert counted(number, noun) == told
