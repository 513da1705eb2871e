"""Where the time of a run goes: CPU seconds by phase and by rule."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import process_time
from typing import Any

from newslint.article import Article
from newslint.discover import Stamp
from newslint.examine import Examiner
from newslint.finding import Finding
from newslint.rule import ArticleRule


class Statistics:
    """CPU seconds of this process, by phase and by rule."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.rules: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        with _timed(self.phases, name):
            yield

    @contextmanager
    def rule(self, name: str) -> Iterator[None]:
        """Time what is done inside for the rule ``name``."""
        with _timed(self.rules, name):
            yield

    def table(self, files: int, findings: Mapping[str, int]) -> Iterator[str]:
        """Lines for people: the costliest first, with what each file cost; of rules also how many
        ``findings`` they have, by name."""
        yield f"{'phase':<24} {'CPU s':>9} {'µs/file':>9}"
        yield from (row for _, row in _rows(self.phases, files))
        yield ""
        yield f"{'rule':<24} {'CPU s':>9} {'µs/file':>9} {'findings':>9}"
        for name, row in _rows(dict.fromkeys(findings, 0.0) | self.rules, files):
            yield f"{row} {findings.get(name, 0):>9}"


def _rows(times: Mapping[str, float], files: int) -> Iterator[tuple[str, str]]:
    for name, seconds in sorted(times.items(), key=lambda item: -item[1]):
        yield name, f"{name:<24} {seconds:>9.3f} {seconds * 1e6 / max(files, 1):>9.1f}"


@contextmanager
def _timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = process_time()
    try:
        yield
    finally:
        times[name] = times.get(name, 0.0) + process_time() - start


class MeasuringExaminer(Examiner):
    """An examiner that takes the time of all it does; several times slower for that."""

    def __init__(self, *args: Any, statistics: Statistics, **options: Any) -> None:
        super().__init__(*args, **options)
        self.statistics = statistics

    def _read(self, path: str) -> tuple[bytes, Stamp]:
        with self.statistics.phase("read"):
            return super()._read(path)

    def _parse(self, path: str, source: bytes) -> Article:
        with self.statistics.phase("parse"):
            return super()._parse(path, source)

    def _apply(self, rule: ArticleRule, article: Article) -> list[Finding]:
        with self.statistics.phase("rules"), self.statistics.rule(rule.name):
            return super()._apply(rule, article)

    def _collect(self, article: Article, findings: list[Finding]) -> dict[str, Any]:
        with self.statistics.phase("collect"):
            return super()._collect(article, findings)
