"""The articles of a run as the duplicate rules see them."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from newslint.finding import Span
from newslint.rule import Corpus, Overview, key
from newslint.similarity.contradiction import exchanged
from newslint.similarity.form import of_one_form
from newslint.similarity.heads import Heads, crowding
from newslint.similarity.overlap import Overlap, Text, overlap
from newslint.similarity.samples import Samples
from newslint.similarity.sketch import SHINGLE_KEY, TERM_KEY, Sketch
from newslint.similarity.story import Stories

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_RELATED = 5
"""Maximum articles that a finding names: the best match and a few others."""
_KEPT = 2_000_000  # characters of texts; they take ten to thirty bytes for each


class Collection:
    """Articles by number, the oldest first. Articles without a date come last, in the order of
    their paths, as do articles of the same second. Get it with ``corpus.shared(Collection)``."""

    def __init__(self, corpus: Corpus[tuple[Any, ...]]) -> None:
        sketches = {path: Sketch._make(facts) for path, facts in corpus.facts.items()}
        self.paths = sorted(sketches, key=lambda path: _age(sketches[path], path))
        self.sketches: Sequence[Sketch] = [sketches[path] for path in self.paths]
        self.is_reported = [path in corpus.reported for path in self.paths]
        self._all_are_reported = all(self.is_reported)

    @cached_property
    def reported(self) -> "NDArray[np.bool_]":
        """Whether findings may be about each article."""
        import numpy as np

        return np.array(self.is_reported, bool)

    def repeated(self, number: int, others: Sequence[int]) -> int | None:
        """Return the article among ``others`` for which article ``number`` is reported, or None.

        ``others`` are the same as ``number``, and sorted. This is the oldest one, if it is older.
        If files are named, a named one that repeats another is reported whatever their ages: then a
        younger article that this run does not report on counts as well.
        """
        if others and others[0] < number:
            return others[0]
        if self._all_are_reported:
            return None
        return next((other for other in others if self.is_repeated(number, other)), None)

    def is_repeated(self, number: int, other: int) -> bool:
        """Return whether article ``number`` is reported because it is the same as ``other``."""
        return other < number or not self.is_reported[other]


def _age(sketch: Sketch, path: str) -> tuple[float, str]:
    return (float("inf") if sketch.date is None else float(sketch.date), path)


def related(first: int, number: int, others: Iterable[int]) -> list[int]:
    """Return the articles that the finding about ``number`` names: ``first``, then the oldest of
    the sorted ``others``."""
    rest = (other for other in others if other not in (first, number))
    return [first, *islice(rest, MOST_RELATED - 1)]


def and_more(count: int) -> str:
    """Return the end of a sentence that names articles, if there are ``count`` more."""
    return f" and {count} more" if count > 0 else ""


def copies(corpus: Corpus[tuple[Any, ...]]) -> "NDArray[np.int64]":
    """Return for each article the number of the oldest one that it is a copy of, or its own number.

    A copy has nearly the same text or, without text, the same title and excerpt. Get it with
    ``corpus.shared(copies)``.
    """
    originals = corpus.shared(samples).copies.copy()
    first: dict[tuple[int, int], int] = {}
    for number, sketch in enumerate(corpus.shared(Collection).sketches):
        if sketch.heading and sketch.excerpt and not sketch.size:
            originals[number] = first.setdefault((sketch.heading, sketch.excerpt), number)
    return originals


def heads(corpus: Corpus[tuple[Any, ...]]) -> Heads:
    """Return the titles and excerpts of all articles. Get them with ``corpus.shared(heads)``."""
    originals = None if corpus.whole is not None else corpus.shared(copies)
    return Heads(corpus.shared(Collection).sketches, corpus.whole, originals)


def samples(corpus: Corpus[tuple[Any, ...]]) -> Samples:
    """Return the shingles of all articles. Get them with ``corpus.shared(samples)``."""
    whole = corpus.whole
    boilerplate = None if whole is None else whole.silent(SHINGLE_KEY)
    return Samples(corpus.shared(Collection).sketches, boilerplate)


def stories(corpus: Corpus[tuple[Any, ...]], days: float) -> Stories:
    """Return the articles as they are compared for stories, which last up to ``days``."""
    return Stories(
        corpus.shared(Collection).sketches,
        days,
        corpus.shared(heads),
        corpus.shared(Texts).of_one_form,
        corpus.shared(copies),
    )


def overview(corpus: Corpus[tuple[Any, ...]]) -> Overview:
    """Return what a run on part of a collection needs to know of the whole: boilerplate, stems that
    are too common to lead to other articles, and copies."""
    import numpy as np

    shingles = corpus.shared(samples).boilerplate.astype(np.uint64)
    stems = corpus.shared(heads).common().astype(np.uint64) | np.uint64(key(TERM_KEY, 0))
    paths = corpus.shared(Collection).paths
    crowd = crowding(corpus.shared(copies)).tolist()
    return Overview(np.concatenate((shingles, stems)), frozenset(paths[number] for number in crowd))


class Texts:
    """The bodies of a collection's articles, read again on demand.

    Get them with ``corpus.shared(Texts)``.
    """

    def __init__(self, corpus: Corpus[tuple[Any, ...]]) -> None:
        self._corpus = corpus
        self._paths = corpus.shared(Collection).paths
        self._known: dict[int, Text | None] = {}  # the latest ones
        self._size = 0
        self._of_one_form: dict[tuple[int, int], bool] = {}

    def __getitem__(self, number: int) -> Text | None:
        """Return the body of an article; None if it can no longer be read."""
        bodies = self._known
        if number in bodies:
            bodies[number] = bodies.pop(number)  # the latest one
            return bodies[number]
        article = self._corpus.article(self._paths[number])
        boilerplate = self._corpus.shared(samples).boilerplate
        text = None if article is None else Text(article.prose, boilerplate)
        self._size += _size(text)
        while bodies and self._size > _KEPT:
            self._size -= _size(bodies.pop(next(iter(bodies))))
        bodies[number] = text
        return text

    def overlap(self, one: int, other: int) -> Overlap | None:
        """Return what two bodies share."""
        mine, its = self[one], self[other]
        return None if mine is None or its is None else overlap(mine, its)

    def of_one_form(self, one: int, other: int) -> bool:
        """Return whether two bodies, or else two excerpts, differ mainly in the facts that were
        filled in."""
        pair = min(one, other), max(one, other)
        if pair not in self._of_one_form:
            self._of_one_form[pair] = self._differ_in_facts(*pair)
        return self._of_one_form[pair]

    def _differ_in_facts(self, one: int, other: int) -> bool:
        sketches = self._corpus.shared(Collection).sketches
        if sketches[one].size and sketches[other].size:
            if sketches[one].text == sketches[other].text:
                return False
            mine, its = self[one], self[other]
            return mine is not None and its is not None and of_one_form(mine, its)
        articles = [self._corpus.article(self._paths[number]) for number in (one, other)]
        excerpts = [article.summary for article in articles if article is not None]
        return len(excerpts) == 2 and exchanged(*excerpts) is not None

    def span(self, number: int, start: int, end: int) -> Span | None:
        """Return the span of the characters ``start`` to ``end`` of a body in the article's
        file."""
        article = self._corpus.article(self._paths[number])
        if article is None:
            return None
        return article.body_span(start, end)


def _size(text: Text | None) -> int:
    return 0 if text is None else len(text.text)
