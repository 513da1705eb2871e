"""Values that the site generator does not list."""

from collections.abc import Iterator

from newslint.article import Article
from newslint.front_matter import pointer_token
from newslint.vocabulary.listed import Listed


def unlisted(article: Article, field: str) -> Iterator[tuple[str, str, Listed]]:
    """Yield the values of a top-level field that are not listed: JSON Pointer, value and list.

    Values that are not text describe themselves.
    """
    listed = article.listed.get(field)
    if listed is None:
        return
    value = article.data.get(field)
    pointer = pointer_token(field)
    if isinstance(value, str):
        entries = [(pointer, value)]
    else:
        items = enumerate(value) if isinstance(value, list) else ()
        entries = [(f"{pointer}/{i}", item) for i, item in items if isinstance(item, str)]
    for place, name in entries:
        if name not in listed.names:
            yield place, name, listed
