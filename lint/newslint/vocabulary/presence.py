"""Decide whether a data file carries the fields of an article."""

from collections.abc import Mapping
from typing import Any

from newslint import dates
from newslint.vocabulary.choose import NEWS, vocabulary_of
from newslint.vocabulary.presets import preset
from newslint.vocabulary.roles import Vocabulary

GENERIC = "generic"
_DISTINCT = ("publishedDateTime", "webUrl", "originalUrl", "excerpt")
"""Fields of news articles that other data files hardly ever have."""


def carries_article(fields: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    """Return whether ``fields`` are those of an article.

    They are if there is a title with a date of publication, by the names of ``vocabulary`` or by
    common ones, or if two fields are those of news articles and one of them is distinctive.
    """
    news = preset(NEWS).roles
    names = {source for sources in news.values() for source in sources} | {"quality"}
    if any(name in fields for name in _DISTINCT) and sum(name in fields for name in names) > 1:
        return True
    return any(_is_dated(fields, one) for one in (vocabulary, vocabulary_of(preset(GENERIC))))


def _is_dated(fields: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    title = vocabulary.first("title", fields)
    published = vocabulary.first("published", fields)
    return (
        isinstance(title, str)
        and bool(title.strip())
        and isinstance(published, str)
        and dates.parse(published.strip()) is not None
    )
