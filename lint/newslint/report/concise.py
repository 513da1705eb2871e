"""One line per finding, for editors and grep."""

from collections.abc import Iterator

from newslint.finding import FILE_START
from newslint.report import Report, Style
from newslint.text import printable


def render(report: Report, style: Style) -> Iterator[str]:
    """``path:line:column: severity rule message`` for each finding."""
    for finding in report.findings:
        span = finding.span or FILE_START
        place = f"{printable(finding.path)}:{span.line}:{span.column}"
        yield f"{place}: {finding.severity} {finding.rule} {printable(finding.message)}\n"
