"""Duplicates: which article is reported, where, and what the finding names."""

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.cli import main
from newslint.finding import Finding, Severity
from newslint.pipeline.run import lint
from newslint.rule import Corpus
from newslint.rules.duplicates.duplicate_text import DuplicateText
from newslint.rules.duplicates.duplicate_url import DuplicateUrl
from newslint.rules.duplicates.same_story import SameStory
from newslint.settings import Config
from newslint.similarity.sketch import sketch

WIRE = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year. "
    "Residents had crossed on fishing boats for two months, and the school on the smaller island "
    "taught its older pupils by radio until the repair was done."
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


def findings_of(rule: str, files: dict[str, bytes], **options: Any) -> list[Finding]:
    config = Config(online=False, select=(rule,), rules={rule: options} if options else {})
    report = lint([], config, sources=files)
    assert {finding.rule for finding in report.findings} <= {rule}
    return list(report.findings)


def named(findings: list[Finding]) -> list[tuple[str, list[str]]]:
    return [(f.path, [related.path for related in f.related]) for f in findings]


def first_named(findings: Iterable[Finding]) -> dict[str, str]:
    """The article that is named first, by path."""
    return {finding.path: finding.related[0].path for finding in findings}


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
        assert first_named(findings_of(rule, files)) == dict.fromkeys({*files} - {first}, first)


class TestDuplicateUrl:
    def test_any_field_with_any_other(self) -> None:
        files = {
            "a.md": article(webUrl="https://a.example/s", ampWebUrl="https://a.example/amp-of-s"),
            "b.md": article(originalUrl="https://b.example/1", webUrl="https://b.example/2"),
            "c.md": article(cdnAmpWebUrl="https://cdn.ampproject.org/c/s/a.example/amp-of-s"),
            "d.md": article(webUrl="https://b.example/1#top"),
        }
        findings = findings_of("duplicate-url", files)
        assert [(f.path, f.field, f.related[0].field) for f in findings] == [
            ("c.md", "/cdnAmpWebUrl", "/ampWebUrl"),
            ("d.md", "/webUrl", "/originalUrl"),
        ]

    def test_one_finding_however_many_fields_match(self) -> None:
        same = {"webUrl": "https://a.example/s", "originalUrl": "https://o.example/s"}
        assert (
            len(findings_of("duplicate-url", {"a.md": article(**same), "b.md": article(**same)}))
            == 1
        )

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
        assert bool(findings_of("duplicate-url", files)) == is_story

    def test_articles_with_one_title_on_a_section_page_are_the_same(self) -> None:
        page = "https://a.example/news"
        files = {f"{n}.md": article(title=f"Title {n % 5}", webUrl=page) for n in range(6)}
        assert named(findings_of("duplicate-url", files)) == [("5.md", ["0.md"])]

    @pytest.mark.parametrize("value", [None, 7, "", "not a url", ["https://a.example/s"]])
    def test_values_that_are_no_urls(self, value: Any) -> None:
        files = {name: article(webUrl=value) for name in ("a.md", "b.md")}
        assert findings_of("duplicate-url", files) == []


