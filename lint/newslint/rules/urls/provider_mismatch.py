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

_SHORT = 4  # letters; shorter names are contained in others by chance
_MOST_WORDS = 12  # of a provider's name
_LONGEST = 500  # characters of a provider's name that are looked at
_WORD = pattern(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})


class ProviderMismatch(ArticleRule):
    """Find stories whose address has nothing to do with their provider.

    ## What
    Compares the host of `webUrl` with `provider.domain`, in related entries as well. Hosts of
    one owner belong together (`news.harbour.example` and `m.harbour.example`), and so do names
    that share their main part (`echo.com`, `echo.co.uk`, `myecho.com`). An address that
    has the domain in its path, like those of AMP caches and archives, is in order, and so is a
    host that `provider.name` speaks of, in words or initials (`he.com` of the Harbour Echo).

    When `originalUrl` is elsewhere, too, the outlet may have two names, and nothing is said.

    ## Why
    Readers who trust one outlet are led to another: mostly the address is that of a portal
    that took the story over, or it was copied from the entry above.
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
            note="other names of the same outlet",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://www.xn--hfler-gra.example/a\nprovider:\n"
                "  domain: häfler.example\nrelated:\n- webUrl: https://häfler.example/b\n"
                "  provider:\n    domain: xn--hfler-gra.example\n---\n"
            },
            note="one name in both spellings",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://hz.example/a\nprovider:\n  name: Häfler Zeitung\n"
                "  domain: haefler.news\nrelated:\n- webUrl: https://haefler-news.org/b\n"
                "  provider:\n    name: Die Häfler News\n    domain: hn.example\n"
                "- webUrl: https://harbourecho.letters.example/c\n"
                "  provider:\n    domain: harbour-echo.com\n---\n"
            },
            note="the outlet's name or its initials, and a host under its name",
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
        for pointer, fields, _ in article.stories:
            provider = fields.get("provider")
            url = fields.get("webUrl")
            if not (isinstance(provider, dict) and isinstance(url, str)):
                continue
            domain, name = provider.get("domain"), provider.get("name")
            if not isinstance(domain, str):
                continue
            if domain and url.partition("://")[2].removeprefix("www.").startswith(domain + "/"):
                continue  # nearly all
            if _contradicts(domain, url, fields) and not (
                isinstance(name, str) and _speaks_of(name, in_unicode(host_of(url)))
            ):
                yield self.finding(
                    article.path,
                    f"webUrl leads to {quote(host_of(url))}, not to the provider's {quote(domain)}",
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
    """The host name in a `provider.domain`, which may be written as an address; or nothing."""
    host = host_of(written if "://" in written else f"https://{written.strip()}")
    is_name = "." in host and " " not in host and not host.replace(".", "").isdigit()
    return in_unicode(host) if is_name else ""


def _belongs(url: str, domain: str) -> bool:
    """Whether an address is one of ``domain``, or contains one."""
    written = host_of(url)
    host = in_unicode(written)
    if _below(host, domain) or _below(domain, host):
        return True
    one, other = _owned(host), _owned(domain)
    if one == other or _is_under_roof(one, domain) or _is_under_roof(other, host):
        return True
    if _registered(domain) in url.lower().partition(written)[2]:
        return True
    return _alike(one, other)


def _below(name: str, parent: str) -> bool:
    return name == parent or name.endswith("." + parent)


def _owned(host: str) -> str:
    """The part of a host name that somebody has registered, without the suffix: ``bbc``."""
    return _registered(host).partition(".")[0]


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _registered(host: str) -> str:
    """The registrable domain of a host name, by the Public Suffix List; the host if none."""
    return str(_suffixes().privatesuffix(host) or host)


def _is_under_roof(name: str, host: str) -> bool:
    """Whether ``host`` is that of ``name`` on a site of many outlets: ``echo.letters.example``."""
    own = host.removeprefix("www.").removesuffix(_registered(host)).rstrip(".")
    return len(name) >= _SHORT and own.replace("-", "") == name.replace("-", "")


def _speaks_of(name: str, host: str) -> bool:
    """Whether ``host`` is called as the outlet is: by words of its name, or by their initials."""
    called = _spellings(_owned(host))[0].replace("-", "")
    for spelling in _spellings(name[:_LONGEST]):
        words = _WORD.findall(spelling)[:_MOST_WORDS]
        for start in range(len(words)):
            parts = accumulate(words[start:])
            if len(called) > _SHORT and called in parts:
                return True
        for first in (0, 1):  # or without an article
            initials = "".join(word[0] for word in words[first:])
            if called == initials and len(initials) > 1:
                return True
    return False


def _spellings(name: str) -> tuple[str, str]:
    """``name`` in small letters without marks, as in ``zurich`` and ``zuerich``."""
    from unicodedata import combining, normalize

    small = name.lower()
    plain, expanded = (
        "".join(c for c in normalize("NFKD", text) if not combining(c))
        for text in (small, small.translate(_UMLAUTS))
    )
    return plain, expanded


def _alike(one: str, other: str) -> bool:
    """Whether one name contains the other, hyphens aside, as brands of one house do."""
    short, long = sorted((one.replace("-", ""), other.replace("-", "")), key=len)
    return len(short) >= _SHORT and short in long
