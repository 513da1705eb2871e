"""A comment of an article that begins with ``newslint:``."""

from typing import NamedTuple

MARK = "newslint:"


class Comment(NamedTuple):
    """A comment that may be valid or not. All places are offsets in the text of the article."""

    written: str
    """Its text from ``newslint:`` on."""
    at: int
    """The offset of that text."""
    start: int
    end: int
    whole: tuple[int, int]
    """The text to delete with the comment."""
    about: tuple[int, int]
    """The text that it applies to: its own lines, or the next value or block."""
    form: str
    """The comment syntax, with ``{}`` for the text."""
    value: tuple[int, int] | None = None
    """A list or mapping that it also applies to, but only as a whole."""
    for_file: bool = False
    """Whether it is at a place where it can silence the whole file."""
    fault: str = ""
    """Why it cannot be an ignore comment, regardless of its text."""
