"""Findings about duplicates point to the fields of the collection's own vocabulary."""

from pathlib import Path

import pytest

from newslint import Finding, lint

BODY = " ".join(f"word{number} of the ferry in the harbour" for number in range(60))
HUGO = "---\nHeadline: The ferry {}\ndate: 2024-05-0{}\n---\n{}\n"
ROLES = {"title": ["headline"], "related": ["extra.more"], "url": ["link"]}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def findings(rule: str, sources: dict[str, str]) -> list[Finding]:
    config = {"preset": "hugo", "roles": ROLES, "online": False, "select": [rule]}
    return list(lint(sources=sources, config=config).findings)


def test_the_title() -> None:
    sources = {f"{n}.md": HUGO.format("returns to the harbour", n, BODY) for n in (1, 2)}
    (one,) = findings("same-story", sources)
    assert (one.field, one.span and one.span.line) == ("/Headline", 2)
    assert [other.field for other in one.related] == ["/Headline"]


GERMAN = "Die Fähre und der Hafen, das Boot ist wieder auf dem Wasser. " * 20


@pytest.mark.parametrize(
    ("one", "other", "reported"),
    [
        ("en/ferry.md", "de/ferry.md", 0),
        ("ferry.en.md", "ferry.de.md", 0),
        ("ferry.md", "ferry.de.md", 0),  # the other one is detected
        ("en/ferry.md", "en/boat.md", 1),
        ("en/ferry.md", "en-gb/ferry.md", 1),
        ("ferry.md", "boat.md", 1),
    ],
)
def test_translations_are_not_one_story(one: str, other: str, reported: int) -> None:
    text = HUGO.format("Skerrow-Tarn 7.2 Kvist", 1, "The ferry is back in the harbour. " * 20)
    german = text.replace("The ferry is back in the harbour. " * 20, GERMAN)
    sources = {one: text, other: text if reported else german}
    assert len(findings("same-story", sources)) == reported


def test_a_nested_list_of_related_stories() -> None:
    entry = "{headline: The rudder, link: https://a.example/1"
    text = (
        f"---\nheadline: A ferry\nlink: https://a.example/f\nextra:\n  more:\n  - {entry}}}\n"
        f"  - {entry}, extra: {{more: [{entry}}}]}}}}\n---\n"
    )
    reported = findings("duplicate-related", {"a.md": text})
    assert [(one.field, one.message, one.related[0].field) for one in reported] == [
        ("/extra/more/1", "related entry is listed twice", "/extra/more/0"),
        (
            "/extra/more/1/extra/more/0",
            "related entry is the story that it is related to",
            "/extra/more/1",
        ),
    ]


def test_an_entry_that_is_the_article_itself() -> None:
    text = (
        "---\nheadline: A ferry\nlink: https://a.example/f\nextra:\n  more:\n"
        "  - {headline: The same, link: https://a.example/f}\n---\n"
    )
    (one,) = findings("duplicate-related", {"a.md": text})
    assert (one.field, one.related[0].field) == ("/extra/more/0", "/headline")
