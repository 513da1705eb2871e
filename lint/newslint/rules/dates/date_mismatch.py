"""date-mismatch"""

from collections.abc import Iterable, Iterator

from newslint import dates
from newslint.article import Article
from newslint.dates import DAY
from newslint.finding import Finding
from newslint.rule import ArticleRule, Example
from newslint.text import quote


class DateMismatch(ArticleRule):
    """Find dates that contradict each other.

    ## What
    A `publishedDateTime` more than a day away from the date in the file's name
    (`2020-07-14-slug.md`) or folders (`2020/07/14/slug.md`, `2020-07-14-slug/index.md`), and an
    `updatedDateTime` more than a day before the `publishedDateTime`, in related entries as well.
    The day is slack for time zones.

    ## Why
    One of the two is wrong, and both are used: the name in addresses and archives, the field
    in lists. Often an article was copied to begin a new one.
    """

    valid = (
        Example(
            {
                "2020-07-14-ferry.md": "---\npublishedDateTime: 2020-07-15T03:45:00Z\n"
                "updatedDateTime: 2020-07-14T23:45:00-08:00\n---\n"
            },
            note="a day of slack",
        ),
        Example(
            {"guide-2019-01-01.md": "---\npublishedDateTime: 2020-07-15T03:45:00Z\n---\n"},
            note="a date that the name does not begin with",
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
            note="a folder for one article",
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
        for _, fields in article.stories:
            if "updatedDateTime" in fields:
                return self._report(article)
        return self._report(article) if date_in(article.path) else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        yield from self._against_path(article)
        for story in article.stories:
            if "updatedDateTime" in story.fields:
                yield from self._updated(article, story.pointer, story.fields)

    def _against_path(self, article: Article) -> Iterable[Finding]:
        named = date_in(article.path)
        if not named:
            return
        written = article.stories[0].text("publishedDateTime")
        published = dates.parse(written)
        day = dates.days(int(named[:4]), int(named[5:7]), int(named[8:]))
        if published is None or day is None:
            return
        if abs(published.day - day) > 1 and abs(published.seconds // DAY - day) > 1:
            yield self.finding(
                article.path,
                f"publishedDateTime {quote(written)} is not the {named} of the file's path",
                field="/publishedDateTime",
            )

    def _updated(
        self, article: Article, pointer: str, fields: dict[str, object]
    ) -> Iterable[Finding]:
        published, updated = fields.get("publishedDateTime"), fields["updatedDateTime"]
        if not (isinstance(published, str) and isinstance(updated, str)):
            return
        before, after = dates.parse(published), dates.parse(updated)
        if before is None or after is None or after.seconds >= before.seconds - DAY:
            return
        if after.day < before.day - 1 or after.has_time:
            yield self.finding(
                article.path,
                f"updatedDateTime {quote(updated)} is before publishedDateTime {quote(published)}",
                field=f"{pointer}/updatedDateTime",
            )


def date_in(path: str) -> str:
    """The date that a path names, as ``2020-07-14``: 2020-07-14-slug.md, 2020/07/14/slug.md or
    2020-07-14-slug/index.md."""
    *folders, name = path.replace("\\", "/").split("/")
    if folders and name.startswith("index."):
        name = f"{folders[-1]}."
    if name[10:11] in ("-", "_", ".", " ") and _is_date(name[:10]):
        return name[:10]
    date = "-".join(folders[-3:])
    return date if len(folders) >= 3 and _is_date(date) else ""


def _is_date(text: str) -> bool:
    return (
        len(text) == 10
        and text[4] == text[7] == "-"
        and text.isascii()
        and (text[:4] + text[5:7] + text[8:]).isdigit()
    )
