"""hidden-character"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.finding import Finding, Severity, Span
from newslint.front_matter import pointer_token
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.file._unusual import field_at, unusual

# What Unicode calls default ignorable (DerivedCoreProperties), the controls, and the line
# breaks that do not look like one.
_HIDDEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# In a body layout is nobody's business: what counts is what hides or reorders text.
_HIDDEN_IN_BODY = pattern(
    "[\x00\u200b-\u200d\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Escapes that can bring one into a value: of YAML, TOML and JSON.
_ESCAPE = pattern(r"\\[0abefvNLPxuU]")
_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Scripts whose letters are joined and parted by U+200C and U+200D: Arabic and its relatives,
# the scripts of India and South East Asia, Mongolian. Some have no spaces, and break lines at
# U+200B.
_JOINING = pattern(
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1cff\ua840-\ua8ff\ua900-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe"
    "\U00010a00-\U00010aff\U00011000-\U00011fff]"
)
_UNSPACED = pattern(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u9fff\uf900-\ufaff]"
)
_BIDI_CONTROLS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_MARK = "\ufeff"
_MOST = 1_000  # in one part of a file; more need not be counted
_IN_A_ROW = 3  # joiners that may stand together; more hide something
_AROUND = 2_000  # characters of a line, before and behind, that are looked at


class _Place(NamedTuple):
    """Hidden characters of one kind in one value, or in the body."""

    character: str
    field: str | None
    span: Span | None
    times: int = 1


class HiddenCharacter(ArticleRule):
    """Find characters that nobody sees.

    ## What
    Zero-width characters, controls of the writing direction, control characters, misleading
    line breaks (U+2028), Hangul fillers, tags and stray variation selectors, anywhere in the
    front matter, also when they are written as escapes. In the body only those that hide or
    reorder text, once each.

    Where they belong they are left alone: joiners in emoji and in the scripts of Iran, India and
    South East Asia, direction marks in text that is written from right to left, soft hyphens
    between letters, and selectors behind emoji and ideographs. A byte order mark at the very
    beginning of a file is a warning only: newslint reads over it, as many programs do.

    ## Why
    Searching does not find such titles, equal names differ, addresses break, and reordered
    text reads other than it is. Hidden text has also been used to smuggle instructions.
    """

    default_severity = Severity.ERROR

    valid = (
        Example(
            {"a.md": "---\ntitle: A pilot 👩\u200d✈\ufe0f and می\u200cخواهم\n---\n"},
            note="joiners in an emoji and in Persian",
        ),
        Example(
            {"a.md": "---\ntitle: ಫೆರ್\u200c\u200c ಬಂದಿದೆ\n---\n"},
            note="typed twice in Kannada",
        ),
        Example(
            {"a.md": "---\ntitle: A nod 🙂\u200d↕\ufe0f and 👩🏿\u200d\U0001faef\u200d👩🏻\n---\n"},
            note="an arrow in an emoji, and one newer than the Unicode of this program",
        ),
        Example({"a.md": "---\ntitle: Ha\xadfen\xadfäh\xadre\n---\n"}, note="soft hyphens"),
        Example(
            {"a.md": "---\ntitle: \u2067המעבורת\u2069 חזרה\u200f!\n---\n"},
            note="direction in Hebrew",
        ),
        Example(
            {"a.md": "---\nexcerpt: \u2067המעבורת של\n  Harbour Ferries\n  חזרה\u2069\n---\n"},
            note="direction over several lines",
        ),
        Example(
            {"a.md": "---\nexcerpt: המעבורת של חברת\n  Harbour Ferries (HF)\u200e\n  חזרה\n---\n"},
            note="direction in a line that is part of a Hebrew excerpt",
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
                "the file begins with a byte order mark, which some programs stumble over",
                span=article.span(0, 1),
                severity=Severity.WARNING,
            )
        if _HIDDEN.search(unusual(article)) or _escaped(article):
            yield from self._hidden(article)

    def _hidden(self, article: Article) -> Iterator[Finding]:
        places: dict[tuple[str, str], _Place] = {}
        for part, place in (*_raw(article), *_in_values(article)):
            smuggled = "\U000e0000" <= place.character <= "\U000e0fff"
            key = (part, "tags" if smuggled else place.character)
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
    """Hidden characters as they stand in the file, with what counts as one place."""
    text, block = article.text, article.block
    first = 1 if text.startswith(_MARK) else 0
    for match in islice(_HIDDEN.finditer(text, first, block.end), _MOST):
        if not _belongs(*_line(text, match.start())):
            field = field_at(article, match.start())
            if not (field and _belongs_in_value(article, field, match.start())):
                yield field or "", _Place(match[0], field, article.span(*match.span()))
    for match in islice(_HIDDEN_IN_BODY.finditer(text, max(first, block.body)), _MOST):
        if not _belongs(*_line(text, match.start())):
            yield "body", _Place(match[0], None, article.span(*match.span()))


def _belongs_in_value(article: Article, field: str, at: int) -> bool:
    """Whether the hidden character at ``at`` has its place in a value of several lines."""
    place = article.places[field]
    return _belongs(article.text[place.start : place.end], at - place.start)


def _escaped(article: Article) -> bool:
    block = article.block
    return "\\" in article.text and _ESCAPE.search(article.text, block.start, block.end) is not None


def _in_values(article: Article) -> Iterator[tuple[str, _Place]]:
    """Hidden characters in values that are not so in the file: they were written as escapes."""
    if not _escaped(article):
        return
    block = article.block
    for pointer, value in _leaves(article.data):
        for match in islice(_HIDDEN.finditer(value), _MOST):
            as_written = article.text.find(match[0], block.start, block.end) >= 0
            if not as_written and not _belongs(value, match.start()):
                yield pointer, _Place(match[0], pointer, None)


def _leaves(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    pending: list[tuple[str, Any]] = [("", data)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, str):
            yield pointer, value
        elif isinstance(value, dict):
            pending += [(pointer + pointer_token(key), held) for key, held in value.items()]
        elif isinstance(value, list):
            pending += [(pointer + pointer_token(i), held) for i, held in enumerate(value)]


def _belongs(text: str, at: int) -> bool:
    """Whether the hidden character at ``at`` has its place in the writing around it."""
    character = text[at]
    for characters, test in _PLACES:
        if character in characters:
            return test(text, at)
    return False


def _line(text: str, at: int) -> tuple[str, int]:
    """The line that ``at`` is in, or what is near in a very long one, and where in it that is."""
    start = max(text.rfind("\n", 0, at) + 1, at - _AROUND)
    end = text.find("\n", at, at + _AROUND)
    return text[start : end if end >= 0 else at + _AROUND], at - start


def _neighbours(text: str, at: int) -> tuple[str, str]:
    """The characters before and behind the one at ``at``, the same again left out."""
    start = end = at
    while start > 0 and text[start - 1] == text[at] and at - start < _IN_A_ROW:
        start -= 1
    while text[end + 1 : end + 2] == text[at] and end - start < _IN_A_ROW:
        end += 1
    return text[start - 1 : start], text[end + 1 : end + 2]


def _joins(text: str, at: int) -> bool:
    """A joiner between letters of a script that has it, or between emoji."""
    before, behind = _neighbours(text, at)
    if _JOINING.match(before) or _JOINING.match(behind):
        return True
    return text[at] == "\u200d" and _is_symbol(before) and _is_symbol(behind)


def _is_symbol(character: str) -> bool:
    """Whether emoji are made of it: also of what Unicode keeps free for them (UTS 51)."""
    from unicodedata import category

    return bool(character) and (
        "\U0001f000" <= character <= "\U0001fffd"
        or category(character) in ("So", "Sk")
        or character in "\ufe0f\u20e3♀♂↔↕"
    )


def _breaks_lines(text: str, at: int) -> bool:
    before, behind = _neighbours(text, at)
    return bool(_UNSPACED.match(before) or _UNSPACED.match(behind))


def _in_right_to_left(text: str, at: int) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


def _in_balance(text: str, at: int) -> bool:
    """A direction control in right-to-left text, where all that is opened is closed."""
    opened = sum(text.count(control) for control in "\u202a\u202b\u2066\u2067\u2068")
    closed = text.count("\u202c") + text.count("\u2069")
    return opened == closed and _RIGHT_TO_LEFT.search(text) is not None


def _selects(text: str, at: int) -> bool:
    """A variation selector behind a character that has variants: not a letter of ASCII."""
    before = text[at - 1 : at]
    return before in "0123456789#*" or (
        before > "\x7f" and not _HIDDEN.match(before) if before else False
    )


def _hyphenates(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _is_flag(text: str, at: int) -> bool:
    """A tag of a flag emoji: a black flag, up to six tags, the end tag (UTS 51)."""
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
    return f"{number} times" if number < _MOST else "very often"


def _name(character: str) -> str:
    from unicodedata import name

    spoken = "null" if character == "\0" else name(character, "control character").lower()
    return f"U+{ord(character):04X} ({spoken})"
