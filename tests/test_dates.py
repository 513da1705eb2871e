"""Dates as they are written."""

import email.utils
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.dates import DAY, LONGEST, Moment, days, is_timestamp, parse

EPOCH = datetime(1970, 1, 1)

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(
    timezones=ZONES, min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 28)
)


def ymd(moment: datetime, form: str) -> str:
    """What strftime gives for ``form``, with years of four digits before 1000 as well."""
    return moment.strftime(form.replace("%Y", f"{moment.year:04}"))


def written(form: str) -> Callable[[datetime], str]:
    return lambda moment: ymd(moment, form)


def in_utc(form: str) -> Callable[[datetime], str]:
    return lambda moment: ymd(moment.astimezone(UTC), form)


WITH_ZONE: dict[str, Callable[[datetime], str]] = {
    "RFC 3339": lambda moment: moment.isoformat(),
    "RFC 3339, UTC": in_utc("%Y-%m-%dT%H:%M:%SZ"),
    "TOML, with a space": lambda moment: moment.isoformat(" ", "milliseconds"),
    "Jekyll": written("%Y-%m-%d %H:%M:%S %z"),
    "Jekyll, a name": in_utc("%Y-%m-%d %H:%M:%S UTC"),
    "YAML 1.1, single digits": lambda moment: (
        f"{moment.year:04}-{moment.month}-{moment.day} {moment.hour}:{moment:%M:%S %z}"
    ),
    "slashes": written("%Y/%m/%d %H:%M:%S %z"),
    "Go, Time.String": written("%Y-%m-%d %H:%M:%S.%f %z CET"),
    "Go, RubyDate": written("%a %b %d %H:%M:%S %z %Y"),
    "Go, UnixDate": in_utc("%a %b %d %H:%M:%S UTC %Y"),
    "RFC 2822": written("%a, %d %b %Y %H:%M:%S %z"),
    "JavaScript, toUTCString": in_utc("%a, %d %b %Y %H:%M:%S GMT"),
    "JavaScript, toString": written("%a %b %d %Y %H:%M:%S GMT%z (Some Standard Time)"),
    "words": written("%A, %B %d, %Y, %I:%M:%S %p %z"),
}

LOCAL: dict[str, Callable[[datetime], str]] = {
    "TOML, local": lambda moment: moment.replace(tzinfo=None).isoformat(),
    "Hexo": written("%Y-%m-%d %H:%M:%S"),
    "C, ctime": written("%a %b %d %H:%M:%S %Y"),
    "RFC 850 without a zone": written("%A, %d-%b-%Y %H:%M:%S"),
    "words": written("%d %B %Y %I:%M:%S%p"),
}

DATE_ONLY: dict[str, Callable[[datetime], str]] = {
    "RFC 3339": written("%Y-%m-%d"),
    "single digits": lambda moment: f"{moment.year:04}-{moment.month}-{moment.day}",
    "slashes": written("%Y/%m/%d"),
    "dots": written("%Y.%m.%d"),
    "Hugo": written("%d %b %Y"),
    "a day before its month": written("%d %B %Y"),
    "a month before its day": written("%B %d, %Y"),
    "Astro": written("%b %d %Y"),
    "JavaScript, toDateString": written("%a %b %d %Y"),
    "dashes": written("%d-%b-%Y"),
    "ordinal": written("%B %dth, %Y"),
}


def seconds(moment: datetime) -> int:
    """Seconds since 1970-01-01T00:00Z, whole, as a clock shows them."""
    whole = moment.replace(microsecond=0, tzinfo=None) - (moment.utcoffset() or timedelta())
    return round((whole - EPOCH).total_seconds())


@pytest.mark.parametrize("form", WITH_ZONE)
@given(moment=MOMENTS)
def test_a_moment_is_read_as_it_was_written(form: str, moment: datetime) -> None:
    found = parse(WITH_ZONE[form](moment))
    assert found is not None
    assert (found.seconds, found.has_time, found.has_zone) == (seconds(moment), True, True)
    assert not found.naive


@pytest.mark.parametrize("form", LOCAL)
@given(moment=st.datetimes())
def test_a_time_without_zone_is_taken_for_utc(form: str, moment: datetime) -> None:
    day = (moment.date() - EPOCH.date()).days
    assert parse(LOCAL[form](moment)) == Moment(seconds(moment), day, True, False)


