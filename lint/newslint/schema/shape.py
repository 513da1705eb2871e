"""What of a regular expression decides how long matching it takes.

It is read here only as far as that: whether it is one at all, the engines say.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newslint.pattern import pattern as compiled_later


class Shape(NamedTuple):
    """The shape of a regular expression."""

    positions: int
    """The characters that it matches, one more to begin with, and every repetition written out as
    often as it may occur, or as it must where it has no limit."""
    special: str
    """What in it takes a backtracking engine, such as "a look-ahead"; empty if nothing does."""
    specials: int
    """How many such things are in it."""
    loops: bool
    """Whether the engine may go from round to round without ever going back, because a group with
    such a thing in it is repeated without limit, or something similar."""
    limitless: bool
    """Whether anything else is repeated without limit."""
    captures: bool
    """Whether it has groups that remember what they match."""
    fault: str
    """Why no engine is to match it, such as "it has the flag x"; empty if nothing is seen."""


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
_MOST = 10**9  # positions: as good as any larger number


@lru_cache(maxsize=4096)
def shape(pattern: str) -> Shape:
    """The shape of ``pattern``, which need not be a regular expression."""
    return _Reader(pattern).shape()


class _Item:
    """Something in a pattern that may be repeated."""

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
        """Whether the engine goes back each time that it comes here: it does so to find out that
        something is not there."""
        self.plain = plain
        """Whether it is as long as it is, and remembers nothing."""


class _Group:
    """A group that is being read."""

    def __init__(self, opening: str, number: int) -> None:
        self.opening = opening
        self.number = number
        self.items: list[_Item] = []
        self.special = opening in _SPECIAL_GROUPS

    def item(self) -> _Item:
        """The whole group."""
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
                self.loops = self.limitless = True  # it may begin anywhere

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
