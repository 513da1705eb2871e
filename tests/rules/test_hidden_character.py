"""Characters that nobody sees, and places where they belong."""

import pytest

from newslint.article import Article
from newslint.rules.file.hidden_character import HiddenCharacter

ZWJ, ZWNJ, ZWSP, VS16, SHY = "\u200d", "\u200c", "\u200b", "\ufe0f", "\xad"

IN_ORDER = {
    "family emoji": f"👨{ZWJ}👩{ZWJ}👧 at the pier",
    "emoji with a skin tone": f"👩🏽{ZWJ}✈{VS16}",
    "rainbow flag": f"🏳{VS16}{ZWJ}🌈",
    "heart": f"I ❤{VS16} ferries",
    "keycap": f"1{VS16}\u20e3 day",
    "flag of Wales": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Persian": f"می{ZWNJ}خواهم",
    "Hindi": f"क्{ZWJ}ष",
    "Malayalam": f"ന്{ZWJ}",
    "Thai line breaks": f"ท่าเรือ{ZWSP}เปิด",
    "Khmer line breaks": f"សួស្តី{ZWSP}ពិភពលោក",
    "Hebrew with marks": "המעבורת (ferry)\u200f חזרה",
    "Arabic with an isolate": "\u2067العبّارة\u2069 عادت",
    "soft hyphens": f"Donau{SHY}dampf{SHY}schiff",
    "ideographic variant": "葛\U000e0100飾区",
    "neighbours of noncharacters": "\ufdcf\ufdf0\ufffd\U00020000\U0001fffd",
    "French spaces": "Bacs\xa0: le retour\u202f?",
    "thin space": "10\u2009000",
    "byte order mark": "",
}
AMISS = {
    "zero-width space in a word": f"Fer{ZWSP}ry",
    "joiner in a word": f"Fer{ZWJ}ry",
    "non-joiner in a word": f"Fer{ZWNJ}ry",
    "mark in English": "Ferry\u200e returns",
    "override, also in Hebrew": "המעבורת \u202e חזרה",
    "isolate that is not closed": "\u2067העבורת חזרה",
    "byte order mark inside": "Ferry\ufeff returns",
    "soft hyphen before a space": f"Ferry{SHY} returns",
    "line separator": "Ferry\u2028returns",
    "tags": "Ferry\U000e0041\U000e0042",
    "two selectors": f"❤{VS16}{VS16}",
    "selector behind a letter": f"a{VS16}b",
    "Hangul filler": "Ferry\u3164",
    "delete": "Ferry\x7f",
    "control of Windows-1252": "Ferry\x85",
    "annotation": "Ferry\ufff9",
    "noncharacter": "Ferry\uffff",
    "swapped byte order mark": "Ferry\ufffe",
    "noncharacter of Arabic": "Ferry\ufdd0",
    "noncharacter of a plane": "Ferry\U0003fffe",
    "last code point": "Ferry\U0010ffff",
}


def messages_for(text: str, path: str = "a.md") -> list[str]:
    article = Article.parse(path, text.encode("utf-8", "surrogatepass"))
    return [finding.message for finding in HiddenCharacter().check(article)]


def breaking(text: str) -> list[str]:
    """The characters that break the front matter, which another rule reports."""
    faults = Article.parse("a.md", text.encode("utf-8", "surrogatepass")).faults
    return [fault.character for fault in faults]


@pytest.mark.parametrize("text", IN_ORDER.values(), ids=IN_ORDER)
def test_it_belongs_there(text: str) -> None:
    assert messages_for(f"---\ntitle: '{text}'\n---\n{text}\n") == []


@pytest.mark.parametrize("text", AMISS.values(), ids=AMISS)
def test_it_does_not(text: str) -> None:
    escaped = text.encode("ascii", "backslashreplace").decode()
    for value in f"'{text}'", f'"{escaped}"':
        article = f"---\ntitle: {value}\n---\n"
        assert len(messages_for(article) + breaking(article)) == 1


@pytest.mark.parametrize("control", range(0x20))
def test_controls_in_values(control: int) -> None:
    expected = 0 if chr(control) in "\t\n\r" else 1
    assert len(messages_for(f'---\ntitle: "Ferry\\x{control:02x}"\n---\n')) == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\0b\n---\n",
        "---\ntitle: a\0b\nexcerpt: c\0d\n---\n",
        '{"title": "a\0b"}\n',
        '{"title":\0"b"}\n',
        '+++\ntitle = "a\0b"\n+++\n',
        "---\ntitle: a\n---\0\n",
        "\0---\ntitle: a\n---\n",
    ],
)
def test_what_breaks_the_front_matter_is_told_once(text: str) -> None:
    assert (messages_for(text), breaking(text)) == ([], ["\0"])


def test_the_body_is_another_matter() -> None:
    assert messages_for("---\ntitle: a\0b\n---\nc\0d\n") == ["hidden character U+0000 (null)"]


def test_one_finding_for_a_character_and_a_field() -> None:
    text = f"---\ntitle: F{ZWSP}e{ZWSP}r\nexcerpt: r{ZWSP}y\u2060\n---\n" + f"a{ZWSP}b\n" * 5
    assert messages_for(text) == [
        "hidden character U+200B (zero width space), 2 times",
        "hidden character U+200B (zero width space)",
        "hidden character U+2060 (word joiner)",
        "hidden character U+200B (zero width space), 5 times",
    ]


def test_bodies_may_have_layout() -> None:
    assert messages_for(f"---\ntitle: Ferry\n---\nA{SHY} b\u2028c\x0c❤{VS16}{VS16}\n") == []


def test_a_file_that_is_not_text_is_left_alone() -> None:
    article = Article.parse("a.md", b"\xff\xfe\0\0\0\0")
    assert list(HiddenCharacter().check(article)) == []


def test_a_megabyte_of_them_is_one_finding() -> None:
    assert len(messages_for(f"---\ntitle: Ferry\n---\n{ZWSP * 400_000}")) == 1
