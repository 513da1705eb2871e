"""Examine this folder and write a configuration that fits its articles.

The site generator, the folders of articles and the names of their fields are detected from the
files. Nothing is executed, requested or overwritten.
"""

import argparse
import os
from contextlib import suppress

from newslint.config.source import MAX_SIZE, NAME, PYPROJECT
from newslint.errors import UsageError
from newslint.files import discover
from newslint.files.writing import to_stdout
from newslint.front_matter import toml


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments: ``newslint init`` takes none."""


def run(args: argparse.Namespace) -> int:
    """Write the configuration and return the exit status. Raise UsageError."""
    from newslint.init.address import address_of
    from newslint.init.draft import configuration, sentences
    from newslint.init.survey import survey

    _check_free()
    result = survey()
    if result is None:
        raise UsageError("there are no articles here: run newslint init at the top of a site")
    _write(configuration(result, address_of(result.site)))
    to_stdout(f"{line}\n" for line in sentences(result))
    to_stdout([f"\nwritten: {NAME}. Next: newslint check\n"])
    return 0


def _check_free() -> None:
    if os.path.lexists(NAME):
        raise UsageError(f"{NAME} exists already; newslint init overwrites nothing")
    try:
        text = discover.read(PYPROJECT, MAX_SIZE).decode(errors="replace")
    except discover.Unreadable:
        return
    tool = (toml.parse(text).data or {}).get("tool")
    if isinstance(tool, dict) and "newslint" in tool:
        raise UsageError(f"{PYPROJECT} has a table [tool.newslint] already")


def _write(text: str) -> None:
    """Write the file in one step if it does not exist. Raise UsageError."""
    temporary = f".{NAME}.{os.urandom(4).hex()}"
    try:
        with open(temporary, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, NAME)
    except UnicodeEncodeError:
        raise UsageError("the name of a folder or field is not valid Unicode: rename it") from None
    except FileExistsError:
        raise UsageError(f"{NAME} exists already; newslint init overwrites nothing") from None
    except OSError as error:
        raise UsageError(f"{NAME} cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            os.unlink(temporary)
