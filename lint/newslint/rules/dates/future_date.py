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

_SCHEDULED_DAYS = 366  # how far ahead articles are scheduled
_NOW = {"now": "2026-11-23T12:00:00Z"}


class FutureDate(ArticleRule):
    """Find publication dates in the future.

    ## What
    Reports a `publishedDateTime` of the article or of a related entry that is more than `days`
    days ahead of the clock. The default is one day, because time zones differ by up to 26 hours
    and clocks may be wrong.

    A scheduled article may be up to a year ahead. Articles with a `publishDate` in the future are
    scheduled, and so are all articles on Jekyll and Hugo sites, because these generators do not
    publish an article before its date. Drafts are ignored.

    ## Why
    Such a story stays at the top of every list, or is hidden by site generators that skip future
    articles. Usually month and day are swapped or the year is mistyped.
    """

    perishable = True
    skips_drafts = True

    days: Annotated[int, Between(0, 36_600)] = 1
    """How many days ahead a date may be."""
    now: str = ""
    """The date and time to use instead of the clock, such as `2026-11-23T12:00:00Z`."""

    valid = (
        Example(
            {"a.md": "---\npublishedDateTime: 2026-11-24T11:59:00Z\n---\n"},
            options=_NOW,
            note="within a day",
        ),
        Example({"a.md": "---\npublishedDateTime: soon\n---\n"}, options=_NOW, note="not a date"),
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
        # A date up to today needs no arithmetic, because no time zone makes it more than a day
        # late. This only works for dates that begin with the year.
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
                days = max(days, _SCHEDULED_DAYS)
            if moment is not None and moment.seconds > now + days * dates.DAY:
                yield self.finding(
                    article.path,
                    f"{field.name} {quote(field.value)} is in the future",
                    field=field.pointer,
                )

    def _now(self) -> int:
        moment = dates.parse(self.now) if self.now else None
        return moment.seconds if moment is not None else int(time.time())


def _is_scheduled(article: Article, now: int) -> bool:
    """Return whether the article is scheduled, by its site generator or by its own field."""
    field = article.field("scheduled")
    moment = dates.parse(field.text) if field is not None else None
    return article.vocabulary.hides_future or (moment is not None and moment.seconds > now)


@lru_cache(maxsize=4)
def _iso_date(day: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(day * dates.DAY))
