"""The files that newslint consists of, be they in a folder or in a zip file on Python's path."""

import os

import newslint

HOME = os.path.dirname(newslint.__file__ or "")
"""The folder of the package; in a zip file, the path of the file with the path in it."""


def names_in(folder: str) -> list[str]:
    """The names of the files and folders in ``folder``, which is `HOME` or below it."""
    try:
        return sorted(os.listdir(folder))
    except NotADirectoryError:  # in a zip file
        from importlib.resources import files

        inner = os.path.relpath(folder, HOME).split(os.sep)
        return sorted(entry.name for entry in files("newslint").joinpath(*inner).iterdir())


def text_of(file: str) -> str:
    """The text of a file in UTF-8, which is below `HOME` or elsewhere on disk."""
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.read()
    except NotADirectoryError:
        from importlib.resources import files

        inner = os.path.relpath(file, HOME).split(os.sep)
        return files("newslint").joinpath(*inner).read_text("utf-8")
