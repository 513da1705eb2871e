"""Addresses in AMP caches: https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls"""

from typing import NamedTuple

from newslint.rules.urls._fields import host_of, in_unicode

GOOGLE = "cdn.ampproject.org"
CACHES = (GOOGLE, "bing-amp.com")
"""The caches that are registered with the AMP project (caches.json)."""
_MAX_LABEL = 63  # octets of one part of a host name: RFC 1035
_SERVED = ("c", "v", "wp")  # a document, in a viewer, as a signed exchange


def cache_url(url: str, cache: str = GOOGLE) -> str | None:
    """Where the AMP ``cache`` keeps the page ``url``; None when ``url`` is no web address."""
    scheme, _, rest = url.partition("://")
    host = host_of(url)
    if scheme.lower() not in ("http", "https") or not host:
        return None
    secure = "s/" if scheme.lower() == "https" else ""
    return f"https://{prefix(host)}.{cache}/c/{secure}{rest.partition('#')[0]}"


def prefix(host: str) -> str:
    """The first part of a cache's host name for the pages of ``host``.

    Readable if that can be: dots become hyphens and hyphens double, in Unicode. If the result
    is too long, mixes directions of writing or has no dot, a hash stands for it.
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

    kinds = {bidirectional(character) for character in name}
    return "L" in kinds and bool(kinds & {"R", "AL"})


class Kept(NamedTuple):
    """An address in an AMP cache, taken apart."""

    prefix: str
    """The part of the host name that stands for the publisher; nothing where there is none."""
    cache: str
    """The rest of the host name."""
    page: str
    """What is kept: host, path and query, without scheme."""
    secure: bool
    """Whether it is kept as a page with ``https:``."""


def taken_apart(url: str) -> Kept | None:
    """An address in an AMP cache or in Google's AMP viewer; None for any other."""
    host = host_of(url)
    path = url.partition("://")[2].partition("/")[2]
    if host.startswith("www.google.") and path.startswith("amp/"):
        return Kept("", host, path.removeprefix("amp/").removeprefix("s/"), secure=True)
    for cache in CACHES:
        if host == cache or host.endswith("." + cache):
            kind, _, page = path.partition("/")
            if kind in _SERVED:
                own = host.removesuffix(cache).rstrip(".")
                return Kept(own, cache, page.removeprefix("s/"), page.startswith("s/"))
    return None
