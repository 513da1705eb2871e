"""untidy-text"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.text._prose import prose, surrounded, texts
from newslint.text import quote

# No-break spaces and the ideographic space are legitimate inside a text only.
_SPACES = " \t\r\n\xa0\u3000"
_SIGNS = ("\n", "\t", "\r", "  ", " ,", " .")
_WIDE_SIGNS = (" \xa0", "\xa0 ", " \u3000", "\u3000 ")
# A comma or full stop at the end of a word, after a space. Spaced dots (". . .") and names like
# ".NET" do not match; in French, other punctuation marks follow a space.
_LOOSE = pattern(r"(?<=[^\s.,]) +([.,])(?=\s|$)(?! *[.,])")
_GAP = pattern(r"(?<=\S)(?:[ \t]{2,}|\t)(?=\S)")
_ANY_SPACES = pattern(r"[ \t\r\n]+")
_SHOWN_BEFORE = 40  # characters before the problem that a message shows


class UntidyText(ArticleRule):
    """Find titles and excerpts with stray spaces or line breaks.

    ## What
    Reports leading and trailing spaces, repeated spaces, tabs, spaces before a comma or full stop,
    and line breaks in titles, also in related entries. The line break at the end of a YAML block
    scalar (`excerpt: >`) is ignored, as are French spaces before other punctuation marks.

    ## Why
    Stray spaces come from copying and from broken scrapers. They show in lists and cards, and
    make equal titles differ.

    ## Fix
    Removes the spaces. The fix is safe, because no word changes.
    """

    fixes = True

    valid = (
        Example(
            {
                "a.md": "---\ntitle: 'Bacs : le retour ?'\nexcerpt: >\n  The ferry is back,\n"
                "  on time. So far . . . Written in .NET\n---\n"
            }
        ),
        Example(
            {"a.md": "---\ntitle: 連絡船\u3000再開\nexcerpt: «\xa0Le retour\xa0»\n---\n"},
            note="spaces in Japanese and French",
        ),
        Example(
            {"a.md": "---\nexcerpt: |\n  First line.\n  Second line.\n---\n"},
            note="lines in an excerpt",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: 'Ferry  returns '\n---\n"},
            at=(("a.md", 2, 23),),
            fixed={"a.md": "---\ntitle: 'Ferry returns'\n---\n"},
        ),
        Example(
            {"a.md": '---\ntitle: "Ferry\\nreturns"\nexcerpt: "At last , a boat ."\n---\n'},
            at=(("a.md", 2, 8), ("a.md", 3, 18)),
            fixed={"a.md": '---\ntitle: "Ferry returns"\nexcerpt: "At last, a boat."\n---\n'},
        ),
        Example(
            {"a.md": "---\nrelated:\n- title: ' Ferry'\n---\n"},
            at=(("a.md", 3, 11),),
            fixed={"a.md": "---\nrelated:\n- title: 'Ferry'\n---\n"},
            note="in a related entry",
        ),
        Example(
            {"a.md": "---\ntitle: \u3000連絡船\u3000再開\nexcerpt: De retour !\xa0\n---\n"},
            at=(("a.md", 2, 8), ("a.md", 3, 21)),
            fixed={"a.md": "---\ntitle: 連絡船\u3000再開\nexcerpt: De retour !\n---\n"},
            note="leading and trailing no-break and ideographic spaces",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text = prose(article)
        signs = _SIGNS if text.isascii() else (*_SIGNS, *_WIDE_SIGNS)
        return self._report(article, signs) if any(map(text.__contains__, signs)) else ()

    def _report(self, article: Article, signs: tuple[str, ...]) -> Iterator[Finding]:
        for text in texts(article):
            if not any(map(surrounded(text.value).__contains__, signs)):
                continue
            tidied = tidy(text.value, one_line=text.role == "title")
            if tidied != text.value.removesuffix("\n") and tidied:
                fault, at, end = _fault(text.value, tidied)
                yield self.finding(
                    article.path,
                    f"{text.name} {fault}: {quote(_around(text.value, at))}",
                    field=text.pointer,
                    span=article.span_in(text.pointer, at, end),
                    changes=(Change(text.pointer, tidied),),
                )


def tidy(text: str, *, one_line: bool) -> str:
    """Return ``text`` without stray spaces; with ``one_line``, also without line breaks."""
    text = (_ANY_SPACES if one_line else _GAP).sub(" ", text.strip(_SPACES))
    return _LOOSE.sub(r"\1", text)


def _fault(text: str, tidied: str) -> tuple[str, int, int]:
    """Return the first problem, and where it starts and ends in ``text``."""
    bare = text.removesuffix("\n")
    if bare != bare.lstrip(_SPACES):
        return "begins or ends with a space", 0, len(bare) - len(bare.lstrip(_SPACES))
    if bare != bare.rstrip(_SPACES):
        return "begins or ends with a space", len(bare.rstrip(_SPACES)), len(bare)
    if "\n" in bare and "\n" not in tidied:
        at = bare.index("\n")
        return "has a line break inside", at, at + 1
    loose = _LOOSE.search(bare)
    if loose:
        return "has a space before punctuation", loose.start(), loose.end()
    gap = _GAP.search(bare)
    return "has repeated spaces", *(gap.span() if gap else (0, len(bare)))


def _around(text: str, at: int) -> str:
    return text if at <= _SHOWN_BEFORE else f"…{text[at - _SHOWN_BEFORE :]}"
