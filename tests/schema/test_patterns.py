"""Which patterns newslint matches, with what, and at what cost."""

import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint.schema import patterns
from newslint.schema.shape import shape
from tests.schema.bounded import bounded
from tests.schema.patterns import WILD, WILD_SPECIAL, linear, special


def matches(pattern: str, text: str, options: Any = None) -> bool:
    options = options or patterns.options(special=bool(shape(pattern).special))
    return jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=options).is_valid(text)


@pytest.mark.parametrize("what", WILD)
def test_ordinary_patterns(what: str) -> None:
    pattern, fitting, others = WILD[what]
    assert patterns.refusal(pattern, trusted=False) == ""
    assert [text for text in fitting + others if matches(pattern, text)] == fitting


@pytest.mark.parametrize("what", WILD_SPECIAL)
def test_ordinary_patterns_that_take_backtracking(what: str) -> None:
    pattern, fitting, others = WILD_SPECIAL[what]
    assert "only for schemas that are named" in patterns.refusal(pattern, trusted=False)
    assert patterns.refusal(pattern, trusted=True) == ""
    assert [text for text in fitting + others if matches(pattern, text)] == fitting
    for text in fitting + others:
        assert patterns.backtracking(pattern, text * 10, most=1_000_000)


REFUSED = {
    "(?=a)b": "it has a look-ahead, which is only for schemas that are named with --schema or in",
    "(?!a)b": "a look-ahead",
    "(?<=a)b": "a look-behind",
    "(?<!a)b": "a look-behind",
    r"(a)\1": "a back-reference",
    "a++b": "a possessive repetition",
    "(?>a)b": "an atomic group",
    "a{20000}": "its repetitions add up to more than 5000 characters",
    "((a{50}){50}){50}": "its repetitions add up to more than 5000 characters",
    "(?:a{1,5001})?": "its repetitions add up to more than 5000 characters",
    r"\p{L}{1,900}": "its repetitions take too much memory",
    "a" * 1_001: "it is longer than 1000 characters",
    "(": "it is not a regular expression that newslint supports",
    "[b-a]": "it is not a regular expression that newslint supports",
    "a{2,1}": "it is not a regular expression that newslint supports",
    r"\h": "it is not a regular expression that newslint supports",
    "a**": "one repetition directly follows another",
    "(?x) a": "it has the flag x",
}
REFUSED_TO_ALL = {
    "(?=a{2000})": "its repetitions add up to more than 1000 characters",
    r"(a)\1{1000}": "its repetitions add up to more than 1000 characters",
    "(?:(?:(?=a)a){100}){100}": "its repetitions add up to more than 1000 characters",
    "(?>a)b": "it is not a regular expression that newslint supports",
    "a{20000}": "its repetitions add up to more than 5000 characters",
    r"(?:(a\1|b)+)": "it refers to a group from inside of that group",
    "(?=a": "it is not a regular expression that newslint supports",
}


@pytest.mark.parametrize("pattern", REFUSED)
def test_refused_in_untrusted_schemas(pattern: str) -> None:
    assert REFUSED[pattern] in patterns.refusal(pattern, trusted=False)


@pytest.mark.parametrize("pattern", REFUSED_TO_ALL)
def test_refused_to_all(pattern: str) -> None:
    assert REFUSED_TO_ALL[pattern] in patterns.refusal(pattern, trusted=True)


texts = st.text("aab-1 \n", max_size=12)

# The backtracking engine takes x+y*x+ for x+. Once test_a_fault_of_the_engine fails, it is mended.
_EQUAL_REPETITIONS = re.compile(r"(\[\^?.[^]]*\]|\\?.)[+*].*\1[+*]", re.DOTALL)


def test_a_fault_of_the_engine() -> None:
    special = patterns.options(special=True)
    assert matches("b+a*b+", "b", special)
    assert not matches("b+a*b+", "b")


