"""Show clusters of duplicates with their evidence, or explain one pair.

Articles are compared by the rules of the family duplicates, with the settings of the configuration.
A cluster begins with its oldest article. For every other one, the evidence is what it shares with
the article of the cluster that it repeats or resembles most. With --pair, two articles are
explained, even if they are not reported.
"""

import argparse
from collections.abc import Iterator
from typing import Any, NamedTuple

from newslint.commands import configuration
from newslint.errors import UsageError
from newslint.files.discover import shown
from newslint.files.writing import to_stderr, to_stdout
from newslint.finding import Finding, Group
from newslint.pipeline.corpus import corpus_for
from newslint.settings import Config
from newslint.similarity.explain import Evidence, Explainer
from newslint.text import cut, path_name, printable

_RULES = ("duplicate-url", "duplicate-text", "same-story")
_WIDEST = 160  # maximum characters of a line of evidence


class Cluster(NamedTuple):
    """Articles that are the same according to one rule, the first one first."""

    rule: str
    id: str
    paths: tuple[str, ...]
    findings: dict[str, Finding]
    """The finding about each path except the first."""

    def like(self, path: str) -> str:
        """Return the article that ``path`` resembles most."""
        finding = self.findings.get(path)
        return finding.related[0].path if finding else self.paths[0]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint duplicates``."""
    add = parser.add_argument
    add(
        "paths", nargs="*", metavar="PATH", help="articles and folders [the configured roots, or .]"
    )
    add("--pair", nargs=2, metavar=("A", "B"), help="explain these two articles")
    add("-f", "--format", choices=("text", "json"), default="text", help="[text]")
    configuration.add_arguments(parser)
    configuration.add_offline_argument(parser)
    add("--no-cache", action="store_true", help="do not read or write the cache")


def run(args: argparse.Namespace) -> int:
    """Show clusters or explain a pair; return 1 if there are clusters, as ``check`` does."""
    config = configuration.load(args)
    if args.no_cache:
        config = config._replace(use_cache=False)
    for notice in config.notices:
        to_stderr(f"newslint: {printable(notice)}")
    paths = args.paths or config.paths(config.roots) or ([] if args.pair else ["."])
    if args.pair:
        return _pair(args.pair[0], args.pair[1], paths, config, args.format)
    return _clusters(paths, config, args.format)


def _pair(one: str, other: str, paths: list[str], config: Config, form: str) -> int:
    one, other = shown(one), shown(other)
    if one == other:
        raise UsageError("--pair requires two different articles")
    corpus = corpus_for("same-story", [*paths, one, other], config)
    for path in (one, other):
        if path not in corpus.facts:
            raise UsageError(f"there is no article to compare in '{path}'")
    evidence = Explainer(corpus, _option(config, "same-story", "days")).pair(one, other)
    clusters = _grouped(_findings([*paths, one, other], config))
    rules = sorted({cluster.rule for cluster in clusters if {one, other} <= {*cluster.paths}})
    if form == "json":
        _print_json({"version": 1, "reported_by": rules, **evidence.data()})
        return int(bool(rules))
    share = _option(config, "duplicate-text", "share")
    to_stdout(f"{line}\n" for line in _pair_text(evidence, rules, share))
    return int(bool(rules))


def _pair_text(evidence: Evidence, rules: list[str], share: float) -> Iterator[str]:
    yield path_name(evidence.paths[0])
    yield path_name(evidence.paths[1])
    yield f"  reported by {', '.join(rules)}" if rules else "  not reported by any rule"
    for rule in rules:
        if not _is_direct(rule, evidence, share):
            yield f"  {rule}: joined by other articles of the cluster, which are like both"
    yield from _lines(evidence.lines(), "  ")


def _is_direct(rule: str, evidence: Evidence, share: float) -> bool:
    """Return whether a rule has the two articles in one cluster because of what they share."""
    if rule == "duplicate-url":
        return bool(evidence.urls)
    if rule == "duplicate-text":
        shared = evidence.overlap
        return evidence.same_title or (shared is not None and shared.containment >= share)
    return evidence.decision.margin >= 0


def _lines(lines: list[str], indent: str) -> Iterator[str]:
    for line in lines:
        yield f"{indent}{printable(cut(' '.join(line.split()), _WIDEST))}"


def _clusters(paths: list[str], config: Config, form: str) -> int:
    clusters = list(_grouped(_findings(paths, config)))
    corpus = corpus_for("same-story", paths, config)
    explainer = Explainer(corpus, _option(config, "same-story", "days")) if clusters else None
    if form == "json":
        _print_json(
            {
                "version": 1,
                "articles": len(corpus.facts),
                "clusters": [_data(cluster, explainer) for cluster in clusters],
            }
        )
        return int(bool(clusters))
    to_stdout(f"{line}\n" for line in _text(clusters, explainer, len(corpus.facts)))
    return int(bool(clusters))


def _findings(paths: list[str], config: Config) -> tuple[Finding, ...]:
    from newslint.pipeline.run import lint

    narrow = config._replace(select=_RULES, ignore=(), roots=(), online=False)
    return lint(paths, narrow, edits=False).findings


def _grouped(findings: tuple[Finding, ...]) -> Iterator[Cluster]:
    """Yield the groups that findings are about: by rule, then by the path of the oldest article."""
    for rule in _RULES:
        groups: dict[Group, dict[str, Finding]] = {}
        for finding in findings:
            if finding.rule == rule and finding.group is not None:
                groups.setdefault(finding.group, {})[finding.path] = finding
        for group in sorted(groups, key=lambda group: group.members):
            yield Cluster(rule, group.id, group.members, groups[group])


def _text(clusters: list[Cluster], explainer: Explainer | None, articles: int) -> Iterator[str]:
    for cluster in clusters:
        assert explainer is not None
        first, *rest = cluster.paths
        yield f"{cluster.rule}: {len(cluster.paths)} articles"
        yield f"  {path_name(first)}"
        for path in rest:
            evidence = explainer.pair(cluster.like(path), path)
            yield f"  {path_name(path)}  (most like {path_name(evidence.paths[0])})"
            yield from _lines(evidence.lines(story=cluster.rule == "same-story"), "      ")
        yield ""
    yield f"{_count(articles, 'article')} compared: {_count(len(clusters), 'cluster')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _data(cluster: Cluster, explainer: Explainer | None) -> dict[str, Any]:
    assert explainer is not None
    return {
        "rule": cluster.rule,
        "id": cluster.id,
        "size": len(cluster.paths),
        "paths": list(cluster.paths),
        "evidence": [
            {
                "message": cluster.findings[path].message if path in cluster.findings else None,
                **explainer.pair(cluster.like(path), path).data(),
            }
            for path in cluster.paths[1:]
        ],
    }


def _option(config: Config, rule: str, name: str) -> float:
    """Return the value of an option of a rule, configured or default."""
    from newslint.catalogue import registry

    return float(config.rules.get(rule, {}).get(name, getattr(registry.load(rule), name)))


def _print_json(data: dict[str, Any]) -> None:
    from newslint.text import as_json

    to_stdout([as_json(data, indent=2), "\n"])
