"""Convert configurations from programs to the keys and values of a file."""

import os
from collections.abc import Mapping
from typing import Any

from newslint.errors import ConfigError
from newslint.finding import Severity

_OTHER_NAMES = {"use-cache": "cache"}
_NEVER = {"fail-on": "never"}
"""The values in a file for attributes that are None."""


def plain(value: Any, where: str = "config") -> Any:
    """Return ``value`` as values that a file can hold. Raise ConfigError.

    ``where`` is its name for messages. Paths become text, severities their names, tuples and sets
    lists. Settings become tables with the keys that differ from their defaults.
    """
    match value:
        case Severity():
            return str(value)
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {_key(key, where): plain(item, str(key)) for key, item in value.items()}
        case tuple() if hasattr(value, "_fields"):
            return _table(value)
        case list() | tuple() | set() | frozenset():
            return [plain(item, where) for item in value]
        case os.PathLike() if isinstance(path := os.fspath(value), str):
            return path
    raise ConfigError(f"config: {where} is of the type {type(value).__name__}, which no file holds")


def _key(key: object, where: str) -> str:
    if isinstance(key, str):
        return key
    raise ConfigError(f"config: {where} has the key {key!r}, which is not text")


def _table(settings: Any) -> dict[str, Any]:
    """Return the attributes of `Config`, `Urls` or `Override` that differ from their defaults."""
    defaults = settings._field_defaults
    table = {}
    for name, value in settings._asdict().items():
        default = defaults.get(name)
        if name in defaults and value == default and type(value) is type(default):
            continue
        key = name.replace("_", "-")
        key = _OTHER_NAMES.get(key, key)
        table[key] = plain(_NEVER.get(key) if value is None else value, key)
    return table