class TestDuplicateText:
    def test_the_finding_points_at_the_shared_text_in_both(self) -> None:
        files = {
            "a.md": article(f"Shopkeepers had feared for the summer.\n\n{WIRE}", title="One"),
            "b.md": article(f"First line.\nSecond line.\nThird line.\n\n{WIRE}", title="Two"),
        }
        (finding,) = findings_of("duplicate-text", files)
        assert finding.span is not None
        assert (finding.span.line, finding.span.column) == (8, 1)
        (related,) = finding.related
        assert related.span is not None
        assert (related.span.line, related.span.column) == (6, 1)
        assert "71 words" in finding.message

        files["a.md"] = files["a.md"].replace(b"---\n", b"---\ntags: [a]\n", 1)
        (later,) = findings_of("duplicate-text", files)
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
            assert findings_of(rule, files) == []
        (copied,) = findings_of(
            "duplicate-text", files | {"c.md": article(WIRE, title="Back at sea")}
        )
        assert [related.path for related in copied.related] == ["a.html"]

    def test_the_share_is_of_the_shorter_text(self) -> None:
        longer = " ".join(f"word{number}" for number in range(400))
        files = {
            "a.md": article(f"{longer} {WIRE}", title="Long"),
            "b.md": article(WIRE, title="S"),
        }
        assert named(findings_of("duplicate-text", files)) == [("b.md", ["a.md"])]

    @pytest.mark.parametrize(
        ("one", "other", "severity"),
        [
            ("", "", Severity.ERROR),
            ("Boats stay in.", "Schools open late.", Severity.ERROR),
            ("", " ".join(LEADS[1]), Severity.WARNING),
            (" ".join(LEADS[0]), "", Severity.WARNING),
            (" ".join(LEADS[0]), " ".join(LEADS[1]), Severity.WARNING),
        ],
        ids=["nothing", "a word or two", "inside a longer one", "cut", "each its own"],
    )
    def test_texts_that_are_partly_the_same_are_a_warning(
        self, one: str, other: str, severity: Severity
    ) -> None:
        """By what stands before the text that both have, which may be a notice if all else is
        their own."""
        files = {"a.md": article(f"{one}\n\n{WIRE}"), "b.md": article(f"{other}\n\n{WIRE}")}
        (finding,) = findings_of("duplicate-text", files)
        assert finding.severity is severity

    def test_the_option(self) -> None:
        half = " ".join(WIRE.split()[:64])
        one = " ".join(f"one{number}" for number in range(110))
        other = " ".join(f"other{number}" for number in range(110))
        files = {
            "a.md": article(f"{half} {one}", title="A"),
            "b.md": article(f"{half} {other}", title="B"),
        }
        assert findings_of("duplicate-text", files) == []
        assert len(findings_of("duplicate-text", files, share=0.3)) == 1

    def test_reports_of_a_series_must_share_nearly_all(self) -> None:
        changed = " ".join(WIRE.split()[:62]) + " but not before the storm has passed at sea"
        files = {
            "a.md": article(WIRE, title="Crossings on route 14"),
            "b.md": article(changed, title="Crossings on route 15"),
        }
        assert findings_of("duplicate-text", files) == []
        files["b.md"] = article(changed, title="Crossings to resume")
        assert named(findings_of("duplicate-text", files)) == [("b.md", ["a.md"])]
        files["b.md"] = article(WIRE, title="Crossings on route 15")
        assert named(findings_of("duplicate-text", files)) == [("b.md", ["a.md"])]

    SERIES = (
        ("Crossings in week 14", "Ferry back on Monday"),  # a column that quotes
        ("Skerrow newsletter #40", "Ferry back on Monday"),
        ("Notice: ferry to Skerrow", "Notice: ferry to Norham"),  # one label, one frame
        ("Council elected", "Council elected"),  # another year
    )

    @pytest.mark.parametrize("titles", SERIES)
    def test_what_issues_of_a_series_share_is_nothing(self, titles: tuple[str, str]) -> None:
        one, other = titles
        rest = " ".join(f"word{number}" for number in range(90))
        files = {
            "a.md": article(WIRE, title=one, date="2026-03-03"),
            "b.md": article(f"{WIRE} {rest}", title=other, date="2028-03-03"),
            "c.md": article("Nothing.", title="Notice: ferry to Tarbert"),
        }
        files = {
            path: text.replace(b"\ndate:", b"\npublishedDateTime:") for path, text in files.items()
        }
        assert findings_of("duplicate-text", files) == []
        files["b.md"] = files["b.md"].replace(rest.encode(), b"")
        assert named(findings_of("duplicate-text", files)) == [("b.md", ["a.md"])]

    def test_what_a_digest_quotes_is_nothing(self) -> None:
        """A digest has parts of several texts that have nothing in common."""
        texts = [" ".join(f"{name}{number}" for number in range(150)) for name in "abc"]
        files = {
            f"{n}.md": article(text, title=f"Story of {text[0]}") for n, text in enumerate(texts)
        }
        parts = [" ".join(text.split()[:90]) for text in texts]
        files["digest.md"] = article("\n\n".join(parts), title="What we read")
        assert findings_of("duplicate-text", files) == []
        files["digest.md"] = article(" ".join(parts[:2]), title="What we read")
        assert len(findings_of("duplicate-text", files)) > 0

    def test_a_passage_must_be_substantial(self) -> None:
        rest = " ".join(f"word{number}" for number in range(90))
        for words, count in ((59, 0), (61, 1)):
            passage = " ".join(WIRE.split()[:words])
            files = {
                "a.md": article(passage, title="Ferry back on Monday"),
                "b.md": article(f"{passage} {rest}", title="Islands rejoice"),
            }
            assert len(findings_of("duplicate-text", files)) == count

    def test_without_bodies_title_and_excerpt_of_one_provider(self) -> None:
        fields = {"title": "Ferry back", "excerpt": "It sails."}
        files = {
            "a.md": article(**fields, provider={"name": "Echo"}),
            "b.md": article(**fields, provider={"name": "Echo"}),
            "c.md": article(**fields, provider={"name": "Herald"}),
        }
        assert named(findings_of("duplicate-text", files)) == [("b.md", ["a.md"])]

    def test_other_bodies_are_no_copies_however_short(self) -> None:
        fields = {
            "title": "Skerrow ferry sails again after rudder repair in Norham dockyard",
            "excerpt": "Engineers have replaced the cracked rudder of the ferry.",
        }
        bodies = ("See the table of crossings for March.", "See the pictures of the first trip.")
        files = {
            f"{n}.md": article(body, **fields, provider={"name": "Echo"})
            for n, body in enumerate(bodies)
        }
        assert findings_of("duplicate-text", files) == []
        files["1.md"] = article(**fields, provider={"name": "Echo"})
        assert named(findings_of("duplicate-text", files)) == [("1.md", ["0.md"])]

    def test_the_title_and_excerpt_of_a_column_are_nothing(self) -> None:
        fields = {"title": "Our newsletter", "excerpt": "What the week has brought."}
        files = {f"{n}.md": article(**fields, provider={"name": "Echo"}) for n in range(4)}
        assert findings_of("duplicate-text", files) == []

    @pytest.mark.parametrize("title", ["Das Wetter in Hamburg heute", "北京今天天气预报"])
    def test_a_title_in_another_language_has_no_more_information(self, title: str) -> None:
        files = {name: article(title=title) for name in ("a.md", "b.md")}
        assert findings_of("duplicate-text", files) == []

    def test_a_telling_title_alone_is_a_warning(self) -> None:
        title = "Skerrow ferry sails again after rudder repair in Norham dockyard"
        files = {"a.md": article(title=title), "b.md": article(title=title)}
        (finding,) = findings_of("duplicate-text", files)
        assert finding.severity is Severity.WARNING
        assert finding.field == "/title"

    @pytest.mark.parametrize(
        "title", ["Weather", "The week in pictures", ""], ids=["word", "common", "none"]
    )
    def test_a_title_with_little_information_is_ignored(self, title: str) -> None:
        files = {name: article(title=title) for name in ("a.md", "b.md")}
        assert findings_of("duplicate-text", files) == []

    def test_the_title_of_a_column_is_nothing(self) -> None:
        title = "Letters to the Skerrow and Norham harbour gazette from ferry passengers"
        files = {f"{number}.md": article(title=title) for number in range(4)}
        assert findings_of("duplicate-text", files) == []


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

    def test_one_finding_for_each_but_the_first_names_the_others(self) -> None:
        findings = findings_of("same-story", self.FILES)
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
        assert findings_of("same-story", files) == []


