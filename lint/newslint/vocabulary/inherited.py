"""Fields that the generator adds to articles: Jekyll's defaults, Hugo's cascade, Eleventy's data.

Only data files are read, with the front matter parsers. Fields set by code are unknown.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from newslint.files import discover
from newslint.files.names import suffix_of
from newslint.front_matter import Syntax
from newslint.vocabulary.detect import Site, site_in
from newslint.vocabulary.listed import Listed, listed, lists_values

MAX_SIZE = 1024 * 1024
"""Maximum bytes of a settings or data file."""
_SYNTAXES: dict[str, Syntax] = {".yml": "yaml", ".yaml": "yaml", ".toml": "toml", ".json": "json"}


class Inherited:
    """What the generator knows of articles: the fields that it adds and the values that it lists.

    Files are read once. Unreadable files add nothing.
    """

    def __init__(self) -> None:
        self._sites: dict[str, Site | None] = {}
        self._data: dict[str, Mapping[str, Any]] = {}
        self._listed: dict[str, Mapping[str, Listed]] = {}  # by folder

    def of(self, path: str) -> Mapping[str, Any]:
        """Return what the article at ``path``, relative to the working directory, inherits."""
        site = self._site(os.path.dirname(path))
        if site is None or site.preset.name not in _WAYS:
            return {}
        return _WAYS[site.preset.name](self._read, site, os.path.relpath(path, site.folder or "."))

    def listed(self, path: str) -> Mapping[str, Listed]:
        """Return the values that the generator lists for the article at ``path``, by field."""
        site = self._site(os.path.dirname(path))
        if site is None or not lists_values(site.preset.name):
            return {}
        folder = os.path.dirname(path)
        if folder not in self._listed:
            self._listed[folder] = listed(site.preset.name, site.folder, path, self._read)
        return self._listed[folder]

    def _site(self, folder: str) -> Site | None:
        """Return the nearest site at or above a folder."""
        if folder not in self._sites:
            above = os.path.dirname(folder)
            site = site_in(folder)
            if site is None and folder and above != folder:
                site = self._site(above)
            self._sites[folder] = site
        return self._sites[folder]

    def _read(self, path: str) -> Mapping[str, Any]:
        if path not in self._data:
            self._data[path] = data_in(path)
        return self._data[path]


_Read = Callable[[str], Mapping[str, Any]]


def data_in(path: str) -> Mapping[str, Any]:
    """Return the mapping in a data file or in front matter; empty if there is none."""
    from newslint import front_matter
    from newslint.front_matter.split import split

    if not os.path.isfile(path):
        return {}
    try:
        text = discover.read(path, MAX_SIZE).decode("utf-8-sig")
    except (discover.Unreadable, UnicodeDecodeError):
        return {}
    suffix = suffix_of(path)
    if suffix in _SYNTAXES:
        return front_matter.parse(_SYNTAXES[suffix], text).data or {}
    block, fault = split(text, suffix)
    if fault is not None or block.syntax == "none":
        return {}
    return front_matter.parse(block.syntax, text[block.start : block.end]).data or {}


def _jekyll(read: _Read, site: Site, path: str) -> dict[str, Any]:
    """``defaults`` in _config.yml (https://jekyllrb.com/docs/configuration/front-matter-defaults/):
    longer scope paths take precedence."""
    defaults = read(os.path.join(site.folder, site.file)).get("defaults")
    scopes: list[tuple[int, dict[str, Any]]] = []
    for entry in defaults if isinstance(defaults, list) else ():
        scope, values = (
            (entry.get("scope"), entry.get("values")) if isinstance(entry, dict) else (None, None)
        )
        if isinstance(scope, dict) and isinstance(values, dict):
            where = str(scope.get("path") or "")
            if _in_scope(path, where) and scope.get("type") in (None, *_kinds(path)):
                scopes.append((len(where), values))
    merged: dict[str, Any] = {}
    for _, values in sorted(scopes, key=lambda scope: scope[0]):
        merged |= values
    return merged


def _in_scope(path: str, scope: str) -> bool:
    path, scope = path.replace(os.sep, "/"), scope.strip("/")
    if "*" in scope:
        from newslint.files.globs import matches

        return matches(scope, path)
    return not scope or path == scope or path.startswith(f"{scope}/")


def _kinds(path: str) -> tuple[str, ...]:
    """Return the Jekyll types of a file: its collections, or ``pages``."""
    collections = [name[1:] for name in path.split(os.sep)[:-1] if name.startswith("_")]
    return tuple(collections) or ("pages",)


def _hugo(read: _Read, site: Site, path: str) -> dict[str, Any]:
    """``cascade`` in the settings and in the _index.md of each section above
    (https://gohugo.io/configuration/cascade/); nearer values take precedence."""
    folders = path.split(os.sep)[:-1]
    holders = [read(os.path.join(site.folder, site.file))]
    for depth in range(1, len(folders) + 1):
        section = os.path.join(site.folder, *folders[:depth])
        holders += (read(os.path.join(section, name)) for name in ("_index.md", "_index.html"))
    page = os.path.splitext("/".join([*folders[1:], os.path.basename(path)]))[0]
    merged: dict[str, Any] = {}
    for holder in holders:
        for values in _cascades(holder.get("cascade"), page):
            merged |= values
    return merged


def _cascades(cascade: Any, page: str) -> Iterator[dict[str, Any]]:
    from newslint.files.globs import matches

    for entry in cascade if isinstance(cascade, list) else [cascade]:
        if not isinstance(entry, dict):
            continue
        target = entry.get("target", entry.get("_target"))
        paths = target.get("path") if isinstance(target, dict) else None
        globs = [paths] if isinstance(paths, str) else paths if isinstance(paths, list) else []
        other = isinstance(target, dict) and set(target) - {"path", "kind"}
        if other or (globs and not any(matches(str(glob), page) for glob in globs)):
            continue
        yield {k: v for k, v in entry.items() if k not in ("target", "_target", "params")}
        params = entry.get("params")
        if isinstance(params, dict):
            yield {"params": params}


def _eleventy(read: _Read, site: Site, path: str) -> dict[str, Any]:
    """Directory data files, then that of the file (https://www.11ty.dev/docs/data-template-dir/);
    nearer values take precedence."""
    folders = path.split(os.sep)[:-1]
    merged: dict[str, Any] = {}
    for depth in range(1, len(folders) + 1):
        for suffix in (".json", ".11tydata.json"):
            name = f"{folders[depth - 1]}{suffix}"
            merged |= read(os.path.join(site.folder, *folders[:depth], name))
    stem = os.path.join(site.folder, os.path.splitext(path)[0])
    return merged | dict(read(f"{stem}.json")) | dict(read(f"{stem}.11tydata.json"))


_WAYS: dict[str, Callable[[_Read, Site, str], dict[str, Any]]] = {
    "jekyll": _jekyll,
    "hugo": _hugo,
    "eleventy": _eleventy,
}
