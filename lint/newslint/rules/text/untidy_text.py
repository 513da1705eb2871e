"""untidy-text"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Change, Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.text._prose import prose, texts
from newslint.text import quote

# No-break spaces and the wide space of Chinese and Japanese have their place inside a text only.
_SPACES = " \t\r\n\xa0\u3000"
_SIGNS = ("\n", "\t", "\r", "  ", " ,", " .")
_WIDE_SIGNS = (" \xa0", "\xa0 ", " \u3000", "\u3000 ")
# A comma or full stop that ends a word, with a space before it. Spaced dots (". . .") and
# names like ".NET" are none; other signs have a space before them in French.
_LOOSE = pattern(r"(?<=[^\s.,]) +([.,])(?=\s|$)(?! *[.,])")
_GAP = pattern(r"(?<=\S)(?:[ \t]{2,}|\t)(?=\S)")
_BLANK = pattern(r"[ \t\r\n]+")
_BEFORE = 40  # characters of a long text that a message shows before the fault


class UntidyText(ArticleRule):
    """Find titles and excerpts with stray spaces or line breaks.

    ## What
    Spaces at the beginning or the end, several in a row, tabs, a space before a comma or a full
    stop, and in titles line breaks. Related entries are looked at as well. The line break that
    ends a YAML block (`excerpt: >`) is not counted, nor are the spaces that French puts before
    other signs.

    ## Why
    They come from copying and from broken scrapers, show in lists and cards, and make equal
    titles differ.

    ## Fix
    Takes the spaces away. This is safe: no word changes.
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
            note="spaces of Japanese and French",
        ),
        Example(
            {"a.md": "---\nexcerpt: |\n  First line.\n  Second line.\n---\n"},
            note="lines in an excerpt",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: 'Ferry  returns '\n---\n"},
            at=(("a.md", 2, 8),),
            fixed={"a.md": "---\ntitle: 'Ferry returns'\n---\n"},
        ),
        Example(
            {"a.md": '---\ntitle: "Ferry\\nreturns"\nexcerpt: "At last , a boat ."\n---\n'},
            at=(("a.md", 2, 8), ("a.md", 3, 10)),
            fixed={"a.md": '---\ntitle: "Ferry returns"\nexcerpt: "At last, a boat."\n---\n'},
        ),
        Example(
            {"a.md": "---\nrelated:\n- title: ' Ferry'\n---\n"},
            at=(("a.md", 3, 10),),
            fixed={"a.md": "---\nrelated:\n- title: 'Ferry'\n---\n"},
            note="in a related entry",
        ),
        Example(
            {"a.md": "---\ntitle: \u3000連絡船\u3000再開\nexcerpt: De retour !\xa0\n---\n"},
            at=(("a.md", 2, 8), ("a.md", 3, 10)),
            fixed={"a.md": "---\ntitle: 連絡船\u3000再開\nexcerpt: De retour !\n---\n"},
            note="other spaces at the beginning and the end",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text = prose(article)
        signs = _SIGNS if text.isascii() else (*_SIGNS, *_WIDE_SIGNS)
        return self._report(article) if any(map(text.__contains__, signs)) else ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for text in texts(article):
            tidied = tidy(text.value, one_line=text.role == "title")
            if tidied != text.value.removesuffix("\n") and tidied:
                fault, at = _fault(text.value, tidied)
                yield self.finding(
                    article.path,
                    f"{text.name} {fault}: {quote(_around(text.value, at))}",
                    field=text.pointer,
                    changes=(Change(text.pointer, tidied),),
                )


def tidy(text: str, *, one_line: bool) -> str:
    """``text`` without stray spaces; with ``one_line``, without line breaks as well."""
    text = (_BLANK if one_line else _GAP).sub(" ", text.strip(_SPACES))
    return _LOOSE.sub(r"\1", text)


def _fault(text: str, tidied: str) -> tuple[str, int]:
    """What is wrong first, and where in ``text``."""
    bare = text.removesuffix("\n")
    if bare != bare.strip(_SPACES):
        return "begins or ends with a space", 0 if bare != bare.lstrip(_SPACES) else len(bare)
    if "\n" in bare and "\n" not in tidied:
        return "has a line break inside", bare.index("\n")
    loose = _LOOSE.search(bare)
    if loose:
        return "has a space before a sign", loose.start()
    gap = _GAP.search(bare)
    return "has too many spaces", gap.start() if gap else 0


def _around(text: str, at: int) -> str:
    return text if at <= _BEFORE else f"…{text[at - _BEFORE :]}"
