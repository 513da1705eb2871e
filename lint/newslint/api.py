"""The function for Python programs: what `newslint.lint` is."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from newslint.pipeline import run
from newslint.report import Report
from newslint.settings import Config

AnyPath = str | os.PathLike[str]


def lint(
    paths: AnyPath | Iterable[AnyPath],
    config: Config | Mapping[str, Any] | AnyPath | None = None,
) -> Report:
    """Lint files and folders, in this process.

    ``config`` is a configuration, its keys and values as they would stand in a file
    (``{"online": False}``), or the path of a file. Without one the defaults hold, whatever
    configuration lies in the working directory: URLs are then requested to check that they still
    work. Raises UsageError for a path that does not exist or when no rule is left to run,
    ConfigError for an invalid configuration.
    """
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    return run.lint([os.fspath(path) for path in paths], _config(config))


def _config(given: Config | Mapping[str, Any] | AnyPath | None) -> Config:
    if given is None:
        return Config()
    if isinstance(given, Config):
        return given
    from newslint.config import read

    if isinstance(given, Mapping):
        return read.of_values(given)
    return read.load(os.fspath(given))
