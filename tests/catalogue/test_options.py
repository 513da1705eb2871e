"""Options of rules, typed by their annotations."""

from typing import Annotated, Any, Literal

import pytest

from newslint.catalogue.options import OptionError, option_value
from newslint.finding import Severity
from newslint.rule import ArticleRule, Between


class Sample(ArticleRule):
    """Take options of all kinds."""

    flag: bool = False
    number: int = 1
    ratio: float = 0.5
    word: str = ""
    words: tuple[str, ...] = ()
    unique: frozenset[str] = frozenset()
    mode: Literal["fast", "slow"] = "fast"
    limit: int | None = None
    weights: dict[str, float] = {}
    two_words: int = 0
    share: Annotated[float, Between(0, 1)] = 0.5


TAKEN = [
    ("flag", True, True),
    ("number", 3, 3),
    ("ratio", 0.25, 0.25),
    ("ratio", 1, 1.0),
    ("word", "x", "x"),
    ("words", ["a", "b"], ("a", "b")),
    ("words", [], ()),
    ("unique", ["a", "a"], frozenset("a")),
    ("mode", "slow", "slow"),
    ("limit", 5, 5),
    ("share", 0, 0.0),
    ("share", 1, 1.0),
    ("weights", {"a": 1}, {"a": 1.0}),
    ("severity", "note", Severity.NOTE),
]
REFUSED = [
    ("flag", 1, "flag is 1, not true or false"),
    ("number", True, "number is true, not an integer"),
    ("number", 1.5, "number is 1.5, not an integer"),
    ("ratio", "x", "ratio is 'x', not a number"),
    ("word", 1, "word is 1, not text"),
    ("words", "a", "words is 'a', not a list of text"),
    ("words", ["a", 1], "words is a list with 1, not a list of text"),
    ("mode", "fst", "mode is 'fst', not 'fast' or 'slow'"),
    ("limit", "5", "limit is '5', not an integer"),
    ("weights", {"a": "b"}, "weights is a mapping, not a table"),
    ("share", 5, "share is 5, not between 0 and 1"),
    ("share", -0.1, "share is -0.1, not between 0 and 1"),
    ("share", "x", "share is 'x', not a number"),
    ("two_words", 1, "no option 'two_words', did you mean 'two-words'?"),
    ("name", "x", "no option 'name'"),
    ("options", [], "no option 'options'"),
]


@pytest.mark.parametrize(("key", "value", "expected"), TAKEN)
def test_taken(key: str, value: Any, expected: Any) -> None:
    name, taken = option_value(Sample, key, value)
    assert (name, taken, type(taken)) == (key, expected, type(expected))


def test_names_are_in_kebab_case() -> None:
    assert option_value(Sample, "two-words", 3) == ("two_words", 3)


@pytest.mark.parametrize(("key", "value", "message"), REFUSED)
def test_refused(key: str, value: Any, message: str) -> None:
    with pytest.raises(OptionError) as refused:
        option_value(Sample, key, value)
    assert message in str(refused.value)
