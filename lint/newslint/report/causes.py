"""Group findings by their cause: the same rule, and messages that differ only in values."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from newslint.finding import Finding, Severity
from newslint.pattern import pattern

_VALUE = pattern(r"'(?:[^'\\]|\\.)*'(?: \([^()]*\))?|\b\d[\d,.:%-]*")
"""Quoted texts and numbers in messages."""


class Cause(NamedTuple):
    """Findings of one cause."""

    number: int
    rule: str
    severity: Severity
    message: str
    """The message of most of them; with … for values if they differ."""


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """Return the causes of findings, the most common first."""
    messages: dict[tuple[str, Severity, str], Counter[str]] = {}
    for finding in findings:
        key = finding.rule, finding.severity, _template(finding.message)
        messages.setdefault(key, Counter())[finding.message] += 1
    rows = [
        Cause(counts.total(), rule, severity, next(iter(counts)) if len(counts) == 1 else template)
        for (rule, severity, template), counts in messages.items()
    ]
    return sorted(rows, key=lambda row: (-row.number, -row.severity, row.rule, row.message))


def _template(message: str) -> str:
    """Return a message with … in place of values."""
    return _VALUE.sub("…", message)
