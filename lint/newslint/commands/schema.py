"""Print a JSON Schema that newslint ships, such as article or config."""

import argparse

from newslint.errors import UsageError
from newslint.files.writing import to_stdout


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``newslint schema``."""
    parser.add_argument(
        "name",
        nargs="?",
        default="article",
        metavar="NAME",
        help="schema name, such as article, config or jekyll [article]",
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema and return the exit status. Raise UsageError for an unknown name."""
    from newslint.schema import load

    name = load.shipped_name(args.name)
    if name is None:
        from newslint.suggest import did_you_mean
        from newslint.text import quote

        names = load.shipped_names()
        guess = did_you_mean(args.name, names) or f"; the names are {', '.join(names)}"
        raise UsageError(f"there is no schema {quote(args.name)}{guess}")
    to_stdout([_text(name)])
    return 0


def _text(name: str) -> str:
    from newslint.schema import load

    if name != "config":
        return load.shipped_text(name)
    from json import dumps

    from newslint.config.reference import with_defaults

    return dumps(with_defaults(), indent=2, ensure_ascii=False) + "\n"
