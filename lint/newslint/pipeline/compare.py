"""Run the corpus rules on the facts of all files: the reduce of the pipeline."""

from collections.abc import Callable, Collection, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from newslint.catalogue.ruleset import Ruleset
from newslint.errors import NewslintError, RuleError
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.pipeline import accept, libraries
from newslint.pipeline.examine import MAX_PER_FILE, crash
from newslint.pipeline.facts import FactStore
from newslint.pipeline.locate import Articles, locate
from newslint.rule import CRASHES, Corpus, CorpusRule, Notes, Whole
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.cache.results import Cache
    from newslint.pipeline.statistics import Statistics


class Comparison:
    """Compares the articles of one run.

    Findings may be about the ``reported`` files, which are also compared with the ``compared``
    ones. ``stored`` is the cache with the key of this collection; None if its findings cannot be
    stored.
    """

    def __init__(
        self,
        config: Config,
        rules: Ruleset,
        facts: FactStore,
        articles: Articles,
        notes: Notes,
        reported: Collection[str],
        compared: Collection[str] = (),
        stored: "tuple[Cache, bytes] | None" = None,
        statistics: "Statistics | None" = None,
    ) -> None:
        self._config = config
        self._rules = rules
        self._facts = facts
        self._articles = articles
        self._notes = notes
        self._reported = frozenset(reported)
        self._compared = compared
        self._stored = stored
        self._statistics = statistics
        self._corpora: dict[str, Corpus[Any]] = {}  # by collector

    def findings(self) -> Iterator[Finding]:
        """Yield the located findings of all corpus rules, and the failures."""
        for rule in self._rules.corpus_rules:
            yield from self._known_or(rule, self._findings_of)
        for result in self._facts.failed.values():
            yield from result.findings

    def _known_or(
        self, rule: CorpusRule[Any], compare: Callable[[CorpusRule[Any]], tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        """Return the findings of a rule from the cache, or those of ``compare``."""
        if self._stored is None or rule.needs_network or rule.perishable:
            return compare(rule)
        cache, collection = self._stored
        key = cache.comparison(rule, collection)
        findings = cache.compared(key)
        if findings is None:
            findings = compare(rule)
            crashed = any(finding.rule == INTERNAL_ERROR for finding in findings)
            if not crashed and not self._facts.failed:
                cache.store_compared(key, findings)
        return findings

    def _findings_of(self, rule: CorpusRule[Any]) -> tuple[Finding, ...]:
        collector = self._rules.collector_name(rule)
        try:
            corpus = self._corpus(rule, collector)
            with self._statistics.comparing(rule.name) if self._statistics else nullcontext():
                findings = _limited(rule, corpus)
        except CRASHES as error:
            if isinstance(error, NewslintError) and not isinstance(error, RuleError):
                raise
            if self._facts.forget(collector):
                self._corpora.pop(collector, None)
                return self._findings_of(rule)
            findings = [crash(min(self._reported), rule.name, error)]
        return tuple(locate(findings, self._articles))

    def _corpus(self, rule: CorpusRule[Any], collector: str) -> Corpus[Any]:
        """Return the input of ``rule``. Rules with the same facts share a corpus."""
        if collector not in self._corpora:
            libraries.load_for(self._rules)
            facts, whole = self._facts_for(rule, collector)
            corpus = self._corpora[collector] = Corpus(
                facts, self._reported, self._config, self._notes, self._articles, whole
            )
            if self._compared and whole is None:
                self._facts.index(rule, collector, corpus, self._roots)
        return self._corpora[collector]

    def _facts_for(
        self, rule: CorpusRule[Any], collector: str
    ) -> tuple[dict[str, Any], Whole | None]:
        """Return the facts for ``rule``, and the description of those left out."""
        if self._compared:
            return self._facts.concerning(rule, collector, self._reported, self._roots)
        return self._facts.get(collector, self._facts.paths(collector)), None

    @property
    def _roots(self) -> list[str]:
        return self._config.paths(self._config.roots)


def _limited(rule: CorpusRule[Any], corpus: Corpus[Any]) -> list[Finding]:
    """Return the findings of ``rule`` in the reported files, a few more per file than a report
    holds."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in accept.findings(
        rule,
        rule.compare,
        rule.compare(corpus),
        lambda path: path in corpus.reported or path in corpus.facts,
    ):
        if finding.path in corpus.reported:
            counts[finding.path] = number = counts.get(finding.path, 0) + 1
            if number <= MAX_PER_FILE + 1:
                kept.append(finding)
    return kept
