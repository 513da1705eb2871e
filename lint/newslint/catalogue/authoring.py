"""Find mistakes in the class of a rule, each with its place and what to write instead.

The rules of plug-ins are checked when they are loaded, all rules by their tests. Nothing is run;
`newslint.testing` checks what a rule does with its examples.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newslint.catalogue.options import OptionError, check_default, check_value, python
from newslint.catalogue.source import place
from newslint.rule import ArticleRule, CommentRule, CorpusRule, Example, Rule, is_option
from newslint.suggest import did_you_mean
from newslint.text import cut

KINDS: dict[type[Rule], dict[str, tuple[str, ...]]] = {
    ArticleRule: {"check": ("article",)},
    CorpusRule: {"collect": ("article",), "compare": ("corpus",)},
    CommentRule: {"check": ("path", "comment", "used", "rules")},
}
"""The methods that a rule of each kind defines, with their parameters."""

_SETTABLE: dict[str, type] = {
    "name": str,
    "family": str,
    "fixes": bool,
    "needs_network": bool,
    "perishable": bool,
    "pairwise": bool,
}
_ALSO_SETTABLE = ("default_severity", "valid", "invalid", "key_kinds")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAIN = (bool, int, float, str, tuple, list, set, frozenset, dict, type(None))
"""Types of values of options. An attribute with another value is not a forgotten option."""


class _Fault(NamedTuple):
    owner: type
    """The class with the mistake."""
    attribute: str
    message: str


def faults(rule: type[Rule]) -> tuple[str, ...]:
    """Yield the mistakes in the class of a rule: ``house.py:7: rule LongTitle: …``."""
    return tuple(
        f"{place(fault.owner, fault.attribute)}: rule {fault.owner.__name__}: {fault.message}"
        for fault in _faults(rule)
    )


def kind_of(rule: type[Rule]) -> type[Rule] | None:
    """Return the kind of a rule, one of `KINDS`."""
    return next((kind for kind in KINDS if issubclass(rule, kind)), None)


def missing_methods(rule: type[Rule]) -> list[str]:
    """Return the methods of its kind that a class does not define. It may be a base class."""
    kind = kind_of(rule)
    if kind is None:
        return []
    return [name for name in KINDS[kind] if getattr(rule, name) is getattr(kind, name)]


def _faults(rule: type[Rule]) -> Iterator[_Fault]:
    classes = [cls for cls in reversed(rule.__mro__) if _is_written_by_authors(cls)]
    for cls in classes:
        yield from _attributes(rule, cls)
    for name in rule.options:
        owner = next(cls for cls in reversed(classes) if name in vars(cls) or name in _own(cls))
        try:
            check_default(rule, name)
        except OptionError as error:
            yield _Fault(owner, name, str(error))
    for name, message in (*_settings(rule), *_methods(rule), *_examples(rule)):
        owner = next((cls for cls in reversed(classes) if name in vars(cls)), rule)
        yield _Fault(owner, name, message)


def _is_written_by_authors(cls: type) -> bool:
    return issubclass(cls, Rule) and cls.__module__ != Rule.__module__


def _own(cls: type) -> dict[str, Any]:
    """Return the annotations of a class itself."""
    return cls.__annotations__


# Attributes


def _attributes(rule: type[Rule], cls: type) -> Iterator[_Fault]:
    parameters = vars(cls).get("__dataclass_params__")
    if parameters is not None and not parameters.frozen:
        yield _Fault(cls, "", "a rule does not change: write @dataclass(frozen=True)")
    for name, kind in _own(cls).items():
        if name in _SETTABLE or name in _ALSO_SETTABLE or is_option(name, kind):
            continue
        if hasattr(kind_of(rule) or Rule, name) and "ClassVar" not in str(kind):
            instead = "write default_severity = …" if name == "severity" else "choose another name"
            yield _Fault(cls, name, f"every rule has an attribute {name!r} of its own: {instead}")
    for name, value in vars(cls).items():
        is_known = name in rule.options or name in _own(cls) or hasattr(kind_of(rule) or Rule, name)
        constant = name.startswith("_") or name.isupper() or not isinstance(value, _PLAIN)
        if not (is_known or constant):
            yield _Fault(cls, name, _not_annotated(name, value))


def _not_annotated(name: str, value: object) -> str:
    guess = did_you_mean(name, (*_SETTABLE, *_ALSO_SETTABLE))
    if guess:
        return f"a rule has no setting {name!r}{guess}"
    kind = python(type(value)) if isinstance(value, bool | int | float | str) else "…"
    return (
        f"{name!r} has no annotation: write '{name}: {kind} = …' for an option, "
        f"'{name}: ClassVar = …' for a constant"
    )


def _settings(rule: type[Rule]) -> Iterator[tuple[str, str]]:
    for name, kind in _SETTABLE.items():
        value = getattr(rule, name, kind())
        if not isinstance(value, kind):
            yield name, f"{name} is {_shown(value)}, not {python(kind)}"
        elif isinstance(value, str) and not _NAME.fullmatch(value):
            example = "house-style" if name == "family" else "long-title"
            yield name, f"{name} is {_shown(value)}: write it in lower case, like '{example}'"


# Methods


def _methods(rule: type[Rule]) -> Iterator[tuple[str, str]]:
    kind = kind_of(rule)
    for name, parameters in KINDS[kind].items() if kind else ():
        wanted = f"def {name}({', '.join(('self', *parameters))})"
        method = inspect.getattr_static(rule, name)
        static = isinstance(method, staticmethod)
        function = method.__func__ if static else method
        if name in missing_methods(rule):
            yield "", f"there is no method {name!r}: write {wanted}"
        elif not inspect.isfunction(function):
            continue
        elif inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            yield name, f"{name} is async, but nothing awaits it: write {wanted}"
        elif not _takes(function, len(parameters) + (not static)):
            yield name, f"{name} is called with other arguments: write {wanted}"
        elif inspect.isgeneratorfunction(function) and kind is CommentRule:
            yield name, f"{name} yields: write 'return', with one finding or None"
        elif inspect.isgeneratorfunction(function) and name == "collect":
            yield name, f"{name} yields: write 'return', with the facts of the article"


def _takes(function: Any, number: int) -> bool:
    try:
        inspect.signature(function).bind(*[None] * number)
    except TypeError:
        return False
    return True


# Examples


def _examples(rule: type[Rule]) -> Iterator[tuple[str, str]]:
    for name in ("valid", "invalid"):
        examples = getattr(rule, name)
        if isinstance(examples, Example):
            yield name, f"{name} is one Example: write {name} = (Example(…),)"
        elif not isinstance(examples, tuple | list):
            yield name, f"{name} is {_shown(examples)}, not a tuple of Examples"
        else:
            for number, example in enumerate(examples, 1):
                for message in _example(rule, example):
                    yield name, f"{name} example {number}: {message}"


def _example(rule: type[Rule], example: object) -> Iterator[str]:
    if not isinstance(example, Example):
        yield f"it is {_shown(example)}, not an Example"
        return
    files = example.files
    if not (_is_texts(files) and files):
        yield f"files is {_shown(files)}, not a table of texts: write Example({{'a.md': '…'}})"
        files = {}
    yield from _places(example.at, files)
    if not isinstance(example.options, Mapping):
        yield f"options is {_shown(example.options)}, not a table: write options={{'…': …}}"
    else:
        for name, value in example.options.items():
            try:
                check_value(rule, name, value)
            except OptionError as error:
                yield str(error)
    if not _is_texts(example.fixed):
        yield f"fixed is {_shown(example.fixed)}, not a table of texts: write fixed={{'a.md': '…'}}"
    elif files:
        yield from (
            f"fixed names {path!r}, which is not in files" for path in {*example.fixed} - {*files}
        )
    if not isinstance(example.note, str):
        yield f"note is {_shown(example.note)}, not text"
    urls = example.urls
    if not (isinstance(urls, Mapping) and all(isinstance(one, Mapping) for one in urls.values())):
        yield f"urls is {_shown(urls)}, not a table of verdicts by URL"


def _places(at: object, files: Mapping[str, str]) -> Iterator[str]:
    if _is_place(at):
        yield f"at is one place: write at=[{at!r}]"
    elif not isinstance(at, tuple | list):
        yield f"at is {_shown(at)}, not a list of places: write at=[('a.md', 2, 8)]"
    else:
        others = [where for where in at if not _is_place(where)]
        if others:
            yield f"at holds {_shown(others[0])}, not a place: write ('a.md', 2, 8)"
        elif files:
            missing = {path for path, *_ in at} - {*files}
            yield from (f"at names {path!r}, which is not in files" for path in sorted(missing))


def _is_place(value: Any) -> bool:
    return isinstance(value, tuple) and [type(part) for part in value] == [str, int, int]


def _is_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(text, str) for key, text in value.items()
    )


def _shown(value: object) -> str:
    return cut(repr(value))
