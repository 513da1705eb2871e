"""Which articles are issues of a series, and what that means for what they share."""

import pytest

from newslint.article import Article
from newslint.similarity.series import Series
from newslint.similarity.sketch import Sketch, sketch


def series(*titles: str, dates: tuple[str, ...] = ()) -> Series:
    made = []
    for number, title in enumerate(titles):
        date = f"publishedDateTime: {dates[number]}\n" if dates else ""
        text = f'---\ntitle: "{title}"\n{date}---\n'.encode()
        facts = sketch(Article.parse("a.md", text))
        assert facts is not None
        made.append(Sketch(*facts))
    return Series(made)


@pytest.mark.parametrize(
    "titles",
    [
        ["Skerrow newsletter #40"],
        ["Weekly update - Feb 15th, 2026"],
        ["Links of the week 12"],
        ["Winch 1.2.0 (LTS)", "Winch 1.3.0 (LTS)", "Winch 2.0.1 (LTS)"],
        ["Prices in March", "Prices in April", "Prices in May"],
    ],
)
def test_series(titles: list[str]) -> None:
    found = {series(*titles).of(number) for number in range(len(titles))}
    assert len(found) == 1
    assert "" not in found


@pytest.mark.parametrize(
    "titles",
    [
        ["Newsletters are back"],  # no number, no date
        ["Winch 1.2.0 (LTS)", "Winch 1.3.0 (LTS)"],  # only two
        ["Ferry rams pier, 3 hurt", "Ferry rams pier, 3 hurt", "Ferry rams pier, 3 hurt"],
        [f"{day} July 2026 Last updated at 12:41 GMT" for day in range(1, 9)],  # datelines
        ["The weekly market of Skerrow moves to the harbour for 3 months"],
    ],
)
def test_no_series(titles: list[str]) -> None:
    assert {series(*titles).of(number) for number in range(len(titles))} == {""}


def test_apart() -> None:
    found = series("Skerrow newsletter #40", "Skerrow newsletter #41", "Ferry back on Monday")
    assert found.apart(0, 2)
    assert found.apart(2, 1)
    assert not found.apart(0, 1)


@pytest.mark.parametrize(
    ("titles", "dates", "expected"),
    [
        (("Notice: a", "Notice: b", "Notice: c"), ("2026-01-01",) * 3, True),
        (("Notice: a", "Notice: b"), ("2026-01-01",) * 2, False),
        (("Council elected", "Council elected"), ("2024-01-01", "2026-01-01"), True),
        (("Council elected", "Council elected"), ("2026-01-01", "2026-01-09"), False),
    ],
)
def test_frames(titles: tuple[str, ...], dates: tuple[str, ...], expected: bool) -> None:
    assert series(*titles, dates=dates).have_one_frame(0, 1) is expected