class TestDuplicateRelated:
    def test_nested_entries(self) -> None:
        entry = {"title": "Rudder", "webUrl": "https://a.example/rudder"}
        deep = {"title": "Dock", "webUrl": "https://a.example/dock", "related": [entry, entry]}
        files = {"a.json": json.dumps({"title": "T", "related": [entry, deep]}).encode()}
        findings = findings_of("duplicate-related", files)
        assert [finding.field for finding in findings] == ["/related/1/related/1"]

    def test_an_entry_that_is_the_story_above_it(self) -> None:
        entry = {
            "webUrl": "https://a.example/rudder",
            "related": [{"webUrl": "https://a.example/s/"}],
        }
        files = {
            "a.json": json.dumps({"webUrl": "http://a.example/s", "related": [entry]}).encode()
        }
        (finding,) = findings_of("duplicate-related", files)
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
        (finding,) = findings_of("duplicate-related", files)
        assert [edit.safe for edit in finding.edits] == [safe]

    def test_another_file_of_the_collection_is_told(self) -> None:
        entry = {"title": "Rudder", "webUrl": "https://a.example/rudder"}
        files = {
            "a.json": json.dumps({"title": "T", "related": [entry]}).encode(),
            "b.json": json.dumps(entry).encode(),
        }
        (finding,) = findings_of("duplicate-related", files)
        assert (finding.severity, finding.path) == (Severity.NOTE, "a.json")
        assert "'b.json'" in finding.message
        assert finding.edits == ()

    @pytest.mark.parametrize("related", [None, "x", [], [None, 3], [{}, {}], [{"webUrl": 3}] * 2])
    def test_lists_with_nothing_in_them(self, related: Any) -> None:
        files = {"a.json": json.dumps({"title": "T", "related": related}).encode()}
        assert findings_of("duplicate-related", files) == []


