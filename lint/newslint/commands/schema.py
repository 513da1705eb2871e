"""Print a JSON Schema that newslint ships: article (the default) or config."""

import argparse

from newslint.errors import UsageError
from newslint.files.writing import to_stdout


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``newslint schema``."""
    parser.add_argument(
        "name", nargs="?", default="article", metavar="NAME", help="article or config [article]"
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema; returns the exit status. Raises UsageError for an unknown name."""
    from newslint.schema import load

    name = load.shipped_name(args.name)
    if name is None:
        from newslint.suggest import did_you_mean
        from newslint.text import quote

        known = load.shipped_names()
        guess = did_you_mean(args.name, known) or f"; the names are {', '.join(known)}"
        raise UsageError(f"there is no schema {quote(args.name)}{guess}")
    to_stdout([load.shipped_text(name)])
    return 0
