"""The options that select a configuration, and the files that it refers to."""

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newslint.files.writing import to_stderr
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.catalogue.registry import Others


def add_arguments(parser: argparse._ActionsContainer) -> None:
    """Add ``--config`` and ``--isolated``."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--config", metavar="FILE", help="use this configuration file")
    source.add_argument("--isolated", action="store_true", help="use no configuration file")


def add_offline_argument(parser: argparse._ActionsContainer) -> None:
    """Add ``--offline`` to a command that requests nothing anyway, for those who always say it."""
    parser.add_argument("--offline", action="store_true", help="has no effect: always the case")


def add_cache_argument(parser: argparse._ActionsContainer) -> None:
    """Add ``--cache-dir``, which `load` uses."""
    parser.add_argument("--cache-dir", metavar="DIR", help="cache directory")


def load(args: argparse.Namespace, *, trust: bool = False) -> Config:
    """Return the configuration that the arguments select, or the one found; see `config.read`."""
    config = Config()
    if not args.isolated:
        from newslint.config import read

        settings = getattr(args, "settings", [])
        config = read.load(args.config, trust=trust, settings=settings)
        config = _with_preset(config, getattr(args, "paths", []))
    elif getattr(args, "settings", []):
        from newslint.config import read

        config = read.of_settings(args.settings)
    cache_dir = getattr(args, "cache_dir", None)
    return config if cache_dir is None else config._replace(cache_dir=cache_dir)


def _with_preset(config: Config, paths: Sequence[str]) -> Config:
    """Return ``config`` with the preset of the site that contains ``paths``, if it has none."""
    if config.preset is not None:
        return config
    from newslint.vocabulary.detect import site_of
    from newslint.vocabulary.presets import not_articles

    site = site_of([path for path in paths if path != "-"])
    if site is None:
        return config
    file = os.path.join(site.folder, site.file)
    how = 'preset = "article" in a configuration turns it off'
    notice = f"preset {site.preset.name}, because of {file}; {how}"
    return config._replace(
        preset=site.preset.name,
        site=site.folder,
        not_articles=not_articles(site.preset.name),
        notices=(*config.notices, notice),
    )


def files_of(config: Config) -> dict[str, str]:
    """Return the files that a configuration refers to, with their names for messages. No output may
    replace them."""
    from newslint.cache import folder
    from newslint.config.source import own_file
    from newslint.web.memory import FILE_NAME

    caches = (folder.FILE_NAME, FILE_NAME)
    cached = (os.path.join(folder.cache_folder(config), name) for name in caches)
    files = {path: "part of the cache" for file in cached for path in folder.files_of(file)}
    schemas = filter(os.path.exists, config.schema_files())
    files |= dict.fromkeys(schemas, "a schema of this run")
    if config.urls_from is not None:
        files[config.urls_from] = "the record that --urls-from reads"
    configurations = filter(None, (config.file, own_file()))
    return files | dict.fromkeys(configurations, "the configuration of this run")


def add_plugin_arguments(parser: argparse._ActionsContainer) -> None:
    """Add the options of commands about rules."""
    add_arguments(parser)
    parser.add_argument(
        "--trust-config",
        action="store_true",
        help="load the plug-ins of a configuration that was found",
    )


def other_rules(args: argparse.Namespace) -> "Others":
    """Return the rules that are not shipped.

    Print notices about ignored settings and unusable plug-ins to stderr. Raise ConfigError.
    """
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
