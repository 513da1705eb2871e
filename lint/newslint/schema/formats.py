"""The ``format`` keyword: one function per format, for every validator.

Each takes the text of a value and returns whether it has the format, in linear time. Other formats
are only annotations, as in JSON Schema.
"""

import re
from collections.abc import Callable

from newslint import dates

# Patterns are compiled on first use: most runs need none of them.

_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:Z|z|([-+])([0-9]{2}):([0-9]{2}))?"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_WEB_HOST = r"[Hh][Tt][Tt][Pp][Ss]?:(?://)?[^/?#\x00-\x1f\x7f]*"
_NOT_IN_ADDRESS = r"[\x00-\x20\x7f\"<>\\^`{|}]"
_LABEL = r"[\w](?:[\w-]{0,61}[\w])?"
_EMAIL = r"[^\s@<>]{1,64}@([^\s@<>]+)"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"

LONGEST = 1_000_000
"""Maximum characters; longer text has no format."""


def is_any_date(text: str) -> bool:
    """Return whether ``text`` is a date in any form that newslint reads."""
    return dates.parse(text) is not None


def is_date(text: str) -> bool:
    """Return whether ``text`` is a calendar day without a time: ``2020-07-14``."""
    return len(text) == 10 and dates.is_timestamp(text)


def is_time(text: str) -> bool:
    """Return whether ``text`` is a time of day (RFC 3339, full-time); the offset is optional."""
    match = re.fullmatch(_TIME, text) if len(text) < 80 else None
    if match is None:
        return False
    hour, minute, second = map(int, match.group(1, 2, 3))
    east = dates.minutes_east(*match.group(4, 5, 6)) if match[4] else 0
    return east is not None and dates.is_clock(hour, minute, second, east)


def is_uri(text: str) -> bool:
    """Return whether ``text`` is a full URL: with a scheme and without unescaped characters.

    Letters of all scripts are allowed. The rule unsafe-url checks the scheme and the host.
    """
    scheme = re.match(_SCHEME, text[:LONGEST])
    if scheme is None or len(text) > LONGEST:
        return False
    host = re.match(_WEB_HOST, text)
    if host is None and scheme.end() == len(text):
        return False
    return re.search(_NOT_IN_ADDRESS, text[host.end() if host else 0 :]) is None


def is_uri_reference(text: str) -> bool:
    """Return whether ``text`` is a full URL, or one relative to a site or page."""
    if re.match(_SCHEME, text[:LONGEST]):
        return is_uri(text)
    return len(text) <= LONGEST and re.search(_NOT_IN_ADDRESS, text) is None


def is_hostname(text: str) -> bool:
    """Return whether ``text`` is a host name in any script, such as ``example.com``. A final dot is
    allowed."""
    labels = text.removesuffix(".").split(".")
    return len(text) <= 253 and all(re.fullmatch(_LABEL, label) for label in labels)


def is_email(text: str) -> bool:
    """Return whether ``text`` is an address with one ``@`` followed by a host name."""
    match = re.fullmatch(_EMAIL, text) if len(text) <= 320 else None
    return match is not None and is_hostname(match[1])


def is_ipv4(text: str) -> bool:
    """Return whether ``text`` is an IPv4 address: four numbers below 256 without leading zeros."""
    from ipaddress import IPv4Address

    return _accepts(IPv4Address, text)


def is_ipv6(text: str) -> bool:
    """Return whether ``text`` is an IPv6 address without a zone."""
    from ipaddress import IPv6Address

    return "%" not in text and _accepts(IPv6Address, text)


def _accepts(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except ValueError:
        return False
    return True


def is_uuid(text: str) -> bool:
    """Return whether ``text`` is a UUID in its usual form (RFC 9562)."""
    return re.fullmatch(_UUID, text) is not None


def is_secured(text: str) -> bool:
    """Return whether ``text`` is a cipher text and initialisation vector of AES-CBC: two parts in
    base64 (RFC 4648, section 4) joined by ``;``, the first some whole blocks of 16 bytes, the
    second exactly one."""
    first, semicolon, second = text.partition(";")
    if not semicolon or len(text) > LONGEST:
        return False
    blocks, vector = _base64_size(first), _base64_size(second)
    return blocks is not None and blocks > 0 and blocks % 16 == 0 and vector == 16


def _base64_size(text: str) -> int | None:
    """Return the number of bytes of the base64 ``text``; None if it is not base64."""
    if len(text) % 4 or re.fullmatch(_BASE64, text) is None:
        return None
    return len(text) // 4 * 3 - text[-2:].count("=")


FORMATS: dict[str, Callable[[str], bool]] = {
    "date-time": dates.is_timestamp,
    "any-date": is_any_date,
    "date": is_date,
    "time": is_time,
    "uri": is_uri,
    "iri": is_uri,
    "uri-reference": is_uri_reference,
    "iri-reference": is_uri_reference,
    "hostname": is_hostname,
    "idn-hostname": is_hostname,
    "email": is_email,
    "idn-email": is_email,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "uuid": is_uuid,
    "secured": is_secured,
}

_B = "[A-Za-z0-9+/]"
USUAL: dict[str, str] = {
    "date-time": (
        "^(?:[1-9][0-9]{3})-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
        "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
        r"(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
        "(?: ?(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9]))?)?$"
    ),
    "uri": r"^https?://[A-Za-z0-9][A-Za-z0-9.:/?#@!$&'()*+,;=%~_-]*$",
    "hostname": r"^(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,3}[a-z]{2,20}$",
    "secured": f"^(?:{_B}{{64}})*(?:{_B}{{64}}|{_B}{{43}}=|{_B}{{22}}==);{_B}{{22}}==$",
}
"""Patterns of nearly all values of a format. A text that matches one has the format. Compiled
validators use them without calling Python."""

ANNOTATIONS = ("duration", "json-pointer", "relative-json-pointer", "regex", "uri-template")
"""Formats of the standard that are not checked."""
