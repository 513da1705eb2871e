"""The cache: the same findings for less work, and never a reason to fail."""

import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest

from newslint import Article, Finding
from newslint.cache import database, results
from newslint.cache.folder import FILE_NAME
from newslint.cache.stored import encode
from newslint.catalogue.ruleset import Ruleset
from newslint.cli import main
from newslint.files.discover import read_stamped
from newslint.pipeline.examine import Examiner
from newslint.pipeline.run import lint
from newslint.report import Report
from newslint.rule import ArticleRule, Corpus, CorpusRule
from newslint.settings import Config, Override

ARTICLES = 40  # enough for the cache to be worth it


@pytest.fixture(autouse=True)
def _collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for i in range(ARTICLES):
        write(i, f"---\ntitle: The ferry {i}\n---\nA ferry, number {i}.\n")
    settle()


def write(i: int, text: str) -> None:
    Path(f"news/{i:02}.md").write_text(text, encoding="utf-8")


def settle() -> None:
    """Make all files look as if they had lain there for long."""
    for path in Path("news").iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))


def config(**changes: object) -> Config:
    settings: dict[str, object] = {"online": False, "cache_dir": "cache", **changes}
    return Config(**settings)  # type: ignore[arg-type]


def run(**changes: object) -> Report:
    return lint(["news"], config(**changes))


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


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's times at once: the change time cannot be set back by a test."""
    monkeypatch.setattr(results, "_UNSETTLED", -(10**18))


def test_unchanged_files_are_not_looked_at_again_and_give_the_same(examined: list[str]) -> None:
    first = run()
    assert len(examined) == ARTICLES
    examined.clear()
    assert run()[:3] == first[:3]
    assert first.findings
    assert examined == []


def test_a_changed_file_is_looked_at_again(examined: list[str]) -> None:
    run()
    examined.clear()
    write(7, "no front matter at all\n")
    assert "no-front-matter" in {f.rule for f in run().findings if f.path == "news/07.md"}
    assert set(examined) == {"news/07.md"}


def test_a_touched_file_with_the_same_bytes_is_known(examined: list[str]) -> None:
    run()
    examined.clear()
    for path in Path("news").iterdir():
        os.utime(path)
    run()
    assert examined == []


@pytest.mark.usefixtures("no_waiting")
def test_a_change_that_keeps_size_and_modification_time_is_seen(examined: list[str]) -> None:
    run()
    examined.clear()
    write(7, "---\ntitle: The f\u00e9ry 7\n---\nA ferry, number 7.\n")
    os.utime("news/07.md", (1_600_000_000, 1_600_000_000))
    run()
    assert set(examined) == {"news/07.md"}


def test_a_file_that_is_gone_is_gone() -> None:
    run()
    os.unlink("news/07.md")
    assert "news/07.md" not in run().files


def test_findings_say_the_path_by_which_the_file_is_seen_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(cache_dir=os.path.abspath("cache"))
    folder = os.path.abspath("cache")
    monkeypatch.chdir("news")
    report = lint(["."], config(cache_dir=folder))
    assert {f.path for f in report.findings} == {f"{i:02}.md" for i in range(ARTICLES)}


def test_fewer_rules_are_served_by_an_entry_of_more(examined: list[str]) -> None:
    run()
    examined.clear()
    report = run(select=("missing-field",))
    assert {f.rule for f in report.findings} == {"missing-field"}
    assert examined == []


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": {"missing-field": {"severity": "note"}}},
        {"max_front_matter": 1_000},
        {"max_file_size": 1_000},
    ],
    ids=str,
)
def test_what_decides_a_finding_decides_the_entry(
    examined: list[str], changes: dict[str, object]
) -> None:
    run()
    examined.clear()
    run(**changes)
    assert len(set(examined)) == ARTICLES


