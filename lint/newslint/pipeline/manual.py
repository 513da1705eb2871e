"""The manual page of a rule, which `newslint rule` prints and docs/rules shows.

It is generated from the class: its docstring, the options with their types, defaults and
docstrings, and the examples with their actual findings. ``python -m newslint.pipeline.manual
docs/rules`` writes the pages of all shipped rules, and an index.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from newslint.catalogue import registry
from newslint.catalogue.describe import options, runs, sections, summary
from newslint.finding import Finding
from newslint.pipeline.examples import findings_of, fixed_by
from newslint.rule import Example, Rule
from newslint.text import printable
from newslint.toml import toml


def page(rule: type[Rule]) -> str:
    """Return the page of a rule in Markdown, ending in a newline."""
    return "\n".join(_page(rule)).rstrip() + "\n"


_RUNS = {
    "always": "always",
    "online": "online only, because it requests URLs",
    "configured": "where it is configured",
}


def _page(rule: type[Rule]) -> Iterator[str]:
    yield from (f"# {rule.name}", "", summary(rule), "")
    yield f"- Severity: {rule.default_severity}"
    yield f"- Family: {rule.family}"
    yield f"- Fix: {'yes' if rule.fixes else 'no'}"
    yield f"- Runs: {_RUNS[runs(rule)]}"
    yield ""
    for heading, text in sections(rule).items():
        if heading:
            yield from (f"## {heading}", "")
        if text:
            yield from (text, "")
    yield from _options(rule)
    for title, examples in (("Findings", rule.invalid), ("No findings", rule.valid)):
        if examples:
            yield from (f"## {title}", "")
        for example in examples:
            yield from _example(rule, example)


def _options(rule: type[Rule]) -> Iterator[str]:
    rows = options(rule)
    if not rows:
        return
    yield from ("## Options", "", "| option | value | default | |", "| --- | --- | --- | --- |")
    for option in rows:
        doc = " ".join(option.doc.split()).replace("|", "\\|")
        default = f"`{option.default}`".replace("|", "\\|") if option.default else ""
        yield f"| `{option.name}` | {option.kind} | {default} | {doc} |"
    yield from ("", f"Set in `newslint.toml` under `[rules.{rule.name}]`.", "")


def _example(rule: type[Rule], example: Example) -> Iterator[str]:
    if example.note:
        yield from (f"{example.note[0].upper()}{example.note[1:]}:", "")
    if example.options:
        shown = [f"{key.replace('_', '-')} = {toml(v)}" for key, v in example.options.items()]
        yield from _fenced("toml", [f"[rules.{rule.name}]", *shown])
    yield from _files(example.files)
    if example.urls:
        told = [f"{url}: {', '.join(map(str, v.values()))}" for url, v in example.urls.items()]
        yield from ("Recorded verdicts:", "")
        yield from _fenced("", told)
    findings = findings_of(rule, example)
    if findings:
        yield from _fenced("", [_line(finding) for finding in findings])
    fixed = fixed_by(rule, example)
    if fixed:
        yield from ("After the fix:", "")
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


def pages() -> dict[str, str]:
    """Return the pages of all shipped rules and their index, by file name."""
    rules = registry.load_all()
    return {"index.md": _index(rules)} | {f"{name}.md": page(rule) for name, rule in rules.items()}


def _index(rules: Mapping[str, type[Rule]]) -> str:
    lines = ["# Rules", ""]
    for family in sorted({rule.family for rule in rules.values()}):
        lines += [f"## {family}", "", "| rule | severity | |", "| --- | --- | --- |"]
        for name, rule in sorted(rules.items()):
            if rule.family == family:
                text = summary(rule)
                lines.append(f"| [{name}]({name}.md) | {rule.default_severity} | {text} |")
        lines.append("")
    return "\n".join(lines)


def main(folder: str) -> None:
    """Write all pages into ``folder``."""
    for name, text in pages().items():
        (Path(folder) / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
