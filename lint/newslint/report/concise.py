"""One line per finding, for editors and grep."""

from collections.abc import Iterator

from newslint.report import Report, Style, place, sentence


def render(report: Report, style: Style) -> Iterator[str]:
    """``path:line:column: severity rule message`` for each finding."""
    for finding in report.findings:
        where = place(finding.path, finding.span)
        yield f"{where}: {finding.severity} {finding.rule} {sentence(finding.message)}\n"
