"""JUnit XML, the way that Jenkins, GitLab, Azure and Surefire all read in full.

A suite per file, a case per file and violated rule with one failure that lists the findings of
that rule: several of these readers look at the first failure of a case only, drop cases that share
suite, class and name, miss failures without a type, and stop at a report without any case. A flat
list of cases tells files apart by the names of the cases. GitLab links by ``file`` on a case, which
Jenkins' junit-10.xsd, the strictest of the schemas in use, does not list and no reader minds.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from newslint.finding import INTERNAL_ERROR, Finding
from newslint.pattern import pattern
from newslint.report import Report, Style, place, sentence
from newslint.text import path_name

NO_TIME = "0.000"
_HEAD = pattern(r'\s*(?:<\?xml[^>]*\?>\s*)?<testsuites name="newslint" tests="\d+"')
ERRORS = frozenset({"unreadable-file", INTERNAL_ERROR})
"""Rules that say that a file was not judged: an ``<error>``, not a ``<failure>``."""


class Case(NamedTuple):
    """The findings of one rule in one file, in the order of the source."""

    rule: str
    failing: list[Finding]
    """Those that make the run fail."""
    passing: list[Finding]
    outcome: str
    """The element for the failing ones, ``failure`` or ``error``; empty if there are none."""


def render(report: Report, style: Style) -> Iterator[str]:
    """The report as one ``testsuites`` element, in ASCII with character references."""
    by_file: dict[str, list[Finding]] = {path: [] for path in report.files}
    for finding in report.findings:
        by_file.setdefault(finding.path, []).append(finding)
    suites = {path: _cases(findings, report) for path, findings in by_file.items()}

    counts = [_counts(cases) for cases in suites.values()] or [_counts([])]
    tests, failures, errors = (str(sum(column)) for column in zip(*counts, strict=True))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="newslint" tests="{tests}" failures="{failures}"'
    yield f' errors="{errors}" time="{NO_TIME}">\n'
    for path, cases in suites.items():
        yield _xml(_suite(path_name(path), cases))
    if not suites:
        yield _xml(_suite("", []))
    yield "</testsuites>\n"


def wrote(text: str) -> bool:
    """Whether this is a report of ours: its root names newslint."""
    return _HEAD.match(text) is not None


def _cases(findings: list[Finding], report: Report) -> list[Case]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return [_case(rule, found, report) for rule, found in by_rule.items()]


def _case(rule: str, findings: list[Finding], report: Report) -> Case:
    failing = [finding for finding in findings if report.fails(finding)]
    passing = [finding for finding in findings if not report.fails(finding)]
    outcome = "error" if rule in ERRORS else "failure"
    return Case(rule, failing, passing, outcome if failing else "")


def _counts(cases: list[Case]) -> tuple[int, int, int]:
    """Tests, failures and errors of a suite; one without cases gets one that passes."""
    outcomes = [case.outcome for case in cases]
    return len(cases) or 1, outcomes.count("failure"), outcomes.count("error")


def _suite(file: str, cases: list[Case]) -> ET.Element:
    """Return the suite of a file; with an empty name, that of a run without files."""
    tests, failures, errors = map(str, _counts(cases))
    suite = ET.Element("testsuite", name=file or "newslint")
    suite.attrib |= {"file": file} if file else {}
    suite.attrib |= {"tests": tests, "failures": failures, "errors": errors}
    suite.attrib |= {"skipped": "0", "time": NO_TIME}
    for case in cases:
        _tell(_element(suite, case.rule, file), case)
    if not cases:
        _element(suite, "newslint", file)
    return suite


def _element(suite: ET.Element, name: str, file: str) -> ET.Element:
    """Add a case without a result. Jenkins takes what is before the last dot of a class name for a
    package, so the class name is the path without its ending and other dots."""
    class_name = os.path.splitext(file)[0].replace(".", "_") or "newslint"
    case = ET.SubElement(suite, "testcase", classname=class_name)
    case.set("name", f"{name}: {file}" if file else name)
    case.attrib |= {"file": file} if file else {}
    case.set("time", NO_TIME)
    return case


def _tell(element: ET.Element, case: Case) -> None:
    if case.failing:
        first, *others = case.failing
        told = ET.SubElement(element, case.outcome)
        worst = max(finding.severity for finding in case.failing)
        told.set("type", f"newslint.{worst}")
        more = f" (and {len(others)} more)" if others else ""
        told.set("message", sentence(first.message) + more)
        told.text = _lines(case.failing)
        if others:  # some readers link to the last place that they find
            told.text += f"\nthe first at {place(first.path, first.span)}"
    if case.passing:
        ET.SubElement(element, "system-out").text = _lines(case.passing)


def _lines(findings: list[Finding]) -> str:
    return "\n".join(
        f"{f.severity} {f.rule} at {place(f.path, f.span)}: {sentence(f.message)}" for f in findings
    )


def _xml(element: ET.Element) -> str:
    ET.indent(element, " ")
    text: bytes = ET.tostring(element, encoding="us-ascii")
    return text.decode() + "\n"
