"""The fast path: the plain block YAML that nearly all front matter is, read line by line.

It knows one-line scalars, nested mappings and lists with two columns per dash, collections in
brackets on one line, blank lines and comments on lines of their own. What it reads, it reads
exactly as the reference does (PyYAML's safe loader without timestamps); anything else it hands
over. The tests compare the two on generated, real-shaped and mutated documents: widen the subset
only with that proof.
"""

import re
from collections.abc import Iterator
from typing import Any

from newslint.front_matter import MAX_DEPTH, MAX_DIGITS, MAX_VALUES
from newslint.pattern import pattern

# Every line matches: indentation with the dash of a list item, a key, and the rest.
_LINE = re.compile(r"( *+(?:- )?+)(?:([A-Za-z_][\w-]{0,99}+):(?: ++|\Z))?+(.*+)", re.ASCII)

# Everything but the line feed that YAML does not take as it is, or takes for a line break. It is
# asked of text with something that Python does not print: none of these is printable.
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

_QUOTED = re.compile(r'"([^"\\]*+(?:\\["\\][^"\\]*+)*+)"' + r"|'([^']*+(?:''[^']*+)*+)'")
_ESCAPE = re.compile(r"\\(.)")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*+)")
_DECIMAL = re.compile(r"-?[0-9]++\.[0-9]++")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]++)?(?: ?Z| ?[-+][0-9]{2}:?[0-9]{2})?)?"
)
# What stands in brackets: a key, then a scalar or the bracket that opens a collection.
_ITEM = re.compile(
    r" *+(?:([A-Za-z_][\w-]{0,99}+): ++)?+"
    r"(?:(?=[\[{])|(\"[^\"\\]*+\"|'[^']*+'"
    r"|[^][{},:#?\"' ](?:[^][{},:#?]|:(?![][{}, ])|(?<! )#)*+))",
    re.ASCII,
)


# What stands in a row in place of how its line begins.
_OPENS = "a key without a value, which may follow below"
_EMPTY = "blank, or a comment"
_MIXED = "double quotes that are not around the whole of a value"
_NONE = "no mapping begins its lines like this"

_TAKEN = "\0"
"""Stands for a text in double quotes, with them; no text that is read here holds it."""


class _HandOver(Exception):
    """Outside the subset."""


def parse(text: str) -> dict[str, Any] | None:
    """The fields, exactly as the reference parser would give them; None hands it over."""
    if _is_odd(text):
        return None
    if len(text) > MAX_VALUES and text.count("\n") + text.count(",") > MAX_VALUES // 2:
        return None
    parts = text.split('"')
    quoted = parts[1::2]
    within = "".join(quoted)
    if len(parts) % 2 == 0 or "\n" in within or "\\" in within:
        parts, quoted = [text], []  # not in pairs, or with escapes
    try:
        return _fields(_TAKEN.join(parts[::2]).split("\n"), iter(quoted))
    except _HandOver:
        return None


def _is_odd(text: str) -> bool:
    if text.isascii():
        return bool(text.encode().translate(None, _ASCII))
    return not text.replace("\n", "").isprintable() and _ODD.search(text) is not None


def _fields(lines: list[str], quoted: Iterator[str]) -> dict[str, Any]:
    """Put the lines together; ``quoted`` are the texts taken out of them.

    A collection is known by how its lines begin: a mapping by its indentation, a list by the
    indentation of its dashes and the dash. ``mapping`` is the one that the last key went into,
    ``stack`` holds all open collections.
    """
    root: dict[str, Any] = {}
    mapping, indent = root, ""
    stack: list[tuple[str, Any]] = [(indent, mapping)]
    open_key = ""  # the last key without a value: while it is the last, one may follow below
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
                deeper = len(head) - len(indent) - dash  # a dash may stand below its key
                if open_key and deeper > 0 and open_key == next(reversed(mapping)):
                    opened: Any = [] if dash else {}
                    mapping[open_key] = opened
                    stack.append((head, opened))
                    if len(stack) > MAX_DEPTH // 2:
                        raise _HandOver
                else:
                    while stack[-1][0] != head:
                        stack.pop()
                        if not stack:
                            raise _HandOver
                if not dash:
                    indent, mapping = head, stack[-1][1]
                elif key:
                    indent, mapping = " " * len(head), {}
                    stack[-1][1].append(mapping)
                    stack.append((indent, mapping))
                else:
                    stack[-1][1].append(next(quoted) if value is _TAKEN else value)
                    indent, open_key = _NONE, ""
                    continue
            open_key = key if opens else ""
        if key in mapping:
            raise _HandOver
        mapping[key] = next(quoted) if value is _TAKEN else value
    return root


