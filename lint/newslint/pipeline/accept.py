"""Check what rules yield before it is used. Mistakes of their authors get a clear message."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from newslint.errors import RuleError
from newslint.finding import Change, Edit, Finding, Group, Related, Severity, Span
from newslint.rule import Rule
from newslint.text import cut


def findings(
    rule: Rule, method: Callable[..., Any], returned: object, concerns: Callable[[str], bool]
) -> Iterator[Finding]:
    """Yield the findings that ``method`` of ``rule`` has ``returned``.

    ``concerns`` tells which paths they may be about. Raise RuleError for a value that is not a
    usable finding.
    """
    if isinstance(returned, Finding):
        raise _slip(method, "returned one finding: write 'yield' in place of 'return'")
    if returned is None:
        raise _slip(method, "returned nothing: write 'yield self.finding(…)', or return a list")
    if isinstance(returned, str) or not isinstance(returned, Iterable):
        raise _slip(method, f"returned {_shown(returned)}: yield findings, or return a list")
    for item in returned:
        yield accepted(rule, method, item, concerns)


def accepted(
    rule: Rule, method: Callable[..., Any], item: object, concerns: Callable[[str], bool]
) -> Finding:
    """Return ``item`` if it is a usable finding of ``rule``. Raise RuleError otherwise."""
    if not isinstance(item, Finding):
        raise _slip(method, f"yielded {_shown(item)}, not a finding: write 'yield self.finding(…)'")
    if not (isinstance(item.path, str) and concerns(item.path)):
        raise _slip(method, f"yielded a finding for {_shown(item.path)}, a file it was not given")
    if item.rule != rule.name:
        raise _slip(
            method, f"yielded a finding of rule {_shown(item.rule)}: write 'self.finding(…)'"
        )
    fault = _fault(item)
    if fault:
        raise _slip(method, f"yielded a finding with {fault}")
    if type(item.severity) is Severity:
        return item
    try:
        return item._replace(severity=Severity.parse(item.severity))
    except ValueError as error:
        raise _slip(method, f"yielded a finding whose severity {error}") from None


def _fault(finding: Finding) -> str:
    """Return what is wrong with the parts of a finding and what to write instead, or None."""
    if not isinstance(finding.message, str):
        return f"the message {_shown(finding.message)}, which is not text"
    if not (finding.field is None or _is_pointer(finding.field)):
        return f"the field {_shown(finding.field)}: write a JSON Pointer, such as '/title'"
    if not (finding.span is None or isinstance(finding.span, Span)):
        return f"the span {_shown(finding.span)}: write 'article.span(start, end)'"
    if not (finding.group is None or isinstance(finding.group, Group)):
        return f"the group {_shown(finding.group)}: write 'Group(id, members)'"
    if finding.changes or finding.edits or finding.related:
        return (
            _not_all(Change, "changes", finding.changes)
            or _not_all(Edit, "edits", finding.edits)
            or _not_all(Related, "related", finding.related)
        )
    return ""


def _is_pointer(field: object) -> bool:
    return isinstance(field, str) and (field == "" or field[0] == "/")


def _not_all(kind: type[Change | Edit | Related], name: str, items: Iterable[object]) -> str:
    for item in items:
        if not isinstance(item, kind):
            return f"{_shown(item)} in its {name}: write '{name}=[{kind.__name__}(…)]'"
        if isinstance(item, Change):
            if not _is_pointer(item.field):
                return f"a change of the field {_shown(item.field)}: write a JSON Pointer"
            if not (item.value is None or isinstance(item.value, str)):
                return f"a change to {_shown(item.value)}: write the new text, or None"
        elif isinstance(item, Edit):
            if not (type(item.start) is type(item.end) is int and isinstance(item.text, str)):
                return f"the edit {_shown(item)}: write 'Edit(start, end, text)'"
        elif not (isinstance(item.path, str) and isinstance(item.message, str)):
            return f"the related place {_shown(item)}: write 'Related(path, message)'"
    return ""


def _slip(method: Callable[..., Any], message: str) -> RuleError:
    name = getattr(method, "__name__", "check")
    code = getattr(method, "__code__", None)
    where = f"{code.co_filename.rpartition('/')[2]}:{code.co_firstlineno}: " if code else ""
    return RuleError(f"{where}{name} {message}")


def _shown(value: object) -> str:
    return cut(repr(value))
