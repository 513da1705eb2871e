"""Turn configuration files into the configuration of a run."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.catalogue.options import OptionError, option_value
from newslint.config import source as files
from newslint.config.fields import fields_of, read_lists
from newslint.config.source import Source
from newslint.config.values import plain
from newslint.errors import ConfigError
from newslint.files import discover
from newslint.files.globs import GlobError, plain_globs
from newslint.finding import Severity
from newslint.schema.load import shipped_name, shipped_names
from newslint.schema.violation import Path
from newslint.settings import NOT_IN_FILES, Config, Override, Placed, Urls
from newslint.suggest import did_you_mean
from newslint.text import quote
from newslint.vocabulary import presets
from newslint.vocabulary.choose import NEWS

if TYPE_CHECKING:
    from newslint.rule import Rule

_TEXTS = ("root", "file", "schema", "urls_from", "cache_dir")
"""Settings that only programs and the command line can set."""
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SCHEMAS = ("schemas", "schemas-by-type")
_TIMES = ("timeout", "spacing", "retry-after-cap", "remember")
_SECRET_HEADERS = ("authorization", "cookie", "proxy-authorization", "x-api-key")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110
OFF = "off"
"""The severity of a rule that does not run."""
MAX_ALTERNATIVES = 10_000
"""Maximum globs that the braces of one file may expand to."""
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,99})\}")


def load(file: str | None = None, *, trust: bool = False, settings: Sequence[str] = ()) -> Config:
    """Return the configuration of this run.

    ``file`` is a configuration file named by the user. Without one, newslint uses the nearest file
    at or above the working directory, on top of the user's own. A file that was only found may come
    from the tree that is checked, so settings in it that widen newslint's reach are ignored unless
    ``trust`` is true. Raise ConfigError.
    """
    sources, of_run, notices = _read(file, trust=trust)
    if settings:
        sources.append(_of_settings(settings))
    return _built(sources, of_run, notices)


def of_settings(settings: Sequence[str]) -> Config:
    """Return the configuration with only these settings (``KEY=VALUE``). Raise ConfigError."""
    return _built([_of_settings(settings)], None, ())


def _of_settings(settings: Sequence[str]) -> Source:
    data: dict[str, Any] = {}
    for setting in settings:
        key, equals, written = setting.partition("=")
        *tables, last = key.strip().split(".")
        if not equals or not all((*tables, last)):
            raise ConfigError(f"--set {quote(setting)}: write KEY=VALUE, such as fail-on=warning")
        table = data
        for name in tables:
            table = table.setdefault(name, {})
            if not isinstance(table, dict):
                raise ConfigError(f"--set {quote(setting)}: {quote(name)} is set to a value")
        table[last] = _value(written.strip())
    source = Source("--set", "", (), data, given=True)
    files.check(source)
    return source


def _value(written: str) -> Any:
    """Return a value of the command line: TOML if it is valid, else text."""
    import tomllib

    try:
        return tomllib.loads(f"value = {written}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return written


def _read(file: str | None, *, trust: bool) -> tuple[list[Source], Source | None, tuple[str, ...]]:
    """Return all sources (the user's own and that of the run), the source of the run, and notices
    about ignored settings."""
    own = files.own()
    nearest = files.read(file, given=True) if file is not None else files.nearest()
    sources = [source for source in (own, nearest) if source is not None]
    if trust:
        sources = [source._replace(given=True) for source in sources]
    notices: list[str] = []
    for source in sources:
        if not source.given:
            notices += source.restrain()
    return sources, nearest, tuple(notices)


class PluginNames(NamedTuple):
    """The modules with rules that a configuration names."""

    modules: tuple[str, ...] = ()
    folder: str = "."
    notices: tuple[str, ...] = ()
    """Sentences about settings that are ignored."""


def plugin_names(file: str | None = None, *, trust: bool = False) -> PluginNames:
    """Return the plug-ins of the configuration that `load` reads, even if its rules are invalid.

    Raise ConfigError.
    """
    sources, of_run, notices = _read(file, trust=trust)
    root = _root(of_run)
    for source in sources:
        _check_plugins(source)
    return PluginNames(tuple(_merged_all(sources, root).get("plugins", ())), root, notices)


def _check_plugins(source: Source) -> None:
    """Check that every plug-in has a Python module name. Raise ConfigError."""
    names = source.data.get("plugins", ())
    if names:
        from newslint.catalogue.plugins import name_fault

        for i, name in enumerate(names):
            if fault := name_fault(name):
                raise source.error(("plugins", i), fault)


def of_values(values: Mapping[str, Any]) -> Config:
    """Return the configuration with these keys and values, as if the user had written them in a
    file.

    Paths and globs are relative to the working directory. Raise ConfigError.
    """
    source = Source("config", "", (), plain(values), given=True)
    files.check(source)
    return _built([source], None, ())


def checked(config: Config) -> Config:
    """Return ``config`` after validating it like a file with its settings. Raise ConfigError.

    Settings that a file cannot have stay unchanged, and so do headers: here they contain secrets,
    in a file the names of variables.
    """
    texts = {name: plain(getattr(config, name), name) for name in _TEXTS}
    for name, value in texts.items():
        if not isinstance(value, str) and (value is not None or name == "root"):
            raise ConfigError(f"config: {name} is {quote(value)}, not text")
    defaults = {name: Config._field_defaults[name] for name in (*_TEXTS, *NOT_IN_FILES)}
    values = plain(config._replace(**defaults))
    path = os.path.normpath(os.path.join(texts["root"], "config"))
    source = Source(path, "", (), values, given=True)
    files.check(source)
    headers = values.get("urls", {}).pop("headers", {})
    made = _built([source], source, config.notices)
    values_of = {name: getattr(config, name) for name in NOT_IN_FILES}
    kept = {name: value for name, value in values_of.items() if value not in (None, False, "", ())}
    return made._replace(**kept | texts, urls=made.urls._replace(headers=headers))


def _check_schemas(source: Source) -> None:
    """Check that every schema is shipped or a local file. Raise ConfigError."""
    for table in _SCHEMAS:
        for key, name in source.data.get(table, {}).items():
            if shipped_name(name) is None and not discover.exists(
                os.path.join(os.path.dirname(source.path), name)
            ):
                why = "only local files are read" if "://" in name else "there is no such file"
                guess = did_you_mean(name, shipped_names())
                raise source.error((table, key), f"schema {quote(name)}: {why}{guess}")


def _add_places(source: Source, root: str) -> None:
    """Replace globs and roots by `Placed`, which has their place. Raise ConfigError for a glob that
    cannot match."""
    left = MAX_ALTERNATIVES

    def placed(text: str, path: Path, *, on_key: bool = False) -> Placed:
        nonlocal left
        try:
            left -= len(plain_globs(text)) - 1
            _check_relative(text, root)
            if left < 0:
                raise GlobError(
                    f"the braces of this file stand for more than {MAX_ALTERNATIVES:,} globs"
                )
        except GlobError as error:
            raise source.error(path, f"glob {quote(text)}: {error}", on_key=on_key) from None
        return Placed(text, partial(source.named_place, path, on_key=on_key))

    data = source.data
    if "roots" in data:
        data["roots"] = [
            Placed(text, partial(source.named_place, ("roots", i)))
            for i, text in enumerate(data["roots"])
        ]
    for holder, path in _lists_of_globs(data):
        key = str(path[-1])
        holder[key] = [placed(text, (*path, i)) for i, text in enumerate(holder[key])]
    if "schemas" in data:
        data["schemas"] = {
            placed(text, ("schemas", text), on_key=True): name
            for text, name in data["schemas"].items()
        }


def _lists_of_globs(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield the tables with a list of globs, each with the path to that list."""
    for key in ("include", "exclude"):
        if key in data:
            yield data, (key,)
    for i, entry in enumerate(data.get("overrides", ())):
        yield entry, ("overrides", i, "files")


def _check_relative(glob: str, root: str) -> None:
    """Refuse a glob that begins with the absolute path to the folder of the configuration. Raise
    GlobError."""
    if not glob.startswith("/"):
        return
    here = os.path.join(os.path.abspath(root), "")
    first = glob.lstrip("/").partition("/")[0]
    if glob.startswith(here) and not discover.exists(os.path.join(root, first)):
        inner = glob.removeprefix(here) or "**"
        raise GlobError(f"globs are relative to the folder of the file; write '{inner}'")


class _Plugins(NamedTuple):
    """The modules with rules that the configuration names."""

    modules: tuple[str, ...]
    folder: str
    withheld: bool
    """Whether some are named but ignored."""

    def rules(self) -> "dict[str, type[Rule]]":
        """Return all rules that are not shipped. Raise ConfigError."""
        from newslint.catalogue import registry

        return registry.third_party(self.modules, self.folder)


def _built(sources: list[Source], of_run: Source | None, notices: tuple[str, ...]) -> Config:
    root = _root(of_run)
    for source in sources:
        _add_places(source, root)
        read_lists(source)
    data = _merged_all(sources, root)
    trusted_schemas = {
        name
        for source in sources
        if source.given
        for table in _SCHEMAS
        for name in _anchored(source.data, source, root).get(table, {}).values()
        if shipped_name(name) is None
    }
    plugins = tuple(data.get("plugins", ()))
    others = _Plugins(plugins, root, any("plugins is ignored" in one for one in notices))
    rules: dict[str, dict[str, Any]] = {}
    for source in sources:
        _check_plugins(source)
        _check_schemas(source)
        _check_presets(source)
        _check_names(source, others)
        for name, options in _options(source, others).items():
            rules[name] = rules.get(name, {}) | options
    fail_on = data.get("fail-on", "error")
    select = tuple(data.get("select", ()))
    return Config(
        root=root,
        file=of_run.path if of_run else None,
        own_file=next((one.path for one in sources if one.path == files.own_file()), None),
        roots=tuple(data.get("roots", ())),
        include=tuple(data.get("include", ())),
        exclude=tuple(data.get("exclude", ())),
        select=select + tuple(data.get("extend-select", ())) if select else (),
        ignore=(*data.get("ignore", ()), *_switched_off(data.get("rules", {}))),
        online=data.get("online", True),
        fail_on=None if fail_on == "never" else Severity.parse(fail_on),
        topics=tuple(data.get("topics", ())),
        preset=data.get("preset"),
        not_articles=presets.not_articles(data.get("preset", NEWS)),
        roles=_roles(data.get("roles", {})),
        known_fields=tuple(data.get("known-fields", ())),
        fields=fields_of(data.get("fields", {})),
        default_provider=data.get("defaults", {}).get("provider", ""),
        overrides=tuple(map(_override, data.get("overrides", ()))),
        schemas=data.get("schemas", {}),
        schemas_by_type=data.get("schemas-by-type", {}),
        trusted_schemas=frozenset(trusted_schemas),
        rules=rules,
        urls=_urls(data.get("urls", {}), sources, root),
        plugins=plugins,
        max_file_size=data.get("max-file-size", Config().max_file_size),
        max_front_matter=data.get("max-front-matter", Config().max_front_matter),
        cache_dir=data.get("cache-dir"),
        use_cache=data.get("cache", True),
        notices=notices,
    )


def _root(of_run: Source | None) -> str:
    """Return the folder of the configuration of a run, or the working directory."""
    return os.path.dirname(of_run.path) or "." if of_run else "."


def _merged_all(sources: Iterable[Source], root: str) -> dict[str, Any]:
    """Return the merged settings of the files; paths are relative to ``root``."""
    data: dict[str, Any] = {}
    for source in sources:
        data = _merged(data, _anchored(source.data, source, root))
    return data


def _anchored(data: dict[str, Any], source: Source, root: str) -> dict[str, Any]:
    """Return ``data`` with its paths relative to ``root``, and an absolute cache directory."""
    folder = os.path.dirname(source.path) or "."
    data = dict(data)
    if "cache-dir" in data:
        data["cache-dir"] = os.path.join(folder, os.path.expanduser(data["cache-dir"]))
    if folder != root:
        far = os.path.abspath(folder)
        for key in ("roots", "plugins"):
            if key in data:
                data[key] = [os.path.join(far, path) for path in data[key]]
        for table in _SCHEMAS:
            data[table] = {k: _far(far, name) for k, name in data.get(table, {}).items()}
    return data


def _far(folder: str, name: str) -> str:
    return name if shipped_name(name) else os.path.join(folder, name)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Merge settings: tables key by key, all other values from ``above``."""
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            value = _merged(merged[key], value)
        merged[key] = value
    return merged


def _switched_off(rules: Mapping[str, Any]) -> list[str]:
    """Return the names of the rules that have the severity "off"."""
    return [name for name, table in rules.items() if table.get("severity") == OFF]


def _override(entry: Mapping[str, Any]) -> Override:
    severities = entry.get("severity", {})
    off = [name for name, severity in severities.items() if severity == OFF]
    return Override(
        tuple(entry["files"]),
        (*entry.get("ignore", ()), *off),
        {name: Severity.parse(value) for name, value in severities.items() if value != OFF},
        entry.get("preset"),
        _roles(entry.get("roles", {})),
        tuple(entry.get("known-fields", ())),
        fields_of(entry.get("fields", {})),
    )


def _roles(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {role: tuple(sources) for role, sources in table.items()}


def _check_presets(source: Source) -> None:
    """Check that every preset exists. Raise ConfigError."""
    entries = enumerate(source.data.get("overrides", ()))
    named = [(("overrides", i, "preset"), entry.get("preset")) for i, entry in entries]
    for path, name in ((("preset",), source.data.get("preset")), *named):
        if name is not None and name not in presets.names():
            all_names = ", ".join(presets.names())
            message = f"there is no preset {quote(name)}{did_you_mean(name, presets.names())}"
            raise source.error(path, f"{message} (there are {all_names})")


def _check_names(source: Source, plugins: _Plugins) -> None:
    """Check that every rule and family exists. Raise ConfigError."""
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
    names = {*registry.shipped(), *(rule.family for rule in registry.shipped().values())}
    if all(name in names for _, name in named):
        return
    for rule in plugins.rules().values():
        names |= {rule.name, rule.family}
    for path, name in named:
        if name not in names and not plugins.withheld:
            message = f"there is no rule or family {quote(name)}{did_you_mean(name, names)}"
            raise source.error(path, message, on_key="severity" in path)


def _options(source: Source, plugins: _Plugins) -> dict[str, dict[str, Any]]:
    """Return the options of rules as their attributes. Raise ConfigError."""
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
            if key == "severity" and value == OFF:
                continue
            try:
                attribute, taken = option_value(rule, key, value)
            except OptionError as error:
                path: Path = ("rules", name, key)
                raise source.error(path, str(error), on_key=error.unknown) from None
            made[name][attribute] = taken
    return made


def _urls(table: Mapping[str, Any], sources: list[Source], root: str) -> Urls:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _TIMES:
            value = seconds(value)
        elif key == "headers":
            value = {host: _headers(host, named, sources) for host, named in value.items()}
        elif key == "ca" and value:
            value = os.path.relpath(os.path.join(root, value))
        values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return Urls(**values)


def seconds(value: float | str) -> float:
    """Return a time of the configuration in seconds. It is a number, or a text such as "12h"."""
    if not isinstance(value, str):
        return float(value)
    number = value.rstrip("smhdw ")
    return float(number) * _SECONDS[value[len(number) :].strip()]


def _headers(host: str, named: Mapping[str, str], sources: list[Source]) -> dict[str, str]:
    return {name: _header(host, name, value, sources) for name, value in named.items()}


def _header(host: str, name: str, value: str, sources: list[Source]) -> str:
    """Return the value of a header with environment variables filled in. Raise ConfigError."""
    path: Path = ("urls", "headers", host, name)
    source = [one for one in sources if host in one.data.get("urls", {}).get("headers", {})][-1]
    if name.lower() in _SECRET_HEADERS and not _VARIABLE.search(value):
        message = f"a secret belongs in the environment: write {name} = '${{NAME}}'"
        raise source.error(path, message)

    def filled(match: re.Match[str]) -> str:
        variable = os.environ.get(match[1])
        if variable is None:
            raise source.error(path, f"there is no variable {match[1]} in the environment")
        return variable

    value = _VARIABLE.sub(filled, value)
    if not _HEADER.fullmatch(name) or any(c in value for c in "\r\n\0"):
        raise source.error(path, f"{quote(name)} is not a header with a value on one line")
    return value
