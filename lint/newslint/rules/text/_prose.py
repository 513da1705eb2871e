"""What the rules about titles and summaries share."""

from collections.abc import Iterator
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


def texts(article: Article) -> Iterator[Text]:
    """Every title and summary of an article."""
    for story in article.stories:
        for role in ROLES:
            field = story.field(role)
            if field is not None and isinstance(field.value, str):
                yield Text(role, field.name, field.pointer or "", field.value)


@lru_cache(maxsize=1)
def prose(article: Article) -> str:
    """All titles and summaries in one, with a space before, between and behind them.

    Looking for a sign of trouble in all at once is what makes the rules cheap on articles
    without any. The line break that ends a block scalar of YAML is left out.
    """
    values = [
        value.removesuffix("\n")
        for role in ROLES
        for value in article.values(role)
        if isinstance(value, str)
    ]
    return f" {' '.join(values)} "
