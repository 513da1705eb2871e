"""Print a JSON Schema: one that newslint ships, or the one that holds for an article.

With --effective, the schema of the article, what it refers to, and the settings of the
configuration for this path become one plain JSON Schema, for an editor or another validator.
"""

import argparse
import os

from newslint.commands import configuration
from newslint.errors import UsageError
from newslint.files.writing import to_stdout
from newslint.text import quote


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``newslint schema``."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="schema name, such as article, config or jekyll [article]",
    )
    parser.add_argument(
        "--effective", metavar="PATH", help="print the schema that holds for the article at PATH"
    )
    configuration.add_arguments(parser)
    parser.add_argument(
        "--trust-config",
        action="store_true",
        help="let a configuration that was found name schemas outside of its folder",
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema and return the exit status. Raise UsageError, ConfigError."""
    if args.effective is not None:
        if args.name is not None:
            raise UsageError(f"{quote(args.name)} is one argument too many for --effective")
        to_stdout([_effective(args)])
        return 0
    from newslint.schema import load

    wanted = args.name or "article"
    name = load.shipped_name(wanted)
    if name is None:
        from newslint.suggest import did_you_mean

        names = load.shipped_names()
        guess = did_you_mean(wanted, names) or f"; the names are {', '.join(names)}"
        raise UsageError(f"there is no schema {quote(wanted)}{guess}")
    to_stdout([_text(name)])
    return 0


def _text(name: str) -> str:
    from newslint.schema import load

    if name != "config":
        return load.shipped_text(name)
    from newslint.config.reference import with_defaults

    return _json(with_defaults())


def _effective(args: argparse.Namespace) -> str:
    from newslint.files import discover
    from newslint.pipeline.locate import Articles
    from newslint.schema.choose import schemas_of

    path = discover.shown(args.effective)
    if not os.path.isfile(path):
        what = "is a folder, not an article" if os.path.isdir(path) else "does not exist"
        raise UsageError(f"{quote(path)} {what}")
    args.paths = [path]
    config = configuration.load(args, trust=args.trust_config)
    article = Articles(config, {})(path)
    if article is None:
        raise UsageError(f"{quote(path)} cannot be read")
    return _json(schemas_of(config).effective(article))


def _json(schema: object) -> str:
    from json import dumps

    return dumps(schema, indent=2, ensure_ascii=False) + "\n"