ROUND = [*range(2, 8), 21, 22, 60]
"""Copies: as few as can be, about as many as are named, and more than are compared each with
each."""
DATES = ("shuffled", "missing", "equal", "none")


def dated(number: int, dates: str, chance: random.Random) -> list[str | None]:
    """Dates of so many articles."""
    days = [f"2026-{1 + day // 28:02}-{1 + day % 28:02}" for day in range(number)]
    chance.shuffle(days)
    if dates == "missing":
        return [day if chance.random() < 0.6 else None for day in days]
    if dates in ("equal", "none"):
        return ["2026-03-02" if dates == "equal" else None] * number
    return [*days]


def copies(
    number: int, dates: str, make: Callable[[int, random.Random], bytes] | None = None
) -> tuple[dict[str, bytes], str]:
    """Articles with the same text, URL and story, and the path of the oldest one."""
    chance = random.Random(number)
    paths = [f"{name:03}.md" for name in range(number)]
    chance.shuffle(paths)
    days = dict(zip(paths, dated(number, dates, chance), strict=True))
    files = {}
    for place, (path, day) in enumerate(days.items()):
        fields = {} if day is None else {"publishedDateTime": day}
        body = make(place, chance).decode() if make else PROSE
        files[path] = article(
            body, title=prose(6, chance), webUrl="https://a.example/1/s", **fields
        )
    return files, min(paths, key=lambda path: (days[path] is None, days[path] or "", path))


CHANCE = random.Random(3)
WORDS = [f"{a}{b}{c}" for a in ("kad", "lof", "mig") for b in "aeiou" for c in range(300)]
PROSE = " ".join(CHANCE.choices(WORDS, k=200))
NOTICE = " ".join(CHANCE.choices(WORDS, k=50))


