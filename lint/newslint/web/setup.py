"""From the configuration to the parts that ask."""

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
    """What a run meets outside; tests bend it."""

    resolver: Resolver = system_resolver
    client: Callable[[Urls, str], Client] | None = None
    ca_file: str = ""


def manners_of(urls: Urls) -> Manners:
    """How the configuration wants URLs to be asked."""
    return Manners(
        urls, user_agent=urls.user_agent or default_user_agent(), headers=_headers(urls.headers)
    )


def _headers(by_host: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Header fields by ``host:port``: without a port it is that of https, never of http.

    A value ``Basic name:password`` is encoded as RFC 7617 wants it.
    """
    found: dict[str, dict[str, str]] = {}
    for host, fields in by_host.items():
        try:
            if not set("/?#").isdisjoint(host):  # the rest would be lost, and the headers with it
                raise Unaskable("it is a URL; name just the host, or the host and its port")
            target = split(f"https://{host}/")
        except Unaskable as error:
            raise ConfigError(f"urls.headers: '{host}': {error}") from None
        found[target.host_port] = {name: _credentials(value) for name, value in fields.items()}
    return found


def _credentials(value: str) -> str:
    scheme, _, rest = value.partition(" ")
    if scheme.lower() == "basic" and ":" in rest:
        from base64 import b64encode

        return f"Basic {b64encode(rest.encode()).decode()}"
    return value


def prober_for(urls: Urls, world: World) -> Prober:
    """A prober as the configuration wants it."""
    make = world.client or fastest_client
    client = make(urls, world.ca_file or trusted_certificates())
    at_once = min(urls.concurrency, open_files() // 4)  # idle connections take their share
    limits = Limits(at_once, urls.per_host, urls.spacing, min(urls.timeout, 15.0))
    by_scheme, bypass = proxies(urls.proxy)
    return Prober(client, limits, urls.allow_private, world.resolver, by_scheme, bypass)


def fastest_client(urls: Urls, ca_file: str) -> Client:
    """libcurl where there is a wheel of it, requests elsewhere."""
    try:
        from newslint.web.curl_client import CurlClient
    except ImportError:
        from newslint.web.requests_client import PlainClient

        return PlainClient(ca_file, urls.concurrency, urls.max_bytes)
    return CurlClient(ca_file, urls.concurrency, urls.max_bytes)


class Chosen:
    """Whether the configuration wants a URL to be asked: hosts, hosts with a port, or globs."""

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
