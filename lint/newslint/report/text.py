"""For people: findings by file with the lines they are about, a table of causes, and a summary."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from newslint.finding import FILE_START, Finding, Severity, Span
from newslint.pattern import pattern
from newslint.report import Report, Style, place, sentence
from newslint.text import counted, path_name, printable, width

if TYPE_CHECKING:
    from newslint.report.causes import Cause

PER_FILE = 100
"""Maximum findings of one file to show."""
RELATED = 10
"""Maximum related places of one finding to show."""
MANY = 50
"""Minimum findings for a table of causes."""
ROWS = 15
"""Maximum rows of that table; `--summary` shows all."""

# ANSI X3.64: 1 bold, 2 faint, 31 red, 32 green, 33 yellow, 36 cyan.
_BOLD, _FAINT, _GOOD = "1", "2", "32"
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_TABLE = "Most common findings"


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the findings by file or by rule, a table of their causes if there are many, and the
    summary. Quiet reports have only the findings."""
    if not style.only_summary:
        groups = _by_rule if style.group_by == "rule" else _by_file
        yield from groups(report, style)
    if style.only_summary or (len(report.findings) >= MANY and not style.quiet):
        yield from _table(report.findings, style)
    if not style.quiet or style.only_summary:
        yield summary(report, style) + "\n"


def _by_file(report: Report, style: Style) -> Iterator[str]:
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        yield from _file(path, list(group), report.text_of(path) or "", style)


def _by_rule(report: Report, style: Style) -> Iterator[str]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _paint(f"{rule}: {_number(len(findings), 'finding')}", _BOLD, style) + "\n"
        for finding in findings:
            yield _head(finding, style, f"{path_name(finding.path)}:")
        yield "\n"


