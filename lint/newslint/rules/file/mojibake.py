"""mojibake"""

from collections.abc import Iterable, Iterator
from itertools import islice

from newslint.article import Article
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.file._unusual import field_at, offsets_of, unusual
from newslint.text import quote

# UTF-8 decoded as Windows-1252 or Latin-1: the leading byte of a sequence of two, three or four,
# then the bytes 80 to BF.
_REST = (
    "[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
# The same in Windows-1251: three Cyrillic letters in a row, or a dash or quotation mark; the last
# also in Mac OS Roman.
_REST_1251 = (
    "[\u0401-\u040f\u0451-\u045f\u0490\u0491\xa0-\xbb\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026"
    "\u2030\u2039\u203a\u20ac\u2116\u2122]"
)
_FORMS = (
    f"[\xc2-\xd9]{_REST}|[\xe0-\xef]{_REST}{{2}}|\xf0{_REST}{{2}}|\ufffd"
    f"|(?:[РС]{_REST_1251}){{3}}|вЂ{_REST_1251}|‚Ä[ôòúùìî¶]|锟斤拷"
)
_SUSPECT = pattern(_FORMS)
_EVERY_SUSPECT = pattern(f"(?=({_FORMS}))")  # also those that overlap
_MAX_LOOKED_FOR = 20
_LOST = pattern("\ufffd|锟斤拷")  # the latter is two U+FFFD decoded as GBK
_MAX_LINE = 2_000  # characters of a line to examine
_SHOWN = 20  # characters on each side that a message shows


class Mojibake(ArticleRule):
    """Find text that was decoded in the wrong encoding.

    ## What
    Reports UTF-8 that was decoded as Windows-1252 or Latin-1 (`cafÃ©`, `donâ€™t`), possibly
    twice, or as Windows-1251 (`РџР°СЂРѕРј`), and the replacement character U+FFFD, which stands
    for undecodable bytes. In the body, only the first occurrence is reported. The library ftfy
    decides whether a suspicious line is mojibake, so `SÃO PAULO` and `»Spaß“` are not reported.
    URLs are ignored, because a fixed URL would no longer work.

    ## Why
    The mistake happens once, when a story is fetched or saved, and spreads to every copy of the
    title, excerpt or name. Characters that were lost can only be restored from the source.
    """

    valid = (
        Example({"a.md": "---\ntitle: „Spaß“ in SÃO PAULO – CAFÉ… Âge d’or\n---\n"}),
        Example(
            {"a.md": "---\nwebUrl: https://harbour-echo.news/?name=cafÃ©\n---\n"}, note="a URL"
        ),
        Example({"a.md": "---\ntitle: 北京のフェリー Паром вернулся, РСЁ і „‚Ähnliches‘“\n---\n"}),
    )
    invalid = (
        Example({"a.md": "---\ntitle: The cafÃ© on the ferry\n---\n"}, at=(("a.md", 2, 12),)),
        Example(
            {"a.md": "---\nrelated:\n- excerpt: The ferry doesnâ€™t run\n---\n"},
            at=(("a.md", 3, 22),),
            note="in a related entry",
        ),
        Example(
            {"a.md": "---\ntitle: РџР°СЂРѕРј вернулся\nexcerpt: The ferry doesnвЂ™t run\n---\n"},
            at=(("a.md", 2, 8), ("a.md", 3, 20)),
            note="decoded as Windows-1251",
        ),
        Example(
            {"a.md": "---\ntitle: The caf\ufffd\n---\n"},
            at=(("a.md", 2, 15),),
            note="a lost character",
        ),
        Example(
            {"a.md": "---\ntitle: 锟斤拷渡轮\n---\n"},
            at=(("a.md", 2, 8),),
            note="lost and decoded as GBK",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nThe ferry.\n\nItâ€™s back. Itâ€™s late.\n"},
            at=(("a.md", 6, 1),),
            note="in the body",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        suspects = _suspects(article.text, unusual(article))
        return self._report(article, suspects) if suspects else ()

    def _report(self, article: Article, suspects: Iterable[int]) -> Iterator[Finding]:
        text = article.text
        seen: set[str | None] = set()
        for at in suspects:
            in_body = not article.block.start <= at < article.block.end
            if in_body and None in seen:
                continue
            line_end = text.find("\n", at) % (len(text) + 1)
            line_start = max(text.rfind("\n", 0, at) + 1, at - _MAX_LINE // 2)
            line = text[line_start : min(line_end, at + _MAX_LINE // 2)]
            field = None if in_body else field_at(article, at)
            fault = _fault(line, at - line_start)
            if fault is None or field in seen:
                continue
            seen.add(field)
            message, start, end = fault
            span = article.span(line_start + start, line_start + end)
            yield self.finding(article.path, message, field=field, span=span)


def _suspects(text: str, rest: str) -> list[int]:
    """Return the offset of the first suspicious sequence on each line of ``text`` that has one.

    A sequence of the text is also one of ``rest``, its `unusual` characters, of which some are
    apart in the text. To look for those of ``rest`` takes a fraction of the time of the expression.
    """
    found = [match[1] for match in islice(_EVERY_SUSPECT.finditer(rest), _MAX_LOOKED_FOR)]
    if len(found) == _MAX_LOOKED_FOR:
        offsets = [match.start() for match in _SUSPECT.finditer(text)]
    else:
        offsets = offsets_of(set(found), text)
    firsts: list[int] = []
    line_end = -1
    for at in offsets:
        if at > line_end:
            firsts.append(at)
            line_end = text.find("\n", at) % (len(text) + 1)
    return firsts


def _fault(line: str, at: int) -> tuple[str, int, int] | None:
    """Return what is wrong with ``line``, whose character at ``at`` is suspicious: the message, and
    where it starts and ends."""
    if lost := _LOST.search(line):
        return f"a character was lost in {quote(_cut(line, lost.start()))}", *lost.span()
    start = max(0, line.rfind(" ", 0, at) + 1)
    if "://" in line[start:at]:
        return None
    from ftfy import fix_encoding

    if fix_encoding(line) == line:
        return None
    end = line.find(" ", at) % (len(line) + 1)
    whole = line[start : min(end, start + 2 * _SHOWN)]
    word = whole.strip(_PUNCTUATION)
    fixed = fix_encoding(word)
    if fixed == word:
        return f"text in the wrong encoding: {quote(_cut(line, at))}", at, at + 1
    start += len(whole) - len(whole.lstrip(_PUNCTUATION))
    message = f"text in the wrong encoding: {quote(word)} was {quote(fixed)}"
    return message, start, start + len(word)


_PUNCTUATION = "\"',;:."


def _cut(line: str, at: int) -> str:
    return line[max(0, at - _SHOWN) : at + _SHOWN].strip()
