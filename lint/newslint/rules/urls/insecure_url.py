"""insecure-url"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from newslint.article import Article
from newslint.finding import Change, Edit, Finding
from newslint.links.html import Kind
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._body import body_of, replaced, web_links, written
from newslint.rules.urls._fields import host_of, image_urls, links, page_urls
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.links.body import BodyLink

_FOLLOWED = (Kind.PAGE, Kind.FORM)
_SHOWN_AS = {Kind.IMAGE: "an image", Kind.MEDIA: "audio or video"}
_INSECURE = pattern("http:"), pattern("HTTP:")
"""Apart, each is searched for eight times as fast as both in one expression."""
_ATTRIBUTE = pattern(r"(?:src|srcset|data|poster)\s*=[\s{]*[\"'`]?\Z", re.IGNORECASE)
_IN_ATTRIBUTE = tuple("\"'`={")
_REFERRING = pattern(r"!\[[^\]]{0,300}\](?!\()")
_BEFORE = 300  # characters


class InsecureUrl(ArticleRule):
    """Find URLs with `http:` instead of `https:`.

    ## What
    Checks the URLs of pages and images, also in related entries, and in the body those of images,
    media, frames and scripts, but not links: many old pages have no other address. URLs with IP
    addresses or private hosts are ignored.

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
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [the pier](http://harbour-echo.news/pier).\n"},
            note="a link in the body",
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
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n![Pier](http://harbour-echo.news/pier.jpg)\n"},
            at=(("a.md", 4, 9),),
            fixed={"a.md": "---\ntitle: Ferry\n---\n![Pier](https://harbour-echo.news/pier.jpg)\n"},
            note="an image in the body",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        pages = page_urls(article)
        if (
            "http://" in pages
            or "HTTP://" in pages
            or any(url[:5] != "https" and url[:5].lower() == "http:" for url in image_urls(article))
        ):
            yield from self._in_fields(article)
        if _may_show(body_of(article)):
            yield from self._in_body(article)

    def _in_body(self, article: Article) -> Iterator[Finding]:
        for link in web_links(article):
            if link.url[:7].lower() != "http://" or link.kind in _FOLLOWED:
                continue
            if _is_public(link.url):
                yield self.finding(
                    article.path,
                    f"{_SHOWN_AS.get(link.kind, 'a frame')} uses http instead of https: "
                    f"{quote(link.url)}",
                    span=link.span,
                    edits=_secured(article, link),
                )

    def _in_fields(self, article: Article) -> Iterator[Finding]:
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


def _may_show(body: str) -> bool:
    """Return whether a body may show something from an insecure URL: an image of Markdown, the
    definition of one, or the attribute of an element."""
    refers: bool | None = None  # whether an image refers to a definition
    for address in chain.from_iterable(one.finditer(body) for one in _INSECURE):
        before = body[max(address.start() - _BEFORE, 0) : address.start()].rstrip(" \t\r\n<")
        if before.endswith("]("):
            if before.rfind("![") > before.rfind("](", 0, -2):
                return True
        elif before.endswith("]:"):
            refers = _REFERRING.search(body) is not None if refers is None else refers
            if refers:
                return True
        elif before[-1:] in _IN_ATTRIBUTE and _ATTRIBUTE.search(before[-30:]):
            return True
    return False


def _secured(article: Article, link: "BodyLink") -> tuple[Edit, ...]:
    source = written(article, link)
    if ":" in source[7:].partition("/")[0]:
        return ()
    return replaced(article, link, f"https{source[4:]}", safe=False)


def _is_public(url: str) -> bool:
    from newslint.web.guard import literal_host_address, unsafe_reason

    return unsafe_reason(url) is None and literal_host_address(host_of(url)) is None
