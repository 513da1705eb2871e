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
from typing import Any

from newslint.schema.shape import Shape, shape

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
_MOST_BACKTRACKS = 1 << 16
_STEPS_IN_UNIT = 8  # steps of the backtracking engine, where it is quick: on small patterns, and
_QUICK_POSITIONS = 16  # with nothing to remember
_FEW_BACKTRACKS = 16  # ordinary patterns take hardly any; those that look anywhere, as many as
# there are characters.


def refusal(pattern: str, *, trusted: bool) -> str:
    """Why newslint does not match ``pattern``; empty if it does. In a schema that is ``trusted``
    the backtracking engine may be used."""
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    found = shape(pattern)
    if found.fault:
        return found.fault
    if found.special and not trusted:
        return (
            f"it has {found.special}, which is only for schemas that are named with --schema or "
            "in a trusted configuration"
        )
    limit = MAX_SPECIAL_POSITIONS if found.special else MAX_POSITIONS
    if found.positions > limit:
        return f"its repetitions add up to more than {limit} characters"
    if size(pattern):
        return ""
    if size(re.sub(r"\{([0-9]+)(?:,([0-9]*))?\}", _once, pattern)):
        return "its repetitions take too much memory"
    return "it is no regular expression that newslint supports"


def _once(repetition: re.Match[str]) -> str:
    least, most = repetition.groups()
    return repetition[0] if most and int(most) < int(least) else "{1}"


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
    *, special: bool, backtracks: int = _MOST_BACKTRACKS, size_limit: int = _SIZES[-1]
) -> Any:
    """How `jsonschema_rs` is to match patterns, with ``special`` ones among them or not."""
    import jsonschema_rs

    if special:
        return jsonschema_rs.FancyRegexOptions(
            backtrack_limit=backtracks, size_limit=size_limit, dfa_size_limit=_STATES
        )
    return jsonschema_rs.RegexOptions(size_limit=size_limit, dfa_size_limit=_STATES)


@lru_cache(maxsize=4096)
def factor(pattern: str) -> int:
    """What matching ``pattern``, which is not special, costs for each byte of a text, whichever
    engine does it. The unit is one position on one byte: some 10 ns at worst."""
    return shape(pattern).positions * (_ways(pattern) or 1)


def backtracking(pattern: str, text: str, most: int) -> int:
    """What matching a special ``pattern`` against ``text`` costs, in the unit of `factor`; 0 if
    that is more than ``most``.

    The engine is asked with more and more backtracks until it comes to an end: how many it takes
    is the same for each run, unlike the time.
    """
    size = len(text.encode(errors="surrogatepass"))
    found = shape(pattern)
    is_quick = found.positions <= _QUICK_POSITIONS and not found.captures
    steps_in_unit = _STEPS_IN_UNIT if is_quick else 1
    taken, backtracks = 0, _FEW_BACKTRACKS
    while backtracks <= _MOST_BACKTRACKS:
        taken += 1 + _steps(found, size, backtracks) // steps_in_unit
        if taken > most:
            break
        errors = _matcher(pattern, backtracks).iter_errors(text)
        if all(type(error.kind).__name__ == "Pattern" for error in errors):
            return taken
        backtracks = max(4 * backtracks, 1 << size.bit_length())
    return 0


def _steps(found: Shape, size: int, backtracks: int) -> int:
    """The steps for a text of ``size`` bytes with so many backtracks.

    Between two of them each part of the pattern may look through all of the text, and that in
    each round of a group that is repeated. Without a repetition that has no limit, a part looks
    at no more characters than the pattern has positions.
    """
    reach = size if found.limitless else found.positions
    rounds = size if found.loops else 1
    return found.positions * max(size, backtracks * rounds * reach)


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
    ways = _alternatives(bare) << bare.count("?")
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
