"""Read the files of the package, which may be in a folder or in a zip file on Python's path."""

import os

import newslint

HOME = os.path.dirname(newslint.__file__ or "")
"""The folder of the package. In a zip file, the path of the zip file and the path inside it."""


def names_in(folder: str) -> list[str]:
    """Return the names of the files and folders in ``folder``, which is `HOME` or below it."""
    try:
        return sorted(os.listdir(folder))
    except NotADirectoryError:  # in a zip file
        from importlib.resources import files

        inner = os.path.relpath(folder, HOME).split(os.sep)
        return sorted(entry.name for entry in files("newslint").joinpath(*inner).iterdir())


def text_of(file: str) -> str:
    """Return the text of a UTF-8 file, below `HOME` or elsewhere on disk."""
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.read()
    except NotADirectoryError:
        from importlib.resources import files

        inner = os.path.relpath(file, HOME).split(os.sep)
        return files("newslint").joinpath(*inner).read_text("utf-8")
