"""Configuration files: find, read and validate them, and restrain those that were only found."""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from newslint.errors import ConfigError
from newslint.files import discover
from newslint.front_matter import offset, toml
from newslint.schema.compile import Schema
from newslint.schema.load import shipped
from newslint.schema.messages import problems
from newslint.schema.violation import Path
from newslint.settings import Urls
from newslint.suggest import did_you_mean
from newslint.text import position, printable

NAME = "newslint.toml"
PYPROJECT = "pyproject.toml"
MAX_SIZE = 1024 * 1024
"""Maximum bytes of a configuration file."""
MAX_ERRORS = 10
"""Maximum errors of one file to report."""
MAX_LOOKED_AT = 100
"""Maximum errors to examine, of one kind and of different kinds."""

_WIDENING = ("allow-private", "headers", "proxy", "archive-url", "ca")


class Source(NamedTuple):
    """A valid configuration file."""

    path: str
    text: str
    prefix: Path
    """The path of the configuration inside the file."""
    data: dict[str, Any]
    given: bool
    """Whether the user named the file or trusts it, so that it was not only found."""

    def error(self, path: Path, message: str, *, on_key: bool = False) -> ConfigError:
        """Return an error at a value of the configuration, or at its key."""
        return ConfigError(f"{self.named_place(path, on_key=on_key)}: {message}")

    def named_place(self, path: Path, *, on_key: bool = False) -> str:
        """Return the place of a value or key for messages."""
        return self.shown(self.place(path, on_key=on_key))

    def shown(self, place: tuple[int, int]) -> str:
        """Return ``path:line:column``, or only the path if there is no text."""
        return f"{self.path}:{place[0]}:{place[1]}" if self.text else self.path

    def place(self, path: Path, *, on_key: bool = False) -> tuple[int, int]:
        """Return line and column of a value or key, or of the table that lacks it."""
        start = offset(_places(self.text), self.prefix + path, on_key=on_key)
        return position(self.text, start or 0)

    def restrain(self) -> Iterator[str]:
        """Remove settings that widen newslint's reach, and return notices about them."""
        for path, why in list(_wide(self.data, os.path.dirname(self.path))):
            holder = self.data
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]
            line, column = self.place(path, on_key=True)
            yield (
                f"{self.path}:{line}:{column}: {'.'.join(path)} is ignored, because {why} "
                f"and the file was not named: --config {self.path} or --trust-config allows it"
            )


_places = lru_cache(maxsize=4)(toml.places)


def _wide(data: Mapping[str, Any], folder: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the settings that reach beyond the folder of the file and the public web, or that
    supply results that newslint did not compute."""
    if data.get("plugins"):
        yield ("plugins",), "it runs code"
    for key in _WIDENING:
        value = data.get("urls", {}).get(key)
        if value and value != Urls().archive_url:
            yield ("urls", key), "it widens what newslint reaches"
    outside = "it leads out of the folder of the file"
    if any(_leads_out(folder, root) for root in data.get("roots", ())):
        yield ("roots",), outside
    if "cache-dir" in data:  # a cache may have been crafted to hide findings
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


def nearest() -> Source | None:
    """Return the configuration at or above the working directory, or None."""
    folder = ""
    here = os.getcwd()
    while True:
        for name in (NAME, PYPROJECT):
            path = os.path.join(folder, name)
            if os.path.lexists(path):
                source = read(path, given=False)
                if source is not None:
                    return source
        parent = os.path.dirname(here)
        if parent == here:
            return None
        here = parent
        folder = os.path.join(folder, os.pardir)


def own() -> Source | None:
    """Return the user's own configuration, or None."""
    path = own_file()
    return read(path, given=True) if os.path.lexists(path) else None


def own_file() -> str:
    """Return the path of the user's own configuration, whether it exists or not."""
    return os.path.join(_own_folder(), NAME)


def _own_folder() -> str:
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_config_dir

        return user_config_dir("newslint", appauthor=False)
    base = os.environ.get(
        "XDG_CONFIG_HOME", ""
    )  # like platformdirs, without the cost of its import
    if not os.path.isabs(base):
        base = os.path.expanduser("~/.config")
    return os.path.join(base, "newslint")


def read(path: str, *, given: bool) -> Source | None:
    """Return the configuration in a file; None for a pyproject.toml without one. Raise
    ConfigError."""
    shown = printable(path)
    try:
        # The user may name a link; a link in the tree must not lead out of it.
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
        line, column = position(text, fault.start)
        raise ConfigError(f"{shown}:{line}:{column}: {fault.message}")
    for step in prefix:
        inner = data.get(str(step))
        if inner is None and not given:
            return None
        if inner is None:
            raise ConfigError(f"{shown}: there is no table [tool.newslint]")
        if not isinstance(inner, dict):
            raise Source(shown, text, (), {}, given).error(prefix, f"{step} is not a table")
        data = inner
    made = Source(shown, text, prefix, data, given)
    check(made)
    return made


def _is_rule(name: str) -> bool:
    from newslint.catalogue import registry

    return name in registry.shipped()


def _about_field(data: Mapping[str, Any], path: Path) -> str:
    """Return what to write instead of an unknown key at ``path`` of a table of a field."""
    *above, name, key = path if len(path) > 2 else ("", "", "")
    if above[-1] != "fields":
        return ""
    if key == "files":
        return "; files stand in [[overrides]], and its fields in [overrides.fields]"
    value: Any = data
    for step in path:
        value = value[step]
    tables = ".".join(str(step) for step in above if isinstance(step, str))
    inside = f'{tables}."{name}.{key}"'
    return f"; a field inside of another is [{inside}]" if isinstance(value, dict) else ""


def check(source: Source) -> None:
    """Validate a file against the schema of configurations. Raise ConfigError."""
    violations = Schema(shipped("config")).violations(source.data)
    if not violations:
        return
    errors = []
    few = [one._replace(names=one.names[:MAX_LOOKED_AT]) for one in violations[:MAX_LOOKED_AT]]
    for problem in problems(few, noun="key"):
        message = problem.message
        if problem.path == ("tool",):
            message += f"; in {NAME} the keys stand without [tool.newslint]"
        elif problem.on_key and len(problem.path) == 1 and _is_rule(str(problem.path[0])):
            message += f"; options of rules stand in [rules.{problem.path[0]}]"
        elif problem.path == ("overrides",):
            message += "; each entry begins with [[overrides]]"
        elif hint := _about_field(source.data, problem.path):
            message += hint
        elif problem.on_key and len(problem.path) > 1 and "did you mean" not in message:
            guess = did_you_mean(str(problem.path[-1]), shipped("config").schema["properties"])
            message += guess.replace("?", ", which stands above the first table?")
        errors.append((source.place(problem.path, on_key=problem.on_key), message))
    listed = sorted(errors)[:MAX_ERRORS]
    raise ConfigError("\n".join(f"{source.shown(place)}: {told}" for place, told in listed))
