"""The date, language and draft status in the path of an article."""

import os
from typing import Any

from newslint.vocabulary import roles

DRAFTS = "_drafts"
"""The folder of drafts (https://jekyllrb.com/docs/posts/#drafts)."""

# ISO 639-1 codes that are used in folder and file names.
_LANGUAGES = frozenset(
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr hu hy "
    "id is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru "
    "si sk sl so sq sr sv sw ta te tg th tl tr uk ur uz vi zh zu".split()
)


def from_path(role: str, source: str, path: str) -> Any:
    """Return the value of a role in the file name or folders (``source``), or None."""
    names = path.replace(os.sep, "/").split("/")
    match role, source:
        case "published", roles.FILENAME:
            return date_in_name(names) or None
        case "published", roles.FOLDER:
            return date_in_folders(names) or None
        case "language", roles.FILENAME:
            return language_in_name(names[-1]) or None
        case "language", roles.FOLDER:
            return next((name for name in names[:-1] if is_language(name)), None)
        case "draft", roles.FOLDER:
            return True if DRAFTS in names[:-1] else None
    return None


def date_in(path: str) -> str:
    """Return the date in a path as ``2020-07-14``, or an empty string.

    Such as 2020-07-14-slug.md, 2020/07/14/slug.md or 2020-07-14-slug/index.md.
    """
    names = path.replace("\\", "/").split("/")
    return date_in_name(names) or date_in_folders(names)


def date_in_name(names: list[str]) -> str:
    """Return the date at the start of the file name, or of the folder of an index file."""
    *folders, name = names
    if folders and name.startswith("index."):
        name = f"{folders[-1]}."
    return name[:10] if name[10:11] in ("-", "_", ".", " ") and _is_date(name[:10]) else ""


def date_in_folders(names: list[str]) -> str:
    """Return the date in the folders, or an empty string."""
    folders = names[:-1]
    inner = (
        folders[:-1] if names[-1].startswith("index.") else folders
    )  # without the article's own folder
    dates = ("-".join(part[-3:]) for part in (folders, inner) if len(part) >= 3)
    return next(filter(_is_date, dates), "")


def _is_date(text: str) -> bool:
    return (
        len(text) == 10
        and text[4] == text[7] == "-"
        and text.isascii()
        and (text[:4] + text[5:7] + text[8:]).isdigit()
    )


def language_in_name(name: str) -> str:
    """Return the language in ``ferry.de.md``, or an empty string."""
    parts = name.split(".")
    return parts[-2] if len(parts) > 2 and is_language(parts[-2]) else ""


def is_language(name: str) -> bool:
    """Return whether ``name`` is a code such as ``de``, ``pt-br`` or ``zh_CN``."""
    language, _, region = name.replace("_", "-").partition("-")
    return language in _LANGUAGES and (not region or (len(region) in (2, 4) and region.isalpha()))
