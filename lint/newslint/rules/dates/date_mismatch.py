"""date-mismatch"""

from collections.abc import Iterable, Iterator

from newslint import dates
from newslint.article import Article
from newslint.dates import DAY
from newslint.finding import Finding, Severity
from newslint.rule import ArticleRule, Example
from newslint.text import quote
from newslint.vocabulary.place import date_in
from newslint.vocabulary.roles import Field


class DateMismatch(ArticleRule):
    """Find dates that contradict each other.

    ## What
    Reports a `publishedDateTime` more than a day away from the date in the file name
    (`2020-07-14-slug.md`) or folders (`2020/07/14/slug.md`, `2020-07-14-slug/index.md`), and an
    `updatedDateTime` more than a day before the `publishedDateTime`, also in related entries. The
    tolerance of one day allows for time zones.

    With the presets jekyll, docusaurus, eleventy and pelican, a mismatch with the path is only a
    note. These generators use the date in the field, so the file name may contain the day that the
    article was planned for.

    ## Why
    One of the two dates is wrong, and both are used: the path in URLs and archives, the field in
    lists. Often the file is a copy of an earlier article.
    """

    skips_drafts = True

    valid = (
        Example(
            {
                "2020-07-14-ferry.md": "---\npublishedDateTime: 2020-07-15T03:45:00Z\n"
                "updatedDateTime: 2020-07-14T23:45:00-08:00\n---\n"
            },
            note="within a day",
        ),
        Example(
            {"guide-2019-01-01.md": "---\npublishedDateTime: 2020-07-15T03:45:00Z\n---\n"},
            note="a date that is not at the start of the name",
        ),
    )
    invalid = (
        Example(
            {"2020-07-14-ferry.md": "---\npublishedDateTime: 2020-08-14T19:45:00Z\n---\n"},
            at=(("2020-07-14-ferry.md", 2, 20),),
        ),
        Example(
            {"news/2020/07/14/ferry.md": "---\npublishedDateTime: 2021-07-14T19:45:00Z\n---\n"},
            at=(("news/2020/07/14/ferry.md", 2, 20),),
            note="a date in the folders",
        ),
        Example(
            {"2020-07-14-ferry/index.md": "---\npublishedDateTime: 2020-08-14T19:45:00Z\n---\n"},
            at=(("2020-07-14-ferry/index.md", 2, 20),),
            note="a folder with an index file",
        ),
        Example(
            {
                "a.md": "---\nrelated:\n- publishedDateTime: 2020-07-14T19:45:00Z\n"
                "  updatedDateTime: 2020-07-10T19:45:00Z\n---\n"
            },
            at=(("a.md", 4, 20),),
            note="updated before it was published",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        if any(date is not None for date in article.values("updated")) or date_in(article.path):
            return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        yield from self._against_path(article)
        for story in article.stories:
            published, updated = story.field("published"), story.field("updated")
            if published is not None and updated is not None:
                yield from self._updated(article, published, updated)

    def _against_path(self, article: Article) -> Iterable[Finding]:
        named, field = date_in(article.path), article.stories[0].field("published")
        if not named or field is None:
            return
        published = dates.parse(field.text)
        day = dates.days(int(named[:4]), int(named[5:7]), int(named[8:]))
        if published is None or day is None:
            return
        if abs(published.day - day) > 1 and abs(published.seconds // DAY - day) > 1:
            yield self.finding(
                article.path,
                f"{field.name} {quote(field.value)} differs from {named} in the file path",
                field=field.pointer,
                severity=Severity.NOTE if article.vocabulary.planned_names else None,
            )

    def _updated(self, article: Article, published: Field, updated: Field) -> Iterable[Finding]:
        before, after = dates.parse(published.text), dates.parse(updated.text)
        if before is None or after is None or after.seconds >= before.seconds - DAY:
            return
        if after.day < before.day - 1 or after.has_time:
            yield self.finding(
                article.path,
                f"{updated.name} {quote(updated.value)} is before "
                f"{published.name} {quote(published.value)}",
                field=updated.pointer,
            )
