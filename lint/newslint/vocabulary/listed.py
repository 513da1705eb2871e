"""Values that a site generator lists: the authors and tags of Docusaurus.

The files are next to the articles or in a folder above them:
https://docusaurus.io/docs/blog#global-authors,
https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#tags-file
"""

import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Listed(NamedTuple):
    """The values that are allowed in one field."""

    file: str
    """The file that lists them, relative to the working directory."""
    names: tuple[str, ...]
    """In the order of the file."""


_FILES: dict[str, dict[str, tuple[str, ...]]] = {
    "docusaurus": {
        "authors": ("authors.yml", "authors.yaml", "authors.json"),
        "tags": ("tags.yml", "tags.yaml"),
    }
}
"""By preset and field: the files with a mapping whose keys are the values."""


def lists_values(preset: str) -> bool:
    """Return whether the generator of ``preset`` has files that list values."""
    return preset in _FILES


def listed(
    preset: str, top: str, path: str, read: Callable[[str], Mapping[str, Any]]
) -> dict[str, Listed]:
    """Return the values listed for the article at ``path``, by field.

    The nearest file counts, from the folder of the article up to ``top``, that of the site.
    ``read`` returns the mapping in a file, empty if there is none.
    """
    values: dict[str, Listed] = {}
    folder = os.path.dirname(path)
    while True:
        for field, names in _FILES.get(preset, {}).items():
            for file in (os.path.join(folder, name) for name in names):
                if field not in values and (keys := tuple(map(str, read(file)))):
                    values[field] = Listed(file, keys)
        if folder in ("", top) or not folder.startswith(top):
            return values
        folder = os.path.dirname(folder)
