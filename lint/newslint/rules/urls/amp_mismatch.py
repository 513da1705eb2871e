"""amp-mismatch"""

from collections.abc import Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._amp_cache import GOOGLE, CachedPage, cache_url, parse_cache_url, prefix
from newslint.rules.urls._fields import host_of
from newslint.text import quote

_CACHE_ONLY = ("amp_js_v", "usqp", "amp_gsa", "amp_ct")  # parameters that viewers add


class AmpMismatch(ArticleRule):
    """Find AMP cache URLs that do not match the URL of the AMP page.

    ## What
    The AMP cache URL of a page follows from the URL of the page. In the documented [format], the
    host name, with its hyphens doubled and its dots as hyphens, precedes `cdn.ampproject.org`, and
    the whole URL follows `/c/s/`. Reports a `cdnAmpWebUrl` that does not follow from `ampWebUrl`,
    also in related entries. Ignores a final slash, the order of parameters, escapes, and whether
    the page is cached for a viewer. Bing's cache, the older format without the host name in front,
    and URLs of Google's AMP viewer are accepted if they lead to the same page.

    [format]: https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls

    ## Why
    Such a URL is dead or shows another story: it was written by hand, or `ampWebUrl` has changed
    since.

    ## Fix
    Replaces it with the URL that follows from `ampWebUrl`. The fix is safe if only the host name of
    the cache or the `/s` for https is wrong. It is unsafe if the two lead to different pages,
    because either may be the right one.
    """

    fixes = True

    valid = (
        Example(
            {
                "a.md": "---\nampWebUrl: https://m.harbour-echo.com/ferry/amp/\ncdnAmpWebUrl: "
                "https://m-harbour--echo-com.cdn.ampproject.org/c/s/m.harbour-echo.com/ferry/amp\n---\n"
            }
        ),
        Example(
            {
                "a.md": "---\nampWebUrl: https://bücher.example/1\ncdnAmpWebUrl: "
                "https://xn--bcher-example-wob.cdn.ampproject.org/c/s/xn--bcher-kva.example/1\n---\n"
            },
            note="an internationalized domain name",
        ),
        Example(
            {
                "a.md": "---\nampWebUrl: https://harbour-echo.com/amp/1\ncdnAmpWebUrl: "
                "https://www.google.com/amp/s/harbour-echo.com/amp/1\n---\n"
            },
            note="Google's AMP viewer",
        ),
        Example(
            {
                "a.md": "---\nampWebUrl:\ncdnAmpWebUrl: "
                "https://harbour--echo-com.cdn.ampproject.org/c/s/harbour-echo.com/1\n---\n"
            },
            note="no URL to compare with",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nampWebUrl: https://harbour-echo.com/amp/1\ncdnAmpWebUrl: "
                "https://harbour-echo-com.cdn.ampproject.org/c/s/harbour-echo.com/amp/1\n---\n"
            },
            at=(("a.md", 3, 15),),
            fixed={
                "a.md": "---\nampWebUrl: https://harbour-echo.com/amp/1\ncdnAmpWebUrl: "
                "https://harbour--echo-com.cdn.ampproject.org/c/s/harbour-echo.com/amp/1\n---\n"
            },
            note="hyphens are not doubled",
        ),
        Example(
            {
                "a.md": "---\nampWebUrl: https://echo.example/amp/1\ncdnAmpWebUrl: "
                "https://echo-example.cdn.ampproject.org/c/echo.example/amp/1\n---\n"
            },
            at=(("a.md", 3, 15),),
            fixed={
                "a.md": "---\nampWebUrl: https://echo.example/amp/1\ncdnAmpWebUrl: "
                "https://echo-example.cdn.ampproject.org/c/s/echo.example/amp/1\n---\n"
            },
            note="cached as an http page",
        ),
        Example(
            {
                "a.md": "---\nrelated:\n- ampWebUrl: https://echo.example/amp/2\n  cdnAmpWebUrl: "
                "https://echo-example.cdn.ampproject.org/c/s/echo.example/amp/1\n---\n"
            },
            at=(("a.md", 4, 17),),
            fixed={
                "a.md": "---\nrelated:\n- ampWebUrl: https://echo.example/amp/2\n  cdnAmpWebUrl: "
                "https://echo-example.cdn.ampproject.org/c/s/echo.example/amp/2\n---\n"
            },
            note="another page, in a related entry",
        ),
    )

    def check(self, article: Article) -> Iterator[Finding]:
        for pointer, fields, *_ in article.stories:
            cached = fields.get("cdnAmpWebUrl")
            url = fields.get("ampWebUrl")
            if not (isinstance(cached, str) and isinstance(url, str)) or follows(cached, url):
                continue
            parts = parse_cache_url(cached)
            expected = cache_url(url, parts.cache if parts and parts.prefix else GOOGLE)
            if expected is None or not host_of(cached):
                continue
            same_page = parts is not None and _same(parts.page, url.partition("://")[2])
            field = f"{pointer}/cdnAmpWebUrl"
            yield self.finding(
                article.path,
                _message(cached, url, parts, same_page=same_page),
                field=field,
                changes=(Change(field, expected, safe=same_page),),
            )


def follows(cached: str, url: str) -> bool:
    """Whether ``cached`` is a URL of the page ``url`` in an AMP cache."""
    host, slash, path = url[8:].partition("/")
    label = host.replace("-", "--").replace(".", "-")
    if cached == f"https://{label}.{GOOGLE}/c/s/{host}{slash}{path}" and label[2:4] != "--":
        return True  # fast path for nearly all
    parts = parse_cache_url(cached)
    if parts is None or not _same(parts.page, url.partition("://")[2]):
        return False
    if parts.prefix and parts.prefix != prefix(host_of(url)):
        return False
    return parts.secure or not url.lower().startswith("https:")


def _message(cached: str, url: str, parts: CachedPage | None, *, same_page: bool) -> str:
    if parts is None:
        return f"cdnAmpWebUrl is not an AMP cache URL: {quote(cached)}"
    if not same_page:
        return "cdnAmpWebUrl leads to a different page than ampWebUrl"
    if not parts.prefix or parts.prefix == prefix(host_of(url)):
        return "cdnAmpWebUrl names the http page: '/c/' should be '/c/s/'"
    return (
        f"cdnAmpWebUrl has the cache host {quote(parts.prefix)}, which should be "
        f"{quote(prefix(host_of(url)))}"
    )


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(page: str) -> tuple[str, str, list[str]]:
    """Return host, path and query of a URL without scheme, normalized for comparison."""
    from urllib.parse import unquote

    location, _, query = page.partition("#")[0].partition("?")
    host, _, path = location.partition("/")
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith(_CACHE_ONLY)]
    name = prefix(host_of(f"https://{host}"))
    return name, unquote(path).rstrip("/"), sorted(map(unquote, pairs))
