"""Roles: one question, whatever the field is called that answers it."""

from typing import Any

import pytest

from newslint.article import Article
from newslint.settings import Config, Override
from newslint.vocabulary.choose import Vocabularies
from newslint.vocabulary.roles import Field, Vocabulary


def article(text: str, path: str = "a.md", **settings: Any) -> Article:
    source = f"---\n{text}\n---\nBody.\n".encode()
    return Article.parse(path, source, vocabularies=Vocabularies(Config(**settings)))


@pytest.mark.parametrize(
    ("text", "sources", "name", "value"),
    [
        ("date: 2024-05-01", ("date",), "date", "2024-05-01"),
        ("pubDate: 2024-05-01\ndate: 2024-05-02", ("pubDate", "date"), "pubDate", "2024-05-01"),
        ("pubDate:\ndate: 2024-05-02", ("pubDate", "date"), "date", "2024-05-02"),
        ("extra: {date: 2024-05-01}", ("extra.date",), "extra.date", "2024-05-01"),
        ("extra: 2024-05-01", ("extra.date",), None, None),
        ("path: news/2024/05/01/ferry", ("path",), "path", "2024-05-01"),
        ("date: 2024/05/01", ("date",), "date", "2024-05-01"),
    ],
)
def test_the_first_source_with_a_value_counts(
    text: str, sources: tuple[str, ...], name: str | None, value: str | None
) -> None:
    field = article(text, roles={"published": sources}).field("published")
    assert (field and field.name, field and field.value) == (name, value)


def test_default_means_the_sources_of_the_preset() -> None:
    roles = {"published": ("posted", ":default")}
    assert article("date: 2024-05-01", preset="hugo", roles=roles).field("published") == Field(
        ("date",), "2024-05-01"
    )


@pytest.mark.parametrize(
    ("path", "sources", "value"),
    [
        ("_posts/2024-05-01-ferry.md", (":filename",), "2024-05-01"),
        ("news/2024-05-01-ferry/index.md", (":filename",), "2024-05-01"),
        ("news/2024/05/01/ferry.md", (":folder",), "2024-05-01"),
        ("news/2024/05/01/ferry/index.md", (":folder",), "2024-05-01"),
        ("news/ferry.md", (":filename", ":folder"), None),
        ("news/2024-05-01-ferry.md", (":folder",), None),
        ("2024-05-01.md", (":filename",), "2024-05-01"),
    ],
)
def test_what_the_path_says(path: str, sources: tuple[str, ...], value: str | None) -> None:
    field = article("title: Ferry", path, roles={"published": sources}).field("published")
    assert (field and field.value) == value
    assert field is None or field.pointer is None


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("posts/ferry.de.md", "de"),
        ("de/posts/ferry.md", "de"),
        ("content/pt-br/ferry.md", "pt-br"),
        ("posts/ferry.md", None),
        ("posts/v1.2.md", None),
    ],
)
def test_the_language_of_a_path(path: str, language: str | None) -> None:
    roles = {"language": (":filename", ":folder")}
    field = article("title: Ferry", path, roles=roles).field("language")
    assert (field and field.value) == language


@pytest.mark.parametrize(
    ("text", "path", "preset", "draft"),
    [
        ("draft: true", "a.md", "hugo", True),
        ("Draft: true", "a.md", "hugo", True),
        ("draft: false", "a.md", "hugo", False),
        ("published: false", "a.md", "jekyll", True),
        ("published: true", "a.md", "jekyll", False),
        ("title: A", "_drafts/a.md", "jekyll", True),
        ("status: draft", "a.md", "pelican", True),
        ("status: published", "a.md", "pelican", False),
        ("draft: true", "a.md", "article", False),
    ],
)
def test_drafts(text: str, path: str, preset: str, draft: bool) -> None:
    assert article(text, path, preset=preset).is_draft is draft


def test_roles_by_folder() -> None:
    docs = Override(("docs/**",), roles={"summary": ("blurb",)})
    settings = {"preset": "hugo", "overrides": (docs,)}
    text = "description: From the pier.\nblurb: From the boat."
    assert article(text, "posts/a.md", **settings).summary == "From the pier."
    assert article(text, "docs/a.md", **settings).summary == "From the boat."


def test_a_preset_by_folder() -> None:
    news = Override(("news/**",), preset="article")
    settings = {"preset": "zola", "overrides": (news,)}
    assert article("excerpt: Back.", "news/a.md", **settings).summary == "Back."
    assert article("description: Back.", "blog/a.md", **settings).summary == "Back."


def test_an_article_with_the_fields_of_news_is_one_whatever_builds_the_site() -> None:
    text = "date: 2020-01-01\npublishedDateTime: 2024-05-01T08:00:00Z\nquality: 70"
    found = article(text, preset="jekyll")
    assert found.vocabulary.preset == "article"
    assert found.field("published") == Field(("publishedDateTime",), "2024-05-01T08:00:00Z")


def test_stories_are_found_in_any_field_that_relates() -> None:
    text = "extra:\n  related:\n  - {title: The rudder, description: New.}"
    found = article(text, preset="zola")
    assert [field.pointer for field in found.fields("title")] == ["/extra/related/0/title"]


def test_all_addresses_are_told() -> None:
    found = article("webUrl: https://a.example/1\nampWebUrl: https://a.example/1/amp")
    assert [field.name for field in found.fields("url")] == ["webUrl", "ampWebUrl"]


def test_a_value_may_be_turned_around() -> None:
    vocabulary = Vocabulary("mine", {"draft": ("!live",)})
    assert [vocabulary.first("draft", {"live": live}) for live in (True, False, None)] == [
        False,
        True,
        None,
    ]
