"""The settings of a run as frozen values. `newslint.config` reads them from TOML."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.finding import Severity

if TYPE_CHECKING:
    from newslint.files.globs import Globs


class Placed(str):
    """A glob or path in a configuration file, with its place: ``newslint.toml:3:12``."""

    def __new__(cls, text: str, place: Callable[[], str]) -> "Placed":
        made = super().__new__(cls, text)
        made._place = place
        return made

    _place: Callable[[], str]

    @property
    def place(self) -> str:
        """``path:line:column``, computed on demand."""
        return self._place()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self._place)


class Field(NamedTuple):
    """What the configuration says of a field, in addition to its schema."""

    required: bool | None = None
    """Whether it must be there and not empty; None for what the schema says."""
    recommended: bool | None = None
    type: tuple[str, ...] = ()
    """The types of JSON Schema that it may have; empty for those of the schema."""
    enum: tuple[Any, ...] = ()
    """The values that it may have, or the items of its list; empty for any."""
    extend_enum: tuple[Any, ...] = ()
    """Values that it may have in addition to those of the schema."""
    pattern: str = ""

    def over(self, below: "Field") -> "Field":
        """Return this with what it leaves open from ``below``."""
        own = {name: value for name, value in self._asdict().items() if value not in (None, (), "")}
        return below._replace(**own)


class Override(NamedTuple):
    """Settings for the paths that match one of ``files`` (globs)."""

    files: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    preset: str | None = None
    roles: dict[str, tuple[str, ...]] = {}
    known_fields: tuple[str, ...] = ()
    fields: dict[str, Field] = {}


class Urls(NamedTuple):
    """Settings for requests of URLs. Times are in seconds."""

    timeout: float = 20.0
    """For all requests of one URL together, without the waits between them."""
    concurrency: int = 128
    per_host: int = 4
    """Maximum simultaneous requests to one host."""
    spacing: float = 0.0
    """Minimum time between two requests to one host."""
    retries: int = 2
    """Maximum retries after a transient failure."""
    retry_after_cap: float = 60.0
    """Maximum wait for a `Retry-After` header."""
    max_redirects: int = 10
    max_bytes: int = 64 * 1024
    """Maximum bytes of a response to read."""
    allow_private: tuple[str, ...] = ()
    """host:port pairs that may be requested although they are not public."""
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    accept: tuple[int, ...] = ()
    """Status codes that also mean that a URL works."""
    remember: float = 86_400.0
    dead_after_runs: int = 5
    dead_after_days: float = 7.0
    user_agent: str = ""
    """The `User-Agent` header; empty for the default."""
    headers: dict[str, dict[str, str]] = {}
    """Additional headers by host, with environment variables filled in."""
    proxy: str = ""
    archive: bool = False
    archive_url: str = "https://archive.org/wayback/available"
    ca: str = ""
    """A file of CA certificates (PEM) that replaces the trusted ones; empty for the default."""


NOT_IN_FILES = (
    "root",
    "file",
    "own_file",
    "site",
    "not_articles",
    "only_articles",
    "forced_offline",
    "max_warnings",
    "trusted_schemas",
    "schema",
    "urls_from",
    "notices",
)
"""Attributes of `Config` that no configuration file can set."""


class Config(NamedTuple):
    """All settings of a run. Paths and globs are relative to ``root``."""

    root: str = "."
    """The folder of the configuration file, or the working directory."""
    file: str | None = None
    """The configuration file, as seen from the working directory."""
    own_file: str | None = None
    """The user's own configuration file, if there is one."""
    roots: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Globs of files that are articles whatever their suffix and their fields."""
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """Rules and families to run; empty for all."""
    ignore: tuple[str, ...] = ()
    online: bool = True
    forced_offline: bool = False
    """Whether ``online`` is false because of ``--offline``."""
    fail_on: Severity | None = Severity.ERROR
    """The minimum severity that makes the run fail; None for never."""
    max_warnings: int | None = None
    """The maximum number of warnings without failing; None for no limit."""
    topics: tuple[str, ...] = ()
    preset: str | None = None
    """The vocabulary and conventions of a site generator; None for those of news articles."""
    site: str = ""
    """The folder of the site for which ``preset`` was detected, as seen from the working directory;
    empty where the configuration names the preset."""
    not_articles: tuple[str, ...] = ("node_modules/",)
    """Globs, relative to the top of the site, of files and folders that are not articles."""
    only_articles: bool = False
    """Whether named files are left out unless a search of their folder would find them."""
    roles: dict[str, tuple[str, ...]] = {}
    """Sources by role; they override those of the preset."""
    known_fields: tuple[str, ...] = ()
    """Fields that are never reported as unknown."""
    fields: dict[str, Field] = {}
    """What fields must be, by name, in addition to their schema."""
    default_provider: str = ""
    """The provider of articles that do not name one."""
    overrides: tuple[Override, ...] = ()
    schemas: dict[str, str] = {}
    """Schema file or shipped name by path glob; the last match is used."""
    schemas_by_type: dict[str, str] = {}
    trusted_schemas: frozenset[str] = frozenset()
    """Schema files above that come from the user, not from a configuration that was only found in
    the tree."""
    schema: str | None = None
    """The schema given with ``--schema``, which replaces all others."""
    rules: dict[str, dict[str, Any]] = {}
    """Options by rule name."""
    urls: Urls = Urls()
    plugins: tuple[str, ...] = ()
    """Modules with third-party rules."""
    max_file_size: int = 4 * 1024 * 1024
    """Maximum bytes of a file; a larger one is a finding."""
    max_front_matter: int = 256 * 1024
    """Maximum characters of front matter between its fences."""
    cache_dir: str | None = None
    use_cache: bool = True
    urls_from: str | None = None
    """A file of recorded verdicts that replaces requests."""
    notices: tuple[str, ...] = ()
    """Sentences for stderr about settings that are ignored."""

    def paths(self, named: Iterable[str]) -> list[str]:
        """Return paths of the configuration relative to the working directory."""
        return [os.path.relpath(os.path.join(self.root, path)) for path in named]

    def schema_files(self) -> list[str]:
        """Return the paths of all schemas, which may also be names of shipped ones."""
        names = (*self.schemas.values(), *self.schemas_by_type.values())
        files = [os.path.join(self.root, name) for name in names]
        return files if self.schema is None else [*files, self.schema]

    def within(self, path: str) -> str:
        """Return ``path``, relative to the working directory, as globs match it: from the root,
        with ``/``."""
        if self.root != ".":
            path = os.path.relpath(path, self.root)
        return os.path.normpath(path).replace(os.sep, "/")

    def overrides_for(self, path: str) -> list[Override]:
        """Return the overrides whose globs match ``path``, in the order of the configuration."""
        inner = self.within(path)
        return [one for one in self.overrides if globs(one.files).match(inner)]


_compiled: "dict[tuple[str, ...], Globs]" = {}


def globs(patterns: tuple[str, ...]) -> "Globs":
    """Return compiled globs, each tuple of them compiled once. Raise GlobError."""
    if patterns not in _compiled:
        from newslint.files.globs import Globs

        _compiled[patterns] = Globs(patterns)
    return _compiled[patterns]
