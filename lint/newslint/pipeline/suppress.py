"""Which findings of a file its ignore comments silence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore
from newslint.pipeline import accept
from newslint.pipeline.examine import crash
from newslint.rule import CRASHES

_ANY = ""
"""Stands for the name that a comment without brackets gives: that of any rule."""


def suppress(
    path: str, findings: Iterable[Finding], ignores: Sequence[Ignore], rules: Ruleset
) -> Iterator[Finding]:
    """The findings of a file that no comment silences, then what rules say of the comments.

    No comment silences that newslint failed, nor, on its own line, what is said of comments: that
    can be named in an ``ignore-file``.
    """
    used: list[set[str]] = [set() for _ in ignores]
    silencing: dict[tuple[int | None, str], list[set[str]]] = {}  # by line and name
    for comment, names in zip(ignores, used, strict=True):
        for name in {_ANY} if comment.names is None else set(comment.names):
            silencing.setdefault((comment.line, name), []).append(names)
    for finding in findings:
        silenced = False
        if finding.rule != INTERNAL_ERROR:
            meant = {finding.rule, rules.families.get(finding.rule, _ANY), _ANY}
            for line, name in product({None, *_lines(finding)}, meant):
                for names in silencing.get((line, name), ()):
                    names.add(name)
                    silenced = True
        if not silenced:
            yield finding
    for rule in rules.comment_rules:
        if any(rule.name in (c.names or ()) for c in ignores if c.line is None):
            continue
        for comment, names in zip(ignores, used, strict=True):
            try:
                found = rule.check(path, comment, names, rules)
                if found is not None:
                    found = accept.accepted(rule, rule.check, found, path.__eq__)
            except CRASHES as error:
                found = crash(path, rule.name, error)
            adjusted = found and rules.adjusted(found)
            if adjusted:
                yield adjusted


def _lines(finding: Finding) -> tuple[int, ...]:
    """The lines where a comment may stand that silences ``finding``: its first and its last."""
    return (finding.span.line, finding.span.end_line) if finding.span else ()
