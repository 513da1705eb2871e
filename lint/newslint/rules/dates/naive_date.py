"""naive-date"""

from collections.abc import Iterable, Iterator

from newslint import dates
from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import quote

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
        for story in article.stories:
            for key in dates.DATE_FIELDS:
                date = story.fields.get(key)
                if isinstance(date, str) and date[-1:] != "Z":
                    return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for story in article.stories:
            for key in dates.DATE_FIELDS:
                date = story.text(key)
                moment = dates.parse(date)
                if moment is not None and moment.naive:
                    field = f"{story.pointer}/{key}"
                    yield self.finding(
                        article.path,
                        f"{key} {quote(date)} has no time zone",
                        field=field,
                        changes=(Change(field, _BLANK.sub("T", date) + "Z", safe=False),),
                    )
