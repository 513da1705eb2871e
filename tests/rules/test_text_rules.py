"""Titles and excerpts: what is untidy, what is markup, what shouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.rules.text.markup_in_text import markup
from newslint.rules.text.shouting_title import shouts
from newslint.rules.text.untidy_text import UntidyText, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Ferry  returns ", "Ferry returns"),
        ("Ferry\treturns", "Ferry returns"),
        ("Boats , ferries .", "Boats, ferries."),
        ("At last , she said , a boat", "At last, she said, a boat"),
        ("So far . . . and no further", "So far . . . and no further"),
        ("Written in .NET , not in C", "Written in .NET, not in C"),
        ("A loss of .5 percent", "A loss of .5 percent"),
        ("Bacs : le retour ? Oui !", "Bacs : le retour ? Oui !"),
        ("Wait ...", "Wait ..."),
        ("Ferry\xa0returns", "Ferry\xa0returns"),
        ("渡し船　戻る", "渡し船　戻る"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text, one_line=True) == expected
    assert tidy(text, one_line=False) == expected


def test_lines_stay_in_an_excerpt_only() -> None:
    assert tidy("First.\n\n  Second.", one_line=False) == "First.\n\n  Second."
    assert tidy("First.\n\n  Second.", one_line=True) == "First. Second."


@pytest.mark.parametrize(
    ("fault", "said"),
    [("a  ferry", "has repeated spaces"), ("a ferry , late", "has a space before punctuation")],
)
def test_what_is_said_of_a_long_text_shows_its_fault(fault: str, said: str) -> None:
    text = f"---\nexcerpt: {'Many words. ' * 20}{fault}{' and more words' * 20}\n---\n"
    (finding,) = UntidyText().check(Article.parse("a.md", text.encode()))
    assert finding.message.startswith(f"excerpt {said}: '…")
    assert fault in finding.message


@given(st.text("aB .,\t\n\r…", max_size=40), st.booleans())
def test_tidy_text_stays_as_it_is(text: str, one_line: bool) -> None:
    tidied = tidy(text, one_line=one_line)
    assert tidy(tidied, one_line=one_line) == tidied
    assert [c for c in tidied if not c.isspace()] == [c for c in text if not c.isspace()]


MARKUP = {
    "Ferry <b>returns</b>": "<b>returns</b>",
    "Ferry<br>returns": "<br>",
    "Ferry<br />returns": "<br />",
    '<a href="/ferry">Ferry': '<a href="/ferry">',
    "<p>Ferry returns": "<p>",
    "Ferry <!-- more -->": "<!--",
    "Tea &amp; biscuits": "&amp;",
    "It&#8217;s back": "&#8217;",
    "It&#x2019;s back": "&#x2019;",
    "Two&nbsp;boats [&hellip;]": "&nbsp;",
    "See [the plan](https://harbour.example/plan)": "[the plan](https://harbour.example/plan)",
    "![A boat](/boat.jpg)": "![A boat](/boat.jpg)",
    '[caption id="1"]A boat[/caption]': '[caption id="1"]',
    "A boat[/caption]": "[/caption]",
    '[gallery columns=3 ids="1,2"]': '[gallery columns=3 ids="1,2"]',
    "The **ferry** returns": "**ferry**",
    "It&#8217...": "&#8217...",
    'The ferry <a href="https://harbour.example': '<a href="https://harbour.example',
}
NO_MARKUP = [
    "3 < 4 and 5 > 4",
    "x <y and z> w",
    "I <3 ferries",
    "AT&T, R&D; Q&A and B&B;",
    "Fish &Chips; and more",
    "The <dialog> element explained",
    "When to use the <p> tag",
    "Watch: [VIDEO] the ferry",
    "He said [sic](laughs)",
    "https://harbour.example/?a=1&copy=2",
    "C++ <vector> in practice",
    "&;",
    "He fled, police say [video shows him at the pier].",
    "What the f**k, said the s**t of a captain",
    "2**3 and 4**5 **",
]


@pytest.mark.parametrize(("text", "written"), MARKUP.items())
def test_markup(text: str, written: str) -> None:
    fault = markup(text)
    assert fault is not None
    _, start, end = fault
    assert text[start:end] == written


@pytest.mark.parametrize("text", NO_MARKUP)
def test_no_markup(text: str) -> None:
    assert markup(text) is None


@pytest.mark.parametrize(
    "title",
    [
        "HARBOUR FERRY RETURNS",
        "MAN BITES DOG IN PARK",
        "FÄHRE FÄHRT WIEDER",
        "ПАРОМ ВЕРНУЛСЯ ДОМОЙ",
    ],
)
def test_a_title_that_shouts(title: str) -> None:
    assert shouts(title)


@pytest.mark.parametrize(
    "title",
    [
        "BBC, ITV", "NATO EU UN", "UNESCO", "COVID-19", "Q1 2024", "2020: A YEAR", "HMS VICTORY",
        "FERRY returns TODAY AGAIN", "BYD、EV、HSBCの港湾事業", "渡し船が戻る", "המעבורת חזרה", "",
        "RSS (HD) | RSS (SD) | MP3", "ᎠᎦᏴᎵ ᏗᏟᎶᏍᏗ ᏑᏟᎶᏓ ᎢᏳᏓᎵ",
    ],
)  # fmt: skip
def test_a_title_that_does_not(title: str) -> None:
    assert not shouts(title)
