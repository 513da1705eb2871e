"""What newslint wrote: reports of any format, and recorded URLs. Only that is ever replaced."""

from collections.abc import Mapping

from newslint.files.outputs import Outputs
from newslint.report import FORMATS, reporter


def outputs(inputs: Mapping[str, str]) -> Outputs:
    """The outputs of a run that reads ``inputs``, which go by path with what messages call them."""
    return Outputs(is_ours, inputs)


def is_ours(text: str) -> bool:
    """Whether newslint wrote a text, or one that begins like it."""
    from newslint.web import record

    return any(reporter(name).wrote(text) for name in FORMATS) or record.wrote(text)