@pytest.mark.parametrize(
    "changes",
    [
        {"fail_on": None},
        {"overrides": (Override(("news/*",), ignore=("missing-field",)),)},
        {"ignore": ("missing-field",)},
        {"rules": {"same-story": {"severity": "note"}}},
        {"exclude": ("elsewhere",)},
    ],
    ids=str,
)
def test_what_decides_no_finding_in_a_file_leaves_its_entry(
    examined: list[str], changes: dict[str, object]
) -> None:
    run()
    examined.clear()
    run(**changes)
    assert examined == []


@pytest.mark.parametrize("form", ["text", "concise", "json", "junit"])
def test_a_warm_run_prints_the_same_bytes(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["news", "--offline", "--isolated", "--cache-dir", "cache", "-f", form]
    printed = []
    for more in ([], [], ["-j1"], ["--no-cache"]):
        assert main([*arguments, *more]) == 1
        printed.append(capfd.readouterr().out)
    assert "missing-field" in printed[0]
    assert printed == [printed[0]] * 4


PLUGINS = {
    "an article rule": """
class House(ArticleRule):
    def check(self, article):
        yield self.finding(article.path, WORD)
""",
    "facts": """
class House(CorpusRule):
    def collect(self, article):
        return WORD
    def compare(self, corpus):
        for path, word in corpus.facts.items():
            yield self.finding(path, word)
""",
}


@pytest.mark.parametrize("kind", PLUGINS)
def test_a_changed_plugin_runs_again(kind: str) -> None:
    plugin = Path("house_style")
    plugin.mkdir()
    (plugin / "__init__.py").touch()
    (plugin / "words.py").write_text("WORD = 'first'\n")
    imports = "from newslint import ArticleRule, CorpusRule\nfrom house_style.words import WORD\n"
    (plugin / "house.py").write_text(imports + PLUGINS[kind])
    script = (
        "from newslint.settings import Config\nfrom newslint.pipeline.run import lint\n"
        "report = lint(['news'], Config(online=False, cache_dir='cache', select=('house',),"
        " plugins=('house_style.house',)))\nprint({f.message for f in report.findings})"
    )

    def said() -> str:
        done = subprocess.run(
            [sys.executable, "-B", "-c", script], capture_output=True, text=True, check=True
        )
        return done.stdout

    assert said() == said() == "{'first'}\n"
    (plugin / "words.py").write_text("WORD = 'second'\n")
    assert said() == "{'second'}\n"


def test_another_schema_is_another_entry(examined: list[str]) -> None:
    Path("own.json").write_text('{"required": ["title"]}', encoding="utf-8")
    run(schema="own.json")
    examined.clear()
    run(schema="own.json")
    assert examined == []
    Path("own.json").write_text('{"required": ["weather"]}', encoding="utf-8")
    report = run(schema="own.json")
    assert "missing field: weather" in {f.message for f in report.findings}


def test_what_articles_inherit_from_their_site_decides_their_entries() -> None:
    Path("own.json").write_text('{"required": ["author"]}', encoding="utf-8")

    def missing(author: str) -> int:
        defaults = f"defaults: [{{scope: {{path: ''}}, values: {{{author}}}}}]"
        Path("_config.yml").write_text(defaults, encoding="utf-8")
        report = run(preset="jekyll", schema="own.json", select=("missing-field",))
        return len(report.findings)

    counts = [missing(author) for author in ("author: A", "lang: en", "lang: en", "author: A")]
    assert counts == [0, ARTICLES, ARTICLES, 0]


def test_configurations_that_take_turns_leave_each_other_alone(examined: list[str]) -> None:
    others: dict[str, object] = {"rules": {"missing-field": {"severity": "note"}}}
    numbers = []
    for settings in ({}, others, {}, others):
        examined.clear()
        run(**settings)
        numbers.append(len(set(examined)))
    assert numbers == [ARTICLES, ARTICLES, 0, 0]


def test_no_cache_is_neither_read_nor_written(examined: list[str]) -> None:
    run(use_cache=False)
    assert not Path("cache").exists()
    run()
    examined.clear()
    run(use_cache=False)
    assert len(examined) == ARTICLES


def test_a_few_files_are_not_worth_it() -> None:
    lint(["news/01.md", "news/02.md"], config())
    assert not Path("cache").exists()


class _Perishable(ArticleRule):
    """Speaks of every article, for today only."""

    name = "today"
    perishable = True

    def check(self, article: Article) -> Iterator[Finding]:
        yield self.finding(article.path, "today")


class _Counting(CorpusRule[str]):
    """Counts how often it is asked."""

    name = "counting"
    compared = 0

    def collect(self, article: Article) -> str:
        return article.title

    def compare(self, corpus: Corpus[str]) -> Iterator[Finding]:
        type(self).compared += 1
        for path, title in corpus.facts.items():
            yield self.finding(path, f"one of {len(corpus.facts)}: {title}", field="/title")


def with_rules(
    monkeypatch: pytest.MonkeyPatch, *rules: type[ArticleRule | CorpusRule[str]]
) -> None:
    def build(_: Config) -> Ruleset:
        return Ruleset([rule() for rule in rules], {rule.name: "x" for rule in rules}, config())

    monkeypatch.setattr(Ruleset, "build", build)


def test_findings_that_perish_are_not_kept(
    examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, _Perishable)
    run()
    examined.clear()
    assert len(run().findings) == ARTICLES
    assert len(examined) == ARTICLES


def test_comparisons_are_kept_as_long_as_all_files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, _Counting)
    _Counting.compared = 0
    first = run()
    assert run().findings == first.findings
    assert _Counting.compared == 1
    write(7, "---\ntitle: Another\n---\n")
    report = run()
    assert _Counting.compared == 2
    assert [f.message for f in report.findings if f.path == "news/07.md"] == ["one of 40: Another"]
    os.unlink("news/07.md")
    assert {f.message[:9] for f in run().findings} == {"one of 39"}


