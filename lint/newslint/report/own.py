"""Recognising what newslint wrote: reports of any format, and recorded URLs."""

from newslint.report import FORMATS, reporter


def is_ours(text: str) -> bool:
    """Whether newslint wrote a text, or one that begins like it."""
    from newslint.web import record

    return any(reporter(name).wrote(text) for name in FORMATS) or record.wrote(text)
