"""The web addresses in bodies, for the rules that check one article at a time."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from newslint.article import MAX_BODY, Article
from newslint.finding import Edit
from newslint.links.placeholders import has_placeholder
from newslint.pattern import pattern

if TYPE_CHECKING:
    from newslint.links.body import BodyLink

_WEB = pattern(r"https?://", re.IGNORECASE)
_AFTER_SCHEME = pattern(r"//\S+")


def body_of(article: Article) -> str:
    """Return the part of the body that is searched for links."""
    body = article.body
    return body if len(body) <= MAX_BODY else body[:MAX_BODY]


@lru_cache(maxsize=1)
def addresses(article: Article) -> str:
    """Return what follows the scheme of any web address in `body_of` the article: a fraction of the
    body, for rules that look for many names. Return the whole body if it may spell ``//`` with
    character references or escapes."""
    body = body_of(article)
    if ("&" in body and ("&#" in body or "&sol" in body)) or ("\\" in body and "\\/" in body):
        return body
    return " ".join(_AFTER_SCHEME.findall(body))


def web_links(article: Article) -> "Iterator[BodyLink]":
    """Yield the links and images of the body that lead to the web, without placeholders."""
    from newslint.links.body import links_in_body

    for link in links_in_body(article):
        if _WEB.match(link.url) and not has_placeholder(link.url):
            yield link


def written(article: Article, link: "BodyLink") -> str:
    """Return the source of the URL of a link."""
    return article.text[link.span.start : link.span.end]


def replaced(
    article: Article, link: "BodyLink", url: str, *, safe: bool = True
) -> tuple[Edit, ...]:
    """Return the edit that writes ``url`` in place of the source of a link, or none if that is not
    just the URL."""
    source = written(article, link)
    if source == url or any(map(str.isspace, source)) or not _WEB.match(source):
        return ()
    return (Edit(link.span.start, link.span.end, url, safe),)
