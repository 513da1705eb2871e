"""Generate the reference of all configuration keys from the schema and the default settings.

``python -m newslint.config.reference docs/configuration.md`` writes the table into the page.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newslint.schema.load import shipped_text
from newslint.settings import Config
from newslint.toml import toml

BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"
_SETTINGS = {"cache": "use-cache"}
"""Keys whose attribute has another name."""
_TABLES = ("urls", "defaults")
"""Keys that contain other keys."""
_KINDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "object": "table",
    "array": "list",
}


class Key(NamedTuple):
    """A key of the configuration."""

    name: str
    """Dotted for a key in a table."""
    kind: str
    """Its type, in words."""
    default: str
    """As TOML; empty if there is none."""
    description: str


def keys() -> list[Key]:
    """Return all keys, in the order of the schema."""
    return list(_keys(_schema()))


def with_defaults() -> dict[str, Any]:
    """Return the JSON Schema of the configuration with the defaults of the settings filled in."""
    schema = _schema()
    for name, field in _fields(schema):
        default = _default(name)
        if default is not None:
            field["default"] = default
    return schema


def table() -> str:
    """Return the reference as a Markdown table."""
    rows = ["| key | value | default | |", "| --- | --- | --- | --- |"]
    for key in keys():
        default = f"`{key.default}`" if key.default else ""
        rows.append(f"| `{key.name}` | {key.kind} | {default} | {key.description} |")
    return "\n".join(rows) + "\n"


def updated(page: str) -> str:
    """Return ``page`` with the current table between its two markers."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{table()}\n{END}{after}"


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(shipped_text("config"))
    return schema


def _fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in schema["properties"].items():
        yield name, field
        if name in _TABLES:
            inner = _resolved(schema, field)["properties"]
            yield from ((f"{name}.{key}", value) for key, value in inner.items())


def _keys(schema: dict[str, Any]) -> Iterator[Key]:
    for name, field in _fields(schema):
        default = _default(name)
        if name not in _TABLES:
            described = field.get("description", "").replace("|", "\\|")
            kind = _kind(schema, field)
            yield Key(name, kind, "" if default is None else toml(default), described)


def _resolved(schema: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    name = field.get("$ref", "").removeprefix("#/$defs/")
    return {**schema["$defs"].get(name, {}), **field}


def _kind(schema: dict[str, Any], field: dict[str, Any]) -> str:
    whole = _resolved(schema, field)
    if "enum" in whole:
        *most, last = (f"`{value}`" for value in whole["enum"])
        return f"{', '.join(most)} or {last}"
    if whole["type"] == ["number", "string"]:
        return "time"
    if whole["type"] == "array":
        inner = _resolved(schema, whole["items"])["type"]
        return f"list of {_KINDS[inner]}s"
    return _KINDS[whole["type"]]


def _default(name: str) -> Any:
    """Return the default of a key as a plain value; None if it has none."""
    settings: Any = Config()
    for step in name.split("."):
        step = _SETTINGS.get(step, step).replace("-", "_")
        settings = getattr(settings, step, None)
    if isinstance(settings, tuple | dict) or settings in (None, ""):
        return None
    value = json.loads(json.dumps(settings, default=str))
    if name == "fail-on":
        return str(settings)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def main(file: str) -> None:
    """Write the current table into ``file``."""
    page = Path(file)
    page.write_text(updated(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
