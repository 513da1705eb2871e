"""same-story"""

from collections.abc import Iterator
from typing import Annotated, Any

from newslint.finding import Finding, Group
from newslint.rule import Between, Corpus, CorpusRule, Example
from newslint.rules.duplicates._groups import group_of
from newslint.rules.duplicates._places import pointer_to, related_title
from newslint.similarity.collection import Collection, and_more, overview, related, stories
from newslint.similarity.sketch import KEY_KINDS, sketch, sketch_keys, sketches
from newslint.text import quote

NAMED = 3
"""Maximum articles that a message names."""


class SameStory(CorpusRule[tuple[Any, ...]]):
    """Find articles on one event.

    ## What
    Compares titles, excerpts and bodies. The weight of a word is its rarity in English, less if it
    is frequent in the collection. Articles about one event share several rare words and appear
    within `days` of each other. Their titles do not contradict each other in months, numbers and
    names, they are not reports of one form with different facts, and not in different languages.
    Without bodies they must be more similar. Among more than 50 articles, those without a date are
    not compared, and an issue of a series, such as a newsletter, tells no story of another article.

    Every article of a story except the oldest is reported once. If files are named, a named file is
    reported if another article tells its story, whichever of the two is older.

    ## Why
    Reports of several outlets about one event belong together: link them as `related`, or keep the
    best one.
    """

    days: Annotated[float, Between(0, 366)] = 3.0
    """Maximum days between two articles about one event."""

    pairwise = True

    valid = (
        Example(
            {
                "a.md": "---\ntitle: Quake of magnitude 6.1 shakes northern Chile\n"
                "excerpt: No damage was reported near Iquique after the tremor on Tuesday.\n"
                "publishedDateTime: 2026-03-03T08:00:00Z\n---\n",
                "b.md": "---\ntitle: Quake of magnitude 5.4 shakes northern Chile\n"
                "excerpt: Residents of Iquique felt the tremor, but no damage was reported.\n"
                "publishedDateTime: 2026-03-19T08:00:00Z\n---\n",
            },
            note="two events of a kind",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\ntitle: Rudder repaired, Skerrow ferry sails again on Monday\n"
                "excerpt: Engineers have replaced the cracked rudder of the Skerrow ferry.\n"
                "publishedDateTime: 2026-03-03T08:00:00Z\n---\n",
                "b.md": "---\ntitle: Skerrow ferry to resume crossings after rudder repair\n"
                "excerpt: The cracked rudder that stopped the Skerrow ferry has been replaced.\n"
                "publishedDateTime: 2026-03-03T15:00:00Z\n---\n",
            },
            at=(("b.md", 2, 8),),
        ),
    )

    collect = staticmethod(sketch)
    collect_all = staticmethod(sketches)
    keys = staticmethod(sketch_keys)
    overview = staticmethod(overview)
    key_kinds = KEY_KINDS

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection = corpus.shared(Collection)
        stories_told = stories(corpus, self.days)
        groups = stories_told.groups(collection.reported)
        for group in groups:
            stories_told.measure((group[0], number) for number in group[1:])
            members = set(group)
            told = group_of(self.name, (collection.paths[number] for number in group))
            for number in group:
                oldest = collection.repeated(number, group)
                if collection.is_reported[number] and oldest is not None:
                    like = members.intersection(stories_told.partners(number))
                    like = {other for other in like if collection.is_repeated(number, other)}
                    first = stories_told.closest(number, sorted({oldest, *like}))
                    others = related(first, number, group)
                    yield self._finding(corpus, number, others, told)
        for pair in stories_told.attached(groups):
            paths = [collection.paths[number] for number in pair]
            told = group_of(self.name, paths, name="\0".join(paths))
            for number in pair:
                other = collection.repeated(number, pair)
                if collection.is_reported[number] and other is not None:
                    yield self._finding(corpus, number, [other], told)

    def _finding(
        self, corpus: Corpus[tuple[Any, ...]], number: int, others: list[int], group: Group
    ) -> Finding:
        """A finding that names ``others``, which are some of ``group``."""
        collection = corpus.shared(Collection)
        named = ", ".join(quote(collection.paths[other]) for other in others[:NAMED])
        message = f"tells the same story as {named}{and_more(group.size - 1 - NAMED)}"
        places = [
            related_title(collection.paths[other], collection.sketches[other].title, corpus)
            for other in others
        ]
        path = collection.paths[number]
        field = pointer_to("title", path, corpus)
        return self.finding(path, message, field=field, related=places, group=group)
