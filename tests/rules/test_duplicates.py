"""Duplicates: which article is reported, where, and what the finding names."""

import json
from pathlib import Path
from typing import Any

import pytest

from newslint.finding import Finding, Severity
from newslint.pipeline.run import lint
from newslint.settings import Config

WIRE = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year."
)

LEADS = (
    (
        "Fishermen in the northern harbour have caught more herring this month than in any",
        "May for twenty years, and the cannery has hired forty people for the season.",
    ),
    (
        "The school on the hill opens two weeks late because the roof let in rain; until",
        "then pupils are taught in the parish hall and in the reading room.",
    ),
)


def article(body: str = "", **fields: Any) -> bytes:
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n{body}\n".encode()


def found(rule: str, files: dict[str, bytes], **options: Any) -> list[Finding]:
    config = Config(online=False, select=(rule,), rules={rule: options} if options else {})
    report = lint([], config, sources=files)
    assert {finding.rule for finding in report.findings} <= {rule}
    return list(report.findings)


def named(findings: list[Finding]) -> list[tuple[str, list[str]]]:
    return [(f.path, [related.path for related in f.related]) for f in findings]


class TestTheFirstOne:
    """Every member is reported but the oldest, which the others name."""

    @pytest.mark.parametrize(
        ("dates", "first"),
        [
            ({"a.md": "2026-03-02", "b.md": "2026-03-01", "c.md": "2026-03-03"}, "b.md"),
            ({"a.md": "2026-03-02", "b.md": "2026-03-02", "c.md": "2026-03-02"}, "a.md"),
            ({"a.md": None, "b.md": None, "c.md": "2026-03-02"}, "c.md"),
            ({"a.md": "soon", "b.md": None, "c.md": None}, "a.md"),
            (
                {
                    "a.md": "2026-03-02T23:30:00-05:00",
                    "b.md": "2026-03-03T03:00:00Z",
                    "c.md": "2026-03-04",
                },
                "b.md",
            ),
        ],
        ids=["date", "path", "undated last", "no dates", "time zones"],
    )
    @pytest.mark.parametrize("rule", ["duplicate-url", "duplicate-text"])
    def test_first(self, rule: str, dates: dict[str, str | None], first: str) -> None:
        files = {
            path: article(
                WIRE,
                title="T",
                webUrl="https://a.example/s",
                **({"publishedDateTime": d} if d else {}),
            )
            for path, d in dates.items()
        }
        rest = sorted(set(files) - {first})
        assert named(found(rule, files)) == [(path, [first]) for path in rest]


class TestDuplicateUrl:
    def test_any_field_with_any_other(self) -> None:
        files = {
            "a.md": article(webUrl="https://a.example/s", ampWebUrl="https://a.example/amp-of-s"),
            "b.md": article(originalUrl="https://b.example/1", webUrl="https://b.example/2"),
            "c.md": article(cdnAmpWebUrl="https://cdn.ampproject.org/c/s/a.example/amp-of-s"),
            "d.md": article(webUrl="https://b.example/1#top"),
        }
        findings = found("duplicate-url", files)
        assert [(f.path, f.field, f.related[0].field) for f in findings] == [
            ("c.md", "/cdnAmpWebUrl", "/ampWebUrl"),
            ("d.md", "/webUrl", "/originalUrl"),
        ]

    def test_one_finding_however_many_fields_match(self) -> None:
        same = {"webUrl": "https://a.example/s", "originalUrl": "https://o.example/s"}
        assert len(found("duplicate-url", {"a.md": article(**same), "b.md": article(**same)})) == 1

    @pytest.mark.parametrize(
        ("page", "titles", "is_story"),
        [
            ("https://a.example/", 2, False),
            ("https://a.example/de/", 2, False),
            ("https://a.example/news", 4, False),
            ("https://a.example/news", 3, True),
            ("https://a.example/ferry-sails", 9, True),
            ("https://a.example/news?id=7", 9, True),
        ],
    )
    def test_front_pages_are_no_stories(self, page: str, titles: int, is_story: bool) -> None:
        files = {f"{n}.md": article(title=f"Title {n}", webUrl=page) for n in range(titles)}
        assert bool(found("duplicate-url", files)) == is_story

    @pytest.mark.parametrize("value", [None, 7, "", "not a url", ["https://a.example/s"]])
    def test_values_that_are_no_urls(self, value: Any) -> None:
        files = {name: article(webUrl=value) for name in ("a.md", "b.md")}
        assert found("duplicate-url", files) == []


