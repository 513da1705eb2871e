"""One line per finding, for editors and grep."""

import os
import re
from collections.abc import Iterator

from newslint.catalogue import registry
from newslint.files.names import SUFFIXES
from newslint.pattern import pattern
from newslint.report import Report, Style, place, sentence

_LINE = pattern(r"(?P<path>.+):\d+:\d+: (?:error|warning|note) (?P<rule>\S+) .+\r?")
_CUT_LINE = pattern(r"\S*|.+:\d+:.*")


def render(report: Report, style: Style) -> Iterator[str]:
    """``path:line:column: severity rule message`` for each finding."""
    for finding in report.findings:
        where = place(finding.path, finding.span)
        yield f"{where}: {finding.severity} {finding.rule} {sentence(finding.message)}\n"


def wrote(text: str) -> bool:
    """Whether this is a report of ours: every line has the form, and one of them our rule or the
    name of an article. The last line may be cut."""
    *lines, last = text.split("\n")
    if _LINE.fullmatch(last):
        lines.append(last)
    elif not _CUT_LINE.fullmatch(last):
        return False
    matches = [_LINE.fullmatch(line) for line in lines]
    return all(matches) and any(match and _is_ours(match) for match in matches)


def _is_ours(line: "re.Match[str]") -> bool:
    suffix = os.path.splitext(line["path"])[1].lower()
    return suffix in SUFFIXES or line["rule"] in registry.shipped()
