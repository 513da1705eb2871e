"""For people: findings by file, each with the line that it speaks of, and a summary."""

from collections.abc import Iterator
from itertools import groupby

from newslint.finding import FILE_START, Finding, Severity, Span
from newslint.pattern import pattern
from newslint.report import Report, Style, place, sentence
from newslint.text import path_name, printable, width

PER_FILE = 100
"""Findings of one file that are shown."""
RELATED = 10
"""Related places of one finding that are shown."""

# ANSI X3.64: 1 bold, 2 faint, 31 red, 32 green, 33 yellow, 36 cyan.
_BOLD, _FAINT, _GOOD = "1", "2", "32"
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(report: Report, style: Style) -> Iterator[str]:
    """A block per file that has findings, then how many there are; quiet leaves out the count."""
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        yield from _file(path, list(group), report.text_of(path) or "", style)
    if not style.quiet:
        yield summary(report, style) + "\n"


_PAINT = pattern(r"\x1b\[[0-9;]*m")
_FINDING_LINE = r"  \d+:\d+: (?:error|warning|note): .* \[[^\]\s]+\]"
_FINDING = pattern(_FINDING_LINE)
_DETAIL = pattern(rf"{_FINDING_LINE}|  +\d* [|=](?: .*)?|  … and .*")
_SUMMARY = pattern(r"(?:no files|[\d,]+ files?): .+")
_CLEAN = pattern(r"(?:no files|[\d,]+ files?): nothing wrong.*")
_CUT_START = pattern(r"\S*|(?:no|[\d,]+) f(?:i|il|ile|iles)?")
"""The beginning of a line that names a file, or of the summary."""


def wrote(text: str) -> bool:
    """Whether this is a report of ours, in colours or not: nothing but blocks of a path, findings
    with their details and an empty line, then the summary. The last line may be cut."""
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
    yield _paint(path_name(path), _BOLD, style) + "\n"
    for finding in findings[:PER_FILE]:
        yield from _finding(finding, text, style)
    if len(findings) > PER_FILE:
        more = f"{len(findings) - PER_FILE} more in this file; {PER_FILE} of a file are shown"
        yield f"  … and {more}\n"
    yield "\n"


def _finding(finding: Finding, text: str, style: Style) -> Iterator[str]:
    color = _COLORS[finding.severity]
    span = finding.span or FILE_START
    severity = _paint(str(finding.severity), color, style)
    rule = _paint(f"[{finding.rule}]", _FAINT, style)
    yield f"  {span.line}:{span.column}: {severity}: {sentence(finding.message)} {rule}\n"
    gutter = max(5, len(str(span.line)))
    quoted = quote_line(text, span, style.width - gutter - 5)
    if quoted and span != FILE_START:
        line, before, marked = quoted
        number = _paint(f"  {span.line:>{gutter}} | ", _FAINT, style)
        margin = _paint(f"  {'':{gutter}} | ", _FAINT, style)
        yield f"{number}{line}\n{margin}{' ' * before}{_paint('^' * marked, color, style)}\n"
    margin = _paint(f"  {'':{gutter}} = ", _FAINT, style)
    for other in finding.related[:RELATED]:
        yield f"{margin}{place(other.path, other.span)}: {sentence(other.message)}\n"
    if len(finding.related) > RELATED:
        yield f"{margin}… and {len(finding.related) - RELATED} more places\n"


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


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """The part of ``line`` to show in ``room`` columns so that ``start`` has some context.

    Marks that take no column count as one: there may be any number of them in a row.
    """

    def taken(char: str) -> int:
        return width(printable(char)) or 1

    if len(line) <= room and width(printable(line)) <= room:
        return 0, len(line)
    room -= 2  # an ellipsis at each end
    left, used = start, 0
    while left > 0 and used + taken(line[left - 1]) <= room // 3:
        left -= 1
        used += taken(line[left])
    right = start
    while right < len(line) and used + taken(line[right]) <= room:
        used += taken(line[right])
        right += 1
    while right == len(line) and left > 0 and used + taken(line[left - 1]) <= room:
        left -= 1
        used += taken(line[left])
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
    return line


def _number(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    head, preposition, rest = noun.partition(" without ")
    return f"{count:,} {head}s{preposition}{rest}"


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text