def test_facts_of_unchanged_files_are_not_collected_again(
    examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rules(monkeypatch, _Counting)
    run()
    examined.clear()
    write(7, "---\ntitle: Another\n---\n")
    run()
    assert set(examined) == {"news/07.md"}


class TestFaults:
    """Whatever happens to the file, the findings are those of a run without it."""

    @pytest.fixture
    def expected(self) -> tuple[Finding, ...]:
        return run(use_cache=False).findings

    @pytest.fixture
    def file(self) -> Path:
        run()
        return Path("cache") / FILE_NAME

    def test_somebodys_file_stays(self, file: Path, expected: object) -> None:
        file.write_bytes(b"rubbish" * 1_000)
        assert run().findings == expected
        assert file.read_bytes() == b"rubbish" * 1_000

    def test_rubbish_is_replaced(self, file: Path, expected: object, examined: list[str]) -> None:
        file.write_bytes(file.read_bytes()[:100] + b"rubbish" * 1_000)
        assert run().findings == expected
        run()
        examined.clear()
        run()
        assert examined == []

    @pytest.mark.parametrize("keep", [0, 1, 100, 5_000])
    def test_a_torn_file(self, file: Path, expected: object, keep: int) -> None:
        file.write_bytes(file.read_bytes()[:keep])
        assert run().findings == expected

    def test_a_database_of_something_else_is_left_alone(self, expected: object) -> None:
        Path("cache").mkdir()
        file = Path("cache") / FILE_NAME
        with sqlite3.connect(file) as opened:
            opened.execute("CREATE TABLE letters (text)")
        opened.close()
        before = file.read_bytes()
        assert run().findings == expected
        with sqlite3.connect(file) as opened:
            assert opened.execute("SELECT count(*) FROM letters").fetchone() == (0,)
        opened.close()
        assert len(before) == len(file.read_bytes())

    @pytest.mark.parametrize(
        "column", ["results.kept", "results.key", "files.content", "files.looked", "rules.digest"]
    )
    @pytest.mark.parametrize("value", [b"\xc1", b"\x93\x01\x02\x03", "text", None, -1])
    def test_entries_of_another_shape(
        self, file: Path, expected: object, column: str, value: object
    ) -> None:
        table, _, column = column.partition(".")
        with sqlite3.connect(file) as opened:
            opened.execute(f"UPDATE {table} SET {column} = ?", (value,))
        opened.close()
        assert run().findings == expected

    @pytest.mark.parametrize("table", ["facts", "compared", "both"])
    @pytest.mark.parametrize(
        "value",
        [
            b"\xc1",
            b"",
            "text",
            None,
            5,
            encode(None)[:-1],
            encode([5])[:4] + encode([6])[4:],
            zlib.crc32(b"\x91" * 99_999).to_bytes(4) + b"\x91" * 99_999,
        ],
        ids=range(8),
    )
    def test_facts_and_comparisons_of_another_shape(
        self, file: Path, expected: object, table: str, value: object
    ) -> None:
        with sqlite3.connect(file) as opened:
            if table != "compared":
                opened.execute("UPDATE facts SET value = ?", (value,))
                opened.execute("DELETE FROM compared")
            if table != "facts":
                opened.execute("UPDATE compared SET findings = ?", (value,))
        opened.close()
        assert run().findings == expected

    @pytest.mark.parametrize(
        "value", [5, "x", [], [1], {"a": 1}, [[1, 2]], ["x"] * 13, [b"x"] * 13]
    )
    def test_facts_that_rules_stumble_on_are_collected_again(
        self, file: Path, value: object
    ) -> None:
        write(0, "---\ntitle: a\nwebUrl: https://a.example/b\n---\n")
        write(1, "---\ntitle: a\nwebUrl: https://a.example/b\n---\n")
        settle()
        expected = run().findings
        assert "duplicate-url" in {finding.rule for finding in expected}
        for _ in range(2):
            with sqlite3.connect(file) as opened:
                opened.execute("UPDATE facts SET value = ?", (encode(value),))
                opened.execute("DELETE FROM compared")
            opened.close()
            assert run().findings == expected
        with sqlite3.connect(file) as opened:
            query = "SELECT count(*) FROM facts WHERE value = ?"
            assert opened.execute(query, (encode(value),)).fetchone() == (0,)
        opened.close()

    @pytest.mark.parametrize(
        "statement",
        [
            "PRAGMA user_version=2",
            "DROP TABLE files",
            "ALTER TABLE files ADD COLUMN more",
            'CREATE TABLE "an; \'other"" one" (x)',
            "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM files; END",
            "CREATE VIEW v AS SELECT 1",
        ],
    )
    def test_another_layout_is_replaced(
        self, file: Path, expected: object, examined: list[str], statement: str
    ) -> None:
        with sqlite3.connect(file) as opened:
            opened.execute(statement)
        opened.close()
        assert run().findings == expected
        assert len(set(examined)) == ARTICLES
        examined.clear()
        assert run().findings == expected
        assert examined == []

    def test_a_folder_in_its_place(self, expected: object) -> None:
        (Path("cache") / FILE_NAME).mkdir(parents=True)
        assert run().findings == expected

    def test_a_file_in_place_of_the_folder(self, expected: object) -> None:
        Path("cache").write_text("", encoding="utf-8")
        assert run().findings == expected

    def test_a_writer_that_never_ends(
        self, file: Path, expected: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "PATIENCE", 0.01)
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        Path("news/07.md").touch()
        assert run().findings == expected
        holder.close()

    def test_two_runs_at_once(self) -> None:
        script = (
            "from newslint.settings import Config\nfrom newslint.pipeline.run import lint\n"
            "print(len(lint(['news'], Config(online=False, cache_dir='cache')).findings))"
        )
        runs = [
            subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        printed = {process.communicate()[0] for process in runs}
        assert printed == {f"{len(run(use_cache=False).findings)}\n"}


def counted(*tables: str) -> dict[str, int]:
    """How many rows tables have."""
    with closing(sqlite3.connect(Path("cache") / FILE_NAME)) as opened:
        query = "SELECT count(*) FROM "
        return {table: opened.execute(query + table).fetchone()[0] for table in tables}


class TestSize:
    """What no run uses any more is dropped."""

    TABLES = ("files", "results", "facts", "rules", "collectors")

    def change(self, *statements: str) -> None:
        with closing(sqlite3.connect(Path("cache") / FILE_NAME, isolation_level=None)) as opened:
            for statement in statements:
                opened.execute(statement)

    def test_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        run()
        full = (Path("cache") / FILE_NAME).stat().st_size
        monkeypatch.setattr(database, "MAX_BYTES", full - 1)
        run()
        assert counted(*self.TABLES) == dict.fromkeys(self.TABLES, 0)

    def test_what_other_environments_have_left_goes_first(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run()
        before = counted(*self.TABLES)
        self.change(
            "INSERT INTO collectors SELECT 99, x'00', max(used) FROM collectors",
            "INSERT INTO facts SELECT 99, id, content, zeroblob(100000) FROM files",
            "INSERT INTO rules SELECT 99, x'00', max(used) FROM rules",
            "INSERT INTO results SELECT id, 99, content, zeroblob(100000) FROM files",
        )
        monkeypatch.setattr(database, "MAX_BYTES", 2_000_000)
        run()
        assert counted(*self.TABLES) == before

    @pytest.mark.parametrize(("days", "stay"), [(29, True), (31, False)])
    def test_after_a_month(self, days: int, stay: bool, examined: list[str]) -> None:
        run()
        once = counted(*self.TABLES)
        self.change(
            f"UPDATE rules SET used = used - {days}", f"UPDATE collectors SET used = used - {days}"
        )
        examined.clear()
        run(rules={"missing-field": {"severity": "note"}}, max_front_matter=9_999)
        both = counted("results", "facts")
        assert both == {table: once[table] * (2 if stay else 1) for table in both}
        assert counted("files") == {"files": ARTICLES}

    def test_files_that_are_gone_for_a_month(self) -> None:
        run()
        os.unlink("news/07.md")
        self.change(*(f"UPDATE {table} SET used = used - 31" for table in ("files", "compared")))
        run()
        assert counted("files", "results") == {"files": ARTICLES - 1, "results": ARTICLES - 1}


def test_the_stamp_belongs_to_the_bytes() -> None:
    source, stamp = read_stamped("news/07.md", 1_000)
    assert len(source) == stamp.size


def test_an_article_that_names_its_own_schema_is_looked_at_every_time(
    examined: list[str],
) -> None:
    Path("own.json").write_text('{"required": ["title"]}', encoding="utf-8")
    write(7, "---\n$schema: ../own.json\ntitle: The ferry 7\n---\n")
    run()
    Path("own.json").write_text('{"required": ["weather"]}', encoding="utf-8")
    assert "missing field: weather" in {f.message for f in run().findings}


class _Lasting(ArticleRule):
    """Speaks of every article, for ever."""

    name = "always"
    asked: ClassVar[list[str]] = []

    def check(self, article: Article) -> Iterator[Finding]:
        self.asked.append(article.path)
        yield self.finding(article.path, "always")


def test_only_what_perishes_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, _Perishable, _Lasting)
    cold = run()
    _Lasting.asked.clear()
    assert run().findings == cold.findings
    assert _Lasting.asked == []


def test_what_has_perished_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rules(monkeypatch, _Perishable, _Lasting)
    cold = run()
    monkeypatch.setattr(_Perishable, "check", lambda rule, article: ())
    lasting = tuple(finding for finding in cold.findings if finding.rule == "always")
    assert run().findings == lasting
