"""Run the examples of a rule, for its tests and its page.

The examples go through the whole pipeline, offline. Only a temporary file is written.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from newslint.catalogue import registry
from newslint.catalogue.ruleset import Ruleset
from newslint.catalogue.selection import made
from newslint.errors import RuleFailure
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.fixes.edits import apply_edits
from newslint.pipeline import run
from newslint.rule import ArticleRule, CorpusRule, Example, Rule
from newslint.settings import Config

_ROUNDS = 5


def findings_of(
    rule: type[Rule], example: Example, files: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Return the findings of ``rule`` in an example, or in other ``files`` with its options, in
    order.

    The files go through the whole pipeline, offline, with no other rule. A rule that is neither an
    `ArticleRule` nor a `CorpusRule` is about other rules, and runs with all shipped ones. Raise
    RuleFailure if a rule crashes.
    """
    with _recorded(example.urls) as urls_from:
        return _findings_of(rule, example, files, Config(online=False, urls_from=urls_from))


def _findings_of(
    rule: type[Rule], example: Example, files: Mapping[str, str] | None, config: Config
) -> tuple[Finding, ...]:
    sources = {path: as_bytes(text) for path, text in (files or example.files).items()}
    report = run.lint([], config, sources=sources, rules=_ruleset(rule, example, config))
    crashes = [f.message for f in report.findings if f.rule == INTERNAL_ERROR]
    if crashes:
        raise RuleFailure(crashes[0])
    return tuple(finding for finding in report.findings if finding.rule == rule.name)


def _ruleset(rule: type[Rule], example: Example, config: Config) -> Ruleset:
    """Return the rule with the options of an example, and the shipped rules if it is about
    others."""
    rules = [made(rule, example.options, config)]
    if not issubclass(rule, ArticleRule | CorpusRule):
        shipped = registry.load_all()
        rules += [made(other, {}, config) for name, other in shipped.items() if name != rule.name]
    families = {name: entry.family for name, entry in registry.shipped().items()}
    return Ruleset(rules, families | {rule.name: rule.family}, config)


@contextmanager
def _recorded(urls: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Provide a temporary file with the recorded verdicts of an example."""
    import json
    from tempfile import TemporaryDirectory

    lines = [{"newslint": "urls", "version": 1}, *({"url": url, **urls[url]} for url in urls)]
    with TemporaryDirectory() as folder:
        file = f"{folder}/urls.jsonl"
        with open(file, "w", encoding="utf-8") as stream:
            stream.writelines(f"{json.dumps(line)}\n" for line in lines)
        yield file


def fixed_by(rule: type[Rule], example: Example) -> dict[str, str]:
    """Return the files of an example that the rule's edits change, with their new text.

    Raise RuleFailure if an edit changes nothing, or if edits never end.
    """
    files = dict(example.files)
    for _ in range(_ROUNDS):
        findings = [f for f in findings_of(rule, example, files) if f.edits]
        if not findings:
            return {p: text for p, text in files.items() if text != example.files[p]}
        for path in {finding.path for finding in findings}:
            fixes = [finding.edits for finding in findings if finding.path == path]
            text = apply_edits(files[path], fixes)
            if text == files[path]:
                raise RuleFailure(f"{rule.name}: the edits to {path} change nothing")
            files[path] = text
    raise RuleFailure(f"{rule.name}: after {_ROUNDS} rounds of fixes there are still more")


def as_bytes(text: str) -> bytes:
    """Return the bytes of an example. U+DC80 to U+DCFF stand for bytes that are not UTF-8."""
    return text.encode("utf-8", "surrogateescape")
