"""tracking-parameter"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.links.html import Kind
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._body import addresses, replaced, web_links, written
from newslint.rules.urls._fields import links, page_urls
from newslint.text import quote


class TrackingParameter(ArticleRule):
    """Find URLs with parameters that only track readers.

    ## What
    Reports parameters such as `utm_source`, `fbclid` and `gclid` in the URLs of pages, also in
    related entries and in the body. Several projects agree on the list; names that select the page
    on some site (`ref`, `id`, `source`) are not on it. Image URLs are ignored, because some are
    signed as a whole.

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
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n[Watch](https://youtu.be/x7?si=Qa&amp;t=9).\n"},
            at=(("a.md", 4, 9),),
            fixed={"a.md": "---\ntitle: Ferry\n---\n[Watch](https://youtu.be/x7?t=9).\n"},
            note="in the body",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        pages = page_urls(article)
        if "?" in pages or "#" in pages:
            yield from self._in_fields(article)
        in_body = addresses(article)
        if "?" in in_body or "#" in in_body:
            from newslint.web.canonical import may_track

            if may_track(in_body):
                yield from self._in_body(article)

    def _in_fields(self, article: Article) -> Iterator[Finding]:
        from newslint.web.canonical import tracking_parameters, without_tracking

        for link in links(article, images=False):
            names = tracking_parameters(link.url)
            if names:
                yield self.finding(
                    article.path,
                    f"{link.key} has {_listed(names)}",
                    field=link.field,
                    changes=(Change(link.field, without_tracking(link.url)),),
                )

    def _in_body(self, article: Article) -> Iterator[Finding]:
        from newslint.web.canonical import tracking_parameters, without_tracking

        for link in web_links(article):
            names = tracking_parameters(link.url) if link.kind is not Kind.IMAGE else []
            if names:
                shorter = without_tracking(written(article, link))
                yield self.finding(
                    article.path,
                    f"the link has {_listed(names)}",
                    span=link.span,
                    edits=replaced(article, link, shorter),
                )


def _listed(names: list[str]) -> str:
    others = len(set(names)) - 1
    return f"the tracking parameter {quote(names[0])}" + (f" and {others} more" if others else "")