@pytest.mark.parametrize("form", DATE_ONLY)
@given(moment=st.datetimes())
def test_a_day_is_a_day(form: str, moment: datetime) -> None:
    day = (moment.date() - EPOCH.date()).days
    assert parse(DATE_ONLY[form](moment)) == Moment(day * DAY, day, False, False)


@given(MOMENTS)
def test_the_day_is_that_which_was_written_whatever_the_zone(moment: datetime) -> None:
    found = parse(moment.isoformat())
    assert found is not None
    assert found.day == (moment.date() - EPOCH.date()).days


@given(st.datetimes(min_value=datetime(1969, 1, 1), max_value=datetime(2049, 12, 31)))
def test_a_year_of_two_digits(moment: datetime) -> None:
    for form in ("%d %b %y %H:%M GMT", "%A, %d-%b-%y %H:%M GMT"):  # RFC 822 and RFC 850
        found = parse(moment.strftime(form))
        assert found is not None
        assert found.seconds == seconds(moment.replace(second=0))


@given(st.integers(-(2**33), 2**35))
def test_mail_is_read_as_the_email_package_reads_it(moment: int) -> None:
    text = email.utils.formatdate(moment, usegmt=True)
    found = parse(text)
    assert found is not None
    assert found.seconds == email.utils.parsedate_to_datetime(text).timestamp()


@given(st.integers(-5, 10_000), st.integers(-2, 15), st.integers(-2, 35))
def test_days_knows_the_calendar(year: int, month: int, day: int) -> None:
    try:
        expected = (date(year, month, day) - date(1970, 1, 1)).days
    except ValueError:
        if year <= 9999:
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
        ("2020-07-14T19:45:00,5Z", "2020-07-14T19:45:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2020-07-14T24:00:00Z", "2020-07-15T00:00:00Z"),
        ("2020-07-14", "2020-07-14T00:00:00Z"),
        ("2020-07-14T19:45:00", "2020-07-14T19:45:00Z"),
        ("2014-03-27 16:54:40 +0000", "2014-03-27T16:54:40Z"),
        ("2014-03-27 16:54 +01:00", "2014-03-27T15:54:00Z"),
        ("2010-12-03 10:20", "2010-12-03T10:20:00Z"),
        ("2010-12-03 10:50am", "2010-12-03T10:50:00Z"),
        ("2010-12-03 12:00 a.m.", "2010-12-03T00:00:00Z"),
        ("2010-12-03 12:00 P.M.", "2010-12-03T12:00:00Z"),
        ("2020-07-14T19:45:00UTC", "2020-07-14T19:45:00Z"),
        ("2020-07-14 19:45:00 utc", "2020-07-14T19:45:00Z"),
        ("2020-07-14 19:45 UTC+02:30", "2020-07-14T17:15:00Z"),
        ("2020-07-14 19:45:00 +0200 CEST", "2020-07-14T17:45:00Z"),
        ("Mon, 06 Sep 2021 10:00:00 GMT", "2021-09-06T10:00:00Z"),
        ("06 Sep 2021 10:00 GMT", "2021-09-06T10:00:00Z"),
        ("September 6, 2021", "2021-09-06"),
        ("Sept. 6th, 2021", "2021-09-06"),
        ("6th September, 2021", "2021-09-06"),
        ("SEPTEMBER 06 2021", "2021-09-06"),
        ("Tues Sep  7 10:00:00 2021", "2021-09-07T10:00:00Z"),
    ],
)
def test_forms(text: str, same: str) -> None:
    one, other = parse(text), parse(same)
    assert one is not None
    assert other is not None
    assert one.seconds == other.seconds


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("UTC", 0), ("GMT", 0), ("UT", 0), ("Z", 0), ("EST", -5), ("EDT", -4), ("CDT", -5),
     ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7), ("CET", 1), ("CEST", 2), ("EET", 2),
     ("EEST", 3), ("WET", 0), ("WEST", 1), ("est", -5)],
)  # fmt: skip
def test_zones_by_name(zone: str, hours: int) -> None:
    for day in ("2020-07-14", "July 14, 2020", "14-Jul-20"):
        moment = parse(f"{day} 12:00:00 {zone}")
        assert moment is not None
        assert moment.seconds - moment.day * DAY == (12 - hours) * 3600
        assert moment.has_zone


