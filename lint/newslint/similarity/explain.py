"""Explain why articles are or are not the same: what the duplicate rules see of a pair."""

from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.rule import Corpus
from newslint.similarity import tokens as words
from newslint.similarity.background import COMMON_BITS, rarity
from newslint.similarity.collection import Collection, Texts, stories
from newslint.similarity.decision import Decision, Likeness, days_apart
from newslint.similarity.overlap import Overlap
from newslint.similarity.sketch import LEAD_WORDS

if TYPE_CHECKING:
    from newslint.article import Article

NAMED = 8
"""Maximum distinctive words to show, the rarest first."""


class Evidence(NamedTuple):
    """The evidence about a pair of articles."""

    paths: tuple[str, str]
    urls: tuple[str, ...]
    """The canonical URLs in both."""
    overlap: Overlap | None
    """What their bodies share, without boilerplate."""
    of_one_form: bool
    """Whether their bodies differ mainly in facts that were filled in."""
    same_title: bool
    same_excerpt: bool
    days: float | None
    """Days between them, if both have a date."""
    words: tuple[str, ...]
    """Distinctive words in both titles and excerpts, as the first article writes them."""
    likeness: Likeness
    decision: Decision
    """Whether they are about one event."""

    def lines(self, *, story: bool = True) -> list[str]:
        """Return sentences for people, the strongest evidence first. ``story`` adds the decision on
        the story."""
        said = [f"both name the page {url}" for url in self.urls]
        if self.overlap is not None:
            mine, its = map(_percent, self.overlap.shares)
            number = self.overlap.shingles
            said.append(
                f"their texts share {number} stretch{'' if number == 1 else 'es'} of words: "
                f"{mine} of the first, {its} of the second"
            )
            said.append(f"longest shared stretch: “{self.overlap.phrase}”")
        if self.of_one_form:
            said.append("where their texts differ, they have other numbers and names: one form")
        if self.same_title:
            said.append("their titles are the same")
        if self.same_excerpt:
            said.append("their excerpts are the same")
        if story:
            if self.words:
                said.append(f"distinctive words in common: {', '.join(self.words)}")
            said.append(self._story())
        apart = "at least one has no date" if self.days is None else f"{self.days:.1f} days apart"
        said.append(apart)
        return said

    def _story(self) -> str:
        decision, likeness = self.decision, self.likeness
        told = f"{likeness.shared} distinctive words and {likeness.phrases} phrases shared, "
        if decision.basis == "title":
            told += f"{decision.score:.0f} bits in titles, {decision.threshold:.0f} are required"
        else:
            told += (
                f"similarity {decision.score:.2f} by {decision.basis}, "
                f"{decision.threshold:.2f} is required"
            )
        if decision.veto:
            return f"not one story, because {decision.veto} ({told})"
        return f"{'one story' if decision.margin >= 0 else 'not one story'}: {told}"

    def data(self) -> dict[str, Any]:
        """Return the evidence as plain values for JSON."""
        overlap = self.overlap
        return {
            "paths": list(self.paths),
            "urls": list(self.urls),
            "shared_text": None
            if overlap is None
            else {
                "shingles": overlap.shingles,
                "shares": [round(share, 4) for share in overlap.shares],
                "phrase": overlap.phrase,
            },
            "of_one_form": self.of_one_form,
            "same_title": self.same_title,
            "same_excerpt": self.same_excerpt,
            "days": None if self.days is None else round(self.days, 3),
            "story": {
                "basis": self.decision.basis,
                "score": round(float(self.decision.score), 4),
                "threshold": round(float(self.decision.threshold), 4),
                "veto": self.decision.veto or None,
                "words": list(self.words),
                "shared_words": int(self.likeness.shared),
                "shared_phrases": int(self.likeness.phrases),
            },
        }


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "less than 1%"


class Explainer:
    """Explains pairs of a collection, each in the context of all articles."""

    def __init__(self, corpus: Corpus[tuple[Any, ...]], days: float) -> None:
        self._corpus = corpus
        self._collection = corpus.shared(Collection)
        self._texts = corpus.shared(Texts)
        self._stories = stories(corpus, days)
        self._numbers = {path: number for number, path in enumerate(self._collection.paths)}

    def pair(self, one: str, other: str) -> Evidence:
        """Return the evidence about two articles of the collection."""
        import numpy as np

        a, b = self._numbers[one], self._numbers[other]
        mine, its = self._collection.sketches[a], self._collection.sketches[b]
        pair = np.array([[min(a, b), max(a, b)]], np.int64)
        (likeness,) = self._stories.likenesses(pair, least=0.0)
        (decision,) = self._stories.decisions([(min(a, b), max(a, b))])
        assert likeness is not None
        return Evidence(
            (one, other),
            tuple(sorted(set(mine.urls.values()) & set(its.urls.values()))),
            self._texts.overlap(a, b),
            self._texts.of_one_form(a, b),
            mine.heading == its.heading != 0,
            mine.excerpt == its.excerpt != 0,
            days_apart(mine, its),
            self._words(one, other),
            likeness,
            decision,
        )

    def _words(self, one: str, other: str) -> tuple[str, ...]:
        """Return the rarest words that the titles and excerpts (or beginnings) of two articles
        share."""
        import numpy as np

        mine, its = (_stems(self._corpus.article(path)) for path in (one, other))
        shared = [stem for stem in mine if stem in its]
        bits = rarity(np.array(shared, np.uint32))
        order = np.argsort(-bits, kind="stable")[:NAMED]
        return tuple(mine[shared[place]] for place in order.tolist() if bits[place] > COMMON_BITS)


def _stems(article: "Article | None") -> dict[int, str]:
    """Return the words of an article's head by the hashes of their stems."""
    if article is None:
        return {}
    head = f"{article.title}\n{article.summary or ' '.join(article.prose.split()[:LEAD_WORDS])}"
    spans = words.spans(head)
    stem_of = words.stems_of(words.language([word for word, _, _ in spans]))
    return {stem_of[word]: head[start:end] for word, start, end in reversed(spans) if stem_of[word]}
