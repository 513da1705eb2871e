"""Which site generator builds a tree, told by the generator's own file.

That the file is there is what counts; nothing in it is run. Where two generators call their file by
one name, what it says decides.
"""

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newslint.files import discover
from newslint.pattern import pattern
from newslint.vocabulary.presets import Preset, names, preset

MAX_SIZE = 256 * 1024
"""Bytes of a generator's file that is looked into."""
_MOST_ABOVE = 32  # folders


class Site(NamedTuple):
    """A folder that a site generator builds."""

    preset: Preset
    folder: str
    """As seen from the working directory."""
    file: str
    """The name of the file that tells."""


def site_in(folder: str) -> Site | None:
    """The site whose top is ``folder``; None where no generator's file lies there."""
    try:
        entries = set(os.listdir(folder or "."))
    except OSError:
        return None
    for name in names():
        found = preset(name)
        for file in found.files:
            if file in entries and _is_of(found, folder, file, entries):
                return Site(found, folder, file)
    return None


def site_of(paths: Sequence[str]) -> Site | None:
    """The site that ``paths`` lie in: that of the working directory, else of a folder between it,
    or the top of the git work tree, and one of the paths."""
    seen: set[str] = set()
    for folder in ("", *(one for path in paths for one in _above(path))):
        if folder not in seen and (site := site_in(folder)):
            return site
        seen.add(folder)
    return None


def _above(path: str) -> Iterable[str]:
    """The folders from ``path`` up to the working directory or the top of the git work tree."""
    folder = os.path.normpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    for _ in range(_MOST_ABOVE):
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
"""What a file says, that two generators call ``config.toml``; the surest comes first."""


def _is_of(found: Preset, folder: str, file: str, entries: set[str]) -> bool:
    """Whether ``file`` is that of ``found``'s generator."""
    if file not in found.shared_files:
        return True
    if found.beside not in entries:
        return False
    try:
        source = discover.read(os.path.join(folder, file), MAX_SIZE)
    except discover.Unreadable:
        return False
    text = source.decode(errors="replace")
    return next((name for name, key in _KEYS.items() if key.search(text)), "") == found.name
