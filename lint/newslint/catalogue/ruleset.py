"""The rules of one run: those the configuration selects, built with their options."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from newslint.catalogue.selection import Selection
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.rule import ArticleRule, CommentRule, CorpusRule, Rule
from newslint.settings import Config


class Ruleset:
    """The selected rules, apart by kind, and what they need of each article."""

    def __init__(self, rules: list[Rule], families: dict[str, str], config: Config) -> None:
        self.families = families
        """Family by rule name, for all rules there are."""
        self.article_rules = [rule for rule in rules if isinstance(rule, ArticleRule)]
        self.corpus_rules = [rule for rule in rules if isinstance(rule, CorpusRule)]
        self.comment_rules = [rule for rule in rules if isinstance(rule, CommentRule)]
        self.by_name = {rule.name: rule for rule in rules}
        self.names = frozenset(self.by_name)
        self._config = config
        self._selection: Selection | None = None  # what `build` has made it of

    @classmethod
    def build(cls, config: Config) -> "Ruleset":
        """Choose and build the rules. Raises PluginError, RuleError, ConfigError."""
        selection = Selection(config)
        ruleset = cls(selection.rules(), selection.families, config)
        ruleset._selection = selection
        return ruleset

    def notices(self) -> list[str]:
        """Sentences about selected rules that do not run; see `Selection.notices`. Raises
        UsageError when there is no rule to run."""
        return self._selection.notices(self.by_name.values()) if self._selection else []

    def __reduce__(self) -> tuple[Any, ...]:
        """What `build` made is built again in another process: compiled schemas cannot be sent."""
        if self._selection is not None:
            return type(self).build, (self._config,)
        rules = list(self.by_name.values())
        return type(self), (rules, self.families, self._config)

    def for_one_article(self) -> "Ruleset":
        """The rules that have something to say when there is nothing to compare with."""
        rules = [r for r in self.by_name.values() if not (isinstance(r, CorpusRule) and r.pairwise)]
        return Ruleset(rules, self.families, self._config)

    @cached_property
    def collectors(self) -> dict[str, Callable[..., Any]]:
        """What to collect of each article: one function for all rules that share it."""
        return {self.collector_name(rule): rule.collect for rule in self.corpus_rules}

    @staticmethod
    def collector_name(rule: CorpusRule[Any]) -> str:
        """What facts are filed under: the function's own name, or the rule's for a method."""
        if hasattr(rule.collect, "__self__"):
            return rule.name
        return f"{rule.collect.__module__}.{rule.collect.__qualname__}"

    def adjusted(self, finding: Finding) -> Finding | None:
        """``finding`` as the overrides for its path have it; None where they drop it.

        No override changes that newslint failed.
        """
        if not self._config.overrides or finding.rule == INTERNAL_ERROR:
            return finding
        for override in self._config.overrides_for(finding.path):
            # The rule's own name has the last word.
            names = (self.families.get(finding.rule, ""), finding.rule)
            if not set(names).isdisjoint(override.ignore):
                return None
            for name in names:
                if name in override.severity:
                    finding = finding._replace(severity=override.severity[name])
        return finding
