"""Select the rules of a configuration, and explain why a selected one does not run."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newslint.catalogue import registry
from newslint.errors import NewslintError, RuleError, UsageError
from newslint.finding import UNREADABLE_FILE, Severity
from newslint.rule import CRASHES, Rule
from newslint.settings import Config

ALWAYS = frozenset({UNREADABLE_FILE})
"""Rules that run regardless of the selection, unless their own name is ignored: after their
findings no other rule could check the file."""

IGNORED = "ignored"


class Selection:
    """All rules, and how a configuration selects them. Raise PluginError."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._others = registry.third_party(config.plugins, config.root)
        families = {name: entry.family for name, entry in registry.shipped().items()}
        families.update((name, rule.family) for name, rule in self._others.items())
        self.families: dict[str, str] = families
        """Family by rule name."""

    def rules(self) -> list[Rule]:
        """Return the rules that run, by name. Raise ConfigError."""
        names = (name for name in sorted(self.families) if self._is_selected(name))
        return [self._made(name) for name in names if not self._lacks_network(name)]

    def notices(self, running: Iterable[Rule]) -> list[str]:
        """Return sentences about the rules and families in ``select`` that do not run.

        ``running`` are the rules that do. Raise UsageError if none of these can find anything. A
        family is reported if none of its rules runs. If some do, only its rules that need the
        network are reported.
        """
        select = self._config.select
        asked_for = {*select} - {*self._config.ignore}
        left = any(
            not rule.idle() and (rule.name not in ALWAYS or {rule.name, rule.family} & asked_for)
            for rule in running
        )
        if left and not select:
            return []
        by_reason: dict[str, list[str]] = {}
        for name, reasons in self._resting(select or sorted({*self.families.values()})):
            names = by_reason.setdefault(" and ".join(reasons), [])
            if name not in names:
                names.append(name)
        if left:
            return [f"{', '.join(names)} did not run: {why}" for why, names in by_reason.items()]
        resting = "; ".join(f"{', '.join(names)} ({why})" for why, names in by_reason.items())
        raise UsageError(f"no rule is left to run: {resting}")

    def _resting(self, names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield the rules and families that do not run, each with its reasons."""
        for name in names:
            members = [r for r, family in self.families.items() if r == name or family == name]
            if name not in ALWAYS:
                members = [rule for rule in members if rule not in ALWAYS]
            if not members:
                yield name, ["no loaded plug-in has such a rule"]
                continue
            reasons = {rule: self._reasons(rule) for rule in members}
            common = [one for one in reasons[members[0]] if all(one in r for r in reasons.values())]
            if common:
                yield name, common
            elif all(reasons.values()):
                yield from reasons.items()
            else:
                offline = [self._offline()]
                yield from ((rule, offline) for rule, why in reasons.items() if why == offline)

    def _reasons(self, name: str) -> list[str]:
        """Return why a rule does not run or cannot find anything; empty for other rules."""
        reasons = [
            IGNORED if self._is_ignored(name) else "",
            self._offline() if self._lacks_network(name) else "",
            self._made(name).idle(),
        ]
        return [reason for reason in reasons if reason]

    def _rule(self, name: str) -> type[Rule]:
        return self._others.get(name) or registry.load(name)

    def _made(self, name: str) -> Rule:
        return made(self._rule(name), self._config.rules.get(name, {}), self._config)

    def _is_ignored(self, name: str) -> bool:
        """Return whether a rule is ignored. Its own name takes precedence over its family's."""
        config = self._config
        if name in config.ignore:
            return True
        return self.families[name] in config.ignore and name not in {*config.select, *ALWAYS}

    def _is_selected(self, name: str) -> bool:
        if self._is_ignored(name):
            return False
        selected = {*self._config.select, *ALWAYS}
        return not self._config.select or not selected.isdisjoint((name, self.families[name]))

    def _lacks_network(self, name: str) -> bool:
        if self._config.online or self._config.urls_from is not None:
            return False
        return self._rule(name).needs_network

    def _offline(self) -> str:
        if self._config.forced_offline:
            return "--offline allows no requests"
        return "online = false in the configuration allows no requests"


def made(rule: type[Rule], options: Mapping[str, Any], config: Config) -> Rule:
    """Return an instance of a rule with its options, bound to ``config``. Raise RuleError if the
    code of the rule fails, or ConfigError.

    A dataclass does not take a severity in its constructor, so it is set afterwards.
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
