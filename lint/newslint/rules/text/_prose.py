"""Titles and summaries, for the rules that check them."""

from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article

ROLES = ("title", "summary")


class Text(NamedTuple):
    """A title or a summary, of the article or of a related entry."""

    role: str
    name: str
    """The field as messages name it."""
    pointer: str
    value: str


@lru_cache(maxsize=1)
def texts(article: Article) -> tuple[Text, ...]:
    """Return every title and summary of an article and its related entries."""
    return tuple(
        Text(role, field.name, field.pointer or "", field.value)
        for story in article.stories
        for role in ROLES
        if (field := story.field(role)) is not None and isinstance(field.value, str)
    )


@lru_cache(maxsize=1)
def prose(article: Article) -> str:
    """Return all titles and summaries, joined and surrounded by spaces.

    Searching all of them at once keeps the rules fast on clean articles. The line break at the
    end of a YAML block scalar is left out.
    """
    values = [
        value.removesuffix("\n")
        for role in ROLES
        for value in article.values(role)
        if isinstance(value, str)
    ]
    return f" {' '.join(values)} "


def surrounded(text: str) -> str:
    """Return one text as `prose` has it: between spaces, without the final line break."""
    text = text.removesuffix("\n")
    return f" {text} "
