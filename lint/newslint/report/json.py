"""For programs: one JSON object, a line per finding.

Everything beyond printable ASCII stands as a ``\\u`` escape, which means the same to a JSON reader
and cannot act on a terminal. Paths and pointers come out as they are, save what UTF-8 cannot hold.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

from newslint import __version__
from newslint.finding import FILE_START, Finding, Group, Related, Severity
from newslint.pattern import pattern
from newslint.report import Report, Style, fingerprints, sentence
from newslint.text import as_json

_HEAD = pattern(
    r'\s*{\s*"version"\s*:\s*\d+\s*,\s*"tool"\s*:\s*{\s*"name"\s*:\s*"newslint"\s*,'
    r'\s*"version"\s*:\s*"[^"]*"\s*}\s*,\s*"summary"\s*:\s*{\s*"files"\s*:'
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_POINTER = 500
"""Characters of a JSON Pointer; of a longer one comes the nearest ancestor that fits."""


def render(report: Report, style: Style) -> Iterator[str]:
    """The report as CONTRACT version 1: ``version``, ``tool``, ``summary``, ``findings``."""
    head = {
        "version": 1,
        "tool": {"name": "newslint", "version": __version__},
        "summary": {
            "files": len(report.files),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "fixable": report.fixable,
            "suppressed": report.suppressed,
            "baselined": report.baselined,
            "left_out": report.left_out_by_reason,
            "urls": report.urls._asdict(),
        },
    }
    yield "{" + ",\n ".join(f"{as_json(key)}: {as_json(value)}" for key, value in head.items())
    yield ',\n "findings": ['
    separator = "\n  "
    for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True):
        yield separator + as_json(_finding(finding, fingerprint))
        separator = ",\n  "
    yield "]}\n"


def wrote(text: str) -> bool:
    """Whether this is a report of newslint, even if reformatted: it begins with the name."""
    return _HEAD.match(text) is not None


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    span = finding.span or FILE_START
    return {
        "path": _path(finding.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "field": _pointer(finding.field),
        "message": sentence(finding.message),
        "fixable": finding.fixable,
        "fix": _fix(finding),
        "fingerprint": fingerprint,
        "group": _group(finding.group),
        "related": [_related(other) for other in finding.related],
    }


def _fix(finding: Finding) -> dict[str, Any] | None:
    """Return the edits that fix the finding together; offsets count code points."""
    if not finding.edits:
        return None
    edits = [{"start": e.start, "end": e.end, "text": _unpaired_out(e.text)} for e in finding.edits]
    return {"safe": all(edit.safe for edit in finding.edits), "edits": edits}


def _group(group: Group | None) -> dict[str, Any] | None:
    return None if group is None else {"id": group.id, "size": group.size}


def _related(other: Related) -> dict[str, Any]:
    span = other.span or FILE_START
    return {
        "path": _path(other.path),
        "line": span.line,
        "column": span.column,
        "message": sentence(other.message),
    }


def _path(path: str) -> str:
    return _unpaired_out(path.replace(os.sep, "/"))


def _pointer(pointer: str | None) -> str | None:
    while pointer and len(pointer) > _POINTER:
        pointer = pointer.rpartition("/")[0]
    return pointer if pointer is None else _unpaired_out(pointer)


def _unpaired_out(text: str) -> str:
    """``text`` without lone surrogates, which strict JSON readers refuse even when escaped."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
