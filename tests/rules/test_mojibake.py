"""Text in the wrong encoding, and text that only looks like it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.rules.file import mojibake
from newslint.rules.file._unusual import unusual
from newslint.rules.file.mojibake import Mojibake

ORIGINALS = [
    "The café on the pier",
    "The ferry doesn’t run",
    "“No boats”, says the harbour master",
    "Costs €5 – or less",
    "Fähre fährt über den Fluß",
    "Señor Muñoz, à demain, ça va",
    "Паром вернулся в гавань",
    "Το πλοίο επέστρεψε",
    "北京のフェリーが戻る",
    "A ferry 🚢 at sea",
]
FAITHFUL = [
    *ORIGINALS,
    "SÃO PAULO E A MAÇÃ",
    "“AMANHÔ é o nome do barco",
    "„Das macht Spaß“, sagt er…",
    "ÂGE D’OR À L’ÎLE",
    "MENÜ’S UND CAFɅ",
    "Ångström Åse Ägäis Öl",
    "Temperatura de 5 °C — 10 °C",
    "3 × 4 ÷ 2 = 6 ± 1 µm²",
    "Œuvres d’Âne «À la mer»",
    "ГДЕ ПАРОМ? ÐÞ",
]


def messages_for(text: str) -> list[str]:
    article = Article.parse("a.md", text.encode())
    return [finding.message for finding in Mojibake().check(article)]


@pytest.mark.parametrize("text", ORIGINALS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_decoded_in_the_wrong_encoding(text: str, encoding: str) -> None:
    wrong = text.encode().decode(encoding, "replace")
    assert len(messages_for(f"---\ntitle: {wrong!a}\n---\n")) <= 1
    assert len(messages_for(f"---\ntitle: Ferry\n---\n{wrong}\n")) == 1


def test_the_message_shows_what_it_was() -> None:
    assert messages_for("---\ntitle: The cafÃ© on the pier\n---\n") == [
        "text in the wrong encoding: 'cafÃ©' was 'café'"
    ]


def test_decoded_twice() -> None:
    assert messages_for("---\ntitle: The cafÃƒÂ© on the pier\n---\n") == [
        "text in the wrong encoding: 'cafÃƒÂ©' was 'café'"
    ]


@pytest.mark.parametrize("text", FAITHFUL)
def test_faithful_text_is_left_alone(text: str) -> None:
    assert messages_for(f"---\ntitle: '{text.replace(chr(39), chr(8217))}'\n---\n{text}\n") == []


def test_each_field_once_and_the_body_once() -> None:
    text = "---\ntitle: cafÃ© cafÃ©\nexcerpt: cafÃ©\n---\ncafÃ©\n\ncafÃ©\n"
    assert len(messages_for(text)) == 3


def test_a_megabyte_is_one_finding() -> None:
    assert len(messages_for("---\ntitle: Ferry\n---\n" + "cafÃ© " * 100_000)) == 1


@given(st.text("éâÃðРСвЂ‚Ä€œ”—’©\ufffd锟斤拷 a\n", max_size=30))
@example("é“â€œ")  # a sequence that overlaps one that is apart
@example("é “”" * 30 + "â€œ")
def test_nothing_is_passed_over_that_a_closer_look_finds(text: str) -> None:
    article = Article.parse("a.md", f"---\ntitle: x\n---\n{text}\n".encode())
    at, firsts = 0, []
    for line in article.text.split("\n"):
        match = mojibake._SUSPECT.search(line)
        firsts += [at + match.start()] if match else []
        at += len(line) + 1
    assert mojibake._suspects(article.text, unusual(article)) == firsts
