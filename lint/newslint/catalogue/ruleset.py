"""The rules of one run: those the configuration selects, built with their options."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from newslint.catalogue import registry
from newslint.errors import NewslintError, RuleError
from newslint.finding import INTERNAL_ERROR, UNREADABLE_FILE, Finding, Severity
from newslint.rule import CRASHES, ArticleRule, CommentRule, CorpusRule, Rule
from newslint.settings import Config

ALWAYS = frozenset({UNREADABLE_FILE})
"""Rules that run whatever is selected, unless their own name is ignored: what they find means that
no other rule could look at the file."""


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
        self._built = False  # by `build`, from the configuration alone

    @classmethod
    def build(cls, config: Config) -> "Ruleset":
        """Choose and build the rules. Raises PluginError, RuleError, ConfigError."""
        others = registry.third_party(config.plugins, config.root)
        families = {name: known.family for name, known in registry.shipped().items()}
        families.update((name, rule.family) for name, rule in others.items())
        rules = []
        for name in sorted(families):
            if not _selected(name, families[name], config):
                continue
            rule = others.get(name) or registry.load(name)
            asks = rule.needs_network and config.urls_from is None
            if config.online or not asks:
                rules.append(made(rule, config.rules.get(name, {}), config))
        ruleset = cls(rules, families, config)
        ruleset._built = True
        return ruleset

    def __reduce__(self) -> tuple[Any, ...]:
        """What `build` made is built again in another process: compiled schemas cannot be sent."""
        if self._built:
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


def made(rule: type[Rule], options: Mapping[str, Any], config: Config) -> Rule:
    """An instance of a rule with its options, bound to ``config``. Raises RuleError when the code
    of the rule fails, ConfigError.

    A class that is a dataclass takes no severity, and is given it afterwards.
    """
    try:
        instance = rule(**{name: value for name, value in options.items() if name != "severity"})
        if "severity" in options:
            vars(instance)["severity"] = Severity.parse(options["severity"])
        return instance.bind(config)
    except NewslintError:
        raise
    except CRASHES as error:
        from newslint.catalogue.source import raised_at, shown

        file, line = raised_at(error)
        said = f"{type(error).__name__} at {shown(file)}:{line}: {error}"
        raise RuleError(f"rule {rule.name} cannot be made: {said}") from error


def _selected(name: str, family: str, config: Config) -> bool:
    """Whether a rule runs: its own name weighs more than its family's."""
    if name in config.ignore:
        return False
    if name in config.select or name in ALWAYS:
        return True
    return family not in config.ignore and (not config.select or family in config.select)
