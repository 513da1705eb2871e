"""tracking-parameter"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import links, page_urls
from newslint.text import quote


class TrackingParameter(ArticleRule):
    """Find URLs with parameters that only track readers.

    ## What
    Reports parameters such as `utm_source`, `fbclid` and `gclid` in the URLs of pages, also in
    related entries. Several projects agree on the list; names that select the page on some site
    (`ref`, `id`, `source`) are not on it. Image URLs are ignored, because some are signed as a
    whole.

    ## Why
    They tell the site where a reader came from, which is wrong once the URL is copied, and they
    make one page look like several.

    ## Fix
    Removes the parameters and changes nothing else. The fix is safe: they never select the page.
    """

    fixes = True

    valid = (Example({"a.md": "---\nwebUrl: https://harbour-echo.example/?id=7&ref=home\n---\n"}),)
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: https://harbour-echo.example/ferry?id=7&utm_source=mail\n---\n"},
            at=(("a.md", 2, 9),),
            fixed={"a.md": "---\nwebUrl: https://harbour-echo.example/ferry?id=7\n---\n"},
        ),
        Example(
            {"a.md": "---\nrelated:\n- webUrl: https://harbour-echo.example/?fbclid=x#pier\n---\n"},
            at=(("a.md", 3, 11),),
            fixed={"a.md": "---\nrelated:\n- webUrl: https://harbour-echo.example/#pier\n---\n"},
            note="in a related entry",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        pages = page_urls(article)
        return self._report(article) if "?" in pages or "#" in pages else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        from newslint.web.canonical import tracking_parameters, without_tracking

        for link in links(article, images=False):
            names = list(dict.fromkeys(tracking_parameters(link.url)))
            if names:
                others = f" and {len(names) - 1} more" if len(names) > 1 else ""
                yield self.finding(
                    article.path,
                    f"{link.key} has the tracking parameter {quote(names[0])}{others}",
                    field=link.field,
                    changes=(Change(link.field, without_tracking(link.url)),),
                )
