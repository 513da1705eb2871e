"""The rules of one run: those that the configuration selects, with their options."""

from functools import cached_property
from typing import Any

from newslint.catalogue.selection import Selection
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.rule import ArticleRule, CommentRule, CorpusRule, Rule
from newslint.settings import Config


class Ruleset:
    """The selected rules by kind, and the facts that they need of each article."""

    def __init__(self, rules: list[Rule], families: dict[str, str], config: Config) -> None:
        self.families = families
        """Family by rule name, for all rules."""
        self.article_rules = [rule for rule in rules if isinstance(rule, ArticleRule)]
        self.corpus_rules = [rule for rule in rules if isinstance(rule, CorpusRule)]
        self.comment_rules = [rule for rule in rules if isinstance(rule, CommentRule)]
        self.by_name = {rule.name: rule for rule in rules}
        self.names = frozenset(self.by_name)
        self._config = config
        self._selection: Selection | None = None  # of `build`

    @classmethod
    def build(cls, config: Config) -> "Ruleset":
        """Select and build the rules. Raise PluginError, RuleError or ConfigError."""
        selection = Selection(config)
        ruleset = cls(selection.rules(), selection.families, config)
        ruleset._selection = selection
        return ruleset

    def notices(self) -> list[str]:
        """Return sentences about selected rules that do not run, see `Selection.notices`, and those
        of the rules themselves. Raise UsageError if there is no rule to run."""
        rules = self.by_name.values()
        idle = self._selection.notices(rules) if self._selection else []
        return [*idle, *dict.fromkeys(notice for rule in rules for notice in rule.notices())]

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild the rules in another process, because compiled schemas cannot be pickled."""
        if self._selection is not None:
            return type(self).build, (self._config,)
        rules = list(self.by_name.values())
        return type(self), (rules, self.families, self._config)

    def for_one_article(self) -> "Ruleset":
        """Return the rules that can find something without other articles."""
        rules = [r for r in self.by_name.values() if not (isinstance(r, CorpusRule) and r.pairwise)]
        return Ruleset(rules, self.families, self._config)

    def perishable(self) -> "Ruleset":
        """Return the rules about one article whose findings are not stored."""
        rules: list[Rule] = [rule for rule in self.article_rules if rule.perishable]
        return Ruleset(rules, self.families, self._config)

    @cached_property
    def collectors(self) -> dict[str, CorpusRule[Any]]:
        """The rules that collect facts of each article, by the name of the collector; other rules
        may share it."""
        return {self.collector_name(rule): rule for rule in self.corpus_rules}

    @staticmethod
    def collector_name(rule: CorpusRule[Any]) -> str:
        """Return the name of a collector: the function's own, or the rule's for a method."""
        if hasattr(rule.collect, "__self__"):
            return rule.name
        return f"{rule.collect.__module__}.{rule.collect.__qualname__}"

    def adjusted(self, finding: Finding) -> Finding | None:
        """Return ``finding`` with the overrides for its path applied; None if they ignore it.

        No override applies to failures of newslint.
        """
        if not self._config.overrides or finding.rule == INTERNAL_ERROR:
            return finding
        for override in self._config.overrides_for(finding.path):
            # The name of the rule takes precedence.
            names = (self.families.get(finding.rule, ""), finding.rule)
            if not set(names).isdisjoint(override.ignore):
                return None
            for name in names:
                if name in override.severity:
                    finding = finding._replace(severity=override.severity[name])
        return finding
