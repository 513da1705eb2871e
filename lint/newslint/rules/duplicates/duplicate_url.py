"""duplicate-url"""

from collections.abc import Iterable, Iterator
from typing import Any

from newslint.finding import Finding, Group, Related, Severity
from newslint.rule import Corpus, CorpusRule, Example
from newslint.rules.duplicates._groups import group_of
from newslint.similarity.collection import Collection, and_more, overview, related
from newslint.similarity.sketch import KEY_KINDS, Sketch, sketch, sketch_keys, sketches
from newslint.text import quote

SECTION = 4
"""Articles with different titles from which the page /news that all name is no single story."""


class DuplicateUrl(CorpusRule[tuple[Any, ...]]):
    """Find articles that name the same page as another one.

    ## What
    Compares `webUrl`, `originalUrl`, `ampWebUrl` and `cdnAmpWebUrl` of all articles with one
    another. What does not choose the page does not count: `http` or `https`, `www.`, `m.` and
    `amp.`, default ports, a trailing slash, the fragment, AMP paths, parameters and caches,
    parameters that only track, and the ways to write a letter (percent-encoding, IDN). Every
    other parameter counts, and so do capitals in the path. Front pages are no stories. Of a page
    like /news that several articles with different titles name, only those with the same title are.

    Every article but the oldest is reported, at the field that matches. Where files are named, a
    named file that repeats another one is reported whichever of the two is older.

    ## Why
    The same story filed twice is shown twice, counted twice and kept up to date once.
    """

    default_severity = Severity.ERROR
    pairwise = True

    valid = (
        Example(
            {
                "a.md": "---\nwebUrl: https://example.com/story?id=1\n---\n",
                "b.md": "---\nwebUrl: https://example.com/story?id=2\n---\n",
            },
            note="a parameter that makes the page",
        ),
        Example(
            {
                "a.md": "---\noriginalUrl: https://example.com/\n---\n",
                "b.md": "---\noriginalUrl: https://example.com\n---\n",
            },
            note="a front page is no story",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nwebUrl: https://example.com/harbour\n---\n",
                "b.md": "---\nwebUrl: http://www.example.com/harbour/?utm_source=feed\n---\n",
            },
            at=(("b.md", 2, 9),),
        ),
        Example(
            {
                "a.md": "---\npublishedDateTime: 2026-03-02T10:00:00Z\n"
                "webUrl: https://example.com/harbour\n---\n",
                "b.md": "---\npublishedDateTime: 2026-03-01T10:00:00Z\n"
                "ampWebUrl: https://example-com.cdn.ampproject.org/c/s/example.com/harbour/amp\n"
                "---\n",
            },
            at=(("a.md", 3, 9),),
            note="the older one came first, whatever its name",
        ),
    )

    collect = staticmethod(sketch)
    collect_all = staticmethod(sketches)
    keys = staticmethod(sketch_keys)
    overview = staticmethod(overview)
    key_kinds = KEY_KINDS

    def compare(self, corpus: Corpus[tuple[Any, ...]]) -> Iterator[Finding]:
        collection = corpus.shared(Collection)
        holders = _holders(collection)
        sections = {
            url for url, numbers in holders.items() if _is_section(url, numbers, collection)
        }
        groups: dict[tuple[str, int], Group] = {}
        for number, facts in enumerate(collection.sketches):
            if not collection.is_reported[number]:
                continue
            for field, url in facts.urls.items():
                others = holders[url]
                if url in sections:
                    others = [n for n in others if _same_title(facts, collection.sketches[n])]
                first = collection.repeated(number, others)
                if first is not None:
                    named = related(first, number, others)
                    if (url, others[0]) not in groups:
                        paths = (collection.paths[other] for other in others)
                        groups[url, others[0]] = group_of(self.name, paths)
                    yield self._finding(collection, number, named, groups[url, others[0]], field)
                    break

    def _finding(
        self, collection: Collection, number: int, others: list[int], group: Group, field: str
    ) -> Finding:
        """A finding that names ``others``, which are some of ``group``."""
        first, *rest = others
        url = collection.sketches[number].urls[field]
        path, its_path = collection.paths[number], collection.paths[first]
        its_field = _field(collection.sketches[first], url)
        which = "the first" if first < number else "a later"
        named = [Related(its_path, f"{which} article on this page", its_field)]
        named += [
            Related(
                collection.paths[other],
                "another article on this page",
                _field(collection.sketches[other], url),
            )
            for other in rest
        ]
        message = (
            f"{_name(field)} names the same page as {_name(its_field)} of {quote(its_path)}"
            f"{and_more(group.size - 2)}"
        )
        return self.finding(path, message, field=field, related=named, group=group)


def _name(pointer: str) -> str:
    """A field as messages name it."""
    return pointer[1:].replace("/", ".")


def _field(sketch: Sketch, url: str) -> str:
    """The field in which an article names a page, as a JSON Pointer."""
    return next(field for field, value in sketch.urls.items() if value == url)


def _holders(collection: Collection) -> dict[str, list[int]]:
    """The articles that name each page, the oldest first, by canonical URL."""
    holders: dict[str, list[int]] = {}
    for number, facts in enumerate(collection.sketches):
        for url in facts.urls.values():
            holders.setdefault(url, []).append(number)
    return holders


def _same_title(one: Sketch, other: Sketch) -> bool:
    """Whether two articles have one title."""
    return one.heading == other.heading != 0


def _is_section(url: str, holders: Iterable[int], collection: Collection) -> bool:
    """Whether a site lists stories on a page, by its path and the articles that name it."""
    if not url.partition("/")[2].isalpha():
        return False
    return len({collection.sketches[number].heading for number in holders}) >= SECTION
