"""The articles of a run as the duplicate rules see them."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newslint.finding import Span
from newslint.rule import Corpus
from newslint.similarity.contradiction import exchanged
from newslint.similarity.form import of_one_form
from newslint.similarity.overlap import Overlap, Samples, Text, overlap
from newslint.similarity.sketch import Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 200


class Collection:
    """Articles by number, in the order of their paths. Get it by ``corpus.shared(Collection)``."""

    def __init__(self, corpus: Corpus[tuple[Any, ...]]) -> None:
        self.paths = list(corpus.facts)
        self.sketches: Sequence[Sketch] = list(map(Sketch._make, corpus.facts.values()))
        self.is_reported = [path in corpus.reported for path in self.paths]

    @cached_property
    def reported(self) -> "NDArray[np.bool_]":
        """Which articles findings may be about."""
        import numpy as np

        return np.array(self.is_reported, bool)

    def age(self, number: int) -> tuple[float, str]:
        """A key that sorts the oldest article first; those without a date come last."""
        date = self.sketches[number].date
        return (float("inf") if date is None else float(date), self.paths[number])

    def oldest(self, numbers: Iterable[int]) -> list[int]:
        """Articles in the order of their age."""
        return sorted(numbers, key=self.age)


def samples(corpus: Corpus[tuple[Any, ...]]) -> Samples:
    """The shingles of all articles. Get them by ``corpus.shared(samples)``."""
    return Samples(corpus.shared(Collection).sketches)


class Texts:
    """The bodies of a collection's articles, read again as they are asked for.

    Get them by ``corpus.shared(Texts)``.
    """

    def __init__(self, corpus: Corpus[tuple[Any, ...]]) -> None:
        self._corpus = corpus
        self._paths = corpus.shared(Collection).paths
        self._known: dict[int, Text | None] = {}  # the latest few: a text is some 100 KB
        self._of_one_form: dict[tuple[int, int], bool] = {}

    def __getitem__(self, number: int) -> Text | None:
        """The body of an article; None when it can no longer be read."""
        if number not in self._known:
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            article = self._corpus.article(self._paths[number])
            boilerplate = self._corpus.shared(samples).boilerplate
            self._known[number] = None if article is None else Text(article.prose, boilerplate)
        return self._known[number]

    def overlap(self, one: int, other: int) -> Overlap | None:
        """What two bodies share."""
        mine, its = self[one], self[other]
        return None if mine is None or its is None else overlap(mine, its)

    def of_one_form(self, one: int, other: int) -> bool:
        """Whether two bodies, else two excerpts, differ in the facts filled in above all."""
        pair = min(one, other), max(one, other)
        if pair not in self._of_one_form:
            self._of_one_form[pair] = self._differ_in_facts(*pair)
        return self._of_one_form[pair]

    def _differ_in_facts(self, one: int, other: int) -> bool:
        sketches = self._corpus.shared(Collection).sketches
        if sketches[one].size and sketches[other].size:
            mine, its = self[one], self[other]
            return mine is not None and its is not None and of_one_form(mine, its)
        articles = [self._corpus.article(self._paths[number]) for number in (one, other)]
        excerpts = [article.summary for article in articles if article is not None]
        return len(excerpts) == 2 and exchanged(*excerpts) is not None

    def span(self, number: int, start: int, end: int) -> Span | None:
        """The characters ``start`` to ``end`` of a body as a place in the article's file."""
        article = self._corpus.article(self._paths[number])
        if article is None:
            return None
        return article.body_span(start, end)
