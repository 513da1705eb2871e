"""Write plain values as TOML (https://toml.io/en/v1.0.0)."""

from typing import Any

from newslint.finding import Severity


def toml(value: Any) -> str:
    """Return a plain value as TOML, on one line."""
    match value:
        case Severity():
            return f'"{value}"'
        case bool():
            return str(value).lower()
        case str():
            from json import dumps

            return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            return "{ " + ", ".join(f"{key(k)} = {toml(v)}" for k, v in value.items()) + " }"
        case set() | frozenset():
            return "[" + ", ".join(sorted(map(toml, value))) + "]"
        case list() | tuple():
            return "[" + ", ".join(map(toml, value)) + "]"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def key(name: str) -> str:
    """Return a key as TOML: bare where possible."""
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isascii() and bare.isalnum() else toml(name)
