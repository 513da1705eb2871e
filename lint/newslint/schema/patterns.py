"""The regular expressions of schemas: which of them newslint matches, and what that costs.

A pattern may come from a stranger, and so may the text. The engine is that of Rust's crate
``regex``, by way of `jsonschema_rs`: its time is linear in the text, and its factor is the number
of positions in the pattern once all repetitions are written out, which is bounded here.

What that engine cannot do (look-around, back-references) is left to a backtracking one, which is
for the schemas of the user alone. There the time also depends on how often it goes back: it is
bounded, and `steps` finds out how much of it a text needs.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from newslint.pattern import pattern as compiled_later

MAX_LENGTH = 1000
"""Characters of a pattern."""
MAX_POSITIONS = 5_000
"""Positions of a pattern for the linear engine."""
MAX_SPECIAL_POSITIONS = 1_000
"""Positions of a pattern for the backtracking engine."""
MAX_SPECIAL_TEXT = 10_000
"""Characters of a text that the backtracking engine matches."""
MAX_TOTAL_SIZE = 32 << 20
"""Bytes that all patterns of a schema may take when compiled."""

_SIZES = (4 << 10, 64 << 10, 1 << 20, 4 << 20)
"""Bytes: the classes by which the size of a compiled pattern is told."""
_STATES = 100_000
"""Bytes in which the engine may keep states of one pattern. It has room for those of ordinary
patterns, and thousands of patterns do not fill the memory."""
BACKTRACKS = (16, 64, 256, 1024, 4096, 16_384, 65_536)
"""Limits for the backtracking engine that are tried one after the other."""


class Shape(NamedTuple):
    """What decides how long matching takes.

    ``positions`` are the characters that the pattern matches, with every repetition written out
    as often as it may occur, or as it must where there is no limit. ``special`` says what in it
    needs the backtracking engine, and is empty if nothing does; ``specials`` counts that.
    ``loops`` is whether a group with such a thing in it is repeated, and ``limitless`` whether
    there is a repetition without limit.
    """

    positions: int
    special: str
    specials: int
    loops: bool
    limitless: bool
    fault: str
    """Why no engine may match the pattern; empty if none is seen."""


_TOKEN = compiled_later(
    r"""
      \\ (?: [pPxu]\{[^{}]*\} | . | $ )
    | \( (?: \?<?[=!] | \?P?<\w+> | \?[A-Za-z-]*[:)] | \?.? )?
    | (?: [*+?] | \{ (?: [0-9]+ (?:,[0-9]*)? ) \} ) [?+]?
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_SPECIAL_GROUPS = {
    "(?=": "a look-ahead",
    "(?!": "a look-ahead",
    "(?<=": "a look-behind",
    "(?<!": "a look-behind",
    "(?>": "an atomic group",
    "(?(": "a condition",
    "(?P": "a back-reference",
}
_ENDLESS = 10**9  # positions: as good as any larger number


@lru_cache(maxsize=4096)
def shape(pattern: str) -> Shape:
    """The shape of ``pattern``, which need not be a regular expression."""
    return _Reader(pattern).shape()


class _Group:
    """A group that is being read: the positions before its last item, and those of that item."""

    def __init__(self) -> None:
        self.before = 0
        self.last = 0
        self.last_is_special = False
        self.is_special = False

    @property
    def positions(self) -> int:
        return min(self.before + self.last, _ENDLESS)

    def add(self, positions: int, *, special: bool = False) -> None:
        self.before = self.positions
        self.last = positions
        self.last_is_special = special
        self.is_special |= special


