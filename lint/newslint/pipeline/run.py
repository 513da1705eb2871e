"""The pipeline: files, results, settled findings, a report."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from newslint.catalogue.ruleset import Ruleset
from newslint.errors import RuleError
from newslint.files import discover
from newslint.finding import Finding
from newslint.ignores import Ignore
from newslint.pipeline import candidates
from newslint.pipeline.compare import Comparison
from newslint.pipeline.facts import FactStore
from newslint.pipeline.locate import Articles, proved
from newslint.pipeline.reading import Reader
from newslint.pipeline.settle import settle
from newslint.progress import Progress
from newslint.report import Report
from newslint.rule import Notes
from newslint.settings import Config
from newslint.web.verdict import UrlCounts

if TYPE_CHECKING:
    from newslint.cache.results import Cache
    from newslint.pipeline.statistics import Statistics

CACHE_WORTH = 32
"""Minimum files for opening the cache; for fewer it costs more than it saves."""


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
    edits: bool = True,
) -> Report:
    """Lint files and folders.

    ``sources`` are additional articles by path that replace those on disk. ``rules`` replace those
    that the configuration selects. ``statistics`` collects the times of this process. ``reports``
    are files to be written, which are not articles. Without ``edits``, changes of fields are not
    turned into edits, which takes time. Raise UsageError for a path that does not exist
    or if no rule is left to run, ConfigError for an invalid configuration.
    """
    config = Config() if config is None else config
    rules = Ruleset.build(config) if rules is None else rules
    sources = sources or {}
    notes = Notes(progress)
    notes.notices += config.notices
    notes.notices += rules.notices()
    inputs = _inputs(list(paths), config, rules, sources, reports, notes)
    if inputs.total == 1:
        rules = rules.for_one_article()
    notes.progress.begin("reading", inputs.total)
    cache = _open_cache(config, rules, inputs, notes)
    reader = Reader(config, rules, cache, jobs, statistics, notes.notices)
    facts = FactStore(reader, cache)
    articles = Articles(config, sources)
    findings: dict[str, list[Finding]] = {}
    ignores: dict[str, tuple[Ignore, ...]] = {}
    try:
        results = (
            reader.given(sources),
            reader.reported(inputs.on_disk),
            reader.compared(inputs.compared),
        )
        for stage in results:
            for result in stage:
                if result.findings:
                    findings[result.path] = list(result.findings)
                if result.ignores and result.complete:
                    ignores[result.path] = result.ignores
                facts.add(result)
                notes.progress.advance()
        if inputs.reported:
            stored = _stored(cache, inputs, reader.contents)
            comparison = Comparison(
                config,
                rules,
                facts,
                articles,
                notes,
                inputs.reported,
                inputs.compared,
                stored,
                statistics,
            )
            for finding in comparison.findings():
                findings.setdefault(finding.path, []).append(finding)
    finally:
        if cache is not None:  # keep results also if the run is interrupted
            cache.close()
    # Of files that are only compared with, only failures of newslint are reported.
    files = sorted({*inputs.reported, *findings})
    settled, suppressed = settle(files, findings, ignores, rules, notes)
    if edits:
        settled = list(proved(settled, articles))
    urls = notes.summary.get("urls")
    return Report(
        tuple(inputs.reported),
        tuple(settled),
        suppressed=suppressed,
        left_out=inputs.left_out,
        urls=urls if isinstance(urls, UrlCounts) else UrlCounts(),
        notices=tuple(notes.notices),
        interrupted=notes.interrupted,
        fail_on=config.fail_on,
        max_warnings=config.max_warnings,
        families=rules.families,
        text_of=lambda path: _text(articles.source(path)),
    )


class _Inputs(NamedTuple):
    """The files of a run, sorted."""

    reported: list[str]
    on_disk: list[str]
    """The reported files that are read from disk."""
    compared: list[str]
    """The other files of the collection, with which they are compared."""
    left_out: dict[str, str]
    """Files that are not articles, with the reason."""

    @property
    def total(self) -> int:
        return len(self.reported) + len(self.compared)


def _inputs(
    paths: list[str],
    config: Config,
    rules: Ruleset,
    sources: Collection[str],
    reports: Collection[str],
    notes: Notes,
) -> _Inputs:
    discovery = candidates.articles(paths, config)
    notes.notices += discovery.notices
    if not sources and _is_collection(paths, config):
        notes.notices += _unmatched(config, discovery)
    taken = {os.path.realpath(path) for path in (*sources, *reports)}
    on_disk = [path for path in discovery.files if discovery.places[path] not in taken]
    reported = sorted({*on_disk, *sources})
    compared: list[str] = []
    if config.roots and rules.corpus_rules:
        roots, missing = discover.roots(config)
        notes.notices += missing
        others = candidates.articles(roots, config._replace(only_articles=False))
        taken.update(discovery.places.values())  # also under another name
        compared = [path for path in others.files if others.places[path] not in taken]
    outputs = {os.path.realpath(path) for path in reports}
    left_out = {p: r for p, r in discovery.left_out.items() if os.path.realpath(p) not in outputs}
    return _Inputs(reported, on_disk, compared, left_out)


def _is_collection(paths: list[str], config: Config) -> bool:
    """Return whether the paths are the configured roots, or the folder of the configuration."""
    whole = config.paths(config.roots) or [os.path.relpath(config.root)]
    return {*map(discover.shown, paths)} == {*map(discover.shown, whole)}


def _unmatched(config: Config, discovery: discover.Discovery) -> Iterator[str]:
    if discovery.files and (config.exclude or config.overrides or config.schemas):
        from newslint.files.unmatched import unmatched

        yield from unmatched(config, discovery)


def _open_cache(config: Config, rules: Ruleset, inputs: _Inputs, notes: Notes) -> "Cache | None":
    if not config.use_cache or len(inputs.on_disk) + len(inputs.compared) < CACHE_WORTH:
        return None
    from newslint.cache.folder import can_be_written
    from newslint.cache.results import open_cache

    try:
        cache = open_cache(config, rules)
    except RuleError as error:
        notes.notices.append(f"results are not stored: {error}")
        return None
    if cache is None and config.cache_dir is not None and not can_be_written(config):
        notes.notices.append(f"the cache folder '{config.cache_dir}' cannot be written to")
    return cache


def _stored(
    cache: "Cache | None", inputs: _Inputs, contents: Mapping[str, bytes]
) -> "tuple[Cache, bytes] | None":
    """Return the cache with the key of all files in their current state; None if some cannot be
    cached."""
    if cache is None or len(contents) < inputs.total:
        return None
    return cache, cache.collection(contents, inputs.reported)


def _text(source: bytes | None) -> str | None:
    return None if source is None else source.decode(errors="replace")
