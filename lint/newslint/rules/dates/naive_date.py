"""naive-date"""

from collections.abc import Iterable, Iterator

from newslint import dates
from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import quote

_ROLES = ("published", "updated")
_BLANK = pattern(r"[ \t]+")


class NaiveDate(ArticleRule):
    """Find dates with a time of day but no time zone.

    ## What
    Looks at `publishedDateTime` and `updatedDateTime`, of the article and of related entries.
    A date without a time of day is left alone.

    ## Why
    Nobody knows which moment `19:45` was: tools take it for UTC, for the zone of the server or
    for that of the reader, and stories of one day change their order.

    ## Fix
    Adds a `Z`, the zone UTC. This is unsafe: the time may have been written in another zone.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\npublishedDateTime: 2020-07-14T19:45:00Z\n---\n"}),
        Example({"a.md": "---\npublishedDateTime: 2020-07-14 19:45:00 +2\n---\n"}),
        Example({"a.md": "---\npublishedDateTime: 2020-07-14\n---\n"}, note="a date only"),
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
    )

    def check(self, article: Article) -> Iterable[Finding]:
        for role in _ROLES:
            for date in article.values(role):
                if isinstance(date, str) and date[-1:] != "Z":
                    return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for role in _ROLES:
            for field in article.fields(role):
                moment = dates.parse(field.text)
                if moment is None or not moment.naive or field.pointer is None:
                    continue
                written = _BLANK.sub("T", field.text) + "Z"
                yield self.finding(
                    article.path,
                    f"{field.name} {quote(field.value)} has no time zone",
                    field=field.pointer,
                    changes=(Change(field.pointer, written, safe=False),),
                )
