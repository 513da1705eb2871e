"""Combine the verdicts of a run with those of earlier runs."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from newslint.settings import Urls
from newslint.web.memory import Memory
from newslint.web.prober import Resolver
from newslint.web.remembered import DeadAfter, Remembered, after
from newslint.web.verdict import Kind, Verdict

_FLUSH = 2.0
"""Seconds between writes: verdicts of a longer time are not lost when the process is killed."""
SEVERAL_HOSTS = 2
"""Minimum hosts with certificates of unknown issuers for the local network to be the cause."""
_CONTROL_NAME = "example.com"
"""A name that always exists (RFC 2606): if it does not resolve, name resolution is broken."""


class Lost(NamedTuple):
    """URLs without a verdict, because the local network is the cause."""

    unreachable: tuple[str, ...] = ()
    """The network is down."""
    untrusted: tuple[str, ...] = ()
    """No certificate is of a known issuer: something in between replaces them."""


class History:
    """Combines new verdicts with the stored ones, and stores the result.

    A verdict that the local network may have caused is held back until the end of the run. It
    counts only if something on the public internet answered; a certificate of an unknown issuer
    counts only if that of another host has a known one.
    """

    def __init__(
        self,
        urls: Urls,
        before: Mapping[str, Remembered],
        memory: Memory | None,
        resolver: Resolver,
    ) -> None:
        self._remember = urls.remember
        self._dead_after = DeadAfter(urls.dead_after_runs, urls.dead_after_days)
        self._before = before
        self._memory = memory
        self._resolver = resolver
        self._news: dict[str, Remembered] = {}
        self._doubtful: dict[str, Remembered] = {}
        self._untrusted: dict[str, Remembered] = {}
        self._proof = self._has_trust = False
        self._flushed = time.monotonic()

    def add(self, key: str, verdict: Verdict, checks: int, *, private: bool) -> Verdict:
        """Add the verdict that a run reached with ``checks``; return the verdict given its history.

        An answer from a ``private`` host does not show that the public internet is reachable.
        """
        before = self._before.get(key)
        if verdict.lives and before is not None and before.verdict.lives:
            # A HEAD request does not show the media type that an earlier GET did.
            verdict = verdict._replace(media=verdict.media or before.verdict.media)
            checks |= before.checks
        entry = after(verdict, checks, before, self._remember, self._dead_after, time.time())
        if verdict.untrusted and not private:
            self._untrusted[key] = entry
        elif verdict.network and not private:
            self._doubtful[key] = entry
        else:
            self._news[key] = entry
            self._proof = self._proof or not private
            is_trusted = verdict.answered and key.startswith("https:")
            self._has_trust = self._has_trust or (is_trusted and not private)
        if self._memory and time.monotonic() - self._flushed > _FLUSH:
            self._flush()
        return entry.verdict

    def _flush(self) -> None:
        if self._memory:
            self._memory.store(self._news)
        self._news = {}
        self._flushed = time.monotonic()

    def close(self) -> Lost:
        """Store the rest; return the URLs that have no verdict."""
        unreachable: tuple[str, ...] = ()
        untrusted: tuple[str, ...] = ()
        if self._has_trust or len({_host(url) for url in self._untrusted}) < SEVERAL_HOSTS:
            self._news.update(self._untrusted)
        else:
            untrusted = tuple(self._untrusted)
        if self._proof or self._untrusted or self._names_work():
            self._news.update(self._doubtful)
        else:
            unreachable = tuple(self._doubtful)
        self._flush()
        return Lost(unreachable, untrusted)

    def _names_work(self) -> bool:
        """Whether name resolution works, if the only failures are names that do not exist."""
        verdicts = [entry.verdict for entry in self._doubtful.values()]
        if not all(verdict.kind is Kind.DEAD for verdict in verdicts):
            return False
        try:
            return bool(verdicts and self._resolver(_CONTROL_NAME))
        except OSError:
            return False


def _host(url: str) -> str:
    return url.split("/", 3)[2]
