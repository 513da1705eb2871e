"""swallowed-text"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Edit, Finding
from newslint.front_matter import pointer_token
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import cut, quote

# How text that is not read begins, by its character. Few articles have one of these at all, and an
# expression that begins with a character finds it fast.
_BEGINNINGS = {
    "#": pattern(r"#(?<=[ \t]#)[^\s#]"),
    "&": pattern(r"&(?<=[:\-][ \t]&)\S"),
    "!": pattern(r"!(?<=[:\-][ \t]!)"),
}
_COMMENT = pattern(r"[ \t]#(?=\S)[^\r\n]*")
_REMARK = pattern(
    r"#(?:[-!#=*]|newslint:|todo\b|fixme\b|xxx\b|noqa\b|yamllint|prettier|eslint)", re.IGNORECASE
)
_PROPERTY = pattern(r"(&[^\s\[\]{},]+|!)(?:[ \t]+(?=[^\s#])|[ \t]*$)")
_ROLES = ("title", "summary", "topics", "url", "images", "authors")
"""The roles whose fields hold text that a reader sees, or addresses."""


class _Swallowed(NamedTuple):
    """Text that is not read, the end of the value and of that text, and a clause that says why."""

    start: int
    end: int
    line_end: int
    why: str


class SwallowedText(ArticleRule):
    """Find text that YAML does not read.

    ## What
    Reports, in titles, summaries, topics, authors and addresses without quotes: text after ` #`,
    which begins a comment (`title: Band #1 wins`); a first word with `&`, which names an anchor
    that nothing refers to (`title: &Sons reopen`); and a leading `!`, which is a tag. A `#` that a
    space or a word such as `TODO` follows is left alone as a remark, and so is everything after
    numbers and truth values.

    ## Why
    The article is published without these words, and nothing fails. `/ferry #top` becomes another
    address.

    ## Fix
    Puts the whole value in quotes. The fix is safe: the value becomes what the line says.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns # as printed\nquality: 50 #of 100\n---\n"}),
        Example({"a.md": '---\ntitle: "Band #1 wins"\ntopics: [C#, Ports]\n---\n'}),
        Example(
            {"a.md": "---\ntitle: &name Ferry returns\nexcerpt: *name\n---\n"},
            note="an anchor that is used",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Storm closes pier #5 for good\n---\n"},
            at=(("a.md", 2, 26),),
            fixed={"a.md": '---\ntitle: "Storm closes pier #5 for good"\n---\n'},
        ),
        Example(
            {"a.md": "---\ntitle: &Opinion why ferries matter\n---\n"},
            at=(("a.md", 2, 8),),
            fixed={"a.md": '---\ntitle: "&Opinion why ferries matter"\n---\n'},
            note="an anchor",
        ),
        Example(
            {"a.md": "---\ntopics:\n  - #ferries\n  - ports\n---\n"},
            at=(("a.md", 3, 5),),
            fixed={"a.md": '---\ntopics:\n  - "#ferries"\n  - ports\n---\n'},
            note="a whole value",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text, block = article.text, article.block
        if block.syntax != "yaml":
            return ()
        found = any(
            beginning.search(text, block.start, block.end)
            for character, beginning in _BEGINNINGS.items()
            if text.find(character, block.start, block.end) >= 0
        )
        return self._report(article) if found else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for pointer in _pointers(article):
            swallowed = _swallowed(article, pointer)
            if swallowed is None:
                continue
            yield self.finding(
                article.path,
                f"{swallowed.why}; put the value in quotes",
                field=pointer,
                span=article.span(swallowed.start, swallowed.end),
                edits=(_quoting(article, article.places[pointer].start, swallowed.line_end),),
            )


def _quoting(article: Article, start: int, end: int) -> Edit:
    """Return the edit that puts everything from ``start`` to ``end`` in quotes."""
    from newslint.front_matter.rewrite import double_quoted

    lead = "" if article.text[start - 1].isspace() else " "
    return Edit(start, end, lead + double_quoted(article.text[start:end].strip()))


def _pointers(article: Article) -> Iterator[str]:
    """Yield the fields with text that readers see, and the values inside of them."""
    sources = article.vocabulary.sources
    names = {name for role in _ROLES for name in sources[role] if not name.startswith(":")}
    paths = ["".join(map(pointer_token, name.split("."))) for name in names]
    bases = {story.pointer + path for story in article.stories for path in paths}
    for pointer in article.places:
        steps = pointer.split("/")
        if any("/".join(steps[:length]) in bases for length in range(2, len(steps) + 1)):
            yield pointer


def _swallowed(article: Article, pointer: str) -> _Swallowed | None:
    """Return the text at a field that YAML has not read; None if there is none."""
    text, place = article.text, article.places[pointer]
    source = text[place.start : place.end]
    if "\n" in source or source[:1] in tuple("\"'|>*[{"):
        return None
    word = _PROPERTY.match(source)
    if word is not None and not _is_used(article, word[1]):
        what = "an anchor" if word[1][0] == "&" else "a tag"
        message = f"{quote(word[1])} is not read as text: it is {what}"
        return _Swallowed(place.start, place.start + len(word[1]), place.end, message)
    comment = _COMMENT.match(text, place.end) or _COMMENT.match(text, place.end - 1)
    if comment is None or _REMARK.match(text, comment.start() + 1):
        return None
    value = article.value_at(pointer)
    if value is not None and not isinstance(value, str):
        return None
    lost = comment[0].strip()
    message = f"{quote(cut(lost))} is not read: '#' after a space begins a comment"
    start, end = comment.start() + 1, comment.start() + 1 + len(lost)
    return _Swallowed(start, end, end, message)


def _is_used(article: Article, anchor: str) -> bool:
    if anchor == "!":
        return False
    block = article.block
    return f"*{anchor[1:]}" in article.text[block.start : block.end]
