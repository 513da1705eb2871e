"""Tell what a page with a success status really is: an error page, a closed site, a wall.

A wrong "not found" is worse than a missed one: the title, without the name of the site, must
consist of a known phrase, and nothing may indicate a story. The phrases are in ``phrases.toml``.
"""

import re

from newslint.web import phrases
from newslint.web.html import Page

_BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")
_HINTS = ("domain", "sale", "parked", "parking", "purchase", "hugedomains", "verkauf", "vend")
"""Parts of the titles of domains without a site."""
_MARKED = 16_384
"""Characters: pages that only block or sell are shorter."""
_FEW = 60
"""Words that a page shows which only blocks automated clients, or sells a domain."""
_SHORT = 120
"""Words of an error page whose title does not say so."""
_CLOSED = 600
"""Words of the page of a closed site: the welcome pages of web servers explain a lot."""


_CLOSED_BY = {
    "suspended": "its site is suspended",
    "welcome": "it only shows the welcome page of a web server",
}
_PARKED = "its domain is parked or for sale"


def says_not_found(page: Page) -> bool:
    """Whether a page with a success status is certainly an error page.

    Its title (without the name of the site) must consist of such a phrase, its heading must not say
    anything else, and its metadata must not declare an article. The bare title "Not found" needs a
    heading with such a phrase. If the title is empty or only apologizes, the heading decides; so
    does a heading of just "404" on a short page whose title only names the site.
    """
    parts = [part.strip() for part in _BETWEEN.split(page.title) if part.strip()]
    found = [part for part in parts if phrases.not_found().fullmatch(part)]
    others = [part for part in parts if part not in found]
    if len(others) > 1 or not all(map(_may_name_a_site, others)):
        return False
    if not found:
        return _heading_says_not_found(page, others)
    heading = page.heading
    if heading and not phrases.not_found().fullmatch(heading):
        if all(part.strip(" .!").lower() == "not found" for part in found):
            return False
        if not (phrases.whole("sorry", "error").match(heading) or heading in (page.title, *others)):
            return False
    return not page.is_story


def _heading_says_not_found(page: Page, parts: list[str]) -> bool:
    """Whether the heading says so, if the title says nothing."""
    heading = page.heading
    if not heading or not phrases.not_found().fullmatch(heading):
        return False
    says_nothing = all(_only_apologizes(part) for part in parts)
    is_status = "404" in heading and not any("404" in part for part in parts)
    if not says_nothing and not (is_status and len(page.words) <= _SHORT):
        return False
    return not page.is_story


def _only_apologizes(words: str) -> bool:
    return phrases.whole("sorry").fullmatch(words.strip(" .!?…")) is not None


def _may_name_a_site(words: str) -> bool:
    """Whether the rest of a title may be the name of the site."""
    count = len(words.split())
    return count <= 2 or (count <= 4 and not words[0].islower())


def is_apology(page: Page) -> bool:
    """Whether a short page only says that it is sorry: an error of some kind."""
    return bool(
        page.title
        and _only_apologizes(_first(page))
        and len(page.words) <= _SHORT
        and not page.is_story
    )


def is_wall(page: Page) -> bool:
    """Whether the page exists to block automated clients."""
    if phrases.whole("walls").fullmatch(_first(page)):
        return not page.is_story
    return _has_mark(page, phrases.texts("wall-marks"))


def is_sign_in(page: Page) -> bool:
    """Whether the title is that of a page where visitors sign in."""
    return bool(phrases.whole("sign-in").fullmatch(_first(page))) and not page.is_story


def closed_site(page: Page, host: str) -> str:
    """Return why the site of a page at ``host`` is closed, as a clause about "it"; empty if it is
    not certain."""
    first = _first(page)
    if not first:
        return ""
    known = _CLOSED_BY.items()
    reason = next((why for name, why in known if phrases.whole(name).fullmatch(first)), "")
    marks = phrases.texts("parked-marks")
    if not reason and (_offers_domain(first, host) or _has_mark(page, marks)):
        reason = _PARKED
    return reason if reason and len(page.words) <= _CLOSED and not page.is_story else ""


def is_marketplace(host: str) -> bool:
    """Whether domains are sold at ``host``."""
    return any(f".{host}".endswith(f".{one}") for one in phrases.texts("marketplaces"))


def _offers_domain(title: str, host: str) -> bool:
    lowered = title.lower()
    if not any(hint in lowered for hint in _HINTS):
        return False
    return phrases.whole_of_domain(host, "for-sale", "parked").fullmatch(title) is not None


def _has_mark(page: Page, marks: tuple[str, ...]) -> bool:
    """Whether a page with hardly any text loads one of some things."""
    text = page.text
    if len(text) > _MARKED or not any(mark in text for mark in marks):
        return False
    return len(page.words) <= _FEW and not page.is_story


def _first(page: Page) -> str:
    """Return the title without the name of the site behind it."""
    return _BETWEEN.split(page.title)[0].strip()
