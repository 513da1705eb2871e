"""What the rules about titles and excerpts share."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article, Story

KEYS = ("title", "excerpt")


class Text(NamedTuple):
    """A title or an excerpt, of the article or of a related entry."""

    story: Story
    key: str
    value: str

    @property
    def pointer(self) -> str:
        return f"{self.story.pointer}/{self.key}"


def texts(article: Article) -> Iterator[Text]:
    """Every title and excerpt of an article."""
    for story in article.stories:
        for key in KEYS:
            value = story.fields.get(key)
            if isinstance(value, str):
                yield Text(story, key, value)


@lru_cache(maxsize=1)
def prose(article: Article) -> str:
    """All titles and excerpts in one, with a space before, between and behind them.

    Looking for a sign of trouble in all at once is what makes the rules cheap on articles
    without any. The line break that ends a block scalar of YAML is left out.
    """
    found = [
        value.removesuffix("\n")
        for _, fields in article.stories
        for key in KEYS
        if isinstance(value := fields.get(key), str)
    ]
    return f" {' '.join(found)} "
