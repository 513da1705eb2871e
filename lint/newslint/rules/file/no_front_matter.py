"""no-front-matter"""

from collections.abc import Iterator

from newslint.article import Article
from newslint.finding import Finding, Severity
from newslint.rule import ArticleRule, Example


class NoFrontMatter(ArticleRule):
    """Find articles without front matter.

    ## Why
    Without fields nobody knows when a story was published, by whom and where; such a file
    cannot be listed, sorted or linked.
    """

    default_severity = Severity.ERROR

    valid = (Example({"a.md": "---\ntitle: Ferry returns\n---\nText.\n"}),)
    invalid = (Example({"a.md": "Ferry returns\n\nText.\n"}, at=(("a.md", 1, 1),)),)

    def check(self, article: Article) -> Iterator[Finding]:
        for fault in article.faults:
            if fault.rule == self.name:
                span = article.span(fault.start, fault.end)
                yield self.finding(article.path, fault.message, span=span)
