"""From configuration files to the configuration of a run."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.catalogue.options import OptionError, option_value
from newslint.config import source as files
from newslint.config.source import Source
from newslint.files import discover
from newslint.finding import Severity
from newslint.schema.load import shipped_name, shipped_names
from newslint.schema.violation import Path
from newslint.settings import Config, Override, Urls
from newslint.suggest import did_you_mean
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.rule import Rule

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SCHEMAS = ("schemas", "schemas-by-type")
_TIMES = ("timeout", "spacing", "retry-after-cap", "remember")
_SECRET_HEADERS = ("authorization", "cookie", "proxy-authorization", "x-api-key")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,99})\}")


def load(file: str | None = None, *, trust: bool = False) -> Config:
    """The configuration of this run.

    ``file`` is a configuration file that the user named; else the nearest one at or above the
    working directory is taken, below which lies the user's own. A file that was only found may
    have come with what is checked: what in it widens newslint's reach is not followed, unless
    ``trust``. Raises ConfigError.
    """
    own = files.own()
    found = files.read(file, given=True) if file is not None else files.nearest()
    sources = [source for source in (own, found) if source is not None]
    if trust:
        sources = [source._replace(given=True) for source in sources]
    notices: list[str] = []
    for source in sources:
        if not source.given:
            notices += source.restrain()
    return _built(sources, found, tuple(notices))


def of_values(values: Mapping[str, Any]) -> Config:
    """The configuration that a file with these keys and values would be, one of the user's.

    Paths and globs are relative to the working directory. Raises ConfigError.
    """
    import json

    source = Source("config", "", (), json.loads(json.dumps(values, default=str)), given=True)
    files.check(source)
    return _built([source], None, ())


def _check_schemas(source: Source) -> None:
    """Every schema that a file names is shipped or a local file. Raises ConfigError."""
    for table in _SCHEMAS:
        for key, name in source.data.get(table, {}).items():
            if shipped_name(name) is None and not discover.exists(
                os.path.join(os.path.dirname(source.path), name)
            ):
                why = "only local files are read" if "://" in name else "there is no such file"
                guess = did_you_mean(name, shipped_names())
                raise source.error((table, key), f"schema {quote(name)}: {why}{guess}")


class _Plugins(NamedTuple):
    """The modules with rules that the configuration names."""

    modules: tuple[str, ...]
    folder: str
    withheld: bool
    """Whether some are named but not followed."""

    def rules(self) -> "dict[str, type[Rule]]":
        """All rules that are not shipped. Raises ConfigError."""
        from newslint.catalogue import registry

        return registry.third_party(self.modules, self.folder)


def _built(sources: list[Source], found: Source | None, notices: tuple[str, ...]) -> Config:
    root = os.path.dirname(found.path) or "." if found else "."
    data: dict[str, Any] = {}
    trusted_schemas: set[str] = set()
    for source in sources:
        anchored = _anchored(source.data, source, root)
        data = _merged(data, anchored)
        if source.given:
            named = (name for table in _SCHEMAS for name in anchored.get(table, {}).values())
            trusted_schemas.update(name for name in named if shipped_name(name) is None)
    plugins = tuple(data.get("plugins", ()))
    others = _Plugins(plugins, root, any("plugins is not followed" in one for one in notices))
    rules: dict[str, dict[str, Any]] = {}
    for source in sources:
        _check_schemas(source)
        _check_names(source, others)
        for name, options in _options(source, others).items():
            rules[name] = rules.get(name, {}) | options
    fail_on = data.get("fail-on", "error")
    select = tuple(data.get("select", ()))
    return Config(
        root=root,
        file=found.path if found else None,
        roots=tuple(data.get("roots", ())),
        exclude=tuple(data.get("exclude", ())),
        select=select + tuple(data.get("extend-select", ())) if select else (),
        ignore=tuple(data.get("ignore", ())),
        online=data.get("online", True),
        fail_on=None if fail_on == "never" else Severity.parse(fail_on),
        topics=tuple(data.get("topics", ())),
        overrides=tuple(map(_override, data.get("overrides", ()))),
        schemas=data.get("schemas", {}),
        schemas_by_type=data.get("schemas-by-type", {}),
        trusted_schemas=frozenset(trusted_schemas),
        rules=rules,
        urls=_urls(data.get("urls", {}), sources),
        plugins=plugins,
        max_file_size=data.get("max-file-size", Config().max_file_size),
        max_front_matter=data.get("max-front-matter", Config().max_front_matter),
        cache_dir=data.get("cache-dir"),
        use_cache=data.get("cache", True),
        notices=notices,
    )


def _anchored(data: dict[str, Any], source: Source, root: str) -> dict[str, Any]:
    """``data`` with its paths made to hold from ``root``, and the cache's from everywhere."""
    folder = os.path.dirname(source.path) or "."
    data = dict(data)
    if "cache-dir" in data:
        data["cache-dir"] = os.path.join(folder, os.path.expanduser(data["cache-dir"]))
    if folder != root:
        far = os.path.abspath(folder)
        data["roots"] = [os.path.join(far, path) for path in data.get("roots", ())]
        for table in _SCHEMAS:
            data[table] = {k: _far(far, name) for k, name in data.get(table, {}).items()}
    return data