def prose(count: int, chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def edited(text: str, chance: random.Random, part: float = 0.03) -> str:
    return " ".join(
        chance.choice(WORDS) if chance.random() < part else word for word in text.split()
    )


KINDS: dict[str, Callable[[int, random.Random], str]] = {
    "edited": lambda _, chance: edited(PROSE, chance),
    "trimmed": lambda _, chance: " ".join(PROSE.split()[: chance.randint(140, 200)]),
    "with an introduction": lambda _, chance: f"{prose(chance.randint(5, 30), chance)}\n\n{PROSE}",
    "with a notice": lambda _, __: f"{PROSE}\n\n{NOTICE}",
    "inside a longer one": lambda place, chance: (
        f"{prose(200, chance) if not place else ''} {PROSE}"
    ),
    "typeset otherwise": lambda place, _: PROSE.upper().replace(" ", ",  ") if place % 2 else PROSE,
    "one sentence over and over": lambda _, __: "The ferry sails again on Monday. " * 20,
    "in a script without spaces": lambda _, __: "".join(map(chr, range(0x4E00, 0x4E60))),
    "HTML": lambda place, _: f"<p class='c{place}'>{PROSE}</p>",
}


class TestManyCopies:
    """However many there are, each but the oldest is reported, and names the oldest first."""

    @pytest.mark.parametrize("dates", DATES)
    @pytest.mark.parametrize("number", ROUND)
    @pytest.mark.parametrize("rule", ["duplicate-text", "duplicate-url"])
    def test_all_but_the_oldest(self, rule: str, number: int, dates: str) -> None:
        files, oldest = copies(number, dates)
        findings = findings_of(rule, files)
        assert first_named(findings) == dict.fromkeys({*files} - {oldest}, oldest)
        assert {len(finding.related) for finding in findings} == {min(number - 1, 5)}
        rest = f" and {number - 2} more" if number > 2 else ""
        assert all(
            finding.message.endswith((f"'{oldest}'{rest}", f"text){rest}")) for finding in findings
        )

    @pytest.mark.parametrize("number", [2, 5, 60])
    @pytest.mark.parametrize("kind", KINDS)
    def test_copies_of_other_kinds(self, kind: str, number: int) -> None:
        files, oldest = copies(
            number, "shuffled", lambda place, chance: KINDS[kind](place, chance).encode()
        )
        files |= {
            f"other-{n}.md": article(f"{prose(90, CHANCE)} {NOTICE}", title=prose(6, CHANCE))
            for n in range(6)
        }
        findings = findings_of("duplicate-text", files)
        same = {path for path in files if path[0] != "o"}
        assert first_named(findings) == dict.fromkeys(same - {oldest}, oldest)

    @pytest.mark.parametrize("number", [2, 3, 4, 60])
    @pytest.mark.parametrize("words", [5, 19])
    def test_a_few_words_with_the_same_title(self, words: int, number: int) -> None:
        body = " ".join(PROSE.split()[:words])
        files = {f"{n:02}.md": article(body, title="In brief") for n in range(number)}
        findings = findings_of("duplicate-text", files)
        assert first_named(findings) == dict.fromkeys([*files][1:], "00.md")
        assert {finding.severity for finding in findings} == {Severity.ERROR}

    def test_a_few_words_alone_are_a_stub(self) -> None:
        body = " ".join(PROSE.split()[:19])
        files = {f"{n}.md": article(body, title=f"Title {n}") for n in range(3)}
        assert findings_of("duplicate-text", files) == []

    @pytest.mark.parametrize("suffix", ["json", "yaml"])
    def test_data_files(self, suffix: str) -> None:
        files = {
            f"{n:02}.{suffix}": json.dumps({"title": f"Title {n}", "body": PROSE}).encode()
            for n in range(25)
        }
        assert len(findings_of("duplicate-text", files)) == 24

    @pytest.mark.parametrize("number", [5, 25])
    def test_titles_and_excerpts(self, number: int) -> None:
        fields = {
            "title": "Skerrow ferry sails again after rudder repair in Norham dockyard",
            "excerpt": "Engineers have replaced the cracked rudder of the ferry.",
            "provider": "Echo",
        }
        files = {f"{n:02}.md": article(**fields) for n in range(number)}
        findings = findings_of("duplicate-text", files)
        assert first_named(findings) == dict.fromkeys([*files][1:], "00.md")
        assert {len(finding.related) for finding in findings} == {min(number - 1, 5)}

    def test_several_texts_at_once(self) -> None:
        chance = random.Random(5)
        texts = [prose(150, chance) for _ in range(4)]
        files = {
            f"{n:03}.md": article(edited(texts[n % 4], chance, 0.02), title=prose(5, chance))
            for n in range(200)
        }
        expected = {f"{n:03}.md": f"{n % 4:03}.md" for n in range(4, 200)}
        assert first_named(findings_of("duplicate-text", files)) == expected


class TestTheBestMatch:
    def test_is_named_first_be_it_not_the_oldest(self) -> None:
        chance = random.Random(1)
        half = " ".join(PROSE.split()[:100])
        files = {
            "a.md": article(f"{half} {prose(60, chance)}", title="A"),
            "b.md": article(PROSE, title="B"),
            "c.md": article(edited(PROSE, chance, 0.01), title="C"),
        }
        expected = [("b.md", ["a.md", "c.md"]), ("c.md", ["b.md", "a.md"])]
        assert named(findings_of("duplicate-text", files)) == expected

    def test_is_no_other_report_of_the_same_series(self) -> None:
        """What all of a series have in common is their form, also where a title differs."""
        chance = random.Random(2)
        form = prose(80, chance)
        files = {
            f"{n}.md": article(f"{form} {prose(45, chance)}", title=f"Crossings in week {n}")
            for n in range(3)
        }
        files["a.md"] = article(f"{form} {prose(45, chance)}", title="Crossings of the year")
        assert findings_of("duplicate-text", files) == []


class TestAStoryOfMany:
    """A wire story that hundreds of outlets have taken."""

    HEAD = "Cracked rudder keeps Skerrow ferry Hildina in Norham dock, {} told"

    def files(self, number: int, part: float) -> dict[str, bytes]:
        chance = random.Random(number)
        minutes = chance.sample(range(3 * 1440), number)
        return {
            f"{n:03}.md": article(
                edited(PROSE, chance, part),
                title=self.HEAD.format(chance.choice(["islanders", "council", "passengers"])),
                excerpt="Engineers found the crack in the rudder during a check on Tuesday.",
                provider=f"outlet-{n}.example",
                publishedDateTime=f"2026-03-0{1 + m // 1440}T{m // 60 % 24:02}:{m % 60:02}:00Z",
            )
            for n, m in enumerate(minutes)
        }

    @pytest.mark.parametrize("part", [0.0, 0.02], ids=["as it was", "edited"])
    @pytest.mark.parametrize("number", [5, 30, 120])
    def test_each_is_reported_and_names_the_oldest(self, number: int, part: float) -> None:
        files = self.files(number, part)
        oldest = min(files, key=lambda path: files[path].partition(b"DateTime")[2])
        findings = findings_of("same-story", files)
        assert first_named(findings) == dict.fromkeys({*files} - {oldest}, oldest)
        assert {len(finding.related) for finding in findings} == {min(number - 1, 5)}
        if number > 4:
            assert {f.message.rpartition("'")[2] for f in findings} == {f" and {number - 4} more"}

    @pytest.mark.parametrize("number", [5, 30, 120])
    def test_so_it_is_without_bodies(self, number: int) -> None:
        head = {"title": self.HEAD, "excerpt": "Engineers found the crack during a check."}
        files = {f"{n:03}.md": article(**head, provider=f"p{n}.example") for n in range(number)}
        assert first_named(findings_of("same-story", files)) == dict.fromkeys(
            [*files][1:], "000.md"
        )

    def test_what_others_tell_of_it_in_their_own_words_belongs_to_it(self) -> None:
        files = self.files(60, 0.0)
        files["own.md"] = article(
            title="Skerrow ferry Hildina stays in Norham dock with cracked rudder",
            excerpt="The crack in the rudder was found by engineers.",
            publishedDateTime="2026-03-02T12:00:00Z",
        )
        assert len(findings_of("same-story", files)) == 60


STORY = {
    "duplicate-url": article(title="Crossings", webUrl="https://a.example/1/s"),
    "duplicate-text": article(WIRE, title="Crossings"),
    "same-story": article(
        title="Rudder repaired, Skerrow ferry sails again on Monday",
        excerpt="Engineers have replaced the cracked rudder of the Skerrow ferry.",
    ),
}
TITLE = article(title="Skerrow ferry sails again after rudder repair in Norham dockyard")


class TestTheCollection:
    """Named files are compared with all of the roots, and only they are reported."""

    @pytest.fixture
    def roots(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
        monkeypatch.chdir(tmp_path)
        return Config(root=str(tmp_path), roots=(".",), online=False, use_cache=False)

    @pytest.fixture(params=[*STORY, "duplicate-text by title"])
    def rule(self, request: pytest.FixtureRequest) -> str:
        """Writes three articles that are the same to the rule, in the order of their age."""
        rule, _, is_title = str(request.param).partition(" by ")
        Path("new").mkdir()
        for day, path in enumerate(("c.md", "new/a.md", "new/b.md"), 1):
            date = f"---\npublishedDateTime: 2026-03-0{day}\n".encode()
            source = TITLE if is_title else STORY[rule]
            Path(path).write_bytes(source.replace(b"---\n", date, 1))
        Path("d.md").write_bytes(article("Something else.", title="Other"))
        return rule

    @pytest.mark.parametrize(
        ("named", "expected"),
        [
            (["c.md"], {"c.md": "new/a.md"}),
            (["new/a.md"], {"new/a.md": "c.md"}),
            (["new/b.md"], {"new/b.md": "c.md"}),
            (["new/a.md", "new/b.md"], {"new/a.md": "c.md", "new/b.md": "c.md"}),
            (["new"], {"new/a.md": "c.md", "new/b.md": "c.md"}),
            (["c.md", "new/b.md"], {"c.md": "new/a.md", "new/b.md": "c.md"}),
            (["c.md", "new/a.md", "new/b.md"], {"new/a.md": "c.md", "new/b.md": "c.md"}),
            (["."], {"new/a.md": "c.md", "new/b.md": "c.md"}),
            (["d.md"], {}),
        ],
        ids=" ".join,
    )
    def test_a_named_file_that_repeats_another_is_reported_however_old_it_is(
        self, roots: Config, rule: str, named: list[str], expected: dict[str, str]
    ) -> None:
        """And of those named all but the oldest, unless that repeats one that is not named."""
        assert first_named(lint(named, roots._replace(select=(rule,))).findings) == expected

    @pytest.mark.parametrize(
        ("named", "expected"),
        [
            (["c.md"], {}),
            (["new/a.md", "new/b.md"], {"new/b.md": "new/a.md"}),
            (["new", "c.md"], {"new/a.md": "c.md", "new/b.md": "c.md"}),
        ],
    )
    def test_without_roots_the_files_that_are_passed_are_the_collection(
        self, roots: Config, rule: str, named: list[str], expected: dict[str, str]
    ) -> None:
        config = roots._replace(select=(rule,), roots=())
        assert first_named(lint(named, config).findings) == expected

    def test_roots_that_hold_no_more_than_what_is_named(self, roots: Config, rule: str) -> None:
        config = roots._replace(select=(rule,), roots=("new",))
        assert first_named(lint(["new/a.md"], config).findings) == {"new/a.md": "new/b.md"}
        assert first_named(lint(["new"], config).findings) == {"new/b.md": "new/a.md"}

    @pytest.mark.parametrize("number", [3, 60])
    @pytest.mark.parametrize("part", [0.0, 0.02], ids=["as they were", "edited"])
    def test_each_of_many_copies_names_the_oldest_of_the_others(
        self, roots: Config, part: float, number: int
    ) -> None:
        chance = random.Random(number)
        for place in range(number):
            text = article(edited(PROSE, chance, part), title=prose(5, chance))
            Path(f"{place:02}.md").write_bytes(text)
        config = roots._replace(select=("duplicate-text",))
        for named in ("00.md", "01.md", f"{number - 1:02}.md"):
            (finding,) = lint([named], config).findings
            assert (finding.path, finding.related[0].path) == (
                named,
                "01.md" if named == "00.md" else "00.md",
            )
            assert finding.message.endswith(f" and {number - 2} more")


RULES = {
    "duplicate-url": DuplicateUrl(),
    "duplicate-text": DuplicateText(),
    "same-story": SameStory(),
}


@pytest.mark.parametrize("rule", RULES)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=2, max_size=40))
def test_the_law_of_who_is_reported(rule: str, articles: list[tuple[bool, int]]) -> None:
    """A named article is reported if the same is told by an older one, or by one not named.

    Of each article is given whether it is named, and its date: none, or one of three.
    """
    files = {}
    for number, (_, day) in enumerate(articles):
        date = f"publishedDateTime: 2026-03-0{day}\n" if day else ""
        files[f"{number:02}.md"] = STORY[rule].replace(b"---\n", f"---\n{date}".encode(), 1)
    parsed = {path: Article.parse(path, source) for path, source in files.items()}
    facts = {path: sketch(each) or () for path, each in parsed.items()}
    named = {path for path, (is_named, _) in zip(files, articles, strict=True) if is_named}
    findings = RULES[rule].compare(Corpus(facts, named, Config(), article=parsed.get))
    oldest = sorted(files, key=lambda path: (articles[int(path[:2])][1] or 9, path))
    expected = {}
    for path in named:
        older = oldest[: oldest.index(path)]
        others = older or [other for other in oldest if other not in named]
        if others:
            expected[path] = others[0]
    assert first_named(findings) == expected


