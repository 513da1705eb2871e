"""What rules give back: a slip is reported at the file, with its place and what to write."""

from collections.abc import Callable
from typing import Any

import pytest

from newslint import (
    Article,
    ArticleRule,
    Change,
    Config,
    Corpus,
    CorpusRule,
    Edit,
    Finding,
    Related,
    Severity,
    Span,
)
from newslint.catalogue.ruleset import Ruleset
from newslint.ignores import Ignore
from newslint.pipeline.run import lint
from newslint.rule import CommentRule, Rule

SOURCES = {
    "a.md": b"---\ntitle: Ferry # newslint: ignore[x]\n---\n",
    "b.md": b"---\ntitle: Pier\n---\n",
}
SPAN = Span(1, 1, 1, 1, 0, 0)


def run(rule: Rule, reported: tuple[str, ...] = ("a.md",)) -> list[Finding]:
    """What one rule reports of articles in memory."""
    rules = Ruleset([rule], {rule.name: "other"}, Config(online=False))
    sources = {path: SOURCES[path] for path in reported}
    return list(lint([], Config(online=False), sources=sources, rules=rules).findings)


def article_rule(give: Callable[[Any, Article], Any]) -> Rule:
    class Sample(ArticleRule):
        """Find samples."""

        def check(self, article: Article) -> Any:
            return give(self, article)

    return Sample()


def corpus_rule(give: Callable[[Any, Corpus[str]], Any]) -> Rule:
    class Sample(CorpusRule[str]):
        """Find samples."""

        def collect(self, article: Article) -> str | None:
            return article.title

        def compare(self, corpus: Corpus[str]) -> Any:
            return give(self, corpus)

    return Sample()


def comment_rule(give: Callable[[Any, str], Any]) -> Rule:
    class Sample(CommentRule):
        """Find samples."""

        def check(self, path: str, comment: Ignore, used: set[str], rules: Ruleset) -> Any:
            return give(self, path)

    return Sample()


def accepted_finding(rule: Any, /, **parts: Any) -> Finding:
    """A finding of ``rule`` about a.md with these ``parts``."""
    finding: Finding = rule.finding("a.md", "said")
    return finding._replace(**parts)


RETURNED = [
    (accepted_finding, "returned one finding: write 'yield' in place of 'return'"),
    (lambda rule: None, "returned nothing: write 'yield self.finding(…)', or return a list"),
    (lambda rule: True, "returned True: yield findings, or return a list"),
    (lambda rule: 0, "returned 0: yield findings, or return a list"),
    (lambda rule: "", "returned '': yield findings, or return a list"),
    (lambda rule: "said", "returned 'said': yield findings, or return a list"),
    (lambda rule: ["said"], "yielded 'said', not a finding: write 'yield self.finding(…)'"),
    (lambda rule: [None], "yielded None, not a finding: write 'yield self.finding(…)'"),
    (lambda rule: [("a.md", "said")], "yielded ('a.md', 'said'), not a finding"),
    (lambda rule: [[accepted_finding(rule)]], "yielded [Finding(path='a.md', rule='sample'"),
    (lambda rule: {"a.md": accepted_finding(rule)}, "yielded 'a.md', not a finding"),
]


def yielded(**parts: Any) -> Callable[[Any], list[Finding]]:
    return lambda rule: [accepted_finding(rule, **parts)]


PARTS: list[tuple[dict[str, Any], str]] = [
    ({"path": "c.md"}, "a finding for 'c.md', a file it was not given"),
    ({"path": None}, "a finding for None, a file it was not given"),
    ({"path": ["a.md"]}, "a finding for ['a.md'], a file it was not given"),
    ({"rule": "other"}, "a finding of rule 'other': write 'self.finding(…)'"),
    ({"severity": "eror"}, "a finding whose severity 'eror' is not a severity: write 'error', "),
    ({"severity": 7}, "a finding whose severity 7 is not a severity"),
    ({"severity": None}, "a finding whose severity None is not a severity"),
    ({"message": None}, "a finding with the message None, which is not text"),
    ({"message": b"said"}, "a finding with the message b'said', which is not text"),
    ({"field": "title"}, "a finding with the field 'title': write a JSON Pointer, such"),
    ({"field": 5}, "a finding with the field 5: write a JSON Pointer"),
    ({"span": (2, 8)}, "a finding with the span (2, 8): write 'article.span(start, end)'"),
    ({"group": ("a",)}, "a finding with the group ('a',): write 'Group(id, members)'"),
    ({"changes": Change("/title", "A")}, "a finding with '/title' in its changes: write"),
    ({"changes": (Edit(0, 1, ""),)}, "a finding with Edit(start=0, end=1, text=''"),
    ({"changes": (Change("title", "A"),)}, "a finding with a change of the field 'title': write a"),
    ({"changes": (Change("/title", 5),)}, "a finding with a change to 5: write the new text, or"),  # type: ignore[arg-type]
    ({"edits": Edit(0, 1, "")}, "a finding with 0 in its edits: write 'edits=[Edit(…)]'"),
    ({"edits": (Edit(0, 1, None),)}, "a finding with the edit Edit(start=0, end=1, text=None"),  # type: ignore[arg-type]
    ({"edits": (Edit("0", 1, ""),)}, "a finding with the edit Edit(start='0', end=1"),  # type: ignore[arg-type]
    ({"related": Related("b.md", "x")}, "a finding with 'b.md' in its related: write 'related=["),
    ({"related": (Related("b.md", None),)}, "a finding with the related place Related(path='b.md'"),  # type: ignore[arg-type]
]  # fmt: skip
SLIPS = RETURNED + [(yielded(**parts), f"yielded {message}") for parts, message in PARTS]


