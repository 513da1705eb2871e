"""Showing article text to people: cut, quoted, and with nothing in it that could act."""

import re
from typing import Any

# What moves the cursor, hides, reorders or breaks lines: every code point of the categories Cc,
# Cf, Cs, Zl and Zp, and the others that Unicode calls default ignorable (DerivedCoreProperties),
# save the two selectors U+FE0E/F that ordinary emoji carry; what XML 1.0 cannot hold. Then the
# openings of CI commands: ##vso[ (Azure; its bracket may be cut off), ##[ (GitHub), ##teamcity[.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    r"|##(?=[A-Za-z]*\[|vso)"
)
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "##": "#\\u0023"}
SHOWN = 80
"""Characters of a value that a message shows."""


def printable(text: str) -> str:
    """``text`` on one line, whatever is invisible or acts spelled out, mostly as ``\\uNNNN``."""
    if "##" not in text and text.isascii() and text.isprintable():
        return text
    return _ACTING.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _SHORT:
        return _SHORT[found]
    return f"\\u{ord(found):04x}" if found < "\U00010000" else f"\\U{ord(found):08x}"


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON in printable ASCII, without ``##``, with which commands to some CI servers begin."""
    from json import dumps

    text = dumps(value, indent=indent)
    return text.replace("\x7f", "\\u007f").replace("##", "#\\u0023")


def path_name(path: str) -> str:
    """The name of a file as reports show it: printable, and no line that starts with it acts.

    GitHub takes what follows ``::`` at the start of a line for a command; ``./`` in front keeps
    the name a name of the same file.
    """
    return printable(f"./{path}" if path.lstrip().startswith("::") else path)


def cut(text: str, length: int = SHOWN) -> str:
    """At most ``length`` characters of ``text``, an ellipsis standing for the rest."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quote(value: Any) -> str:
    """A value of the front matter as a message shows it: short, on one line, in quotes if text."""
    match value:
        case str():
            return f"'{cut(printable(cut(value)), 2 * SHOWN)}'"
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to write out integers of more than 4300 digits.
            return cut(str(value)) if abs(value) < 10**SHOWN else "a huge number"
        case float():
            return repr(value)
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"a {type(value).__name__}"


def width(text: str) -> int:
    """The columns that printable ``text`` takes on a terminal (Unicode UAX 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in ("Mn", "Me") else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset into ``text``."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
