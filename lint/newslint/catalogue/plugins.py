"""Plug-ins: installed packages with rules, and modules that a configuration names.

A plug-in that cannot be used says why. The others still work.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from newslint.catalogue import authoring, beside
from newslint.catalogue.source import raised_at, shown
from newslint.errors import PluginError, RuleError
from newslint.rule import CRASHES, Rule
from newslint.suggest import did_you_mean
from newslint.text import quote

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class Plugin(NamedTuple):
    """A plug-in with its rules, or with the reasons why it has none."""

    name: str
    rules: tuple[type[Rule], ...] = ()
    problems: tuple[str, ...] = ()


def loaded(
    entries: Iterable["EntryPoint"], modules: Iterable[str], folder: str
) -> Iterator[Plugin]:
    """Yield the plug-ins of installed packages, by their entry points, then those of ``modules``,
    which are next to the configuration in ``folder`` or else installed."""
    for entry in entries:
        yield _plugin(entry.value, partial(_of_entry_point, entry))
    for name in modules:
        yield _plugin(name, partial(_of_module, name, folder))


def _plugin(name: str, load: Callable[[], list[type[Rule]]]) -> Plugin:
    try:
        rules = load()
        faults = [fault for rule in rules for fault in _faults(rule)]
    except PluginError as error:
        return Plugin(name, problems=(str(error),))
    except CRASHES as error:  # in what a class computes when it is looked at
        return Plugin(name, problems=(f"plug-in {name} cannot be used: {_described(error)}",))
    problems = tuple(f"plug-in {name}: {fault}" for fault in faults)
    return Plugin(name, () if problems else tuple(rules), problems)


def _faults(rule: type[Rule]) -> Iterator[str]:
    if authoring.kind_of(rule) is None:
        yield f"rule {rule.__name__}: it never runs: derive it from ArticleRule or CorpusRule"
    yield from authoring.faults(rule)


def _rules_of(name: str, module: ModuleType) -> list[type[Rule]]:
    """Return the rules that a module defines or imports from its own submodules, in order.

    Base classes of other rules and private classes are not rules. Raise PluginError if there is
    none.
    """
    rules = [
        value
        for key, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, Rule)
        and f"{value.__module__}.".startswith(f"{module.__name__}.")
        and not (key.startswith("_") or _is_base(value))
    ]
    if not rules:
        hint = ": import those of its submodules" if hasattr(module, "__path__") else ""
        raise PluginError(f"plug-in {name} holds no rule{hint}")
    return list(dict.fromkeys(rules))


def _is_base(rule: type[Rule]) -> bool:
    return bool(rule.__subclasses__() and authoring.missing_methods(rule))


def _imported(name: str, load: Callable[[], ModuleType]) -> ModuleType:
    """Return what ``load`` imports. Raise PluginError with the place where the code failed."""
    try:
        return load()
    except CRASHES as error:
        raise PluginError(f"plug-in {name} cannot be loaded: {_described(error)}") from error


def _described(error: BaseException) -> str:
    """Return an error in the code of a plug-in with its place."""
    file, line = raised_at(error)
    said = beside.own_names(str(error.msg if isinstance(error, SyntaxError) else error))
    if not isinstance(error, RuleError):
        said = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"{shown(file)}:{line}: {said}"


# Modules that a configuration names


def name_fault(name: str) -> str:
    """Return what is wrong with an entry of ``plugins`` and what to write instead, or an empty
    string."""
    folder, module = os.path.split(name)
    if (not folder or os.path.isabs(folder)) and _is_module(module):
        return ""
    path = name.strip().partition(":")[0].replace("\\", "/").removesuffix(".py")
    steps = [step for step in path.split("/") if step not in ("", ".", "__init__")]
    meant = ".".join(steps).replace("-", "_")
    instead = (
        f": write {quote(meant)}" if _is_module(meant) else ", which has no path and no suffix"
    )
    return f"plugins takes the names of modules, not {quote(name)}{instead}"


def _is_module(name: str) -> bool:
    return all(step.isidentifier() for step in name.split(".")) and not name.endswith(".py")


def _of_module(name: str, folder: str) -> list[type[Rule]]:
    """Return the rules of a module that the configuration in ``folder`` names. Raise
    PluginError."""
    return _rules_of(name, _module(name, folder))


def _module(name: str, folder: str) -> ModuleType:
    fault = name_fault(name)
    if fault:
        raise PluginError(fault)
    inner, module = os.path.split(name)
    files = beside.folder_at(os.path.join(folder, inner))
    top = module.partition(".")[0]
    here, elsewhere = files.find(top), beside.elsewhere(top, files.path)
    if here is None or (here.origin is None and elsewhere):
        if top not in sys.modules and find_spec(top) is None:
            guess = did_you_mean(top, files.modules())
            where = f"neither in '{shown(files.path)}' nor installed"
            raise PluginError(f"plug-in {name}: there is no module {quote(top)}, {where}{guess}")
        return _imported(name, lambda: import_module(module))
    if elsewhere:
        file = shown(here.origin or os.path.join(files.path, top))
        raise PluginError(
            f"plug-in {name}: '{file}' has the same name as a module in {elsewhere}: rename it"
        )
    return _imported(name, lambda: files.import_module(module))


# Installed packages


def _of_entry_point(entry: "EntryPoint") -> list[type[Rule]]:
    """Return the rules of an entry point: one class, or all of a module. Raise PluginError."""
    name = entry.value
    module = _imported(name, lambda: import_module(entry.module))
    if not entry.attr:
        return _rules_of(name, module)
    try:
        rule = entry.load()
    except AttributeError as error:
        raise PluginError(f"plug-in {name} cannot be loaded: {error}") from error
    if isinstance(rule, ModuleType):
        return _rules_of(name, rule)
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        raise PluginError(f"plug-in {name} is not a rule: derive it from ArticleRule or CorpusRule")
    if not rule.names_itself:
        rule.name, rule.names_itself = entry.name, True
    return [rule]
