"""Find installed packages with rules, without importing them."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "newslint.rules"


def entry_points() -> "tuple[EntryPoint, ...]":
    """Return the entry points of installed rule plug-ins, in order.

    Reading the metadata of all distributions would take longer than linting a file, so only folders
    are read whose raw files mention the group. Packages in the working directory are not installed.
    """
    folders = [folder for folder in _site_folders() if _mentions_rules(folder)]
    if not folders:
        return ()
    import re
    from importlib.metadata import distributions

    entries: dict[str, tuple[EntryPoint, ...]] = {}  # of the first distribution of each name
    for distribution in distributions(path=folders):
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"] or "").lower()
        entries.setdefault(name, tuple(distribution.entry_points.select(group=ENTRY_POINTS)))
    points = (entry for group in entries.values() for entry in group)
    return tuple(sorted(points, key=lambda entry: (entry.name, entry.value)))


def _site_folders() -> list[str]:
    here = os.getcwd()
    return [path for path in sys.path if path and path != here and os.path.isdir(path)]


def holds_distributions(folder: str) -> bool:
    """Return whether ``folder`` is on Python's path for installed packages."""
    return next(_metadata(folder), None) is not None


def _mentions_rules(folder: str) -> bool:
    for metadata in _metadata(folder):
        try:
            with open(os.path.join(metadata, "entry_points.txt"), "rb") as file:
                if ENTRY_POINTS.encode() in file.read():
                    return True
        except OSError:
            continue
    return False


def _metadata(folder: str) -> Iterator[str]:
    """Return the metadata of the distributions in a folder."""
    try:
        names = os.listdir(folder)
    except OSError:  # not a folder that Python can import from
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            yield os.path.join(folder, name)