class TestDuplicateText:
    def test_the_finding_points_at_the_shared_text_in_both(self) -> None:
        files = {
            "a.md": article(f"Shopkeepers had feared for the summer.\n\n{WIRE}", title="One"),
            "b.md": article(f"First line.\nSecond line.\nThird line.\n\n{WIRE}", title="Two"),
        }
        (finding,) = found("duplicate-text", files)
        assert finding.span is not None
        assert (finding.span.line, finding.span.column) == (8, 1)
        (related,) = finding.related
        assert related.span is not None
        assert (related.span.line, related.span.column) == (6, 1)
        assert "44 words" in finding.message

        files["a.md"] = files["a.md"].replace(b"---\n", b"---\ntags: [a]\n", 1)
        (later,) = found("duplicate-text", files)
        assert later.related[0].span != related.span
        assert later.message == finding.message

    def test_the_markup_of_html_pages_is_no_text(self) -> None:
        page = (
            "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{}</title></head><body>\n"
            "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><p class='lead'>{}</p>\n"
            "</body></html>\n"
        )
        other = (
            "Herring fell to forty pence a kilo at the auction, the least since 2009, and two "
            "boats stay in harbour. One skipper has taken work on a wind farm instead."
        )
        files = {
            "a.html": page.format("Ferry to sail again", WIRE).encode(),
            "b.html": page.format("Herring prices fall", other).encode(),
        }
        for rule in ("duplicate-text", "same-story"):
            assert found(rule, files) == []
        (copied,) = found("duplicate-text", files | {"c.md": article(WIRE, title="Back at sea")})
        assert [related.path for related in copied.related] == ["a.html"]

    def test_the_share_is_of_the_shorter_text(self) -> None:
        longer = " ".join(f"word{number}" for number in range(400))
        files = {
            "a.md": article(f"{longer} {WIRE}", title="Long"),
            "b.md": article(WIRE, title="S"),
        }
        assert named(found("duplicate-text", files)) == [("b.md", ["a.md"])]

    @pytest.mark.parametrize(
        ("one", "other", "severity"),
        [
            ("Boats stay in.", "Schools open late.", Severity.ERROR),
            (" ".join(LEADS[0]), " ".join(LEADS[1]), Severity.WARNING),
            ("", " ".join(LEADS[1]), Severity.ERROR),
        ],
        ids=["a word or two before", "texts of their own before", "inside a longer one"],
    )
    def test_an_ending_may_be_a_notice(self, one: str, other: str, severity: Severity) -> None:
        """In a collection too small to show that each article has it."""
        files = {"a.md": article(f"{one}\n\n{WIRE}"), "b.md": article(f"{other}\n\n{WIRE}")}
        (finding,) = found("duplicate-text", files)
        assert finding.severity is severity

    def test_the_option(self) -> None:
        half = " ".join(WIRE.split()[:26])
        one = " ".join(f"one{number}" for number in range(40))
        other = " ".join(f"other{number}" for number in range(40))
        files = {
            "a.md": article(f"{half} {one}", title="A"),
            "b.md": article(f"{half} {other}", title="B"),
        }
        assert found("duplicate-text", files) == []
        assert len(found("duplicate-text", files, share=0.3)) == 1

    def test_reports_of_a_series_must_share_nearly_all(self) -> None:
        changed = " ".join(WIRE.split()[:36]) + " but not before the storm has passed at sea"
        files = {
            "a.md": article(WIRE, title="Crossings in week 14"),
            "b.md": article(changed, title="Crossings in week 15"),
        }
        assert found("duplicate-text", files) == []
        files["b.md"] = article(changed, title="Crossings to resume")
        assert named(found("duplicate-text", files)) == [("b.md", ["a.md"])]
        files["b.md"] = article(WIRE, title="Crossings in week 15")
        assert named(found("duplicate-text", files)) == [("b.md", ["a.md"])]

    def test_without_bodies_title_and_excerpt_of_one_provider(self) -> None:
        fields = {"title": "Ferry back", "excerpt": "It sails."}
        files = {
            "a.md": article(**fields, provider={"name": "Echo"}),
            "b.md": article(**fields, provider={"name": "Echo"}),
            "c.md": article(**fields, provider={"name": "Herald"}),
        }
        assert named(found("duplicate-text", files)) == [("b.md", ["a.md"])]

    def test_the_title_and_excerpt_of_a_column_are_nothing(self) -> None:
        fields = {"title": "Our newsletter", "excerpt": "What the week has brought."}
        files = {f"{n}.md": article(**fields, provider={"name": "Echo"}) for n in range(4)}
        assert found("duplicate-text", files) == []

    @pytest.mark.parametrize("title", ["Das Wetter in Hamburg heute", "北京今天天气预报"])
    def test_a_title_in_another_language_tells_no_more(self, title: str) -> None:
        files = {name: article(title=title) for name in ("a.md", "b.md")}
        assert found("duplicate-text", files) == []

    def test_a_telling_title_alone_is_a_warning(self) -> None:
        title = "Skerrow ferry sails again after rudder repair in Norham dockyard"
        files = {"a.md": article(title=title), "b.md": article(title=title)}
        (finding,) = found("duplicate-text", files)
        assert finding.severity is Severity.WARNING
        assert finding.field == "/title"

    @pytest.mark.parametrize(
        "title", ["Weather", "The week in pictures", ""], ids=["word", "common", "none"]
    )
    def test_a_title_that_tells_little_is_nothing(self, title: str) -> None:
        files = {name: article(title=title) for name in ("a.md", "b.md")}
        assert found("duplicate-text", files) == []

    def test_the_title_of_a_column_is_nothing(self) -> None:
        title = "Letters to the Skerrow and Norham harbour gazette from ferry passengers"
        files = {f"{number}.md": article(title=title) for number in range(4)}
        assert found("duplicate-text", files) == []


