"""The fast path: the plain block YAML that nearly all front matter is, read line by line.

It knows one-line scalars, nested mappings and lists with two columns per dash, collections in
brackets on one line, blank lines and comments on lines of their own. What it reads, it reads
exactly as the reference does (PyYAML's safe loader without timestamps); anything else it hands
over. The tests compare the two on generated, real-shaped and mutated documents: widen the subset
only with that proof.
"""

import re
from functools import lru_cache
from typing import Any

from newslint.front_matter import MAX_DEPTH, MAX_DIGITS, MAX_VALUES
from newslint.pattern import pattern

# Every line matches: indentation with the dash of a list item, a key, then a text in quotes that
# stands for itself, or the rest.
_LINE = re.compile(
    r"( *+(?:- )?+)(?:([A-Za-z_][\w-]{0,99}+):(?: ++|(?=\n)))?+"
    r"(?:\"([^\"\\\n]++)\" *+(?=\n)|(.*+))\n",
    re.ASCII,
)

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
_PLAIN = re.compile(r"[^:#]*+(?:(?::(?! |\Z)|(?<! )#)[^:#]*+)*+")
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


_NONE = "no mapping begins its lines like this"


class _HandOver(Exception):
    """Outside the subset."""


def parse(text: str) -> dict[str, Any] | None:
    """The fields, exactly as the reference parser would give them; None hands it over."""
    if _is_odd(text):
        return None
    if len(text) > MAX_VALUES and text.count("\n") + text.count(",") > MAX_VALUES // 2:
        return None
    rows = _LINE.findall(text if text.endswith("\n") else text + "\n")
    try:
        return _fields(rows)
    except _HandOver:
        return None


def _is_odd(text: str) -> bool:
    if text.isascii():
        return bool(text.encode().translate(None, _ASCII))
    return not text.replace("\n", "").isprintable() and _ODD.search(text) is not None


def _fields(rows: list[tuple[str, str, str, str]]) -> dict[str, Any]:
    """Put the lines together.

    A collection is known by how its lines begin: a mapping by its indentation, a list by the
    indentation of its dashes and the dash. ``mapping`` is the one that the last key went into,
    ``stack`` holds all open collections.
    """
    root: dict[str, Any] = {}
    mapping, indent = root, ""
    stack: list[tuple[str, Any]] = [(indent, mapping)]
    open_key: str | None = None  # the last key while its value may still follow below
    for head, key, quoted, rest in rows:
        if head != indent or not key:
            dash = head.endswith("- ")
            if not key and not dash:
                if quoted or (rest and rest[0] != "#"):
                    raise _HandOver
                continue
            deeper = len(head) - len(indent) - dash  # a dash may stand below its key
            if open_key is not None and deeper > 0:
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
                stack[-1][1].append(quoted or _value(rest))
                indent, open_key = _NONE, None
                continue
        if key in mapping or key in _WORDS:
            raise _HandOver
        if quoted:
            mapping[key] = quoted
        elif not rest:
            mapping[key] = None
            open_key = key
            continue
        elif rest[0] in "[{" or len(rest) >= _SHORT:
            mapping[key] = _value(rest)
        else:
            mapping[key] = _remembered(rest)
        open_key = None
    return root


def _value(written: str) -> Any:
    """What is written behind a key or a dash."""
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
    if first in ('"', "'"):
        return _quoted(written)
    if _PLAIN.fullmatch(written) is None:
        raise _HandOver
    if first.isalpha():
        return _WORDS.get(written, written)
    if first.isdecimal() or first == "-":
        return _number(written)
    if first in _OPENING:
        return written
    raise _HandOver


_SHORT = 80
_remembered = lru_cache(maxsize=512)(_scalar)  # the same names, words and numbers come often

_OPENING = frozenset("_($/\u2018\u201c\u00ab")


def _quoted(written: str) -> str:
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
