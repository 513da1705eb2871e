"""Fields as people and programs write them in YAML: in all kinds of quotes, folded, commented."""

import json
import re
import textwrap
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from benchmarks.lifelike.story import Fields, Plain

_WIDTH = 80

# Text that means itself without quotes, with room to spare.
_BARE = re.compile(r"[^\W\d_][^:#\n\t\"'\[\]{}\\&*!|>%@`]*(?<![ ])")
_WORDS = frozenset("true false yes no on off null y n".split())


class Style(NamedTuple):
    """How somebody writes front matter."""

    quotes: str
    """``double``, ``single``, ``bare`` where that can be, or ``any``."""
    ascii_only: bool = False
    """Whether other characters are written as escapes."""
    fold: bool = False
    """Whether long texts go over several lines."""
    block: str = ""
    """The sign of the block that excerpts stand in, if they do."""
    indent: int = 2
    """Columns of a dash below its key."""
    flow: bool = False
    """Whether short lists stand in brackets."""
    gaps: bool = False
    """Whether empty lines set groups apart."""
    comments: bool = False


def some_style(chance: Random) -> Style:
    """A style as it comes."""
    return Style(
        quotes=chance.choices(("double", "single", "bare", "any"), (45, 18, 27, 10))[0],
        ascii_only=chance.random() < 0.03,
        fold=chance.random() < 0.02,
        block=chance.choice((">-", ">", "|")) if chance.random() < 0.02 else "",
        indent=0 if chance.random() < 0.3 else 2,
        flow=chance.random() < 0.3,
        gaps=chance.random() < 0.5,
        comments=chance.random() < 0.07,
    )


class Writer:
    """Writes fields in one style."""

    def __init__(self, style: Style, chance: Random) -> None:
        self.style = style
        self.chance = chance

    def lines(self, fields: Fields) -> Iterator[str]:
        """The lines of front matter, without fences."""
        if self.style.comments:
            yield f"# imported from the wire, batch {self.chance.randrange(10_000)}"
        for key, value in fields.items():
            if self.style.gaps and isinstance(value, (list, dict)):
                yield ""
            if self.style.comments and key == "images":
                yield "# pictures: see the desk's list before you change one"
            yield from self._field(key, value, "")

    def _field(self, key: str, value: Any, indent: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            for name, held in value.items():
                yield from self._field(name, held, indent + "  ")
        elif isinstance(value, list):
            yield from self._list(key, value, indent)
        elif key == "excerpt" and self.style.block and _fits_block(value):
            yield f"{indent}{key}: {self.style.block}"
            width = 10_000 if self.style.block == "|" else _WIDTH
            yield from textwrap.wrap(
                value, width, initial_indent=f"{indent}  ", subsequent_indent=f"{indent}  ",
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
        else:
            written = f"{indent}{key}: {self.scalar(value)}"
            if self.style.comments and self.style.gaps and key == "quality" and not indent:
                written += "  # by hand"
            yield from self._folded(written, indent)

    def _list(self, key: str, values: list[Any], indent: str) -> Iterator[str]:
        scalars = not any(isinstance(value, dict) for value in values)
        if scalars and self.style.flow:
            items = ", ".join(self.scalar(value, in_flow=True) for value in values)
            yield f"{indent}{key}: [{items}]"
            return
        yield f"{indent}{key}:"
        inner = indent + " " * self.style.indent
        for value in values:
            if not isinstance(value, dict):
                yield f"{inner}- {self.scalar(value)}"
                continue
            lines = [
                line
                for name, held in value.items()
                for line in self._field(name, held, inner + "  ")
            ]
            yield f"{inner}- {lines[0].lstrip()}"
            yield from lines[1:]

    def scalar(self, value: Any, *, in_flow: bool = False) -> str:
        """A value as it stands behind its key."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return ""
        if not isinstance(value, str) or isinstance(value, Plain):
            return str(value)
        quotes = self.style.quotes
        if quotes == "any":
            quotes = self.chance.choice(("double", "single", "bare"))
        is_word = len(value) < 40 and _is_bare(value)  # names and the like: mostly without quotes
        if quotes == "bare" or (is_word and self.chance.random() < 0.9):
            is_address = value.startswith("http") and not in_flow and " " not in value
            if is_address or (_is_bare(value) and not (in_flow and "," in value)):
                return value
        if quotes == "single" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=self.style.ascii_only)

    def _folded(self, line: str, indent: str) -> Iterator[str]:
        """A line, or what a program with a limit of columns makes of it."""
        if not self.style.fold or len(line) <= _WIDTH or "  " in line.strip() or "http" in line:
            yield line
            return
        first, *rest = textwrap.wrap(
            line.strip(), _WIDTH, break_long_words=False, break_on_hyphens=False
        )
        yield indent + first
        yield from (f"{indent}  {part}" for part in rest)


def _is_bare(text: str) -> bool:
    return (
        _BARE.fullmatch(text) is not None
        and text.isprintable()
        and "  " not in text
        and text.lower() not in _WORDS
    )


def _fits_block(value: Any) -> bool:
    """Whether a block says just this text, but for the line break at its end."""
    return (
        isinstance(value, str)
        and value.isprintable()
        and value == " ".join(value.split(" "))
        and value == value.strip()
        and "  " not in value
        and not value.startswith(("#", "-"))
    )
