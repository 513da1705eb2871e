"""From a rule to its page: what `newslint rule` prints and docs/rules/ shows.

All of it is read off the class: the docstring, the options with their types, defaults and
docstrings, the examples with the findings that they really yield.
"""

import inspect
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newslint.config.options import annotation, words
from newslint.config.show import toml
from newslint.finding import Finding
from newslint.rule import Example, Rule
from newslint.text import printable


class Option(NamedTuple):
    """One option of a rule, as a configuration names it."""

    name: str
    kind: str
    """What a value is, in words."""
    default: str
    """As TOML."""
    doc: str


def summary(rule: type[Rule]) -> str:
    """The first line of a rule's docstring: one sentence."""
    return _doc(rule).partition("\n")[0]


def _doc(rule: type[Rule]) -> str:
    """The docstring of the class itself: what a rule inherits says nothing of it."""
    return inspect.cleandoc(rule.__doc__ or "")


def sections(rule: type[Rule]) -> dict[str, str]:
    """The sections of a rule's docstring by heading, in order; what comes before them under ""."""
    found: dict[str, list[str]] = {"": []}
    lines = found[""]
    for line in _doc(rule).splitlines()[1:]:
        if line.startswith("## "):
            lines = found.setdefault(line[3:].strip(), [])
        else:
            lines.append(line)
    return {heading: "\n".join(text).strip() for heading, text in found.items()}


def options(rule: type[Rule]) -> tuple[Option, ...]:
    """The options of a rule, those that it inherits first; not `severity`, which all have."""
    docs: dict[str, str] = {}
    for cls in reversed(rule.__mro__):
        if issubclass(cls, Rule) and cls is not Rule:
            docs.update(_attribute_docs(cls))
    return tuple(
        Option(
            name.replace("_", "-"),
            words(annotation(rule, name)).removeprefix("a ").removeprefix("an "),
            "" if getattr(rule, name) is None else toml(getattr(rule, name)),
            docs.get(name, ""),
        )
        for name in rule.options
    )


def _attribute_docs(cls: type) -> dict[str, str]:
    """The strings below the annotated attributes of a class, which only its source has."""
    import ast
    import textwrap
    from itertools import pairwise

    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):  # a class that was made at run time
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found = {}
    for line, below in pairwise(body):
        match line, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                found[name] = inspect.cleandoc(doc)
    return found


def page(rule: type[Rule]) -> str:
    """The page of a rule, in Markdown, ending in a newline."""
    return "\n".join(_page(rule)).rstrip() + "\n"


def _page(rule: type[Rule]) -> Iterator[str]:
    yield from (f"# {rule.name}", "", summary(rule), "")
    yield f"- Severity: {rule.default_severity}"
    yield f"- Family: {rule.family}"
    yield f"- Fix: {'yes' if rule.fixes else 'no'}"
    if rule.needs_network:
        yield "- Needs the network: rests in an offline run"
    yield ""
    for heading, text in sections(rule).items():
        if heading:
            yield from (f"## {heading}", "")
        if text:
            yield from (text, "")
    yield from _options(rule)
    for title, examples in (("Faulty", rule.invalid), ("In order", rule.valid)):
        if examples:
            yield from (f"## {title}", "")
        for example in examples:
            yield from _example(rule, example)


def _options(rule: type[Rule]) -> Iterator[str]:
    known = options(rule)
    if not known:
        return
    yield from ("## Options", "", "| option | value | default | |", "| --- | --- | --- | --- |")
    for option in known:
        doc = " ".join(option.doc.split()).replace("|", "\\|")
        default = f"`{option.default}`".replace("|", "\\|") if option.default else ""
        yield f"| `{option.name}` | {option.kind} | {default} | {doc} |"
    yield from ("", f"Set in `newslint.toml` under `[rules.{rule.name}]`.", "")


def _example(rule: type[Rule], example: Example) -> Iterator[str]:
    from newslint.testing import findings_of, fixed_by

    if example.note:
        yield from (f"{example.note[0].upper()}{example.note[1:]}:", "")
    if example.options:
        shown = [f"{key.replace('_', '-')} = {toml(v)}" for key, v in example.options.items()]
        yield from _fenced("toml", [f"[rules.{rule.name}]", *shown])
    yield from _files(example.files)
    if example.urls:
        told = [f"{url}: {', '.join(map(str, v.values()))}" for url, v in example.urls.items()]
        yield from ("What the web says:", "")
        yield from _fenced("", told)
    found = findings_of(rule, example)
    if found:
        yield from _fenced("", [_line(finding) for finding in found])
    fixed = fixed_by(rule, example)
    if fixed:
        yield from ("The fix makes it:", "")
        yield from _files(fixed)


def _files(files: Mapping[str, str]) -> Iterator[str]:
    for path, text in files.items():
        lines = [printable(line) for line in text.removesuffix("\n").split("\n")]
        yield from _fenced("", lines, title=path if len(files) > 1 else "")


def _fenced(language: str, lines: list[str], title: str = "") -> Iterator[str]:
    fence = "````" if any(line.startswith("```") for line in lines) else "```"
    if title:
        yield from (f"`{title}`", "")
    yield from (fence + language, *lines, fence, "")


def _line(finding: Finding) -> str:
    span = finding.span
    where = f"{finding.path}:{span.line}:{span.column}" if span else finding.path
    return f"{where}: {finding.severity} {finding.rule} {printable(finding.message)}"
