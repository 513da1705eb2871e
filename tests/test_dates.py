"""Dates as they are written."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.dates import DAY, days, parse

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=ZONES, min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 28)))
def test_any_moment_that_datetime_writes(moment: datetime) -> None:
    found = parse(moment.isoformat())
    assert found is not None
    whole = moment.replace(microsecond=0)
    assert found.seconds == (whole - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    assert found.day == (moment.date() - date(1970, 1, 1)).days
    assert found.has_zone
    assert not found.naive


@given(st.integers(-5, 10_000), st.integers(-2, 15), st.integers(-2, 35))
def test_days_knows_the_calendar(year: int, month: int, day: int) -> None:
    try:
        expected = (date(year, month, day) - date(1970, 1, 1)).days
    except ValueError:
        if 1 <= year <= 9999:
            assert days(year, month, day) is None
    else:
        assert days(year, month, day) == expected


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2020-07-14T19:45:00Z", "2020-07-14T19:45:00+00:00"),
        ("2020-07-14t19:45:00z", "2020-07-14T19:45:00Z"),
        ("2020-07-14 19:45:00 Z", "2020-07-14T19:45:00Z"),
        ("2020-7-4 9:45:00 +2", "2020-07-04T07:45:00Z"),
        ("2020-07-14T19:45Z", "2020-07-14T19:45:00Z"),
        ("2020-07-14T19:45:00.123456-0730", "2020-07-15T03:15:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2020-07-14", "2020-07-14T00:00:00Z"),
        ("2020-07-14T19:45:00", "2020-07-14T19:45:00Z"),
    ],
)
def test_forms(text: str, same: str) -> None:
    one, other = parse(text), parse(same)
    assert one is not None
    assert other is not None
    assert one.seconds == other.seconds


@pytest.mark.parametrize(
    ("text", "naive"),
    [
        ("2020-07-14T19:45:00", True),
        ("2020-07-14 19:45", True),
        ("2020-07-14", False),
        ("2020-07-14T19:45:00+02:00", False),
    ],
)
def test_naive_is_a_time_without_its_zone(text: str, naive: bool) -> None:
    moment = parse(text)
    assert moment is not None
    assert moment.naive is naive


@pytest.mark.parametrize(
    "text",
    ["", "soon", "14/07/2020", "2020-02-30", "2020-13-01", "2020-07-14T25:00Z", "20200714",
     "2020-07-14T19:45:00Zz", "٢٠٢٠-٠٧-١٤", "2020-07-14T19:45:00+", " 2020-07-14", "9" * 100_000],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert parse(text) is None


def test_seconds_are_seconds() -> None:
    moment = parse("1970-01-02")
    assert moment is not None
    assert moment.seconds == DAY
