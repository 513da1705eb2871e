"""Values that YAML reads differently than they look, and text that it does not read."""

import pytest

from newslint.article import Article
from newslint.rule import ArticleRule
from newslint.rules.fields.ambiguous_value import AmbiguousValue
from newslint.rules.fields.swallowed_text import SwallowedText

READ = {
    # line: the text that is not read, empty if nothing is lost
    "title: Storm closes pier #5 for good": "#5 for good",
    "title: Band #1 wins": "#1 wins",
    "title: It's #1": "#1",
    "title: #news": "#news",
    "title: &Opinion why ferries matter": "&Opinion",
    "title: &Opinion": "&Opinion",
    "title: ! Breaking": "!",
    "webUrl: https://a.example/ferry #top": "#top",
    "topics: [a, b] #c": "",
    "title: Ferry returns # as printed": "",
    "title: Ferry returns  #two spaces": "",
    "title: Ferry returns #TODO shorten": "",
    "title: Ferry returns #newslint: ignore[untidy-text]": "",
    "title: C# and F#": "",
    "title: 'Band #1 wins'": "",
    "title: Rhythm & Blues": "",
    "title: Watch out!": "",
    "quality: 50 #of 100": "",
    "title: &name Ferry\nexcerpt: *name": "",
    "layout: post #the usual one": "",
    "excerpt: |\n  A #hashtag stays": "",
}


def found(rule: ArticleRule, fields: str) -> list[tuple[str, str]]:
    """What the rule says of some fields: the marked source and the message."""
    article = Article.parse("a.md", f"---\n{fields}\n---\n".encode())
    result = []
    for finding in map(article.located, rule.check(article)):
        assert finding.span is not None
        source = article.text[finding.span.start : finding.span.end]
        result.append((source, finding.message))
    return result


@pytest.mark.parametrize("fields", READ)
def test_text_that_is_not_read(fields: str) -> None:
    lost = [source for source, _ in found(SwallowedText(), fields)]
    assert lost == ([READ[fields]] if READ[fields] else [])


def test_why_text_is_not_read() -> None:
    assert found(SwallowedText(), "topics:\n  - #ferries\n  - ports #harbours\n") == [
        (
            "#ferries",
            "'#ferries' is not read: '#' after a space begins a comment; put the value in quotes",
        ),
        (
            "#harbours",
            "'#harbours' is not read: '#' after a space begins a comment; put the value in quotes",
        ),
    ]
    assert found(SwallowedText(), "title: &Sons reopen") == [
        ("&Sons", "'&Sons' is not read as text: it is an anchor; put the value in quotes")
    ]


AMBIGUOUS = {
    "quality: 050": (
        "quality is 050, which YAML 1.1 reads as the number 40 and YAML 1.2 as 50; write the number"
        " without the leading zero"
    ),
    "quality: 012": (
        "quality is 012, which YAML 1.1 reads as the number 10 and YAML 1.2 as 12; write the number"
        " without the leading zero"
    ),
    "quality: 1:30": (
        "quality is 1:30, which YAML 1.1 reads as the number 90; put it in quotes or write that"
        " number"
    ),
    "duration: 1:30:00": (
        "duration is 1:30:00, which YAML 1.1 reads as the number 5400; put it in quotes or write"
        " that number"
    ),
    "countries: [se, no, dk]": "countries[1] is no, which YAML reads as false; put it in quotes",
    "answers:\n  - maybe\n  - Yes": "answers[1] is Yes, which YAML reads as true; put it in quotes",
    "quality: 50": "",
    "quality: 07": "",
    "quality: 0": "",
    "quality: '050'": "",
    "draft: no": "",
    "flags: [yes, no]": "",
    "flags: [a, true]": "",
    "quality: 0x1F": "",
    "title: 050": "",
    "phone: 089": "",
}


@pytest.mark.parametrize("fields", AMBIGUOUS)
def test_ambiguous_values(fields: str) -> None:
    said = [message for _, message in found(AmbiguousValue(), fields)]
    assert said == ([AMBIGUOUS[fields]] if AMBIGUOUS[fields] else [])
