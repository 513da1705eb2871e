"""Read what a configuration says of fields, and the files that list their values."""

import os
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from newslint.config.source import Source
from newslint.errors import ConfigError, SchemaError
from newslint.files import discover
from newslint.schema.violation import Path
from newslint.settings import Field
from newslint.text import position, quote

MAX_SIZE = 1024 * 1024
"""Maximum bytes of a file that lists values."""
MAX_VALUES = 10_000
"""Maximum values of such a file."""
_NAMES = ("name", "id", "slug", "key", "value", "label", "title")
"""The keys that name an entry of a list of mappings, in order."""
_SUFFIXES = (".yml", ".yaml", ".json", ".toml", ".txt")


def fields_of(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Field]:
    """Return the settings of fields in a table whose files `read_lists` has read."""
    return {name: _field(entry) for name, entry in table.items()}


def _field(entry: Mapping[str, Any]) -> Field:
    types = entry.get("type", ())
    return Field(
        required=entry.get("required"),
        recommended=entry.get("recommended"),
        type=(types,) if isinstance(types, str) else tuple(dict.fromkeys(types)),
        enum=tuple(entry.get("enum", ())),
        extend_enum=tuple(entry.get("extend-enum", ())),
        pattern=entry.get("pattern", ""),
    )


def read_lists(source: Source) -> None:
    """Replace each ``enum-from`` of a file by the values that it leads to, and check patterns.

    Raises ConfigError with the place.
    """
    for path, table in _tables(source.data):
        for name, entry in table.items():
            here = (*path, name)
            if not all(name.split(".")):
                raise source.error(here, f"{quote(name)} is not the name of a field", on_key=True)
            if entry.get("recommended") and "." in name:
                why = "only a field at the top can be recommended"
                raise source.error((*here, "recommended"), why)
            if "pattern" in entry:
                _check_pattern(source, (*here, "pattern"), entry["pattern"])
            if "enum-from" in entry:
                values = _listed(source, (*here, "enum-from"), entry.pop("enum-from"))
                entry["enum"] = [*entry.get("enum", ()), *values]


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, dict[str, Any]]]]:
    """Yield the tables of fields, each with the path to it."""
    if "fields" in data:
        yield ("fields",), data["fields"]
    for i, entry in enumerate(data.get("overrides", ())):
        if "fields" in entry:
            yield ("overrides", i, "fields"), entry["fields"]


def _check_pattern(source: Source, path: Path, pattern: str) -> None:
    from newslint.schema.compile import Schema
    from newslint.schema.load import parse
    from newslint.text import as_json

    try:
        Schema(parse("", as_json({"pattern": pattern}).encode(), trusted=source.given))
    except SchemaError as error:
        raise source.error(path, str(error).removeprefix(":1:13: ")) from None


def _listed(source: Source, path: Path, name: str) -> list[Any]:
    """Return the values that the file ``name`` lists: the items of a list, or the keys of a
    mapping."""
    file = os.path.join(os.path.dirname(source.path), name)
    try:
        if not name.lower().endswith(_SUFFIXES):
            raise ConfigError(f"a list of values is a file {', '.join(_SUFFIXES)}")
        if not source.given and not _is_inside(os.path.dirname(source.path) or ".", file):
            raise ConfigError("it is outside of the folder of the configuration")
        values = _values_in(file)
        if not values:
            raise ConfigError("it lists no values")
        if len(values) > MAX_VALUES:
            raise ConfigError(f"it lists more than {MAX_VALUES:,} values")
    except ConfigError as error:
        raise source.error(path, f"enum-from {quote(name)}: {error}") from None
    return values


def _is_inside(folder: str, file: str) -> bool:
    top = os.path.realpath(folder)
    return os.path.commonpath((top, os.path.realpath(file))) == top


def _values_in(file: str) -> list[Any]:
    """Return the values that ``file`` lists. Raise ConfigError."""
    try:
        text = discover.read(os.path.realpath(file), MAX_SIZE).decode("utf-8-sig")
    except discover.Unreadable as error:
        raise ConfigError(str(error)) from None
    except UnicodeDecodeError:
        raise ConfigError("it is not UTF-8") from None
    if file.lower().endswith(".txt"):
        lines = (line.strip() for line in text.splitlines())
        return [line for line in lines if line and not line.startswith("# ") and line != "#"]
    return list(dict.fromkeys(_named(_parsed(file, text))))


def _parsed(file: str, text: str) -> Any:
    """Return the list or mapping in a file of YAML, JSON or TOML. Raise ConfigError."""
    suffix = os.path.splitext(file)[1].lower()
    if suffix == ".toml":
        return _only_list(_data("toml", text))
    if suffix == ".json":
        return _data("json", f'{{"values":\n{text}\n}}', lines_before=1).get("values")
    # A document may be a list, but front matter is a mapping.
    lines = ("" if line.startswith(("---", "%", "...")) else line for line in text.splitlines())
    inner = "".join(f"  {line}\n" for line in lines)
    return _data("yaml", f"values:\n{inner}", lines_before=1).get("values")


def _data(syntax: Literal["yaml", "json", "toml"], text: str, lines_before: int = 0) -> Any:
    from newslint import front_matter

    parsed = front_matter.parse(syntax, text)
    for fault in parsed.faults:
        if fault.rule == "broken-front-matter":
            line = max(position(text, fault.start)[0] - lines_before, 1)
            raise ConfigError(f"line {line}: {fault.message}")
    return parsed.data or {}


def _only_list(data: Mapping[str, Any]) -> Any:
    """Return the list in a mapping with nothing else, or else the mapping."""
    (only, *others) = data.values() or ({},)
    return only if isinstance(only, list) and not others else data


def _named(values: Any) -> Iterator[Any]:
    """Yield the values of a list or the keys of a mapping. Entries of a list that are mappings are
    named by one of their keys. Raise ConfigError."""
    if isinstance(values, dict):
        yield from map(str, values)
        return
    if not isinstance(values, list):
        raise ConfigError("it holds neither a list nor a mapping")
    entries = [value for value in values if isinstance(value, dict)]
    key = next((one for one in _NAMES if all(one in entry for entry in entries)), "")
    for value in values:
        named = value.get(key) if isinstance(value, dict) else value
        if isinstance(named, dict | list) or named is None:
            raise ConfigError(f"{quote(value)} is not a value, and has no {' or '.join(_NAMES)}")
        yield named
