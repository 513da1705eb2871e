"""What is remembered of a URL between runs, and how long it is believed.

The verdict on a living URL is trusted for a while; a failing URL is checked again in every run, and
only its history counts: how often it has failed and since when. Times are seconds since 1970.
"""

import random
import time
from typing import NamedTuple

from newslint.web.verdict import Kind, Verdict

DAY = 86_400.0
SAME_RUN = 600.0
"""Seconds of an interval, counted from the first failure. Failures in one interval count once,
because users repeat failed runs."""
_SPREAD = 0.25
"""By how much of `urls.remember` the time of trust varies, so that URLs that were checked together
do not expire together."""


class Remembered(NamedTuple):
    """The stored state of a URL."""

    verdict: Verdict
    checks: int
    """Flags for the checks that were made, as defined by the caller."""
    asked: float
    """When it was last checked."""
    fresh_until: float
    """Until when the verdict is valid without another check."""
    alive_at: float | None = None
    """When a check last found it alive."""
    failing_since: float | None = None
    """When the first check since then failed."""
    failing_runs: int = 0
    """The number of runs that have failed since then."""

    def is_fresh(self, remember: float, now: float) -> bool:
        """Return whether the verdict needs no check ``now``, if it may be ``remember`` seconds old.

        A time in the future shows that the clock was wrong then, or is now: neither is believed.
        """
        latest = min(self.fresh_until, self.asked + remember * (1 + _SPREAD))
        return self.verdict.lives and self.asked <= now < latest

    def not_after(self, now: float) -> "Remembered":
        """Return this state without times after ``now``, which a wrong clock has left."""
        alive_at, since = self.alive_at, self.failing_since
        return self._replace(
            asked=min(self.asked, now),
            fresh_until=self.fresh_until if self.asked <= now else 0.0,
            alive_at=alive_at and min(alive_at, now),
            failing_since=since and min(since, now),
        )


class DeadAfter(NamedTuple):
    """When an unverified URL becomes dead."""

    runs: int = 5
    days: float = 7.0


def after(
    verdict: Verdict,
    checks: int,
    before: Remembered | None,
    remember: float,
    dead_after: DeadAfter,
    now: float,
) -> Remembered:
    """Return the new state of a URL after a run at ``now`` has reached ``verdict``.

    The verdict becomes dead if the URL has shown no sign of life for long enough. A living URL is
    trusted for ``remember`` seconds, give or take a quarter.
    """
    if verdict.lives:
        fresh_until = now + remember * random.uniform(1 - _SPREAD, 1 + _SPREAD)
        return Remembered(verdict, checks, now, fresh_until, now)
    since, runs, alive_at = now, 1, None
    if before is not None:
        alive_at = before.alive_at
        if before.failing_since is not None:
            since = before.failing_since
            intervals = {(moment - since) // SAME_RUN for moment in (before.asked, now)}
            runs = before.failing_runs + (len(intervals) > 1 or dead_after.days == 0)
    if verdict.kind is Kind.UNVERIFIED and verdict.grave:
        days = (now - since) / DAY
        if runs >= dead_after.runs and days >= dead_after.days:
            # The day without a count, so that the finding stays the same in every run.
            day = time.strftime("%Y-%m-%d", time.gmtime(since))
            reason = f"failing since {day}: {verdict.reason}"
            verdict = verdict._replace(kind=Kind.DEAD, reason=reason)
    return Remembered(verdict, checks, now, 0.0, alive_at, since, runs)
