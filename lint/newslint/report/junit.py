"""JUnit XML, the way that Jenkins, GitLab, Azure and Surefire all read in full.

A suite per file, a case per file and violated rule with one failure that lists the findings of
that rule: several of these readers look at the first failure of a case only, drop cases that share
suite, class and name, miss failures without a type, and stop at a report without any case. Of the
schemas in use Jenkins' junit-10.xsd is the strictest: no file or line on a case.
"""

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
    """The findings of one rule in one file, and what they amount to."""

    rule: str
    findings: list[Finding]
    outcome: str
    """The element that tells them: ``failure``, ``error`` or ``system-out``."""


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
        yield _xml(_suite("newslint", []))
    yield "</testsuites>\n"


def wrote(text: str) -> bool:
    """Whether this is a report of ours: its root names newslint."""
    return _HEAD.match(text) is not None


def _cases(findings: list[Finding], report: Report) -> list[Case]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return [Case(rule, found, _outcome(rule, found, report)) for rule, found in by_rule.items()]


def _outcome(rule: str, findings: list[Finding], report: Report) -> str:
    if not any(report.fails(finding) for finding in findings):
        return "system-out"
    return "error" if rule in ERRORS else "failure"


def _counts(cases: list[Case]) -> tuple[int, int, int]:
    """Tests, failures and errors of a suite; one without cases gets one that passes."""
    outcomes = [case.outcome for case in cases]
    return len(cases) or 1, outcomes.count("failure"), outcomes.count("error")


def _suite(name: str, cases: list[Case]) -> ET.Element:
    tests, failures, errors = map(str, _counts(cases))
    suite = ET.Element("testsuite", name=name, file=name, tests=tests, failures=failures)
    suite.attrib |= {"errors": errors, "skipped": "0", "time": NO_TIME}
    for case in cases:
        _tell(ET.SubElement(suite, "testcase", classname=name, name=case.rule, time=NO_TIME), case)
    if not cases:
        ET.SubElement(suite, "testcase", classname=name, name="newslint", time=NO_TIME)
    return suite


def _tell(element: ET.Element, case: Case) -> None:
    told = ET.SubElement(element, case.outcome)
    told.text = "\n".join(
        f"{f.severity} {f.rule} at {place(f.path, f.span)}: {sentence(f.message)}"
        for f in reversed(case.findings)
    )
    if case.outcome != "system-out":
        worst = max(case.findings, key=lambda finding: finding.severity)
        more = f" (and {len(case.findings) - 1} more)" if len(case.findings) > 1 else ""
        told.set("type", f"newslint.{worst.severity}")
        told.set("message", sentence(worst.message) + more)


def _xml(element: ET.Element) -> str:
    ET.indent(element, " ")
    text: bytes = ET.tostring(element, encoding="us-ascii")
    return text.decode() + "\n"
