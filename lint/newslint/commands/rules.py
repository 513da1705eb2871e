"""List the rules: what they find, their severities, and which can be fixed."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from newslint.commands import configuration
from newslint.errors import ERROR_STATUS
from newslint.files.writing import to_stdout
from newslint.rule import Rule

_HEADINGS = ("family", "rule", "severity", "runs", "fix", "")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint rules``."""
    parser.add_argument(
        "-f", "--format", choices=("text", "json"), default="text", help="text or json [text]"
    )
    configuration.add_plugin_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the catalogue, including plug-ins, and return the exit status: 2 if some plug-in cannot
    be used. Raise ConfigError."""
    from newslint.catalogue import registry

    others = configuration.other_rules(args)
    rules = registry.load_all() | others.rules
    if args.format == "json":
        from json import dumps

        described = [_described(rule) for rule in _in_order(rules)]
        to_stdout([dumps(described, indent=2, ensure_ascii=False), "\n"])
    else:
        to_stdout(_table(rules))
    return ERROR_STATUS if others.problems else 0


def _in_order(rules: Mapping[str, type[Rule]]) -> list[type[Rule]]:
    return sorted(rules.values(), key=lambda rule: (rule.family, rule.name))


def _described(rule: type[Rule]) -> dict[str, Any]:
    from newslint.catalogue import describe

    return {
        "name": rule.name,
        "family": rule.family,
        "severity": str(rule.default_severity),
        "fix": rule.fixes,
        "runs": describe.runs(rule),
        "network": rule.needs_network,
        "summary": describe.summary(rule),
        "options": [option._asdict() for option in describe.options(rule)],
    }


def _table(rules: Mapping[str, type[Rule]]) -> Iterator[str]:
    from newslint.catalogue import describe
    from newslint.text import printable

    rows = [
        (
            rule.family,
            rule.name,
            str(rule.default_severity),
            describe.runs(rule),
            "fix" if rule.fixes else "",
            describe.summary(rule),
        )
        for rule in _in_order(rules)
    ]
    widths = [max(len(row[i]) for row in (_HEADINGS, *rows)) for i in range(len(_HEADINGS))]
    family = None
    for row in (_HEADINGS, *rows):
        if row[0] != family and family is not None:
            yield "\n"
        family = row[0]
        cells = [printable(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip() + "\n"
    yield (
        "\nonline: unless --offline is given; configured: where the configuration sets it up.\n"
        "'newslint rule NAME' shows the page of a rule.\n"
    )
