"""unsafe-url"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Self

from newslint.article import Article
from newslint.finding import Finding, Severity
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import image_urls, links, page_urls
from newslint.settings import Config
from newslint.text import quote
from newslint.web.guard import unsafe_reason


class UnsafeUrl(ArticleRule):
    """Find addresses that do not lead to the public web.

    ## What
    Schemes other than `http` and `https` (`javascript:`, `file:`), addresses and names of
    private networks, of this computer and of cloud metadata services in any spelling, user
    names and passwords, control characters, and hosts that cannot be. Nothing is asked of the
    network, here or by any other rule, at such an address.

    `urls.allow-private` in the configuration names hosts with their ports that are yours.
    Names that are reserved for examples (RFC 2606) are harmless. Pictures that are written out
    as `data:` are left alone.

    ## Why
    What is published is fetched by others: by readers' browsers, by scrapers, by previews. An
    address that leads into a network, or runs as a script, is an error at best and an attack
    at worst.
    """

    default_severity = Severity.ERROR

    allow_private: tuple[str, ...] = ()
    """Pairs of host and port that are allowed, beside those of `urls.allow-private`."""

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://harbour-echo.example/ferry?next=//10.0.0.1/\n---\n"}
        ),
        Example(
            {"a.md": "---\nwebUrl: http://127.0.0.1:8123/ferry\n---\n"},
            options={"allow_private": ("127.0.0.1:8123",)},
        ),
        Example({"a.md": "---\nimages:\n- url: /images/ferry.jpg\n---\n"}, note="relative"),
    )
    invalid = (
        Example({"a.md": "---\nwebUrl: http://192.168.0.1/ferry\n---\n"}, at=(("a.md", 2, 9),)),
        Example({"a.md": "---\nwebUrl: javascript:alert(1)\n---\n"}, at=(("a.md", 2, 9),)),
        Example(
            {"a.md": "---\nrelated:\n- images:\n  - url: http://0x7f.1/ferry.jpg\n---\n"},
            at=(("a.md", 4, 10),),
            note="this computer, in another spelling, in a related entry",
        ),
    )

    def bind(self, config: Config) -> Self:
        allowed = (*self.allow_private, *config.urls.allow_private)
        return type(self)(**(vars(self) | {"allow_private": allowed})) if allowed else self

    def check(self, article: Article) -> Iterable[Finding]:
        pages, images = page_urls(article), image_urls(article)
        if pages.isprintable():
            origins = {url[: (url + "/").find("/", 8)] for url in (*pages.split(), *images)}
            if all(map(_harmless, origins)):
                return ()
        return self._report(article)

    def _report(self, article: Article) -> Iterator[Finding]:
        for link in links(article):
            if "/images/" in link.field and link.url[:5].lower() == "data:":
                continue
            reason = unsafe_reason(link.url, self.allow_private)
            if reason is not None:
                yield self.finding(
                    article.path, f"unsafe address {quote(link.url)}: {reason}", field=link.field
                )


@lru_cache(maxsize=4_096)
def _harmless(origin: str) -> bool:
    """Whether an address that begins so, with a path behind it, needs no closer look."""
    return origin.startswith(("https://", "http://")) and unsafe_reason(origin + "/") is None