def _far(folder: str, name: str) -> str:
    return name if shipped_name(name) else os.path.join(folder, name)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged key by key; of all else, what is above counts."""
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            value = _merged(merged[key], value)
        merged[key] = value
    return merged


def _override(entry: Mapping[str, Any]) -> Override:
    severity = {k: Severity.parse(v) for k, v in entry.get("severity", {}).items()}
    return Override(tuple(entry["files"]), tuple(entry.get("ignore", ())), severity)


def _check_names(source: Source, plugins: _Plugins) -> None:
    """Every rule and family that a file names exists. Raises ConfigError."""
    from newslint.catalogue import registry

    named: list[tuple[Path, str]] = []
    for key in ("select", "extend-select", "ignore"):
        named += [((key, i), name) for i, name in enumerate(source.data.get(key, ()))]
    for i, entry in enumerate(source.data.get("overrides", ())):
        path: Path = ("overrides", i)
        named += [((*path, "ignore", j), name) for j, name in enumerate(entry.get("ignore", ()))]
        named += [((*path, "severity", name), name) for name in entry.get("severity", {})]
    if not named:
        return
    known = {*registry.shipped(), *(rule.family for rule in registry.shipped().values())}
    if all(name in known for _, name in named):
        return
    for rule in plugins.rules().values():
        known |= {rule.name, rule.family}
    for path, name in named:
        if name not in known and not plugins.withheld:
            message = f"there is no rule or family {quote(name)}{did_you_mean(name, known)}"
            raise source.error(path, message, on_key="severity" in path)


def _options(source: Source, plugins: _Plugins) -> dict[str, dict[str, Any]]:
    """The options of rules as the rules take them. Raises ConfigError."""
    from newslint.catalogue import registry

    made: dict[str, dict[str, Any]] = {}
    others = None
    for name, table in source.data.get("rules", {}).items():
        if name in registry.shipped():
            rule = registry.load(name)
        else:
            others = plugins.rules() if others is None else others
            if name not in others:
                if plugins.withheld:
                    continue
                guess = did_you_mean(name, [*registry.shipped(), *others])
                message = f"there is no rule {quote(name)}{guess}"
                raise source.error(("rules", name), message, on_key=True)
            rule = others[name]
        made[name] = {}
        for key, value in table.items():
            try:
                attribute, taken = option_value(rule, key, value)
            except OptionError as error:
                path: Path = ("rules", name, key)
                raise source.error(path, str(error), on_key=error.unknown) from None
            made[name][attribute] = taken
    return made


def _urls(table: Mapping[str, Any], sources: list[Source]) -> Urls:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _TIMES:
            value = seconds(value)
        elif key == "headers":
            value = {host: _headers(host, named, sources) for host, named in value.items()}
        values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return Urls(**values)


def seconds(value: float | str) -> float:
    """A time of the configuration in seconds: a number of them, or a text such as "12h"."""
    if not isinstance(value, str):
        return float(value)
    number = value.rstrip("smhdw ")
    return float(number) * _SECONDS[value[len(number) :].strip()]


def _headers(host: str, named: Mapping[str, str], sources: list[Source]) -> dict[str, str]:
    return {name: _header(host, name, value, sources) for name, value in named.items()}


def _header(host: str, name: str, value: str, sources: list[Source]) -> str:
    """A header's value with the variables of the environment that it names. Raises ConfigError."""
    path: Path = ("urls", "headers", host, name)
    source = [one for one in sources if host in one.data.get("urls", {}).get("headers", {})][-1]
    if name.lower() in _SECRET_HEADERS and not _VARIABLE.search(value):
        message = f"a secret belongs in the environment: write {name} = '${{NAME}}'"
        raise source.error(path, message)

    def filled(match: re.Match[str]) -> str:
        found = os.environ.get(match[1])
        if found is None:
            raise source.error(path, f"there is no variable {match[1]} in the environment")
        return found

    value = _VARIABLE.sub(filled, value)
    if not _HEADER.fullmatch(name) or any(c in value for c in "\r\n\0"):
        raise source.error(path, f"{quote(name)} is not a header with a value on one line")
    return value