class TestGroups:
    """What findings say of all that is the same."""

    FILES = {
        f"{name}.md": article(
            f"{WIRE} {LEADS[number % 2][0]}",
            title="Skerrow ferry in dock with cracked rudder",
            webUrl="https://a.example/1/s",
            publishedDateTime=f"2026-05-0{number + 1}T08:00:00Z",
        )
        for number, name in enumerate("cab")
    }

    @pytest.mark.parametrize("rule", ["duplicate-url", "duplicate-text", "same-story"])
    def test_all_members_the_oldest_first(self, rule: str) -> None:
        findings = findings_of(rule, self.FILES)
        (group,) = {finding.group for finding in findings}
        assert group is not None
        assert group.members == ("c.md", "a.md", "b.md")
        assert len(findings) == 2

    def test_texts_that_only_another_one_joins(self) -> None:
        other = " ".join(f"word{number}" for number in range(70))
        files = {
            "a.md": article(WIRE, title="a"),
            "b.md": article(other, title="b"),
            "c.md": article(f"{WIRE} {other}", title="c"),
        }
        groups = [finding.group for finding in findings_of("duplicate-text", files)]
        assert [group and sorted(group.members) for group in groups] == [["a.md", "b.md", "c.md"]]

    def test_entries_of_one_article(self) -> None:
        entry = {"title": "The rudder", "webUrl": "https://example.com/rudder"}
        findings = findings_of("duplicate-related", {"a.md": article(related=[entry] * 3)})
        (group,) = {finding.group for finding in findings}
        assert group is not None
        assert group.members == ("a.md#/related/0", "a.md#/related/1", "a.md#/related/2")

    def test_other_rules_have_none(self) -> None:
        assert {f.group for f in findings_of("missing-field", {"a.md": article()})} == {None}


