"""``python -m newslint`` and the ``newslint`` command."""

import gc
import sys

YOUNG = 40_000
"""Objects that a run may make between two searches for those that hold only each other. Hardly any
do: with Python's own 700 the searches take a sixth of a run of one file, which now ends before
the first."""


def run() -> int:
    """The command line; returns the exit status."""
    from newslint.files.writing import complete_streams

    complete_streams()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    from newslint.cli import main

    status = main(sys.argv[1:])
    gc.freeze()  # all goes with the process: there is nothing left to search for
    return status


if __name__ == "__main__":
    # Python has put the working directory first: a `yaml.py` in the checked tree would be run.
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(run())
