"""Turn the change of a field into an edit of the file, in the style of the file.

There are several ways to write a value and many to break a document. The likely ways are tried in
turn, and one is only used if parsing the edited document gives exactly the old data with the one
change. That rules out edits with side effects through aliases, merge keys or anchors.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newslint import front_matter
from newslint.finding import Change, Edit
from newslint.front_matter import Block, Place, Syntax, pointer_keys

MAX_READ = 1_000_000
"""Maximum characters to parse when verifying the edits of one front matter. Each edit takes another
parse, and a hostile file could need thousands. The next run offers the remaining edits."""

_Way = tuple[int, int, str]  # an edit to try: start, end, new text

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"[0-9]{4}-[0-9]|[0-9]{2}:[0-9]{2}")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]*\r?\n)*)([ ]*)")
_LINE_REST = re.compile(r"[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t\r\n]*+")


class Rewriter:
    """Turn changes of one front matter into edits."""

    def __init__(self, text: str, block: Block, places: Mapping[str, Place]) -> None:
        """``places`` are the offsets in ``text`` of all values of the front matter ``block``."""
        self._text = text
        self._block = block
        self._places = places
        self._source = text[block.start : block.end]
        self._data, self._faults = _read(block.syntax, self._source)
        self._left = MAX_READ

    def edit(self, change: Change) -> Edit | None:
        """Return the edit that makes ``change``; None if there is none that can be verified within
        `MAX_READ`."""
        if self._data is None or self._left <= 0 or change.field not in self._places:
            return None
        if _SURROGATE.search(change.value or ""):
            return None
        wanted = ""
        ways = _removals if change.value is None else _replacements
        for start, end, new in ways(self._text, self._block, self._places, change):
            if not self._block.start <= start <= end <= self._block.end:
                continue
            self._left -= len(self._source)
            wanted = wanted or self._wanted(change)
            again = self._with(start, end, new)
            data, faults = _read(self._block.syntax, again)
            if faults == self._faults and repr(data) == wanted:
                return Edit(start, end, new, change.safe)
        return None

    def _wanted(self, change: Change) -> str:
        """Return the expected data after ``change``; empty if the document would no longer be
        recognised as front matter."""
        data = _changed(self._data, pointer_keys(change.field), change.value)
        block = self._block
        if block.syntax == "headers" and block.header_names.isdisjoint(data):
            return ""
        return repr(data)

    def _with(self, start: int, end: int, new: str) -> str:
        first = self._block.start
        return self._source[: start - first] + new + self._source[end - first :]


def _read(syntax: Syntax, source: str) -> tuple[Any, int]:
    """Return the data of a front matter and its number of faults."""
    parsed = front_matter.parse(syntax, source)
    return parsed.data, len(parsed.faults)


def _changed(data: Any, tokens: list[str], value: str | None) -> Any:
    """Return ``data`` with the field at ``tokens`` set to ``value``, or removed if None."""
    key: Any = int(tokens[0]) if isinstance(data, list) else tokens[0]
    copy = data.copy()
    if len(tokens) > 1:
        copy[key] = _changed(data[key], tokens[1:], value)
    elif value is not None:
        copy[key] = value
    else:
        del copy[key]
    return copy


def _replacements(
    text: str, block: Block, places: Mapping[str, Place], change: Change
) -> Iterator[_Way]:
    """Yield ways to replace the old value, in the style of the old value first."""
    place, value = places[change.field], change.value or ""
    old = text[place.start : place.end]
    if any(pointer.startswith(change.field + "/") for pointer in places):
        return  # a list or a mapping
    for new in _spellings(block.syntax, old, value):
        space = "" if old or text[place.start - 1 : place.start].isspace() else " "
        yield place.start, place.end, space + new


def _spellings(syntax: Syntax, old: str, value: str) -> Iterator[str]:
    if syntax == "json":
        yield double_quoted(value)
        return
    one_line = "\n" not in value and "\r" not in value
    if syntax == "headers":
        yield from [value] if one_line else ()
        return
    if old.startswith(('"""', "'''")) and syntax == "toml":
        fence = old[:3]
        opening = fence + ("\n" if old[3:4] == "\n" else "")
        inner = value if fence == "'''" else double_quoted(value)[1:-1].replace("\\n", "\n")
        yield opening + inner + fence
    elif old.startswith("'") and one_line:
        doubled = value.replace("'", "''") if syntax == "yaml" else value
        yield f"'{doubled}'"
    elif old.startswith(("|", ">")) and syntax == "yaml":
        yield from _block_scalar(old, value)
    elif not old.startswith(('"', "'")) and _can_be_bare(old, value):
        yield value
    yield double_quoted(value)


def _can_be_bare(old: str, value: str) -> bool:
    """Return whether ``value`` can be unquoted like ``old`` without turning text into a date."""
    if value != value.strip() or "\n" in value or "\r" in value:
        return False
    return bool(_DATE.match(old)) or not _DATE.match(value)


def double_quoted(value: str) -> str:
    """Return ``value`` in double quotes, which JSON, YAML and TOML read alike."""
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"


def _block_scalar(old: str, value: str) -> Iterator[str]:
    """Yield a YAML ``|`` (literal) or ``>`` (folded, with line breaks doubled) block."""
    header = _HEADER.match(old)
    if header is None:
        return
    lines = value.removesuffix("\n")
    if old[0] == ">":
        lines = lines.replace("\n", "\n\n")
    indented = "\n".join(header[2] + line if line else "" for line in lines.split("\n"))
    if "\r\n" in header[0]:
        indented = indented.replace("\n", "\r\n")
    yield old[: header.start(2)] + indented


def _removals(
    text: str, block: Block, places: Mapping[str, Place], change: Change
) -> Iterator[_Way]:
    """Yield ways to remove an entry: with its lines, its comma, or the text up to the next one."""
    pointer = change.field
    place = places[pointer]
    start, end = place.key_start, max(place.end, place.key_end)
    parent = places.get(pointer.rpartition("/")[0])
    first, last = (parent.start, parent.end) if parent else (block.start, block.end)
    if (
        text[first:last].lstrip()[:1] in ("{", "[") and end <= last
    ):  # not the header of a TOML table
        yield from _from_between_commas(text, first, start, end)
    if block.syntax == "json":
        return
    if block.syntax == "toml":  # a table extends over its fields
        start = min(start, place.start)
        inner = (p.end for name, p in places.items() if name.startswith(pointer + "/"))
        end = max(end, *inner, end)
    rest = _LINE_REST.match(text, end)
    if rest is None:
        return
    line = text.rfind("\n", 0, start) + 1
    yield line, rest.end(), ""
    later = [other.key_start for other in places.values() if other.key_start >= rest.end()]
    if later and text[line:start].strip() == "-":
        yield start, min(later), ""
    if parent and not text[parent.key_end : parent.start].strip(" :\t\r\n"):
        empty = " []" if pointer.rpartition("/")[2] == "0" else " {}"
        yield text.find(":", parent.key_end) + 1, end, empty


def _from_between_commas(text: str, first: int, start: int, end: int) -> Iterator[_Way]:
    """Yield ways to remove the entry from ``start`` to ``end`` in brackets opened at ``first``."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    if text.startswith(",", at):
        space = _SPACE.match(text, at + 1)
        yield start, space.end() if space else at + 1, ""
    comma = text.rfind(",", first, start)
    if comma >= 0 and not text[comma + 1 : start].strip():
        yield comma, end, ""
    yield start, end, ""
