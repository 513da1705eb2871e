"""Base class of the rules that report schema violations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from newslint.article import Article
from newslint.errors import SchemaError
from newslint.finding import Finding, Severity
from newslint.front_matter import pointer_keys, pointer_token
from newslint.rule import ArticleRule
from newslint.schema.choose import Schemas, schemas_of
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.schema.messages import Problem

_DEFAULT = Config()


class SchemaRule(ArticleRule):
    """Report the schema violations that belong to the rule of this name.

    The first of these rules to check an article validates it; the others share the result.
    """

    schemas: ClassVar[Schemas | None] = None
    """The schemas of the run; None for the default configuration."""

    def bind(self, config: Config) -> Self:
        """Return this rule with the schemas of ``config``. Raise SchemaError if one is invalid."""
        bound = type(self)(**vars(self))
        vars(bound)["schemas"] = schemas_of(config)
        return bound

    def notices(self) -> Iterable[str]:
        return self.schemas.notices() if self.schemas else ()

    def check(self, article: Article) -> Iterable[Finding]:
        problems = self.problems(article)
        return self._report(article, problems) if problems else ()

    def problems(self, article: Article) -> "Sequence[Problem]":
        """Return the problems of the fields of ``article``."""
        return (self.schemas or schemas_of(_DEFAULT)).problems(article)

    def refused(self, article: Article, values: Mapping[str, Any]) -> set[str]:
        """Return the JSON Pointers in ``values`` whose values the schema would refuse in place of
        those of ``article``."""
        from copy import deepcopy

        schemas = self.schemas or schemas_of(_DEFAULT)
        try:
            schema = schemas.schema_for(article)
        except SchemaError:
            return set()
        data = deepcopy(article.data)
        for pointer, value in values.items():
            *steps, last = pointer_keys(pointer)
            holder: Any = data
            for step in steps:
                holder = holder[int(step) if isinstance(holder, list) else step]
            holder[int(last) if isinstance(holder, list) else last] = value
        paths = (violation.path for violation in schema.violations(data))
        return {"".join(map(pointer_token, path)) for path in paths} & values.keys()

    def _report(self, article: Article, problems: "Iterable[Problem]") -> Iterator[Finding]:
        for problem in problems:
            if problem.rule == self.name:
                yield self.finding(
                    article.path,
                    problem.message,
                    field=problem.field,
                    on_key=problem.on_key,
                    severity=Severity.WARNING if problem.recommended else None,
                )
