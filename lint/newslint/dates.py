"""Reading the dates of articles, which stay the text that they were written as.

Taken are the forms of RFC 3339, those of ISO 8601 with separators, and what YAML 1.1 takes for
a timestamp (a space in place of the T, single digits, a zone of hours only).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newslint.pattern import pattern

DAY = 86_400
"""Seconds."""

_FORM = pattern(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]{1,8})(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?"
    r"[ \t]{0,8}(?:([Zz])|([+-])(\d\d?)(?::?(\d\d))?)?)?",
    re.ASCII,
)


class Moment(NamedTuple):
    """A date as it was written."""

    seconds: int
    """Since 1970-01-01T00:00Z; a date without zone is taken for UTC."""
    day: int
    """Days from 1970-01-01 to the date as written, whatever the zone."""
    has_time: bool
    has_zone: bool

    @property
    def naive(self) -> bool:
        """Whether a time of day was written without its zone."""
        return self.has_time and not self.has_zone


@lru_cache(maxsize=256)
def parse(text: str) -> Moment | None:
    """The moment that ``text`` names; None when it is no date of a form that this module knows."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    day = days(int(found[1]), int(found[2]), int(found[3]))
    hour, minute, second = (int(found[i] or 0) for i in (4, 5, 6))
    if day is None or hour > 24 or minute > 59 or second > 60:
        return None
    seconds = day * DAY + hour * 3600 + minute * 60 + second
    if found[8]:
        away = int(found[9]) * 3600 + int(found[10] or 0) * 60
        seconds -= away if found[8] == "+" else -away
    return Moment(seconds, day, found[4] is not None, bool(found[7] or found[8]))


def days(year: int, month: int, day: int) -> int | None:
    """Days from 1970-01-01 to a date of the Gregorian calendar; None when there is no such day.

    Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). The module
    datetime would cost more to import than all dates of an article to read.
    """
    if not (1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
