"""Show the page of one rule: what it finds, why it matters, examples, options, the fix."""

import argparse

from newslint.commands import configuration
from newslint.errors import UsageError
from newslint.files.writing import to_stdout
from newslint.rule import Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``newslint rule``."""
    parser.add_argument(
        "name", metavar="NAME", help="the name of a rule; 'newslint rules' lists them"
    )
    configuration.add_plugin_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the page in Markdown and return the exit status. Raise UsageError."""
    from newslint.pipeline import manual

    to_stdout([manual.page(_rule(args))])
    return 0


def _rule(args: argparse.Namespace) -> type[Rule]:
    from newslint.catalogue import registry

    name: str = args.name
    if name in registry.shipped() and not args.config:
        return registry.load(name)
    others = configuration.other_rules(args).rules
    if name in registry.shipped():
        return registry.load(name)
    if name in others:
        return others[name]
    from newslint.suggest import did_you_mean
    from newslint.text import quote

    families = {rule: entry.family for rule, entry in registry.shipped().items()}
    families |= {rule: other.family for rule, other in others.items()}
    members = [rule for rule, family in families.items() if family == name]
    hint = f"; it is a family: {', '.join(members)}" if members else did_you_mean(name, families)
    raise UsageError(f"there is no rule {quote(name)}{hint}")
