"""Inline ignores: comments in the front matter that silence findings.

``# newslint: ignore[rule, …] reason`` at the end of a line silences that line, alone on a line
the next line with anything but a comment on it; ``# newslint: ignore-file[rule, …] reason`` the
whole file. A name is that of a rule or of a family; without brackets all rules are meant. YAML
and TOML have comments, JSON has none.
"""

import re
from bisect import bisect_left
from itertools import islice
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Span
from newslint.pattern import pattern

_COMMENT = pattern(
    r"(?:(?<=[\s])|^)#[ \t]*newslint:[ \t]*(ignore(?:-file)?)(?![\w-])"
    r"(?:[ \t]*\[([^\]\n]*)\]?)?[^\n\r]*",
    re.MULTILINE,
)
# Strings of TOML, which may hold a '#', and comments; the first alternative that matches wins. One
# that is never closed ends with its line, lest each quote in it is tried as a beginning.
_TOML = pattern(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*\'|(#[^\n]*)', re.DOTALL
)
_VALUE = pattern(r"^[ \t]*[^\s#]", re.MULTILINE)
_MAX_NESTING = 64
MAX_IGNORES, MAX_NAMES = 1_000, 100
"""Comments of one file, and names in one comment, that are followed, from the beginning. None has
so many in earnest."""


class Ignore(NamedTuple):
    """One ``# newslint: ignore[…]`` comment."""

    names: tuple[str, ...] | None
    """Rule and family names it silences; None for all."""
    line: int | None
    """The line whose findings it silences; None for the whole file."""
    span: Span
    """Where the comment stands."""
    brackets: tuple[int, int] | None
    """Offsets of what stands between the brackets."""
    whole: tuple[int, int]
    """Offsets of what goes when the comment goes: its line, or the space before it, too."""


def ignores(article: Article) -> tuple[Ignore, ...]:
    """The ignore comments of an article, in order."""
    start, end = article.block.start, article.block.end
    if article.block.syntax not in ("yaml", "toml"):
        return ()
    found = list(islice(_COMMENT.finditer(article.text, start, end), MAX_IGNORES))
    if not found:
        return ()
    real = _yaml_comments if article.block.syntax == "yaml" else _toml_comments
    offsets = real(article.text[start:end], [match.start() - start for match in found])
    values = [match.start() for match in _VALUE.finditer(article.text, start, end)]
    return tuple(
        _ignore(article, match, values) for match in found if match.start() - start in offsets
    )


def _ignore(article: Article, match: re.Match[str], values: list[int]) -> Ignore:
    """The comment at ``match``; ``values`` are the offsets of lines with more than a comment."""
    text = article.text
    end = match.start() + len(match[0].rstrip())
    line_start = text.rfind("\n", 0, match.start()) + 1
    before = text[line_start : match.start()]
    whole = (line_start + len(before.rstrip()), end)
    if not before.strip():
        line_end = text.find("\n", end)
        whole = (line_start, line_end + 1 if line_end >= 0 else len(text))
    about = line_start
    if not before.strip() or before.lstrip().startswith("#"):
        below = bisect_left(values, line_start)
        about = values[below] if below < len(values) else line_start
    names = match[2] and match[2].split(",", MAX_NAMES)[:MAX_NAMES]
    return Ignore(
        None if names is None else tuple(filter(None, map(str.strip, names))),
        article.span(about, about).line if match[1] == "ignore" else None,
        article.span(match.start(), end),
        None if names is None else match.span(2),
        whole,
    )


def _yaml_comments(text: str, candidates: list[int]) -> set[int]:
    """Those offsets of a ``#`` that do not stand inside a scalar.

    What the scanner cannot read is taken for comments from there on.
    """
    import yaml

    left = set(candidates)
    depth = 0
    try:
        for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                depth += 1
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                depth -= 1
            elif isinstance(token, yaml.ScalarToken) and token.style:
                start, end = token.start_mark.index, token.end_mark.index
                if token.style in "|>":  # behind the sign there may be a comment
                    start = text.find("\n", start)
                left.difference_update(_between(candidates, start, end))
            if depth > _MAX_NESTING:  # the scanner's time grows with the square of the depth
                break
    except yaml.YAMLError:
        pass
    return left


def _toml_comments(text: str, candidates: list[int]) -> set[int]:
    """Those offsets of a ``#`` that begin a comment (or stand in one)."""
    found: set[int] = set()
    for match in _TOML.finditer(text):
        if match[1] is not None:
            found.update(_between(candidates, *match.span()))
    return found


def _between(offsets: list[int], start: int, end: int) -> list[int]:
    """Those of the rising ``offsets`` that lie in ``start`` to ``end``."""
    return offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]
