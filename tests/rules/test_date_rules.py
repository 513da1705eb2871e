"""Dates that lie ahead, that have no zone, that contradict each other."""

from typing import Any

import pytest

from newslint import lint
from newslint.article import Article
from newslint.rules.dates.date_mismatch import DateMismatch
from newslint.rules.dates.future_date import FutureDate
from newslint.rules.dates.naive_date import NaiveDate
from newslint.vocabulary.place import date_in


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2020-07-14-ferry.md", "2020-07-14"),
        ("news/2020-07-14_ferry.md", "2020-07-14"),
        ("2020-07-14.md", "2020-07-14"),
        ("news/2020/07/14/ferry.md", "2020-07-14"),
        ("news\\2020\\07\\14\\ferry.md", "2020-07-14"),
        ("2020/07/14/2021-01-01-ferry.md", "2021-01-01"),
        ("2020/07/ferry.md", ""),
        ("2020-07-14/ferry.md", ""),  # may be the day of a harvest
        ("2020-07-141.md", ""),
        ("guide-2020-07-14.md", ""),
        ("20200714-ferry.md", ""),
        ("ferry.md", ""),
        ("٢٠٢٠-٠٧-١٤-ferry.md", ""),
        ("", ""),
    ],
)
def test_dates_in_paths(path: str, date: str) -> None:
    assert date_in(path) == date


def mismatches(path: str, **dates: str) -> int:
    text = "".join(f"{key}: '{date}'\n" for key, date in dates.items())
    return len(list(DateMismatch().check(Article.parse(path, text.encode()))))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2020-07-14", 0),
        ("2020-07-13T00:00:00Z", 0),
        ("2020-07-15T23:59:59Z", 0),
        ("2020-07-16T03:00:00+05:00", 0),  # the 15th in UTC
        ("2020-07-12T20:00:00-05:00", 0),  # the 13th in UTC
        ("2020-07-16T12:00:00Z", 1),
        ("2020-07-12T12:00:00Z", 1),
        ("2019-07-14T12:00:00Z", 1),
        ("14 July 1920", 1),
        ("15 July 2020", 0),
        ("Thu Jul 16 2020 01:00:00 GMT+0200 (CEST)", 0),
        ("2020-07-16 23:00:00 IST", 1),
        ("Bastille Day", 0),
        ("", 0),
    ],
)
def test_a_day_of_slack_against_the_path(published: str, expected: int) -> None:
    path = "news/2020-07-14-ferry.yaml"
    assert mismatches(path, publishedDateTime=published) == expected


def test_a_path_with_no_such_day_says_nothing() -> None:
    assert mismatches("2020-02-31-ferry.yaml", publishedDateTime="2020-07-14") == 0


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        ("2020-07-14T19:45:00Z", 0),
        ("2021-07-14T19:45:00Z", 0),
        ("2020-07-13T19:45:00Z", 0),
        ("2020-07-13T19:44:00Z", 1),
        ("2020-07-13", 0),
        ("2020-07-12", 1),
        ("2020-07-14T05:45:00-14:00", 0),
        ("Sun, 12 Jul 2020 10:00:00 GMT", 1),
        ("2020-07-13 01:00:00 IST", 0),
        ("yesterday", 0),
    ],
)
def test_a_day_of_slack_between_dates(updated: str, expected: int) -> None:
    published = "2020-07-14T19:45:00Z"
    assert mismatches("a.yaml", publishedDateTime=published, updatedDateTime=updated) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-11-23T23:59:59-12:00", 0),
        ("2026-11-24T12:00:00Z", 0),
        ("2026-11-24T12:00:01Z", 1),
        ("2026-11-24T14:00:00+02:00", 0),
        ("2026-11-25", 1),
        ("9999-01-01", 1),
        ("1 Jan 2062", 1),
        ("25 Nov 2026", 1),
        ("November 24, 2026", 0),
        ("Wed, 25 Nov 2026 12:00:00 GMT", 1),
        ("2026/11/25", 1),
        ("2026-11-24 08:00:00 EST", 1),
        ("2026-11-24 06:00:00 EST", 0),
        ("2026-11-24 23:00:00 IST", 0),  # of India, Ireland or Israel: known to the day
        ("2026-11-25 01:00:00 IST", 1),
        ("next week", 0),
        ("31/12/2099", 0),
    ],
)
def test_ahead_of_the_clock(date: str, expected: int) -> None:
    article = Article.parse("a.yaml", f"publishedDateTime: '{date}'\n".encode())
    rule = FutureDate(now="2026-11-23T12:00:00Z")
    assert len(list(rule.check(article))) == expected


