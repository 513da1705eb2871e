"""The command line."""

import sys

from newslint.config import Config
from newslint.report import Style, reporter
from newslint.run import lint


def main(argv: list[str]) -> int:
    """Run newslint; returns the exit status."""
    report = lint(argv or ["."], Config(online=False))
    for part in reporter("concise").render(report, Style()):
        sys.stdout.write(part)
    return report.exit_status
