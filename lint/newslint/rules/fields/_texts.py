"""The fields that hold text for readers."""

from collections.abc import Iterator
from functools import lru_cache

from newslint.article import Article
from newslint.front_matter import pointer_keys, pointer_token
from newslint.schema.sentences import dotted
from newslint.vocabulary.presets import preset
from newslint.vocabulary.roles import Vocabulary


def text_pointers(article: Article, roles: tuple[str, ...]) -> Iterator[str]:
    """Yield the JSON Pointers of the fields with ``roles``, and of the values inside of them.

    Besides the names of the article's vocabulary, those that are common anywhere count: a site may
    have fields that its vocabulary does not know.
    """
    paths = _paths(article.vocabulary, roles)
    bases = {story.pointer + path for story in article.stories for path in paths}
    for pointer in article.places:
        end = pointer.find("/", 1)
        while end >= 0 and pointer[:end] not in bases:
            end = pointer.find("/", end + 1)
        if end >= 0 or pointer in bases:
            yield pointer


@lru_cache(maxsize=16)
def _paths(vocabulary: Vocabulary, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the JSON Pointers of the fields with ``roles`` in a story."""
    common = preset("generic").roles
    names = {name for role in roles for name in (*vocabulary.sources[role], *common.get(role, ()))}
    return tuple("".join(map(pointer_token, name.split("."))) for name in names if name[0] != ":")


def name_of(pointer: str) -> str:
    """Return the name of the field at a JSON Pointer for a message: ``topics[0]``."""
    return dotted(tuple(int(key) if key.isdigit() else key for key in pointer_keys(pointer)))
