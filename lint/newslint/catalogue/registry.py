"""All rules: those in `newslint.rules`, then those of plug-ins.

The names of shipped rules come from their files, so that a run imports only the rules it selects.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from newslint.catalogue.installed import entry_points
from newslint.errors import NewslintError, PluginError
from newslint.package import names_in
from newslint.rule import Rule


class ShippedRule(NamedTuple):
    """The name, the family and the module of a shipped rule."""

    name: str
    family: str
    module: str


class Others(NamedTuple):
    """The rules that are not shipped, by name, and why some cannot be used."""

    rules: dict[str, type[Rule]]
    problems: tuple[str, ...]


@cache
def shipped() -> dict[str, ShippedRule]:
    """Return the shipped rules by name, sorted, without importing them."""
    import newslint.rules

    return _known(newslint.rules.__path__[0], newslint.rules.__name__)


def _known(root: str, package: str) -> dict[str, ShippedRule]:
    """Return the rules in the folders of ``root``, the folder of ``package``. Raise NewslintError
    if two have the same name."""
    rules: dict[str, ShippedRule] = {}
    for family in _modules_in(root, packages=True):
        for module in _modules_in(os.path.join(root, family), packages=False):
            entry = ShippedRule(module.replace("_", "-"), family, f"{package}.{family}.{module}")
            other = rules.setdefault(entry.name, entry)
            if other is not entry:
                raise NewslintError(
                    f"newslint is broken: {other.module} and {entry.module} have the same name"
                )
    return dict(sorted(rules.items()))


def _modules_in(folder: str, *, packages: bool) -> Iterator[str]:
    """Return the names of the public modules or packages in a folder of newslint."""
    for name in names_in(folder):
        stem, suffix = os.path.splitext(name)
        if suffix == ("" if packages else ".py") and not stem.startswith("_"):
            yield stem


def load(name: str) -> type[Rule]:
    """Return the class of the shipped rule ``name``. Raise KeyError for an unknown name."""
    entry = shipped()[name]
    values = vars(import_module(entry.module)).values()
    classes = dict.fromkeys(value for value in values if isinstance(value, type))
    rules = [cls for cls in classes if issubclass(cls, Rule) and cls.__module__ == entry.module]
    if len(rules) != 1:
        held = "more than one rule" if rules else "no rule"
        raise NewslintError(f"newslint is broken: {entry.module} holds {held}")
    return rules[0]


def load_all() -> dict[str, type[Rule]]:
    """Return the classes of all shipped rules by name."""
    return {name: load(name) for name in shipped()}


def third_party(plugins: Iterable[str] = (), folder: str = ".") -> dict[str, type[Rule]]:
    """Return the rules that are not shipped, by name: see `others`. Raise PluginError, with a line
    for each problem, if any of them cannot be used."""
    rules, problems = others(plugins, folder)
    if problems:
        raise PluginError("\n".join(problems))
    return rules


def others(plugins: Iterable[str] = (), folder: str = ".") -> Others:
    """Return the rules of installed packages and of the modules in ``plugins``, which may be in
    ``folder``. Of two rules with one name, the first is used."""
    named = tuple(plugins)
    entries = entry_points()
    if not (named or entries):
        return Others({}, ())
    from newslint.catalogue.plugins import loaded

    rules: dict[str, type[Rule]] = {}
    origins = dict.fromkeys(shipped(), "newslint")
    problems: list[str] = []
    for plugin in loaded(entries, named, folder):
        problems += plugin.problems
        for rule in plugin.rules:
            origin = origins.setdefault(rule.name, f"plug-in {plugin.name}")
            if origin == "newslint" or rules.setdefault(rule.name, rule) is not rule:
                clash = f"there is already a rule named '{rule.name}' in {origin}"
                problems.append(
                    f"plug-in {plugin.name}: {clash}: give {rule.__name__} another name"
                )
    problems += ambiguous(rules)
    return Others(rules, tuple(problems))


def ambiguous(others: dict[str, type[Rule]]) -> Iterator[str]:
    """Yield which names of rules that are not shipped are the names of both a rule and a family."""
    families = {entry.family for entry in shipped().values()}
    for name, rule in others.items():
        if rule.family in {*shipped(), *others}:
            yield f"rule {name}: '{rule.family}' is the name of a rule: give it another family"
        if name in families:
            yield f"rule {name}: '{name}' is the name of a family: give the rule another name"
