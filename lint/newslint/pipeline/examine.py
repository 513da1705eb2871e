"""Run the rules on one file: the map of the pipeline."""

import time
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Any

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

    def __call__(self, path: str) -> FileResult:
        """Read and examine a file. An unreadable file and any failure become findings."""
        try:
            return self._examined(path)
        except CRASHES as error:
            return failure(path, error)

    def _examined(self, path: str) -> FileResult:
        read_at = time.time_ns()
        try:
            source, stamp = self._read(path)
        except discover.Unreadable as error:
            return self.article(unreadable(path, str(error)))
        article = self._parse(path, source)
        result = self.article(article)
        if self.identify and self._lasts(article, result):
            content = discover.digest_of(source)
            key = key_of(content, article.inherited, article.listed)
            result = result._replace(identity=Identity(stamp, read_at, content, key))
        return result

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
        findings: list[Finding] = []
        if not self.collect_only:
            for rule in self.rules.article_rules:
                if rule.skips_drafts and article.is_draft:
                    continue
                try:
                    findings += self._findings(rule, article)
                except CRASHES as error:
                    findings.append(crash(article.path, rule.name, error))
        facts = self._collect(article, findings)
        return FileResult(
            article.path,
            tuple(findings),
            facts,
            ignores(article),
            complete=not self.collect_only,
        )

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

    def _collect(self, article: Article, findings: list[Finding]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name, collect in self.rules.collectors.items():
            try:
                facts[name] = self._fact(name, collect, article)
            except CRASHES as error:
                findings.append(crash(article.path, self.sharers[name], error))
        return facts

    def _fact(self, name: str, collect: Callable[[Article], Any], article: Article) -> Any:
        return collect(article)

    @cached_property
    def sharers(self) -> dict[str, str]:
        """The rules that use each collector, by its name."""
        names: dict[str, str] = {}
        for rule in self.rules.corpus_rules:
            name = self.rules.collector_name(rule)
            names[name] = f"{names[name]}, {rule.name}" if name in names else rule.name
        return names

    def _lasts(self, article: Article, result: FileResult) -> bool:
        """Return whether the same bytes will give the same result tomorrow, but for what perishable
        rules find."""
        if "$schema" in article.data:  # a file of its own, which may change
            return False
        return not result.failed and all(
            finding.rule in self.rules.by_name for finding in result.findings
        )


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
