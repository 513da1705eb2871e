"""Read the dates of articles, which are stored as text.

All code that compares, validates or sorts dates uses this module. It reads:

- RFC 3339, ISO 8601 with separators, and the timestamps of YAML 1.1 and TOML 1.0, which include
  what Jekyll writes: ``2014-03-27``, ``2014-03-27T16:54:40Z``, ``2014-3-7 16:54:40 +0000``;
- the same with slashes or dots, the year first: ``2014/03/27 16:54``;
- days and months in English words, as mail, JavaScript, Go and people write them:
  ``Thu, 27 Mar 2014 16:54:40 GMT``, ``March 27, 2014 4:54 PM``, ``27-Mar-14``,
  ``Thu Mar 27 16:54:40 2014``, ``Thu Mar 27 2014 16:54:40 GMT+0100 (CET)``.

It does not read forms that tools interpret differently: ``03/04/2014``, ``20140327``, numbers of
seconds, two-digit years from 50 to 68, weeks, ordinal days, and months without a day.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newslint.pattern import pattern

DAY = 86_400
"""Seconds."""
LONGEST = 100
"""Maximum characters of a date. JavaScript prints up to 75."""

_FORM = pattern(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]{1,8})(\d\d?):(\d\d)(?::(\d\d)(?:\.\d*|,\d+)?)?"
    r"[ \t]{0,8}(?:([Zz])|([+-])(\d\d?)(?::?(\d\d))?)?)?",
    re.ASCII,
)

_GAP = r"[ \t]+"
_CLOCK = r"\d\d?:\d\d"
_WEEKDAY = rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?{_GAP})?"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_OTHER_FORMS = tuple(
    pattern(rf"{_WEEKDAY}{date}(?:(?:t|,?{_GAP})(?P<clock>{_CLOCK}.*))?", re.ASCII | re.IGNORECASE)
    for date in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
        rf"{_DAY}-(?P<month>[a-z]+)-(?P<year>\d{{4}}|\d\d)",
        rf"{_DAY}{_GAP}(?P<month>[a-z]+)[.,]?{_GAP}(?P<year>\d{{4}}|\d\d)",
        rf"(?P<month>[a-z]+)\.?{_GAP}{_DAY},?{_GAP}(?P<year>\d{{4}})",
    )
)
_YEAR_LAST = pattern(  # as ctime of C prints it
    rf"{_WEEKDAY}([a-z]+{_GAP}\d\d?){_GAP}({_CLOCK}.*){_GAP}(\d{{4}})", re.ASCII | re.IGNORECASE
)
_TIME = pattern(
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    rf"(?:{_GAP})?(?:(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    rf"(?:{_GAP})?(?P<zone>[A-Za-z]+(?:/[A-Za-z_/+-]+)?)?"
    r"(?:(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?"
    rf"(?:{_GAP}(?:[A-Z]+|\([^()]*\)))?)?",  # the zone's name again
    re.ASCII,
)

_MONTHS = {
    spelling: number
    for number, name in enumerate(
        "january february march april may june july august september october november"
        " december".split(),
        1,
    )
    for spelling in (name, name[:3])
} | {"sept": 9}

_HOURS_EAST = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("WEST", "CET"), 1),
    **dict.fromkeys(("CEST", "EET"), 2),
    "EEST": 3,
    "EDT": -4,
    **dict.fromkeys(("EST", "CDT"), -5),
    "MDT": -6,
    **dict.fromkeys(("MST", "PDT"), -7),
    "PST": -8,
}
"""Hours ahead of UTC by the name of the zone: the names of RFC 2822 (section 4.3) and those of
Europe, without ambiguous ones. CST is used in North America and China, BST in Britain and
Bangladesh, IST in India, Ireland and Israel."""


class Moment(NamedTuple):
    """A date as it was written.

    A time in a zone whose name is unknown or ambiguous is treated as a date without a time of day.
    """

    seconds: int
    """Since 1970-01-01T00:00Z; a date without a time zone is treated as UTC."""
    day: int
    """Days from 1970-01-01 to the date as written, whatever the zone."""
    has_time: bool
    """Whether the time of day is known."""
    has_zone: bool
    """Whether a zone was written, even an unknown one."""

    @property
    def naive(self) -> bool:
        """Whether a time of day was written without its zone."""
        return self.has_time and not self.has_zone


def parse(text: str) -> Moment | None:
    """Return the moment that ``text`` names; None if it is not a date in one of the forms above."""
    return _parse(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=256)
def _parse(text: str) -> Moment | None:
    match = _FORM.fullmatch(text)
    if match is None:
        return _parse_other(text)
    year, month, day, hour, minute, second, z, sign, hours, minutes = match.groups()
    number = days(int(year), int(month), int(day))
    if number is None:
        return None
    if hour is None:
        return Moment(number * DAY, number, False, False)
    time = _seconds(int(hour), int(minute), int(second or 0))
    east = minutes_east(sign, hours, minutes) if sign else 0
    if time is None or east is None:
        return None
    return Moment(number * DAY + time - east * 60, number, True, bool(z or sign))


def _parse_other(text: str) -> Moment | None:
    """Read the forms that are not RFC 3339's."""
    year_last = _YEAR_LAST.fullmatch(text)
    if year_last is not None:
        text = f"{year_last[1]} {year_last[3]} {year_last[2]}"
    match = next(filter(None, (form.fullmatch(text) for form in _OTHER_FORMS)), None)
    if match is None:
        return None
    year, month = _year(match["year"]), _month(match["month"])
    day = days(year, month, int(match["day"]))
    if day is None:
        return None
    return _at(day, match["clock"]) if match["clock"] else Moment(day * DAY, day, False, False)


