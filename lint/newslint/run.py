"""The pipeline: files, results, settled findings, a report."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from newslint import discover
from newslint.config import Config, ConfigError
from newslint.engine import local
from newslint.examine import MAX_PER_FILE, Articles, Examiner, FileResult, crash, locate
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore
from newslint.progress import Progress
from newslint.report import Report
from newslint.rule import CRASHES, Corpus, CorpusRule, Notes
from newslint.ruleset import Ruleset
from newslint.suppress import suppress

if TYPE_CHECKING:
    from newslint.cache.results import Cache
    from newslint.neighbours import Whole
    from newslint.statistics import Statistics

CACHE_WORTH = 32
"""Files below which opening the cache costs more than it saves."""


def lint(
    paths: Iterable[str],
    config: Config | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    sources: Mapping[str, bytes] | None = None,
    rules: Ruleset | None = None,
    statistics: "Statistics | None" = None,
    reports: Collection[str] = (),
) -> Report:
    """Lint files and folders.

    ``sources`` are further articles, by path, that are not (or not so) on disk. ``rules`` run
    in place of those that the configuration selects, and ``statistics`` are filled with the time
    that things take, both in this process only. ``reports`` are files that will be written to:
    what lies there from an earlier run is no article. Raises ConfigError for a path that does not
    exist or a configuration that cannot be followed.
    """
    config = Config() if config is None else config
    rules = Ruleset.build(config) if rules is None else rules
    run = _Run(config, rules, dict(sources or {}), jobs, progress or Progress(), statistics)
    run.left_out.update(reports)
    try:
        run.examine(list(paths))
        run.compare()
    finally:
        run.close()
    return run.settle()


class _Run:
    """What is known while the data flows: filled by `examine`, then `compare`, then `settle`."""

    def __init__(
        self,
        config: Config,
        rules: Ruleset,
        sources: dict[str, bytes],
        jobs: int,
        progress: Progress,
        statistics: "Statistics | None",
    ) -> None:
        self.config = config
        self.sources = sources
        self.articles = Articles(config, sources)
        self.jobs = jobs if statistics is None else 1
        self.statistics = statistics
        self.rules = rules
        self.notes = Notes(progress)
        self.notes.notices += config.notices
        self.cache: Cache | None = None
        self.files: list[str] = []  # reported on
        self.others: list[str] = []  # compared with
        self.left_out: set[str] = set()  # neither
        self.findings: dict[str, list[Finding]] = {}
        self.ignores: dict[str, tuple[Ignore, ...]] = {}
        self.contents: dict[str, bytes] = {}  # hashes, of files that can be cached
        self.facts: dict[str, dict[str, Any]] = {}  # by collector, then path
        self.recalled: dict[str, set[str]] = {}  # paths whose facts the cache gave, by collector

    def examine(self, paths: list[str]) -> None:
        """Every file through the article rules and the collectors, unless the cache knows it."""
        found = discover.discover(paths, self.config)
        self.notes.notices += found.notices
        known = self.left_out | self.sources.keys()
        on_disk = [path for path in found.files if path not in known]
        self.files = sorted({*on_disk, *self.sources})
        self.others = self._others()
        if len(self.files) + len(self.others) == 1:
            self.rules = self.rules.for_one_article()
        self.notes.progress.begin("reading", len(self.files) + len(self.others))
        self._open_cache(len(on_disk) + len(self.others))
        examiner = self._examiner()
        for path, source in self.sources.items():
            self._take(examiner.source(path, source))
        self._examine(on_disk, collect_only=False)
        self._examine(self.others, collect_only=True)

    def _others(self) -> list[str]:
        """The files that are compared with but not reported on."""
        if not (self.config.roots and self.rules.corpus_rules):
            return []
        roots = []
        for path in self.config.paths(self.config.roots):
            if discover.exists(path):
                roots.append(path)
            else:
                self.notes.notices.append(f"roots: there is no file or folder '{path}'")
        known = self.left_out.union(self.files)
        found = discover.discover(roots, self.config)
        return [path for path in found.files if path not in known]

    def _open_cache(self, files: int) -> None:
        if self.config.use_cache and files >= CACHE_WORTH:
            from newslint.cache.folder import can_be_written
            from newslint.cache.results import open_cache

            self.cache = open_cache(self.config, self.rules)
            named = self.config.cache_dir
            if self.cache is None and named is not None and not can_be_written(self.config):
                self.notes.notices.append(f"the cache folder '{named}' cannot be written to")

    def _examine(self, paths: list[str], *, collect_only: bool) -> None:
        known = (self.cache.known(paths) if self.cache else None) or {}
        for path, (content, result) in known.items():
            if result is not None or collect_only:
                self.contents[path] = content
                self._take(result if result and not collect_only else FileResult(path, (), {}, ()))
        rest = [path for path in paths if path not in self.contents]
        self._map(rest, collect_only=collect_only)

    def _map(self, paths: list[str], *, collect_only: bool) -> None:
        examiner = self._examiner(collect_only=collect_only)
        for result in local.examine(paths, examiner, self.jobs):
            if self.cache is not None and result.identity is not None:
                self.cache.store(result)
                self.contents[result.path] = result.identity.content
            self._take(result)

    def _examiner(self, *, collect_only: bool = False) -> Examiner:
        identify = self.cache is not None
        if self.statistics is None:
            return Examiner(self.config, self.rules, collect_only=collect_only, identify=identify)
        from newslint.statistics import MeasuringExaminer

        return MeasuringExaminer(
            self.config,
            self.rules,
            collect_only=collect_only,
            identify=identify,
            statistics=self.statistics,
        )

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
        corpora: dict[str, Corpus[Any]] = {}
        collection = self._collection()
        for rule in self.rules.corpus_rules:
            key = self._comparison(rule, collection)
            known = self.cache.compared(key) if self.cache and key else None
            if known is None:
                known = self._compare(rule, corpora)
                if self.cache and key and not any(f.rule == INTERNAL_ERROR for f in known):
                    self.cache.store_compared(key, known)
            for finding in known:
                self.findings.setdefault(finding.path, []).append(finding)

    def _collection(self) -> bytes | None:
        """What stands for all files as they are; None where some cannot be cached."""
        if self.cache is None or len(self.contents) < len(self.files) + len(self.others):
            return None
        return self.cache.collection(self.contents, self.files)

    def _comparison(self, rule: CorpusRule[Any], collection: bytes | None) -> bytes | None:
        """What the findings of ``rule`` are stored under, if they depend on the files alone."""
        if self.cache is None or collection is None or rule.needs_network or rule.perishable:
            return None
        return self.cache.comparison(rule, collection)

    def _compare(
        self, rule: CorpusRule[Any], corpora: dict[str, Corpus[Any]]
    ) -> tuple[Finding, ...]:
        """The located findings of one corpus rule; rules with the same facts share a corpus."""
        reported = frozenset(self.files)
        name = self.rules.collector_name(rule)
        try:
            if name not in corpora:
                facts, whole = self._concerned(rule)
                corpus = Corpus(facts, reported, self.config, self.notes, self.articles, whole)
                corpora[name] = corpus
            with self.statistics.comparing(rule.name) if self.statistics else nullcontext():
                found = _limited(rule.compare(corpora[name]), reported)
        except ConfigError:
            raise
        except CRASHES as error:
            if self._forget(name):
                corpora.pop(name, None)
                return self._compare(rule, corpora)
            found = [crash(min(reported), rule.name, error)]
        return tuple(locate(found, self.articles))

    def _concerned(self, rule: CorpusRule[Any]) -> "tuple[dict[str, Any], Whole | None]":
        """The facts that ``rule`` compares, by path; with the whole where they are a part of it."""
        from newslint import neighbours

        name = self.rules.collector_name(rule)
        everything = self.contents.keys() | self.facts.get(name, {}).keys()
        if self.cache is None or not self.others or len(everything) < neighbours.WORTH:
            return self._facts(name, everything), None
        file = self.cache.index_file(name, self.config.paths(self.config.roots))
        few = neighbours.FEW * len(everything)
        index = neighbours.open_index(file) if len(self.files) <= few else None
        if index is not None:
            near = {*index.stale(self.contents), *self.files}
            if len(near) <= few:
                for facts in self._facts(name, self.files).values():
                    keys = rule.keys(facts)
                    near |= everything & index.neighbours(keys) if keys is not None else everything
                return self._facts(name, near), neighbours.Whole(len(everything), index)
        known = self._facts(name, everything)
        indexed = {path: k for path in known if (k := rule.keys(known[path])) is not None}
        if indexed:
            neighbours.write_index(file, self.contents, indexed)
        return known, None

    def _facts(self, collector: str, paths: Collection[str]) -> dict[str, Any]:
        """The facts of files, by path: of this run, from the cache, or collected now."""
        facts = self.facts.setdefault(collector, {})
        if self.cache is not None:
            missing = {
                path: self.contents[path]
                for path in paths
                if path in self.contents and path not in facts
            }
            recalled = self.cache.facts(collector, missing) or {}
            facts.update(recalled)
            self.recalled.setdefault(collector, set()).update(recalled)
            self._map([path for path in missing if path not in facts], collect_only=True)
        return {path: facts[path] for path in sorted(paths) if facts.get(path) is not None}

    def _forget(self, collector: str) -> bool:
        """Let go of the facts that the cache gave: a rule stumbles, and they may be why. False
        when there are none."""
        recalled = self.recalled.pop(collector, set())
        for path in recalled:
            del self.facts[collector][path]
        if recalled and self.cache is not None:
            self.cache.forget(collector)
        return bool(recalled)

    def close(self) -> None:
        """Keep what was found out, also when the run was cut short."""
        if self.cache is not None:
            self.cache.close()

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
            kept += sorted(self._capped(path, found), key=Finding.sort_key)
        return Report(
            tuple(self.files),
            tuple(kept),
            suppressed=suppressed,
            urls=self.notes.urls,
            notices=tuple(self.notes.notices),
            interrupted=self.notes.interrupted,
            fail_on=self.config.fail_on,
            families=self.rules.families,
            text_of=self._text,
        )

    def _capped(self, path: str, findings: list[Finding]) -> list[Finding]:
        """At most `MAX_PER_FILE` findings, the worst first; what is left out is said."""
        if len(findings) <= MAX_PER_FILE:
            return findings
        said = f"{path}: there are more than {MAX_PER_FILE} findings; the worst are reported"
        self.notes.notices.append(said)
        return sorted(findings, key=lambda f: (-f.severity, f.sort_key()))[:MAX_PER_FILE]

    def _text(self, path: str) -> str | None:
        try:
            source = self.sources.get(path)
            if source is None:
                source = discover.read(path, self.config.max_file_size)
        except discover.Unreadable:
            return None
        return source.decode(errors="replace")


def _limited(findings: Iterable[Finding], reported: Collection[str]) -> list[Finding]:
    """Those about ``reported`` files, of each a little more than a report holds."""
    found: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.path in reported:
            counts[finding.path] = number = counts.get(finding.path, 0) + 1
            if number <= MAX_PER_FILE + 1:
                found.append(finding)
    return found
