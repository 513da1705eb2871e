"""The configuration: TOML in, a frozen `Config` out."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from newslint.finding import Severity


class ConfigError(Exception):
    """The configuration (or the command line) cannot be followed; the message says where."""


class Override(NamedTuple):
    """What is different for the paths that match one of ``files`` (globs)."""

    files: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}


class Urls(NamedTuple):
    """How URLs are asked. Times are in seconds."""

    timeout: float = 20.0
    concurrency: int = 128
    per_host: int = 4
    allow_private: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    accept: tuple[int, ...] = ()
    remember: float = 86_400.0
    user_agent: str = ""


class Config(NamedTuple):
    """Everything that a run obeys. Paths of the configuration are relative to ``root``."""

    root: str = "."
    """The folder of the configuration file, or the working directory."""
    file: str | None = None
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Rules and families to run; empty for all."""
    ignore: tuple[str, ...] = ()
    online: bool = True
    fail_on: Severity | None = Severity.ERROR
    """The least severity that makes the run fail; None for never."""
    topics: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    schemas: dict[str, str] = {}
    """Schema file or shipped name by path glob; the last match wins."""
    schemas_by_type: dict[str, str] = {}
    schema: str | None = None
    """The one schema that ``--schema`` names, in place of all others."""
    rules: dict[str, dict[str, Any]] = {}
    """Options by rule name."""
    urls: Urls = Urls()
    plugins: tuple[str, ...] = ()
    """Modules with rules of the user's own."""
    max_file_size: int = 4 * 1024 * 1024
    """Bytes of a file; a larger one is a finding."""
    max_front_matter: int = 64 * 1024
    """Bytes of front matter between its fences."""
    cache_dir: str | None = None
    use_cache: bool = True
    urls_from: str | None = None
    """A recorded file to judge URLs from, asking nothing."""

    def paths(self, named: Iterable[str]) -> list[str]:
        """Paths that the configuration names, as seen from the working directory."""
        return [os.path.relpath(os.path.join(self.root, path)) for path in named]

    def overrides_for(self, path: str) -> list[Override]:
        """The overrides whose globs match ``path``, in the order of the configuration."""
        return []
