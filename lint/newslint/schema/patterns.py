"""The regular expressions of schemas: which ones newslint matches, and at what cost.

A pattern may come from a stranger, and so may the text. The engine is that of Rust's ``regex``
crate, through `jsonschema_rs`. Its time is linear in the length of the text, times the number of
positions in the pattern once its repetitions are written out, which is limited here.

Look-around and back-references need an engine that backtracks, which is reserved for schemas of
the user. Its time also depends on how often it backtracks. That is limited as well, and
`backtracking` determines how much of it a text needs.
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
"""Characters of a text for the backtracking engine."""
MAX_TOTAL_SIZE = 32 << 20
"""Bytes of all compiled patterns of a schema."""

_SIZES = (4 << 10, 64 << 10, 1 << 20, 4 << 20)
"""Bytes of a compiled pattern: limits that are tried one after the other."""
_STATES = 100_000
"""Bytes in which the linear engine caches the states of one pattern: enough for ordinary ones,
and not too much for thousands of patterns."""

_FEW_BACKTRACKS = 16
"""What most patterns make do with."""
_MOST_BACKTRACKS = 1 << 16
_QUICK_POSITIONS = 16
"""Positions up to which a pattern without capture groups is matched `_QUICK` times as fast."""
_QUICK = 8


def refusal(pattern: str, *, trusted: bool) -> str:
    """Return why newslint does not match ``pattern``, or an empty text if it does.

    The patterns of a ``trusted`` schema may use the backtracking engine.
    """
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    its = shape(pattern)
    if its.fault:
        return its.fault
    if its.special and not trusted:
        return (
            f"it has {its.special}, which is only for schemas that are named with --schema or "
            "in a trusted configuration"
        )
    limit = MAX_SPECIAL_POSITIONS if its.special else MAX_POSITIONS
    if its.positions > limit:
        return f"its repetitions add up to more than {limit} characters"
    if size(pattern):
        return ""
    if size(re.sub(r"\{([0-9]+)(?:,([0-9]*))?\}", _once, pattern)):
        return "its repetitions take too much memory"
    return "it is not a regular expression that newslint supports"


def _once(repetition: re.Match[str]) -> str:
    least, most = repetition.groups()
    return repetition[0] if most and int(most) < int(least) else "{1}"


@lru_cache(maxsize=4096)
def size(pattern: str) -> int:
    """Return the bytes, rounded up, of the compiled ``pattern``; 0 if it is too large or not a
    regular expression."""
    import jsonschema_rs

    its = shape(pattern)
    for limit in _SIZES:
        engine = options(special=bool(its.special), size_limit=limit)
        try:
            jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=engine)
        except ValueError:
            continue
        return limit * (1 + its.specials)  # the parts between them are compiled separately
    return 0


def options(
    *, special: bool, backtracks: int = _MOST_BACKTRACKS, size_limit: int = _SIZES[-1]
) -> Any:
    """Return the options with which `jsonschema_rs` matches patterns. ``special`` says whether
    any of them needs the backtracking engine."""
    import jsonschema_rs

    if special:
        return jsonschema_rs.FancyRegexOptions(
            backtrack_limit=backtracks, size_limit=size_limit, dfa_size_limit=_STATES
        )
    return jsonschema_rs.RegexOptions(size_limit=size_limit, dfa_size_limit=_STATES)


@lru_cache(maxsize=4096)
def factor(pattern: str) -> int:
    """Return the cost of matching ``pattern``, for each byte of a text, with the linear engine or
    Python's `re`. The unit is one position of a pattern at one byte: about 10 ns at worst."""
    return shape(pattern).positions * (_ways(pattern) or 1)


def backtracking(pattern: str, text: str, most: int) -> int:
    """Return the cost of matching a special ``pattern`` against ``text``, in the unit of
    `factor`; 0 if it is more than ``most``.

    The match is tried with more and more backtracks until they suffice. Their number is the same
    in each run, unlike the time.
    """
    length = len(text.encode(errors="surrogatepass"))
    its = shape(pattern)
    is_quick = its.positions <= _QUICK_POSITIONS and not its.captures
    cost, backtracks = 0, _FEW_BACKTRACKS
    while backtracks <= _MOST_BACKTRACKS:
        cost += 1 + _steps(its, length, backtracks) // (_QUICK if is_quick else 1)
        if cost > most:
            break
        errors = _matcher(pattern, backtracks).iter_errors(text)
        if all(type(error.kind).__name__ == "Pattern" for error in errors):
            return cost
        # A pattern that may match anywhere backtracks at least once for each character.
        backtracks = max(4 * backtracks, 1 << length.bit_length())
    return 0


def _steps(its: Shape, length: int, backtracks: int) -> int:
    """Return the steps for a text of ``length`` bytes with this number of backtracks.

    Between two backtracks each part of the pattern may scan the whole text, once in each round of
    a loop. Without an unlimited repetition a part scans no more characters than the pattern has
    positions.
    """
    reach = length if its.limitless else its.positions
    rounds = length if its.loops else 1
    return its.positions * max(length, backtracks * rounds * reach)


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
    """Return whether Python's `re` knows ``pattern`` and certainly matches it in linear time.

    Such a pattern has no repeated group, no back-reference and at most one unlimited repetition,
    and with that it is anchored at the start. There are few ways to match it from one position.
    """
    return _ways(pattern) > 0


@lru_cache(maxsize=4096)
def _ways(pattern: str) -> int:
    """Return in how many ways `re` may try ``pattern`` from one position; 0 if it is not
    harmless."""
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
    """Return how many combinations of alternatives there are in a pattern without escapes."""
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
