"""Write a draft as JSON for people, and recognise a draft that nobody has changed."""

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

WIDTH = 100
"""Characters of a line. What fits into one is not broken."""
_UNUSUAL = re.compile(r"[^\n -~]|##")
_MARK = re.compile(r"(Drafted by newslint infer [^\[\]]*) \[([0-9a-f]{8})\]")


def text_of(draft: dict[str, Any]) -> str:
    """Return the text of a draft, with a checksum in its comment."""
    marked = draft | {"$comment": f"{draft['$comment']} [{_checksum(draft)}]"}
    return _printable("".join(_lines(marked, "", ""))) + "\n"


def wrote(text: str) -> bool:
    """Return whether ``text`` is a draft that nobody has changed."""
    try:
        draft = json.loads(text)
    except (ValueError, RecursionError):
        return False
    comment = draft.get("$comment") if isinstance(draft, dict) else None
    match = _MARK.fullmatch(comment) if isinstance(comment, str) else None
    if match is None:
        return False
    return match[2] == _checksum(draft | {"$comment": match[1]})


def _checksum(draft: dict[str, Any]) -> str:
    return blake2b(json.dumps(draft).encode(), digest_size=4).hexdigest()


def _lines(value: Any, indent: str, before: str) -> Iterator[str]:
    """Yield the parts of a value that stands behind ``before`` in its line."""
    short = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or _fits(short, indent, before):
        yield short
        return
    inner = f"{indent}  "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    names = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value] if opening == "{" else []
    values = list(value.values()) if isinstance(value, dict) else value
    yield opening
    for number, one in enumerate(values):
        name = names[number] if names else ""
        yield f"{',' if number else ''}\n{inner}{name}"
        yield from _lines(one, inner, name)
    yield f"\n{indent}{closing}"


def _fits(short: str, indent: str, before: str) -> bool:
    return len(indent) + len(before) + len(short) < WIDTH


def _printable(text: str) -> str:
    """Return JSON without invisible characters, and without the ``##`` of commands to CI
    servers."""
    return _UNUSUAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character == "##":
        return "#\\u0023"
    return character if character.isprintable() else json.dumps(character)[1:-1]
