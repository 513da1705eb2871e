"""``python -m newslint`` and the ``newslint`` command."""

import gc
import os
import sys

YOUNG = 40_000
"""Objects that a run may make between two searches for those that hold only each other. Hardly any
do: with Python's own 700 the searches take a sixth of a run of one file, which now ends before
the first."""

_THREADS = ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS")


def run() -> int:
    """The command line; returns the exit status."""
    from newslint.files.writing import complete_streams

    complete_streams()
    if not any(name in os.environ for name in _THREADS):
        # numpy's OpenBLAS starts a thread and takes 40 MB for each CPU; nothing here uses them.
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
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
