"""The options by which commands are told what configuration counts."""

import argparse

from newslint.settings import Config


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
