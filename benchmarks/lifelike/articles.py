"""Articles like real ones: the fields and bodies of a collection, written down, with faults.

Most are posts as on blogs, with few fields and long bodies. The others are stories as news services
deliver them: with the stories that are related to them, and with short bodies.
"""

import datetime
import math
from random import Random
from typing import NamedTuple

from benchmarks.lifelike.body import Author
from benchmarks.lifelike.faults import Draft, plant
from benchmarks.lifelike.story import Reporter, slug
from benchmarks.lifelike.words import Event
from benchmarks.lifelike.written import Writer, some_style

_STORIES = 0.3
"""The share of the articles that are stories with related entries."""
_RELATED = (2, 16)
"""The fewest and the most related entries of a story."""
_STORY_BODY = (300, 3_000)
"""Bytes of the body of a story."""
POST_BODY = 9_000
"""Bytes of the body of a post, in the middle."""
_SPREAD = 1.1
"""How unequally long posts are: the standard deviation of the logarithm."""
_LENGTHS = (0.1, 12)
"""The shortest and the longest body of a post, in relation to the one in the middle."""
IN_FOLDER = 1_000
"""Articles of one folder: those that may link to each other."""
_RETOLD, _REPRINTED = 0.03, 0.01
"""Shares of the articles that tell the event of the one before, and that repeat its text."""


class _Start(NamedTuple):
    """What is known of an article before it is written."""

    event: Event
    day: datetime.date
    dated: bool
    """Whether the name of the file begins with the date."""


class Series:
    """The articles of one collection, by number; the same seed gives the same ones.

    A share ``faults`` of them, spread evenly, have faults that newslint finds. Half of the posts
    have bodies of more than ``body`` bytes.
    """

    def __init__(self, *, faults: float, seed: int = 0, body: int = POST_BODY) -> None:
        self.faults = faults
        self.seed = seed
        self.body = body

    def is_faulty(self, number: int) -> bool:
        return int((number + 1) * self.faults) > int(number * self.faults)

    def name(self, number: int) -> str:
        """The name of the file."""
        start = self._start(number)
        if not start.dated:
            return f"story-{number:06}.md"
        return f"{start.day}-{slug(f'{start.event.place} {start.event.thing}')}-{number:06}.md"

    def text(self, number: int) -> str:
        """The whole article."""
        draft = self._draft(number)
        if draft.chance.random() < _REPRINTED and number:
            draft.body = self._draft(number - 1).body
        if self.is_faulty(number):
            plant(draft)
        writer = Writer(some_style(draft.chance), draft.chance)
        front = [*draft.first_lines, *writer.lines(draft.fields), *draft.last_lines]
        return "\n".join(("---", *front, "---", "", draft.body))

    def _draft(self, number: int) -> Draft:
        start = self._start(number)
        event, day = start.event, start.day
        chance = self._chance(number, "article")
        if chance.random() < _RETOLD and number:
            before = self._start(number - 1)
            event = before.event
            day = start.day if start.dated else before.day
        reporter = Reporter(chance)
        if chance.random() < _STORIES:
            fields = reporter.article(event, day, related=_skewed(chance, _RELATED, 2.5))
            size = _skewed(chance, _STORY_BODY, 1.3)
        else:
            fields = reporter.post(event, day)
            size = self._length_of_post(chance)
        beside = range(max(number // IN_FOLDER * IN_FOLDER, number - 3), number)
        author = Author(reporter, [self.name(other) for other in beside])
        body = author.body(size - 200)  # its last part may be long
        return Draft(fields, body, chance, dated=start.dated)

    def _length_of_post(self, chance: Random) -> int:
        shortest, longest = _LENGTHS
        times = math.exp(chance.gauss(0, _SPREAD))
        return int(self.body * min(max(times, shortest), longest))

    def _start(self, number: int) -> _Start:
        chance = self._chance(number, "start")
        reporter = Reporter(chance)
        return _Start(reporter.language.event(), reporter.day(), chance.random() < 0.4)

    def _chance(self, number: int, what: str) -> Random:
        return Random(f"{self.seed} {number} {what}")


def _skewed(chance: Random, limits: tuple[int, int], power: float) -> int:
    """A number within ``limits``, the more often a small one the greater ``power``."""
    least, most = limits
    return int(least + (most + 1 - least) * chance.random() ** power)
