"""What in a regular expression determines how long matching takes.

Patterns are read only as far as needed for that. Whether one is valid is for the engines to say.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newslint.pattern import pattern as compiled_later


class Shape(NamedTuple):
    """The shape of a regular expression."""

    positions: int
    """One more than the characters that it matches, with each repetition written out to its upper
    limit, or to its lower limit if it has no upper one."""
    special: str
    """What in it needs a backtracking engine, such as "a look-ahead"; empty if nothing does."""
    specials: int
    """How many such parts it has."""
    loops: bool
    """Whether the engine may go through rounds of a loop without backtracking: in an unlimited
    repetition of something special, or in a look-behind of variable length."""
    limitless: bool
    """Whether anything else has an unlimited repetition."""
    captures: bool
    """Whether it has capture groups."""
    fault: str
    """Why no engine should match it, such as "it has the flag x"; empty if nothing was found."""


_TOKEN = compiled_later(
    r"""
      \\ (?: [pPxu]\{[^{}]*\} | [1-9][0-9]? | . | $ )
    | \[ \^? \]? (?: [^\]\\] | \\. )*+ \]
    | \( (?: \?<?[=!] | \?P?<\w+> | \?[A-Za-z-]*[:)] | \?.? )?
    | (?: [*+?] | \{ [0-9]+ (?:,[0-9]*)? \} ) [?+]?
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_NEGATIVE = ("(?!", "(?<!")
_BEHIND = ("(?<=", "(?<!")
_SPECIAL_GROUPS = {
    "(?=": "a look-ahead",
    "(?!": "a look-ahead",
    "(?<=": "a look-behind",
    "(?<!": "a look-behind",
    "(?>": "an atomic group",
    "(?(": "a condition",
    "(?P": "a back-reference",
}
_MOST = 10**9  # positions; more make no difference


@lru_cache(maxsize=4096)
def shape(pattern: str) -> Shape:
    """Return the shape of ``pattern``, which need not be a valid regular expression."""
    return _Reader(pattern).shape()


class _Item:
    """A part of a pattern that can be repeated."""

    def __init__(
        self,
        positions: int,
        *,
        special: bool = False,
        goes_back: bool = False,
        plain: bool = True,
    ) -> None:
        self.positions = positions
        self.special = special
        self.goes_back = goes_back
        """Whether the engine backtracks each time it gets here, as it does for a negative
        look-around."""
        self.plain = plain
        """Whether its length is fixed and it captures nothing."""


class _Group:
    """A group, up to where it has been read."""

    def __init__(self, opening: str, number: int) -> None:
        self.opening = opening
        self.number = number
        self.items: list[_Item] = []
        self.special = opening in _SPECIAL_GROUPS

    def item(self) -> _Item:
        """Return the group as a part of the one around it."""
        return _Item(
            min(1 + sum(item.positions for item in self.items), _MOST),
            special=self.special or any(item.special for item in self.items),
            goes_back=self.opening in _NEGATIVE or (bool(self.items) and self.items[0].goes_back),
            plain=not self.number and self.is_plain,
        )

    @property
    def is_plain(self) -> bool:
        return all(item.plain and not item.special for item in self.items)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.numbered = 0
        self.groups = [_Group("", 0)]
        self.specials: list[str] = []
        self.loops = False
        self.limitless = False
        self.fault = ""

    def shape(self) -> Shape:
        at, after_repetition = 0, False
        while at < len(self.pattern):
            token = _TOKEN.match(self.pattern, at)
            assert token is not None  # it takes any character
            text, at = token[0], token.end()
            is_repetition = text[0] in "*+?" or (text[0] == "{" and len(text) > 1)
            if is_repetition:
                self._repeat(text, again=after_repetition)
            elif text[0] == "(":
                self._open(text)
            elif text == ")":
                self._close()
            elif text[0] == "\\" and text[1:2] in tuple("123456789k"):
                self._refer(text)
            elif text != "|":
                self._add(_Item(1))
            after_repetition = is_repetition
        while len(self.groups) > 1:
            self._close()
        return Shape(
            self.groups[0].item().positions,
            self.specials[0] if self.specials else "",
            len(self.specials),
            self.loops,
            self.limitless,
            self.numbered > 0,
            self.fault,
        )

    def _add(self, item: _Item) -> None:
        self.groups[-1].items.append(item)

    def _open(self, text: str) -> None:
        if text.startswith("(?") and text[-1] in ":)" and "x" in text.partition("-")[0]:
            self.fault = "it has the flag x"
        if text in _SPECIAL_GROUPS:
            self.specials.append(_SPECIAL_GROUPS[text])
        if text.endswith(")"):  # flags for what follows
            self._add(_Item(0))
            return
        is_numbered = text == "(" or text.endswith(">")
        self.numbered += is_numbered
        self.groups.append(_Group(text, self.numbered if is_numbered else 0))

    def _close(self) -> None:
        if len(self.groups) > 1:
            group = self.groups.pop()
            self._add(group.item())
            if group.opening in _BEHIND and not group.is_plain:
                self.loops = self.limitless = True  # tried from each position

    def _refer(self, text: str) -> None:
        self.specials.append("a back-reference")
        self._add(_Item(1, special=True))
        if text[1:].isdigit() and int(text[1:]) in (group.number for group in self.groups):
            self.fault = "it refers to a group from inside of that group"

    def _repeat(self, text: str, *, again: bool) -> None:
        if again:
            self.fault = "one repetition directly follows another"
        if not self.groups[-1].items:
            return
        item = self.groups[-1].items[-1]
        if len(text) > 1 and text[-1] == "+":
            self.specials.append("a possessive repetition")
            item.special = True
        item.plain &= text[0] == "{" and "," not in text
        counts = [int(count) for count in re.findall("[0-9]{1,9}", text)]
        item.positions = min(item.positions * max([*counts, 1]), _MOST)
        if text[0] in "*+" or ",}" in text:
            if not item.special:
                self.limitless = True
            elif not item.goes_back:
                self.loops = True
