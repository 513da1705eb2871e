"""Finding, reading and checking configuration files."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint import discover
from newslint.config import Config, ConfigError, Override, Urls
from newslint.config.options import OptionError, option_value
from newslint.finding import Severity
from newslint.front_matter import pointer_token, toml
from newslint.schema.compiled import Schema
from newslint.schema.load import shipped, shipped_name, shipped_names
from newslint.schema.violation import Path
from newslint.schema.words import problems
from newslint.suggest import did_you_mean
from newslint.text import printable, quote

if TYPE_CHECKING:
    from newslint.rule import Rule

NAME = "newslint.toml"
PYPROJECT = "pyproject.toml"
MAX_SIZE = 1024 * 1024
"""Bytes of a configuration file."""
MAX_ERRORS = 10
"""So many errors of one file are told at once."""
MAX_LOOKED_AT = 100
"""Of so many errors, of the same kind and of different kinds."""

_WIDENING = ("allow-private", "headers", "proxy", "archive-url")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
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
    own = _own()
    found = _read(file, given=True) if file is not None else _nearest()
    sources = [source for source in (own, found) if source is not None]
    notices: list[str] = []
    for source in sources:
        if not (source.given or trust):
            notices += source.restrain()
    return _built(sources, found, tuple(notices))


def of_values(values: Mapping[str, Any]) -> Config:
    """The configuration that a file with these keys and values would be, one of the user's.

    Paths and globs are relative to the working directory. Raises ConfigError.
    """
    import json

    source = _Source("config", "", (), json.loads(json.dumps(values, default=str)), given=True)
    _check(source)
    return _built([source], None, ())


class _Source(NamedTuple):
    """One configuration file, read and of the right form."""

    path: str
    text: str
    prefix: Path
    """Where the configuration is in the file."""
    data: dict[str, Any]
    given: bool
    """Whether the user chose the file, and it did not just lie there."""

    def error(self, path: Path, message: str, *, on_key: bool = False) -> ConfigError:
        """An error at a value of the configuration, or at its key."""
        return ConfigError(f"{self.shown(self.place(path, on_key=on_key))}: {message}")

    def shown(self, place: tuple[int, int]) -> str:
        """``path:line:column``, or the path alone where there is no text."""
        return f"{self.path}:{place[0]}:{place[1]}" if self.text else self.path

    def place(self, path: Path, *, on_key: bool = False) -> tuple[int, int]:
        """Line and column of a value or key, or of what should hold it."""
        places = _places(self.text)
        whole = self.prefix + path
        for length in range(len(whole), 0, -1):
            place = places.get("".join(map(pointer_token, whole[:length])))
            if place is not None:
                at_key = on_key or length < len(whole)
                return _position(self.text, place.key_start if at_key else place.start)
        return 1, 1

    def restrain(self) -> Iterator[str]:
        """Take out what widens newslint's reach, and say so."""
        for path, why in list(_wide(self.data, os.path.dirname(self.path))):
            holder = self.data
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]
            line, column = self.place(path, on_key=True)
            yield (
                f"{self.path}:{line}:{column}: {'.'.join(path)} is not followed, because {why} "
                f"and the file was not named: --config {self.path} or --trust-config allows it"
            )


