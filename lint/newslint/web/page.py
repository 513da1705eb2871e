"""Tell what a page with a success status really is: an error page, a closed site, a wall.

A wrong "not found" is worse than a missed one: the title, without the name of the site, must
consist of a known phrase, and nothing may indicate a story. The phrases are in ``phrases.toml``.
"""

import re
from typing import NamedTuple

from newslint.web import phrases
from newslint.web.html import Page

_BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")
_HINTS = (
    *("domain", "sale", "parked", "parking", "purchase", "hugedomains", "verkauf", "vend", "koop"),
    *("venta", "домен", "域名"),
)
"""Parts of the titles of domains without a site."""
_MARKED = 16_384
"""Characters: pages that only block or sell are shorter."""
_FEW = 60
"""Words that a page shows which only blocks automated clients, or sells a domain."""
_NAME = 3
"""Words of the name of a site."""
_SENTENCE = re.compile(r"(?<=[.!?。])\s")
_SHORT = 120
"""Words of an error page whose title does not say so."""
_CLOSED = 600
"""Words of the page of a closed site: the welcome pages of web servers explain a lot."""


_CLOSED_BY = {
    "suspended": "its site is suspended",
    "welcome": "it only shows the welcome page of a web server",
}
_PARKED = "its domain is parked or for sale"


class Finding(NamedTuple):
    """What a page with a success status really is."""

    reason: str
    """A clause about "it"."""
    is_certain: bool = False
    """Whether what was there is gone."""


def judge(page: Page, host: str) -> Finding | None:
    """Return what the page at ``host`` really is; None for an ordinary page."""
    # Hardly any page is suspicious, so only those are read with care.
    return _judge(page.strict, host) if _judge(page, host) else None


def _judge(page: Page, host: str) -> Finding | None:
    if is_wall(page):
        return Finding("it blocks automated clients")
    if says_not_found(page):
        return Finding('its title says "not found" despite status 200', is_certain=True)
    if closed := closed_site(page, host):
        return Finding(closed, is_certain=True)
    if is_failure(page):
        return Finding("its title is that of an error")
    return None


def says_not_found(page: Page) -> bool:
    """Whether a page with a success status is certainly an error page.

    Its title (without the name of the site) must consist of such a phrase, its heading must not say
    anything else, and nothing may indicate a story. The bare title "Not found" needs a heading with
    such a phrase. If the title is empty, apologizes or names the site, the heading decides, on a
    short page.
    """
    parts = [part.strip() for part in _BETWEEN.split(page.title) if part.strip()]
    found = [part for part in parts if phrases.not_found().fullmatch(part)]
    others = [part for part in parts if part not in found]
    if len(others) > 1 or not all(map(_may_name_a_site, others)):
        return False
    if not found:
        return _text_says_not_found(page, parts) and not page.is_story
    heading = page.heading
    if heading and not phrases.not_found().fullmatch(heading):
        if all(part.strip(" .!").lower() == "not found" for part in found):
            return False
        is_sorry = phrases.whole("sorry", "error").match(heading) or heading.startswith("404")
        if not (is_sorry or heading in (page.title, *others)):
            return False
    return not page.is_story


def _text_says_not_found(page: Page, parts: list[str]) -> bool:
    """Whether the heading or a sentence of a short page says so, if its title says nothing."""
    heading = page.heading
    if heading and phrases.not_found().fullmatch(heading):
        names_a_site = "404" not in page.title and len(page.title.split()) <= _NAME
        says_nothing = all(map(_only_apologizes, parts)) or names_a_site
        return says_nothing and len(page.words) <= _SHORT
    if not parts or not all(map(_only_apologizes, parts)) or len(page.words) > _SHORT:
        return False
    sentences = _SENTENCE.split(" ".join(page.words))
    return any(phrases.not_found().fullmatch(sentence.strip()) for sentence in sentences)


def _only_apologizes(words: str) -> bool:
    return phrases.whole("sorry", "error").fullmatch(words.strip(" .!?…")) is not None


def _may_name_a_site(words: str) -> bool:
    """Whether the rest of a title may be the name of the site."""
    count = len(words.split())
    return count <= 2 or (count <= 4 and not words[0].islower())


def is_failure(page: Page) -> bool:
    """Whether a short page only says that something failed."""
    first = _first(page)
    fails = first and (_only_apologizes(first) or phrases.whole("failures").fullmatch(first))
    return bool(fails) and len(page.words) <= _SHORT and not page.is_story


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
    said = _first(page)
    if not said or said.lower().removeprefix("www.") == host.removeprefix("www."):
        said = page.heading
    said = said.rstrip(" .")
    known = _CLOSED_BY.items()
    reason = next((why for name, why in known if phrases.whole(name).fullmatch(said)), "")
    marks = phrases.texts("parked-marks")
    offers = _offers_domain(said, host) or _offers_domain(page.title, host)
    if not reason and (offers or _has_mark(page, marks)):
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
