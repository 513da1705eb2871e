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
    "topics: [&Sons, b]": "&Sons",
    "topics: [a, &Sons reopen]": "&Sons",
    "tags: #news": "#news",
    "description: See issue #123 and #124": "#123 and #124",
    "author: &joe Joe": "&joe",
    "provider:\n  name: The #1 Paper": "#1 Paper",
    "images:\n  - url: https://a.example/b.png #caption": "#caption",
    "title: Storm closes\n  pier #5": "#5",
    "topics: [a, b] #c": "",
    "tags: #optional": "",
    "title: ~ #none": "",
    "topics:\n  - a\n  #b": "",
    "topics: [a,\n  #b,\n  c]": "",
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


COMMENT = "is not read: '#' after a space begins a comment"
QUOTES = "put the value in quotes"
WHY = {
    # line: the message
    "title: Pier #5 for good": f"'#5 for good' {COMMENT}, so title is 'Pier'; {QUOTES}",
    "topics:\n  - #ferries": f"'#ferries' {COMMENT}, so topics[0] is empty; {QUOTES}",
    "topics:\n  - ports #harbours": f"'#harbours' {COMMENT}, so topics[0] is 'ports'; {QUOTES}",
    "title: &Sons reopen": (
        f"'&Sons' is not read as text: it is an anchor, so title is 'reopen'; {QUOTES}"
    ),
    "title: ! Breaking": f"'!' is not read as text: it is a tag, so title is 'Breaking'; {QUOTES}",
}


@pytest.mark.parametrize("fields", WHY)
def test_why_text_is_not_read(fields: str) -> None:
    assert [message for _, message in found(SwallowedText(), fields)] == [WHY[fields]]


@pytest.mark.parametrize("fields", [fields for fields, lost in READ.items() if lost])
def test_in_quotes_the_text_is_read(fields: str) -> None:
    article = Article.parse("a.md", f"---\n{fields}\n---\n".encode())
    ((pointer, edit),) = [
        (finding.field, edit)
        for finding in map(article.located, SwallowedText().check(article))
        for edit in finding.edits
    ]
    text = article.text[: edit.start] + edit.text + article.text[edit.end :]
    quoted = Article.parse("a.md", text.encode())
    assert READ[fields] in quoted.value_at(pointer or "")
    assert list(SwallowedText().check(quoted)) == []


def test_paragraphs_are_left_to_the_author() -> None:
    article = Article.parse("a.md", b"---\ntitle: Pier\n\n  closes #5\n---\n")
    assert [finding.edits for finding in SwallowedText().check(article)] == [()]


NUMBER = "which YAML 1.1 reads as the number"
NO_ZERO = "write the number without the leading zero"
EITHER = "put it in quotes or write that number"
AMBIGUOUS = {
    # line: the message, empty if nothing is ambiguous
    "quality: 050": f"quality is 050, {NUMBER} 40 and YAML 1.2 as 50; {NO_ZERO}",
    "quality: 012": f"quality is 012, {NUMBER} 10 and YAML 1.2 as 12; {NO_ZERO}",
    "quality: +012": f"quality is +012, {NUMBER} 10 and YAML 1.2 as 12; {NO_ZERO}",
    "offset: -012": (
        f"offset is -012, {NUMBER} -10 and YAML 1.2 as -12; {NO_ZERO}, or put it in quotes"
    ),
    "related:\n  - quality: 050": (
        f"related[0].quality is 050, {NUMBER} 40 and YAML 1.2 as 50; {NO_ZERO}"
    ),
    "zip: 0123": f"zip is 0123, {NUMBER} 83 and YAML 1.2 as 123; {NO_ZERO}, or put it in quotes",
    "quality: 1:30": (
        f"quality is 1:30, {NUMBER} 90 and YAML 1.2 as text; write 90, or the number that is meant"
    ),
    "duration: 1:30:00": f"duration is 1:30:00, {NUMBER} 5400 and YAML 1.2 as text; {EITHER}",
    "quality: 1_000": f"quality is 1_000, {NUMBER} 1000 and YAML 1.2 as text; write 1000",
    "quality: 0b11": f"quality is 0b11, {NUMBER} 3 and YAML 1.2 as text; write 3",
    "countries: [se, no, dk]": "countries[1] is no, which YAML reads as false; put it in quotes",
    "answers:\n  - maybe\n  - Yes": "answers[1] is Yes, which YAML reads as true; put it in quotes",
    "lang: no": "lang is no, which YAML reads as false; put it in quotes",
    "quality: 50": "",
    "quality: 07": "",
    "quality: 0": "",
    "quality: -0": "",
    "quality: '050'": "",
    "quality: 0x1F": "",
    "quality: 1:30:00": "",  # too large: the schema refuses it
    "quality: yes": "",
    "title: 050": "",
    "title: no": "",
    "edition: 1_000": "",
    "phone: 089": "",
    "draft: no": "",
    "published: yes": "",
    "comments: off": "",
    "flags: [yes, no]": "",
    "flags: [a, true]": "",
}


@pytest.mark.parametrize("fields", AMBIGUOUS)
def test_ambiguous_values(fields: str) -> None:
    said = [message for _, message in found(AmbiguousValue(), fields)]
    assert said == ([AMBIGUOUS[fields]] if AMBIGUOUS[fields] else [])


@pytest.mark.parametrize(
    ("fields", "replaced", "is_safe"),
    [
        ("quality: 050", "50", False),
        ("quality: 1_000", "1000", True),
        ("quality: 0b11", "3", True),
        ("lang: no", '"no"', False),
    ],
)
def test_a_fix_is_safe_if_it_keeps_the_value(fields: str, replaced: str, is_safe: bool) -> None:
    article = Article.parse("a.md", f"---\n{fields}\n---\n".encode())
    (finding,) = AmbiguousValue().check(article)
    assert [(edit.text, edit.safe) for edit in finding.edits] == [(replaced, is_safe)]


def test_what_may_be_text_is_left_to_the_author() -> None:
    article = Article.parse("a.md", b"---\nzip: 0123\n---\n")
    (finding,) = AmbiguousValue().check(article)
    assert finding.edits == ()