@pytest.mark.parametrize(("give", "message"), SLIPS, ids=[message for _, message in SLIPS])
class TestSlips:
    def test_of_a_rule_about_an_article(self, give: Callable[[Any], Any], message: str) -> None:
        (finding,) = run(article_rule(lambda rule, article: give(rule)))
        assert (finding.path, finding.rule) == ("a.md", "internal-error")
        assert finding.message.startswith("rule sample failed: test_accept.py:")
        assert f": check {message}" in finding.message

    def test_of_a_rule_that_compares(self, give: Callable[[Any], Any], message: str) -> None:
        (finding,) = run(corpus_rule(lambda rule, corpus: give(rule)), ("a.md", "b.md"))
        assert (finding.path, finding.rule) == ("a.md", "internal-error")
        assert f": compare {message}" in finding.message


@pytest.mark.parametrize(("parts", "message"), PARTS, ids=[message for _, message in PARTS])
def test_slips_of_a_rule_about_comments(parts: dict[str, Any], message: str) -> None:
    (finding,) = run(comment_rule(lambda rule, path: accepted_finding(rule, **parts)))
    assert (finding.path, finding.rule) == ("a.md", "internal-error")
    assert f": check yielded {message}" in finding.message


def test_a_crash_of_a_rule_about_comments_does_not_end_the_run() -> None:
    (finding,) = run(comment_rule(lambda rule, path: 1 / 0))
    assert finding.message.startswith("rule sample failed: ZeroDivisionError at test_accept.py:")


def test_a_crash_while_facts_are_collected_names_the_rule() -> None:
    class Sample(CorpusRule[str]):
        """Find samples."""

        @staticmethod
        def collect(article: Article) -> str | None:
            raise KeyError(article.path)

        def compare(self, corpus: Corpus[str]) -> Any:
            return ()

    (finding,) = run(Sample())
    assert finding.message.startswith("rule sample failed: KeyError at test_accept.py:")


GOOD: list[Callable[[Any], Any]] = [
    lambda rule: (),
    lambda rule: [],
    lambda rule: iter(()),
    lambda rule: [accepted_finding(rule)],
    lambda rule: (accepted_finding(rule) for _ in range(2)),
    lambda rule: {accepted_finding(rule)},
    yielded(severity="note"),
    yielded(field=""),
    yielded(field="/title", span=None),
    yielded(span=SPAN),
    yielded(changes=(Change("/title", None),), field="/title"),
    yielded(edits=(Edit(0, 1, ""),), related=(Related("b.md", "x"),)),
]


@pytest.mark.parametrize("give", GOOD)
def test_what_is_taken(give: Callable[[Any], Any]) -> None:
    for rule in (article_rule(lambda r, _: give(r)), corpus_rule(lambda r, _: give(r))):
        findings = run(rule)
        assert len(findings) == len([*give(rule)])
        assert all(finding.rule == "sample" for finding in findings)
        assert all(type(finding.severity) is Severity for finding in findings)


def test_a_rule_that_compares_may_find_something_in_what_is_not_reported() -> None:
    rule = corpus_rule(lambda r, corpus: [r.finding(path, "said") for path in corpus.facts])
    assert {finding.path for finding in run(rule, ("a.md", "b.md"))} == {"a.md", "b.md"}


@pytest.mark.parametrize("severity", ["error", "warning", "note", *Severity])
def test_severities_of_findings(severity: Any) -> None:
    rule = article_rule(lambda r, article: [r.finding(article.path, "said", severity=severity)])
    assert str(run(rule)[0].severity) == str(severity)


def test_a_wrong_severity_is_reported_where_it_is_written() -> None:
    rule = article_rule(lambda r, article: [r.finding(article.path, "said", severity="nota")])
    (finding,) = run(rule)
    assert finding.message.startswith("rule sample failed: ValueError at test_accept.py:")
    assert finding.message.endswith("'nota' is not a severity: write 'error', 'warning' or 'note'")