def _year(digits: str) -> int:
    """Return the year of four or two ``digits``; 0 where tools disagree.

    JavaScript and RFC 2822 read 50 as 1950, Go, Python and POSIX as 2050; all of them read 69 as
    1969.
    """
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year if year > 68 else 0


def _month(written: str) -> int:
    """Return the number of a month; 0 for any other word."""
    return int(written) if written.isdigit() else _MONTHS.get(written.lower(), 0)


def _at(day: int, clock: str) -> Moment | None:
    """Return the moment of a ``clock`` with an optional zone on ``day``; None if invalid."""
    match = _TIME.fullmatch(clock)
    if match is None:
        return None
    hour, half, zone, sign = int(match["hour"]), match["half"], match["zone"], match["sign"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    time = _seconds(hour, int(match["minute"]), int(match["second"] or 0))
    east = minutes_east(sign, match["hours"], match["minutes"]) if sign else 0
    if time is None or east is None or (zone and not _is_zone(zone)):
        return None
    if zone:
        hours = _HOURS_EAST.get(zone.upper())
        if hours is None or (hours and sign):
            return Moment(day * DAY, day, False, True)
        east += hours * 60
    return Moment(day * DAY + time - east * 60, day, True, bool(zone or sign))


def _is_zone(word: str) -> bool:
    """Return whether a word after a time is the name of a zone, known or not."""
    return word.upper() in _HOURS_EAST or "/" in word or (word.isupper() and 2 <= len(word) <= 5)


def looks_like_timestamp(text: str) -> bool:
    """Return whether ``text`` has the form of a timestamp, even if the day does not exist."""
    return len(text) < 80 and "," not in text and _FORM.fullmatch(text) is not None


def is_timestamp(text: str) -> bool:
    """Return whether ``text`` is an RFC 3339 date and time or a YAML 1.1 timestamp.

    In the latter, the time and its offset are optional and may follow spaces.
    Stricter than `parse`: a leap second must be at the end of a day of UTC.
    """
    match = _FORM.fullmatch(text) if looks_like_timestamp(text) else None
    if match is None:
        return False
    year, month, day, hour, minute, second, _, sign, hours, minutes = match.groups("0")
    east = minutes_east(sign, hours, minutes)
    return (
        days(int(year), int(month), int(day)) is not None
        and east is not None
        and is_clock(int(hour), int(minute), int(second), east)
    )


def is_clock(hour: int, minute: int, second: int, east: int = 0) -> bool:
    """Return whether this time of day exists ``east`` minutes ahead of UTC.

    A leap second is at the end of a day of UTC (RFC 3339, 5.7).
    """
    if hour > 23 or minute > 59 or second > 60:
        return False
    return second < 60 or (hour * 60 + minute - east) % 1440 == 1439


def _seconds(hour: int, minute: int, second: int) -> int | None:
    """Return the seconds since midnight; None if the time does not exist.

    24:00 is the end of a day, and any minute may have a leap second.
    """
    if (hour > 23 and (hour, minute, second) != (24, 0, 0)) or minute > 59 or second > 60:
        return None
    return hour * 3600 + minute * 60 + second


def minutes_east(sign: str, hours: str, minutes: str | None) -> int | None:
    """Return an offset in minutes east of UTC; None if it is out of range."""
    hour, minute = int(hours), int(minutes or 0)
    if hour > 23 or minute > 59:
        return None
    return (hour * 60 + minute) * (-1 if sign == "-" else 1)


def days(year: int, month: int, day: int) -> int | None:
    """Return the days from 1970-01-01 to a Gregorian date; None if the date does not exist.

    Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). Importing
    datetime would take longer than parsing all dates of an article.
    """
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
