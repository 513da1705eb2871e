"""hidden-character"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Finding, Severity, Span
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.file._unusual import field_at, leaves, offsets_of, unusual
from newslint.text import NONCHARACTERS

# Default_Ignorable_Code_Point (Unicode's DerivedCoreProperties), control characters, unusual line
# breaks, and noncharacters.
_HIDDEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    rf"\U0001d173-\U0001d17a\U000e0000-\U000e0fff{NONCHARACTERS}]"
)
# The layout of a body is up to its author: only characters that hide or reorder text matter.
_HIDDEN_IN_BODY = pattern(
    rf"[\x00\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f{NONCHARACTERS}]"
)
# Escapes of YAML, TOML and JSON that can produce one.
_ESCAPE = pattern(r"\\[0abefvNLPxuU]")
_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Scripts that use U+200C and U+200D to control how letters join: Arabic and related scripts,
# those of South and South-East Asia, Mongolian. Some are written without spaces and break lines
# at U+200B.
_JOINING = pattern(
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1cff\ua840-\ua8ff\ua900-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe"
    "\U00010a00-\U00010aff\U00011000-\U00011fff]"
)
_UNSPACED = pattern(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u9fff\uf900-\ufaff]"
)
_BIDI_CONTROLS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_MARK = "\ufeff"
_MAX_COUNT = 1_000  # per part of a file
_FEW = 12
_MAX_RUN = 3  # equal joiners in a row; longer runs hide data
_CONTEXT = 2_000  # characters of the line to examine on each side


class _Place(NamedTuple):
    """Hidden characters of one kind in one value, or in the body."""

    character: str
    field: str | None
    span: Span | None
    times: int = 1


class HiddenCharacter(ArticleRule):
    """Find invisible characters.

    ## What
    Reports zero-width characters, bidirectional controls, control characters, unusual line
    breaks (U+2028), noncharacters (U+FFFF), Hangul fillers, tags and stray variation selectors
    anywhere in the front matter, including those written as escapes. In the body, only
    noncharacters and characters that hide or reorder text are reported, once each.

    Legitimate uses are ignored: joiners in emoji and in Persian, Indic and South-East Asian
    scripts, bidirectional controls in right-to-left text, soft hyphens between letters, and
    variation selectors after emoji and ideographs. Where such a character breaks the front matter,
    only `broken-front-matter` reports it. A byte order mark at the start of a file is
    only a warning, because newslint, like many programs, skips it.

    ## Why
    Search does not find such titles, names that look equal differ, URLs break, and reordered text
    reads differently from what is stored. Hidden text has also been used for prompt injection.
    """

    default_severity = Severity.ERROR

    valid = (
        Example(
            {"a.md": "---\ntitle: A pilot 👩\u200d✈\ufe0f and می\u200cخواهم\n---\n"},
            note="joiners in an emoji and in Persian",
        ),
        Example(
            {"a.md": "---\ntitle: ಫೆರ್\u200c\u200c ಬಂದಿದೆ\n---\n"},
            note="doubled joiners in Kannada",
        ),
        Example(
            {"a.md": "---\ntitle: A nod 🙂\u200d↕\ufe0f and 👩🏿\u200d\U0001faef\u200d👩🏻\n---\n"},
            note="emoji with an arrow, and one newer than Python's Unicode data",
        ),
        Example({"a.md": "---\ntitle: Ha\xadfen\xadfäh\xadre\n---\n"}, note="soft hyphens"),
        Example(
            {"a.md": "---\ntitle: \u2067המעבורת\u2069 חזרה\u200f!\n---\n"},
            note="direction controls in Hebrew",
        ),
        Example(
            {"a.md": "---\nexcerpt: \u2067המעבורת של\n  Harbour Ferries\n  חזרה\u2069\n---\n"},
            note="direction controls that span lines",
        ),
        Example(
            {"a.md": "---\nexcerpt: המעבורת של חברת\n  Harbour Ferries (HF)\u200e\n  חזרה\n---\n"},
            note="a direction mark in a Latin line of a Hebrew excerpt",
        ),
    )
    invalid = (
        Example({"a.md": "---\ntitle: Ferry\u200b returns\n---\n"}, at=(("a.md", 2, 13),)),
        Example(
            {"a.md": '---\ntitle: "Ferry\\u202ereturns"\n---\n'},
            at=(("a.md", 2, 8),),
            note="written as an escape",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nThe\u202e ferry \u202ereturns.\n"},
            at=(("a.md", 4, 4),),
            note="in the body, once",
        ),
        Example(
            {"a.md": '---\ntitle: "Ferry\\uffff"\nexcerpt: "\\U0010fffe"\n---\n'},
            at=(("a.md", 2, 8), ("a.md", 3, 10)),
            note="noncharacters",
        ),
        Example({"a.txt": "Ferry\0 returns\n"}, at=(("a.txt", 1, 6),), note="a NUL"),
        Example(
            {"a.md": "\ufeff---\ntitle: Ferry\n---\n"},
            at=(("a.md", 1, 1),),
            note="a byte order mark at the start",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        if unusual(article) or article.text.startswith(_MARK) or _escaped(article):
            return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        if article.text.startswith(_MARK):
            yield self.finding(
                article.path,
                "the file begins with a byte order mark, which some programs do not expect",
                span=article.span(0, 1),
                severity=Severity.WARNING,
            )
        if _HIDDEN.search(unusual(article)) or _escaped(article):
            yield from self._hidden(article)

    def _hidden(self, article: Article) -> Iterator[Finding]:
        places: dict[tuple[str, str], _Place] = {}
        for part, place in (*_raw(article), *_in_values(article)):
            is_tag = "\U000e0000" <= place.character <= "\U000e0fff"
            key = (part, "tags" if is_tag else place.character)
            times = places[key].times + 1 if key in places else 1
            places[key] = places.get(key, place)._replace(times=times)
        for place in places.values():
            again = f", {_times(place.times)}" if place.times > 1 else ""
            yield self.finding(
                article.path,
                f"hidden character {_name(place.character)}{again}",
                field=place.field,
                span=place.span,
            )


def _raw(article: Article) -> Iterator[tuple[str, _Place]]:
    """Yield the hidden characters in the source, each with the key of the part it is in."""
    text, block = article.text, article.block
    first = 1 if text.startswith(_MARK) else 0
    told = {fault.character: fault.start for fault in article.faults}  # by another rule
    for at in _offsets(_HIDDEN, article, first, block.end):
        if text[at] not in told and not _belongs(*_line(text, at)):
            field = field_at(article, at)
            if not (field and _belongs_in_value(article, field, at)):
                yield field or "", _Place(text[at], field, article.span(at, at + 1))
    for at in _offsets(_HIDDEN_IN_BODY, article, max(first, block.body), len(text)):
        if told.get(text[at]) != at and not _belongs(*_line(text, at)):
            yield "body", _Place(text[at], None, article.span(at, at + 1))


def _offsets(characters: re.Pattern[str], article: Article, start: int, end: int) -> list[int]:
    """Return the first offsets of hidden ``characters`` in a part of the article. A few characters
    are found in less time than any of all."""
    searched = set(characters.findall(unusual(article)))
    if len(searched) > _FEW:
        found = islice(characters.finditer(article.text, start, end), _MAX_COUNT)
        return [match.start() for match in found]
    return offsets_of(searched, article.text, start, end, most=_MAX_COUNT)[:_MAX_COUNT]


def _belongs_in_value(article: Article, field: str, at: int) -> bool:
    """Return whether the hidden character at ``at`` is legitimate in its multi-line value."""
    place = article.places[field]
    return _belongs(article.text[place.start : place.end], at - place.start)


def _escaped(article: Article) -> bool:
    block = article.block
    return "\\" in article.text and _ESCAPE.search(article.text, block.start, block.end) is not None


def _in_values(article: Article) -> Iterator[tuple[str, _Place]]:
    """Yield the hidden characters in values that are written as escapes in the source."""
    if not _escaped(article):
        return
    block = article.block
    for pointer, value in leaves(article.data):
        for match in islice(_HIDDEN.finditer(value), _MAX_COUNT):
            as_written = article.text.find(match[0], block.start, block.end) >= 0
            if not as_written and not _belongs(value, match.start()):
                yield pointer, _Place(match[0], pointer, None)


def _belongs(text: str, at: int) -> bool:
    """Return whether the hidden character at ``at`` is legitimate in the text around it."""
    character = text[at]
    for characters, test in _PLACES:
        if character in characters:
            return test(text, at)
    return False


def _line(text: str, at: int) -> tuple[str, int]:
    """Return the line around ``at``, shortened if very long, and the offset of ``at`` in it."""
    start = max(text.rfind("\n", 0, at) + 1, at - _CONTEXT)
    end = text.find("\n", at, at + _CONTEXT)
    return text[start : end if end >= 0 else at + _CONTEXT], at - start


def _neighbours(text: str, at: int) -> tuple[str, str]:
    """Return the characters before and after the one at ``at``, skipping repetitions of it."""
    start = end = at
    while start > 0 and text[start - 1] == text[at] and at - start < _MAX_RUN:
        start -= 1
    while text[end + 1 : end + 2] == text[at] and end - start < _MAX_RUN:
        end += 1
    return text[start - 1 : start], text[end + 1 : end + 2]


def _joins(text: str, at: int) -> bool:
    """Return whether a joiner is between letters of a script that uses it, or between emoji."""
    before, after = _neighbours(text, at)
    if _JOINING.match(before) or _JOINING.match(after):
        return True
    return text[at] == "\u200d" and _is_symbol(before) and _is_symbol(after)


def _is_symbol(character: str) -> bool:
    """Return whether emoji may contain it, including code points reserved for emoji (UTS 51)."""
    from unicodedata import category

    return bool(character) and (
        "\U0001f000" <= character <= "\U0001fffd"
        or category(character) in ("So", "Sk")
        or character in "\ufe0f\u20e3♀♂↔↕"
    )


def _breaks_lines(text: str, at: int) -> bool:
    before, after = _neighbours(text, at)
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after))


def _in_right_to_left(text: str, at: int) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


def _in_balance(text: str, at: int) -> bool:
    """Return whether a direction control is in right-to-left text with balanced controls."""
    opened = sum(text.count(control) for control in "\u202a\u202b\u2066\u2067\u2068")
    closed = text.count("\u202c") + text.count("\u2069")
    return opened == closed and _RIGHT_TO_LEFT.search(text) is not None


def _selects(text: str, at: int) -> bool:
    """Return whether a variation selector follows a character that has variants (not ASCII)."""
    before = text[at - 1 : at]
    return before in "0123456789#*" or (
        before > "\x7f" and not _HIDDEN.match(before) if before else False
    )


def _hyphenates(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _is_flag(text: str, at: int) -> bool:
    """Return whether a tag is part of a flag emoji: flag, up to six tags, end tag (UTS 51)."""
    start = at
    while start > 0 and "\U000e0020" <= text[start - 1] <= "\U000e007e" and at - start < 8:
        start -= 1
    return text[start - 1 : start] == "\U0001f3f4"


def _in_hangul(text: str, at: int) -> bool:
    return re.match("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]", text[at - 1 : at]) is not None


_PLACES: tuple[tuple[str, Callable[[str, int], bool]], ...] = (
    ("\u200c\u200d", _joins),
    ("\u200b\u2060", _breaks_lines),
    ("\u200e\u200f\u061c", _in_right_to_left),
    (_BIDI_CONTROLS, _in_balance),
    ("".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))), _selects),
    ("\u180b\u180c\u180d\u180e\u180f\u17b4\u17b5", _joins),
    ("\xad", _hyphenates),
    ("\u115f\u1160", _in_hangul),
    ("".join(map(chr, range(0xE0020, 0xE0080))), _is_flag),
)


def _times(number: int) -> str:
    return f"{number} times" if number < _MAX_COUNT else "very often"


def _name(character: str) -> str:
    from unicodedata import category, name

    unnamed = "noncharacter" if category(character) == "Cn" else "control character"
    label = "null" if character == "\0" else name(character, unnamed).lower()
    return f"U+{ord(character):04X} ({label})"
