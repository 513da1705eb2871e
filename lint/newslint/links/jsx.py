"""Find the links in JSX, the markup of MDX, with their offsets."""

import re
from collections.abc import Iterator, Mapping

from newslint.links.html import Kind, Link, decoded, kinds_of, links_in_attributes
from newslint.markup import without_hidden
from newslint.pattern import pattern

_STRING = r"\"[^\"]*+\"|'[^']*+'"
_INNER = rf"[^{{}}\"'`/]++|/\*(?:(?!\*/|/\*).)*+\*/|/|{_STRING}|`[^`]*+`"
_BRACES = rf"\{{(?:{_INNER}|\{{(?:{_INNER}|\{{(?:{_INNER})*+\}})*+\}})*+\}}"
"""A JavaScript expression in braces, which may contain others: two levels are read."""
_OPENING = pattern("<[a-zA-Z]")
_TAG = pattern(rf"<([a-zA-Z][\w.:-]*+)((?:[^<>\"'{{}}]++|{_STRING}|{_BRACES})*+)>", re.DOTALL)
_LITERAL = r"\{\s*+(?:\"([^\"\\{}]*+)\"|'([^'\\{}]*+)'|`([^`\\{}]*+)`)\s*+\}"  # without escapes
_ATTRIBUTE = pattern(
    rf"{_STRING}|([^\s\"'<>/={{}}]++)"
    rf"(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|{_LITERAL}|{_BRACES}|([^\s\"'>{{][^\s>]*+)))?"
    rf"|{_BRACES}",
    re.DOTALL,
)
# A comment with another one or with a code block in it is none.
_COMMENT = pattern(
    r"\{[ \t]*/\*(?:(?!\{[ \t]*/\*|\*/|```|~~~).)*+\*/[ \t]*\}",
    re.DOTALL,
)
_VISIBLE = pattern(r"[^\r\n]")
_COMPONENT = {"href": Kind.PAGE, "to": Kind.PAGE, "src": Kind.MEDIA}
"""The attributes of components that hold URLs by convention. What they show is unknown."""


def tags_in_jsx(text: str) -> Iterator[int]:
    """Yield the offsets of what may be tags in ``text``, except in comments and scripts."""
    for opening in _OPENING.finditer(without_hidden(text)):
        yield opening.start()


def links_in_tag(text: str, at: int) -> Iterator[Link]:
    """Yield the links in the tag at an offset of ``text``, if there is one.

    An attribute is a string, or an expression in braces that consists of one.
    """
    tag = _TAG.match(text, at)
    if tag is None:
        return
    attributes = _ATTRIBUTE.finditer(text, *tag.span(2))
    for url, start, end, kind in links_in_attributes(attributes, _kinds(tag[1])):
        in_braces = "{" in text[text.rfind("=", at, start) : start]
        yield Link(url if in_braces else decoded(url), start, end, kind)


def _kinds(name: str) -> Mapping[str, Kind]:
    if name[0].isupper() or "." in name:
        return {**_COMPONENT, **kinds_of("img" if name == "Image" else name.lower())}
    return kinds_of(name.lower())


def without_comments(text: str) -> str:
    """Return MDX with spaces in place of its comments. Line breaks are kept."""
    return _COMMENT.sub(lambda match: _VISIBLE.sub(" ", match[0]), text)