class _Reader:
    """Reads a pattern once, as far as its shape goes."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.groups = [_Group()]
        self.specials: list[str] = []
        self.loops = False
        self.limitless = False
        self.fault = ""

    def shape(self) -> Shape:
        at, repeated = 0, False
        while at < len(self.pattern):
            token = _TOKEN.match(self.pattern, at)
            assert token is not None  # it takes any character
            at = token.end()
            text = token[0]
            is_repetition = text[0] in "*+?" or (text[0] == "{" and len(text) > 1)
            if is_repetition:
                self._repeat(text, again=repeated)
            elif text[0] == "(":
                self._open(text)
            elif text == ")":
                self._close()
            elif text == "[":
                at = _end_of_class(self.pattern, token.start())
                self.groups[-1].add(1)
            elif text[0] == "\\" and text[1:2] in "123456789k" and len(text) > 1:
                self._special("a back-reference", 1)
            elif text != "|":
                self.groups[-1].add(1)
            repeated = is_repetition
        while len(self.groups) > 1:
            self._close()
        special = self.specials[0] if self.specials else ""
        return Shape(
            1 + self.groups[0].positions,
            special,
            len(self.specials),
            self.loops,
            self.limitless,
            self.fault,
        )

    def _special(self, what: str, positions: int) -> None:
        self.specials.append(what)
        self.groups[-1].add(positions, special=True)

    def _open(self, text: str) -> None:
        if text.endswith(")"):  # flags from here on
            self.groups[-1].add(0)
        else:
            self.groups.append(_Group())
        if text in _SPECIAL_GROUPS:
            self.specials.append(_SPECIAL_GROUPS[text])
            self.groups[-1].is_special = True
        elif text.startswith("(?") and text[-1] in ":)" and "x" in text.partition("-")[0]:
            self.fault = "it has the flag x"

    def _close(self) -> None:
        if len(self.groups) > 1:
            group = self.groups.pop()
            self.groups[-1].add(1 + group.positions, special=group.is_special)

    def _repeat(self, text: str, *, again: bool) -> None:
        group = self.groups[-1]
        if again:
            self.fault = "one repetition follows another"
        if len(text) > 1 and text[-1] == "+":
            self.specials.append("a possessive repetition")
            group.is_special = group.last_is_special = True
        numbers = re.findall("[0-9]{1,9}", text)
        limitless = text[0] in "*+" or ",}" in text
        group.last = min(group.last * max([int(most) for most in numbers] + [1]), _ENDLESS)
        self.limitless |= limitless
        self.loops |= limitless and group.last_is_special


def _end_of_class(pattern: str, at: int) -> int:
    """Where the class ends that begins at ``at``: classes may be nested, and the first
    character in one is never its end."""
    depth = 0
    while at < len(pattern):
        match pattern[at]:
            case "\\":
                at += 1
            case "[":
                depth += 1
                at += pattern.startswith("^", at + 1)
                at += pattern.startswith("]", at + 1)
            case "]":
                depth -= 1
        at += 1
        if not depth:
            break
    return at


def refusal(pattern: str, *, special: bool) -> str:
    """Why ``pattern`` is not matched; empty when it is. ``special`` is whether the backtracking
    engine may be used."""
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    found = shape(pattern)
    if found.fault:
        return found.fault
    if found.special and not special:
        return (
            f"it has {found.special}, which takes a schema that is named with --schema or by a "
            "configuration that is trusted"
        )
    limit = MAX_SPECIAL_POSITIONS if found.special else MAX_POSITIONS
    if found.positions > limit:
        return f"it stands for more than {limit} characters with its repetitions written out"
    if not size(pattern):
        once = re.sub(r"\{[0-9]+(?:,[0-9]*)?\}", "{1}", pattern)
        return "its repetitions take too much memory" if size(once) else "no engine knows its form"
    return ""


@lru_cache(maxsize=4096)
def size(pattern: str) -> int:
    """The bytes, rounded up, that ``pattern`` takes when compiled; 0 when it is too large or is
    no regular expression."""
    import jsonschema_rs

    found = shape(pattern)
    for limit in _SIZES:
        try:
            jsonschema_rs.validator_for(
                {"pattern": pattern},
                pattern_options=options(special=bool(found.special), size_limit=limit),
            )
        except ValueError:
            continue
        return limit * (1 + found.specials)  # each may have a part that is compiled by itself
    return 0


def options(
    *, special: bool, backtracks: int = BACKTRACKS[-1], size_limit: int = _SIZES[-1]
) -> Any:
    """How `jsonschema_rs` is to match patterns; ``special`` ones are among them."""
    import jsonschema_rs

    if special:
        return jsonschema_rs.FancyRegexOptions(
            backtrack_limit=backtracks, size_limit=size_limit, dfa_size_limit=_STATES
        )
    return jsonschema_rs.RegexOptions(size_limit=size_limit, dfa_size_limit=_STATES)


@lru_cache(maxsize=4096)
def factor(pattern: str) -> int:
    """The steps that matching ``pattern`` takes for each byte of a text, whichever engine does
    it, for one that is not special. A step takes some 10 ns at worst."""
    return shape(pattern).positions * (_ways(pattern) or 1)


def steps(pattern: str, size: int, backtracks: int) -> int:
    """The steps that the backtracking engine takes for a special pattern on ``size`` bytes while
    it goes back so often.

    Between two backtracks each part of the pattern may look through the whole text, and that as
    often as a group is repeated. Without a repetition that has no limit a part reads no more
    characters than it has positions.
    """
    found = shape(pattern)
    reach = size if found.limitless else found.positions
    rounds = size if found.loops else 1
    return found.positions * max(size, backtracks * rounds * reach)


def backtracking(pattern: str, text: str, most: int) -> int:
    """The steps that matching a special ``pattern`` takes on ``text``; 0 if it takes more than
    ``most``."""
    size = len(text.encode(errors="surrogatepass"))
    taken = 0
    for backtracks in BACKTRACKS:
        taken += steps(pattern, size, backtracks)
        if taken > most:
            return 0
        errors = _matcher(pattern, backtracks).iter_errors(text)
        if all(type(error.kind).__name__ == "Pattern" for error in errors):
            return taken
    return 0


@lru_cache(maxsize=1024)
def _matcher(pattern: str, backtracks: int) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(
        {"pattern": pattern}, pattern_options=options(special=True, backtracks=backtracks)
    )


# Python's `re`

_ESCAPE = r"\\(?:[dDsSwWbBtnrfv]|[^A-Za-z0-9])"
_CLASS = r"\[\^?(?:c|[^\[\]\\&|~-]|-(?!-))+\]"  # `re` reads others in its own way
_LIMITLESS = r"[*+]|\{[0-9]*,\}"
_LIMITED = r"\{([0-9]+)(?:,([0-9]+))?\}"
_MAX_COUNT = 100
_MAX_WAYS = 100


def is_harmless(pattern: str) -> bool:
    """Whether Python's `re` surely knows ``pattern`` and matches it in linear time.

    In it are no repeated group, no back-reference and at most one repetition without limit, and
    that in a pattern that is tied to the start; and there are few ways to match it.
    """
    return _ways(pattern) > 0


@lru_cache(maxsize=4096)
def _ways(pattern: str) -> int:
    """In how many ways `re` tries ``pattern`` from one place; 0 where it is not harmless."""
    bare = re.sub(_CLASS, "c", re.sub(_ESCAPE, "c", pattern))
    if re.search(r"\)[*+{?]|\\|\(\?|\[|\{,", bare):
        return 0
    limitless = len(re.findall(_LIMITLESS, bare))
    if limitless > 1 or (limitless and ("|" in bare or not bare.startswith("^"))):
        return 0
    limited = [(int(least), int(most or least)) for least, most in re.findall(_LIMITED, bare)]
    if any(most > _MAX_COUNT for _, most in limited):
        return 0
    ways = _alternatives(bare) * 2 ** bare.count("?")
    for least, most in limited:
        ways *= max(1, most - least + 1)
    if ways > _MAX_WAYS:
        return 0
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return 0
    return ways


def _alternatives(bare: str) -> int:
    """How many ways there are to choose from all alternatives in a pattern without escapes."""
    ways, open_groups = 1, [1]
    for sign in bare:
        match sign:
            case "(":
                open_groups.append(1)
            case "|":
                open_groups[-1] += 1
            case ")" if len(open_groups) > 1:
                ways *= open_groups.pop()
    return ways * open_groups[0]
