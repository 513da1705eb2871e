"""The base class of rules that use the network."""

from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Change, Edit, Finding, Span
from newslint.rule import Corpus, CorpusRule
from newslint.web.mentions import Facts, Mention, mentions
from newslint.web.verdict import Verdict


class Checked(NamedTuple):
    """A mention of a URL and the verdict on it."""

    path: str
    mention: Mention
    verdict: Verdict
    archived: str = ""
    """The URL of an archived copy, if one was found."""

    @property
    def field(self) -> str | None:
        where = self.mention.where
        return where if isinstance(where, str) else None

    @property
    def is_plain_field(self) -> bool:
        """Whether the URL is the whole value of a field."""
        return self.field is not None and not self.field.endswith("/featuredContent")

    @property
    def span(self) -> Span | None:
        where = self.mention.where
        return None if isinstance(where, str) else Span(*where)

    def change(self, url: str, *, safe: bool) -> tuple[Change, ...]:
        """Return the change that replaces the URL, if it is the whole value of a field."""
        if self.field is None or not self.is_plain_field:
            return ()
        return (Change(self.field, url, safe),)

    def edit(self, url: str, *, safe: bool) -> tuple[Edit, ...]:
        """Return the edit that replaces the URL, if it is a link in the body.

        Links with escapes and reference-style links are not edited.
        """
        span = self.span
        if span is None or span.end - span.start != len(self.mention.url):
            return ()
        if any(char in url for char in "()<>\"'& \\"):
            return ()
        return (Edit(span.start, span.end, url, safe),)


class UrlRule(CorpusRule[Facts]):
    """A rule about the verdicts on URLs. All such rules share one check of each URL."""

    needs_network = True

    @staticmethod
    def collect(article: Article) -> Facts | None:
        """Return the mentions of URLs in an article."""
        return mentions(article)

    def checked(self, corpus: Corpus[Facts]) -> Iterator[Checked]:
        """Yield the mentions in the reported articles with their verdicts, article by article."""
        from newslint.web.judge import judge

        verdicts = corpus.shared(judge)
        for path in sorted(corpus.reported):
            for fact in corpus.facts.get(path, ()):
                mention = Mention(*fact)
                yield Checked(path, mention, verdicts.of(mention), verdicts.archived(mention))

    def report(
        self, checked: Checked, message: str, replacement: str = "", *, safe: bool = False
    ) -> Finding:
        """Return the finding about a mention. A ``replacement`` for the URL becomes its fix."""
        return self.finding(
            checked.path,
            message,
            field=checked.field,
            span=checked.span,
            changes=checked.change(replacement, safe=safe) if replacement else (),
            edits=checked.edit(replacement, safe=safe) if replacement else (),
        )
