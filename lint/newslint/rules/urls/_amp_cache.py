"""URLs in AMP caches: https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls"""

from typing import NamedTuple

from newslint.rules.urls._fields import host_of, in_unicode

GOOGLE = "cdn.ampproject.org"
CACHES = (GOOGLE, "bing-amp.com")
"""The caches that are registered with the AMP project (caches.json)."""
_MAX_LABEL = 63  # octets of one part of a host name: RFC 1035
_CONTENT_TYPES = ("c", "v", "wp")  # document, viewer, signed exchange


def cache_url(url: str, cache: str = GOOGLE) -> str | None:
    """Return the URL of the page ``url`` in an AMP ``cache``; None if ``url`` is not a web URL."""
    scheme, _, rest = url.partition("://")
    host = host_of(url)
    if scheme.lower() not in ("http", "https") or not host:
        return None
    secure = "s/" if scheme.lower() == "https" else ""
    return f"https://{prefix(host)}.{cache}/c/{secure}{rest.partition('#')[0]}"


def prefix(host: str) -> str:
    """Return the first label of a cache's host name for the pages of ``host``.

    Usually readable: in the Unicode name, hyphens are doubled and dots become hyphens. If the name
    is too long, mixes writing directions or has no dot, the label is a hash.
    """
    name = in_unicode(host.lower())
    if "." in name and len(host) <= _MAX_LABEL and not _mixes_directions(name):
        readable = name.replace("-", "--").replace(".", "-")
        if readable[2:4] == "--":
            readable = f"0-{readable}-0"
        readable = _encoded(readable)
        if len(readable) <= _MAX_LABEL:
            return readable
    return _hashed(".".join(map(_encoded, host.lower().split("."))))


def _hashed(host: str) -> str:
    from base64 import b32encode
    from hashlib import sha256

    return b32encode(sha256(host.encode()).digest()).decode().rstrip("=").lower()


def _encoded(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def _mixes_directions(name: str) -> bool:
    if name.isascii():
        return False
    from unicodedata import bidirectional

    classes = {bidirectional(character) for character in name}
    return "L" in classes and bool(classes & {"R", "AL"})


class CachedPage(NamedTuple):
    """The parts of a URL in an AMP cache."""

    prefix: str
    """The part of the host name for the publisher; empty if there is none."""
    cache: str
    """The rest of the host name."""
    page: str
    """The cached page: host, path and query, without scheme."""
    secure: bool
    """Whether the cached page is an ``https:`` one."""


def parse_cache_url(url: str) -> CachedPage | None:
    """Return the parts of a URL in an AMP cache or Google's AMP viewer; None for other URLs."""
    host = host_of(url)
    path = url.partition("://")[2].partition("/")[2]
    if host.startswith("www.google.") and path.startswith("amp/"):
        return CachedPage("", host, path.removeprefix("amp/").removeprefix("s/"), secure=True)
    for cache in CACHES:
        if host == cache or host.endswith("." + cache):
            content, _, page = path.partition("/")
            if content in _CONTENT_TYPES:
                publisher = host.removesuffix(cache).rstrip(".")
                return CachedPage(publisher, cache, page.removeprefix("s/"), page.startswith("s/"))
    return None
