"""What the rules that speak for the schema share."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Self

from newslint.article import Article
from newslint.finding import Finding, Severity
from newslint.rule import ArticleRule
from newslint.schema.choose import Schemas, schemas_of
from newslint.schema.messages import Problem
from newslint.settings import Config

_DEFAULT = Config()


class SchemaRule(ArticleRule):
    """Reports the problems that the article's schema has for the rule of this name.

    The article is held against its schema once, whichever of these rules asks first.
    """

    schemas: ClassVar[Schemas | None] = None
    """What knows the schemas; the shipped one for all articles when None."""

    def bind(self, config: Config) -> Self:
        """This rule with the schemas of ``config``. Raises SchemaError."""
        bound = type(self)(**vars(self))
        vars(bound)["schemas"] = schemas_of(config)
        return bound

    def check(self, article: Article) -> Iterable[Finding]:
        schemas = self.schemas or schemas_of(_DEFAULT)
        problems = schemas.problems(article)
        return self._report(article, problems) if problems else ()

    def _report(self, article: Article, problems: Iterable[Problem]) -> Iterator[Finding]:
        for problem in problems:
            if problem.rule == self.name:
                yield self.finding(
                    article.path,
                    problem.message,
                    field=problem.field,
                    on_key=problem.on_key,
                    severity=Severity.WARNING if problem.recommended else None,
                )
