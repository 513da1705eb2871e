"""Archived copies of dead pages, from the Wayback Machine's availability API.

https://archive.org/help/wayback_api.php: ``?url=…`` returns the closest snapshot.
"""

import json
import time
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote

from newslint.settings import Urls
from newslint.web.ask import Ask, Route, Trouble
from newslint.web.environment import default_user_agent, proxies
from newslint.web.guard import (
    DEFAULT_PORTS,
    Target,
    Unaskable,
    is_allowed,
    public_address,
    split,
)
from newslint.web.prober import Resolver
from newslint.web.requests_client import PlainClient

BUDGET = 60.0
"""Seconds for all lookups of a run together, so that they stay a minor part of the run."""
_TIMEOUT = 10.0
_WAYBACK = "web.archive.org"
_LONGEST = 4096
"""Maximum characters of the URL of a copy."""


class Archive:
    """Looks up archived copies one at a time. A context manager."""

    def __init__(self, urls: Urls, resolver: Resolver, ca_file: str) -> None:
        self.trouble = ""
        """Why lookups stopped, as text for the user; empty while the service works."""
        self._urls = urls
        self._agent = urls.user_agent or default_user_agent()
        self._resolver = resolver
        self._client = PlainClient(ca_file, 1)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def copies(self, urls: Iterable[str]) -> dict[str, str]:
        """Return the URL of the archived copy of each of ``urls`` that has one.

        Stops after `BUDGET` seconds, or as soon as the service fails (see `trouble`)."""
        copies: dict[str, str] = {}
        ends = time.monotonic() + BUDGET
        try:
            service = split(self._urls.archive_url)
            route = self._route(service)
        except (Unaskable, OSError) as error:
            self.trouble = str(error)
            return copies
        for url in urls:
            if time.monotonic() > ends or self.trouble:
                break
            copy = self._copy(url, service, route)
            if copy:
                copies[url] = copy
        return copies

    def _route(self, service: Target) -> Route:
        private = is_allowed(service, self._urls.allow_private)
        by_scheme, bypass = proxies(self._urls.proxy)
        proxy = "" if bypass(service.host) else by_scheme.get(service.scheme, "")
        if proxy:
            return Route((), private, proxy)
        addresses = [str(service.address)] if service.address else self._resolver(service.host)
        allowed = tuple(a for a in addresses if private or public_address(a))
        if not allowed:
            raise Unaskable(Trouble.CLOSED.value)
        return Route(allowed, private)

    def _copy(self, url: str, service: Target, route: Route) -> str:
        mark = "&" if "?" in service.path else "?"
        target = service._replace(path=f"{service.path}{mark}url={quote(url, safe='')}")
        headers = (("Accept", "application/json"), ("User-Agent", self._agent))
        answer = self._client.get(Ask(target, "GET", headers, False, 0.0, _TIMEOUT), route)
        if answer.status != 200:
            self.trouble = answer.trouble.value if answer.trouble else f"status {answer.status}"
            return ""
        return snapshot(answer.body, service)


def snapshot(body: bytes, service: Target) -> str:
    """Return the URL of the closest snapshot in a response body, or an empty string.

    Accepts only URLs at the archive itself, which is the Wayback Machine or the ``service`` that
    was asked, with its ``/web/`` path. At the Wayback Machine, http becomes https.
    """
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        url, available, status = closest["url"], closest["available"], closest.get("status", "200")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    if available is not True or str(status) != "200" or not isinstance(url, str):
        return ""
    try:
        copy = split(url)
    except Unaskable:
        return ""
    if len(url) > _LONGEST or not url.isascii() or not copy.path.startswith("/web/"):
        return ""
    if copy.host == _WAYBACK and copy.port == DEFAULT_PORTS[copy.scheme]:
        return f"https://{_WAYBACK}{url[url.index('/web/') :]}"
    return url if copy.host_port == service.host_port else ""
