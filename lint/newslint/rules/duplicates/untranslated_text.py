"""untranslated-text"""

from collections.abc import Iterator
from typing import Any

from newslint.finding import Finding, Related, Severity
from newslint.rule import Corpus, CorpusRule, Example
from newslint.rules.duplicates._groups import group_of
from newslint.similarity.collection import Collection, Texts, overview
from newslint.similarity.copies import COPY, Copies
from newslint.similarity.overlap import Overlap
from newslint.similarity.sketch import KEY_KINDS, detected, sketch, sketch_keys, sketches
from newslint.text import quote

_TEXT = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year."
)


class UntranslatedText(CorpusRule[tuple[Any, ...]]):
    """Find articles in one language whose text is that of an article in another one.

    ## What
    Reports an article if at least 90 % of its text and of the other one are the same, and their
    languages differ: by the language field, the folder (`de/ferry.md`) or the file name
    (`ferry.de.md`). Where one of them names no language, that of its text counts. Of the two the
    one is reported whose text is not in its language, or else the newer one.

    ## Why
    Somebody copied an article to translate it, and has not done so yet.
    """

    default_severity = Severity.NOTE
    pairwise = True

    valid = (
        Example(
            {
                "en/a.md": f"---\ntitle: Ferry back on Monday\nlanguage: en\n---\n{_TEXT}\n",
                "de/a.md": "---\ntitle: Fähre fährt wieder\nlanguage: de\n---\n"
                "Die Fähre zwischen den beiden Inseln fährt von Montag an wieder, nachdem das "
                "gebrochene Ruder ersetzt worden ist.\n",
            },
            note="a translation",
        ),
    )
    invalid = (
        Example(
            {
                "en/a.md": f"---\ntitle: Ferry back on Monday\nlanguage: en\n---\n{_TEXT}\n",
                "de/a.md": f"---\ntitle: Fähre fährt wieder\nlanguage: de\n---\n{_TEXT}\n",
            },
            at=(("de/a.md", 5, 1),),
        ),
    )

    collect = staticmethod(sketch)
    collect_all = staticmethod(sketches)
    keys = staticmethod(sketch_keys)
    overview = staticmethod(overview)
    key_kinds = KEY_KINDS

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection, texts = corpus.shared(Collection), corpus.shared(Texts)
        copies = Copies(corpus, COPY, translations=True)
        told: dict[int, int] = {}
        for number, is_reported in enumerate(collection.is_reported):
            copied = copies.of(number) if is_reported else None
            if copied is not None and min(copied.shared.shares) >= COPY:
                other = copied.others[0]
                if self._is_in_its_language(collection, texts, number):
                    number, other = other, number
                if collection.is_reported[number]:
                    told.setdefault(number, other)
        for number, other in sorted(told.items()):
            shared = texts.overlap(number, other)
            if shared is not None:
                yield self._finding(corpus, number, other, shared)

    def _is_in_its_language(self, collection: Collection, texts: Texts, number: int) -> bool:
        """Return whether an article declares no other language than its text has."""
        language, text = collection.sketches[number].language.rstrip("?"), texts[number]
        return text is not None and language == detected(text.text)

    def _finding(
        self, corpus: Corpus[tuple[Any, ...]], number: int, other: int, shared: Overlap
    ) -> Finding:
        collection, texts = corpus.shared(Collection), corpus.shared(Texts)
        path, its_path = collection.paths[number], collection.paths[other]
        place, its_place = map(texts.span, (number, other), *zip(*shared.places, strict=True))
        mine, its = (collection.sketches[n].language.rstrip("?") for n in (number, other))
        share = f"{shared.shares[0]:.0%}"
        message = f"{share} of this text in {mine} is the text of {quote(its_path)} in {its}"
        related = Related(its_path, "the same text begins here", span=its_place)
        group = group_of(self.name, (its_path, path))
        return self.finding(path, message, span=place, related=(related,), group=group)
