"""Group findings by their cause: the same rule, and messages that differ only in values."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from newslint.finding import Finding, Severity
from newslint.pattern import pattern

_VALUE = pattern(r"'(?:[^'\\]|\\.)*'(?: \([^()]*\))?|\b\d[\d,.:%-]*")
"""Quoted texts and numbers in messages."""
_VALUES = pattern(r"…(?:(?:, | and )…)*(?: more)?(?![^ ,])")
_REPEATED = 3
"""Mean findings per message from which each message is a cause of its own."""


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
    rows: list[Cause] = []
    for (rule, severity, template), counts in messages.items():
        if len(counts) == 1 or _REPEATED * len(counts) <= counts.total():
            rows += (Cause(number, rule, severity, text) for text, number in counts.items())
        else:
            rows.append(Cause(counts.total(), rule, severity, template))
    return sorted(rows, key=lambda row: (-row.number, -row.severity, row.rule, row.message))


def _template(message: str) -> str:
    """Return a message with … in place of values."""
    return _VALUES.sub("…", _VALUE.sub("…", message))
