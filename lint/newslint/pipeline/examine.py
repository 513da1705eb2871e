"""Run the rules on one file: the map of the pipeline."""

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.catalogue.ruleset import Ruleset
from newslint.errors import NewslintError, RuleError
from newslint.files import discover
from newslint.finding import INTERNAL_ERROR, UNREADABLE_FILE, Finding, Severity
from newslint.front_matter import Block, Fault
from newslint.ignores import ignores
from newslint.pipeline import accept
from newslint.result import FileResult, Identity, key_of
from newslint.rule import CRASHES, ArticleRule
from newslint.settings import Config
from newslint.vocabulary.choose import Vocabularies

MAX_PER_FILE = 500
"""Maximum findings of one file in a report, so that one file cannot bury all others."""
BATCH, BATCH_SIZE = 32, 100_000
"""Maximum articles from which facts are collected at once, and characters after which no more are
added to them."""


class Examiner:
    """Examines files with the rules of one run.

    With ``collect_only``, the article rules do not run: for files that others are compared with.
    With ``identify``, results have the identity that the cache needs.
    """

    def __init__(
        self,
        config: Config,
        rules: Ruleset | None = None,
        *,
        collect_only: bool = False,
        identify: bool = False,
    ) -> None:
        self.config = config
        self.rules = Ruleset.build(config) if rules is None else rules
        self.collect_only = collect_only
        self.identify = identify
        self._vocabularies = Vocabularies(config)

    def __call__(self, paths: Iterable[str]) -> Iterator[FileResult]:
        """Read and examine files, and yield the result of each, in order. An unreadable file and
        any failure become findings."""
        batch: list[_Examined] = []
        size = 0
        for path in paths:
            try:
                batch.append(self._examined(path))
            except CRASHES as error:
                batch.append(_Examined(None, failure(path, error)))
            article = batch[-1].article
            size += 0 if article is None else len(article.text)
            if len(batch) >= BATCH or size >= BATCH_SIZE:
                yield from self._completed(batch)
                batch, size = [], 0
        yield from self._completed(batch)

    def _examined(self, path: str) -> "_Examined":
        read_at = time.time_ns()
        try:
            source, stamp = self._read(path)
        except discover.Unreadable as error:
            return self._checked(unreadable(path, str(error)))
        article = self._parse(path, source)
        examined = self._checked(article)
        if self.identify and "$schema" not in article.data:  # a file of its own, which may change
            content = discover.digest_of(source)
            key = key_of(content, article.inherited, article.listed)
            identity = Identity(stamp, read_at, content, key)
            return examined._replace(result=examined.result._replace(identity=identity))
        return examined

    def source(self, path: str, source: bytes) -> FileResult:
        """Examine the bytes of a file. Too many bytes and any failure become findings."""
        limit = self.config.max_file_size
        try:
            if len(source) > limit:
                return self.article(unreadable(path, str(discover.too_large(limit))))
            return self.article(self._parse(path, source))
        except CRASHES as error:
            return failure(path, error)

    def article(self, article: Article) -> FileResult:
        """Examine a parsed article."""
        (result,) = self._completed([self._checked(article)])
        return result

    def _checked(self, article: Article) -> "_Examined":
        """Return what the article rules find."""
        findings: list[Finding] = []
        if not self.collect_only:
            for rule in self.rules.article_rules:
                if rule.skips_drafts and article.is_draft:
                    continue
                try:
                    findings += self._findings(rule, article)
                except CRASHES as error:
                    findings.append(crash(article.path, rule.name, error))
        result = FileResult(
            article.path,
            tuple(findings),
            ignores=ignores(article),
            complete=not self.collect_only,
        )
        return _Examined(article, result)

    def _completed(self, batch: "list[_Examined]") -> Iterator[FileResult]:
        """Yield the results with the facts of the articles."""
        articles = [one.article for one in batch if one.article is not None]
        columns = {name: iter(self._facts(name, articles)) for name in self.rules.collectors}
        for examined in batch:
            result = examined.result
            if examined.article is not None:
                found = {name: next(column) for name, column in columns.items()}
                facts = {n: fact for n, fact in found.items() if not isinstance(fact, Finding)}
                crashes = [fact for fact in found.values() if isinstance(fact, Finding)]
                result = result._replace(findings=(*result.findings, *crashes), facts=facts)
            yield result if self._lasts(result) else result._replace(identity=None)

    def _facts(self, name: str, articles: Sequence[Article]) -> list[Any]:
        """Return the facts of each article, or a finding if collecting them fails."""
        try:
            return self._collected(name, articles)
        except CRASHES as error:
            if len(articles) == 1:
                return [crash(articles[0].path, self.sharers[name], error)]
            # Only the article that is to blame shall go without.
            return [fact for article in articles for fact in self._facts(name, [article])]

    def _collected(self, name: str, articles: Sequence[Article]) -> list[Any]:
        return self.rules.collectors[name].collect_all(articles)

    def _read(self, path: str) -> tuple[bytes, discover.Stamp]:
        return discover.read_stamped(path, self.config.max_file_size)

    def _parse(self, path: str, source: bytes) -> Article:
        return Article.parse(
            path, source, self.config.max_front_matter, vocabularies=self._vocabularies
        )

    def _findings(self, rule: ArticleRule, article: Article) -> list[Finding]:
        returned = rule.check(article)
        if returned == ():  # nearly always; an iterator differs
            return []
        findings = accept.findings(rule, rule.check, returned, article.path.__eq__)
        # One more than are reported, to notice that there are more.
        return [article.located(finding) for finding in islice(findings, MAX_PER_FILE + 1)]

    @cached_property
    def sharers(self) -> dict[str, str]:
        """The rules that use each collector, by its name."""
        names: dict[str, str] = {}
        for rule in self.rules.corpus_rules:
            name = self.rules.collector_name(rule)
            names[name] = f"{names[name]}, {rule.name}" if name in names else rule.name
        return names

    def _lasts(self, result: FileResult) -> bool:
        """Return whether the same bytes will give the same result tomorrow, but for what perishable
        rules find."""
        return not result.failed and all(
            finding.rule in self.rules.by_name for finding in result.findings
        )


class _Examined(NamedTuple):
    """An article and its result, still without facts."""

    article: Article | None
    """None if examining it failed."""
    result: FileResult


def unreadable(path: str, message: str) -> Article:
    """Return the article of a file whose bytes cannot be read: only the fault."""
    fault = Fault(UNREADABLE_FILE, f"the file cannot be read: {message}", 0, 0)
    return Article(path, "", Block("none", 0, 0, 0), {}, (fault,))


def failure(path: str, error: BaseException) -> FileResult:
    """Return the result of a file that cannot be examined at all. Raise a NewslintError
    unchanged."""
    if isinstance(error, NewslintError):
        raise error
    message = f"examining the file failed: {_said(error)}"
    return FileResult(path, (Finding(path, INTERNAL_ERROR, Severity.ERROR, message),))


def crash(path: str, rule: str, error: BaseException) -> Finding:
    """Return the finding for a rule that fails on a file."""
    return Finding(path, INTERNAL_ERROR, Severity.ERROR, f"rule {rule} failed: {_said(error)}")


def _said(error: BaseException) -> str:
    if isinstance(error, RuleError):
        return str(error)
    from newslint.catalogue.source import raised_at

    file, line = raised_at(error)
    return f"{type(error).__name__} at {file.rpartition('/')[2]}:{line}: {error}"
