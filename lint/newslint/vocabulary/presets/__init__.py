"""Presets: the names and conventions of site generators, one data file each.

A file holds, beside the sources of each role, what tells the generator and what is no article
there. Every fact names the page of the generator's documentation that it is taken from.
"""

import json
import os
from functools import cache
from typing import Any, NamedTuple

from newslint import package

_FOLDER = os.path.join(package.HOME, "vocabulary", "presets")


class Preset(NamedTuple):
    """What is known of the collections of one site generator."""

    name: str
    """As a configuration says it: "jekyll"."""
    title: str
    """As people say it: "Jekyll"."""
    schema: str
    """The shipped schema of its fields."""
    roles: dict[str, tuple[str, ...]]
    """The sources of each role: see `newslint.vocabulary.roles`."""
    files: tuple[str, ...] = ()
    """Globs of the files at the top of a site that tell that the generator builds it."""
    shared_files: tuple[str, ...] = ()
    """Those of ``files`` that other generators have as well."""
    beside: str = ""
    """The folder that must lie beside a shared file."""
    folders: tuple[str, ...] = ()
    """Folders that hold articles."""
    not_articles: tuple[str, ...] = ()
    """Globs, relative to the top of a site, of files that look like articles and are none."""
    header_names: tuple[str, ...] = ()
    """Names, in lower case, by which lines without fences are known for front matter."""
    ignore_case: bool = False
    """Whether the case of field names does not count."""
    hides_future: bool = False
    """Whether the generator leaves out articles with a date in the future until it has come."""
    planned_names: bool = False
    """Whether the dates in file names may be those of planning."""
    sources: dict[str, str] = {}
    """By key of the file, the address of the documentation that says so."""


def names() -> list[str]:
    """The names of all presets, sorted."""
    return [n.removesuffix(".json") for n in package.names_in(_FOLDER) if n.endswith(".json")]


@cache
def preset(name: str) -> Preset:
    """The preset ``name``. Raises KeyError."""
    if name not in names():
        raise KeyError(name)
    data: dict[str, Any] = json.loads(package.text_of(os.path.join(_FOLDER, f"{name}.json")))
    roles = {role: tuple(sources) for role, sources in data["roles"].items()}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Preset(**values | {"name": name, "roles": roles})
