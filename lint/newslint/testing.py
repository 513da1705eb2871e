"""The strict test of a rule against its own examples, for newslint and for plug-ins alike.

In a plug-in's tests::

    from newslint.testing import check_rule
    from my_plugin import LongTitle

    def test_long_title() -> None:
        check_rule(LongTitle)
"""

import marshal

from newslint.article import Article
from newslint.catalogue import describe
from newslint.finding import Finding
from newslint.pipeline.examples import built, encoded, findings_of, fixed_by
from newslint.rule import ArticleRule, CorpusRule, Example, Rule
from newslint.settings import Config
from newslint.text import printable

MAX_MESSAGE = 250
"""Characters: a message is a sentence, not a dump."""


def check_rule(rule: type[Rule]) -> None:
    """Hold ``rule`` against its documentation and its examples.

    Raises AssertionError, which says what is wrong, unless

    - the docstring opens with one sentence and has a section Why, and a section Fix if and only
      if the rule fixes; every option has a default and a docstring;
    - there are valid and invalid examples (a rule that neither looks at one article nor
      compares several may have none);
    - a valid example yields nothing, an invalid one exactly the findings it names, each time;
    - edits change the text, leave nothing for the rule to say after a few rounds, break
      nothing, and make just what the example promises as ``fixed``;
    - the rule does not change the article, and its facts are plain values.
    """
    check_page(rule)
    if issubclass(rule, ArticleRule | CorpusRule):
        assert rule.valid, f"{rule.name}: has no valid example"
        assert rule.invalid, f"{rule.name}: has no invalid example"
    for number, example in enumerate(rule.valid, 1):
        assert not example.at, f"{rule.name}, valid example {number}: names findings"
        check_example(rule, example, f"{rule.name}, valid example {number}")
    for number, example in enumerate(rule.invalid, 1):
        assert example.at, f"{rule.name}, invalid example {number}: names no finding in 'at'"
        check_example(rule, example, f"{rule.name}, invalid example {number}")
    if rule.fixes:
        fixed = any(example.fixed for example in rule.invalid)
        assert fixed, f"{rule.name}: fixes, but no example shows a fix"


def check_page(rule: type[Rule]) -> None:
    """What a reader of the manual needs: sentence, reasons, options. Raises AssertionError."""
    first = describe.summary(rule)
    assert first.endswith("."), f"{rule.name}: the docstring does not open with one sentence"
    found = describe.sections(rule)
    assert not found[""], f"{rule.name}: text between the first sentence and the first section"
    assert found.get("Why"), f"{rule.name}: the docstring has no section '## Why'"
    assert rule.fixes == ("Fix" in found), (
        f"{rule.name}: a section '## Fix' belongs to a rule with fixes = True"
    )
    for option in describe.options(rule):
        assert option.doc, f"{rule.name}: option {option.name!r} has no docstring below it"


def check_example(rule: type[Rule], example: Example, name: str = "example") -> None:
    """Hold ``rule`` against one example. Raises AssertionError, beginning with ``name``."""
    findings = findings_of(rule, example)
    expected = sorted(example.at)
    found = sorted(_place(finding) for finding in findings)
    assert found == expected, (
        f"{name}: expected findings at {expected}, got:{_listing(findings) or ' none'}"
    )
    assert findings_of(rule, example) == findings, f"{name}: a second run finds something else"
    for finding in findings:
        _check_finding(rule, finding, name)
    for path, text in example.files.items():
        _check_pure(built(rule, example, Config()), path, encoded(text), name)
    _check_fixes(rule, example, findings, name)


def _check_fixes(
    rule: type[Rule], example: Example, findings: tuple[Finding, ...], name: str
) -> None:
    fixable = any(finding.edits for finding in findings)
    assert rule.fixes or not fixable, f"{name}: offers an edit, but the rule says fixes = False"
    assert fixable or not example.fixed, f"{name}: promises a fix, but no finding has an edit"
    if not fixable:
        return
    fixed = fixed_by(rule, example)
    expected = dict(example.fixed)
    assert fixed == expected, f"{name}: expected the fix to make {expected}, it makes {fixed}"
    left = findings_of(rule, example, {**example.files, **fixed})
    assert not left, f"{name}: after the fix there is still:{_listing(left)}"
    for path, text in fixed.items():
        before = Article.parse(path, encoded(example.files[path])).faults
        after = Article.parse(path, encoded(text)).faults
        assert len(after) <= len(before), f"{name}: the fix breaks {path}: {after[-1].message}"


def _check_finding(rule: type[Rule], finding: Finding, name: str) -> None:
    message = finding.message
    assert message, f"{name}: a finding without a message"
    assert len(message) <= MAX_MESSAGE, f"{name}: a message of {len(message)} characters"
    assert message == printable(message), f"{name}: raw article text in the message {message!r}"


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
            raise AssertionError(f"{name}: facts are not plain values: {facts!r}") from None
    assert _state(article) == before, f"{name}: the rule changed the article"


def _state(article: Article) -> tuple[object, ...]:
    return (article.path, article.text, article.block, repr(article.data), article.faults)


def _place(finding: Finding) -> tuple[str, int, int]:
    assert finding.span is not None, f"{finding.rule}: a finding without a place"
    return (finding.path, finding.span.line, finding.span.column)


def _listing(findings: tuple[Finding, ...]) -> str:
    return "".join(f"\n  {_place(finding)}: {finding.message}" for finding in findings)
