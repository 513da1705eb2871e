"""What is read from regular expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.schema.shape import shape

POSITIONS = {
    "": 1,
    "abc": 4,
    "[abc]": 2,
    r"\d\.\u0041": 8,  # at most: the digits of an escape are counted, too
    r"\p{L}": 2,
    "a*": 2,
    "a{3}": 4,
    "a{3,7}": 8,
    "a{3,}": 4,
    "(?:ab){3}": 10,
    "((a{10}){10}){10}": 1111,
    "a|bc": 4,
    "[]a]{3}": 4,
    "[^]]{3}": 4,
    "[[a]b{9}": 11,  # a class ends where ECMA 262 has it, and holds no other
    "[[a]{9}": 10,
    "[^[]{9}": 10,
    "[a": 3,  # no class
    r"[\]{9}]{3}": 4,
    r"\[a{3}]": 6,
    "(?i)a": 2,
    "a{1000000000}": 100_000_001,
    "((((a{999999}){999999}){999999}){999999})": 1_000_000_000,  # as good as any more
}


@pytest.mark.parametrize("pattern", POSITIONS)
def test_positions(pattern: str) -> None:
    assert shape(pattern).positions == POSITIONS[pattern]


SPECIAL = {
    "a(?=b)": "a look-ahead",
    "a(?!b)": "a look-ahead",
    "(?<=a)b": "a look-behind",
    "(?<!a)b": "a look-behind",
    r"(a)\1": "a back-reference",
    r"(?<n>a)\k<n>": "a back-reference",
    "(?P<n>a)(?P=n)": "a back-reference",
    "(?>a)": "an atomic group",
    "(a)?(?(1)b|c)": "a condition",
    "a++": "a possessive repetition",
    "a{2}+": "a possessive repetition",
    "[(?=]": "",
    r"\(?=a": "",
    "(?:a)": "",
    "(?<name>a)": "",
    "(?i:a)": "",
    "a+?": "",
    r"\\1": "",
    r"[\1]": "",
}


@pytest.mark.parametrize("pattern", SPECIAL)
def test_special(pattern: str) -> None:
    assert shape(pattern).special == SPECIAL[pattern]


FAULTS = {
    "a**": "one repetition directly follows another",
    "a{2}{3}": "one repetition directly follows another",
    "(?x) a": "it has the flag x",
    "(?ix:a)": "it has the flag x",
    r"(a\1)": "it refers to a group from inside of that group",
    r"((a)\1)": "it refers to a group from inside of that group",
    r"((a)\2)": "",
    "(?i)a": "",
    "(?x-": "",
    "a*?": "",
    "[*+?]": "",
}


@pytest.mark.parametrize("pattern", FAULTS)
def test_faults(pattern: str) -> None:
    assert shape(pattern).fault == FAULTS[pattern]


LOOPS = {
    "(?=a*)b": (False, True),
    "(?:(?=a)a)*": (True, False),
    "(?:(?=a*)a)*": (True, True),
    "(?:(?!a).)*": (False, False),  # goes back in each round
    "(?:(?!a)|(?=b*).)+": (False, True),
    "(?:.(?!a))*": (True, False),
    "(?:(?=a)a){9}": (False, False),
    "(?<=ab)c": (False, False),
    "(?<=a{3})c": (False, False),
    "(?<=a{0,3})c": (True, True),  # may begin anywhere
    "(?<!(a))c": (True, True),
    r"(a+)\1": (False, True),
    r"(a)(?:\1)*": (True, False),
}


@pytest.mark.parametrize("pattern", LOOPS)
def test_loops(pattern: str) -> None:
    found = shape(pattern)
    assert (found.loops, found.limitless) == LOOPS[pattern]


@given(st.text(r"ab\()[]{}|*+?^$:=!<>&-,0123kpP", max_size=30))
def test_anything_has_a_shape(pattern: str) -> None:
    assert shape(pattern).positions >= 1


@given(
    st.lists(
        st.sampled_from(
            [
                *r"ab[]^&-~|()?:",
                *"\\[ \\] \\( {9} {99} {2,30} (?: [^ [[ && :] [:alpha:] \\d \\x{61}".split(),
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_what_is_compiled_is_no_larger_than_the_shape_says(pattern: str) -> None:
    """So nothing is repeated that is not read as repeated here."""
    try:
        compiled(pattern, size_limit=1 << 30)
    except ValueError:
        return
    compiled(pattern, size_limit=4_000 + 2_000 * shape(pattern).positions)


def compiled(pattern: str, size_limit: int) -> None:
    import jsonschema_rs

    jsonschema_rs.validator_for(
        {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions(size_limit=size_limit)
    )
