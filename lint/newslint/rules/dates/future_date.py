"""future-date"""

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated

from newslint import dates
from newslint.article import Article
from newslint.finding import Finding
from newslint.rule import ArticleRule, Between, Example
from newslint.text import quote

_PLANNED = 366  # days ahead for which articles are scheduled
_NOW = {"now": "2026-11-23T12:00:00Z"}


class FutureDate(ArticleRule):
    """Find stories that claim to be published in the future.

    ## What
    A `publishedDateTime`, of the article or of a related entry, more than `days` days ahead of
    the clock. A day is allowed by default: zones differ by up to 26 hours, and clocks are wrong.

    A scheduled article may be up to a year ahead: one with a later `publishDate`, and any on a site
    of Jekyll or Hugo, which leave out articles until their date has come. Drafts are left alone.

    ## Why
    Such a story stays on top of every list, above all that is new, or is not shown at all by
    site generators that hide what is to come. Mostly the month and the day are swapped, or
    the year is mistyped.
    """

    perishable = True
    skips_drafts = True

    days: Annotated[int, Between(0, 36_600)] = 1
    """Days ahead that are allowed."""
    now: str = ""
    """A date and time to judge by in place of the clock, such as `2026-11-23T12:00:00Z`."""

    valid = (
        Example(
            {"a.md": "---\npublishedDateTime: 2026-11-24T11:59:00Z\n---\n"},
            options=_NOW,
            note="within a day",
        ),
        Example({"a.md": "---\npublishedDateTime: soon\n---\n"}, options=_NOW, note="no date"),
        Example({"a.md": "---\npublishedDateTime: 2026-11-27\n---\n"}, options={**_NOW, "days": 7}),
    )
    invalid = (
        Example(
            {"a.md": "---\npublishedDateTime: 2026-12-11T09:00:00Z\n---\n"},
            options=_NOW,
            at=(("a.md", 2, 20),),
        ),
        Example(
            {"a.md": "---\nrelated:\n- publishedDateTime: 2062-07-14T09:00:00+02:00\n---\n"},
            options=_NOW,
            at=(("a.md", 3, 22),),
            note="in a related entry",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        now = self._now()
        # Dates that begin with today's or an earlier one need no arithmetic: no zone makes them
        # more than a day late. That holds for those that begin with the year.
        today = _iso_date(now // dates.DAY) if self.days else ""
        for date in article.values("published"):
            if isinstance(date, str) and (date[:10] > today or date[4:5] != "-"):
                return self._report(article, now)
        return ()

    def _report(self, article: Article, now: int) -> Iterator[Finding]:
        for field in article.fields("published"):
            moment = dates.parse(field.text)
            days = self.days
            if not field.holder and _is_scheduled(article, now):
                days = max(days, _PLANNED)
            if moment is not None and moment.seconds > now + days * dates.DAY:
                yield self.finding(
                    article.path,
                    f"{field.name} {quote(field.value)} lies in the future",
                    field=field.pointer,
                )

    def _now(self) -> int:
        moment = dates.parse(self.now) if self.now else None
        return moment.seconds if moment is not None else int(time.time())


def _is_scheduled(article: Article, now: int) -> bool:
    """Whether the article is to appear later: its site waits for its date, or it says when."""
    field = article.field("scheduled")
    moment = dates.parse(field.text) if field is not None else None
    return article.vocabulary.hides_future or (moment is not None and moment.seconds > now)


@lru_cache(maxsize=4)
def _iso_date(day: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(day * dates.DAY))
