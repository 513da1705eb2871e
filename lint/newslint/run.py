"""The pipeline: files, results, settled findings, a report."""

from collections.abc import Iterable, Mapping
from typing import Any

from newslint import discover
from newslint.config import Config
from newslint.engine import local
from newslint.examine import Examiner, FileResult, crash, locate
from newslint.finding import Finding
from newslint.progress import Progress
from newslint.report import Report
from newslint.rule import Corpus, Notes
from newslint.ruleset import Ruleset
from newslint.suppress import Ignore, suppress


def lint(
    paths: Iterable[str],
    config: Config | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    sources: Mapping[str, bytes] | None = None,
    rules: Ruleset | None = None,
) -> Report:
    """Lint files and folders.

    ``sources`` are further articles, by path, that are not (or not so) on disk. ``rules`` run
    in place of those that the configuration selects (in this process only). Raises
    ConfigError for a path that does not exist or a configuration that cannot be followed.
    """
    config = Config() if config is None else config
    rules = Ruleset.build(config) if rules is None else rules
    run = _Run(config, rules, dict(sources or {}), progress or Progress())
    run.examine(list(paths), jobs)
    run.compare()
    return run.settle()


class _Run:
    """What is known while the data flows: filled by `examine`, then `compare`, then `settle`."""

    def __init__(
        self, config: Config, rules: Ruleset, sources: dict[str, bytes], progress: Progress
    ) -> None:
        self.config = config
        self.sources = sources
        self.rules = rules
        self.notes = Notes(progress)
        self.files: list[str] = []
        self.findings: dict[str, list[Finding]] = {}
        self.ignores: dict[str, tuple[Ignore, ...]] = {}
        self.facts: dict[str, dict[str, Any]] = {}  # by collector, then path

    def examine(self, paths: list[str], jobs: int) -> None:
        """Every file through the article rules and the collectors."""
        found = discover.discover(paths, self.config)
        self.notes.notices += found.notices
        on_disk = [path for path in found.files if path not in self.sources]
        self.files = sorted({*on_disk, *self.sources})
        others = self._others()
        self.notes.progress.begin("reading", len(self.files) + len(others))
        examiner = Examiner(self.config, self.rules)
        for path, source in self.sources.items():
            self._take(examiner.source(path, source))
        for result in local.examine(on_disk, self.config, self.rules, jobs):
            self._take(result)
        for result in local.examine(others, self.config, self.rules, jobs, collect_only=True):
            self._take(result)

    def _others(self) -> list[str]:
        """The files that are compared with but not reported on."""
        if not (self.config.roots and self.rules.corpus_rules):
            return []
        roots = [path for path in self.config.paths(self.config.roots) if discover.exists(path)]
        known = set(self.files)
        found = discover.discover(roots, self.config)
        return [path for path in found.files if path not in known]

    def _take(self, result: FileResult) -> None:
        path = result.path
        if result.findings:
            self.findings[path] = list(result.findings)
        if result.ignores:
            self.ignores[path] = result.ignores
        for collector, fact in result.facts.items():
            self.facts.setdefault(collector, {})[path] = fact
        self.notes.progress.advance()

    def compare(self) -> None:
        """The corpus rules over the facts of all files."""
        if not self.files:
            return
        reported = frozenset(self.files)
        corpora: dict[str, Corpus[Any]] = {}
        found: list[Finding] = []
        for rule in self.rules.corpus_rules:
            name = self.rules.collector_name(rule)
            if name not in corpora:
                facts = dict(sorted(self.facts.get(name, {}).items()))
                corpora[name] = Corpus(facts, reported, self.config, self.notes)
            try:
                found += [f for f in rule.compare(corpora[name]) if f.path in reported]
            except Exception as error:
                found.append(crash(min(reported), rule.name, error))
        for finding in locate(found, self.config, self.sources):
            self.findings.setdefault(finding.path, []).append(finding)

    def settle(self) -> Report:
        """Overrides, ignore comments and order: what is left is the report."""
        kept: list[Finding] = []
        suppressed = 0
        for path in self.files:
            if path not in self.findings and path not in self.ignores:
                continue
            found = [f for f in map(self.rules.adjusted, self.findings.get(path, [])) if f]
            comments = self.ignores.get(path)
            if comments:
                left = list(suppress(path, found, comments, self.rules))
                suppressed += len(set(found) - set(left))
                found = left
            kept += sorted(found, key=Finding.sort_key)
        return Report(
            tuple(self.files),
            tuple(kept),
            suppressed=suppressed,
            urls=self.notes.urls,
            notices=tuple(self.notes.notices),
            fail_on=self.config.fail_on,
            families=self.rules.families,
            text_of=self._text,
        )

    def _text(self, path: str) -> str | None:
        try:
            source = self.sources.get(path)
            if source is None:
                source = discover.read(path, self.config.max_file_size)
        except discover.Unreadable:
            return None
        return source.decode(errors="replace")
