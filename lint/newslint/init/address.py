"""The host name of a site, from the settings of its generator."""

import os
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from newslint.files import discover
from newslint.pattern import pattern
from newslint.vocabulary.detect import MAX_SIZE, Site

# Settings may be code, which is never executed: the first full URL that is assigned to one of these
# names is used, regardless of the syntax.
_NAMES = {
    "jekyll": "url",
    "hugo": "baseURL",
    "zola": "base_url",
    "docusaurus": "url",
    "astro": "site",
    "pelican": "SITEURL",
    "hexo": "url",
}
_ADDRESS = r"""(?im)^[ \t]*["']?{name}["']?[ \t]*[:=][ \t]*["']?(https?://[^\s"'#,]+)"""
_CNAME = pattern(r"^\s*([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)\s*$")
_CNAMES = ("CNAME", "static/CNAME", "public/CNAME", "content/extra/CNAME", "docs/CNAME")


class Address(NamedTuple):
    """The host name of a site, and the file that contains it."""

    host: str
    file: str


def address_of(site: Site | None, top: str = ".") -> Address | None:
    """Return the host name of ``site``; None if unknown or only a placeholder."""
    return next(_addresses(site, top), None)


def _addresses(site: Site | None, top: str) -> Iterator[Address]:
    if site is not None and site.preset.name in _NAMES:
        name = _NAMES[site.preset.name]
        text = _text(os.path.join(site.folder, site.file))
        for match in pattern(_ADDRESS.format(name=name)).finditer(text):
            host = (urlsplit(match[1]).hostname or "").removeprefix("www.")
            if _is_real(host):
                yield Address(host, site.file)
    for name in _CNAMES:
        named = _CNAME.match(_text(os.path.join(top, name)))
        if named and _is_real(named[1].lower()):
            yield Address(named[1].lower().removeprefix("www."), name)


def _is_real(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or "example" in labels or labels[-1] in ("local", "test", "invalid"):
        return False
    return not labels[-1].isdigit() and host not in _PLACEHOLDERS


_PLACEHOLDERS = frozenset({"your-domain.com", "yourdomain.com", "your-site.com", "yoursite.com"})


def _text(path: str) -> str:
    try:
        return discover.read(path, MAX_SIZE).decode(errors="replace")
    except discover.Unreadable:
        return ""
