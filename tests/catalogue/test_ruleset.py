"""Which rules run, and how much their findings matter where."""

from typing import Any

import pytest

from newslint import Severity
from newslint.config.read import of_values
from newslint.pipeline.run import lint as run
from tests.articles import BAD

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
TEXT = BAD.replace("heat: 10", "heet: 10").encode()


def severities_of(path: str = "news/a.md", **values: Any) -> dict[str, Severity]:
    """The severity of each finding about an article with an invalid and an unknown field."""
    report = run([], of_values({"online": False, **values}), sources={path: TEXT})
    return {finding.rule: finding.severity for finding in report.findings}


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({}, {"invalid-field", "unknown-field"}),
        ({"select": ["fields"]}, {"invalid-field", "unknown-field"}),
        ({"select": ["text"]}, set()),
        ({"select": ["text"], "extend-select": ["unknown-field"]}, {"unknown-field"}),
        ({"ignore": ["fields"]}, set()),
        ({"select": ["unknown-field"], "ignore": ["fields"]}, {"unknown-field"}),
        ({"select": ["fields"], "ignore": ["unknown-field"]}, {"invalid-field"}),
    ],
)
def test_a_rule_weighs_more_than_its_family(values: dict[str, Any], left: set[str]) -> None:
    assert severities_of(**values).keys() == left


@pytest.mark.parametrize(
    ("overrides", "severities"),
    [
        ([], (ERROR, WARNING)),
        ([{"severity": {"fields": "note"}}], (NOTE, NOTE)),
        ([{"severity": {"fields": "note", "invalid-field": "warning"}}], (WARNING, NOTE)),
        ([{"severity": {"invalid-field": "warning", "fields": "note"}}], (WARNING, NOTE)),
        ([{"severity": {"invalid-field": "note"}}, {"severity": {"fields": "error"}}],
         (ERROR, ERROR)),
        ([{"ignore": ["invalid-field"]}], (None, WARNING)),
        ([{"ignore": ["fields"]}, {"severity": {"fields": "error"}}], (None, None)),
        ([{"files": ["old/"], "ignore": ["fields"]}], (ERROR, WARNING)),
        ([{"files": ["news/*.md"], "ignore": ["unknown-field"]}], (ERROR, None)),
    ],
)  # fmt: skip
def test_overrides(
    overrides: list[dict[str, Any]], severities: tuple[Severity | None, Severity | None]
) -> None:
    left = severities_of(overrides=[{"files": ["*"], **override} for override in overrides])
    assert (left.get("invalid-field"), left.get("unknown-field")) == severities


def test_the_severity_of_a_rule_and_an_override_of_it() -> None:
    rules = {"invalid-field": {"severity": "note"}, "unknown-field": {"severity": "error"}}
    assert severities_of(rules=rules) == {"invalid-field": NOTE, "unknown-field": ERROR}
    override = {"files": ["*"], "severity": {"invalid-field": "warning"}}
    assert severities_of(rules=rules, overrides=[override])["invalid-field"] is WARNING
