"""``python -m newslint`` and the ``newslint`` command."""

import sys


def run() -> int:
    """The command line; returns the exit status."""
    from newslint.cli import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
