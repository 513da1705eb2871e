"""The address that a site is published at, as the settings of its generator say."""

import os
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from newslint.files import discover
from newslint.pattern import pattern
from newslint.vocabulary.detect import MAX_SIZE, Site

# Settings are data or code, and none is run: the first full address that is given for one of these
# names is taken, whatever the syntax.
_NAMES = {
    "jekyll": "url",
    "hugo": "baseURL",
    "zola": "base_url",
    "docusaurus": "url",
    "astro": "site",
    "pelican": "SITEURL",
}
_ADDRESS = r"""(?im)^[ \t]*["']?{name}["']?[ \t]*[:=][ \t]*["']?(https?://[^\s"'#,]+)"""
_CNAME = pattern(r"^\s*([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)\s*$")
_CNAMES = ("CNAME", "static/CNAME", "public/CNAME", "content/extra/CNAME", "docs/CNAME")


class Address(NamedTuple):
    """The host of a site, and the file that names it."""

    host: str
    file: str


def address_of(site: Site | None, top: str = ".") -> Address | None:
    """Where ``site`` is published; None where nothing says so, or only an example does."""
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
