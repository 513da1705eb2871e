"""The places of titles and URLs for findings about duplicates."""

from typing import Any

from newslint.finding import Related
from newslint.rule import Corpus

_NEWS = {"title": "/title", "url": "/webUrl"}


def pointer_to(role: str, path: str, corpus: Corpus[Any]) -> str:
    """Return the JSON Pointer of the field with ``role`` in the article at ``path``.

    Return that of news articles if the article has none, so that the finding points to where the
    field is missing.
    """
    article = corpus.article(path)
    field = article.field(role) if article is not None else None
    return (field.pointer if field is not None else None) or _NEWS[role]


def related_title(path: str, message: str, corpus: Corpus[Any]) -> Related:
    """Return a related place: the title of the article at ``path``."""
    return Related(path, message, pointer_to("title", path, corpus))
