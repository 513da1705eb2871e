"""Locate one value of a document that `fast_yaml` has read, without reading the document again.

In such documents a value begins on the line of its key or dash, and every collection has an
indentation of its own: from its first line to its last, only its own fields, or its own items,
stand there, and texts of several lines go on further to the right. So the place of a value is found
by looking for the beginnings of lines. The tests compare all places with those of the full parser.
"""

import re
from typing import Any

from newslint.front_matter import MAX_POINTER, Place, pointer_keys, pointer_token
from newslint.front_matter.fast_yaml import without_comment
from newslint.front_matter.multiline import end_of as end_of_several_lines

_TO_FIRST_LINE = re.compile(r"[^\n]*+(?:\n *+(?:#[^\n]*+)?(?=\n))*+")
_INDENT = re.compile(r" *+(?:- )?+")


def every(text: str) -> dict[str, Place]:
    """Return the place of every value by JSON Pointer. For more than a few values, reading the
    document again takes less time than looking for each."""
    from newslint.front_matter import yaml

    return yaml.places(text)


def find(text: str, fields: dict[str, Any], several_lines: bool, pointer: str) -> Place | None:
    """Return the place of the value at ``pointer`` in ``text``, which says ``fields``; None if
    there is none. ``several_lines`` says whether some values take more than one line."""
    if not pointer or len(pointer.rpartition("/")[0]) > MAX_POINTER:
        return None
    lines = "\n" + text  # so that every line begins with a line break
    place = _locate(lines, fields, pointer_keys(pointer), several_lines)
    return None if place is None else place.moved(-1)


def _locate(
    lines: str, fields: dict[str, Any], keys: list[str], several_lines: bool
) -> Place | None:
    value: Any = fields
    at, indent = 0, ""  # the first line of a collection, and the beginning of its lines
    for depth, key in enumerate(keys, 1):
        if isinstance(value, dict):
            if key not in value:
                return None
            value = value[key]
            start = at + 1 + len(indent)  # the first field may be behind a dash
            if not lines.startswith(f"{key}:", start):
                start = lines.index(f"\n{indent}{key}:", at) + 1 + len(indent)
            written = start + len(key) + 1
            owner: tuple[int, int] | None = (start, written - 1)
        else:
            index = _index(value, key)
            if index is None:
                return None
            value = value[index]
            for _ in range(index):
                at = lines.index(f"\n{indent}", at + 1)
            start = written = at + 1 + len(indent)
            owner = None
        end = lines.find("\n", written)
        source = without_comment(lines[written : end if end >= 0 else None].strip(" ")).rstrip(" ")
        is_collection = isinstance(value, dict | list)
        if not is_collection or source[:1] in ("[", "{"):
            begin = lines.index(source, written) if source else written
            finish = begin + len(source)
            if owner and several_lines and isinstance(value, str):
                finish = end_of_several_lines(lines, start) or finish
            place = Place(*(owner or (begin, finish)), begin, finish)
            return _in_brackets(source, place, keys[depth:])
        if owner is None:  # a mapping behind a dash
            indent = " " * len(indent)
        else:
            first = _TO_FIRST_LINE.match(lines, written)
            at = first.end() if first else written
            beginning = _INDENT.match(lines, at + 1)
            indent = beginning[0] if beginning else ""
    begin = at + 1 + len(indent) - (2 if isinstance(value, list) else 0)
    last = next(reversed(value)) if isinstance(value, dict) else str(len(value) - 1)
    inner = _locate(lines, fields, [*keys, last], several_lines)
    end = inner.end if inner else begin
    return Place(*(owner or (begin, end)), begin, end)


def _index(value: Any, key: str) -> int | None:
    """Return the index ``key`` into a list; None if ``value`` is no list or has no such item."""
    if not isinstance(value, list) or not (key.isascii() and key.isdecimal()):
        return None
    index = int(key)
    return index if index < len(value) and str(index) == key else None


def _in_brackets(source: str, place: Place, keys: list[str]) -> Place | None:
    """Return the place of what ``keys`` lead to in the value ``source``, which is at ``place``."""
    if not keys:
        return place
    from newslint.front_matter import yaml

    inner = yaml.places(source).get("".join(map(pointer_token, keys)))
    return inner and inner.moved(place.start)
