"""Translate the errors of tomllib into messages for editors.

tomllib reports where it stops, which is often behind the mistake, and in terms of its grammar. The
common mistakes are values without quotes, and values as other languages write them.
"""

import re
import tomllib
from collections.abc import Iterator

_BEFORE_VALUE = re.compile(r"[=\[,{][ \t]*+")
_BEFORE_ITEM = re.compile(r"[=\[,{][ \t]*+|^[ \t]*+", re.MULTILINE)
_VALUE = re.compile(r"[^\s,;\]}#\"']*+(?: (?=[0-9+-])[^\s,;\]}#\"']*+){0,2}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:[\d:.]+)?")
_MOMENT = re.compile(
    r"(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2}))?([Tt ]?)(?:(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?"
    r"(?: ?([Zz]|[-+]\d{2}:?\d{2}))?",
    re.ASCII,
)
_NUMBER = re.compile(
    r"([-+]?)(0*)((?:[1-9][0-9_]*)?)((?:\.[0-9_]*)?)((?:[eE][-+]?[0-9]+)?)", re.ASCII
)
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,20}+,[0-9]{1,20}+(?=[ \t\r]*+(?:#|\n|\Z))")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_KEY = re.compile(r"[ \t,;]*+[\w-]++[ \t]*+=")
_MAX_VALUE = 100
"""Maximum characters of a value to read as something else."""

_BACKSLASH = "invalid escape in double quotes; use single quotes or write two backslashes"
_NOT_CLOSED = "a quote is never closed"
_NO_TEXT = "this is not a TOML value; put text in quotes"
_NO_NULL = "TOML has no empty value; remove"
_NO_SUCH_MOMENT = "this date or time does not exist"
_UNEXPECTED = "unexpected text after a value"
_ADVICE = {
    "Invalid value": _NO_TEXT,
    "Expected '=' after a key in a key/value pair": "missing '=' after a key",
    "Unterminated string": _NOT_CLOSED,
    'Expected "\'"': "a quote is not closed on its line",
    "Expected \"'''\"": _NOT_CLOSED,
    "Illegal character '\\n'": "a quote is not closed on its line",
    "Expected newline or end of document after a statement": _UNEXPECTED,
    "Unclosed array": "unclosed '[', or missing comma",
    "Unclosed inline table": "unclosed '{', or missing comma",
    "Unescaped '\\' in a string": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Invalid date or datetime": _NO_SUCH_MOMENT,
    "Expected ']' at the end of a table declaration": "missing ']' after a table name",
    "Expected ']]' at the end of an array declaration": "missing ']]' after a table name",
    "Invalid initial character for a key part": "expected a key",
    "Invalid statement": "this is neither a key with its value nor a [table]",
}
_OPEN = ("Unterminated string", 'Expected "\'"', "Expected \"'''\"")
"""Problems of a string that is reported where the document ends."""


def explain(problem: str, text: str, at: int, open_string: int | None) -> tuple[str, int]:
    """Return a message for the ``problem`` that tomllib reports at ``at``, and its place.

    ``open_string`` is the place of the last quote that opens a string without an end.
    """
    if text.startswith(("<<<<<<< ", ">>>>>>> "), at):
        return "unresolved merge conflict", at
    if problem in _OPEN and open_string is not None:
        return _ADVICE[problem], open_string
    advice = _misread(problem, text, at) or _misplaced(problem, text, at)
    if advice is not None:
        return advice
    if any(date.start() < at < date.end() for date in _DATE.finditer(text, max(at - 30, 0))):
        return _NO_SUCH_MOMENT, at
    return _ADVICE.get(problem, problem[:1].lower() + problem[1:]), at


def _misread(problem: str, text: str, at: int) -> tuple[str, int] | None:
    """Return what to write for the value without quotes at ``at``, and its place; None if
    unknown."""
    in_list = problem in ("Invalid value", "Unclosed array")
    for start in _value_starts(text, at, _BEFORE_ITEM if in_list else _BEFORE_VALUE):
        comma = _DECIMAL_COMMA.match(text, start)
        if comma and comma.start() < at < comma.end():
            return f"{comma[0]} is not a TOML value; write {comma[0].replace(',', '.')}", start
        value = _VALUE.match(text, start)
        if value is None or not start <= at <= value.end() or len(value[0]) > _MAX_VALUE:
            continue
        words = value[0].split(" ")
        for word in dict.fromkeys([value[0], words[0]]):  # what follows may be something else
            told = _instead(word) if word else _nothing(text, start)
            if told == _NO_NULL and _is_alone(text, start):
                told += " the line"
            elif told == _NO_NULL:
                told += " it"
            if told:
                return told, start
        if start < at < start + len(words[0]) and not _DATE.match(words[0]):
            return _NO_TEXT, start
        return None
    return None


def _is_alone(text: str, at: int) -> bool:
    """Return whether the value at ``at`` is that of a key on a line, in no list or inline table."""
    return _KEY.fullmatch(text[text.rfind("\n", 0, at) + 1 : at].rstrip(" \t")) is not None


def _value_starts(text: str, at: int, before: re.Pattern[str]) -> Iterator[int]:
    """Yield where a value without quotes may begin that ``at`` is in, the last one first."""
    line = text.rfind("\n", 0, at) + 1
    found = [match.end() for match in before.finditer(text, max(line, at - _MAX_VALUE), at)]
    yield from reversed([start for start in found if start <= at])


def _nothing(text: str, at: int) -> str:
    """Explain that there is no value at ``at``; empty if another message fits."""
    before = text[max(at - _MAX_VALUE, 0) : at].rstrip(" \t")[-1:]
    following = text[at : at + 1]
    if before == "=" and following in ("", "\n", "\r", "#"):
        return "there is no value after '='; write \"\" or remove the line"
    if before == "=" and following in (",", "}"):
        return "there is no value after '='; write \"\" or remove the key"
    if following == "," and before in ("[", ","):
        return "a value is missing before this comma; remove it"
    return ""


def _misplaced(problem: str, text: str, at: int) -> tuple[str, int] | None:
    """Explain punctuation that TOML writes otherwise, and keys that need quotes; None if it is
    something else."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    rest = text[at:].partition("\n")[0].rstrip("\r")
    told = ""
    if problem.startswith("Expected newline"):
        if rest.startswith("//"):
            told = "a comment begins with '#'"
        elif rest in (",", ";"):
            told = f"{_UNEXPECTED}; remove the '{rest}'"
        elif _KEY.match(rest):
            told = f"{_UNEXPECTED}; begin a new line for each field"
        elif line.endswith('"') and '"' in rest:
            told = 'text after a closing quote; write \\" for a quote inside'
        elif line.endswith("'") and rest[:1].isalpha():
            told = "text after a closing quote; put the text in double quotes"
    elif problem.startswith("Expected '='"):
        if rest.startswith(":"):
            told = "missing '=' after a key; write it in place of ':'"
        elif "=" in rest:
            told = "missing '=' after a key; put a key with spaces or other letters in quotes"
    elif problem == "Invalid value":
        if rest.startswith("="):
            told = "there are two '='; write one"
        elif rest[:1] in ("“", "”", "„", "‘", "’", "«", "»"):
            told = 'text needs straight quotes (")'
        elif _KEY.match(rest) and not line.strip():
            told = "unclosed '[', or missing comma"
            at = max(text.rfind("[", 0, at), 0)
    elif rest.startswith("}") and line.rstrip().endswith(","):
        told, at = "trailing ',' before '}'; remove it", at - len(line) + line.rindex(",")
    elif problem == "Invalid statement" and rest.startswith("//"):
        told = "a comment begins with '#'"
    return (told, at) if told else None


def _instead(word: str) -> str:
    """Return what to write for a value without quotes that is not TOML; empty if unknown."""
    folded = word.lower()
    if folded in ("true", "false"):
        return "" if word == folded else f"{word} is not a TOML value; write {folded}"
    if folded in ("yes", "no", "on", "off"):
        meant = "true" if folded in ("yes", "on") else "false"
        return f"{word} is not a TOML value; write {meant}, or text in quotes"
    if folded in ("null", "none", "nil", "~", "undefined"):
        return _NO_NULL
    if folded.lstrip("+-") in ("nan", "inf", "infinity"):
        new = folded.replace("infinity", "inf")
        return "" if word == new else f"{word} is not a TOML value; write {new}"
    return _as_moment(word) or _as_number(word)


def _as_moment(word: str) -> str:
    """Return what to write for a date or a time in another form; empty if it is none."""
    found = _MOMENT.fullmatch(word)
    if found is None or not (found[1] or (found[5] and not found[8])):
        return ""
    year, month, day, between, hour, minute, second, zone = found.groups("")
    date = f"{year}-{month:0>2}-{day:0>2}" if year else ""
    time = f"{hour:0>2}:{minute}:{second or '00'}" if hour else ""
    if zone and not zone.isalpha():
        zone = f"{zone[:3]}:{zone[-2:]}"
    new = date + (between if date and time else "") + time + zone
    if not _is_toml(new):
        return "" if date and new == word else _NO_SUCH_MOMENT
    if new == word:
        return ""
    if hour and not second:
        return f"a time needs seconds; write {new}"
    return f"this is not a TOML date or time; write {new}"


def _as_number(word: str) -> str:
    """Return what to write for a number in another form; empty if it is none."""
    found = _NUMBER.fullmatch(word)
    if found is None or not any(map(str.isdigit, word)):
        return f"{word} is not a TOML value; write {word.lower()}" if _is_base(word) else ""
    sign, _, whole, fraction, exponent = found.groups()
    digits = fraction.strip("._") or "0"
    new = sign + (whole.strip("_") or "0") + (f".{digits}" if fraction else "") + exponent
    if new == word or not _is_toml(new):
        return ""
    if _LEADING_ZERO.match(word):
        return f"a number has no leading zero; write {new.removeprefix('+')}"
    return f"{word} is not a TOML value; write {new}"


def _is_base(word: str) -> bool:
    """Return whether ``word`` is a number such as ``0X1F``, whose prefix is lower case in TOML."""
    return word[:2] in ("0X", "0O", "0B") and _is_toml(word.lower())


def _is_toml(value: str) -> bool:
    try:
        tomllib.loads(f"a = {value}")
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    return True
