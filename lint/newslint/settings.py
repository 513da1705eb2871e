"""The settings of a run: frozen values that know nothing of where they came from.

`newslint.config` makes them from TOML.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.finding import Severity

if TYPE_CHECKING:
    from newslint.files.globs import Globs


class Glob(str):
    """A glob of a configuration file, which knows where it stands: ``newslint.toml:3:12``."""

    def __new__(cls, text: str, place: Callable[[], str]) -> "Glob":
        made = super().__new__(cls, text)
        made._place = place
        return made

    _place: Callable[[], str]

    @property
    def place(self) -> str:
        """``path:line:column``, found when it is asked for."""
        return self._place()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self._place)


class Override(NamedTuple):
    """What is different for the paths that match one of ``files`` (globs)."""

    files: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    preset: str | None = None
    roles: dict[str, tuple[str, ...]] = {}
    known_fields: tuple[str, ...] = ()


class Urls(NamedTuple):
    """How URLs are asked. Times are in seconds."""

    timeout: float = 20.0
    """For all requests about one URL together, waits between them aside."""
    concurrency: int = 128
    per_host: int = 4
    """Requests under way at once to one host."""
    spacing: float = 0.0
    """The least time between two requests to one host."""
    retries: int = 2
    """How often a request that failed in passing is made again."""
    retry_after_cap: float = 60.0
    """The longest wait that a server may ask for."""
    max_redirects: int = 10
    max_bytes: int = 64 * 1024
    """How much of an answer is read."""
    allow_private: tuple[str, ...] = ()
    """host:port pairs that may be asked although they are not public."""
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    accept: tuple[int, ...] = ()
    """Status codes that also mean that a URL works."""
    remember: float = 86_400.0
    dead_after_runs: int = 5
    dead_after_days: float = 7.0
    user_agent: str = ""
    """What newslint calls itself; empty for its own name."""
    headers: dict[str, dict[str, str]] = {}
    """Further headers by host, variables of the environment filled in."""
    proxy: str = ""
    archive: bool = False
    archive_url: str = "https://archive.org/wayback/available"


NOT_IN_FILES = (
    "root",
    "file",
    "site",
    "not_articles",
    "only_articles",
    "forced_offline",
    "trusted_schemas",
    "schema",
    "urls_from",
    "notices",
)
"""Attributes of `Config` that no configuration file can set."""


class Config(NamedTuple):
    """Everything that a run obeys. Paths of the configuration are relative to ``root``."""

    root: str = "."
    """The folder of the configuration file, or the working directory."""
    file: str | None = None
    """The configuration file, as seen from the working directory."""
    roots: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Globs of files that are articles whatever their suffix and their fields."""
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Rules and families to run; empty for all."""
    ignore: tuple[str, ...] = ()
    online: bool = True
    forced_offline: bool = False
    """Whether ``online`` is false because of ``--offline``, whatever a file says."""
    fail_on: Severity | None = Severity.ERROR
    """The least severity that makes the run fail; None for never."""
    topics: tuple[str, ...] = ()
    preset: str | None = None
    """The vocabulary and conventions of a site generator; None for those of news articles."""
    site: str = ""
    """The folder of the site for which ``preset`` was detected, as seen from the working directory;
    empty where the configuration names the preset."""
    not_articles: tuple[str, ...] = ("node_modules/",)
    """Globs from the top of the site: what is no article, by the preset and in general."""
    only_articles: bool = False
    """Whether files that are named count only if a search of their folder would give them."""
    roles: dict[str, tuple[str, ...]] = {}
    """Sources by role, in place of the preset's."""
    known_fields: tuple[str, ...] = ()
    """Fields that are not unknown, whatever the schema says."""
    default_provider: str = ""
    """The outlet of articles that name none."""
    overrides: tuple[Override, ...] = ()
    schemas: dict[str, str] = {}
    """Schema file or shipped name by path glob; the last match wins."""
    schemas_by_type: dict[str, str] = {}
    trusted_schemas: frozenset[str] = frozenset()
    """Those of the schema files above that the user named, and not a configuration that merely
    lies in the tree."""
    schema: str | None = None
    """The one schema that ``--schema`` names, in place of all others."""
    rules: dict[str, dict[str, Any]] = {}
    """Options by rule name."""
    urls: Urls = Urls()
    plugins: tuple[str, ...] = ()
    """Modules with rules of the user's own."""
    max_file_size: int = 4 * 1024 * 1024
    """Bytes of a file; a larger one is a finding."""
    max_front_matter: int = 256 * 1024
    """Characters of front matter between its fences."""
    cache_dir: str | None = None
    use_cache: bool = True
    urls_from: str | None = None
    """A recorded file to judge URLs from, asking nothing."""
    notices: tuple[str, ...] = ()
    """Sentences about ignored settings, for stderr."""

    def paths(self, named: Iterable[str]) -> list[str]:
        """Paths that the configuration names, as seen from the working directory."""
        return [os.path.relpath(os.path.join(self.root, path)) for path in named]

    def within(self, path: str) -> str:
        """A path seen from the working directory as globs see it: from the root, with ``/``."""
        if self.root != ".":
            path = os.path.relpath(path, self.root)
        return os.path.normpath(path).replace(os.sep, "/")

    def overrides_for(self, path: str) -> list[Override]:
        """The overrides whose globs match ``path``, in the order of the configuration."""
        inner = self.within(path)
        return [one for one in self.overrides if globs(one.files).match(inner)]


_compiled: "dict[tuple[str, ...], Globs]" = {}


def globs(patterns: tuple[str, ...]) -> "Globs":
    """``patterns`` compiled, each set of them once. Raises GlobError."""
    if patterns not in _compiled:
        from newslint.files.globs import Globs

        _compiled[patterns] = Globs(patterns)
    return _compiled[patterns]
