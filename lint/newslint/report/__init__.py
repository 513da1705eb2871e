"""What a run found, and the ways to write it down.

Each module of this package is one format with two functions: ``render(report, style)`` yields text,
and ``wrote(text)`` recognises it. A reporter never changes a finding. `output` takes that text to
its file or stream.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from newslint.errors import ERROR_STATUS
from newslint.finding import FILE_START, INTERNAL_ERROR, Finding, Severity, Span
from newslint.text import cut, path_name, printable
from newslint.web.verdict import UrlCounts

INTERRUPTED = 130
"""The exit status of a run that Ctrl-C has ended: 128 and the number of SIGINT."""


class Report(NamedTuple):
    """The result of a run: the files that were linted and the findings, in report order."""

    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    left_out: Mapping[str, str] = {}
    """Files and folders that are not articles, with the reason: "data file"."""
    urls: UrlCounts = UrlCounts()
    notices: tuple[str, ...] = ()
    """What the user should know of the run itself; for stderr."""
    interrupted: bool = False
    """Whether Ctrl-C ended the run before all was known."""
    fail_on: Severity | None = Severity.ERROR
    max_warnings: int | None = None
    families: dict[str, str] = {}
    """Family by rule name."""
    text_of: Callable[[str], str | None] = lambda _: None
    """The text of a linted file, for quoting lines; None when it is gone."""

    def count(self, severity: Severity) -> int:
        """How many findings have just this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def left_out_by_reason(self) -> dict[str, int]:
        """How many files are left out for each reason, in alphabetical order."""
        return dict(sorted(Counter(self.left_out.values()).items()))

    @property
    def fixable(self) -> int:
        return sum(finding.fixable for finding in self.findings)

    @property
    def broken(self) -> bool:
        """Whether newslint itself failed somewhere."""
        return any(finding.rule == INTERNAL_ERROR for finding in self.findings)

    @property
    def exit_status(self) -> int:
        """Return 0 for nothing at or above ``fail_on``, 1 for findings or too many warnings, 2 for
        an internal error, and 130, as shells do, for an interrupt before anything was found."""
        if self.broken:
            return ERROR_STATUS
        if any(map(self.fails, self.findings)) or self.has_too_many_warnings:
            return 1
        return INTERRUPTED if self.interrupted else 0

    @property
    def has_too_many_warnings(self) -> bool:
        """Whether there are more warnings than ``max_warnings``."""
        return self.max_warnings is not None and self.count(Severity.WARNING) > self.max_warnings

    def fails(self, finding: Finding) -> bool:
        """Whether ``finding`` alone is enough to make the run fail."""
        if finding.rule == INTERNAL_ERROR:
            return True
        return self.fail_on is not None and finding.severity >= self.fail_on


class Style(NamedTuple):
    """How a report for people looks."""

    color: bool = False
    quiet: bool = False
    width: int = 100
    links: bool = False
    """Whether paths are hyperlinks."""
    group_by: str = "file"
    """What the findings are grouped by: "file" or "rule"."""
    only_summary: bool = False
    """Whether the causes and the summary are shown without the findings."""


class Reporter(Protocol):
    """A module of this package."""

    def render(self, report: Report, style: Style) -> Iterator[str]: ...

    def wrote(self, text: str) -> bool:
        """Whether ``text`` is a report of this format, or the beginning of one."""
        ...


MESSAGE = 1000
"""Characters of a message that reports show."""

FORMATS = ("text", "concise", "json", "junit")
WITH_EDITS = ("json",)
"""The formats that show edits."""


def reporter(name: str) -> Reporter:
    """The reporter of a format in `FORMATS`, imported only now."""
    module: Any = import_module(f"newslint.report.{name}")
    typed: Reporter = module
    return typed


def place(path: str, span: Span | None) -> str:
    """``path:line:column`` for people, safe at the start of a line."""
    span = span or FILE_START
    return f"{path_name(path)}:{span.line}:{span.column}"


def sentence(message: str) -> str:
    """The message of a finding on one line, whatever a rule made of it."""
    return cut(printable(message), MESSAGE)


def fingerprints(findings: tuple[Finding, ...]) -> list[str]:
    """One identity per finding that stays when the finding merely moves to another line.

    Made of path, rule, field and message; equal findings are told apart by their order.
    """
    from hashlib import blake2b

    seen: dict[tuple[str, ...], int] = {}
    result = []
    for finding in findings:
        key = (finding.path, finding.rule, finding.field or "", finding.message)
        seen[key] = number = seen.get(key, 0) + 1
        whole = "\0".join((*key, str(number)))
        result.append(blake2b(whole.encode("utf-8", "replace"), digest_size=16).hexdigest())
    return result
