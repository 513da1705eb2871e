"""redirect-wrapper"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._body import addresses, replaced, web_links
from newslint.rules.urls._fields import links, page_urls
from newslint.text import quote

_NAMES = (
    "/url?", "l.facebook.com", "lm.facebook.com", "facebook.com/l.php", "l.instagram.com",
    "l.messenger.com", "youtube.com/redirect", "out.reddit.com", "slack-redir.net",
    "linkedin.com/redir", "t.umblr.com", "vk.com/away", "steamcommunity.com/linkfilter",
    "duckduckgo.com/l/", "link.zhihu.com", "medium.com/r/", "getpocket.com/redirect", "exit.sc",
    "gate.sc", "safelinks.protection.outlook.com", "href.li", "anonym.to", "nullrefer.com",
    "urldefense.",
)  # fmt: skip
"""What the address of a wrapper contains."""

# What needs no escape wherever a link is written.
_PLAIN = pattern(r"[^\s()<>\"'`\[\]\\|{}^*_~]+")


class RedirectWrapper(ArticleRule):
    """Find URLs of a service that only leads to the page which was meant.

    ## What
    Reports links that were copied from search results, mails and posts, such as
    `https://www.google.com/url?q=…`, `https://l.facebook.com/l.php?u=…` and those of Outlook's Safe
    Links, in fields, related entries and the body. Only services that write the target into the
    URL are known; short links such as `https://bit.ly/…` are not reported.

    ## Why
    They tell a third party who reads what, some of them expire, and others show a warning first.
    One page appears under several URLs.

    ## Fix
    Replaces the URL by the one that it leads to. The fix is safe: both lead to the same page.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\nwebUrl: https://www.google.com/search?q=ferry\n---\n"}),
        Example(
            {
                "a.md": "---\ntitle: Ferry\n---\nWrite `https://google.com/url?q=https://a.example/`\n"
            },
            note="code",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nwebUrl: https://l.facebook.com/l.php?u=https%3A%2F%2Fecho.example%2Fa\n---\n"
            },
            at=(("a.md", 2, 9),),
            fixed={"a.md": "---\nwebUrl: https://echo.example/a\n---\n"},
        ),
        Example(
            {
                "a.md": "---\ntitle: Ferry\n---\n"
                "See [here](https://www.google.com/url?q=https://echo.example/a&sa=D&ust=17).\n"
            },
            at=(("a.md", 4, 12),),
            fixed={"a.md": "---\ntitle: Ferry\n---\nSee [here](https://echo.example/a).\n"},
            note="in the body",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        pages = page_urls(article)
        if any(name in pages for name in _NAMES):
            yield from self._in_fields(article)
        body = addresses(article)
        if any(name in body for name in _NAMES):
            yield from self._in_body(article)

    def _in_fields(self, article: Article) -> Iterator[Finding]:
        from newslint.web.wrappers import unwrapped

        for link in links(article, images=False):
            target = unwrapped(link.url)
            if target is not None:
                yield self.finding(
                    article.path,
                    f"{link.key} only leads to {quote(target)}",
                    field=link.field,
                    changes=(Change(link.field, target),),
                )

    def _in_body(self, article: Article) -> Iterator[Finding]:
        from newslint.web.wrappers import unwrapped

        for link in web_links(article):
            target = unwrapped(link.url)
            if target is not None:
                plain = _PLAIN.fullmatch(target) is not None
                yield self.finding(
                    article.path,
                    f"the link only leads to {quote(target)}",
                    span=link.span,
                    edits=replaced(article, link, target) if plain else (),
                )
