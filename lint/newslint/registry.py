"""Which rules there are: those in `newslint.rules`, then those of installed plug-ins.

The shipped rules are known from their file names, so that a run imports only what it selects.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from newslint.config import ConfigError
from newslint.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "newslint.rules"


class RuleConflict(ConfigError):
    """Two rules want the same name, or a plug-in cannot be loaded."""


class Known(NamedTuple):
    """A rule that exists: its name, its family and the module that holds it."""

    name: str
    family: str
    module: str


@cache
def shipped() -> dict[str, Known]:
    """The rules of the package by name, sorted, without importing any."""
    import newslint.rules

    found = {}
    root = newslint.rules.__path__[0]
    for family in sorted(os.listdir(root)):
        folder = os.path.join(root, family)
        if family.startswith("_") or not os.path.isdir(folder):
            continue
        for file in sorted(os.listdir(folder)):
            stem, suffix = os.path.splitext(file)
            if suffix == ".py" and not stem.startswith("_"):
                name = stem.replace("_", "-")
                found[name] = Known(name, family, f"newslint.rules.{family}.{stem}")
    return found


def load(name: str) -> type[Rule]:
    """The class of the shipped rule ``name``. Raises KeyError."""
    return _rule_in(shipped()[name].module)


def _rule_in(module_name: str) -> type[Rule]:
    module = import_module(module_name)
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module_name:
            return value
    raise RuleConflict(f"{module_name} holds no rule")


def catalogue(plugins: Iterable[str] = ()) -> dict[str, type[Rule]]:
    """Every rule by name: the shipped ones, then the plug-ins'. Raises RuleConflict."""
    rules = {name: load(name) for name in shipped()}
    rules.update(third_party(plugins))
    return rules


def third_party(plugins: Iterable[str] = ()) -> dict[str, type[Rule]]:
    """The rules of installed distributions and of the modules named in ``plugins``."""
    found: dict[str, type[Rule]] = {}
    for origin, rule in (*_installed(), *_named(plugins)):
        if rule.name in shipped() or rule.name in found:
            raise RuleConflict(f"plug-in {origin}: there is already a rule named {rule.name!r}")
        found[rule.name] = rule
    return found


def _installed() -> Iterator[tuple[str, type[Rule]]]:
    for entry in entry_points():
        try:
            rule = entry.load()
        except Exception as error:  # a broken plug-in must not look like a broken newslint
            raise RuleConflict(f"plug-in {entry.value} cannot be loaded: {error}") from error
        if not (isinstance(rule, type) and issubclass(rule, Rule)):
            raise RuleConflict(f"plug-in {entry.value} is not a Rule")
        if not rule.__dict__.get("name") or rule.name == rule.__module__.rpartition(".")[2]:
            rule.name = entry.name
        yield entry.value, rule


def _named(plugins: Iterable[str]) -> Iterator[tuple[str, type[Rule]]]:
    for name in plugins:
        try:
            module = import_module(name)
        except Exception as error:
            raise RuleConflict(f"plug-in {name} cannot be loaded: {error}") from error
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == name:
                yield name, value


def entry_points() -> "tuple[EntryPoint, ...]":
    """The entry points of installed rule plug-ins.

    Reading the metadata of every distribution costs more than linting a file, so a glance at
    the raw files decides first whether there is any plug-in at all.
    """
    if not any(_mentions_rules(folder) for folder in _site_folders()):
        return ()
    from importlib.metadata import entry_points as all_entry_points

    return tuple(sorted(all_entry_points(group=ENTRY_POINTS), key=lambda e: (e.name, e.value)))


def _site_folders() -> list[str]:
    here = os.getcwd()
    return [path for path in sys.path if path and path != here and os.path.isdir(path)]


def _mentions_rules(folder: str) -> bool:
    for name in os.listdir(folder):
        if name.endswith((".dist-info", ".egg-info")):
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                    if ENTRY_POINTS.encode() in file.read():
                        return True
            except OSError:
                continue
    return False
