"""duplicate-related"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newslint.article import Article, Story
from newslint.finding import Change, Finding, Related, Severity
from newslint.rule import Corpus, CorpusRule, Example, key
from newslint.rules.duplicates._groups import group_of
from newslint.rules.duplicates._places import pointer_to
from newslint.similarity.sketch import KEY_KINDS, MAX_TITLE, SAME_KEY, text_key
from newslint.similarity.tokens import folded
from newslint.text import quote
from newslint.web.canonical import canonical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TITLE = "title: "  # begins what no page does
_HEAD = "---\ntitle: Ferry back on Monday\nwebUrl: https://example.com/ferry\nrelated:\n"
_RUDDER = "  - title: The rudder\n    webUrl: https://example.com/rudder\n"


class DuplicateRelated(CorpusRule[tuple[Any, ...]]):
    """Find related entries that repeat another one, or the article itself.

    ## What
    Entries count as the same when they name the same page (as `duplicate-url` understands it),
    or where neither has a URL, when they have the same title. Nested entries are compared with
    those beside them and with the stories that they are related to.

    An entry whose page is another file of the collection is no fault; a note says which file it
    is, so that the two can be kept in step.

    ## Why
    A reader who is offered the story that is open, or one story twice, takes the list for
    careless.

    ## Fix
    Takes the entry away. That is safe where nothing is lost: the entry is the article itself, or
    says nothing that the first one does not say.
    """

    fixes = True

    valid = (
        Example(
            {
                "a.md": f"{_HEAD}{_RUDDER}"
                "  - title: The rudder\n    webUrl: https://example.com/rudder?page=2\n---\n"
            },
            note="one title, two pages",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": f"{_HEAD}{_RUDDER}"
                "  - title: The rudder\n    webUrl: http://example.com/rudder#top\n---\n"
            },
            at=(("a.md", 7, 5),),
            fixed={"a.md": f"{_HEAD}{_RUDDER}---\n"},
        ),
        Example(
            {
                "a.md": f"{_HEAD}{_RUDDER}"
                "  - title: Back on Monday\n    webUrl: https://example.com/ferry/amp\n---\n"
            },
            at=(("a.md", 7, 5),),
            fixed={"a.md": f"{_HEAD}{_RUDDER}---\n"},
            note="the article itself",
        ),
        Example(
            {
                "a.md": f"{_HEAD}{_RUDDER}---\n",
                "b.md": "---\ntitle: The rudder\nwebUrl: https://example.com/rudder\n---\n",
            },
            at=(("a.md", 5, 5),),
            note="another file of the collection: a note",
        ),
    )

    def collect(self, article: Article) -> tuple[Any, ...] | None:
        if article.is_draft:
            return None
        pages = (i for i in _identities(article.stories[0]) if not i.startswith(_TITLE))
        own = list(dict.fromkeys(pages))
        entries = list(_entries(article.stories))
        return (own, entries) if own or entries else None

    key_kinds = KEY_KINDS

    def keys(self, facts: tuple[Any, ...]) -> "NDArray[np.uint64]":
        import numpy as np

        own, entries = facts
        same = {*own, *(identity for _, identity, _, _ in entries)}
        return np.array(sorted(key(SAME_KEY, text_key(identity)) for identity in same), np.uint64)

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        files: dict[str, str] = {}
        for path, (own, _) in corpus.facts.items():
            for identity in own:
                files.setdefault(identity, path)
        for path, (_, entries) in corpus.facts.items():
            if path not in corpus.reported:
                continue
            same: dict[str | None, list[str]] = {}  # the entries that repeat a story, by its place
            for pointer, _, twin, _ in entries:
                same.setdefault(twin, [f"{path}#{twin}"]).append(f"{path}#{pointer}")
            for pointer, identity, twin, lossless in entries:
                file = files.get(identity, path)
                finding = self._finding(corpus, path, pointer, twin, lossless, file)
                if finding:
                    members = (file, f"{path}#{pointer}") if twin is None else same[twin]
                    yield finding._replace(group=group_of(self.name, members))

    def _finding(
        self,
        corpus: Corpus[tuple[Any, ...]],
        path: str,
        pointer: str,
        twin: str | None,
        lossless: bool,
        file: str,
    ) -> Finding | None:
        """The finding about one entry; ``twin`` is the story that it repeats, if there is one."""
        elsewhere = f"; it is also {quote(file)}" if file != path else ""
        if twin is None:
            if not elsewhere:
                return None
            related = Related(file, "the same story", pointer_to("url", file, corpus))
            message = f"related entry is also {quote(file)}"
            return self.finding(
                path, message, field=pointer, related=(related,), severity=Severity.NOTE
            )
        change = Change(pointer, None, lossless)
        if pointer.startswith(f"{twin}/"):
            message = "related entry is the story that it is related to"
        else:
            message = "related entry is listed twice"
        first = Related(path, "the same story", twin or pointer_to("title", path, corpus))
        return self.finding(
            path, message + elsewhere, field=pointer, changes=(change,), related=(first,)
        )


def _entries(
    stories: tuple[Story, ...],
) -> Iterator[tuple[str, str, str | None, bool]]:
    """For each related entry: pointer, identity, the story it repeats, whether it may safely go."""
    parents = {story.pointer: story.parent for story in stories}
    # Entries are compared by their first page; only what has entries needs all of its pages.
    above_others = {story.parent for story in stories}
    identities = {s.pointer: {*_identities(s)} for s in stories if s.pointer in above_others}
    seen: dict[tuple[str, str], Story] = {}  # by list, then identity
    for story in stories[1:]:
        pointer = story.pointer
        identity = next(_identities(story), "")
        if not identity:
            continue
        above = story.parent
        while above is not None and identity not in identities[above]:
            above = parents[above]
        if above is not None:
            yield pointer, identity, above, True
            continue
        first = seen.setdefault((str(story.parent), identity), story)
        if first is story:
            yield pointer, identity, None, False
        else:
            lossless = all(_says(first, key, value) for key, value in story.fields.items())
            yield pointer, identity, first.pointer, lossless


def _says(story: Story, key: str, value: Any) -> bool:
    """Whether a story has the field; another way to write its URL says nothing new."""
    return story.fields.get(key) == value or key in story.vocabulary.names["url"]


def _identities(story: Story) -> Iterator[str]:
    """What a story is known by: its pages, or its title where it has no URL at all."""
    urls = [
        url for url in story.vocabulary.every("url", story.fields) if isinstance(url, str) and url
    ]
    if urls:
        yield from filter(None, map(canonical, urls))
    elif title := folded(" ".join(story.text("title")[:MAX_TITLE].split())):
        yield f"{_TITLE}{title}"
