"""The formats that a draft may ask for.

Each is narrower than newslint's own reading, so that every validator with the format of JSON Schema
(2020-12, "Defined Formats") accepts the values, too.
"""

from collections.abc import Callable

from newslint import dates
from newslint.pattern import pattern
from newslint.schema import formats

_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = pattern(  # RFC 3339, date-time
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]++)?+"
    r"(?:[Zz]|[-+][0-9]{2}:[0-9]{2})"
)
_TIME = pattern(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]++)?+(?:[Zz]|[-+][0-9]{2}:[0-9]{2})")
_URI = pattern(  # RFC 3986, with an authority and without IPv6 literals
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[A-Za-z0-9._~!$&'()*+,;=:@%-]++"
    r"(?:[/?#](?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*+)?+"
)
_IRI = pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/?#]++.*+")
_EMAIL = pattern(r"[A-Za-z0-9_+-]++(?:\.[A-Za-z0-9_+-]++)*+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")
_HOST = pattern(r"(?:[a-z0-9][a-z0-9-]{0,62}\.)++[a-z]{2,24}")

LONGEST = 2_000
"""Maximum characters of a text with a format."""


def _is_uri(text: str) -> bool:
    return _URI.fullmatch(text) is not None and text.count("#") < 2 and formats.is_uri(text)


def _is_iri(text: str) -> bool:
    return _IRI.fullmatch(text) is not None and formats.is_uri(text)


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": lambda text: _DATE.fullmatch(text) is not None and formats.is_date(text),
    "date-time": lambda text: _MOMENT.fullmatch(text) is not None and dates.is_timestamp(text),
    "any-date": formats.is_any_date,
    "time": lambda text: _TIME.fullmatch(text) is not None and formats.is_time(text),
    "uri": _is_uri,
    "iri": _is_iri,
    "email": lambda text: _EMAIL.fullmatch(text) is not None and formats.is_email(text),
    "uuid": formats.is_uuid,
    "ipv4": formats.is_ipv4,
    "ipv6": formats.is_ipv6,
    "hostname": lambda text: _HOST.fullmatch(text) is not None and formats.is_hostname(text),
}
"""The formats, narrower ones before wider ones. ``any-date`` is newslint's own; other validators
take it for an annotation."""

DATES = ("date", "date-time", "any-date", "time")


def has_format(name: str, text: str) -> bool:
    """Return whether ``text`` has the format ``name``."""
    return len(text) <= LONGEST and FORMATS[name](text)
