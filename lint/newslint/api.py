"""The Python interface: `newslint.lint`."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from newslint.errors import UsageError
from newslint.files import discover
from newslint.pipeline import run
from newslint.report import Report
from newslint.settings import Config
from newslint.text import cut

AnyPath = str | os.PathLike[str]


def lint(
    paths: AnyPath | Iterable[AnyPath] = (),
    config: Config | Mapping[str, Any] | AnyPath | None = None,
    *,
    sources: Mapping[str, str | bytes] | None = None,
    allow_empty: bool = False,
) -> Report:
    """Lint files, folders and articles in memory, in this process.

    ``sources`` are articles by path that replace files with these paths. ``config`` is a
    configuration, a mapping with the keys and values of a configuration file (``{"online":
    False}``), or the path of a file. Without it the defaults are used, even if there is a
    configuration in the working directory: URLs are then requested to check that they still work.

    Raise UsageError for invalid arguments, for a path that does not exist, if no rule is left to
    run and, unless ``allow_empty``, if there is no article to lint; ConfigError for an invalid
    configuration; PluginError for a plug-in that cannot be used. All of them are NewslintErrors.
    """
    named = _paths(paths)
    settings = _config(config)
    texts, notices = _sources(sources, settings)
    report = run.lint(named, settings, sources=texts)
    report = report._replace(notices=(*notices, *report.notices))
    if not (report.files or allow_empty):
        if not named and sources is None:
            raise UsageError("nothing to lint: give paths, or articles as sources")
        raise UsageError(
            "; ".join((discover.nothing_found(named, len(report.left_out)), *report.notices))
        )
    return report


def _paths(given: AnyPath | Iterable[AnyPath]) -> list[str]:
    if isinstance(given, str | os.PathLike):
        return [_path(given, "paths")]
    if isinstance(given, Mapping):
        raise UsageError("paths is a mapping: give articles in memory as sources")
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise _no_path(given, "paths")
    return [_path(path, "paths") for path in given]


def _path(given: object, what: str) -> str:
    """Return a path as text. Raise UsageError if it is not a path."""
    path = os.fspath(given) if isinstance(given, os.PathLike) else given
    if not isinstance(path, str):
        raise _no_path(path, what)
    if not path:
        raise UsageError(f"{what}: an empty path names no file or folder")
    if "\0" in path:
        raise UsageError(f"{what}: {path!r} is no path: it holds a null character")
    return path


def _no_path(given: object, what: str) -> UsageError:
    hint = ": decode it with os.fsdecode" if isinstance(given, bytes) else ""
    shown = cut(repr(given))
    return UsageError(f"{what}: {shown} is not a path: text or an os.PathLike of text{hint}")


def _sources(
    given: Mapping[str, str | bytes] | None, config: Config
) -> tuple[dict[str, bytes], list[str]]:
    """Return the bytes of articles by the path for reports, and notices about them."""
    if given is None:
        return {}, []
    if not isinstance(given, Mapping):
        raise UsageError(f"sources is a {type(given).__name__}, not a mapping of paths to text")
    sources: dict[str, bytes] = {}
    notices = []
    for key, text in given.items():
        path = discover.shown(_path(key, "sources"))
        if path in sources:
            raise UsageError(f"sources: two articles are called {path!r}")
        if discover.excludes(config, path):
            notices.append(f"{path} left out: excluded by the configuration")
            continue
        sources[path] = _source(path, text)
    return sources, notices


def _source(path: str, text: str | bytes) -> bytes:
    if isinstance(text, str):
        # Invalid Unicode becomes a finding, as in a file.
        return text.encode("utf-8", "surrogatepass")
    if isinstance(text, bytes):
        return text
    raise UsageError(f"sources: {path!r} is a {type(text).__name__}, not text or bytes")


def _config(given: Config | Mapping[str, Any] | AnyPath | None) -> Config:
    if given is None:
        return Config()
    from newslint.config import read

    if isinstance(given, Config):
        return read.checked(given)
    if isinstance(given, Mapping):
        return read.of_values(given)
    if isinstance(given, str | os.PathLike):
        return read.load(_path(given, "config"))
    raise UsageError(f"config is {cut(repr(given))}, not a Config, a mapping or a path")
