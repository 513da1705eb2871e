"""Test rules strictly against their own examples, those of newslint and of plug-ins alike.

In the tests of a plug-in, with one test for each example::

    import pytest
    from newslint.testing import Case, rule_cases
    from newslint_style import LongTitle

    @pytest.mark.parametrize("case", rule_cases(LongTitle), ids=str)
    def test_rule(case: Case) -> None:
        case.check()
"""

import marshal
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from newslint.article import Article
from newslint.catalogue import authoring, describe, registry
from newslint.catalogue.selection import made
from newslint.errors import RuleFailure
from newslint.finding import Finding
from newslint.pipeline.examples import as_bytes, findings_of, fixed_by
from newslint.rule import ArticleRule, CorpusRule, Example, Rule
from newslint.settings import Config
from newslint.text import printable

__tracebackhide__ = True  # pytest then shows the failure without this traceback

MAX_MESSAGE = 250
"""Maximum characters of a message."""


class Case(NamedTuple):
    """One test case of a rule. Its text is the name of the test."""

    name: str
    check: Callable[[], None]
    """Raise RuleFailure, an AssertionError that says what is wrong, if the test fails."""

    def __str__(self) -> str:
        return self.name


def check_rule(rule: type[Rule]) -> None:
    """Check ``rule`` against its documentation and its examples.

    Raises RuleFailure, an AssertionError that says what is wrong, unless

    - the class is written correctly: options have types that a configuration can give and
      defaults of these types, examples are Examples, methods take what they are called with;
    - the docstring opens with one sentence and has a section Why, and a section Fix if and only
      if the rule fixes; every option has a docstring;
    - there are valid and invalid examples (a rule that neither looks at one article nor
      compares several may have none);
    - a valid example yields nothing, an invalid one exactly the findings it names, each time;
    - edits change the text, leave nothing for the rule to find after a few rounds, break
      nothing, and make just what the example promises as ``fixed``;
    - the rule does not change the article, and its facts are plain values.
    """
    for case in rule_cases(rule):
        case.check()


def rule_cases(*rules: type[Rule]) -> list[Case]:
    """What `check_rule` checks of ``rules``, in parts: the class, its page, each example.

    Of a class that is not written correctly there is only the case that says so.
    """
    return [case for rule in rules for case in _cases(rule)]


def _cases(rule: type[Rule]) -> Iterator[Case]:
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise RuleFailure(f"{rule!r} is not the class of a rule")
    yield Case(f"{rule.name}-class", partial(check_class, rule))
    if authoring.faults(rule):
        return
    yield Case(f"{rule.name}-page", partial(check_page, rule))
    for group, examples in (("valid", rule.valid), ("invalid", rule.invalid)):
        for number, example in enumerate(examples, 1):
            name = f"{rule.name}, {group} example {number}"
            check = partial(_check_in_group, rule, example, name, invalid=group == "invalid")
            yield Case(f"{rule.name}-{group}-{number}", check)
    if rule.fixes:
        yield Case(f"{rule.name}-fix", partial(_check_fix_shown, rule))


def check_class(rule: type[Rule]) -> None:
    """Check how the class of a rule is written. Raises RuleFailure."""
    faults = authoring.faults(rule)
    _require(not faults, "\n".join(faults))
    shipped = registry.shipped().get(rule.name)
    clash = shipped is not None and shipped.module != rule.__module__
    _require(not clash, f"{rule.name}: newslint itself has a rule of this name")
    _require(not (ambiguous := [*registry.ambiguous({rule.name: rule})]), "\n".join(ambiguous))
    if issubclass(rule, ArticleRule | CorpusRule):
        _require(rule.valid, f"{rule.name}: has no valid example")
        _require(rule.invalid, f"{rule.name}: has no invalid example")


