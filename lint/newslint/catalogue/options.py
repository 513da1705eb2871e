"""Convert options of rules from TOML values to the types of their annotations."""

import sys
from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from newslint.finding import Severity
from newslint.rule import Between, Rule
from newslint.suggest import did_you_mean
from newslint.text import cut, quote

_MOST = sys.float_info.max


class OptionError(ValueError):
    """A rule does not have this option, or does not accept this value."""

    def __init__(self, message: str, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown


def option_value(rule: type[Rule], key: str, value: Any) -> tuple[str, Any]:
    """Return the attribute of ``rule`` that ``key`` (in kebab-case) sets, and its value.

    Raise OptionError.
    """
    if key == "severity":
        return key, _severity(value)
    attributes = {name.replace("_", "-"): name for name in rule.options}
    if key not in attributes:
        guess = did_you_mean(key, [*attributes, "severity"])
        raise OptionError(f"rule {rule.name} has no option {quote(key)}{guess}", unknown=True)
    kind, bounds = _kind(rule, attributes[key])
    _check_bounds(key, value, bounds)
    taken = _taken(value, kind)
    if taken is None:
        raise OptionError(f"{key} is {_held(value, kind)}, not {words(kind)}")
    return attributes[key], taken


def _severity(value: Any) -> Severity:
    try:
        return Severity.parse(value)
    except ValueError as error:
        raise OptionError(f"severity: {error}") from None


def _kind(rule: type[Rule], name: str) -> tuple[Any, list[Any]]:
    """Return the type of an option, and the metadata of its annotation."""
    kind = annotation(rule, name)
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        return kind, more
    return kind, []


def _check_bounds(key: str, value: Any, bounds: list[Any]) -> None:
    """Check that a number is in the range of the option. Raise OptionError."""
    for least, most in (bound for bound in bounds if isinstance(bound, Between)):
        if type(value) in (int, float) and not least <= value <= most:
            raise OptionError(f"{key} is {quote(value)}, not between {least} and {most}")


# What rules give: defaults, and the options of their examples

NO_DEFAULT = object()
"""The default of an option that has none, which is a mistake of its author."""


def default(rule: type[Rule], name: str) -> Any:
    """Return the value of an option that no configuration sets; `NO_DEFAULT` if there is none."""
    field = getattr(rule, "__dataclass_fields__", {}).get(name)
    if field is None:
        return getattr(rule, name, NO_DEFAULT)
    from dataclasses import MISSING

    if field.default_factory is not MISSING:
        return field.default_factory()
    return NO_DEFAULT if field.default is MISSING else field.default


def check_default(rule: type[Rule], name: str) -> None:
    """Check that an option has a type that a configuration can give, and a default of that type.
    Raise OptionError."""
    try:
        kind, _ = _kind(rule, name)
    except Exception as error:
        raise OptionError(f"the annotation of option {name!r} cannot be read: {error}") from None
    if not _can_be_given(kind):
        raise OptionError(
            f"option {name!r} is of the type {python(kind)}, which no configuration can give: "
            "write bool, int, float, str, Literal[…], tuple[str, ...] or the like, or ClassVar for "
            "a constant"
        )
    value = default(rule, name)
    if value is NO_DEFAULT:
        raise OptionError(f"option {name!r} has no default: write '{name}: {python(kind)} = …'")
    check_value(rule, name, value, f"the default of option {name!r}")


def check_value(rule: type[Rule], name: str, value: Any, what: str = "") -> None:
    """Check that the option ``name`` of ``rule`` can have ``value`` in Python. Messages call it
    ``what``. Raise OptionError."""
    if name == "severity":
        _severity(value)
        return
    if name not in rule.options:
        guess = did_you_mean(name, rule.options) if isinstance(name, str) else ""
        raise OptionError(f"there is no option {name!r}{guess}")
    what = what or f"option {name!r}"
    kind, bounds = _kind(rule, name)
    if value is None and NoneType in get_args(kind):
        return
    _check_bounds(what, value, bounds)
    taken = _taken(_as_given(value), kind)
    if taken is None or not _is_same(value, taken, kind):
        raise OptionError(f"{what} is {cut(repr(value))}, not {python(kind)}")


def _as_given(value: Any) -> Any:
    """Return ``value`` as a configuration gives it."""
    if isinstance(value, tuple | list | set | frozenset):
        return [_as_given(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_given(item) for key, item in value.items()}
    return value


def _is_same(value: Any, taken: Any, kind: Any) -> bool:
    """Return whether ``value`` is exactly the converted value, not only equal to it."""
    if value != taken and not isinstance(value, list):
        return False
    if isinstance(value, list) and isinstance(taken, tuple):  # either is a sequence
        return Sequence in (get_origin(kind), *map(get_origin, get_args(kind)))
    return type(value) is type(taken) or (isinstance(taken, float) and isinstance(value, int))


def _can_be_given(kind: Any) -> bool:
    """Return whether TOML has values of this type."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return all(type(one) in (bool, int, str) for one in inside)
    if origin in (Union, UnionType):
        return all(one is NoneType or _can_be_given(one) for one in inside)
    if origin is tuple:
        return len(inside) == 2 and inside[1] is Ellipsis and _can_be_given(inside[0])
    if origin in (list, set, frozenset, Sequence):
        return _can_be_given(inside[0])
    if origin is dict:
        return inside[0] is str and _can_be_given(inside[1])
    return kind in (bool, int, float, str)


def python(kind: Any) -> str:
    """Return a type as Python source."""
    if isinstance(kind, type) and not get_args(kind):
        return kind.__name__
    return str(kind).replace("typing.", "").replace("collections.abc.", "")


def _held(value: Any, kind: Any) -> str:
    """Return the refused value; of a list, the refused entry."""
    if isinstance(value, list) and get_args(kind):
        for item in value:
            if _taken(item, get_args(kind)[0]) is None:
                return f"a list with {quote(item)}"
    return quote(value)


def annotation(rule: type[Rule], name: str) -> Any:
    """Return the type of an option of ``rule``, perhaps ``Annotated`` with a range.

    Only this annotation is evaluated: others may use names that are imported only for type
    checkers.
    """
    from typing import get_type_hints

    owner = next(cls for cls in rule.__mro__ if name in cls.__annotations__)
    alone = type(owner.__name__, (), {"__annotations__": {name: owner.__annotations__[name]}})
    names = vars(sys.modules[owner.__module__]) if owner.__module__ in sys.modules else {}
    return get_type_hints(alone, names, dict(vars(owner)), include_extras=True)[name]


def _taken(value: Any, kind: Any) -> Any | None:
    """Return ``value`` as ``kind``, or None if it is not of that type."""
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
    """Return a number as a float; None for infinity and other values."""
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
    """Return in words what a value of the type ``kind`` is."""
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
