"""The common part of the rules that ask the network."""

from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Change, Edit, Span
from newslint.rule import Corpus, CorpusRule
from newslint.web.mentions import Facts, Mention, mentions
from newslint.web.verdict import Verdict


class Asked(NamedTuple):
    """A mention of a URL and what is held of it."""

    path: str
    mention: Mention
    verdict: Verdict
    archived: str = ""
    """Where there is an archived copy, if one was looked for."""

    @property
    def field(self) -> str | None:
        where = self.mention.where
        return where if isinstance(where, str) else None

    @property
    def is_plain_field(self) -> bool:
        """Whether the place is a field that holds nothing but the URL."""
        return self.field is not None and not self.field.endswith("/featuredContent")

    @property
    def span(self) -> Span | None:
        where = self.mention.where
        return None if isinstance(where, str) else Span(*where)

    def change(self, url: str, *, safe: bool) -> tuple[Change, ...]:
        """The change that puts ``url`` in its place, if the place is a field of its own."""
        if self.field is None or not self.is_plain_field:
            return ()
        return (Change(self.field, url, safe),)

    def edit(self, url: str, *, safe: bool) -> tuple[Edit, ...]:
        """The edit that puts ``url`` in its place, if the place is a link in the body.

        A link that is spelled with escapes, or elsewhere than where it is used, is left alone.
        """
        span = self.span
        if span is None or span.end - span.start != len(self.mention.url):
            return ()
        if any(char in url for char in "()<>\"'& \\"):
            return ()
        return (Edit(span.start, span.end, url, safe),)


class UrlRule(CorpusRule[Facts]):
    """A rule about what asking for URLs brought to light. All of them share one inquiry."""

    needs_network = True

    @staticmethod
    def collect(article: Article) -> Facts | None:
        """Every mention of a web address."""
        return mentions(article)

    def asked(self, corpus: Corpus[Facts]) -> Iterator[Asked]:
        """Every mention in the reported articles with the verdict on it, article by article."""
        from newslint.web.judge import judge

        verdicts = corpus.shared(judge)
        for path in sorted(corpus.reported):
            for fact in corpus.facts.get(path, ()):
                mention = Mention(*fact)
                yield Asked(path, mention, verdicts.of(mention), verdicts.archived(mention))