@settings(max_examples=300)
@given(linear(), st.lists(texts, min_size=1, max_size=8))
def test_the_engines_agree(pattern: str, some: list[str]) -> None:
    """A schema with one special pattern has all of its patterns matched by the other engine,
    which must not need to go back for them."""
    if patterns.refusal(pattern, trusted=False) or _EQUAL_REPETITIONS.search(pattern):
        return
    without = patterns.options(special=True, backtracks=0)
    for text in some:
        expected = re.search(pattern.replace("$", r"\Z"), text, re.ASCII) is not None
        assert matches(pattern, text) == matches(pattern, text, without) == expected


@settings(max_examples=300)
@given(special(), st.lists(texts, min_size=1, max_size=8))
def test_what_looks_around_is_matched_as_python_does(pattern: str, some: list[str]) -> None:
    if patterns.refusal(pattern, trusted=True) or _EQUAL_REPETITIONS.search(pattern):
        return
    for text in some:
        if patterns.backtracking(pattern, text, most=10_000_000):
            assert matches(pattern, text) == (re.search(pattern, text, re.ASCII) is not None)


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(special(), st.sampled_from(["a", "ab", "aab", "é"]), st.integers(1, 10_000))
def test_what_backtracking_costs_is_bounded(pattern: str, piece: str, size: int) -> None:
    if patterns.refusal(pattern, trusted=True) or not shape(pattern).special:
        return
    text = (piece * size)[:size]
    cost = bounded(lambda: patterns.backtracking(pattern, text, most=100_000_000))
    assert 0 <= cost <= 100_000_000
    if cost:
        bounded(lambda: matches(pattern, text))


HARMLESS = [
    "^a$", "^[a-z]+$", r"^\d{4}-\d{2}$", "a|b", "", r"^https?://", r"^[^/]*\.md$",
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", r"^[A-Z]{2,5}-\d{1,6}$", "^.{1,80}$",
]  # fmt: skip
HARMFUL = [
    "^(a+)+$", "^(a|a)*$", "a+b", "^a*a*b", r"(a)\1", "(?=a)", "a{1000}", "[[a]", "(", r"\p{L}",
    "^" + "a?" * 20 + "a{20}", "^" + "(a|aa)" * 20 + "b", "a{0,100}a{0,100}b", "a{,9}a{,9}b",
    "(a|b)(c|d)(e|f)(g|h)(i|j)(k|l)(m|n)", "^a+|b", "^a*?a*b", "(?i)a", "a{1,9}?b{1,99}",
]  # fmt: skip


@pytest.mark.parametrize("pattern", HARMLESS)
def test_harmless_patterns(pattern: str) -> None:
    assert patterns.is_harmless(pattern)


@pytest.mark.parametrize("pattern", HARMFUL)
def test_patterns_that_re_does_not_match(pattern: str) -> None:
    assert not patterns.is_harmless(pattern)


@pytest.mark.parametrize("pattern", HARMLESS)
@pytest.mark.parametrize("piece", ["a", "2024-", "https", "-", "A", "/a.m"])
def test_re_matches_harmless_patterns_in_linear_time(pattern: str, piece: str) -> None:
    text = piece * 200_000
    bounded(lambda: re.search(pattern, text) is None)


@settings(max_examples=100)
@given(linear(), st.sampled_from(["a", "ab", "aab"]))
def test_re_matches_what_is_harmless_in_linear_time(pattern: str, piece: str) -> None:
    if patterns.is_harmless(pattern):
        bounded(lambda: re.search(pattern, piece * 100_000) is None)


@settings(max_examples=200)
@given(linear(), texts)
def test_re_agrees_about_what_is_harmless(pattern: str, text: str) -> None:
    """But for the end of a line, and characters beyond ASCII."""
    if patterns.is_harmless(pattern) and not patterns.refusal(pattern, trusted=False):
        found = re.search(pattern.replace("$", r"\Z"), text) is not None
        assert matches(pattern, text) == found
