"""``python -m newslint`` and the ``newslint`` command."""

import sys


def run() -> int:
    """The command line; returns the exit status."""
    from newslint.writing import complete_streams

    complete_streams()
    from newslint.cli import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    # Python has put the working directory first: a `yaml.py` in the checked tree would be run.
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(run())