GERMAN = (
    "Die Fähre zwischen den beiden Inseln fährt von Montag an wieder, nachdem die Mechaniker das "
    "gebrochene Ruder ersetzt haben, das sie seit dem Frühjahr im Dock gehalten hatte. Nach "
    "Angaben der Reederei gelten alle Fahrkarten für ausgefallene Fahrten bis zum Ende des Jahres."
)


class TestUntranslatedText:
    @pytest.mark.parametrize(
        ("one", "other", "reported"),
        [
            (("de/a.md", {}, WIRE), ("en/a.md", {}, WIRE), ["de/a.md"]),
            (("de/a.md", {}, GERMAN), ("en/a.md", {}, GERMAN), ["en/a.md"]),
            (("a.de.md", {}, WIRE), ("a.md", {}, WIRE), ["a.de.md"]),
            (("a.md", {"language": "fr"}, WIRE), ("b.md", {"lang": "en-GB"}, WIRE), ["a.md"]),
            (("de/a.md", {}, GERMAN), ("en/a.md", {}, WIRE), []),
            (("de/a.md", {}, WIRE), ("de/b.md", {}, WIRE), []),
            (("a.md", {}, WIRE), ("b.md", {}, WIRE), []),
            (("de/a.md", {}, WIRE), ("en/a.md", {}, f"{WIRE} {' '.join(LEADS[0])}"), []),
        ],
    )
    def test_the_one_whose_text_is_in_another_language(
        self,
        one: tuple[str, dict[str, str], str],
        other: tuple[str, dict[str, str], str],
        reported: list[str],
    ) -> None:
        files = {
            path: article(text, title=f"Title {path[:2]}", **fields)
            for path, fields, text in (one, other)
        }
        assert [f.path for f in findings_of("untranslated-text", files)] == reported
        if reported:
            assert findings_of("duplicate-text", files) == []

    def test_titles_in_two_languages_are_no_duplicates(self) -> None:
        fields = {"title": "Skerrow ferry in dock with cracked rudder", "excerpt": "It is stuck."}
        files = {"de/a.md": article(**fields), "en/a.md": article(**fields)}
        assert findings_of("duplicate-text", files) == []


