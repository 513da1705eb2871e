"""JUnit XML, as schemas and readers see it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
from xmlschema import XMLSchema

from newslint.finding import Finding, Severity
from newslint.report import Report
from tests.report.made import NOTE, WARNING, finding, rendered, report


@cache
def jenkins() -> XMLSchema:
    """The schema that Jenkins' xUnit plug-in checks reports with."""
    return XMLSchema(Path(__file__).with_name("jenkins-junit-10.xsd"))


def suites(made: Report) -> list[TestSuite]:
    """The suites of a report, which is checked against the schema and for what readers need."""
    text = rendered("junit", made)
    # The schema does not list the file of a case, which Jenkins does not mind.
    jenkins().validate(re.sub(r'(<testcase [^>]*?) file="[^"]*"', r"\1", text))
    document = JUnitXml.fromstring(text.encode())
    found = list(document)
    assert document.tests == sum(suite.tests for suite in found) > 0
    assert document.failures == sum(suite.failures for suite in found)
    assert document.errors == sum(suite.errors for suite in found)
    for suite in found:
        assert (suite.tests, suite.failures, suite.errors) == counts(suite)
        names = [(case.classname, case.name) for case in suite]
        assert len(set(names)) == len(names)
        for case in suite:
            assert all(result.type and result.message and result.text for result in case.result)
    return found


def counts(suite: TestSuite) -> tuple[int, int, int]:
    kinds = [type(result) for case in suite for result in case.result]
    return len(list(suite)), kinds.count(Failure), kinds.count(Error)


def cases(made: Report) -> Iterator[TestCase]:
    for suite in suites(made):
        yield from suite


def test_a_suite_per_file_and_a_passing_case_where_nothing_is_wrong() -> None:
    found = suites(report(finding("b.md")))
    assert [(suite.name, suite.failures) for suite in found] == [("a.md", 0), ("b.md", 1)]
    assert [case.is_passed for case in found[0]] == [True]


def test_a_case_per_violated_rule_lists_its_findings_in_order() -> None:
    made = report(
        finding(message="first"),
        finding(rule="missing-field", message="other"),
        finding(message="second"),
        files=("a.md",),
    )
    invalid, missing = cases(made)
    assert (invalid.classname, invalid.name, missing.name) == (
        "a",
        "invalid-field: a.md",
        "missing-field: a.md",
    )
    (failure,) = invalid.result
    assert (failure.type, failure.message) == ("newslint.error", "first (and 1 more)")
    assert failure.text == (
        "error invalid-field at a.md:3:10: first\nerror invalid-field at a.md:3:10: second\n"
        "the first at a.md:3:10"
    )


CLASSES = {
    "articles/x.md": "articles/x",
    "articles/v1.2.md": "articles/v1_2",
    "2024.05/x.md": "2024_05/x",
    "README": "README",
    "a/.hidden": "a/_hidden",
}


@pytest.mark.parametrize("path", CLASSES)
def test_the_class_is_the_file_without_its_ending_and_other_dots(path: str) -> None:
    (case,) = cases(report(finding(path), files=(path,)))
    assert case.classname == CLASSES[path]
    assert f'<testcase classname="{CLASSES[path]}" name="invalid-field: {path}" file="{path}"' in (
        rendered("junit", report(finding(path), files=(path,)))
    )


@pytest.mark.parametrize("rule", ["unreadable-file", "internal-error"])
def test_a_file_that_was_not_judged_is_an_error(rule: str) -> None:
    (case,) = cases(report(finding(rule=rule), files=("a.md",)))
    assert isinstance(case.result[0], Error)


def test_a_failure_of_newslint_is_an_error_even_when_nothing_fails_the_run() -> None:
    (case,) = cases(report(finding(rule="internal-error"), files=("a.md",), fail_on=None))
    assert isinstance(case.result[0], Error)


@pytest.mark.parametrize(
    ("severity", "fail_on", "passes"),
    [
        (WARNING, Severity.ERROR, True),
        (WARNING, WARNING, False),
        (NOTE, WARNING, True),
        (Severity.ERROR, None, True),
    ],
)
def test_what_does_not_fail_the_run_is_a_passing_case_that_says_so(
    severity: Severity, fail_on: Severity | None, passes: bool
) -> None:
    made = report(finding(severity=severity), files=("a.md",), fail_on=fail_on)
    (case,) = cases(made)
    assert case.is_passed is passes
    assert (case.system_out is not None) is passes
    assert f"{severity} invalid-field at a.md:3:10: quality" in rendered("junit", made)


def test_a_failure_tells_only_what_fails_the_run() -> None:
    mixed = finding(severity=WARNING, message="mild"), finding(message="grave")
    (case,) = cases(report(*mixed, files=("a.md",)))
    assert case.result[0].message == "grave"
    assert case.result[0].text == "error invalid-field at a.md:3:10: grave"
    assert case.system_out == "warning invalid-field at a.md:3:10: mild"


def test_without_files_there_is_still_a_case() -> None:
    assert [case.is_passed for case in cases(report(files=()))] == [True]


@pytest.mark.parametrize("text", ["a\x00b", "]]>", "<b>&amp;", '"', "\ufffe", "\ud800", "née 漁"])
def test_any_text_gives_well_formed_xml(text: str) -> None:
    hostile: Finding = finding(path=f"{text}.md", message=text)
    (suite,) = suites(report(hostile, files=(hostile.path,)))
    assert suite.failures == 1
    if text.isprintable():
        assert suite.name == f"{text}.md"
        assert next(iter(suite)).result[0].message == text
