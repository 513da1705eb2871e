"""Measure the CPU seconds of a run by phase and by rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import process_time
from typing import Any

from newslint.article import Article
from newslint.files.discover import Stamp
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.pipeline.examine import Examiner
from newslint.rule import ArticleRule
from newslint.text import printable


class Statistics:
    """CPU seconds of this process, by phase and by rule."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.rules: dict[str, float] = {}
        self.facts: dict[str, float] = {}
        """The time of collecting facts, by the rules that use them."""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time the work inside the context."""
        with _timed(self.phases, name):
            yield

    @contextmanager
    def rule(self, name: str) -> Iterator[None]:
        """Time the work inside the context for the rule ``name``."""
        with _timed(self.rules, name):
            yield

    @contextmanager
    def collecting(self, names: str) -> Iterator[None]:
        """Time the collecting inside the context for the corpus rules ``names``."""
        with self.phase("collect"), _timed(self.facts, names):
            yield

    @contextmanager
    def comparing(self, name: str) -> Iterator[None]:
        """Time the comparison of the corpus rule ``name``."""
        with self.phase("compare"), self.rule(name):
            yield

    def table(self, files: int, findings: Mapping[str, int]) -> Iterator[str]:
        """Yield the lines of a table: the most expensive first, with the time per file; for rules
        also the number of ``findings`` by name."""
        yield "CPU time, taken in one process; taking it makes the run slower"
        if not self.phases:
            yield "nothing to measure: all results came from the cache"
            return
        rules = dict.fromkeys(findings, 0.0) | self.rules
        width = max(map(len, ("", *self.phases, *rules, *self.facts)))
        for title, times in (("phase", self.phases), ("facts for", self.facts), ("rule", rules)):
            if not times:
                continue
            said = title == "rule"
            yield ""
            yield f"{title:<{width}} {'CPU s':>9} {'µs/file':>9}" + f" {'findings':>9}" * said
            for name, seconds in sorted(times.items(), key=lambda item: -item[1]):
                each = seconds * 1e6 / max(files, 1)
                row = f"{name:<{width}} {seconds:>9.3f} {each:>9.1f}"
                yield row + f" {findings.get(name, 0):>9}" * said


@contextmanager
def _timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = process_time()
    try:
        yield
    finally:
        times[name] = times.get(name, 0.0) + process_time() - start


def per_field(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines of a table of findings per rule, severity and field, the most common first.

    Items of lists are counted together, as ``/topics/*``.
    """
    counts = Counter(
        (finding.rule, str(finding.severity), _INDEX.sub("/*", finding.field or ""))
        for finding in findings
    )
    rules = max((len(rule) for rule, _, _ in counts), default=0)
    yield f"{'findings':>9}  {'rule':<{rules}}  severity  field"
    for (rule, severity, field), count in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        yield f"{count:>9,}  {rule:<{rules}}  {severity:<8}  {printable(field)}".rstrip()


_INDEX = pattern(r"/\d+(?=/|$)")


class MeasuringExaminer(Examiner):
    """An examiner that times everything, which makes it several times slower."""

    def __init__(self, *args: Any, statistics: Statistics, **options: Any) -> None:
        super().__init__(*args, **options)
        self.statistics = statistics

    def _read(self, path: str) -> tuple[bytes, Stamp]:
        with self.statistics.phase("read"):
            return super()._read(path)

    def _parse(self, path: str, source: bytes) -> Article:
        with self.statistics.phase("parse"):
            return super()._parse(path, source)

    def _findings(self, rule: ArticleRule, article: Article) -> list[Finding]:
        with self.statistics.phase("rules"), self.statistics.rule(rule.name):
            return super()._findings(rule, article)

    def _collected(self, name: str, articles: Sequence[Article]) -> list[Any]:
        with self.statistics.collecting(self.sharers[name]):
            return super()._collected(name, articles)
