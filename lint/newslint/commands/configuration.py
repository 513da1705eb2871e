"""The options by which commands are told what configuration counts."""

import argparse
import os
from collections.abc import Sequence

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

    return _with_preset(read.load(args.config, trust=trust), getattr(args, "paths", []))


def _with_preset(config: Config, paths: Sequence[str]) -> Config:
    """``config`` with the preset of the site that ``paths`` lie in, where it names none."""
    if config.preset is not None:
        return config
    from newslint.vocabulary.detect import site_of

    site = site_of([path for path in paths if path != "-"])
    if site is None:
        return config
    file = os.path.join(site.folder, site.file)
    how = 'preset = "article" in a configuration turns it off'
    notice = f"preset {site.preset.name}, because of {file}; {how}"
    return config._replace(preset=site.preset.name, notices=(*config.notices, notice))
