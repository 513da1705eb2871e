"""Showing article text to people: cut, quoted, and with nothing in it that could act."""

import re
from typing import Any

# Everything that moves the cursor, hides, reorders or breaks lines: C0 and C1 controls, soft
# hyphen, zero-width and bidirectional marks (Unicode TR36), line separators, surrogates,
# interlinear annotation, tags, and code points that XML 1.0 cannot hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
SHOWN = 80
"""Characters of a value that a message shows."""


def printable(text: str) -> str:
    """``text`` with every invisible or acting character spelled out as ``\\xNN`` or ``\\uNNNN``."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x202F:  # the narrow no-break space is ordinary French typography
        return match[0]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cut(text: str, length: int = SHOWN) -> str:
    """At most ``length`` characters of ``text``, an ellipsis standing for the rest."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quote(value: Any) -> str:
    """A value of the front matter as a message shows it: short, on one line, in quotes if text."""
    match value:
        case str():
            return f"'{printable(cut(value))}'"
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return cut(repr(value)) if not isinstance(value, int) or abs(value) < 10**80 else "huge"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"a {type(value).__name__}"
