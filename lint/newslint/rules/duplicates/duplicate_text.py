"""duplicate-text"""

from collections.abc import Iterator
from typing import Annotated, Any

from newslint.finding import Finding, Group, Related, Severity
from newslint.rule import Between, Corpus, CorpusRule, Example
from newslint.rules.duplicates._groups import group_of
from newslint.rules.duplicates._places import pointer_to, related_title
from newslint.similarity.collection import Collection, Texts, and_more, overview, related
from newslint.similarity.copies import COPY, Copied, Copies
from newslint.similarity.decision import are_translations
from newslint.similarity.joined import Joined
from newslint.similarity.sketch import KEY_KINDS, sketch, sketch_keys, sketches
from newslint.similarity.titles import Title, titles
from newslint.text import quote

_WIRE = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year. "
    "Residents had crossed on fishing boats for two months, and the school on the smaller island "
    "taught its older pupils by radio until the repair was done."
)


class DuplicateText(CorpusRule[tuple[Any, ...]]):
    """Find articles whose text is that of another one, whole or in part.

    ## What
    Compares the bodies of all articles by the stretches of five words that they share. An
    article is reported when `share` of the shorter of two texts is in the longer: a copy, a
    trimmed or edited version, a wire story inside a longer piece. It is an error if at least 90 %
    of each text is in the other, and otherwise a warning, for which they must share 60 words.
    Stretches that many articles have, such as a site's notices, do not count, nor do code,
    addresses and lists of links. Two reports of one form, which differ in numbers and names, are
    no copies, and neither is what digests quote and issues of a series share.

    Articles without bodies are compared by title and excerpt, which must be the same words from
    the same provider. The same telling title alone, where nothing else is known or the excerpts
    also agree, is a warning. Bodies of less than 20 words are copies if the titles are the same.

    Every article but the oldest is reported, and names the best match first: of several copies of
    one text the oldest. Where files are named, a named file that repeats another one is reported
    whichever of the two is older.

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
                "a.md": "---\ntitle: Ferry back\n---\nIt sails again on Monday.\n",
                "b.md": "---\ntitle: Ferry back\n---\nIt sails again on Monday.\n",
            },
            at=(("b.md", 2, 8),),
            note="a few words with the same title",
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
    collect_all = staticmethod(sketches)
    keys = staticmethod(sketch_keys)
    overview = staticmethod(overview)
    key_kinds = KEY_KINDS

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection = corpus.shared(Collection)
        same: Joined[int] = Joined()
        findings = dict(self._same_bodies(collection, corpus, same))
        for number, finding in self._same_titles(collection, corpus, same):
            findings.setdefault(number, finding)
        groups: dict[int, Group] = {}
        for numbers in same.groups():
            group = group_of(self.name, (collection.paths[number] for number in numbers))
            groups |= dict.fromkeys(numbers, group)
        for number in sorted(findings):
            yield findings[number]._replace(group=groups[number])

    # Bodies

    def _same_bodies(
        self, collection: Collection, corpus: Corpus[tuple[Any, ...]], same: Joined[int]
    ) -> Iterator[tuple[int, Finding]]:
        """Yield findings by the number of their article. Join what is the ``same``."""
        copies, texts = Copies(corpus, self.share), corpus.shared(Texts)
        firsts = set()
        for number, is_reported in enumerate(collection.is_reported):
            copied = copies.of(number) if is_reported else None
            if copied is None:
                continue
            for other in (*copied.same, *copied.others):
                same.join(number, other)
            if copied.first is not None:
                same.join(number, copied.first)
                firsts.add(copied.first)
            yield number, self._same_body(corpus, texts, number, copied)
        for first in firsts:
            for other in copies.copied(first):
                same.join(first, other)

    def _same_body(
        self, corpus: Corpus[tuple[Any, ...]], texts: Texts, number: int, copied: Copied
    ) -> Finding:
        collection = corpus.shared(Collection)
        first, *rest = copied.others
        shared = copied.shared
        own, other = (f"{share:.0%}" for share in shared.shares)
        place, its_place = map(texts.span, (number, first), *zip(*shared.places, strict=True))
        its_path = collection.paths[first]
        message = (
            f"{own} of the text ({shared.words} words) is also in {quote(its_path)} "
            f"({other} of that text){and_more(copied.total - 1)}"
        )
        named = [Related(its_path, "the same text begins here", span=its_place)]
        paths = (collection.paths[other] for other in rest)
        named += [related_title(path, "has text of it as well", corpus) for path in paths]
        weaker = None if min(shared.shares) >= COPY else Severity.WARNING
        path = collection.paths[number]
        return self.finding(path, message, span=place, related=named, severity=weaker)

    # Titles

    def _same_titles(
        self, collection: Collection, corpus: Corpus[tuple[Any, ...]], same: Joined[int]
    ) -> Iterator[tuple[int, Finding]]:
        """Yield findings by the number of their article. Join what is the ``same``."""
        for numbers in titles(collection):
            title = Title(corpus, numbers)
            for number in numbers:
                if collection.is_reported[number]:
                    yield from self._same_title(corpus, title, number, same)

    def _same_title(
        self, corpus: Corpus[tuple[Any, ...]], title: Title, number: int, same: Joined[int]
    ) -> Iterator[tuple[int, Finding]]:
        """The finding about an article, if another one has its title and what goes with it."""
        collection = corpus.shared(Collection)
        for alike in title.alike(number):
            mine = collection.sketches[number]
            same_language = [
                other
                for other in alike.numbers
                if not are_translations(mine, collection.sketches[other])
            ]
            first = collection.repeated(number, same_language)
            if first is None:
                continue
            path, its_path = collection.paths[number], collection.paths[first]
            numbers = related(first, number, same_language)
            paths = (collection.paths[other] for other in numbers)
            named = [related_title(other, f"has {alike.what} as well", corpus) for other in paths]
            others = sum(other != number for other in same_language)
            message = f"has {alike.what} of {quote(its_path)}{and_more(others - 1)}"
            weaker = None if alike.is_sure else Severity.WARNING
            field = pointer_to("title", path, corpus)
            same.join(number, same_language[0])
            for other in numbers:
                same.join(number, other)
            yield (
                number,
                self.finding(path, message, field=field, related=named, severity=weaker),
            )
            return
