"""amp-mismatch"""

from collections.abc import Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._amp_cache import GOOGLE, Kept, cache_url, prefix, taken_apart
from newslint.rules.urls._fields import host_of
from newslint.text import quote

_CACHE_ONLY = ("amp_js_v", "usqp", "amp_gsa", "amp_ct")  # what viewers add to a query


class AmpMismatch(ArticleRule):
    """Find addresses in AMP caches that are not those of the AMP page.

    ## What
    The address in an AMP cache follows from the address of the page: the documented [format]
    puts the host name, with its dots as hyphens and its hyphens doubled, before
    `cdn.ampproject.org`, and the whole address behind `/c/s/`. Reported is a `cdnAmpWebUrl` that
    does not follow from `ampWebUrl`, in related entries as well. A final slash, the order of
    parameters and escapes do not count, nor whether the page is kept for a viewer. Bing's
    cache, the older form without the host name in front, and addresses of Google's AMP viewer
    are in order, too, if they lead to the same page.

    [format]: https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls

    ## Why
    Such an address is dead, or shows another story: it was put together by hand or belongs to
    an address that has changed since.

    ## Fix
    Writes the address that follows from `ampWebUrl`. This is safe when only the host name of the
    cache or the `/s` of https is wrong, and unsafe when the two lead to different pages: either
    may be the right one.
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
            note="an international name",
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
            note="no address to compare with",
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
            note="kept as a page without https",
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
        for pointer, fields, _ in article.stories:
            kept = fields.get("cdnAmpWebUrl")
            url = fields.get("ampWebUrl")
            if not (isinstance(kept, str) and isinstance(url, str)) or follows(kept, url):
                continue
            parts = taken_apart(kept)
            expected = cache_url(url, parts.cache if parts and parts.prefix else GOOGLE)
            if expected is None or not host_of(kept):
                continue
            same_page = parts is not None and _same(parts.page, url.partition("://")[2])
            field = f"{pointer}/cdnAmpWebUrl"
            yield self.finding(
                article.path,
                _message(kept, url, parts, same_page=same_page),
                field=field,
                changes=(Change(field, expected, safe=same_page),),
            )


def follows(kept: str, url: str) -> bool:
    """Whether ``kept`` is an address of the page ``url`` in an AMP cache."""
    host, slash, path = url[8:].partition("/")
    label = host.replace("-", "--").replace(".", "-")
    if kept == f"https://{label}.{GOOGLE}/c/s/{host}{slash}{path}" and label[2:4] != "--":
        return True  # nearly all
    parts = taken_apart(kept)
    if parts is None or not _same(parts.page, url.partition("://")[2]):
        return False
    if parts.prefix and parts.prefix != prefix(host_of(url)):
        return False
    return parts.secure or not url.lower().startswith("https:")


def _message(kept: str, url: str, parts: Kept | None, *, same_page: bool) -> str:
    if parts is None:
        return f"cdnAmpWebUrl is no address in an AMP cache: {quote(kept)}"
    if not same_page:
        return "cdnAmpWebUrl leads to another page than ampWebUrl"
    if not parts.prefix or parts.prefix == prefix(host_of(url)):
        return "cdnAmpWebUrl keeps the page as one without https: '/c/' should be '/c/s/'"
    return (
        f"cdnAmpWebUrl has the host name {quote(parts.prefix)} in the cache, which should be "
        f"{quote(prefix(host_of(url)))}"
    )


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _plain(page: str) -> tuple[str, str, list[str]]:
    """Host, path and query of an address without scheme, in a form that can be compared."""
    from urllib.parse import unquote

    place, _, query = page.partition("#")[0].partition("?")
    host, _, path = place.partition("/")
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith(_CACHE_ONLY)]
    name = prefix(host_of(f"https://{host}"))
    return name, unquote(path).rstrip("/"), sorted(map(unquote, pairs))
