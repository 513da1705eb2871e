"""Base class of the rules that report what the parser found."""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Finding, Related, Severity
from newslint.rule import ArticleRule


class FaultRule(ArticleRule):
    """Report the faults with this rule's name that the parser found in an article."""

    default_severity = Severity.ERROR

    def check(self, article: Article) -> Iterable[Finding]:
        return self._report(article) if article.faults else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for fault in article.faults:
            if fault.rule != self.name:
                continue
            related = []
            if fault.note is not None:
                message, start, end = fault.note
                related.append(Related(article.path, message, span=article.span(start, end)))
            span = article.span(fault.start, fault.end)
            yield self.finding(article.path, fault.message, span=span, related=related)
