"""What newslint failed on is never stored: the next run examines it again."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from newslint import Article, ArticleRule, Corpus, CorpusRule, Finding
from newslint.article import Article as Parsed
from newslint.catalogue.ruleset import Ruleset
from newslint.finding import INTERNAL_ERROR
from newslint.pipeline.examine import Examiner
from newslint.pipeline.run import lint
from newslint.report import Report
from newslint.rule import Rule
from newslint.settings import Config

ARTICLES = 40


class Words(ArticleRule):
    """Needs a list of words that may be missing."""

    name = "words"

    def check(self, article: Article) -> Iterator[Finding]:
        if Path("words.txt").read_text() in article.text:
            yield self.finding(article.path, "a word of the list")


class Collecting(CorpusRule[str]):
    """Fails on an article as long as there is no list."""

    name = "collecting"

    def collect(self, article: Article) -> str:
        if article.path == "news/07.md":
            Path("words.txt").read_text()
        return article.title

    def compare(self, corpus: Corpus[str]) -> Iterator[Finding]:
        for path in sorted(corpus.reported):
            yield self.finding(path, f"one of {len(corpus.facts)}")


class Comparing(CorpusRule[str]):
    """Fails in the end as long as there is no list."""

    name = "comparing"

    def collect(self, article: Article) -> str:
        return article.title

    def compare(self, corpus: Corpus[str]) -> Iterator[Finding]:
        Path("words.txt").read_text()
        for path in sorted(corpus.reported):
            yield self.finding(path, f"one of {len(corpus.facts)}")


@pytest.fixture(autouse=True)
def _collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for i in range(ARTICLES):
        Path(f"news/{i:02}.md").write_text(f"---\ntitle: The ferry {i}\n---\nA ferry, {i}.\n")
        os.utime(f"news/{i:02}.md", (1_600_000_000, 1_600_000_000))


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were examined, in order."""
    paths: list[str] = []
    examine = Examiner.__call__

    def recording(self: Examiner, some: Sequence[str]) -> object:
        paths.extend(some)
        return examine(self, some)

    monkeypatch.setattr(Examiner, "__call__", recording)
    return paths


def run(*rules: type[Rule], paths: tuple[str, ...] = ("news",), **changes: object) -> Report:
    settings: dict[str, object] = {"online": False, "cache_dir": "cache", **changes}
    config = Config(**settings)  # type: ignore[arg-type]
    built = Ruleset([rule() for rule in rules], {rule.name: "x" for rule in rules}, config)
    return lint(paths, config, rules=built)


def failed(report: Report) -> set[str]:
    return {finding.path for finding in report.findings if finding.rule == INTERNAL_ERROR}


@pytest.mark.parametrize(
    ("rule", "failing"),
    [(Words, ARTICLES), (Collecting, 1), (Comparing, 1)],
    ids=["check", "collect", "compare"],
)
def test_a_rule_that_fails_fails_again_until_the_cause_is_gone(
    rule: type[Rule], failing: int, examined: list[str]
) -> None:
    first = run(rule)
    assert len(failed(first)) == failing
    assert first.exit_status == 2
    assert run(rule).findings == first.findings
    Path("words.txt").write_text("ferry")
    found = run(rule)
    assert len(found.findings) == ARTICLES
    assert not failed(found)
    examined.clear()
    assert run(rule).findings == found.findings
    assert examined == []


def test_facts_that_are_first_needed_later(examined: list[str]) -> None:
    """The results of the article rules are known, and collecting for another rule fails."""
    Path("words.txt").write_text("nothing")
    run(Words)
    Path("words.txt").unlink()
    for _ in range(2):
        report = run(Words, Collecting)
        assert failed(report) == {"news/07.md"}
        assert report.exit_status == 2
    Path("words.txt").write_text("nothing")
    assert {f.message for f in run(Words, Collecting).findings} == {f"one of {ARTICLES}"}
    examined.clear()
    run(Words, Collecting)
    assert examined == []


def test_failing_on_a_file_that_others_are_compared_with() -> None:
    for _ in range(2):
        report = run(Collecting, paths=("news/01.md",), roots=("news",))
        assert failed(report) == {"news/07.md"}
        assert report.exit_status == 2
        assert report.files == ("news/01.md",)
    Path("words.txt").write_text("ferry")
    report = run(Collecting, paths=("news/01.md",), roots=("news",))
    assert [finding.message for finding in report.findings] == [f"one of {ARTICLES}"]


def test_a_file_that_cannot_be_parsed(monkeypatch: pytest.MonkeyPatch, examined: list[str]) -> None:
    Path("words.txt").write_text("ferry, 7")
    parse = Parsed.parse

    def failing(path: str, *rest: Any, **more: Any) -> Article:
        if path == "news/07.md":
            raise MemoryError
        return parse(path, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Parsed, "parse", failing)
        for _ in range(2):
            report = run(Words)
            assert failed(report) == {"news/07.md"}
            assert len(report.files) == ARTICLES
    examined.clear()
    assert [finding.path for finding in run(Words).findings] == ["news/07.md"]
    assert examined == ["news/07.md"]


def test_a_rule_that_cannot_tell_what_decides_its_findings(examined: list[str]) -> None:
    class Unknown(Words):
        name = "unknown"

        def identity(self) -> str:
            raise ZeroDivisionError("no identity")

    Path("words.txt").write_text("ferry, 7")
    report = run(Unknown)
    assert [finding.path for finding in report.findings] == ["news/07.md"]
    (notice,) = report.notices
    assert notice.startswith("results are not stored: rule unknown failed in identity()")
    assert "test_failures.py" in notice
    examined.clear()
    run(Unknown)
    assert len(examined) == ARTICLES


class Unstorable(CorpusRule[object]):
    """Collects what the cache cannot hold, of one article."""

    name = "unstorable"

    def collect(self, article: Article) -> object:
        return {1, 2}.__iter__ if article.path == "news/07.md" else 1

    def compare(self, corpus: Corpus[object]) -> Iterator[Finding]:
        yield self.finding("news/01.md", f"one of {len(corpus.facts)}")


def test_facts_that_cannot_be_stored_cost_only_their_file(examined: list[str]) -> None:
    for count in (ARTICLES, 1):
        examined.clear()
        assert [f.message for f in run(Unstorable).findings] == [f"one of {ARTICLES}"]
        assert len(examined) == count


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_unicode(examined: list[str]) -> None:
    Path("words.txt").write_text("ferry")
    Path(os.fsdecode(b"news/\xff.md")).write_text("A ferry.")
    report = run(Words)
    assert len(report.findings) == ARTICLES + 1
    os.utime(os.fsdecode(b"news/\xff.md"), (1_600_000_000, 1_600_000_000))
    examined.clear()
    assert run(Words).findings == report.findings
    assert examined == []
