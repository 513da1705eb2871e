"""Which findings of a file its ignore comments silence, and which comments are of no use."""

from collections.abc import Iterable, Iterator, Sequence

from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore
from newslint.ruleset import Ruleset

UNUSED = "unused-ignore"
NEVER_IGNORED = frozenset({INTERNAL_ERROR, UNUSED})
"""Rules that a comment does not silence: a failure of newslint, and what is said of comments.
The latter can be named in an ``ignore-file``."""


def suppress(
    path: str, findings: Iterable[Finding], ignores: Sequence[Ignore], rules: Ruleset
) -> Iterator[Finding]:
    """The findings of a file that no comment silences, and one for each comment that is of no
    use, as far as this run can tell (rule unused-ignore)."""
    by_line: dict[int | None, list[tuple[Ignore, set[str]]]] = {}
    used: list[set[str]] = [set() for _ in ignores]
    for comment, names in zip(ignores, used, strict=True):
        by_line.setdefault(comment.line, []).append((comment, names))
    for finding in findings:
        silenced = False
        if finding.rule not in NEVER_IGNORED:
            family = rules.families.get(finding.rule, "")
            for line in {None, *_lines(finding)}:
                for comment, names in by_line.get(line, ()):
                    meaning = comment.meaning(finding, family)
                    names |= meaning
                    silenced = silenced or bool(meaning)
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
