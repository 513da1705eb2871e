"""The fast path for YAML: read the simple block YAML of most front matter line by line.

It supports scalars on one line, nested mappings, lists with two columns per dash, flow collections
on one line, blank lines, and comments on their own lines or after a scalar; `multiline` adds texts
of several lines. The result equals that of the reference (PyYAML's safe loader without timestamps);
anything else is left to the full parser. The tests compare the two on generated, realistic and
mutated documents; extend them with the subset.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from newslint.front_matter import MAX_DEPTH, MAX_DIGITS, MAX_VALUES, Parsed, Places
from newslint.pattern import pattern

# Matches every line: indentation and list dash, key, and the rest.
_LINE = re.compile(r"( *+(?:- )?+)(?:([A-Za-z_][\w-]{0,99}+):(?: ++|\Z))?+(.*+)", re.ASCII)

# Characters that YAML rejects or treats as line breaks, except the line feed. None of them is
# printable in Python's sense, so only text that is not printable is searched for them.
_ODD = pattern(r"[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ASCII = bytes(range(0x20, 0x7F)) + b"\n"

_WORDS: dict[str, bool | None] = {
    spelling: value
    for word, value in (
        ("true", True),
        ("yes", True),
        ("on", True),
        ("false", False),
        ("no", False),
        ("off", False),
        ("null", None),
    )
    for spelling in (word, word.capitalize(), word.upper())
}

_QUOTED = re.compile(
    r'"([^"\\]*+(?:\\(?:[abtnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})'
    r"""[^"\\]*+)*+)"|'([^']*+(?:''[^']*+)*+)'"""
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))")
_ESCAPES = dict(zip("abtnvfreN_LP", "\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))
_COMMENT = re.compile(r" ++#.*+")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*+)")
_DECIMAL = re.compile(r"-?[0-9]++\.[0-9]++")
_TEXT = re.compile(r"[g-wyzG-WYZ]")  # a letter that occurs in no number, nor does "y" in words
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]++)?(?: ?Z| ?[-+][0-9]{2}:?[0-9]{2})?)?"
)
# An item in brackets: an optional key, then a scalar or the opening bracket of a collection.
_ITEM = re.compile(
    r" *+(?:([A-Za-z_][\w-]{0,99}+): ++)?+"
    r"(?:(?=[\[{])|(\"[^\"\\]*+\"|'[^']*+'"
    r"|[^][{},:#?\"' ](?:[^][{},:#?]|:(?![][{}, ])|(?<! )#)*+))",
    re.ASCII,
)


# Markers for rows, used in place of the beginning of the line.
_OPENS = "a key without a value, perhaps followed by a collection"
_EMPTY = "blank, or a comment"
_MIXED = "double quotes that do not enclose the whole value"
_NONE = "not the indentation of any mapping"

_TAKEN = "\0"
"""Placeholder in lines for a double-quoted text; never part of a text that is read here."""

_NEXT: Any = object()
"""Placeholder in rows for the next of these texts, one of which may be `_TAKEN`."""


class Unsupported(Exception):
    """The document is outside the subset."""


def parse(text: str) -> Parsed | None:
    """Return the fields as the reference parser would; None if the text is outside the subset."""
    if _is_odd(text):
        return None
    if len(text) > MAX_VALUES and text.count("\n") + text.count(",") > MAX_VALUES // 2:
        return None
    try:
        fields = _read(text)
        return Parsed(fields, places=partial(_places, text, fields, several_lines=False))
    except Unsupported:
        return _with_several_lines(text)


def _with_several_lines(text: str) -> Parsed | None:
    """Return the fields of a text in which values may take several lines."""
    from newslint.front_matter.multiline import taken_out

    try:
        lines, texts = taken_out(text)
        if not texts:
            return None
        fields = _read(lines, texts)
    except Unsupported:
        return None
    return Parsed(fields, places=partial(_places, text, fields, several_lines=True))


def _read(text: str, taken: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the fields. Raise Unsupported. ``taken`` has the texts for which placeholders stand
    in double quotes."""
    parts = text.split('"')
    quoted = parts[1::2]
    within = "".join(quoted)
    if len(parts) % 2 == 0 or "\n" in within or "\\" in within:
        if taken:
            raise Unsupported
        parts, quoted = [text], []  # unpaired, or with escapes
    if taken:
        quoted = [taken.get(one, one) for one in quoted]
    return _fields(_TAKEN.join(parts[::2]).split("\n"), iter(quoted))


def _places(text: str, fields: dict[str, Any], *, several_lines: bool) -> Places:
    from newslint.front_matter.fast_places import every, find

    return Places(partial(every, text), partial(find, text, fields, several_lines))


def _is_odd(text: str) -> bool:
    if text.isascii():
        return bool(text.encode().translate(None, _ASCII))
    return not text.replace("\n", "").isprintable() and _ODD.search(text) is not None


def _fields(lines: list[str], quoted: Iterator[str]) -> dict[str, Any]:
    """Build the fields from lines; ``quoted`` are the texts replaced by placeholders.

    The beginning of its lines identifies a collection: the indentation for a mapping, the
    indentation with the dash for a list. ``mapping`` is the mapping of the last key, ``stack`` has
    all open collections.
    """
    root: dict[str, Any] = {}
    mapping, indent = root, ""
    stack: list[tuple[str, Any]] = [(indent, mapping)]
    open_key = ""  # the last key, if it has no value: a collection may follow
    for head, key, value in map(_ROWS.__getitem__, lines):
        if head != indent:
            if head is _MIXED:
                head, key, value = _ROWS[_whole(value, quoted)]
            if head is _EMPTY:
                continue
            opens = head is _OPENS
            if opens:
                head, value = value, None
            if head != indent:
                dash = head.endswith("- ")
                deeper = len(head) - len(indent) - dash  # a dash may be in the column of its key
                if open_key and deeper > 0 and open_key == next(reversed(mapping)):
                    opened: Any = [] if dash else {}
                    mapping[open_key] = opened
                    stack.append((head, opened))
                    if len(stack) > MAX_DEPTH // 2:
                        raise Unsupported
                else:
                    while stack[-1][0] != head:
                        stack.pop()
                        if not stack:
                            raise Unsupported
                if not dash:
                    indent, mapping = head, stack[-1][1]
                elif key:
                    indent, mapping = " " * len(head), {}
                    stack[-1][1].append(mapping)
                    stack.append((indent, mapping))
                else:
                    stack[-1][1].append(next(quoted) if value is _NEXT else value)
                    indent, open_key = _NONE, ""
                    continue
            open_key = key if opens else ""
        if key in mapping:
            raise Unsupported
        mapping[key] = next(quoted) if value is _NEXT else value
    return root


def _whole(line: str, quoted: Iterator[str]) -> str:
    """Return a line with its placeholders replaced by the quoted texts."""
    first, *others = line.split(_TAKEN)
    return first + "".join([f'"{next(quoted)}"{rest}' for rest in others])


_Row = tuple[str, str, Any]
"""A parsed line: its beginning, its key (or nothing), its value. The value of an `_OPENS` row is
its beginning, that of a `_MIXED` row the whole line."""


class _Rows(dict[str, _Row]):
    """Parse lines into rows, and cache those that are likely to recur."""

    def __missing__(self, line: str) -> _Row:
        head, key, written = _split_line(line)
        first = written[:1]
        if first.isalpha() and key and _is_plain(written):
            row: _Row = head, key, _WORDS.get(written, written)
            _remember(self, line, row)
            return row
        is_value = key or head.endswith("- ")
        if _TAKEN in line:
            if written.rstrip(" ") != _TAKEN or not is_value:
                return _MIXED, "", line
            row = head, key, _NEXT
        elif not is_value:
            if written and first != "#":
                raise Unsupported
            row = _EMPTY, "", None
        else:
            if "#" in written:
                written = without_comment(written)
            if first == '"' or first == "'":
                return head, key, _quoted(written.rstrip(" "))
            if key and not written:
                row = _OPENS, key, head
            else:
                value = _value(written)
                row = head, key, value
                if isinstance(value, str) and not first.isalpha():  # probably a date
                    return row
                if isinstance(value, (list, dict)):  # mutable, so not shared
                    return row
        _remember(self, line, row)
        return row


def _is_plain(written: str) -> bool:
    """Return whether text that begins with a letter is a plain scalar and nothing else."""
    unclear = ": " in written or "#" in written or _TAKEN in written or written[-1] in ": "
    return not unclear


_ROWS = _Rows()
_BEGINNINGS: dict[str, tuple[str, str]] = {}
"""Beginnings of lines, split into indentation with dash, and key."""

_MAX_CACHED_LENGTH = 48  # characters; longer lines are unlikely to recur
_MAX_CACHED = 4_096  # entries


def _remember(cache: dict[str, Any], key: str, value: Any) -> None:
    if len(key) < _MAX_CACHED_LENGTH:
        if len(cache) >= _MAX_CACHED:
            cache.clear()
        cache[key] = value


def _split_line(line: str) -> tuple[str, str, str]:
    """Split a line into its beginning, its key, and the rest."""
    beginning, colon, rest = line.partition(": ")
    cached = _BEGINNINGS.get(beginning) if colon else None
    if cached is not None:
        return *cached, rest.lstrip(" ")
    match = _LINE.fullmatch(line)
    assert match is not None
    head, key, rest = match.groups("")
    if key in _WORDS:
        raise Unsupported
    if key and colon:
        _remember(_BEGINNINGS, beginning, (head, key))
    return head, key, rest


def without_comment(written: str) -> str:
    """Return what is written after a key or a dash without the comment behind it, if there is
    one."""
    if written[:1] == "#":
        return ""
    if written[:1] in _BEGIN_OTHERS:
        value = _QUOTED.match(written)
        at = value.end() if value else len(written)
    else:
        at = written.find(" #")
    if at < 0 or not _COMMENT.fullmatch(written, at):
        return written
    return written[:at]


_BEGIN_OTHERS = frozenset("\"'[{")
"""Characters at the beginning of values in which ``#`` may be text."""


def _value(written: str) -> Any:
    """Return the value after a key or a dash."""
    if _DATE.fullmatch(written):
        return written
    if not written.startswith(("[", "{")):
        return _scalar(written)
    written = written.rstrip(" ")
    collection, end = _flow(written, 0, MAX_DEPTH // 4)
    if end < len(written):
        raise Unsupported
    return collection


def _flow(written: str, at: int, levels: int) -> tuple[Any, int]:
    """Return the collection that opens at ``at``, and its end."""
    collection: Any = [] if written[at] == "[" else {}
    closing = "]" if written[at] == "[" else "}"
    at += 1
    if written[at : at + 1] == closing:
        return collection, at + 1
    while True:
        match = _ITEM.match(written, at)
        if match is None or not levels:
            raise Unsupported
        key, scalar = match.groups()
        if scalar is None:
            value, at = _flow(written, match.end(), levels - 1)
        else:
            value, at = _scalar(scalar), match.end()
        if key is None and closing == "]":
            collection.append(value)
        elif key is not None and closing == "}" and key not in collection and key not in _WORDS:
            collection[key] = value
        else:
            raise Unsupported
        while written.startswith(" ", at):
            at += 1
        after = written[at : at + 1]
        at += 1
        if after == closing:
            return collection, at
        if after != ",":
            raise Unsupported


def _scalar(written: str) -> str | int | float | bool | None:
    written = written.rstrip(" ")
    first = written[:1]
    if first == '"' or first == "'":
        return _quoted(written)
    if ": " in written or " #" in written or written[-1:] == ":":
        raise Unsupported
    if first.isalpha():
        return _WORDS.get(written, written)
    if first.isdecimal() or first == "-":
        return _number(written)
    if first in _OPENING:
        return written
    raise Unsupported


_OPENING = frozenset("_($/\u2018\u201c\u00ab")


def _quoted(written: str) -> str:
    inside = written[1:-1]
    if inside and written[0] not in inside and "\\" not in inside and written[0] == written[-1]:
        return inside
    match = _QUOTED.fullmatch(written)
    if match is None:
        raise Unsupported
    if match[2] is not None:
        return match[2].replace("''", "'")
    return _ESCAPE.sub(_unescaped, match[1])


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(escape[3], escape[3])


def _number(written: str) -> str | int | float:
    """Return a number, or text that begins like one."""
    if len(written) <= MAX_DIGITS:
        if _INTEGER.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return float(written)
    if written[0] != "-" and (" " in written or _TEXT.search(written) or _DATE.fullmatch(written)):
        return written
    raise Unsupported
