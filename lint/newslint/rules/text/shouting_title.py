"""shouting-title"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.text import quote

_WORD = pattern(r"[^\W\d_]{2,}")
_MAX_TITLE = 500  # characters of a title to examine
_LONG_WORD = 6  # letters; acronyms are shorter
_LONG_WORD_OF_FOUR = 5  # letters; enough in a title of four or more words
# Cherokee is usually written in letters that Unicode classifies as upper case.
_CHEROKEE = pattern("[\u13a0-\u13f5]")


class ShoutingTitle(ArticleRule):
    """Find titles written in all caps.

    ## What
    Reports titles without lower-case letters that have four words or more, one of them with at
    least five letters, or three words, one of them with at least six. Titles of acronyms only
    (`BBC, ITV`) are ignored, as are scripts that have no case or rarely use lower case.

    ## Why
    All caps are hard to read, take up more space, and stand out among other headlines. Usually the
    title was copied from an outlet that displays its headlines in capitals.
    """

    valid = (
        Example({"a.md": "---\ntitle: BBC and ITV show the FERRY\n---\n"}),
        Example({"a.md": "---\ntitle: 'NATO, EU, UN, BBC – MP3'\n---\n"}, note="acronyms"),
        Example({"a.md": "---\ntitle: ᎠᎦᏴᎵ ᏗᏟᎶᏍᏗ ᏑᏟᎶᏓ ᎢᏳᏓᎵ\n---\n"}, note="Cherokee"),
        Example(
            {"a.md": "---\ntitle: BYD、EV、HSBCの港湾事業\n---\n"}, note="acronyms in Japanese"
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
                    f"{field.name} is in all caps: {quote(title)}",
                    field=field.pointer,
                )


def shouts(title: str) -> bool:
    """Return whether an upper-case title contains words, not just acronyms."""
    title = title[:_MAX_TITLE]
    if not all(char.isupper() for char in title if char.isalpha()) or _CHEROKEE.search(title):
        return False
    words = _WORD.findall(title)
    longest = max(map(len, words), default=0)
    return longest >= (_LONG_WORD_OF_FOUR if len(words) >= 4 else _LONG_WORD) and len(words) >= 3