@pytest.mark.parametrize(
    ("date", "fixed"),
    [
        ("2020-07-14 19:45", "2020-07-14T19:45Z"),
        ("2020-07-14 7:45 PM", "2020-07-14 7:45 PM UTC"),
        ("2020/07/14 19:45:00", "2020/07/14 19:45:00 UTC"),
        ("Tue, 14 Jul 2020 19:45:00", "Tue, 14 Jul 2020 19:45:00 UTC"),
        ("Tue Jul 14 19:45:00 2020", None),  # a zone would go before the year
    ],
)
def test_the_zone_that_is_added_can_be_read(date: str, fixed: str | None) -> None:
    article = Article.parse("a.yaml", f"publishedDateTime: '{date}'\n".encode())
    [finding] = NaiveDate().check(article)
    assert [change.value for change in finding.changes] == ([fixed] if fixed else [])


@pytest.mark.parametrize(
    "date", ["14 July 2020", "2020-07-14 19:45 EST", "2020-07-14 19:45 IST", "next Tuesday 19:45"]
)
def test_dates_that_need_no_zone(date: str) -> None:
    article = Article.parse("a.yaml", f"publishedDateTime: '{date}'\n".encode())
    assert not list(NaiveDate().check(article))


def test_the_clock_is_the_default() -> None:
    article = Article.parse("a.yaml", b"publishedDateTime: '9998-01-01'\n")
    assert len(list(FutureDate().check(article))) == 1
    assert len(list(FutureDate(days=10_000_000).check(article))) == 0
    assert len(list(FutureDate(days=0, now="9997-12-31T23:00:00Z").check(article))) == 1


class TestSites:
    """What the conventions of a site generator change."""

    @staticmethod
    def findings(text: str, path: str, **settings: Any) -> list[tuple[str, str]]:
        config = {"online": False, "select": ["dates", "boilerplate-excerpt"], **settings}
        config["rules"] = {"future-date": {"now": "2026-11-23T12:00:00Z"}}
        source = {path: f"---\n{text}\n---\nText.\n"}
        found = lint(config=config, sources=source).findings
        return [(finding.rule, str(finding.severity)) for finding in found]

    @pytest.mark.parametrize(
        ("preset", "severity"), [("jekyll", "note"), ("hugo", "warning"), ("article", "warning")]
    )
    def test_the_date_of_a_file_name_may_be_that_of_planning(
        self, preset: str, severity: str
    ) -> None:
        field = "publishedDateTime" if preset == "article" else "date"
        found = self.findings(f"{field}: 2024-06-19", "2024-05-01-a.md", preset=preset)
        assert found == [("date-mismatch", severity)]

    @pytest.mark.parametrize(
        ("preset", "text", "rules"),
        [
            ("hugo", "date: 2027-02-01", []),
            ("hugo", "date: 2072-02-01", [("future-date", "warning")]),
            ("zola", "date: 2027-02-01", [("future-date", "warning")]),
            ("generic", "date: 2027-02-01\npublishDate: 2027-02-01", []),
            ("generic", "date: 2027-02-01", [("future-date", "warning")]),
        ],
    )
    def test_scheduled_articles_may_be_ahead(
        self, preset: str, text: str, rules: list[tuple[str, str]]
    ) -> None:
        assert self.findings(text, "a.md", preset=preset) == rules

    @pytest.mark.parametrize("draft", ["draft: true\n", ""])
    def test_drafts_are_left_alone(self, draft: str) -> None:
        text = f"{draft}date: 2072-02-01T10:00:00\ndescription: Read more"
        assert (self.findings(text, "2024-05-01-a.md", preset="hugo") == []) is bool(draft)
