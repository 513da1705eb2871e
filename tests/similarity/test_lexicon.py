"""Texts as arrays of the numbers of their words."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.similarity import lexicon as module
from newslint.similarity import tokens as words
from newslint.similarity.lexicon import Lexicon, lexicon
from newslint.similarity.sketch import sketch, sketches

TEXTS = st.lists(st.text(max_size=30), max_size=6)


@given(TEXTS)
@example(["", "the ferry", "", "ferry the"])
@example(["渡轮 sails", "a_b 1.5 naïve", "\u0915\u0947 e\u0301", "한국어 \U0001f600 ok \ud800"])
def test_reading_gives_the_words_of_each_text(texts: list[str]) -> None:
    texts = list(map(words.folded, texts))
    book = lexicon()
    numbers, special = book.read(texts)
    assert list(map(book.words, numbers)) == list(map(words.words, texts))
    assert special == list(map(words.is_special, texts))


@given(st.text(max_size=60))
@example("The ﬁne Fähre, 渡轮")
@example("İstanbul ½ naïve e\u0301")
def test_words_are_located_where_spans_are(text: str) -> None:
    numbers, starts, ends = lexicon().located(text)
    found = zip(lexicon().words(numbers), starts.tolist(), ends.tolist(), strict=True)
    assert list(found) == words.spans(text)


def test_words_that_share_a_slot_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SLOTS", 1)
    book = Lexicon()
    text = "the ferry sails from the harbour to the island"
    for _ in range(2):
        (numbers,), _ = book.read([text])
        assert book.words(numbers) == text.split()
    assert len(book) == len(set(text.split()))


def test_every_character_is_classified_as_by_the_expression_for_words() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    text = " ".join(c for c in characters if not words.is_special(c))
    (numbers,), _ = lexicon().read([text])
    assert lexicon().words(numbers) == words.words(text)


def test_what_is_known_of_words() -> None:
    book = Lexicon()
    numbers = book.numbers(["ships", "the", "ship", "12", "ships"])
    hashes = book.hashes(numbers).tolist()
    assert hashes == [words.word_hash(word) for word in ("ships", "the", "ship", "12", "ships")]
    assert book.are_numbers(numbers).tolist() == [False, False, False, True, False]
    ship, twelve = words.stem_hash("ship"), words.stem_hash("12")
    assert book.stems(numbers, "english").tolist() == [ship, 0, ship, twelve, ship]
    more = book.numbers(["sailing", "ships"])
    assert book.hashes(more).tolist() == [words.word_hash("sailing"), hashes[0]]
    assert book.stems(more, "english").tolist() == [words.stem_hash("sail"), ship]


def test_a_full_lexicon_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon().read(["one two three"])
    monkeypatch.setattr(module, "LIMIT", 2)
    assert len(lexicon()) == 0


WORDS = st.lists(st.sampled_from("the ferry Fähre die 渡 轮 2024 12 sails and of".split()))


def _articles(texts: list[tuple[list[str], list[str], list[str]]]) -> Iterator[Article]:
    for title, excerpt, body in texts:
        head = f"title: '{' '.join(title)}'\nexcerpt: '{' '.join(excerpt)}'"
        yield Article.parse("a.md", f"---\n{head}\n---\n{' '.join(body * 3)}\n".encode())


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5))
def test_articles_have_the_same_sketch_alone_and_together(
    texts: list[tuple[list[str], list[str], list[str]]],
) -> None:
    articles = list(_articles(texts))
    assert sketches(articles) == list(map(sketch, articles))


def test_more_articles_than_are_handled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.similarity.features.MOST", 2)
    articles = list(_articles([(["ferry", str(i)], [], ["sails"] * i) for i in range(5)]))
    empty = Article.parse("a.md", b"---\nquality: 3\n---\n")
    together = sketches([*articles, empty])
    assert together == [*map(sketch, articles), None]
