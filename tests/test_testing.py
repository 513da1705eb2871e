"""The harness checks that a rule does what it promises: each breach is named."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newslint import (
    Article,
    ArticleRule,
    Change,
    Corpus,
    CorpusRule,
    Edit,
    Example,
    Finding,
    RuleError,
)
from newslint.rule import CommentRule
from newslint.testing import check_example, check_rule, rule_cases

SHORT = Example({"a.md": "---\ntitle: Ferry\n---\n"})
LONG = Example({"a.md": "---\ntitle: Ferry returns\n---\n"}, at=(("a.md", 2, 8),))
FIXED = LONG._replace(fixed={"a.md": "---\ntitle: Ferry\n---\n"})


class Good(ArticleRule):
    """Find titles that are too long.

    ## Why
    They do not fit.

    ## Fix
    Cuts them.
    """

    name = "good"
    fixes = True
    max: int = 5
    """Characters that fit."""

    valid = (SHORT, LONG._replace(at=(), options={"max": 20}))
    invalid = (FIXED,)

    def check(self, article: Article) -> Iterator[Finding]:
        if len(article.title) > self.max:
            change = Change("/title", article.title[: self.max].strip())
            yield self.finding(article.path, "too long", field="/title", changes=[change])


def test_a_good_rule_passes() -> None:
    check_rule(Good)
    for example in (*Good.valid, *Good.invalid):
        check_example(Good, example)


def test_each_example_is_a_case_of_its_own() -> None:
    names = ["good-class", "good-page", "good-valid-1", "good-valid-2", "good-invalid-1"]
    assert [*map(str, rule_cases(Good))] == [*names, "good-fix"]
    assert [*map(str, rule_cases(Twins, Good))][4:] == [*names, "good-fix"]


def test_only_the_case_that_is_broken_fails() -> None:
    rule = type("Bad", (Good,), {"__doc__": Good.__doc__, "valid": (SHORT, LONG._replace(at=()))})
    failed = []
    for case in rule_cases(rule):
        try:
            case.check()
        except AssertionError as error:
            failed.append((case.name, str(error).partition(":")[0]))
    assert failed == [("bad-valid-2", "bad, valid example 2")]


def test_a_class_that_is_written_wrongly_has_one_case() -> None:
    rule = type("Bad", (Good,), {"__doc__": Good.__doc__, "valid": SHORT})
    (case,) = rule_cases(rule)
    with pytest.raises(AssertionError, match="rule Bad: valid is one Example: write valid = "):
        case.check()


@pytest.mark.parametrize("value", [Good(), "Good", None])
def test_what_is_no_class_of_a_rule(value: Any) -> None:
    with pytest.raises(AssertionError, match="is not the class of a rule"):
        check_rule(value)


@pytest.mark.parametrize("options", [(), ("-O",)])
def test_it_checks_without_assertions(options: tuple[str, ...], tmp_path: Path) -> None:
    code = "from tests.test_testing import NotPlain; import newslint.testing as t; t.check_rule("
    done = subprocess.run(
        [sys.executable, *options, "-c", f"{code}NotPlain)"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "facts are not plain values" in done.stderr


class CalledBack(CommentRule):
    """Find comments that say TODO.

    ## Why
    Nobody reads them.
    """

    valid = (Example({"a.md": "---\ntitle: A # newslint: ignore[text]\n---\n"}),)
    invalid = (
        Example({"a.md": "---\ntitle: A # newslint: ignore[text] TODO\n---\n"}, [("a.md", 2, 10)]),
    )

    def check(self, path: str, comment: Any, used: set[str], rules: Any) -> Finding | None:
        if comment.span.end - comment.span.start < 26:
            return None
        return self.finding(path, "it says TODO", span=comment.span)


def test_a_rule_about_comments() -> None:
    check_rule(CalledBack)


def test_errors_are_both_of_newslint_and_failures_of_a_test() -> None:
    with pytest.raises(RuleError, match="has no valid example"):
        check_rule(type("Bad", (Good,), {"__doc__": Good.__doc__, "valid": ()}))


def breach(said: str, **changes: Any) -> Any:
    """A rule that is good but for ``changes``, and what must be said of it."""
    return pytest.param(type("Bad", (Good,), {"__doc__": Good.__doc__, **changes}), said, id=said)


def _finds(**parts: Any) -> Any:
    """A check that finds what it should, with ``parts`` that it should not have."""

    def check(self: Good, article: Article) -> Iterator[Finding]:
        for finding in Good.check(self, article):
            yield finding._replace(**parts)

    return check


def _mutating(self: Good, article: Article) -> Iterator[Finding]:
    yield from Good.check(self, article)
    article.data["seen"] = True


class _Fickle:
    def __init__(self) -> None:
        self.calls = 0

    def __get__(self, rule: Any, cls: Any) -> Any:
        def check(article: Article) -> Iterator[Finding]:
            self.calls += 1
            for finding in Good.check(rule, article):
                yield finding._replace(message=f"call {self.calls}")

        return check


DOC = "Find long titles.\n\n## Why\nThey do not fit.\n"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        breach("has no valid example", valid=()),
        breach("has no invalid example", invalid=()),
        breach("does not open with one sentence", __doc__=None),
        breach("no section '## Why'", __doc__="Find long titles.\n\n## Fix\nCuts them.\n"),
        breach("a section '## Fix' belongs", __doc__=DOC),
        breach("text between the first sentence", __doc__="Find them.\nAll.\n\n## Why\nSo.\n"),
        breach("valid example 1: names findings", valid=(LONG,)),
        breach("names no finding in 'at'", invalid=(LONG._replace(at=()),)),
        breach("got: none", invalid=(SHORT._replace(at=(("a.md", 2, 8),)),)),
        breach("too long", invalid=(LONG._replace(at=(("a.md", 2, 9),)),)),
        breach("valid example 1: expected findings at []", valid=(LONG._replace(at=()),)),
        breach("a second run finds something else", check=_Fickle()),
        breach("the rule changed the article", check=_mutating),
        breach("a message of 300 characters", check=_finds(message="x" * 300)),
        breach("a finding without a message", check=_finds(message="")),
        breach("raw article text", check=_finds(message="bad \u202e")),
        breach("no example shows a fix", check=_finds(changes=()), invalid=(LONG,)),
        breach("the rule says fixes = False", fixes=False, __doc__=DOC),
        breach("promises a fix", check=_finds(changes=())),
        breach("expected the fix to make", invalid=(LONG,)),
        breach("change nothing", check=_finds(changes=(), edits=(Edit(0, 3, "---"),))),
        breach("still more", check=_finds(changes=(), edits=(Edit(11, 11, "s"),))),
        breach("the fix breaks a.md", check=_finds(changes=(), edits=(Edit(11, 24, "[\n"),)),
               invalid=(FIXED._replace(fixed={"a.md": "---\ntitle: [\n\n---\n"}),)),
        breach("ZeroDivisionError", check=lambda self, article: 1 / 0),
    ],
)  # fmt: skip
def test_a_breach_is_named(rule: type[Good], said: str) -> None:
    with pytest.raises(AssertionError) as caught:
        check_rule(rule)
    assert said in str(caught.value)


class Undocumented(Good):
    __doc__ = Good.__doc__
    more: int = 1


def test_an_option_needs_its_docstring() -> None:
    with pytest.raises(AssertionError, match="option 'more' has no docstring"):
        check_rule(Undocumented)


class Twins(CorpusRule[Any]):
    """Find articles with equal titles.

    ## Why
    One of them is superfluous.
    """

    name = "twins"
    valid = (Example({"a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: B\n---\n"}),)
    invalid = (
        Example(
            {"a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: A\n---\n"}, at=(("b.md", 2, 8),)
        ),
    )

    def collect(self, article: Article) -> Any:
        return article.title

    def compare(self, corpus: Corpus[Any]) -> Iterator[Finding]:
        seen = set()
        for path, title in corpus.facts.items():
            if title in seen:
                yield self.finding(path, "a title again", field="/title")
            seen.add(title)


class NotPlain(Twins):
    __doc__ = Twins.__doc__

    def collect(self, article: Article) -> Any:
        return (article.title, article.path) if article.title == "B" else object


def test_corpus_rules_are_checked_as_well() -> None:
    check_rule(Twins)
    with pytest.raises(AssertionError, match="facts are not plain values"):
        check_rule(NotPlain)