class TestWhatAGroupRefuses:
    """Of three articles the first and the last are too far apart for one story."""

    TITLES = (
        "Rudder repaired, Skerrow ferry sails again on Monday",
        "Skerrow ferry to resume crossings after rudder repair",
        "Skerrow ferry sails again after rudder repair",
    )
    FILES = {
        f"{name}.md": article(
            title=title,
            excerpt="The cracked rudder of the Skerrow ferry has been replaced.",
            publishedDateTime=f"2026-03-0{day}T08:00:00Z",
        )
        for name, title, day in zip("abc", TITLES, (1, 3, 6), strict=True)
    }

    def test_is_reported_with_its_best_match(self) -> None:
        findings = findings_of("same-story", self.FILES)
        assert named(findings) == [("b.md", ["a.md"]), ("c.md", ["b.md"])]
        groups = [finding.group for finding in findings]
        assert [group and group.members for group in groups] == [("a.md", "b.md"), ("b.md", "c.md")]
        assert len({group.id for group in groups if group}) == 2

    def test_the_command_shows_both(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for path, source in self.FILES.items():
            Path(path).write_bytes(source)
        assert main(["duplicates", "--isolated", "--no-cache", "-f", "json", "."]) == 1
        clusters = json.loads(capsys.readouterr().out)["clusters"]
        assert [cluster["paths"] for cluster in clusters] == [["a.md", "b.md"], ["b.md", "c.md"]]
