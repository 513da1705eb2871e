"""swallowed-text"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Edit, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.fields._texts import name_of, text_pointers
from newslint.text import cut, quote

# How text that is not read begins, by its character. Few articles have one of these at all, and an
# expression that begins with a character finds it fast.
_BEGINNINGS = {
    "#": pattern(r"#(?<=[ \t]#)[^\s#]"),
    "&": pattern(r"&(?<=[\s\[{,]&)\S"),
    "!": pattern(r"!(?<=[:\-][ \t]!)"),
}
_IN_QUOTES = pattern(r"[ -]*+[\w.$-]++:[ \t]++(?:\"[^\"\\\n]*+\"|'[^'\n]*+')[ \t\r]*+(?:\n|\Z)")
_COMMENT = pattern(r"[ \t]#(?=\S)[^\r\n]*")
_REMARK = pattern(
    r"#(?:[-!#=*]|newslint:|todo\b|fixme\b|xxx\b|noqa\b|yamllint|prettier|eslint)", re.IGNORECASE
)
_PROPERTY = pattern(r"(&[^\s\[\]{},]+|!)(?:[ \t]+(?=[^\s#])|[ \t]*$)")
_PLACEHOLDER = re.compile(
    r"#(?:optional|required|comma|default|example|e\.g|change|replace|insert|fill|your|add|tb[adc])\b",
    re.IGNORECASE,
)
"""A remark of a template about the value that belongs here."""
_ROLES = ("title", "summary", "topics", "url", "images", "authors", "provider")
"""The roles whose fields hold text that a reader sees, or addresses."""


class _Swallowed(NamedTuple):
    """The place of text that is not read, the end of the value with that text, and a clause that
    says why it is not read."""

    start: int
    end: int
    value_end: int
    why: str


class SwallowedText(ArticleRule):
    """Find text that YAML does not read.

    ## What
    Reports, in titles, summaries, topics, authors, providers and addresses without quotes: text
    after ` #`, which begins a comment (`title: Band #1 wins`); a first word with `&`, which names
    an anchor that nothing refers to (`title: &Sons reopen`); and a leading `!`, which is a tag. A
    `#` that a space or a word such as `TODO` follows is left alone as a remark, and so is
    everything after numbers and truth values. Where the lost text breaks the front matter,
    `broken-front-matter` points at it.

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
        Example(
            {"a.md": "---\ntopics: [&Sons, ports]\n---\n"},
            at=(("a.md", 2, 10),),
            fixed={"a.md": '---\ntopics: ["&Sons", ports]\n---\n'},
            note="an anchor in a list",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text, block = article.text, article.block
        if block.syntax != "yaml":
            return ()
        found = any(
            _is_anywhere(beginning, text, block.start, block.end)
            for character, beginning in _BEGINNINGS.items()
            if text.find(character, block.start, block.end) >= 0
        )
        return self._report(article) if found else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for pointer in text_pointers(article, _ROLES):
            swallowed = _swallowed(article, pointer)
            if swallowed is None:
                continue
            read = f"{name_of(pointer)} is {quote(article.value_at(pointer))}"
            yield self.finding(
                article.path,
                f"{swallowed.why}, so {read}; put the value in quotes",
                field=pointer,
                span=article.span(swallowed.start, swallowed.end),
                edits=_quoting(article, article.places[pointer].start, swallowed.value_end),
            )


def _is_anywhere(beginning: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Return whether ``beginning`` matches between ``start`` and ``end`` on a line whose value is
    not in quotes as a whole: there nothing is lost."""
    while found := beginning.search(text, start, end):
        line = text.rfind("\n", 0, found.start()) + 1
        quoted = _IN_QUOTES.match(text, line, end)
        if quoted is None:
            return True
        start = quoted.end()
    return False


def _quoting(article: Article, start: int, end: int) -> tuple[Edit, ...]:
    """Return the edit that puts everything from ``start`` to ``end`` in quotes; none if that has
    paragraphs."""
    from newslint.front_matter.rewrite import double_quoted

    lines = [line.strip() for line in article.text[start:end].strip().splitlines()]
    if "" in lines:
        return ()
    lead = "" if article.text[start - 1] in " \t\n[{," else " "
    return (Edit(start, end, lead + double_quoted(" ".join(lines))),)


def _swallowed(article: Article, pointer: str) -> _Swallowed | None:
    """Return the text at a field that YAML has not read; None if there is none."""
    text, place = article.text, article.places[pointer]
    source = text[place.start : place.end]
    value = article.value_at(pointer)
    if source[:1] in tuple("\"'|>*[{") or not isinstance(value, str | None):
        return None
    word = _PROPERTY.match(source)
    if word is not None and not _is_used(article, word[1]):
        what = "an anchor" if word[1][0] == "&" else "a tag"
        message = f"{quote(word[1])} is not read as text: it is {what}"
        return _Swallowed(place.start, place.start + len(word[1]), place.end, message)
    comment = _COMMENT.match(text, place.end) or _COMMENT.match(text, place.end - 1)
    if comment is None or _REMARK.match(text, comment.start() + 1):
        return None
    if value is None and (source or _PLACEHOLDER.match(text, comment.start() + 1)):
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
