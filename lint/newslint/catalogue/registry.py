"""Which rules there are: those in `newslint.rules`, then those of installed plug-ins.

The shipped rules are known from their file names, so that a run imports only what it selects.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from newslint.errors import PluginError
from newslint.rule import CRASHES, Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "newslint.rules"


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
    return _rules_of(import_module(module_name))[0]


def _rules_of(module: ModuleType) -> list[type[Rule]]:
    """The rules that a module defines: one has the module's name, several those of their classes,
    unless they say otherwise. Raises PluginError when there is none."""
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Rule)
        and value.__module__ == module.__name__
    ]
    if not found:
        raise PluginError(f"plug-in {module.__name__} holds no rule")
    if len(found) > 1:
        for rule in found:
            _name(rule, re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", rule.__name__).lower())
    return found


def _name(rule: type[Rule], name: str) -> None:
    """Call a rule ``name`` that does not name itself."""
    if rule.name == rule.__module__.rpartition(".")[2].replace("_", "-"):
        rule.name = name


def catalogue(plugins: Iterable[str] = (), folder: str = ".") -> dict[str, type[Rule]]:
    """Every rule by name: the shipped ones, then the plug-ins'. Raises PluginError."""
    rules = {name: load(name) for name in shipped()}
    rules.update(third_party(plugins, folder))
    return rules


def third_party(plugins: Iterable[str] = (), folder: str = ".") -> dict[str, type[Rule]]:
    """The rules of installed distributions and of the modules named in ``plugins``, which may lie
    in ``folder``. Raises PluginError."""
    found: dict[str, type[Rule]] = {}
    for origin, rule in (*_installed(), *_named(plugins, folder)):
        if rule.name in shipped() or rule.name in found:
            raise PluginError(f"plug-in {origin}: there is already a rule named {rule.name!r}")
        found[rule.name] = rule
    return found


def _installed() -> Iterator[tuple[str, type[Rule]]]:
    for entry in entry_points():
        try:
            loaded = entry.load()
        except CRASHES as error:  # a broken plug-in must not look like a broken newslint
            raise PluginError(f"plug-in {entry.value} cannot be loaded: {error}") from error
        if isinstance(loaded, ModuleType):
            yield from ((entry.value, rule) for rule in _rules_of(loaded))
        elif isinstance(loaded, type) and issubclass(loaded, Rule):
            _name(loaded, entry.name)
            yield entry.value, loaded
        else:
            raise PluginError(f"plug-in {entry.value} is not a Rule")


def _named(plugins: Iterable[str], folder: str) -> Iterator[tuple[str, type[Rule]]]:
    place = os.path.abspath(folder)
    for name in plugins:
        sys.path.append(place)  # behind all that is installed, which nothing there replaces
        try:
            module = import_module(name)
        except CRASHES as error:
            raise PluginError(f"plug-in {name} cannot be loaded: {error}") from error
        finally:
            sys.path.remove(place)
        yield from ((name, rule) for rule in _rules_of(module))


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