_places = lru_cache(maxsize=4)(toml.places)


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _wide(data: Mapping[str, Any], folder: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The settings that reach further than the folder of the file and the public web, or that
    make newslint believe what it has not found out itself."""
    if data.get("plugins"):
        yield ("plugins",), "it runs code"
    for key in _WIDENING:
        value = data.get("urls", {}).get(key)
        if value and value != Urls().archive_url:
            yield ("urls", key), "it widens what newslint reaches"
    outside = "it leads out of the folder of the file"
    if any(_leads_out(folder, root) for root in data.get("roots", ())):
        yield ("roots",), outside
    if "cache-dir" in data:  # what lies there may have been made to hide findings
        yield ("cache-dir",), "what is kept there is believed"
    for table in ("schemas", "schemas-by-type"):
        for key, name in data.get(table, {}).items():
            if _leads_out(folder, name):
                yield (table, key), outside


def _leads_out(folder: str, path: str) -> bool:
    top = os.path.realpath(folder or ".")
    inner = os.path.realpath(os.path.join(top, path))
    return inner != top and not inner.startswith(top.rstrip(os.sep) + os.sep)


# Finding and reading


def _nearest() -> _Source | None:
    """The configuration at or above the working directory."""
    folder = ""
    here = os.getcwd()
    while True:
        for name in (NAME, PYPROJECT):
            path = os.path.join(folder, name)
            if os.path.lexists(path):
                source = _read(path, given=False)
                if source is not None:
                    return source
        parent = os.path.dirname(here)
        if parent == here:
            return None
        here = parent
        folder = os.path.join(folder, os.pardir)


def _own() -> _Source | None:
    """The configuration of the user, for all they do."""
    path = os.path.join(_own_folder(), NAME)
    return _read(path, given=True) if os.path.lexists(path) else None


def _own_folder() -> str:
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_config_dir

        return user_config_dir("newslint", appauthor=False)
    base = os.environ.get("XDG_CONFIG_HOME", "")  # as platformdirs, without the cost of its import
    if not os.path.isabs(base):
        base = os.path.expanduser("~/.config")
    return os.path.join(base, "newslint")


def _read(path: str, *, given: bool) -> _Source | None:
    """The configuration in a file; None for a pyproject.toml without one. Raises ConfigError."""
    shown = printable(path)
    try:
        # Whoever names a file may name a link; one that lies in the tree is not followed out.
        source = discover.read(os.path.realpath(path) if given else path, MAX_SIZE)
    except discover.Unreadable as error:
        raise ConfigError(f"{shown}: the configuration cannot be read: {error}") from None
    prefix: Path = ()
    if os.path.basename(path) == PYPROJECT:
        if b"newslint" not in source and not given:
            return None
        prefix = ("tool", "newslint")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown}:{line}:1: the file is not UTF-8") from None
    data, faults = toml.parse(text)[:2]
    if faults or data is None:
        fault = faults[0]
        line, column = _position(text, fault.start)
        raise ConfigError(f"{shown}:{line}:{column}: {fault.message}")
    for step in prefix:
        inner = data.get(str(step))
        if inner is None and not given:
            return None
        if inner is None:
            raise ConfigError(f"{shown}: there is no table [tool.newslint]")
        if not isinstance(inner, dict):
            raise _Source(shown, text, (), {}, given).error(prefix, f"{step} is not a table")
        data = inner
    made = _Source(shown, text, prefix, data, given)
    _check(made)
    return made


def _check(source: _Source) -> None:
    """Hold a file against the schema of configurations. Raises ConfigError."""
    violations = Schema(shipped("config")).violations(source.data)
    if not violations:
        return
    errors = []
    few = [one._replace(names=one.names[:MAX_LOOKED_AT]) for one in violations[:MAX_LOOKED_AT]]
    for problem in problems(few, noun="key"):
        message = problem.message
        if problem.path == ("tool",):
            message += f"; in {NAME} the keys stand without [tool.newslint]"
        elif problem.on_key and len(problem.path) > 1 and "did you mean" not in message:
            guess = did_you_mean(str(problem.path[-1]), shipped("config").schema["properties"])
            message += guess.replace("?", ", which stands above the first table?")
        errors.append((source.place(problem.path, on_key=problem.on_key), message))
    listed = sorted(errors)[:MAX_ERRORS]
    raise ConfigError("\n".join(f"{source.shown(place)}: {told}" for place, told in listed))


def _check_schemas(source: _Source) -> None:
    """Every schema that a file names is shipped or a local file. Raises ConfigError."""
    for table in ("schemas", "schemas-by-type"):
        for key, name in source.data.get(table, {}).items():
            if shipped_name(name) is None and not discover.exists(
                os.path.join(os.path.dirname(source.path), name)
            ):
                why = "only local files are read" if "://" in name else "there is no such file"
                guess = did_you_mean(name, shipped_names())
                raise source.error((table, key), f"schema {quote(name)}: {why}{guess}")


# Building


class _Plugins(NamedTuple):
    """The modules with rules that the configuration names."""

    modules: tuple[str, ...]
    folder: str
    withheld: bool
    """Whether some are named but not followed."""

    def rules(self) -> "dict[str, type[Rule]]":
        """All rules that are not shipped. Raises ConfigError."""
        from newslint import registry

        return registry.third_party(self.modules, self.folder)


def _built(sources: list[_Source], found: _Source | None, notices: tuple[str, ...]) -> Config:
    root = os.path.dirname(found.path) or "." if found else "."
    data: dict[str, Any] = {}
    for source in sources:
        data = _merged(data, _anchored(source.data, source, root))
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
        rules=rules,
        urls=_urls(data.get("urls", {}), sources),
        plugins=plugins,
        max_file_size=data.get("max-file-size", Config().max_file_size),
        max_front_matter=data.get("max-front-matter", Config().max_front_matter),
        cache_dir=data.get("cache-dir"),
        use_cache=data.get("cache", True),
        notices=notices,
    )


def _anchored(data: dict[str, Any], source: _Source, root: str) -> dict[str, Any]:
    """``data`` with its paths made to hold from ``root``, and the cache's from everywhere."""
    folder = os.path.dirname(source.path) or "."
    data = dict(data)
    if "cache-dir" in data:
        data["cache-dir"] = os.path.join(folder, os.path.expanduser(data["cache-dir"]))
    if folder != root:
        far = os.path.abspath(folder)
        data["roots"] = [os.path.join(far, path) for path in data.get("roots", ())]
        for table in ("schemas", "schemas-by-type"):
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


def _check_names(source: _Source, plugins: _Plugins) -> None:
    """Every rule and family that a file names exists. Raises ConfigError."""
    from newslint import registry

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


def _options(source: _Source, plugins: _Plugins) -> dict[str, dict[str, Any]]:
    """The options of rules as the rules take them. Raises ConfigError."""
    from newslint import registry

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


def _urls(table: Mapping[str, Any], sources: list[_Source]) -> Urls:
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


def _headers(host: str, named: Mapping[str, str], sources: list[_Source]) -> dict[str, str]:
    return {name: _header(host, name, value, sources) for name, value in named.items()}


def _header(host: str, name: str, value: str, sources: list[_Source]) -> str:
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
