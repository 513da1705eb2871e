"""A comment of an article that begins with ``newslint:``, whatever it goes on to say."""

from typing import NamedTuple

MARK = "newslint:"


class Comment(NamedTuple):
    """Such a comment; all places are offsets in the text of the article."""

    written: str
    """What it says, from ``newslint:`` on."""
    at: int
    """Where that begins."""
    start: int
    end: int
    whole: tuple[int, int]
    """What goes when the comment goes."""
    about: tuple[int, int]
    """The text that it is about: that of its own lines, or of the next value or block."""
    form: str
    """How such a comment is written, with ``{}`` for what it says."""
    value: tuple[int, int] | None = None
    """A list or mapping that it is also about, but only as a whole."""
    for_file: bool = False
    """Whether it stands where it can speak for the whole file."""
    fault: str = ""
    """Why it cannot be an ignore comment, whatever it says."""
