"""Running the examples of a rule: for its test and for its page.

The examples go through the whole pipeline, offline, and nothing is written but a temporary file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.fixes.edits import apply_edits
from newslint.pipeline import run
from newslint.rule import ArticleRule, CorpusRule, Example, Rule
from newslint.settings import Config

_ROUNDS = 5


class ExampleError(AssertionError):
    """A rule does not do what its example says, or fails on it."""


def findings_of(
    rule: type[Rule], example: Example, files: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """What ``rule`` finds in an example (or in other ``files`` under its options), in order.

    The example's files go through the whole pipeline, offline, with no rule but this one; a
    rule that is no `ArticleRule` or `CorpusRule` speaks about others and runs with all.
    Raises ExampleError when a rule crashes.
    """
    with _recorded(example.urls) as urls_from:
        return _findings_of(rule, example, files, Config(online=False, urls_from=urls_from))


def _findings_of(
    rule: type[Rule], example: Example, files: Mapping[str, str] | None, config: Config
) -> tuple[Finding, ...]:
    sources = {path: encoded(text) for path, text in (files or example.files).items()}
    if issubclass(rule, ArticleRule | CorpusRule):
        families = {**Ruleset.build(config).families, rule.name: rule.family}
        rules = Ruleset([built(rule, example, config)], families, config)
    else:
        rules = Ruleset.build(config._replace(rules={rule.name: dict(example.options)}))
    report = run.lint([], config, sources=sources, rules=rules)
    crashes = [f.message for f in report.findings if f.rule == INTERNAL_ERROR]
    if crashes:
        raise ExampleError(f"{rule.name}: {crashes[0]}")
    return tuple(finding for finding in report.findings if finding.rule == rule.name)


@contextmanager
def _recorded(urls: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A recorded file of the verdicts that an example gives, for as long as it is needed."""
    import json
    from tempfile import TemporaryDirectory

    lines = [{"newslint": "urls", "version": 1}, *({"url": url, **urls[url]} for url in urls)]
    with TemporaryDirectory() as folder:
        file = f"{folder}/urls.jsonl"
        with open(file, "w", encoding="utf-8") as stream:
            stream.writelines(f"{json.dumps(line)}\n" for line in lines)
        yield file


def fixed_by(rule: type[Rule], example: Example) -> dict[str, str]:
    """The files of an example that the rule's edits change, as they are when it is done.

    Raises ExampleError when an edit changes nothing or there is no end of it.
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
                raise ExampleError(f"{rule.name}: the edits to {path} change nothing")
            files[path] = text
    raise ExampleError(f"{rule.name}: after {_ROUNDS} rounds of fixes there are still more")


def built(rule: type[Rule], example: Example, config: Config) -> Rule:
    return rule(**example.options).bind(config)


def encoded(text: str) -> bytes:
    """The bytes of an example: U+DC80 to U+DCFF stand for bytes that are not UTF-8."""
    return text.encode("utf-8", "surrogateescape")
