"""Suppress the findings of a file that its ignore comments silence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore
from newslint.pipeline import accept
from newslint.pipeline.examine import crash
from newslint.rule import CRASHES


def suppress(
    path: str, findings: Iterable[Finding], ignores: Sequence[Ignore], rules: Ruleset
) -> Iterator[Finding]:
    """Yield the findings of a file that no comment silences, then those about the comments.

    Failures of newslint cannot be silenced.
    """
    silencer = _Silencer(ignores, rules.families)
    for finding in findings:
        if not silencer.silences(finding):
            yield finding
    for rule in rules.comment_rules:
        for comment, used in zip(ignores, silencer.used, strict=True):
            try:
                about_comment = rule.check(path, comment, used, rules)
                if about_comment is not None:
                    about_comment = accept.accepted(rule, rule.check, about_comment, path.__eq__)
            except CRASHES as error:
                about_comment = crash(path, rule.name, error)
            adjusted = about_comment and rules.adjusted(about_comment)
            if adjusted and not silencer.silences(adjusted):
                yield adjusted


class _Silencer:
    """The ignore comments of a file, and which of their names have silenced something."""

    def __init__(self, ignores: Sequence[Ignore], families: Mapping[str, str]) -> None:
        self.used: list[set[str]] = [set() for _ in ignores]
        self._families = families
        self._by_name: dict[str, list[tuple[Ignore, set[str]]]] = {}
        for comment, used in zip(ignores, self.used, strict=True):
            for name in dict.fromkeys(comment.names):
                self._by_name.setdefault(name, []).append((comment, used))

    def silences(self, finding: Finding) -> bool:
        """Return whether any comment silences ``finding``; all that do count as used."""
        if finding.rule == INTERNAL_ERROR:
            return False
        silenced = False
        for name in {finding.rule, self._families.get(finding.rule, finding.rule)}:
            for comment, used in self._by_name.get(name, ()):
                if comment.silences(finding.span):
                    used.add(name)
                    silenced = True
        return silenced
