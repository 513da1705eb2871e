"""The fields that hold text for readers."""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.front_matter import pointer_keys, pointer_token
from newslint.schema.sentences import dotted
from newslint.vocabulary.presets import preset


def text_pointers(article: Article, roles: Iterable[str]) -> Iterator[str]:
    """Yield the JSON Pointers of the fields with ``roles``, and of the values inside of them.

    Besides the names of the article's vocabulary, those that are common anywhere count: a site may
    have fields that its vocabulary does not know.
    """
    sources, common = article.vocabulary.sources, preset("generic").roles
    names = {name for role in roles for name in (*sources[role], *common.get(role, ()))}
    paths = ["".join(map(pointer_token, name.split("."))) for name in names if name[0] != ":"]
    bases = {story.pointer + path for story in article.stories for path in paths}
    for pointer in article.places:
        steps = pointer.split("/")
        if any("/".join(steps[:length]) in bases for length in range(2, len(steps) + 1)):
            yield pointer


def name_of(pointer: str) -> str:
    """Return the name of the field at a JSON Pointer for a message: ``topics[0]``."""
    return dotted(tuple(int(key) if key.isdigit() else key for key in pointer_keys(pointer)))