def check_page(rule: type[Rule]) -> None:
    """Check what a reader of the manual needs: sentence, reasons, options. Raises RuleFailure."""
    first = describe.summary(rule)
    sections = describe.sections(rule)
    opens = first.endswith(".")
    _require(opens, f"{rule.name}: the docstring does not open with one sentence on one line")
    between = sections[""]
    _require(
        not between, f"{rule.name}: text between the first sentence and the first section ('## …')"
    )
    _require(sections.get("Why"), f"{rule.name}: the docstring has no section '## Why'")
    _require(
        rule.fixes == ("Fix" in sections),
        f"{rule.name}: a section '## Fix' belongs to a rule with fixes = True",
    )
    for option in describe.options(rule):
        _require(option.doc, f"{rule.name}: option {option.name!r} has no docstring below it")


def _check_in_group(rule: type[Rule], example: Example, name: str, *, invalid: bool) -> None:
    if invalid:
        _require(example.at, f"{name}: names no finding in 'at'")
    else:
        _require(not example.at, f"{name}: names findings")
    check_example(rule, example, name)


def check_example(rule: type[Rule], example: Example, name: str = "example") -> None:
    """Check ``rule`` against one example. Raises RuleFailure, whose text begins with ``name``."""
    try:
        findings = findings_of(rule, example)
    except RuleFailure as error:
        raise RuleFailure(f"{name}: {error}") from None
    expected = sorted(example.at)
    places = sorted(_place(finding) for finding in findings)
    listing = _listing(findings) or " none"
    _require(places == expected, f"{name}: expected findings at {expected}, got:{listing}")
    again = findings_of(rule, example)
    _require(again == findings, f"{name}: a second run finds something else")
    for finding in findings:
        _check_message(finding.message, name)
    for path, text in example.files.items():
        _check_pure(made(rule, example.options, Config()), path, as_bytes(text), name)
    _check_fixes(rule, example, findings, name)


def _check_fixes(
    rule: type[Rule], example: Example, findings: tuple[Finding, ...], name: str
) -> None:
    fixable = any(finding.edits for finding in findings)
    _require(rule.fixes or not fixable, f"{name}: offers an edit, but the rule says fixes = False")
    promised = bool(example.fixed)
    _require(fixable or not promised, f"{name}: promises a fix, but no finding has an edit")
    if not fixable:
        return
    fixed = fixed_by(rule, example)
    expected = dict(example.fixed)
    _require(fixed == expected, f"{name}: expected the fix to make {expected}, it makes {fixed}")
    left = findings_of(rule, example, {**example.files, **fixed})
    _require(not left, f"{name}: after the fix there is still:{_listing(left)}")
    for path, text in fixed.items():
        before = Article.parse(path, as_bytes(example.files[path])).faults
        after = Article.parse(path, as_bytes(text)).faults
        if len(after) > len(before):
            raise RuleFailure(f"{name}: the fix breaks {path}: {after[-1].message}")


def _check_fix_shown(rule: type[Rule]) -> None:
    shown = any(example.fixed for example in rule.invalid)
    _require(shown, f"{rule.name}: fixes, but no example shows a fix: give one 'fixed'")


def _check_message(message: str, name: str) -> None:
    _require(message, f"{name}: a finding without a message")
    _require(len(message) <= MAX_MESSAGE, f"{name}: a message of {len(message)} characters")
    _require(
        message == printable(message),
        f"{name}: raw article text in the message {message!r}: show it with newslint.quote",
    )


def _check_pure(rule: Rule, path: str, source: bytes, name: str) -> None:
    article = Article.parse(path, source)
    before = _state(article)
    if isinstance(rule, ArticleRule):
        list(rule.check(article))
    elif isinstance(rule, CorpusRule):
        facts = rule.collect(article)
        try:
            marshal.dumps(facts)
        except ValueError:
            raise RuleFailure(f"{name}: facts are not plain values: {facts!r}") from None
    _require(_state(article) == before, f"{name}: the rule changed the article")


def _state(article: Article) -> tuple[object, ...]:
    return (article.path, article.text, article.block, repr(article.data), article.faults)


def _place(finding: Finding) -> tuple[str, int, int]:
    return (finding.path, finding.line, finding.column)


def _listing(findings: tuple[Finding, ...]) -> str:
    return "".join(f"\n  {_place(finding)}: {finding.message}" for finding in findings)


def _require(condition: object, message: str) -> None:
    """Raises RuleFailure, with or without ``python -O``, unless ``condition`` holds."""
    if not condition:
        raise RuleFailure(message)
