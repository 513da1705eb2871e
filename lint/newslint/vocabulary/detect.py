"""Detect the site generator of a tree by its configuration file.

The file only has to exist; it is never executed. If two generators use the same file name, the
contents decide.
"""

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newslint.files import discover
from newslint.pattern import pattern
from newslint.vocabulary.presets import Preset, names, preset

MAX_SIZE = 256 * 1024
"""Maximum bytes of a generator's file to examine."""
_MAX_PARENTS = 32  # folders


class Site(NamedTuple):
    """A folder that a site generator builds."""

    preset: Preset
    folder: str
    """Relative to the working directory."""
    file: str
    """The name of the generator's file."""


def site_in(folder: str) -> Site | None:
    """Return the site with its top at ``folder``; None if there is no generator's file."""
    try:
        entries = set(os.listdir(folder or "."))
    except OSError:
        return None
    for name in names():
        candidate = preset(name)
        for file in candidate.files:
            if file in entries and _is_of(candidate, folder, file, entries):
                return Site(candidate, folder, file)
    return None


def site_of(paths: Sequence[str]) -> Site | None:
    """Return the site of ``paths``: that of the working directory, else of a folder above one of
    the paths, up to the working directory or the top of the git work tree."""
    seen: set[str] = set()
    for folder in ("", *(one for path in paths for one in _above(path))):
        if folder not in seen and (site := site_in(folder)):
            return site
        seen.add(folder)
    return None


def _above(path: str) -> Iterable[str]:
    """Yield the folders from ``path`` up to the working directory or the git work tree."""
    folder = os.path.normpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    for _ in range(_MAX_PARENTS):
        if folder in (os.curdir, ""):
            return
        yield folder
        if os.path.lexists(os.path.join(folder, ".git")):
            return
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


_KEYS = {
    "zola": pattern(r"^[ \t]*base_url[ \t]*=", re.MULTILINE),
    "hugo": pattern(
        r"^[ \t]*[\"']?(?:baseURL|languageCode|theme|title)[\"']?[ \t]*[=:]",
        re.MULTILINE | re.IGNORECASE,
    ),
}
"""What distinguishes the generators that use ``config.toml``, the most specific first."""


def _is_of(chosen: Preset, folder: str, file: str, entries: set[str]) -> bool:
    """Return whether ``file`` belongs to the generator of the preset."""
    if file not in chosen.shared_files:
        return True
    if not entries.issuperset(chosen.beside):
        return False
    if chosen.name not in _KEYS:
        return True
    try:
        source = discover.read(os.path.join(folder, file), MAX_SIZE)
    except discover.Unreadable:
        return False
    text = source.decode(errors="replace")
    return next((name for name, key in _KEYS.items() if key.search(text)), "") == chosen.name
