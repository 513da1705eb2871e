"""Settle what is reported: overrides, ignore comments, order."""

from collections.abc import Iterable, Mapping, Sequence

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import Finding
from newslint.ignores import Ignore
from newslint.pipeline.examine import MAX_PER_FILE
from newslint.pipeline.suppress import suppress
from newslint.rule import Notes


def settle(
    files: Iterable[str],
    findings: Mapping[str, list[Finding]],
    ignores: Mapping[str, tuple[Ignore, ...]],
    rules: Ruleset,
    notes: Notes,
) -> tuple[list[Finding], int]:
    """Return the findings to report, in order, and the number of suppressed ones.

    ``findings`` and ``ignores`` are by path; ``files`` are the sorted paths to report on. Add a
    notice to ``notes`` for a file with more findings than a report holds.
    """
    settled: list[Finding] = []
    suppressed = 0
    for path in files:
        if path not in findings and path not in ignores:
            continue
        kept = [f for f in map(rules.adjusted, findings.get(path, [])) if f]
        if path in ignores:
            before = set(kept)
            kept = list(suppress(path, kept, ignores[path], rules))
            suppressed += len(before - set(kept))
        settled += sorted(_capped(path, kept, notes), key=Finding.sort_key)
    return settled, suppressed


def _capped(path: str, findings: Sequence[Finding], notes: Notes) -> Sequence[Finding]:
    """Return at most `MAX_PER_FILE` findings, the worst first, and add a notice about the rest."""
    if len(findings) <= MAX_PER_FILE:
        return findings
    notes.notices.append(
        f"{path}: there are more than {MAX_PER_FILE} findings; the worst are reported"
    )
    return sorted(findings, key=lambda f: (-f.severity, f.sort_key()))[:MAX_PER_FILE]
