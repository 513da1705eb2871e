"""Turn text of any language into words, stems and hashes.

Text is compared after NFKC and casefolding, so width, ligatures and case do not matter. Scripts
without spaces give characters in place of words.
"""

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

from newslint.pattern import pattern
from newslint.similarity.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Han, Kana, Bopomofo, Thai, Lao, Myanmar, Khmer: no spaces between words. Hangul has spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035"
    "\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Marks that belong to a word but that \w leaves out: accents, points, vowel signs of India.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_SPECIAL = pattern(f"[{_UNSPACED}{_MARKS}]")
_WORD = pattern(r"\w+")
# Sorting marks takes the square of the number of marks in a row. No writing has more than
# 30 (UAX #15, section 12.1: the Stream-Safe Text Format); longer sequences are cut.
_RUN = 500
_FLOOD = pattern(r"((?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){30})(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f])+")
_ANY_WORD = pattern(f"[{_UNSPACED}]|(?:[^\\W{_UNSPACED}]|[{_MARKS}])+")
_AMOUNT = pattern(r"(\d+)(?:k|m|mn|mln|mio|bn|mrd|tn)")
_UNSPACED_CHARACTER = pattern(f"[{_UNSPACED}]")


def folded(text: str) -> str:
    """Return ``text`` normalised for comparison; its length may change."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize

    if any(map(combining, normalize("NFKD", text[::_RUN]))):  # there may be a long run of marks
        text = _FLOOD.sub(r"\1", text)
    return normalize("NFKC", normalize("NFKC", text).casefold())


def words(text: str) -> list[str]:
    """Return the words of folded text in order; single characters in scripts without spaces."""
    return word_pattern(text).findall(text)


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return the folded words of ``text``, each with its start and end there.

    Folding may change lengths; then each word of ``text`` is folded by itself, which gives the same
    words except for ligatures at their edges.
    """
    whole = folded(text)
    if len(text) == len(whole):
        return [
            (match[0], match.start(), match.end()) for match in word_pattern(whole).finditer(whole)
        ]
    found: list[tuple[str, int, int]] = []
    for match in word_pattern(text + whole).finditer(text):
        word = match[0]
        if word.isascii():
            found.append((word.lower(), match.start(), match.end()))
        else:
            found += [(fold, match.start(), match.end()) for fold in words(folded(word))]
    return found


def word_pattern(text: str) -> re.Pattern[str]:
    """Return the expression for words of folded text. The general one is slow and seldom needed."""
    return _ANY_WORD if is_special(text) else _WORD


def is_special(text: str) -> bool:
    """Return whether text has characters of scripts without spaces, or marks that belong to words
    but that ``\\w`` leaves out."""
    return not text.isascii() and _SPECIAL.search(text) is not None


def unspaced(tokens: list[str]) -> bool:
    """Return whether words are mostly characters of scripts without spaces."""
    if len(tokens) > 2 and tokens[0].isascii() and tokens[len(tokens) // 2].isascii():
        return False  # a sample is enough for nearly all texts
    return 2 * sum(map(is_unspaced, tokens)) > len(tokens)


def is_unspaced(word: str) -> bool:
    """Return whether a word (of `words`) is one character of a script without spaces."""
    return len(word) == 1 and _UNSPACED_CHARACTER.match(word) is not None


def word_hash(word: str) -> int:
    """Return the 64-bit hash of a word: the same on every machine and in every run."""
    data = word.encode("utf-8", "surrogatepass")
    return crc32(data) << 32 | crc32(data[::-1], 0x9E3779B9)


class Stems(dict[str, int]):
    """The 32-bit hash of the stem of each word of a language; 0 for function words."""

    limit = 500_000

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> int:
        if len(self) >= self.limit:
            self.clear()
        value = self[word] = 0 if self._is_empty(word) else stem_hash(stem(word, self._language))
        return value

    def _is_empty(self, word: str) -> bool:
        if len(word) == 1:
            return not word.isdigit()
        return self._language is not None and word in function_words(self._language)


def stem_hash(stem: str) -> int:
    """Return the hash of a stem for all comparisons; never 0."""
    return crc32(stem.encode("utf-8", "surrogatepass")) or 1


def stem(word: str, language: str | None) -> str:
    """Return the stem of a folded word without optional accents; for an amount such as 24bn its
    number, which others write separately."""
    if language is not None and word.isalpha():
        word = _stemmer(language).stemWord(word)
    elif amount := _AMOUNT.fullmatch(word):
        return amount[1]
    return word if word.isascii() else _without_accents(word)


def _without_accents(word: str) -> str:
    from unicodedata import combining, normalize

    return "".join(c for c in normalize("NFD", word) if not combining(c))


@cache
def stems_of(language: str | None) -> Stems:
    """Return the `Stems` of a language, kept for the life of the process."""
    return Stems(language)


@cache
def _stemmer(language: str) -> Any:
    """Return the Snowball stemmer of a language (https://snowballstem.org)."""
    from Stemmer import Stemmer

    return Stemmer(language, 0)  # `Stems` is the cache


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the folded function words of a language."""
    return frozenset(folded(FUNCTION_WORDS[language]).split())


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    speakers: dict[str, tuple[str, ...]] = {}
    for language in FUNCTION_WORDS:
        for word in function_words(language):
            speakers[word] = (*speakers.get(word, ()), language)
    return speakers


def language(tokens: list[str]) -> str | None:
    """Return the language of most of the function words in ``tokens``; None if unclear.

    Return English if nothing indicates another language and the words are Latin.
    """
    if 5 * sum(map(function_words("english").__contains__, tokens)) > len(tokens):
        return "english"
    votes = dict.fromkeys(FUNCTION_WORDS, 0)
    speakers = _speakers()
    for word in tokens:
        for speaker in speakers.get(word, ()):
            votes[speaker] += 1
    best = max(votes, key=votes.__getitem__)  # English comes first, so it wins a tie
    if best == "english" and 2 * sum(map(str.isascii, tokens)) <= len(tokens):
        return None
    return best


def terms(tokens: list[str], language: str | None) -> "NDArray[np.uint32]":
    """Return the hashes of the stems of words in order, without function words.

    Scripts without spaces give pairs of neighbouring characters.
    """
    import numpy as np

    stems = stems_of(language)
    hashes = np.fromiter(map(stems.__getitem__, tokens), np.uint32, len(tokens))
    return hashes[hashes > 0]


def paired(tokens: list[str]) -> list[str]:
    """Return the words, with neighbouring characters of scripts without spaces joined in pairs."""
    if not any(len(word) == 1 and is_unspaced(word) for word in tokens):
        return tokens
    whole = [word for word in tokens if not is_unspaced(word)]
    return whole + [a + b for a, b in pairwise(tokens) if is_unspaced(a) and is_unspaced(b)]
