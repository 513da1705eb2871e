"""Options of rules: from TOML values to what the annotations of a rule ask for."""

import sys
from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from newslint.finding import Severity
from newslint.rule import Between, Rule
from newslint.suggest import did_you_mean
from newslint.text import quote

_MOST = sys.float_info.max


class OptionError(ValueError):
    """An option that a rule does not have, or a value that it does not take."""

    def __init__(self, message: str, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown


def option_value(rule: type[Rule], key: str, value: Any) -> tuple[str, Any]:
    """The attribute of ``rule`` that ``key`` (in kebab-case) sets, and ``value`` as its type.

    Raises OptionError.
    """
    if key == "severity":
        return key, Severity.parse(value)
    known = {name.replace("_", "-"): name for name in rule.options}
    if key not in known:
        guess = did_you_mean(key, [*known, "severity"])
        raise OptionError(f"rule {rule.name} has no option {quote(key)}{guess}", unknown=True)
    kind = annotation(rule, known[key])
    if get_origin(kind) is Annotated:
        kind, *bounds = get_args(kind)
        _check_bounds(key, value, bounds)
    taken = _taken(value, kind)
    if taken is None:
        raise OptionError(f"{key} is {_held(value, kind)}, not {words(kind)}")
    return known[key], taken


def _check_bounds(key: str, value: Any, bounds: list[Any]) -> None:
    """Raises OptionError for a number that is not between those that the rule takes."""
    for least, most in (bound for bound in bounds if isinstance(bound, Between)):
        if type(value) in (int, float) and not least <= value <= most:
            raise OptionError(f"{key} is {quote(value)}, not between {least} and {most}")


def _held(value: Any, kind: Any) -> str:
    """A refused value; of a list, the entry that is refused."""
    if isinstance(value, list) and get_args(kind):
        for item in value:
            if _taken(item, get_args(kind)[0]) is None:
                return f"a list with {quote(item)}"
    return quote(value)


def annotation(rule: type[Rule], name: str) -> Any:
    """The type that an option of ``rule`` has, perhaps ``Annotated`` with the numbers it takes."""
    from typing import get_type_hints

    return get_type_hints(rule, include_extras=True)[name]


def _taken(value: Any, kind: Any) -> Any | None:
    """``value`` as ``kind``, or None if it is no such thing."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value if value in inside and type(value) in map(type, inside) else None
    if origin in (Union, UnionType):
        taken = (_taken(value, one) for one in inside if one is not NoneType)
        return next((one for one in taken if one is not None), None)
    if origin in (tuple, list, set, frozenset, Sequence):
        return _items(value, origin, inside)
    if origin is dict:
        if not isinstance(value, dict):
            return None
        made = {key: _taken(item, inside[1]) for key, item in value.items()}
        return None if None in made.values() else made
    if kind is float:
        return _finite(value)
    return value if type(value) is kind else None


def _finite(value: Any) -> float | None:
    """A number as a float; None for infinity and what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MOST:
        return None
    return float(value)


def _items(value: Any, origin: Any, inside: Sequence[Any]) -> Any | None:
    if not isinstance(value, list):
        return None
    made = [_taken(item, inside[0]) for item in value]
    return None if None in made else (tuple if origin is Sequence else origin)(made)


_WORDS = {
    bool: "true or false",
    int: "an integer",
    float: "a number",
    str: "text",
}


def words(kind: Any) -> str:
    """What a value of the type ``kind`` is, in words."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return words(inside[0])
    if origin is Literal:
        return " or ".join(map(quote, inside))
    if origin in (Union, UnionType):
        return " or ".join(words(one) for one in inside if one is not NoneType)
    if origin is dict:
        return "a table"
    if origin is not None:
        return f"a list of {_WORDS.get(inside[0], 'values').removeprefix('an ')}"
    return _WORDS.get(kind, "what it takes")
