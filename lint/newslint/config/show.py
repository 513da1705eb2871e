"""Print a configuration for ``--show-config``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newslint.settings import NOT_IN_FILES, Config, Field
from newslint.text import printable
from newslint.toml import key, toml

_OTHER_NAMES = {"use-cache": "cache"}
_UNSAID = (None, (), "")
"""Values of the settings of a field that say nothing."""
_TABLES = (
    *("roles", "fields", "default-provider", "overrides", "schemas", "schemas-by-type", "rules"),
    "urls",
)


def as_toml(config: Config) -> str:
    """Return ``config`` as TOML, with every setting and without secrets."""
    return printable_lines(_lines(config))


def printable_lines(lines: Iterator[str]) -> str:
    return "".join(printable(line) + "\n" for line in lines)


def _lines(config: Config) -> Iterator[str]:
    used = [file for file in (config.file, config.own_file) if file is not None]
    yield f"# from {' and '.join(used)}" if used else "# no configuration file"
    yield f"# paths are relative to {config.root}"
    if config.schema is not None:
        yield f"# all articles are validated against {config.schema}"
    values = {
        name.replace("_", "-"): value
        for name, value in config._asdict().items()
        if name not in NOT_IN_FILES
    }
    for name, value in values.items():
        if name not in _TABLES:
            yield _setting(_OTHER_NAMES.get(name, name), value)
    yield from _table("roles", values["roles"])
    if config.default_provider:
        yield from _table("defaults", {"provider": config.default_provider})
    yield from _fields("fields", config.fields)
    for override in config.overrides:
        yield from ("", "[[overrides]]")
        for name, value in override._asdict().items():
            if name != "fields":
                yield _setting(name.replace("_", "-"), value)
        yield from _fields("overrides.fields", override.fields)
    for name in ("schemas", "schemas-by-type"):
        yield from _table(name, values[name])
    for name, options in config.rules.items():
        yield from _table(f"rules.{key(name)}", options)
    secret = {host: dict.fromkeys(named, "…") for host, named in config.urls.headers.items()}
    proxy = re.sub("//[^/]*@", "//…@", config.urls.proxy)
    yield from _table("urls", config.urls._replace(headers=secret, proxy=proxy)._asdict())


def _fields(name: str, fields: Mapping[str, Field]) -> Iterator[str]:
    for field, settings in fields.items():
        said = {key: value for key, value in settings._asdict().items() if value not in _UNSAID}
        yield from _table(f"{name}.{key(field)}", said)


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    if not table:
        return
    yield from ("", f"[{name}]")
    for each, value in table.items():
        yield _setting(each if name.startswith("schemas") else each.replace("_", "-"), value)


def _setting(name: str, value: Any) -> str:
    if value is None and name == "fail-on":
        value = "never"
    if value is None or value == "" or value == {}:
        return f"# {key(name)}: not set"
    return f"{key(name)} = {toml(value)}"
