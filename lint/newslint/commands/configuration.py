"""The options that say which configuration a command uses."""

import argparse
from typing import TYPE_CHECKING

from newslint.files.writing import to_stderr
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.catalogue.registry import Others


def add_arguments(parser: argparse._ActionsContainer) -> None:
    """``--config`` and ``--isolated``."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--config", metavar="FILE", help="take this configuration")
    source.add_argument("--isolated", action="store_true", help="take no configuration file")


def load(args: argparse.Namespace, *, trust: bool = False) -> Config:
    """The configuration that the arguments name, or the one found; see `config.read.load`."""
    if args.isolated:
        return Config()
    from newslint.config import read

    return read.load(args.config, trust=trust)


def add_plugin_arguments(parser: argparse._ActionsContainer) -> None:
    """The arguments of commands about rules."""
    add_arguments(parser)
    parser.add_argument(
        "--trust-config",
        action="store_true",
        help="load the plug-ins of a configuration that was found",
    )


def other_rules(args: argparse.Namespace) -> "Others":
    """The rules that are not shipped. Says on stderr what of the configuration is ignored, and why
    rules cannot be used: the others can. Raises ConfigError."""
    from newslint.catalogue import registry
    from newslint.config import read
    from newslint.text import printable

    names = read.PluginNames()
    if not args.isolated:
        names = read.plugin_names(args.config, trust=args.trust_config)
    others = registry.others(names.modules, names.folder)
    to_stderr(*(f"newslint: {printable(notice)}" for notice in names.notices))
    to_stderr(*(f"newslint: error: {printable(problem)}" for problem in others.problems))
    return others
