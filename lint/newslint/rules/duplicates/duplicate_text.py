"""duplicate-text"""

from collections.abc import Iterator
from typing import Any

from newslint.finding import Finding, Related, Severity
from newslint.rule import Corpus, CorpusRule, Example
from newslint.similarity.background import title_bits
from newslint.similarity.collection import Collection, Texts, samples
from newslint.similarity.contradiction import of_series
from newslint.similarity.overlap import Overlap
from newslint.similarity.sketch import sketch, sketch_keys
from newslint.text import quote

MIN_SHINGLES = 16
"""Shared shingles (of five words) below which a passage may be a quotation."""
COPY = 0.9
"""Share from which two reports of a series are the same report all the same."""
TELLING_BITS = 45.0
"""Information in a title from which two articles do not have it by chance."""
MOST_ALIKE = 3
"""Articles of one title beyond which it is the title of a series."""

_WIRE = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year."
)


class DuplicateText(CorpusRule[tuple[Any, ...]]):
    """Find articles whose text is that of an older one, whole or in part.

    ## What
    Compares the bodies of all articles by the stretches of five words that they share. An
    article is reported when `share` of the shorter of two texts is in the longer: a copy, a
    trimmed or lightly edited version, a wire story inside a longer piece. Stretches that many
    articles have, such as a site's notices, do not count, and two reports of one form, which
    differ in numbers and names, are no copies.

    Articles without bodies are compared by title and excerpt, which must be the same words from
    the same provider. The same telling title alone, where nothing else is known or the excerpts
    agree too, is a warning.

    ## Why
    Readers meet the same text twice, and search engines rank both copies lower.
    """

    default_severity = Severity.ERROR
    pairwise = True

    share: float = 0.4
    """Part of the shorter text that must be in the longer one, from 0 to 1."""

    valid = (
        Example(
            {
                "a.md": f"---\ntitle: Ferry back on Monday\n---\n{_WIRE}\n",
                "b.md": "---\ntitle: Ferry repaired\n---\nRepairs to the rudder are finished, so "
                "boats will cross to the islands again next week, the company announced. Anyone "
                "holding a ticket from the months without service can still use it.\n",
            },
            note="one event in different words",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": f"---\ntitle: Ferry back on Monday\n---\n{_WIRE}\n",
                "b.md": "---\ntitle: Islands rejoice\n---\nShopkeepers on the quay had feared for "
                f"the summer.\n\n{_WIRE}\n\nHotels report first bookings.\n",
            },
            at=(("b.md", 6, 1),),
            note="a wire story inside a longer one",
        ),
        Example(
            {
                "a.md": "---\ntitle: Ferry back on Monday\nexcerpt: The rudder is mended.\n"
                "provider: {domain: example.com}\n---\n",
                "b.md": "---\ntitle: Ferry Back on Monday\nexcerpt: The rudder is mended\n"
                "provider: {domain: example.com}\n---\n",
            },
            at=(("b.md", 2, 8),),
            note="no bodies: title and excerpt",
        ),
    )

    collect = staticmethod(sketch)
    keys = staticmethod(sketch_keys)

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection = corpus.shared(Collection)
        told = set()
        for finding in self._same_bodies(collection, corpus):
            told.add(finding.path)
            yield finding
        for finding in self._same_headings(collection):
            if finding.path not in told:
                yield finding

    def _same_bodies(
        self, collection: Collection, corpus: Corpus[tuple[Any, ...]]
    ) -> Iterator[Finding]:
        older: dict[int, list[int]] = {}  # by article
        for pair in corpus.shared(samples).pairs(collection.reported, self.share):
            first, second = collection.oldest(pair)
            if collection.is_reported[second]:
                older.setdefault(second, []).append(first)
        texts = corpus.shared(Texts)
        for number in sorted(older):
            for first in collection.oldest(older[number]):
                found = texts.overlap(number, first)
                if found and self._is_duplicate(collection, texts, number, first, found):
                    yield self._same_body(collection, texts, number, first, found)
                    break

    def _is_duplicate(
        self, collection: Collection, texts: Texts, number: int, first: int, found: Overlap
    ) -> bool:
        """Whether two bodies share enough, and are not two of a series."""
        if found.shingles < MIN_SHINGLES or found.containment < self.share:
            return False
        mine, its = collection.sketches[number], collection.sketches[first]
        if found.containment >= COPY:
            return True
        return not (of_series(mine, its) or texts.of_one_form(number, first))

    def _same_body(
        self, collection: Collection, texts: Texts, number: int, first: int, found: Overlap
    ) -> Finding:
        own, other = (f"{share:.0%}" for share in found.shares)
        place, its_place = map(texts.span, (number, first), *zip(*found.places, strict=True))
        its_path = collection.paths[first]
        message = (
            f"{own} of the text ({found.words} words) is also in {quote(its_path)}: "
            f"{other} of that text"
        )
        related = Related(its_path, "the same text begins here", span=its_place)
        return self.finding(collection.paths[number], message, span=place, related=(related,))

    def _same_headings(self, collection: Collection) -> Iterator[Finding]:
        """Articles with the same title, which have no bodies that could tell them apart."""
        groups: dict[int, list[int]] = {}
        for number, known in enumerate(collection.sketches):
            if known.heading:
                groups.setdefault(known.heading, []).append(number)
        for numbers in groups.values():
            order = collection.oldest(numbers) if len(numbers) > 1 else numbers
            for place, number in enumerate(order):
                if not (place and collection.is_reported[number]):
                    continue
                finding = self._same_heading(collection, number, order[:place], len(order))
                if finding:
                    yield finding

    def _same_heading(
        self, collection: Collection, number: int, older: list[int], count: int
    ) -> Finding | None:
        """The finding about an article and ``older`` ones of the same title, if there is one."""
        mine = collection.sketches[number]
        path = collection.paths[number]
        is_telling = title_bits(mine.title) >= TELLING_BITS
        if count > MOST_ALIKE and not is_telling:
            return None
        without_text = [n for n in older if not (mine.size and collection.sketches[n].size)]
        for first in without_text:
            its = collection.sketches[first]
            same = mine.excerpt and mine.excerpt == its.excerpt
            if same and mine.provider == its.provider:
                message = f"has the title and the excerpt of {quote(collection.paths[first])}"
                related = Related(collection.paths[first], "the first of them", "/title")
                return self.finding(path, message, field="/title", related=(related,))
        if count > MOST_ALIKE or not is_telling:
            return None
        for first in without_text:
            its = collection.sketches[first]
            if not (mine.excerpt and its.excerpt) or mine.excerpt == its.excerpt:
                message = f"has the title of {quote(collection.paths[first])}"
                related = Related(collection.paths[first], "the first of them", "/title")
                return self.finding(
                    path, message, field="/title", related=(related,), severity=Severity.WARNING
                )
        return None
