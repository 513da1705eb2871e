"""Build the client, the prober and the filters from the configuration."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from newslint.errors import ConfigError
from newslint.settings import Urls
from newslint.web.ask import Client
from newslint.web.environment import default_user_agent, open_files, proxies, trusted_certificates
from newslint.web.guard import Unaskable, split
from newslint.web.inquiry import Manners
from newslint.web.prober import Limits, Prober, Resolver, system_resolver


class World(NamedTuple):
    """The outside world of a run; tests replace it."""

    resolver: Resolver = system_resolver
    client: Callable[[Urls, str], Client] | None = None
    ca_file: str = ""


def manners_of(urls: Urls) -> Manners:
    """Return the options for requests from the configuration.

    Raises ConfigError for invalid `urls.headers`."""
    return Manners(
        urls, user_agent=urls.user_agent or default_user_agent(), headers=_headers(urls.headers)
    )


def _headers(by_host: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return header fields by ``host:port``. Without a port, they apply to https only.

    Values ``Basic name:password`` are encoded according to RFC 7617.
    """
    headers: dict[str, dict[str, str]] = {}
    for host, fields in by_host.items():
        try:
            if not set("/?#").isdisjoint(host):  # a path would be ignored silently
                raise Unaskable("it is a URL, not a host or host:port")
            target = split(f"https://{host}/")
        except Unaskable as error:
            raise ConfigError(f"urls.headers: '{host}': {error}") from None
        headers[target.host_port] = {name: _credentials(value) for name, value in fields.items()}
    return headers


def _credentials(value: str) -> str:
    scheme, _, rest = value.partition(" ")
    if scheme.lower() == "basic" and ":" in rest:
        from base64 import b64encode

        return f"Basic {b64encode(rest.encode()).decode()}"
    return value


def prober_for(urls: Urls, world: World) -> Prober:
    """Return a prober with the limits, proxies and private hosts of the configuration. Raise
    ConfigError for a CA bundle that cannot be used."""
    create = world.client or fastest_client
    client = create(urls, world.ca_file or trusted_certificates(urls.ca))
    # A new socket counts twice for a moment, and idle connections and look-ups need some as well.
    files = open_files()
    limits = Limits(
        max(min(urls.concurrency, files // 6), 1),
        max(min(Limits().sockets, files // 4), 1),
        urls.per_host,
        urls.spacing,
        min(urls.timeout, 15.0),
    )
    by_scheme, bypass = proxies(urls.proxy)
    return Prober(client, limits, urls.allow_private, world.resolver, by_scheme, bypass)


def fastest_client(urls: Urls, ca_file: str) -> Client:
    """Return a client that uses libcurl, or requests where pycurl is not installed."""
    try:
        from newslint.web.curl_client import CurlClient
    except ImportError:
        from newslint.web.requests_client import PlainClient

        # Requests to silent hosts occupy threads as well.
        return PlainClient(ca_file, 4 * urls.concurrency, urls.max_bytes)
    return CurlClient(ca_file, urls.concurrency, urls.max_bytes)


class UrlFilter:
    """Tells whether `urls.include` and `urls.exclude` allow a URL: hosts, host:port or globs."""

    def __init__(self, urls: Urls) -> None:
        self._include = urls.include
        self._exclude = urls.exclude

    def __call__(self, url: str, host: str) -> bool:
        if self._include and not _matches(self._include, url, host):
            return False
        return not (self._exclude and _matches(self._exclude, url, host))


def _matches(patterns: Iterable[str], url: str, host: str) -> bool:
    from fnmatch import fnmatchcase

    for pattern in patterns:
        if "/" in pattern or "*" in pattern:
            if fnmatchcase(url, pattern) or fnmatchcase(host, pattern):
                return True
            continue
        name = pattern.lower()
        if name in (host, url.split("/", 3)[2]) or host.endswith(f".{name}"):
            return True
    return False
