"""The articles that speed is measured on, and the comparison of two versions."""

import hashlib
import itertools
import subprocess
import sys
import sysconfig
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from benchmarks.collection import Writer, write_lifelike
from benchmarks.lifelike.articles import POST_BODY, Series
from benchmarks.lifelike.story import Reporter
from benchmarks.lifelike.written import Style
from benchmarks.lifelike.written import Writer as FieldWriter
from benchmarks.timing import ON_ONE_ARTICLE
from newslint import Report, lint
from newslint.article import Article
from tests.front_matter.reference import load

ROOT = Path(__file__).parents[1]
ARTICLES = 60


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[float, Report]:
    """What the rules on one article say of small collections, by their share of faults."""

    def report(faults: float) -> Report:
        folder = tmp_path_factory.mktemp("articles")
        write_lifelike(folder, ARTICLES, faults=faults)
        select = ON_ONE_ARTICLE.split(",")
        return lint([str(folder)], {"online": False, "select": select, "cache": False})

    return {faults: report(faults) for faults in (0.0, 0.5)}


def test_clean_articles_are_what_they_always_were() -> None:
    """Figures of different versions are comparable because of it."""
    text = "".join(Writer(seed).article(related=3, body=400) for seed in range(20))
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert digest == "55369e39b96eb06ec4c55d41a74ae1962d53661df4c6a2b32bf5d982c0f18e64"


def test_a_seed_makes_one_collection(tmp_path: Path) -> None:
    for folder, seed in (("one", 0), ("again", 0), ("other", 1)):
        write_lifelike(tmp_path / folder, 20, faults=0.5, seed=seed)
    one, again, other = (
        {path.name: path.read_text("utf-8") for path in (tmp_path / folder).rglob("*.md")}
        for folder in ("one", "again", "other")
    )
    assert one == again
    assert len(one) == len(other) == 20
    assert not set(one.values()) & set(other.values())


def test_without_faults_nothing_is_found(reports: dict[float, Report]) -> None:
    assert len(reports[0.0].files) == ARTICLES
    assert reports[0.0].findings == ()


def test_every_second_article_has_findings(reports: dict[float, Report]) -> None:
    findings = reports[0.5].findings
    faulty = {int(Path(finding.path).stem[-6:]) for finding in findings}
    assert faulty == set(range(1, ARTICLES, 2))
    assert 0.8 <= len(findings) / ARTICLES <= 1.6
    assert len(Counter(finding.rule for finding in findings)) >= 12


def test_articles_without_faults_parse() -> None:
    series = Series(faults=0.0)
    for number in range(ARTICLES):
        text = series.text(number)
        article = Article.parse(series.name(number), text.encode())
        assert article.faults == ()
        assert article.data == load(text.split("---\n")[1])
        assert 100 <= len(article.body.encode()) <= 12 * POST_BODY + 2_000


STYLES = [
    Style(quotes, ascii_only, fold, block, indent, flow, gaps=True, comments=True)
    for quotes, ascii_only, fold, block, indent, flow in itertools.product(
        ("double", "single", "bare", "any"), (False, True), (False, True), ("", ">-", "|"), (0, 2),
        (False, True),
    )
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES[::5], ids=str)
def test_every_style_says_the_same(style: Style) -> None:
    chance = Random(str(style))
    reporter = Reporter(chance)
    fields = reporter.article(reporter.language.event(), reporter.day(), related=2)
    written = load("\n".join(FieldWriter(style, chance).lines(fields)) + "\n")
    for story in (written, *written["related"]):
        story["excerpt"] = story["excerpt"].removesuffix("\n")  # of a block
    assert written == fields


def test_two_versions_are_compared() -> None:
    newslint = str(Path(sysconfig.get_path("scripts")) / "newslint")
    script = str(ROOT / "benchmarks/compare.py")
    command = [sys.executable, script, newslint, newslint, "--articles=2", "--pairs=1"]
    run = subprocess.run([*command, "--work=one file"], capture_output=True, text=True, check=True)
    *_, row = run.stdout.splitlines()
    assert row.startswith("| one file | 0.")
    assert row.endswith("| same |")
