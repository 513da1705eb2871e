"""Presets: the names and conventions of site generators, one data file each.

Besides the sources of each role, a file has what identifies the generator and which files are not
articles. Every fact refers to the page of the generator's documentation that it comes from.
"""

import json
import os
from functools import cache
from typing import Any, NamedTuple

from newslint import package
from newslint.settings import Config

_FOLDER = os.path.join(package.HOME, "vocabulary", "presets")


class Preset(NamedTuple):
    """The conventions of one site generator."""

    name: str
    """The name in configurations: "jekyll"."""
    title: str
    """The display name: "Jekyll"."""
    schema: str
    """The shipped schema of its fields."""
    roles: dict[str, tuple[str, ...]]
    """The sources of each role: see `newslint.vocabulary.roles`."""
    files: tuple[str, ...] = ()
    """Globs of the files at the top of a site that identify the generator."""
    shared_files: tuple[str, ...] = ()
    """Those of ``files`` that other generators also use."""
    beside: tuple[str, ...] = ()
    """The files and folders that must be next to a shared file."""
    folders: tuple[str, ...] = ()
    """Folders of articles."""
    suffixes: tuple[str, ...] = ()
    """Suffixes of the files that the generator makes pages of; empty for all."""
    not_articles: tuple[str, ...] = ()
    """Globs, relative to the top of a site, of files that look like articles but are not."""
    header_names: tuple[str, ...] = ()
    """Lower-case names that mark header lines as front matter."""
    ignore_case: bool = False
    """Whether field names are case-insensitive."""
    hides_future: bool = False
    """Whether the generator hides articles with a date in the future."""
    planned_names: bool = False
    """Whether dates in file names may be planned dates."""
    zone: str = ""
    """The zone of dates without one: "defined" by the generator or its settings, "unknown", or
    empty if it depends on the machine."""
    sources: dict[str, str] = {}
    """The URL of the documentation for each key of the file."""


def names() -> list[str]:
    """Return the names of all presets, sorted."""
    return [n.removesuffix(".json") for n in package.names_in(_FOLDER) if n.endswith(".json")]


@cache
def preset(name: str) -> Preset:
    """Return the preset ``name``. Raise KeyError if there is none."""
    if name not in names():
        raise KeyError(name)
    data: dict[str, Any] = json.loads(package.text_of(os.path.join(_FOLDER, f"{name}.json")))
    roles = {role: tuple(sources) for role, sources in data["roles"].items()}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Preset(**values | {"name": name, "roles": roles})


def not_articles(name: str) -> tuple[str, ...]:
    """Return `Config.not_articles` for the preset ``name``."""
    return (*Config().not_articles, *preset(name).not_articles)
