"""insecure-url"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import host_of, image_urls, links, page_urls
from newslint.text import quote


class InsecureUrl(ArticleRule):
    """Find URLs with `http:` instead of `https:`.

    ## What
    Checks the URLs of pages and images, also in related entries. URLs with IP addresses or private
    hosts are ignored.

    ## Why
    Browsers warn about such pages and block such images, third parties can read and change the
    traffic, and one page appears under two URLs.

    ## Fix
    Replaces `http:` with `https:`. The fix is unsafe, because a few sites still do not support
    https. A URL with a port is not changed.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\nwebUrl: https://harbour-echo.news/ferry\n---\n"}),
        Example(
            {"a.md": "---\nwebUrl: https://archive.news/http://harbour-echo.news/\n---\n"},
            note="inside another URL",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: http://harbour-echo.news/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            fixed={"a.md": "---\nwebUrl: https://harbour-echo.news/ferry\n---\n"},
        ),
        Example(
            {"a.md": "---\nrelated:\n- images:\n  - url: HTTP://harbour-echo.news/a.jpg\n---\n"},
            at=(("a.md", 4, 10),),
            fixed={
                "a.md": "---\nrelated:\n- images:\n  - url: https://harbour-echo.news/a.jpg\n---\n"
            },
            note="an image in a related entry",
        ),
        Example(
            {"a.md": "---\nwebUrl: http://harbour-echo.news:8080/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            note="no fix for a URL with a port",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        pages = page_urls(article)
        if "http://" in pages or "HTTP://" in pages:
            return self._report(article)
        for url in image_urls(article):
            if url[:5] != "https" and url[:5].lower() == "http:":
                return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for link in links(article):
            if link.url[:7].lower() != "http://" or not _is_public(link.url):
                continue
            host = link.url[7:].partition("/")[0]
            secure = "https://" + link.url[7:]
            yield self.finding(
                article.path,
                f"{link.key} uses http instead of https: {quote(link.url)}",
                field=link.field,
                changes=() if ":" in host else (Change(link.field, secure, safe=False),),
            )


def _is_public(url: str) -> bool:
    from newslint.web.guard import literal_host_address, unsafe_reason

    return unsafe_reason(url) is None and literal_host_address(host_of(url)) is None