class TestSameStory:
    FILES = {
        "a.md": article(
            title="Rudder repaired, Skerrow ferry sails again on Monday",
            excerpt="Engineers have replaced the cracked rudder of the Skerrow ferry.",
            publishedDateTime="2026-03-03T08:00:00Z",
        ),
        "b.md": article(
            title="Skerrow ferry to resume crossings after rudder repair",
            excerpt="The cracked rudder that stopped the Skerrow ferry has been replaced.",
            publishedDateTime="2026-03-03T15:00:00Z",
        ),
        "c.md": article(
            title="Monday sailing for Skerrow ferry as cracked rudder is repaired",
            excerpt="The Skerrow ferry has a new rudder, engineers say; the old one had cracked.",
            publishedDateTime="2026-03-04T07:00:00Z",
        ),
        "d.md": article(
            title="Museum books in good order, say council auditors",
            excerpt="Nothing amiss was found in the accounts of the rebuilt museum.",
            publishedDateTime="2026-03-03T07:00:00Z",
        ),
    }

    def test_one_finding_for_each_but_the_first_names_all_others(self) -> None:
        findings = found("same-story", self.FILES)
        assert named(findings) == [("b.md", ["a.md", "c.md"]), ("c.md", ["a.md", "b.md"])]
        assert {finding.field for finding in findings} == {"/title"}
        assert {finding.severity for finding in findings} == {Severity.WARNING}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (
                ("Horoscope for Leo", "Leo: today brings a surprise at work, says Stella Marr."),
                (
                    "Horoscope for Virgo",
                    "Virgo: today brings a surprise at home, says Stella Marr.",
                ),
            ),
            (
                (
                    "Norham weather: sunny spells on Tuesday",
                    "Temperatures will reach 14 degrees in Norham with light winds from the west.",
                ),
                (
                    "Wexley weather: showers on Tuesday",
                    "Temperatures will reach 9 degrees in Wexley with strong winds from the north.",
                ),
            ),
            (
                (
                    "Acme profit rises on strong demand",
                    "The maker of pumps reported earnings of 1.20 crowns a share, above the 1.05 "
                    "that analysts had expected.",
                ),
                (
                    "Orbis lifts outlook after good quarter",
                    "The chip maker reported earnings of 2.31 crowns a share, above the 2.20 that "
                    "analysts had expected.",
                ),
            ),
            (
                (
                    "Police appeal after man injured in Norham",
                    "Officers want to hear from anyone who saw the incident in Harbour Street on "
                    "Saturday night or has dashcam footage.",
                ),
                (
                    "Police appeal after woman robbed in Wexley",
                    "Officers want to hear from anyone who saw the incident in Mill Lane on "
                    "Saturday night or has dashcam footage.",
                ),
            ),
            (
                (
                    "Two die as car hits tree near Corran",
                    "The driver and a passenger were pronounced dead at the scene on the B71, "
                    "police said; the road was closed for six hours.",
                ),
                (
                    "Cyclist dies after collision near Ashby",
                    "The rider was pronounced dead at the scene on the A9, police said; the road "
                    "was closed for four hours.",
                ),
            ),
            (
                (
                    "Stocks close higher as tech shares lead gains",
                    "The main index rose 1.2 percent, with chip makers and software firms among "
                    "the biggest winners of the session.",
                ),
                (
                    "Stocks close lower as bank shares lead losses",
                    "The main index fell 0.8 percent, with lenders and insurers among the biggest "
                    "losers of the session.",
                ),
            ),
        ],
        ids=["horoscope", "weather", "earnings", "appeal", "accident", "markets"],
    )
    def test_excerpts_of_one_form(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        files = {
            name: article(title=title, excerpt=excerpt, publishedDateTime="2026-03-03T08:00:00Z")
            for name, (title, excerpt) in (("a.md", one), ("b.md", other))
        }
        assert found("same-story", files) == []


class TestDuplicateRelated:
    def test_nested_entries(self) -> None:
        entry = {"title": "Rudder", "webUrl": "https://a.example/rudder"}
        deep = {"title": "Dock", "webUrl": "https://a.example/dock", "related": [entry, entry]}
        files = {"a.json": json.dumps({"title": "T", "related": [entry, deep]}).encode()}
        findings = found("duplicate-related", files)
        assert [finding.field for finding in findings] == ["/related/1/related/1"]

    def test_an_entry_that_is_the_story_above_it(self) -> None:
        entry = {
            "webUrl": "https://a.example/rudder",
            "related": [{"webUrl": "https://a.example/s/"}],
        }
        files = {
            "a.json": json.dumps({"webUrl": "http://a.example/s", "related": [entry]}).encode()
        }
        (finding,) = found("duplicate-related", files)
        assert finding.field == "/related/0/related/0"
        assert "the story that it is related to" in finding.message

    @pytest.mark.parametrize(
        ("second", "safe"),
        [
            ({"title": "Rudder", "webUrl": "http://a.example/rudder"}, True),
            ({"title": "The rudder", "webUrl": "http://a.example/rudder"}, False),
            ({"title": "Rudder", "webUrl": "http://a.example/rudder", "quality": 3}, False),
        ],
    )
    def test_removing_is_safe_where_nothing_is_lost(
        self, second: dict[str, Any], safe: bool
    ) -> None:
        first = {"title": "Rudder", "webUrl": "https://a.example/rudder"}
        files = {"a.json": json.dumps({"title": "T", "related": [first, second]}).encode()}
        (finding,) = found("duplicate-related", files)
        assert [edit.safe for edit in finding.edits] == [safe]

    def test_another_file_of_the_collection_is_told(self) -> None:
        entry = {"title": "Rudder", "webUrl": "https://a.example/rudder"}
        files = {
            "a.json": json.dumps({"title": "T", "related": [entry]}).encode(),
            "b.json": json.dumps(entry).encode(),
        }
        (finding,) = found("duplicate-related", files)
        assert (finding.severity, finding.path) == (Severity.NOTE, "a.json")
        assert "'b.json'" in finding.message
        assert finding.edits == ()

    @pytest.mark.parametrize("related", [None, "x", [], [None, 3], [{}, {}], [{"webUrl": 3}] * 2])
    def test_lists_with_nothing_in_them(self, related: Any) -> None:
        files = {"a.json": json.dumps({"title": "T", "related": related}).encode()}
        assert found("duplicate-related", files) == []


class TestTheCollection:
    """Linted files are compared with all of the roots, and only they are reported."""

    @pytest.fixture
    def roots(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
        monkeypatch.chdir(tmp_path)
        for name in "abc":
            (tmp_path / f"{name}.md").write_bytes(
                article(WIRE, title="T", webUrl="https://a.example/s")
            )
        (tmp_path / "d.md").write_bytes(article("Something else.", title="Other"))
        return Config(
            root=str(tmp_path), roots=(".",), online=False, select=("duplicates",), use_cache=False
        )

    def test_only_what_was_asked_for_is_reported(self, roots: Config) -> None:
        findings = lint(["b.md", "d.md"], roots).findings
        assert {finding.path for finding in findings} == {"b.md"}
        assert {finding.related[0].path for finding in findings} == {"a.md"}

    def test_the_first_one_is_no_duplicate_of_later_ones(self, roots: Config) -> None:
        assert lint(["a.md"], roots).findings == ()

    def test_everything_at_once_says_the_same(self, roots: Config) -> None:
        alone = [f for name in "abcd" for f in lint([f"{name}.md"], roots).findings]
        at_once = lint(["."], roots).findings
        duplicates = [f for f in at_once if f.rule != "same-story"]
        assert sorted(f for f in alone if f.rule != "same-story") == sorted(duplicates)
