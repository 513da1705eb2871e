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
from newslint.suppress import suppress


def lint(
    paths: Iterable[str],
    config: Config | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    sources: Mapping[str, bytes] | None = None,
) -> Report:
    """Lint files and folders.

    ``sources`` gives the bytes of paths that are not (or not yet) so on disk. Raises
    FileNotFoundError for a path that does not exist, ConfigError and RuleConflict for a
    configuration that cannot be followed.
    """
    config = Config() if config is None else config
    progress = progress or Progress()
    sources = dict(sources or {})
    rules = Ruleset.build(config)
    on_disk = [path for path in paths if path not in sources]
    files = sorted({*discover.discover(on_disk, config), *sources})
    others = _others(files, config, rules)

    progress.begin("reading", len(files) + len(others))
    results: dict[str, FileResult] = {}
    examiner = Examiner(config, rules)
    for path, source in sources.items():
        results[path] = examiner.source(path, source)
    rest = [path for path in (*files, *others) if path not in sources]
    for result in local.examine(rest, config, rules, jobs):
        results[result.path] = result
        progress.advance()

    notes = Notes(progress)
    findings = [finding for path in files for finding in results[path].findings]
    compared = _compare(results, frozenset(files), config, rules, notes)
    findings += locate(compared, config, sources)
    return settle(findings, files, results, config, rules, notes, sources)


def _others(files: list[str], config: Config, rules: Ruleset) -> list[str]:
    """The files that are compared with but not reported on."""
    if not (config.roots and rules.corpus_rules):
        return []
    known = set(files)
    roots = [path for path in config.paths(config.roots) if discover.exists(path)]
    return [path for path in discover.discover(roots, config) if path not in known]


def _compare(
    results: Mapping[str, FileResult],
    reported: frozenset[str],
    config: Config,
    rules: Ruleset,
    notes: Notes,
) -> list[Finding]:
    corpora: dict[str, Corpus[Any]] = {}
    found = []
    for rule in rules.corpus_rules:
        name = rules.collector_name(rule)
        if name not in corpora:
            facts = {p: r.facts[name] for p, r in sorted(results.items()) if name in r.facts}
            corpora[name] = Corpus(facts, reported, config, notes)
        try:
            found += [f for f in rule.compare(corpora[name]) if f.path in reported]
        except Exception as error:
            found.append(crash(min(reported), rule.name, error))
    return found


def settle(
    findings: Iterable[Finding],
    files: list[str],
    results: Mapping[str, FileResult],
    config: Config,
    rules: Ruleset,
    notes: Notes,
    sources: Mapping[str, bytes],
) -> Report:
    """Findings of all files to a report: overrides, ignore comments, order."""
    by_path: dict[str, list[Finding]] = {path: [] for path in files}
    for finding in findings:
        adjusted = rules.adjusted(finding)
        if adjusted is not None:
            by_path[finding.path].append(adjusted)
    kept: list[Finding] = []
    suppressed = 0
    for path, found in by_path.items():
        comments = results[path].ignores
        left = list(suppress(path, found, comments, rules)) if comments else found
        suppressed += len(found) - len([f for f in left if f.rule != "unused-ignore"])
        kept += sorted(left, key=Finding.sort_key)

    def text_of(path: str) -> str | None:
        try:
            source = sources.get(path)
            if source is None:
                source = discover.read(path, config.max_file_size)
            return source.decode(errors="replace")
        except discover.Unreadable:
            return None

    return Report(
        tuple(files),
        tuple(kept),
        suppressed=suppressed,
        urls=notes.urls,
        notices=tuple(notes.notices),
        fail_on=config.fail_on,
        families=rules.families,
        text_of=text_of,
    )
