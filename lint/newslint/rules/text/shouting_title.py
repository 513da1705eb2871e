"""shouting-title"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import quote

_WORD = pattern(r"[^\W\d_]{2,}")
_LONGEST = 500
_LONG_WORD = 6  # letters; acronyms are shorter
_WORD_OF_MANY = 5  # letters; among four words and more, one is so long
# Cherokee is written in what Unicode calls its capital letters.
_CHEROKEE = pattern("[\u13a0-\u13f5]")


class ShoutingTitle(ArticleRule):
    """Find titles in capital letters only.

    ## What
    Titles without a single small letter that have at least four words of which one has five
    letters or more, or three of which one has six. Acronyms alone (`BBC, ITV`), and scripts
    that do not know capital letters or hardly use small ones, are left alone.

    ## Why
    Capitals are hard to read, take more room than a card has, and look like shouting among
    other headlines. Mostly the outlet styles its headlines so and the text was copied with it.
    """

    valid = (
        Example({"a.md": "---\ntitle: BBC and ITV show the FERRY\n---\n"}),
        Example({"a.md": "---\ntitle: 'NATO, EU, UN, BBC – MP3'\n---\n"}, note="acronyms"),
        Example({"a.md": "---\ntitle: ᎠᎦᏴᎵ ᏗᏟᎶᏍᏗ ᏑᏟᎶᏓ ᎢᏳᏓᎵ\n---\n"}, note="Cherokee"),
        Example(
            {"a.md": "---\ntitle: BYD、EV、HSBCの港湾事業\n---\n"}, note="no capitals in Japanese"
        ),
    )
    invalid = (
        Example({"a.md": "---\ntitle: HARBOUR FERRY RETURNS\n---\n"}, at=(("a.md", 2, 8),)),
        Example(
            {"a.md": "---\nrelated:\n- title: MAN BITES DOG ON FERRY\n---\n"},
            at=(("a.md", 3, 10),),
            note="in a related entry",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        for title in article.values("title"):
            if isinstance(title, str) and title.isupper():
                return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for field in article.fields("title"):
            title = field.text
            if title.isupper() and shouts(title):
                yield self.finding(
                    article.path,
                    f"{field.name} is in capital letters only: {quote(title)}",
                    field=field.pointer,
                )


def shouts(title: str) -> bool:
    """Whether a title without small letters has words, not just acronyms, in capitals."""
    title = title[:_LONGEST]
    if not all(char.isupper() for char in title if char.isalpha()) or _CHEROKEE.search(title):
        return False
    words = _WORD.findall(title)
    longest = max(map(len, words), default=0)
    return longest >= (_WORD_OF_MANY if len(words) >= 4 else _LONG_WORD) and len(words) >= 3
