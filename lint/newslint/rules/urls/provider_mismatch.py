"""provider-mismatch"""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from newslint.article import Article
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import host_of, in_unicode
from newslint.text import quote

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_MIN_LENGTH = 4  # characters; shorter names are contained in others by chance
_MAX_WORDS = 12  # of a provider's name
_MAX_NAME = 500  # characters of a provider's name
_WORD = pattern(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})


class ProviderMismatch(ArticleRule):
    """Find stories whose URL does not belong to their provider.

    ## What
    Compares the host of `webUrl` with `provider.domain`, also in related entries. Hosts of one
    owner match (`news.harbour.example` and `m.harbour.example`), and so do names that share their
    main part (`echo.com`, `echo.co.uk`, `myecho.com`). A URL with the domain in its path, such as
    those of AMP caches and archives, is accepted, and so is a host that matches words or initials
    of `provider.name` (`he.com` for the Harbour Echo).

    If `originalUrl` does not match either, the outlet may have two domains: nothing is reported.

    ## Why
    The link leads readers to another outlet than the one they trust. Usually the URL is that of a
    portal that republished the story, or it was copied from the entry above.
    """

    valid = (
        Example(
            {
                "a.md": "---\nwebUrl: https://m.harbour-echo.com/ferry\n"
                "provider:\n  domain: www.harbour-echo.com\n---\n"
            }
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://harbour-echo-com.cdn.ampproject.org/c/s/"
                "harbour-echo.com/ferry\nprovider:\n  domain: harbour-echo.com\n---\n"
            },
            note="an AMP cache",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://echo.co.uk/a\nprovider:\n  domain: echo.com\n"
                "related:\n- webUrl: https://portal.news/b\n  originalUrl: https://pier.org/b\n"
                "  provider:\n    domain: harbour-mirror.com\n---\n"
            },
            note="other domains of the same outlet",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://www.xn--hfler-gra.example/a\nprovider:\n"
                "  domain: häfler.example\nrelated:\n- webUrl: https://häfler.example/b\n"
                "  provider:\n    domain: xn--hfler-gra.example\n---\n"
            },
            note="one domain in Unicode and in ASCII",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://hz.example/a\nprovider:\n  name: Häfler Zeitung\n"
                "  domain: haefler.news\nrelated:\n- webUrl: https://haefler-news.org/b\n"
                "  provider:\n    name: Die Häfler News\n    domain: hn.example\n"
                "- webUrl: https://harbourecho.letters.example/c\n"
                "  provider:\n    domain: harbour-echo.com\n---\n"
            },
            note="the outlet's name, its initials, and its subdomain of a hosting site",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nwebUrl: https://portal.news/ferry\n"
                "originalUrl: https://www.harbour-echo.com/ferry\n"
                "provider:\n  domain: harbour-echo.com\n---\n"
            },
            at=(("a.md", 2, 9),),
        ),
        Example(
            {
                "a.md": "---\nrelated:\n- webUrl: https://portal.news/ferry\n"
                "  provider:\n    domain: harbour-echo.com\n---\n"
            },
            at=(("a.md", 3, 11),),
            note="in a related entry, without originalUrl",
        ),
    )

    def check(self, article: Article) -> Iterator[Finding]:
        for pointer, fields, *_ in article.stories:
            provider = fields.get("provider")
            url = fields.get("webUrl")
            if not (isinstance(provider, dict) and isinstance(url, str)):
                continue
            domain, name = provider.get("domain"), provider.get("name")
            if not isinstance(domain, str):
                continue
            if domain and url.partition("://")[2].removeprefix("www.").startswith(domain + "/"):
                continue  # fast path for nearly all
            if _contradicts(domain, url, fields) and not (
                isinstance(name, str) and _matches_name(name, in_unicode(host_of(url)))
            ):
                host = quote(host_of(url))
                yield self.finding(
                    article.path,
                    f"webUrl leads to {host}, not to the provider's domain {quote(domain)}",
                    field=f"{pointer}/webUrl",
                )


def _contradicts(domain: str, url: str, fields: dict[str, Any]) -> bool:
    domain = _domain(domain)
    if not domain or not host_of(url) or _belongs(url, domain):
        return False
    original = fields.get("originalUrl")
    if not (isinstance(original, str) and host_of(original)):
        return True
    return _belongs(original, domain)


def _domain(written: str) -> str:
    """Return the host name in a `provider.domain`, which may be a URL; empty if it has none."""
    host = host_of(written if "://" in written else f"https://{written.strip()}")
    is_name = "." in host and " " not in host and not host.replace(".", "").isdigit()
    return in_unicode(host) if is_name else ""


def _belongs(url: str, domain: str) -> bool:
    """Whether a URL belongs to ``domain``, or contains a URL that does."""
    ascii_host = host_of(url)
    host = in_unicode(ascii_host)
    if _below(host, domain) or _below(domain, host):
        return True
    one, other = _owned(host), _owned(domain)
    if one == other or _is_hosted(one, domain) or _is_hosted(other, host):
        return True
    if _registered(domain) in url.lower().partition(ascii_host)[2]:
        return True
    return _alike(one, other)


def _below(name: str, parent: str) -> bool:
    return name == parent or name.endswith("." + parent)


def _owned(host: str) -> str:
    """Return the registered label of a host name, without its suffix: ``bbc``."""
    return _registered(host).partition(".")[0]


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _registered(host: str) -> str:
    """Return the registrable domain of a host by the Public Suffix List; else the host."""
    return str(_suffixes().privatesuffix(host) or host)


def _is_hosted(name: str, host: str) -> bool:
    """Whether ``host`` is ``name`` on a hosting site: ``echo.letters.example``."""
    label = host.removeprefix("www.").removesuffix(_registered(host)).rstrip(".")
    return len(name) >= _MIN_LENGTH and label.replace("-", "") == name.replace("-", "")


def _matches_name(name: str, host: str) -> bool:
    """Whether ``host`` consists of words of the outlet's name, or of their initials."""
    label = _spellings(_owned(host))[0].replace("-", "")
    for spelling in _spellings(name[:_MAX_NAME]):
        words = _WORD.findall(spelling)[:_MAX_WORDS]
        for start in range(len(words)):
            parts = accumulate(words[start:])
            if len(label) > _MIN_LENGTH and label in parts:
                return True
        for first in (0, 1):  # with and without a leading article
            initials = "".join(word[0] for word in words[first:])
            if label == initials and len(initials) > 1:
                return True
    return False


def _spellings(name: str) -> tuple[str, str]:
    """Return ``name`` in lower case without diacritics, as in ``zurich`` and ``zuerich``."""
    from unicodedata import combining, normalize

    lower = name.lower()
    plain, expanded = (
        "".join(c for c in normalize("NFKD", text) if not combining(c))
        for text in (lower, lower.translate(_UMLAUTS))
    )
    return plain, expanded


def _alike(one: str, other: str) -> bool:
    """Whether one name contains the other, ignoring hyphens, as brands of one publisher do."""
    short, long = sorted((one.replace("-", ""), other.replace("-", "")), key=len)
    return len(short) >= _MIN_LENGTH and short in long
