"""Show the page of one rule: what it finds, why it matters, examples, options, the fix."""

import argparse

from newslint.commands import configuration
from newslint.errors import UsageError
from newslint.files.writing import to_stdout


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``newslint rule``."""
    parser.add_argument(
        "name", metavar="NAME", help="the name of a rule; 'newslint rules' lists them"
    )
    configuration.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the page, in Markdown; returns the exit status. Raises UsageError."""
    from newslint.catalogue import registry
    from newslint.pipeline import manual

    config = configuration.load(args)
    others = registry.third_party(config.plugins, config.root)
    if args.name in registry.shipped():
        rule = registry.load(args.name)
    elif args.name in others:
        rule = others[args.name]
    else:
        from newslint.suggest import did_you_mean
        from newslint.text import quote

        family = [rule.name for rule in registry.shipped().values() if rule.family == args.name]
        known = [*registry.shipped(), *others]
        guess = (
            f"; it is a family: {', '.join(family)}" if family else did_you_mean(args.name, known)
        )
        raise UsageError(f"there is no rule {quote(args.name)}{guess}")
    to_stdout([manual.page(rule)])
    return 0
