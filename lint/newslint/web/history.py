"""What a run finds out, in the light of what earlier ones did."""

import time
from collections.abc import Mapping

from newslint.settings import Urls
from newslint.web.memory import Lasting, Memory, Remembered, after
from newslint.web.prober import Resolver
from newslint.web.verdict import Kind, Verdict

_FLUSH = 2.0
"""Seconds of verdicts that are lost at most when the process is killed."""
_CONTROL_NAME = "example.com"
"""A name that exists as long as names can be looked up at all (RFC 2606)."""


class History:
    """Weaves the verdicts of a run into what is remembered.

    A verdict that may be the fault of our own network waits for the end of the run: it counts if
    anything else on the public internet answered.
    """

    def __init__(
        self,
        urls: Urls,
        before: Mapping[str, Remembered],
        memory: Memory | None,
        resolver: Resolver,
    ) -> None:
        self._remember = urls.remember
        self._lasting = Lasting(urls.dead_after_runs, urls.dead_after_days)
        self._before = before
        self._memory = memory
        self._resolver = resolver
        self._news: dict[str, Remembered] = {}
        self._doubtful: dict[str, Remembered] = {}
        self._proof = False
        self._flushed = time.monotonic()

    def add(self, key: str, verdict: Verdict, checks: int, *, private: bool) -> Verdict:
        """Take in what a run found by its ``checks``; returns what is held of the URL in the light
        of history. A ``private`` host tells nothing of the public internet."""
        before = self._before.get(key)
        if verdict.lives and before is not None and before.verdict.lives:
            # A HEAD alone does not see again what was seen before.
            verdict = verdict._replace(media=verdict.media or before.verdict.media)
            checks |= before.checks
        known = after(verdict, checks, before, self._remember, self._lasting, time.time())
        if verdict.network and not private:
            self._doubtful[key] = known
        else:
            self._news[key] = known
            self._proof = self._proof or not private
        if self._memory and time.monotonic() - self._flushed > _FLUSH:
            self._flush()
        return known.verdict

    def _flush(self) -> None:
        if self._memory:
            self._memory.store(self._news)
        self._news = {}
        self._flushed = time.monotonic()

    def close(self) -> list[str]:
        """Remember the rest; returns the URLs that say nothing because our network is down."""
        lost: list[str] = []
        if self._proof or self._names_work():
            self._news.update(self._doubtful)
        else:
            lost = list(self._doubtful)
        self._flush()
        return lost

    def _names_work(self) -> bool:
        """Whether names can be looked up, when all that we know is that some do not exist."""
        verdicts = [known.verdict for known in self._doubtful.values()]
        if not all(verdict.kind is Kind.DEAD for verdict in verdicts):
            return False
        try:
            return bool(verdicts and self._resolver(_CONTROL_NAME))
        except OSError:
            return False
