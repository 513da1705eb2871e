"""naive-date"""

from collections.abc import Iterable, Iterator

from newslint import dates
from newslint.article import Article
from newslint.dates import Moment
from newslint.finding import Change, Finding, Severity
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import quote

_ROLES = ("published", "updated")
_SPACES = pattern(r"[ \t]+")


class NaiveDate(ArticleRule):
    """Find dates with a time of day but no time zone.

    ## What
    Checks `publishedDateTime` and `updatedDateTime` of the article and of related entries. Dates
    without a time of day are ignored, as are dates with any kind of time zone: `Z`, `+02:00`,
    `GMT`, `EST`, `Europe/Berlin`. The rule does nothing for Hugo, Eleventy, Pelican and Hexo: these
    use UTC or the time zone in their settings. With the preset generic, findings are only a note.

    ## Why
    `19:45` without a time zone is ambiguous: tools assume UTC, the zone of the server or that of
    the reader, so stories of the same day change their order.

    ## Fix
    Appends `Z` (UTC), or ` UTC` if the date is not in RFC 3339 format. The fix is unsafe, because
    the time may be in another zone.
    """

    fixes = True
    skips_drafts = True

    valid = (
        Example({"a.md": "---\npublishedDateTime: 2020-07-14T19:45:00Z\n---\n"}),
        Example({"a.md": "---\npublishedDateTime: 2020-07-14 19:45:00 +2\n---\n"}),
        Example({"a.md": "---\npublishedDateTime: 2020-07-14\n---\n"}, note="a date only"),
        Example({"a.md": "---\npublishedDateTime: 2020-07-14 19:45:00 EST\n---\n"}),
        Example({"a.md": "---\npublishedDateTime: Tue, 14 Jul 2020 19:45:00 GMT\n---\n"}),
    )
    invalid = (
        Example(
            {"a.md": "---\npublishedDateTime: 2020-07-14T19:45:00\n---\n"},
            at=(("a.md", 2, 20),),
            fixed={"a.md": "---\npublishedDateTime: 2020-07-14T19:45:00Z\n---\n"},
        ),
        Example(
            {"a.md": "---\nrelated:\n- updatedDateTime: '2020-07-14 19:45'\n---\n"},
            at=(("a.md", 3, 20),),
            fixed={"a.md": "---\nrelated:\n- updatedDateTime: '2020-07-14T19:45Z'\n---\n"},
            note="in a related entry",
        ),
        Example(
            {"a.md": "---\npublishedDateTime: July 14, 2020 7:45 PM\n---\n"},
            at=(("a.md", 2, 20),),
            fixed={"a.md": "---\npublishedDateTime: July 14, 2020 7:45 PM UTC\n---\n"},
            note="a month in words",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        if article.vocabulary.zone == "defined":
            return ()
        for role in _ROLES:
            for date in article.values(role):
                if isinstance(date, str) and date[-1:] != "Z":
                    return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        severity = Severity.NOTE if article.vocabulary.zone == "unknown" else None
        for role in _ROLES:
            for field in article.fields(role):
                if field.text[-1:] == "Z":
                    continue
                moment = dates.parse(field.text)
                if moment is None or not moment.naive or field.pointer is None:
                    continue
                zoned = _in_utc(field.text, moment)
                yield self.finding(
                    article.path,
                    f"{field.name} {quote(field.value)} has no time zone",
                    field=field.pointer,
                    severity=severity,
                    changes=(Change(field.pointer, zoned, safe=False),) if zoned else (),
                )


def _in_utc(date: str, moment: Moment) -> str | None:
    """Return ``date``, read as ``moment``, in UTC; None if no zone can be appended."""
    ways = [date + " UTC"]
    if date[4:5] == "-":
        ways.insert(0, _SPACES.sub("T", date.rstrip()) + "Z")
    zoned = moment._replace(has_zone=True)
    return next((way for way in ways if dates.parse(way) == zoned), None)
