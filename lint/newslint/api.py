"""The function for Python programs: what `newslint.lint` is."""

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

    ``sources`` are articles by path, which take the place of files with these paths. ``config`` is
    a configuration, its keys and values as they would stand in a file (``{"online": False}``), or
    the path of a file. Without one the defaults are used, whatever configuration there is in the
    working directory: URLs are then requested to check that they still work.

    Raises UsageError for arguments that make no sense, for a path that does not exist, when no
    rule is left to run and, unless ``allow_empty``, when there is no article to lint; ConfigError
    for an invalid configuration; PluginError for a plug-in that cannot be used. All of them are
    NewslintErrors.
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
    """A path as text. Raises UsageError for what is none."""
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
    """The bytes of articles by the path that reports name, and what is to say of them."""
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
        # What is no Unicode becomes a finding, as in a file.
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
