"""Read the documentation of a rule from its class: the docstring and the options."""

import inspect
from typing import Any, NamedTuple

from newslint.catalogue.options import NO_DEFAULT, annotation, default, words
from newslint.catalogue.source import definition
from newslint.finding import INTERNAL_ERROR
from newslint.rule import Rule
from newslint.toml import toml


class Option(NamedTuple):
    """An option of a rule, as written in a configuration."""

    name: str
    kind: str
    """Its type, in words."""
    default: str
    """As TOML."""
    doc: str


def summary(rule: type[Rule]) -> str:
    """Return the first line of a rule's docstring: one sentence."""
    return _doc(rule).partition("\n")[0]


def runs(rule: type[Rule]) -> str:
    """Return when a rule runs with the default configuration: "always", "online", or "configured"
    if it needs settings first."""
    if rule.needs_network:
        return "online"
    may_be_idle = rule.idle is not Rule.idle and rule.name != INTERNAL_ERROR
    return "configured" if may_be_idle else "always"


def _doc(rule: type[Rule]) -> str:
    """Return the docstring of the class itself, not an inherited one."""
    return inspect.cleandoc(rule.__doc__ or "")


def sections(rule: type[Rule]) -> dict[str, str]:
    """Return the sections of a rule's docstring by heading, in order; the text before them under
    ""."""
    texts: dict[str, list[str]] = {"": []}
    lines = texts[""]
    for line in _doc(rule).splitlines()[1:]:
        if line.startswith("## "):
            lines = texts.setdefault(line[3:].strip(), [])
        else:
            lines.append(line)
    return {heading: "\n".join(text).strip() for heading, text in texts.items()}


def options(rule: type[Rule]) -> tuple[Option, ...]:
    """Return the options of a rule, inherited ones first, without `severity`, which all rules
    have."""
    docs: dict[str, str] = {}
    for cls in reversed(rule.__mro__):
        if issubclass(cls, Rule) and cls is not Rule:
            docs.update(_attribute_docs(cls))
    return tuple(
        Option(
            name.replace("_", "-"),
            words(annotation(rule, name)).removeprefix("a ").removeprefix("an "),
            _as_toml(default(rule, name)),
            docs.get(name, ""),
        )
        for name in rule.options
    )


def _as_toml(value: Any) -> str:
    return "" if value is None or value is NO_DEFAULT else toml(value)


def _attribute_docs(cls: type) -> dict[str, str]:
    """Return the strings below the annotated attributes of a class, from its source."""
    import ast
    from itertools import pairwise

    node = definition(cls)
    docs = {}
    for line, below in pairwise(node.body if node else ()):
        match line, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                docs[name] = inspect.cleandoc(doc)
    return docs