def _whole(line: str, quoted: Iterator[str]) -> str:
    """A line with the texts in it that were taken out."""
    before, *behind = line.split(_TAKEN)
    return before + "".join([f'"{next(quoted)}"{rest}' for rest in behind])


_Row = tuple[str, str, Any]
"""What a line says: how it begins, its key (or nothing), its value. A line that `_OPENS` has its
beginning in place of a value, one that is `_MIXED` itself."""


class _Rows(dict[str, _Row]):
    """The rows of lines, of those that are likely to come again remembered."""

    def __missing__(self, line: str) -> _Row:
        head, key, written = _apart(line)
        is_value = key or head.endswith("- ")
        if is_value and written[:1] == '"':
            return head, key, _quoted(written.rstrip(" "))
        if _TAKEN in line:
            if written.rstrip(" ") != _TAKEN or not is_value:
                return _MIXED, "", line
            row: _Row = head, key, _TAKEN
        elif not is_value:
            if written and written[0] != "#":
                raise _HandOver
            row = _EMPTY, "", None
        elif key and not written:
            row = _OPENS, key, head
        else:
            value = _value(written)
            row = head, key, value
            if isinstance(value, str) and not written[0].isalpha():  # a date or in quotes
                return row
            if isinstance(value, (list, dict)):  # which others could change
                return row
        _remember(self, line, row)
        return row


_ROWS = _Rows()
_BEGINNINGS: dict[str, tuple[str, str]] = {}
"""The beginnings of lines up to their key, taken apart: indentation with the dash, and key."""

_SHORT = 80  # characters of what is likely to come again
_MANY = 4_096


def _remember(memory: dict[str, Any], what: str, known: Any) -> None:
    if len(what) < _SHORT:
        if len(memory) >= _MANY:
            memory.clear()
        memory[what] = known


def _apart(line: str) -> tuple[str, str, str]:
    """How a line begins, its key, and the rest."""
    beginning, colon, rest = line.partition(": ")
    known = _BEGINNINGS.get(beginning) if colon else None
    if known is not None:
        return *known, rest.lstrip(" ")
    found = _LINE.fullmatch(line)
    assert found is not None
    head, key, rest = found.groups("")
    if key in _WORDS:
        raise _HandOver
    if key and colon:
        _remember(_BEGINNINGS, beginning, (head, key))
    return head, key, rest


def _value(written: str) -> Any:
    """What is written behind a key or a dash."""
    if _DATE.fullmatch(written):
        return written
    if not written.startswith(("[", "{")):
        return _scalar(written)
    written = written.rstrip(" ")
    collection, end = _flow(written, 0, MAX_DEPTH // 4)
    if end < len(written):
        raise _HandOver
    return collection


def _flow(written: str, at: int, levels: int) -> tuple[Any, int]:
    """The collection that opens at ``at``, and where it ends."""
    made: Any = [] if written[at] == "[" else {}
    closing = "]" if written[at] == "[" else "}"
    at += 1
    if written[at : at + 1] == closing:
        return made, at + 1
    while True:
        found = _ITEM.match(written, at)
        if found is None or not levels:
            raise _HandOver
        key, scalar = found.groups()
        if scalar is None:
            value, at = _flow(written, found.end(), levels - 1)
        else:
            value, at = _scalar(scalar), found.end()
        if key is None and closing == "]":
            made.append(value)
        elif key is not None and closing == "}" and key not in made and key not in _WORDS:
            made[key] = value
        else:
            raise _HandOver
        while written.startswith(" ", at):
            at += 1
        after = written[at : at + 1]
        at += 1
        if after == closing:
            return made, at
        if after != ",":
            raise _HandOver


def _scalar(written: str) -> str | int | float | bool | None:
    written = written.rstrip(" ")
    first = written[:1]
    if first == '"' or first == "'":
        return _quoted(written)
    if ": " in written or " #" in written or written[-1:] == ":":
        raise _HandOver
    if first.isalpha():
        return _WORDS.get(written, written)
    if first.isdecimal() or first == "-":
        return _number(written)
    if first in _OPENING:
        return written
    raise _HandOver


_OPENING = frozenset("_($/\u2018\u201c\u00ab")


def _quoted(written: str) -> str:
    inside = written[1:-1]
    if inside and written[0] not in inside and "\\" not in inside and written[0] == written[-1]:
        return inside
    found = _QUOTED.fullmatch(written)
    if found is None:
        raise _HandOver
    if found[2] is not None:
        return found[2].replace("''", "'")
    return _ESCAPE.sub(r"\1", found[1])


def _number(written: str) -> str | int | float:
    """A number, or text that begins like one."""
    if len(written) <= MAX_DIGITS:
        if _INTEGER.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return float(written)
    if written[0] != "-" and (" " in written or _DATE.fullmatch(written)):
        return written
    raise _HandOver
