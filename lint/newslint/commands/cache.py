"""Show or empty the cache of results.

``info`` tells where the cache lies and how large it is, ``clean`` removes the results of
earlier runs. The memory of URLs, which lies beside it, is left as it is: see ``newslint urls``.
"""

import argparse
import os
import sys

from newslint import cache
from newslint.commands import configuration


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``newslint cache``."""
    parser.add_argument("action", choices=("info", "clean"))
    parser.add_argument("--cache-dir", metavar="DIR", help="where the cache lies")
    configuration.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Do it; 2 when the cache cannot be removed."""
    config = configuration.load(args)
    if args.cache_dir is not None:
        config = config._replace(cache_dir=args.cache_dir)
    file = os.path.join(cache.cache_folder(config), cache.FILE_NAME)
    return _info(file) if args.action == "info" else _clean(file)


def _info(file: str) -> int:
    from newslint.text import printable

    print(f"file   {printable(file)}")
    if not os.path.exists(file):
        print("size   none yet")
        return 0
    size = sum(os.path.getsize(path) for path in cache.files_of(file) if os.path.exists(path))
    print(f"size   {size / 1_000_000:.1f} MB (at most {cache.MAX_BYTES / 1_000_000:.0f} MB)")
    counts = cache.counts(file)
    if counts is None:
        print("state  not readable: the next run makes it anew")
    else:
        print(f"files  {counts[0]}")
        print(f"facts  {counts[1]}")
    return 0


def _clean(file: str) -> int:
    removed = False
    for path in cache.files_of(file):
        try:
            os.unlink(path)
            removed = True
        except FileNotFoundError:
            continue
        except OSError as error:
            print(f"newslint: error: {path} stays: {error.strerror}", file=sys.stderr)
            return 2
    print("cache removed" if removed else "there was no cache")
    return 0