@pytest.mark.parametrize(
    "zone", ["CST", "IST", "BST", "AST", "JST", "AEST", "XYZ", "Europe/Berlin", "America/New_York",
             "Etc/GMT+5", "EST+5"],
)  # fmt: skip
def test_a_time_in_a_zone_that_may_be_several_is_known_to_the_day(zone: str) -> None:
    moment = parse(f"2020-07-14 19:45:00 {zone}")
    assert moment == Moment(18_457 * DAY, 18_457, False, True)
    assert not moment.naive


@pytest.mark.parametrize(
    ("text", "naive"),
    [
        ("2020-07-14T19:45:00", True),
        ("2020-07-14 19:45", True),
        ("14 July 2020 7:45 PM", True),
        ("2020-07-14", False),
        ("14 July 2020", False),
        ("2020-07-14T19:45:00+02:00", False),
        ("2020-07-14 19:45:00 EST", False),
        ("2020-07-14 19:45:00 IST", False),
        ("Tue, 14 Jul 2020 19:45:00 GMT", False),
    ],
)
def test_naive_is_a_time_without_its_zone(text: str, naive: bool) -> None:
    moment = parse(text)
    assert moment is not None
    assert moment.naive is naive


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2020-02-30", "2020-13-01", "0000-01-01", "2020-07-14T25:00Z", "٢٠٢٠-٠٧-١٤"),
        *("2020-07-14T24:01Z", "2020-07-14T19:60Z", "2020-07-14T19:45:61Z", " 2020-07-14"),
        *("2020-07-14T19:45:00Zz", "2020-07-14T19:45:00+", "2020-07-14T19:45:00+99:99"),
        *("2020-07-14T19:45:00+24:00", "2020-07-14T19:45:00+01:60", "9" * 100_000),
        # Tools read these in different ways.
        *("14/07/2020", "07/14/2020", "04.05.2020", "04-05-20", "20200714", "1594755900"),
        *(
            "20200714T194500Z",
            "06 Sep 55",
            "2020-W29-2",
            "2020-196",
            "2020-07",
            "July 2020",
            "2020",
        ),
        # Words that are no month, no zone, no half of a day.
        *("14 Brumaire 2020", "14 Juli 2020", "Feb 30, 2020", "31 April 2020", "July 14 of 2020"),
        *("2020-07-14 19:45 Uhr", "2020-07-14 19:45 PM", "2020-07-14 0:45 AM", "19:45", "July 14"),
        *("2020-07-14 19:45 A", "2020-07-14 UTC", "2020-07-14 at noon", "2020/07-14", "Jul 14, 20"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse(text) is None


def examples_of_the_manual() -> list[list[str]]:
    """The examples in docs/front-matter.md: a list for each row, then what is no date."""
    page = Path(__file__).parent.parent / "docs" / "front-matter.md"
    section = page.read_text(encoding="utf-8").partition("## Dates")[2]
    paragraphs = [
        *section.partition("| form |")[2].splitlines()[2:9],
        section.partition("The rules about dates ignore")[2],
    ]
    return [re.findall("`([^`]+)`", text) for text in paragraphs]


def test_the_documented_forms_are_read() -> None:
    *rows, others = examples_of_the_manual()
    assert len(rows) == 7
    assert all(rows)
    for row, examples in enumerate(rows):
        for text in examples:
            assert parse(text) is not None
            assert is_timestamp(text) == (row < 2)
    assert [text for text in others if parse(text)] == []


def test_seconds_are_seconds() -> None:
    moment = parse("1970-01-02")
    assert moment is not None
    assert moment.seconds == DAY


PIECES = (
    *"0123456789:/-+.,TtZz ()", *("2020-07-14", "19:45:00", " +0200", "GMT", "EST", "PM", "th"),
    *("Mon, ", "July", "Sep", "2021", "\t", "٢", "é", "\n", "Europe/Berlin"),
)  # fmt: skip


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=LONGEST + 5))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = parse(text)
    assert moment is None or moment.day * DAY - DAY <= moment.seconds <= (moment.day + 2) * DAY
    assert not is_timestamp(text) or moment is not None


@pytest.mark.parametrize("piece", [*PIECES, "July 14, ", "2020-07-14 ", "Mon, Mon, ", "(", "a/a"])
def test_long_text_is_no_date(piece: str) -> None:
    assert parse(piece * 1_000_000) is None
    assert parse("2020-07-14 19:45:00 " + piece * 1_000_000) is None
