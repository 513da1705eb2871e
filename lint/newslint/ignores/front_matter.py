"""Comments in YAML and TOML front matter. JSON has none."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, zip_longest

from newslint.article import Article
from newslint.ignores.comment import Comment
from newslint.pattern import pattern

_MARK = {
    "yaml": pattern(r"(?:(?<=\s)|^)#+[ \t]*(newslint:)", re.IGNORECASE | re.MULTILINE),
    "toml": pattern(r"#+[ \t]*(newslint:)", re.IGNORECASE),
}
# Strings of TOML, which may hold a '#', and comments; the first alternative that matches wins. One
# that is never closed ends with its line, lest each quote in it is tried as a beginning.
_TOML = pattern(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*\'|(#[^\n]*)', re.DOTALL
)
_VALUE = pattern(r"^[ \t]*[^\s#]", re.MULTILINE)
_BEFORE_VALUE = pattern(r"[ \t]*(?:-[ \t]+)*(?:#.*)?")  # nothing that a line could be about
_MAX_NESTING = 64


def in_front_matter(article: Article, most: int) -> Iterator[Comment]:
    """The comments of the front matter, of the first ``most`` that look like some."""
    syntax, start, end = article.block[:3]
    if syntax not in _MARK:
        return
    text = article.text
    marks = list(islice(_MARK[syntax].finditer(text, start, end), most))
    if not marks:
        return
    real = _yaml_comments if syntax == "yaml" else _toml_comments
    offsets = real(text[start:end], [mark.start() - start for mark in marks])
    marks = [mark for mark in marks if mark.start() - start in offsets]
    lines = _Lines(article)
    for mark, following in zip_longest(marks, marks[1:]):
        yield _comment(text, mark, following and following.start(), lines)


def _comment(text: str, mark: re.Match[str], following: int | None, lines: "_Lines") -> Comment:
    """The comment at ``mark``, with another of its kind ``following``, perhaps on its line."""
    line_start, line_end = lines.around(mark.start())
    last = following is None or following > line_end
    end = mark.end() + len(text[mark.end() : line_end if last else following].rstrip())
    before = text[line_start : mark.start()]
    whole = (line_start + len(before.rstrip()), end)
    if not before.strip():
        whole = (line_start, line_end + 1) if last else (mark.start(), following or end)
    about, value = lines.value_at(line_start, line_end)
    if _BEFORE_VALUE.fullmatch(before):
        about, value = lines.value_after(line_start, line_end)
    at = mark.start(1)
    return Comment(text[at:end], at, mark.start(), end, whole, about, "# {}", value, for_file=True)


class _Lines:
    """The lines of a front matter, and the values on them."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._end = article.block.end
        block = article.block
        self._filled = [m.start() for m in _VALUE.finditer(article.text, block.start, block.end)]
        # The outer before the inner, where both begin at the same place.
        self._places = sorted(article.places.values(), key=lambda p: (p.key_start, -p.end))
        self._starts = [place.key_start for place in self._places]

    def around(self, at: int) -> tuple[int, int]:
        """Where the line begins and ends that ``at`` is in."""
        end = self._text.find("\n", at, self._end)
        return self._text.rfind("\n", 0, at) + 1, self._end if end < 0 else end

    def value_after(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """What a comment is about that stands on a line without a value."""
        below = bisect_left(self._filled, end)
        if below < len(self._filled):
            start, end = self.around(self._filled[below])
        return self.value_at(start, end)

    def value_at(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """What a comment is about that stands on the line from ``start`` to ``end``: the line,
        and the value of its last key if that goes on below.

        A text is part of it to its end; a list or mapping is given apart, since the comment is
        about the whole of it alone.
        """
        behind = bisect_left(self._starts, end)
        place = self._places[behind - 1] if behind else None
        if place is None or place.key_start < start or place.end <= end:
            return (start, end), None
        if behind < len(self._places) and self._starts[behind] < place.end:
            return (start, end), (place.start, place.end)
        return (start, place.end), None


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
                if token.style in "|>":  # after the sign there may be a comment
                    start = text.find("\n", start)
                left.difference_update(_between(candidates, start, end))
            if depth > _MAX_NESTING:  # the scanner's time grows with the square of the depth
                break
    except yaml.YAMLError:
        pass
    return left


def _toml_comments(text: str, candidates: list[int]) -> set[int]:
    """Those offsets of a ``#`` that begin a comment (or stand in one)."""
    comments: set[int] = set()
    for match in _TOML.finditer(text):
        if match[1] is not None:
            comments.update(_between(candidates, *match.span()))
    return comments


def _between(offsets: list[int], start: int, end: int) -> list[int]:
    """Those of the rising ``offsets`` that lie in ``start`` to ``end``."""
    return offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]
