"""Find articles with the same title, and what else they share."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from newslint.rule import Corpus
from newslint.similarity import tokens as words
from newslint.similarity.background import told
from newslint.similarity.collection import Collection
from newslint.similarity.features import LEAD_MARK, TITLE_MARK
from newslint.similarity.sketch import Sketch, marked

TELLING_BITS = 45.0
"""Minimum information in a title, in title and excerpt, or in a text that two articles do not share
by chance."""
MOST_ALIKE = 3
"""Articles with one title beyond which it may be the title of a series."""
_BRIEF = 2_000  # maximum characters of a text; they carry enough information


class Alike(NamedTuple):
    """Articles that share more than their title."""

    what: str
    numbers: Sequence[int]
    """The oldest first; the article itself may be among them."""
    others: int
    """Their number, without the article itself."""
    is_sure: bool = True
    """Whether they are certainly the same."""


class Title:
    """The articles with one title, or without a title, the oldest first."""

    def __init__(self, corpus: Corpus[tuple[Any, ...]], numbers: Sequence[int]) -> None:
        self._corpus = corpus
        self._collection = corpus.shared(Collection)
        self._numbers = numbers
        self._is_rare = len(numbers) <= MOST_ALIKE
        self._texts: dict[int, list[int]] = {}
        # by excerpt, provider, and whether those with a body are among them
        self._excerpts: dict[tuple[int, str, bool], list[int]] = {}
        self._is_telling: dict[int, bool] = {}  # by text
        for number in numbers:
            sketch = self._collection.sketches[number]
            self._texts.setdefault(sketch.text, []).append(number)
            for bodies in (True,) if sketch.text else (True, False):
                key = sketch.excerpt, sketch.provider, bodies
                self._excerpts.setdefault(key, []).append(number)

    def alike(self, number: int) -> Iterator[Alike]:
        """Yield the articles that share more than their title with ``number``, the surest evidence
        first."""
        mine = self._collection.sketches[number]
        if mine.text and self._tells_enough(number, mine):
            same = self._texts[mine.text]
            yield Alike("the title and the text", same, len(same) - 1)
        if not mine.heading:
            return
        if mine.excerpt and (self._is_rare or _bits(mine) >= TELLING_BITS):
            # A body distinguishes an article from all but those without a body.
            same = self._excerpts.get((mine.excerpt, mine.provider, not mine.text), [])
            yield Alike("the title and the excerpt", same, len(same) - (not mine.text))
        if self._is_rare and _bits(mine, TITLE_MARK) >= TELLING_BITS:
            same = [other for other in self._numbers if self._agree(number, other)]
            yield Alike("the title", same, len(same), is_sure=False)

    def _tells_enough(self, number: int, mine: Sketch) -> bool:
        """Return whether two articles have one text and the same title, or no title, for more than
        chance."""
        if mine.heading:
            return True
        if mine.text not in self._is_telling:
            import numpy as np

            article = self._corpus.article(self._collection.paths[number])
            tokens = words.words(words.folded(article.prose[:_BRIEF])) if article else []
            stems = np.unique(words.terms(tokens, words.language(tokens)))
            self._is_telling[mine.text] = told(stems, words.unspaced(tokens)) >= TELLING_BITS
        return self._is_telling[mine.text]

    def _agree(self, number: int, other: int) -> bool:
        """Return whether nothing distinguishes two articles."""
        mine, its = self._collection.sketches[number], self._collection.sketches[other]
        same = not (mine.excerpt and its.excerpt) or mine.excerpt == its.excerpt
        return other != number and same and not (mine.text and its.text)


def titles(collection: Collection) -> Iterator[list[int]]:
    """Yield the articles of each shared title, the oldest first; then those with a text and no
    title."""
    groups: dict[int, list[int]] = {}
    for number, sketch in enumerate(collection.sketches):
        if sketch.heading or sketch.text:
            groups.setdefault(sketch.heading, []).append(number)
    return (numbers for numbers in groups.values() if len(numbers) > 1)


def _bits(sketch: Sketch, marks: int = TITLE_MARK | LEAD_MARK) -> float:
    """Return the information in the stems of title and excerpt, or with other ``marks``, in
    bits."""
    return told(marked(sketch, marks), sketch.unspaced)
