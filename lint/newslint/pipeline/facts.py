"""The facts that corpus rules compare, and the subset that a rule needs."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from newslint.pipeline.reading import Reader
from newslint.result import FileResult
from newslint.rule import Corpus, CorpusRule, Whole

if TYPE_CHECKING:
    from newslint.cache.neighbours import Index
    from newslint.cache.results import Cache

WORTH_INDEX = 2_000
"""Minimum articles for an index; fewer are cheaper to compare directly."""
MAX_SHARE = 0.02
"""Maximum share of a collection that is reported, or has changed, for an index to pay off."""


class FactStore:
    """Facts by collector and path: collected in this run, recalled from the cache, or collected on
    demand."""

    def __init__(self, reader: Reader, cache: "Cache | None" = None) -> None:
        self._reader = reader
        self._cache = cache
        self._facts: dict[str, dict[str, Any]] = {}
        self._recalled: dict[
            str, set[str]
        ] = {}  # paths whose facts came from the cache, by collector
        self.failed: dict[str, FileResult] = {}
        """The files that could not be examined when their facts were needed, by path."""

    def add(self, result: FileResult) -> None:
        """Add the facts of one file."""
        for collector, fact in result.facts.items():
            self._facts.setdefault(collector, {})[result.path] = fact

    def paths(self, collector: str) -> set[str]:
        """Return the files that have, or may have, facts of a collector."""
        return {*self._reader.contents, *self._facts.get(collector, {})}

    def get(self, collector: str, paths: Collection[str]) -> dict[str, Any]:
        """Return the facts of files by path, in order, without files that have none."""
        facts = self._facts.setdefault(collector, {})
        if self._cache is not None:
            contents = self._reader.contents
            missing = {
                path: contents[path] for path in paths if path in contents and path not in facts
            }
            recalled = self._cache.facts(collector, missing) or {}
            facts.update(recalled)
            self._recalled.setdefault(collector, set()).update(recalled)
            unknown = [path for path in missing if path not in facts and path not in self.failed]
            for result in self._reader.examined(unknown, collect_only=True):
                self.add(result)
                if result.failed:
                    self.failed[result.path] = result
        return {path: facts[path] for path in sorted(paths) if facts.get(path) is not None}

    def forget(self, collector: str) -> bool:
        """Drop facts that came from the cache, because a rule crashed, perhaps on them. Return
        False if there are none."""
        recalled = self._recalled.pop(collector, set())
        for path in recalled:
            del self._facts[collector][path]
        if recalled and self._cache is not None:
            self._cache.forget(collector)
        return bool(recalled)

    # A part of a collection

    def concerning(
        self, rule: CorpusRule[Any], collector: str, reported: Collection[str], roots: list[str]
    ) -> tuple[dict[str, Any], Whole | None]:
        """Return the facts for ``rule`` when a run reports on a few files of ``roots``.

        These are the facts of ``reported`` and of all articles that share enough of their keys,
        with a description of the whole; or all facts and None, if no index helps.
        """
        part = self._part(rule, collector, reported, roots)
        return part or (self.get(collector, self.paths(collector)), None)

    def _part(
        self, rule: CorpusRule[Any], collector: str, reported: Collection[str], roots: list[str]
    ) -> tuple[dict[str, Any], Whole] | None:
        """Return the relevant facts by the index of earlier runs; None if it does not help."""
        from newslint.cache import neighbours

        everything = self.paths(collector)
        few = MAX_SHARE * len(everything)
        file = self._index_file(collector, roots)
        index = neighbours.open_index(file) if file and len(reported) <= few else None
        if index is None:
            return None
        changed = set(index.stale(self._reader.contents))
        if len(changed.union(reported)) > few:
            return None
        near = self._near(rule, collector, reported, index)
        if near is None:
            return None
        facts = self.get(collector, (everything & near).union(changed, reported))
        new = changed.difference(index.paths).intersection(facts)
        keys = (rule.keys(facts[path]) for path in new)
        return facts, neighbours.Indexed(index, [k for k in keys if k is not None])

    def index(
        self, rule: CorpusRule[Any], collector: str, corpus: Corpus[Any], roots: list[str]
    ) -> None:
        """Write the index of ``roots``, all of which are in ``corpus``, for later runs."""
        file = self._index_file(collector, roots)
        if file is None:
            return
        facts = corpus.facts
        keys = {path: k for path in facts if (k := rule.keys(facts[path])) is not None}
        if keys:
            from newslint.cache import neighbours

            overview = rule.overview(corpus)
            neighbours.write_index(file, self._reader.contents, keys, overview)

    def _index_file(self, collector: str, roots: list[str]) -> str | None:
        """Return the path of the index of ``roots``; None if an index does not pay off."""
        if self._cache is None or len(self.paths(collector)) < WORTH_INDEX:
            return None
        return self._cache.index_file(collector, roots)

    def _near(
        self, rule: CorpusRule[Any], collector: str, reported: Iterable[str], index: "Index"
    ) -> set[str] | None:
        """Return the files that share enough keys with the reported ones; None if a rule needs
        all."""
        near: set[str] = set()
        for facts in self.get(collector, tuple(reported)).values():
            keys = rule.keys(facts)
            if keys is None:
                return None
            near |= index.neighbours(keys, rule.key_kinds)
        return near
