"""Return the results of paths: those in the cache, and the rest examined now."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from newslint.catalogue.ruleset import Ruleset
from newslint.engine import local
from newslint.finding import FILE_START, INTERNAL_ERROR, Finding, Severity
from newslint.pipeline import libraries
from newslint.pipeline.examine import Examiner
from newslint.result import FileResult
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.cache.results import Cache
    from newslint.pipeline.statistics import Statistics


class Reader:
    """Returns the result of each file, using one process or several.

    ``contents`` holds the identity of every article whose result is cached, by path.
    """

    def __init__(
        self,
        config: Config,
        rules: Ruleset,
        cache: "Cache | None" = None,
        jobs: int = 1,
        statistics: "Statistics | None" = None,
        notices: list[str] | None = None,
    ) -> None:
        self.contents: dict[str, bytes] = {}
        self._config = config
        self._rules = rules
        self._cache = cache
        self._jobs = jobs if statistics is None else 1
        self._statistics = statistics
        self._notices = [] if notices is None else notices

    def given(self, sources: Mapping[str, bytes]) -> Iterator[FileResult]:
        """Yield the results of articles that are not read from disk."""
        examiner = self._examiner()
        for path, source in sources.items():
            yield examiner.source(path, source)

    def reported(self, paths: Sequence[str]) -> Iterator[FileResult]:
        """Yield the results of files that are reported on. Cached facts stay in the cache."""
        recalled = self._cache.known(paths) if self._cache else {}
        for path, cached in recalled.items():
            if cached.result is not None:
                self.contents[path] = cached.key
                yield self._renewed(cached.result) if cached.result.stale else cached.result
        yield from self.examined([path for path in paths if path not in self.contents])

    def compared(self, paths: Sequence[str]) -> Iterator[FileResult]:
        """Yield the facts of files that others are compared with, except those in the cache."""
        recalled = self._cache.known(paths) if self._cache else {}
        for path, cached in recalled.items():
            self.contents[path] = cached.key
            yield FileResult(path)
        unknown = [path for path in paths if path not in self.contents]
        yield from self.examined(unknown, collect_only=True)

    def examined(self, paths: Sequence[str], *, collect_only: bool = False) -> Iterator[FileResult]:
        """Yield the results of files that are examined now, cached or not."""
        if paths:
            libraries.load_for(self._rules)
        examiner = self._examiner(collect_only=collect_only)
        for result in local.results(paths, examiner, _lost, self._jobs, self._alone):
            if self._cache is not None and result.identity is not None:
                self._cache.store(result)
                self.contents[result.path] = result.identity.key
            yield result

    def _renewed(self, result: FileResult) -> FileResult:
        """Return a stored result with what perishable rules find now."""
        (today,) = self._today([result.path])
        return result._replace(findings=(*result.findings, *today.findings), stale=False)

    @cached_property
    def _today(self) -> Examiner:
        return self._examiner(self._rules.perishable())

    def _alone(self, reason: str) -> None:
        """Continue in this process only."""
        self._jobs = 1
        self._notices.append(
            f"worker processes cannot be started ({reason}); all files are examined in this process"
        )

    def _examiner(self, rules: Ruleset | None = None, *, collect_only: bool = False) -> Examiner:
        rules = self._rules if rules is None else rules
        identify = self._cache is not None
        if self._statistics is None:
            return Examiner(self._config, rules, collect_only=collect_only, identify=identify)
        from newslint.pipeline.statistics import MeasuringExaminer

        return MeasuringExaminer(
            self._config,
            rules,
            collect_only=collect_only,
            identify=identify,
            statistics=self._statistics,
        )


def _lost(path: str) -> FileResult:
    """Return the result of a file whose worker process was killed while it was examined."""
    message = "the process that examined the file was killed, possibly out of memory"
    finding = Finding(path, INTERNAL_ERROR, Severity.ERROR, message, span=FILE_START)
    return FileResult(path, (finding,))
