"""Recognise placeholders: parts of a URL that a template, a program or the reader fills in."""

import re

from newslint.pattern import pattern

# Elements that may follow a URL in a sentence; any other name in angle brackets is a placeholder.
_INLINE = "a|abbr|b|br|cite|code|del|em|hr|i|img|ins|kbd|mark|p|q|s|small|span|strong|sub|sup|u|wbr"
# Liquid, Jinja, Handlebars, shells and URI templates (RFC 6570); ERB and PHP; "<user>".
_OPENING = rf"\$?\{{|\$\(|<[%?]|<(?!(?:{_INLINE})\b)[a-z][\w-]*+>"
_ANYWHERE = pattern(rf"{_OPENING}|%[sd](?![\da-f])|%\(", re.IGNORECASE)  # and printf
# The parameters of a route: Rails, Express and permalinks; Next.js, Astro and SvelteKit. SharePoint
# has real segments such as "/:w:/", and a query real names such as "filter[tag]".
_NAME, _IN_BRACKETS = r":[a-z_]\w*+(?!:)", r"\[(?:\.\.\.)?[a-z_][\w-]*+\]"
_ROUTE = pattern(
    rf"(?:https?:)?//[^/?#]*+"
    rf"(?:/[^?#]*?(?:(?<=/){_NAME}|{_IN_BRACKETS})|[^?#]*+\?[^#]*?=(?:{_NAME}|{_IN_BRACKETS}))",
    re.IGNORECASE,
)
_GOES_ON = pattern(rf"[.:]?(?:{_OPENING})", re.IGNORECASE)


def has_placeholder(url: str) -> bool:
    """Whether a URL contains a placeholder, so that no page has it."""
    return bool(_ANYWHERE.search(url) or _ROUTE.match(url))


def goes_on(text: str, at: int) -> bool:
    """Whether a URL that seems to end at an offset of ``text`` goes on there with a placeholder."""
    return _GOES_ON.match(text, at) is not None
