"""From paths to results: what the cache knows, and the rest examined now."""

from collections.abc import Iterator, Mapping, Sequence
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
    """Gives the result of each file, in one process or several.

    ``contents`` holds, by path, what stands for every article whose result the cache has.
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
        """The results of articles that are not read from disk."""
        examiner = self._examiner()
        for path, source in sources.items():
            yield examiner.source(path, source)

    def reported(self, paths: Sequence[str]) -> Iterator[FileResult]:
        """The results of files that are reported on. Facts that the cache holds are left there."""
        recalled = self._cache.known(paths) if self._cache else {}
        for path, known in recalled.items():
            if known.result is not None:
                self.contents[path] = known.key
                yield known.result
        yield from self.examined([path for path in paths if path not in self.contents])

    def compared(self, paths: Sequence[str]) -> Iterator[FileResult]:
        """The facts of files that others are compared with, those aside that the cache holds."""
        recalled = self._cache.known(paths) if self._cache else {}
        for path, known in recalled.items():
            self.contents[path] = known.key
            yield FileResult(path)
        unknown = [path for path in paths if path not in self.contents]
        yield from self.examined(unknown, collect_only=True)

    def examined(self, paths: Sequence[str], *, collect_only: bool = False) -> Iterator[FileResult]:
        """The results of files that are read now, whatever the cache knows."""
        if paths:
            libraries.load_for(self._rules)
        examiner = self._examiner(collect_only=collect_only)
        for result in local.results(paths, examiner, _lost, self._jobs, self._alone):
            if self._cache is not None and result.identity is not None:
                self._cache.store(result)
                self.contents[result.path] = result.identity.key
            yield result

    def _alone(self, reason: str) -> None:
        """Go on without other processes."""
        self._jobs = 1
        self._notices.append(
            f"worker processes cannot be started ({reason}); all files are examined in this process"
        )

    def _examiner(self, *, collect_only: bool = False) -> Examiner:
        identify = self._cache is not None
        if self._statistics is None:
            return Examiner(self._config, self._rules, collect_only=collect_only, identify=identify)
        from newslint.pipeline.statistics import MeasuringExaminer

        return MeasuringExaminer(
            self._config,
            self._rules,
            collect_only=collect_only,
            identify=identify,
            statistics=self._statistics,
        )


def _lost(path: str) -> FileResult:
    """The result of a file whose worker process was killed while it was examined."""
    message = "the process that examined the file was killed, possibly out of memory"
    finding = Finding(path, INTERNAL_ERROR, Severity.ERROR, message, span=FILE_START)
    return FileResult(path, (finding,))
