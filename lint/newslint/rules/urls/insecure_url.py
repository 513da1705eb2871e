"""insecure-url"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import host_of, image_urls, links, page_urls
from newslint.text import quote


class InsecureUrl(ArticleRule):
    """Find addresses that begin with `http:` instead of `https:`.

    ## What
    Looks at the addresses of pages and images, related entries included. Addresses of IP
    numbers and of private hosts are left alone.

    ## Why
    Browsers warn of such pages and block such images, what is sent can be read and changed
    on its way, and the same page counts twice when the other spelling turns up.

    ## Fix
    Writes `https:`. This is unsafe: a few sites still do not answer there. An address with a
    port of its own is not changed.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\nwebUrl: https://harbour-echo.news/ferry\n---\n"}),
        Example(
            {"a.md": "---\nwebUrl: https://archive.news/http://harbour-echo.news/\n---\n"},
            note="inside another address",
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
            note="a port: no fix",
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
                f"{link.key} is not https: {quote(link.url)}",
                field=link.field,
                changes=() if ":" in host else (Change(link.field, secure, safe=False),),
            )


def _is_public(url: str) -> bool:
    from newslint.web.guard import literal_host_address, unsafe_reason

    return unsafe_reason(url) is None and literal_host_address(host_of(url)) is None
