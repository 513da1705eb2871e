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
# that is never closed ends with its line, so that not every quote in it is tried as a start.
_TOML = pattern(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*\'|(#[^\n]*)', re.DOTALL
)
_VALUE = pattern(r"^[ \t]*[^\s#]", re.MULTILINE)
_BEFORE_VALUE = pattern(r"[ \t]*(?:-[ \t]+)*(?:#.*)?")  # no value before it on the line
_MAX_NESTING = 64


def in_front_matter(article: Article, most: int) -> Iterator[Comment]:
    """Yield the comments of the front matter, from the first ``most`` candidates."""
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
    """Return the comment at ``mark``; the next one starts at ``following``, perhaps on its line."""
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
        # Outer values before inner ones that begin at the same place.
        self._places = sorted(article.places.values(), key=lambda p: (p.key_start, -p.end))
        self._starts = [place.key_start for place in self._places]

    def around(self, at: int) -> tuple[int, int]:
        """Return the start and end of the line of ``at``."""
        end = self._text.find("\n", at, self._end)
        return self._text.rfind("\n", 0, at) + 1, self._end if end < 0 else end

    def value_after(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """Return what a comment on a line without a value applies to."""
        below = bisect_left(self._filled, end)
        if below < len(self._filled):
            start, end = self.around(self._filled[below])
        return self.value_at(start, end)

    def value_at(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """Return what a comment on the line from ``start`` to ``end`` applies to.

        This is the line, extended to the end of a text that continues on the next lines. A list
        or mapping is returned separately, because the comment only applies to it as a whole.
        """
        next_index = bisect_left(self._starts, end)
        place = self._places[next_index - 1] if next_index else None
        if place is None or place.key_start < start or place.end <= end:
            return (start, end), None
        if next_index < len(self._places) and self._starts[next_index] < place.end:
            return (start, end), (place.start, place.end)
        return (start, place.end), None


def _yaml_comments(text: str, candidates: list[int]) -> set[int]:
    """Return the offsets of a ``#`` that are not inside a scalar.

    After a syntax error, all further offsets count as comments.
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
    """Return the offsets of a ``#`` that are at the start of a comment or in one."""
    comments: set[int] = set()
    for match in _TOML.finditer(text):
        if match[1] is not None:
            comments.update(_between(candidates, *match.span()))
    return comments


def _between(offsets: list[int], start: int, end: int) -> list[int]:
    """Return those of the sorted ``offsets`` that are in ``start`` to ``end``."""
    return offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]
