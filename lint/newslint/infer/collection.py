"""Read the articles of a collection, and judge them by a draft."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.files import discover
from newslint.schema.compile import Schema
from newslint.schema.messages import problems
from newslint.settings import Config
from newslint.vocabulary.choose import Vocabularies
from newslint.vocabulary.roles import Vocabulary

_PROSE = ("title", "summary", "url", "body")
"""Roles of text that is written for one article."""


class Misfit(NamedTuple):
    """A file that a draft does not describe, and why."""

    path: str
    reasons: tuple[str, ...]


class Articles:
    """The articles in files. Each iteration reads them anew, so that none is kept."""

    def __init__(self, paths: Sequence[str], config: Config) -> None:
        self._config = config
        self._vocabularies = Vocabularies(config)
        self._last: Vocabulary | None = None
        self.paths = paths
        self.unreadable: list[Misfit] = []
        """Files without readable front matter, as of the last iteration."""
        self.schemas: set[str] = set()
        """The shipped schemas of the vocabularies of the articles."""
        self.prose: set[str] = set()
        """Fields with text that is written for one article, whatever it says in others."""

    def path(self, number: int) -> str:
        """Return the path of an article."""
        return self.paths[number]

    def __iter__(self) -> Iterator[tuple[int, Article]]:
        """Yield numbered articles with front matter."""
        self.unreadable = []
        for number, path in enumerate(self.paths):
            article = self._article(path)
            if isinstance(article, Misfit):
                self.unreadable.append(article)
            else:
                self._note(article.vocabulary)
                yield number, article

    def _note(self, vocabulary: Vocabulary) -> None:
        if vocabulary is not self._last:
            self._last = vocabulary
            self.schemas.add(vocabulary.schema)
            self.prose.update(*(vocabulary.names[role] for role in _PROSE))

    def _article(self, path: str) -> Article | Misfit:
        config = self._config
        try:
            source = discover.read(path, config.max_file_size)
        except discover.Unreadable as error:
            return Misfit(path, (str(error),))
        article = Article.parse(
            path, source, config.max_front_matter, vocabularies=self._vocabularies
        )
        if article.has_fields:
            return article
        return Misfit(path, tuple(fault.message for fault in article.faults[:1]))

    def fields(self, without: Collection[int] = ()) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the fields of numbered articles, except those ``without``."""
        return ((number, one.data) for number, one in self if number not in without)

    def rejected(self, schema: Schema) -> Iterator[int]:
        """Yield the numbers of the articles that do not have ``schema``."""
        return (number for number, article in self if schema.violations(article.data))

    def misfits(self, schema: Schema) -> Iterator[Misfit]:
        """Yield the articles that do not have ``schema``."""
        for _, article in self:
            violations = schema.violations(article.data)
            if violations:
                yield Misfit(article.path, tuple(one.message for one in problems(violations)))
