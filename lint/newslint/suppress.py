"""Which findings of a file its ignore comments silence, and which comments are of no use."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore
from newslint.ruleset import Ruleset

UNUSED = "unused-ignore"
NEVER_IGNORED = frozenset({INTERNAL_ERROR, UNUSED})
"""Rules that a comment does not silence: a failure of newslint, and what is said of comments.
The latter can be named in an ``ignore-file``."""
_ANY = ""
"""Stands for the name that a comment without brackets gives: that of any rule."""


def suppress(
    path: str, findings: Iterable[Finding], ignores: Sequence[Ignore], rules: Ruleset
) -> Iterator[Finding]:
    """The findings of a file that no comment silences, and one for each comment that is of no
    use, as far as this run can tell (rule unused-ignore)."""
    used: list[set[str]] = [set() for _ in ignores]
    silencing: dict[tuple[int | None, str], list[set[str]]] = {}  # by line and name
    for comment, names in zip(ignores, used, strict=True):
        for name in {_ANY} if comment.names is None else set(comment.names):
            silencing.setdefault((comment.line, name), []).append(names)
    for finding in findings:
        silenced = False
        if finding.rule not in NEVER_IGNORED:
            meant = {finding.rule, rules.families.get(finding.rule, _ANY), _ANY}
            for line, name in product({None, *_lines(finding)}, meant):
                for names in silencing.get((line, name), ()):
                    names.add(name)
                    silenced = True
        if not silenced:
            yield finding
    rule = rules.by_name.get(UNUSED)
    if rule is None or any(UNUSED in (c.names or ()) for c in ignores if c.line is None):
        return
    from newslint.rules.ignores.unused_ignore import UnusedIgnore

    assert isinstance(rule, UnusedIgnore)
    for comment, names in zip(ignores, used, strict=True):
        unused = rule.unused(path, comment, names, rules)
        adjusted = unused and rules.adjusted(unused)
        if adjusted:
            yield adjusted


def _lines(finding: Finding) -> tuple[int, ...]:
    """The lines where a comment may stand that silences ``finding``: its first and its last."""
    return (finding.span.line, finding.span.end_line) if finding.span else ()
