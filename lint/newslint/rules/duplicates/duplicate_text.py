"""duplicate-text"""

from collections.abc import Iterator
from typing import Annotated, Any

from newslint.finding import Finding, Related, Severity
from newslint.rule import Between, Corpus, CorpusRule, Example
from newslint.similarity.background import told
from newslint.similarity.collection import Collection, Texts, samples
from newslint.similarity.contradiction import of_series
from newslint.similarity.overlap import Overlap
from newslint.similarity.sketch import (
    KEY_KINDS,
    LEAD_MARK,
    TITLE_MARK,
    Sketch,
    marked,
    sketch,
    sketch_keys,
)
from newslint.text import quote

MIN_SHINGLES = 16
"""Shared shingles (of five words) below which a passage may be a quotation."""
COPY = 0.9
"""Share from which two reports of a series are the same report all the same, and texts with one
ending the same text."""
TELLING_BITS = 45.0
"""Information in a title, or in title and excerpt, from which two articles do not have it by
chance."""
MOST_ALIKE = 3
"""Articles of one title beyond which it may be the title of a series."""

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
    differ in numbers and names, are no copies. Where texts that begin otherwise have just their
    end in common, which may be such a notice, it is a warning.

    Articles without bodies are compared by title and excerpt, which must be the same words from
    the same provider. The same telling title alone, where nothing else is known or the excerpts
    agree too, is a warning.

    ## Why
    Readers meet the same text twice, and search engines rank both copies lower.
    """

    default_severity = Severity.ERROR
    pairwise = True

    share: Annotated[float, Between(0, 1)] = 0.4
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
    key_kinds = KEY_KINDS

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
        path = collection.paths[number]
        # It may be what a site puts below its articles, in a collection too small to show it.
        is_notice = found.is_ending and found.containment < COPY
        weaker = Severity.WARNING if is_notice else None
        return self.finding(path, message, span=place, related=(related,), severity=weaker)

    def _same_headings(self, collection: Collection) -> Iterator[Finding]:
        """Articles with the same title, which have no bodies that could tell them apart."""
        groups: dict[int, list[int]] = {}
        for number, known in enumerate(collection.sketches):
            if known.heading:
                groups.setdefault(known.heading, []).append(number)
        for numbers in groups.values():
            if len(numbers) > 1:
                yield from self._same_heading(collection, collection.oldest(numbers))

    def _same_heading(self, collection: Collection, order: list[int]) -> Iterator[Finding]:
        """Findings about articles of one title, the oldest first."""
        few = len(order) <= MOST_ALIKE
        # By whether articles with a body are among them, excerpt and provider.
        first: dict[tuple[bool, int, str], int] = {}
        for place, number in enumerate(order):
            mine = collection.sketches[number]
            same = first.get((not mine.size, mine.excerpt, mine.provider))
            if mine.excerpt and same is not None and (few or _told(mine) >= TELLING_BITS):
                if collection.is_reported[number]:
                    yield self._heading(collection, number, same, "the title and the excerpt")
            elif few and collection.is_reported[number] and _told(mine, TITLE_MARK) >= TELLING_BITS:
                for other in order[:place]:
                    its = collection.sketches[other]
                    agree = not (mine.excerpt and its.excerpt) or mine.excerpt == its.excerpt
                    if agree and not (mine.size and its.size):
                        weaker = Severity.WARNING
                        yield self._heading(collection, number, other, "the title", weaker)
                        break
            for bodies in (True,) if mine.size else (True, False):
                first.setdefault((bodies, mine.excerpt, mine.provider), number)

    def _heading(
        self,
        collection: Collection,
        number: int,
        first: int,
        what: str,
        severity: Severity | None = None,
    ) -> Finding:
        its_path = collection.paths[first]
        related = Related(its_path, "the first of them", "/title")
        message = f"has {what} of {quote(its_path)}"
        path = collection.paths[number]
        return self.finding(path, message, field="/title", related=(related,), severity=severity)


def _told(known: Sketch, marks: int = TITLE_MARK | LEAD_MARK) -> float:
    """What the stems of title and excerpt tell in bits, or those with other ``marks``."""
    return told(marked(known, marks), known.unspaced)
