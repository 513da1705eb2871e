"""same-story"""

from collections.abc import Iterator
from typing import Annotated, Any

from newslint.finding import Finding
from newslint.rule import Between, Corpus, CorpusRule, Example
from newslint.rules.duplicates._places import pointer_to, related_title
from newslint.similarity.collection import Collection, and_more, overview, related, stories
from newslint.similarity.sketch import KEY_KINDS, sketch, sketch_keys
from newslint.text import quote

NAMED = 3
"""Articles that a message names."""


class SameStory(CorpusRule[tuple[Any, ...]]):
    """Find articles on one event.

    ## What
    Compares what title, excerpt and body say, each word weighing what it tells: its rarity in
    English at large, less where the collection has it often. Articles of one event share several
    rare words, appear within `days` of each other, and do not contradict each other in the
    months, numbers and names of their titles, nor are they reports of one form with other facts.
    Where dates or bodies are missing they must be more alike.

    Every article of a story but the oldest is reported once. Where files are named, a named file
    is reported if another article tells its story, whichever of the two is older.

    ## Why
    Several outlets on one event belong together: link them as `related`, or keep the best.
    """

    days: Annotated[float, Between(0, 366)] = 3.0
    """Days between two articles on one event, at most."""

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
    keys = staticmethod(sketch_keys)
    overview = staticmethod(overview)
    key_kinds = KEY_KINDS

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection = corpus.shared(Collection)
        stories_told = stories(corpus, self.days)
        for group in stories_told.groups(collection.reported):
            stories_told.measure((group[0], number) for number in group[1:])
            members = set(group)
            for number in group:
                oldest = collection.repeated(number, group)
                if collection.is_reported[number] and oldest is not None:
                    like = members.intersection(stories_told.partners(number))
                    like = {other for other in like if collection.is_repeated(number, other)}
                    first = stories_told.closest(number, sorted({oldest, *like}))
                    others = related(first, number, group)
                    yield self._finding(corpus, number, others, len(group) - 1)

    def _finding(
        self, corpus: Corpus[tuple[Any, ...]], number: int, others: list[int], count: int
    ) -> Finding:
        """A finding that names ``others``, which are some of ``count`` in all."""
        collection = corpus.shared(Collection)
        named = ", ".join(quote(collection.paths[other]) for other in others[:NAMED])
        message = f"tells the same story as {named}{and_more(count - NAMED)}"
        places = [
            related_title(collection.paths[other], collection.sketches[other].title, corpus)
            for other in others
        ]
        path = collection.paths[number]
        field = pointer_to("title", path, corpus)
        return self.finding(path, message, field=field, related=places)
