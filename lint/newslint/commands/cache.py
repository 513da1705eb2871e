"""Show or empty the cache of results.

``info`` prints the location and size of the cache, ``clean`` removes the results of earlier
runs. The memory of URLs in the same folder is kept: see ``newslint urls``.
"""

import argparse
import os
from collections.abc import Iterator

from newslint.cache import folder
from newslint.commands import configuration
from newslint.errors import ERROR_STATUS
from newslint.files.writing import to_stderr, to_stdout
from newslint.text import printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint cache``."""
    parser.add_argument("action", choices=("info", "clean"))
    configuration.add_cache_argument(parser)
    configuration.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Show or empty the cache; return 2 if it cannot be removed."""
    config = configuration.load(args)
    file = os.path.join(folder.cache_folder(config), folder.FILE_NAME)
    return _info(file) if args.action == "info" else _clean(file)


def _info(file: str) -> int:
    to_stdout(f"{line}\n" for line in _described(file))
    return 0


def _described(file: str) -> Iterator[str]:
    yield f"file   {printable(file)}"
    if not os.path.exists(file):
        yield "size   none yet"
        return
    size = sum(os.path.getsize(path) for path in folder.files_of(file) if os.path.exists(path))
    yield f"size   {size / 1_000_000:.1f} MB (at most {folder.MAX_BYTES / 1_000_000:.0f} MB)"
    counts = folder.counts(file)
    if counts is None:
        yield "state  unreadable; it will be rebuilt on the next run"
    else:
        yield f"files  {counts[0]}"
        yield f"facts  {counts[1]}"


def _clean(file: str) -> int:
    removed = False
    ours = folder.ours_of(file)
    for path in folder.files_of(file):
        if os.path.exists(path) and path not in ours:
            to_stderr(f"newslint: error: {printable(path)} stays: it is not a file of newslint")
            return ERROR_STATUS
    for path in ours:
        try:
            os.unlink(path)
            removed = True
        except FileNotFoundError:
            continue
        except OSError as error:
            to_stderr(f"newslint: error: {printable(path)} stays: {error.strerror}")
            return ERROR_STATUS
    to_stdout(["cache removed\n" if removed else "there was no cache\n"])
    return 0
