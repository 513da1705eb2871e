"""What the ``format`` keyword means here: one function per format, for every validator alike.

Each takes the text of a value and says whether it has the format. All are linear in the length
of the text. Formats that are not named here are annotations only, as JSON Schema has it.
"""

import re
from collections.abc import Callable

from newslint import dates

# Patterns are compiled when they are first used: most runs need none of them.

_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:Z|z|([-+])([0-9]{2}):([0-9]{2}))?"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_WEB_HOST = r"[Hh][Tt][Tt][Pp][Ss]?:(?://)?[^/?#\x00-\x1f\x7f]*"
_NOT_IN_ADDRESS = r"[\x00-\x20\x7f\"<>\\^`{|}]"
_LABEL = r"[\w](?:[\w-]{0,61}[\w])?"
_EMAIL = r"[^\s@<>]{1,64}@([^\s@<>]+)"
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"

LONGEST = 1_000_000
"""Characters; nothing longer has a format."""


def is_any_date(text: str) -> bool:
    """A date in any of the forms that newslint reads."""
    return dates.parse(text) is not None


def is_date(text: str) -> bool:
    """A day of the calendar without a time: ``2020-07-14``."""
    return len(text) == 10 and dates.is_timestamp(text)


def is_time(text: str) -> bool:
    """A time of day (RFC 3339, full-time); the offset may be left out."""
    match = re.fullmatch(_TIME, text) if len(text) < 80 else None
    if match is None:
        return False
    hour, minute, second = map(int, match.group(1, 2, 3))
    east = dates.minutes_east(*match.group(4, 5, 6)) if match[4] else 0
    return east is not None and dates.is_clock(hour, minute, second, east)


def is_uri(text: str) -> bool:
    """A full address: it has a scheme, and nothing in it that must be escaped.

    Letters of all scripts may stand in it. Whether the scheme is one to follow, and the host of a
    web address one to ask, is not judged here: the rule unsafe-url does.
    """
    scheme = re.match(_SCHEME, text[:LONGEST])
    if scheme is None or len(text) > LONGEST:
        return False
    host = re.match(_WEB_HOST, text)
    if host is None and scheme.end() == len(text):
        return False
    return re.search(_NOT_IN_ADDRESS, text[host.end() if host else 0 :]) is None


def is_uri_reference(text: str) -> bool:
    """A full address, or one relative to a site or page."""
    if re.match(_SCHEME, text[:LONGEST]):
        return is_uri(text)
    return len(text) <= LONGEST and re.search(_NOT_IN_ADDRESS, text) is None


def is_hostname(text: str) -> bool:
    """A host name in any script, such as ``example.com``; a final dot is the root's."""
    labels = text.removesuffix(".").split(".")
    return len(text) <= 253 and all(re.fullmatch(_LABEL, label) for label in labels)


def is_email(text: str) -> bool:
    """An address with one ``@`` and a host name behind it."""
    match = re.fullmatch(_EMAIL, text) if len(text) <= 320 else None
    return match is not None and is_hostname(match[1])


def is_ipv4(text: str) -> bool:
    """Four decimal numbers below 256, without leading zeros."""
    from ipaddress import IPv4Address

    return _accepts(IPv4Address, text)


def is_ipv6(text: str) -> bool:
    """An IPv6 address without a zone."""
    from ipaddress import IPv6Address

    return "%" not in text and _accepts(IPv6Address, text)


def _accepts(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except ValueError:
        return False
    return True


def is_uuid(text: str) -> bool:
    """A UUID in its usual form (RFC 9562)."""
    return re.fullmatch(_UUID, text) is not None


def is_secured(text: str) -> bool:
    """Cipher text and initialisation vector, as AES in CBC mode has them: two parts in base64
    (RFC 4648, section 4) joined by ``;``, the first some whole blocks of 16 bytes, the second
    just one."""
    first, semicolon, second = text.partition(";")
    if not semicolon or len(text) > LONGEST:
        return False
    blocks, vector = _base64_size(first), _base64_size(second)
    return blocks is not None and blocks > 0 and blocks % 16 == 0 and vector == 16


def _base64_size(text: str) -> int | None:
    """How many bytes the base64 ``text`` stands for; None where it is not base64."""
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
        "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"
    ),
    "uri": r"^https?://[A-Za-z0-9][A-Za-z0-9.:/?#@!$&'()*+,;=%~_-]*$",
    "hostname": r"^(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,3}[a-z]{2,20}$",
    "secured": f"^(?:{_B}{{64}})*(?:{_B}{{64}}|{_B}{{43}}=|{_B}{{22}}==);{_B}{{22}}==$",
}
"""What nearly all values of a format look like, as patterns: what one of these matches has the
format. A compiled validator matches them without calling Python."""

ANNOTATIONS = ("duration", "json-pointer", "relative-json-pointer", "regex", "uri-template")
"""Formats of the standard that nothing is asked of."""
