"""Show article text to people: shortened, quoted, and without active characters."""

import re
from typing import Any

from newslint.pattern import pattern

NONCHARACTERS = r"\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
"""The code points that are never characters, for a set of a regular expression (Unicode 23.7)."""

# Characters that move the cursor, hide or reorder text, or break lines: the categories Cc, Cf, Cs,
# Zl and Zp, and Default_Ignorable_Code_Point (DerivedCoreProperties) except the variation selectors
# U+FE0E/F of emoji; noncharacters; characters that XML 1.0 does not allow. Then the openings of CI
# commands: ##vso[ (Azure; its bracket may be cut off), ##[ (GitHub), ##teamcity[.
_ACTING = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    rf"{NONCHARACTERS}]"
    r"|##(?=[A-Za-z]*\[|vso)"
)
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "##": "#\\u0023"}
_COMMANDS = ("::", "--- ", "+++ ", "~~~ ", "^^^ ")
SHOWN = 80
"""Maximum characters of a value in a message."""


def printable(text: str) -> str:
    """Return ``text`` on one line, with invisible and active characters escaped (``\\uNNNN``)."""
    if "##" not in text and text.isascii() and text.isprintable():
        return text
    return _ACTING.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    text = match[0]
    if text in _SHORT:
        return _SHORT[text]
    return f"\\u{ord(text):04x}" if text < "\U00010000" else f"\\U{ord(text):08x}"


def counted(number: int, noun: str) -> str:
    """Return a number of things, such as ``1 file``, ``2,000 files`` or ``3 entries``."""
    if number != 1:
        noun = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun}"


def as_json(value: Any, indent: int | None = None) -> str:
    """Return JSON in printable ASCII, without the ``##`` that starts commands to CI servers."""
    from json import dumps

    text = dumps(value, indent=indent)
    return text.replace("\x7f", "\\u007f").replace("##", "#\\u0023")


def path_name(path: str) -> str:
    """Return a file name for reports: printable, and not a command at the start of a line.

    At the start of a line, GitHub treats ``::`` as a command, and Buildkite folds the output at
    ``---``, ``+++``, ``~~~`` and ``^^^``. A leading ``./`` prevents that and still names the same
    file.
    """
    return printable(f"./{path}" if path.lstrip().startswith(_COMMANDS) else path)


def cut(text: str, length: int = SHOWN) -> str:
    """Return ``text``, shortened to ``length`` characters with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quote(value: Any) -> str:
    """Return a front matter value for a message: short, on one line, text in quotes."""
    match value:
        case str():
            return f"'{cut(printable(cut(value)), 2 * SHOWN)}'"
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to convert integers of more than 4300 digits to text.
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
    """Return the width of printable ``text`` in terminal columns (Unicode UAX 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in ("Mn", "Me") else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, starting at 1, of an offset into ``text``."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