def _table(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """Yield the causes of the findings, the most common first."""
    from newslint.report.causes import causes

    rows = causes(findings)
    if not rows:
        return
    yield _paint(_TABLE, _BOLD, style) + "\n"
    shown = rows if style.only_summary else rows[:ROWS]
    digits = len(f"{rows[0].number:,}")
    for row in shown:
        yield _row(row, digits, style)
    if len(rows) > len(shown):
        rest = rows[len(shown) :]
        number = _number(sum(row.number for row in rest), "finding")
        yield f"  … and {number} of {_number(len(rest), 'other kind')}: see --summary\n"
    yield "  = newslint rule NAME explains a rule, and how to configure or ignore it\n"
    yield "\n"


def _row(row: "Cause", digits: int, style: Style) -> str:
    severity = _paint(str(row.severity), _COLORS[row.severity], style)
    rule = _paint(f"[{row.rule}]", _FAINT, style)
    return f"  {row.number:>{digits},} × {severity}: {sentence(row.message)} {rule}\n"


_PAINT = pattern(r"\x1b\[[0-9;]*m")
_FINDING_LINE = r"  (?:\S.*:)?\d+:\d+: (?:error|warning|note): .* \[[^\]\s]+\]"
_ROW = r"  +[\d,]+ × (?:error|warning|note): .* \[[^\]\s]+\]"
_FINDING = pattern(rf"{_FINDING_LINE}|{_ROW}")
_DETAIL = pattern(rf"{_FINDING_LINE}|{_ROW}|  +\d* ?[|=](?: .*)?|  … and .*")
_SUMMARY = pattern(r"(?:no files|[\d,]+ files?): .+")
_CLEAN = pattern(r"(?:no files|[\d,]+ files?): nothing wrong.*")
_CUT_START = pattern(r"\S*|(?:no|[\d,]+) f(?:i|il|ile|iles)?")
"""The beginning of a line that names a file, or of the summary."""


def wrote(text: str) -> bool:
    """Return whether ``text`` is a report of newslint, in colours or not: blocks of a path or a
    heading, findings with their details and an empty line, then the summary. The last line may be
    cut."""
    *lines, last = _PAINT.sub("", text).replace("\r\n", "\n").split("\n")
    if _SUMMARY.fullmatch(last):
        lines, last = [*lines, last], ""
    if lines and _SUMMARY.fullmatch(lines[-1]):
        if len(lines) == 1:
            return not last and _CLEAN.fullmatch(lines[0]) is not None
        if last or lines[-2]:
            return False
        del lines[-1]
    before = ""
    for line in lines:
        if not _may_follow(before, line):
            return False
        before = line
    if not before:
        ends = _CUT_START.fullmatch(last) is not None
    else:
        ends = last.startswith(" ") or (not last and _DETAIL.fullmatch(before) is not None)
    return ends and any(map(_FINDING.fullmatch, lines))


def _may_follow(before: str, line: str) -> bool:
    """Whether a line may come after another one, which is empty at the beginning."""
    if not line:
        return _DETAIL.fullmatch(before) is not None
    if not before:
        return _DETAIL.fullmatch(line) is None  # the path of a file
    form = _DETAIL if _DETAIL.fullmatch(before) else _FINDING
    return form.fullmatch(line) is not None


def _file(path: str, findings: list[Finding], text: str, style: Style) -> Iterator[str]:
    yield _paint(_linked(path, style), _BOLD, style) + "\n"
    for _, group in groupby(findings[:PER_FILE], key=_line):
        yield from _on_one_line(list(group), text, style)
    if len(findings) > PER_FILE:
        more = f"{len(findings) - PER_FILE} more in this file; {PER_FILE} of a file are shown"
        yield f"  … and {more}\n"
    yield "\n"


def _line(finding: Finding) -> int:
    return (finding.span or FILE_START).line


def _on_one_line(findings: list[Finding], text: str, style: Style) -> Iterator[str]:
    """Yield the findings about one line of a file, and that line once, with all of them marked."""
    spans = [finding.span or FILE_START for finding in findings]
    gutter = max(5, len(str(spans[0].line)))
    margin = _paint(f"  {'':{gutter}} = ", _FAINT, style)
    for finding in findings:
        yield _head(finding, style)
        if len(findings) > 1:
            yield from _related(finding, margin)
    marked = [span for span in spans if span != FILE_START]
    quoted = quote_line(text, marked[0], style.width - gutter - 5) if marked else None
    if quoted and quoted[0].strip() not in _FENCES:
        number = _paint(f"  {spans[0].line:>{gutter}} | ", _FAINT, style)
        yield f"{number}{quoted[0]}\n"
        color = _COLORS[max(finding.severity for finding in findings)]
        marks = _paint(_marks(text, marked, quoted, style.width - gutter - 5), color, style)
        yield _paint(f"  {'':{gutter}} | ", _FAINT, style) + f"{marks}\n"
    if len(findings) == 1:
        yield from _related(findings[0], margin)


_FENCES = ("---", "+++", "{")


def _marks(text: str, spans: list[Span], shown: tuple[str, int, int], room: int) -> str:
    """Return carets under those of the spans that the quoted line shows. ``shown`` is that line as
    `quote_line` returns it for the first span."""
    marks = ""
    for span in sorted(set(spans)):
        quoted = shown if span == spans[0] else quote_line(text, span, room)
        if quoted and quoted[0] == shown[0] and quoted[1] >= len(marks):
            marks += " " * (quoted[1] - len(marks)) + "^" * quoted[2]
    return marks


def _head(finding: Finding, style: Style, path: str = "") -> str:
    span = finding.span or FILE_START
    severity = _paint(str(finding.severity), _COLORS[finding.severity], style)
    rule = _paint(f"[{finding.rule}]", _FAINT, style)
    return f"  {path}{span.line}:{span.column}: {severity}: {sentence(finding.message)} {rule}\n"


def _related(finding: Finding, margin: str) -> Iterator[str]:
    for other in finding.related[:RELATED]:
        yield f"{margin}{place(other.path, other.span)}: {sentence(other.message)}\n"
    if len(finding.related) > RELATED:
        yield f"{margin}… and {len(finding.related) - RELATED} more places\n"


def _linked(path: str, style: Style) -> str:
    """Return a path with a hyperlink to its file, for terminals that have these (OSC 8)."""
    name = path_name(path)
    if not style.links or not os.path.exists(path):
        return name
    from pathlib import Path

    return f"\x1b]8;;{Path(path).absolute().as_uri()}\x1b\\{name}\x1b]8;;\x1b\\"


def quote_line(text: str, span: Span, room: int) -> tuple[str, int, int] | None:
    """The line of ``text`` where ``span`` starts, as ``room`` columns can show it.

    Returns the line, cut around the span if it is long, the columns before the span and the
    columns that it takes; None for an empty line.
    """
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    line = text[begin : end if end >= 0 else len(text)].rstrip("\r")
    start = span.start - begin
    if not line.strip() or start > len(line):
        return None
    left, right = _window(line, start, room)
    stop = min(max(span.end - begin, start), right)
    opening, closing = "…" * (left > 0), "…" * (right < len(line))
    shown = printable(opening + line[left:right] + closing)
    before, marked = printable(opening + line[left:start]), printable(line[start:stop])
    return shown, width(before), max(1, width(marked))


@lru_cache(maxsize=1_024)
def _columns(char: str) -> int:
    return width(printable(char)) or 1


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """The part of ``line`` to show in ``room`` columns so that ``start`` has some context.

    Marks that take no column count as one: there may be any number of them in a row.
    """
    if len(line) <= room and width(printable(line)) <= room:
        return 0, len(line)
    room -= 2  # an ellipsis at each end
    left, used = start, 0
    while left > 0 and used + _columns(line[left - 1]) <= room // 3:
        left -= 1
        used += _columns(line[left])
    right = start
    while right < len(line) and used + _columns(line[right]) <= room:
        used += _columns(line[right])
        right += 1
    while right == len(line) and left > 0 and used + _columns(line[left - 1]) <= room:
        left -= 1
        used += _columns(line[left])
    return left, right


def summary(report: Report, style: Style) -> str:
    """Return the summary of a report on one line."""
    counts = [
        _paint(_number(count, str(severity)), _COLORS[severity], style)
        for severity in reversed(Severity)
        if (count := report.count(severity))
    ]
    outcome = ", ".join(counts) or _paint("nothing wrong", _GOOD, style)
    asides = [
        f"{count:,} {what}"
        for count, what in ((report.suppressed, "ignored"), (report.baselined, "in the baseline"))
        if count
    ]
    files = _number(len(report.files), "file") if report.files else "no files"
    line = f"{files}: {outcome}" + (f" ({', '.join(asides)})" if asides else "")
    left_out = report.left_out_by_reason.items()
    if left_out:
        line += "; left out: " + ", ".join(_number(count, reason) for reason, count in left_out)
    urls = report.urls
    if urls.distinct:
        verdicts = [
            f"{count:,} {verdict}"
            for verdict, count in urls._asdict().items()
            if verdict != "distinct" and count
        ]
        line += f"; {_number(urls.distinct, 'URL')}: {', '.join(verdicts)}"
    if report.has_too_many_warnings:
        line += f"; more than {_number(report.max_warnings or 0, 'warning')}"
    if report.interrupted:
        line += "; the run was interrupted"
    return line


def _number(count: int, noun: str) -> str:
    head, preposition, rest = noun.partition(" without ")
    return f"{counted(count, head)}{preposition}{rest}"


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text
