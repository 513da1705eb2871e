"""Write what a command made to the file that the user named."""

from newslint.errors import ERROR_STATUS
from newslint.files.outputs import Outputs
from newslint.files.writing import to_stderr, to_stdout
from newslint.text import printable


def write(text: str, file: str, outputs: Outputs) -> int:
    """Write ``text`` to ``file``, which ``outputs`` has claimed, or to standard output for ``-``.

    Return the exit status: not 0, with a message, if the file cannot be written.
    """
    if file == "-":
        to_stdout([text])
        return 0
    try:
        outputs.write(file, [text])
    except OSError as error:
        reason = error.strerror or error
        to_stderr(f"newslint: error: {printable(file)} cannot be written: {reason}")
        return ERROR_STATUS
    return 0
