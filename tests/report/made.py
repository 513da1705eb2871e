"""Reports and findings made for the tests of reporters, without a run."""

from collections.abc import Mapping

from newslint.finding import Edit, Finding, Related, Severity, Span
from newslint.report import Report, Style, reporter
from newslint.web.verdict import UrlCounts

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

ARTICLE = """\
---
title: Ferry returns
quality: high
---
Text.
"""


def span(text: str, part: str) -> Span:
    """The span of the first ``part`` in ``text``."""
    start = text.index(part)
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Span(line, column, line, column + len(part), start, start + len(part))


HIGH = span(ARTICLE, "high")
NO_URLS = UrlCounts()
PLAIN = Style()


def finding(
    path: str = "a.md",
    rule: str = "invalid-field",
    severity: Severity = ERROR,
    message: str = "quality is 'high', not an integer",
    field: str | None = "/quality",
    at: Span | None = HIGH,
    related: tuple[Related, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> Finding:
    return Finding(path, rule, severity, message, field, at, related=related, edits=edits)


def report(
    *findings: Finding,
    files: tuple[str, ...] = ("a.md", "b.md"),
    text: str = ARTICLE,
    fail_on: Severity | None = ERROR,
    suppressed: int = 0,
    left_out: Mapping[str, str] | None = None,
    urls: UrlCounts = NO_URLS,
) -> Report:
    return Report(
        files,
        tuple(findings),
        suppressed=suppressed,
        left_out=left_out or {},
        urls=urls,
        fail_on=fail_on,
        text_of=lambda _: text,
    )


def rendered(name: str, made: Report, style: Style = PLAIN) -> str:
    return "".join(reporter(name).render(made, style))
