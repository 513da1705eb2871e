"""Which URLs and which addresses may be asked at all.

Pure functions, cheap to import. The same judgement serves three times: on the text of a URL
(rule unsafe-url, without any network), on the addresses a name resolves to, and on the address
a socket is about to be connected to. The last one is what protects a network from strangers'
articles; the others spare the attempt and say why.
"""

import re
from collections.abc import Collection
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newslint.pattern import pattern

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    Address = IPv4Address | IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

# An ordinary URL: lower-case ASCII host with a dot and an alphabetic top-level domain, no
# credentials, no port. Nearly all URLs of nearly all articles end here.
_ORDINARY = pattern(
    r"https?://(?![^/?#]{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+([a-z]{2,63})"
    r"(?:[/?#][^\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]*)?",
    re.IGNORECASE,
)
_CONTROL = pattern("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_PARTS = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^#]*)(#.*)?", re.DOTALL)
_NAME = pattern(r"[^\x00-,/:-@\[-^`{-\x7f\s]+")
_NUMBER = pattern(r"0[xX][0-9a-fA-F]*|[0-9]+")

# Names that never lead to a public host: RFC 6761 (localhost), RFC 6762 (local),
# RFC 8375 (home.arpa), ICANN's resolution of 2024-07-29 (internal).
_INNER_NAMES = frozenset({"localhost", "localdomain", "local", "internal", "home.arpa", "onion"})
# Names set aside for documentation and tests: RFC 2606, RFC 6761.
_RESERVED_NAMES = frozenset(
    {"example", "test", "invalid", "example.com", "example.net", "example.org"}
)
_INNER_TLDS = frozenset({"localhost", "localdomain", "local", "internal", "arpa", "onion"})

_CARRIES_CREDENTIALS = "it carries a user name or a password"
_LONGEST = 4_096
"""Characters of a host and port, which take up to nine for one when they are percent-encoded."""
_LONGEST_NAME, _LONGEST_LABEL = 253, 63  # RFC 1035, without the final dot

# IANA IPv4 Special-Purpose Address Registry, multicast (RFC 5771) and the reserved class E.
_CLOSED_V4 = tuple(
    (int.from_bytes(bytes(octets), "big") >> (32 - bits), 32 - bits)
    for *octets, bits in (
        (0, 0, 0, 0, 8),  # this network
        (10, 0, 0, 0, 8),  # private
        (100, 64, 0, 0, 10),  # shared by carriers (CGNAT)
        (127, 0, 0, 0, 8),  # loopback
        (168, 63, 129, 16, 32),  # Azure's platform, as its virtual machines see it
        (169, 254, 0, 0, 16),  # link-local, cloud metadata
        (172, 16, 0, 0, 12),  # private
        (192, 0, 0, 0, 24),  # IETF protocol assignments
        (192, 0, 2, 0, 24),  # documentation
        (192, 31, 196, 0, 24),  # AS112
        (192, 52, 193, 0, 24),  # AMT
        (192, 88, 99, 0, 24),  # 6to4 relay
        (192, 168, 0, 0, 16),  # private
        (192, 175, 48, 0, 24),  # AS112
        (198, 18, 0, 0, 15),  # benchmarking
        (198, 51, 100, 0, 24),  # documentation
        (203, 0, 113, 0, 24),  # documentation
        (224, 0, 0, 0, 4),  # multicast
        (240, 0, 0, 0, 4),  # reserved, broadcast
    )
)
# Within global unicast (2000::/3, RFC 4291), what the IPv6 registry sets apart. All that is
# outside of 2000::/3 is closed: loopback, link-local, unique local, NAT64, multicast.
_CLOSED_V6 = tuple(
    (prefix >> (128 - bits), 128 - bits)
    for prefix, bits in (
        (0x2001 << 112, 23),  # IETF protocol assignments, among them Teredo and ORCHID
        (0x20010DB8 << 96, 32),  # documentation
        (0x2002 << 112, 16),  # 6to4
        (0x2620004F8000 << 80, 48),  # AS112
        (0x3FFF << 112, 20),  # documentation
    )
)


# What the URL Standard removes before it reads a URL (4.4, "basic URL parser").
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = pattern("[\t\n\r]")
_WEB = pattern(r"(?:https?:[/\\]*|[/\\]{2})([^/\\?#]*)", re.IGNORECASE)
_PASSWORD = pattern(r"[a-z][a-z0-9+.-]*://([^/?#]*:[^/?#]*)@", re.IGNORECASE)
_PLACEHOLDER = pattern(r"[${}<>]")
# Media types of data that can hold a script, whatever it is used for.
_DOCUMENT = pattern(
    r"data:\s*(?:text/(?:html|xml|javascript)|application/(?:xhtml\+xml|xml|javascript))\b",
    re.IGNORECASE,
)


class Use(Enum):
    """What a page does with a URL that it names."""

    FOLLOWED = "followed"
    """Nothing, until a reader follows it or sends a form to it."""
    SHOWN = "shown"
    """It loads it at once, and shows or plays it."""
    RUN = "run"
    """It loads it at once, and what comes may act: frames, plug-ins, scripts."""


class Target(NamedTuple):
    """A URL taken apart for asking: what to connect to and what to ask for."""

    scheme: str
    host: str
    """Lower case, in Unicode, without a final dot; addresses in their canonical spelling, IPv6
    without brackets."""
    port: int
    path: str
    """Path and query as written, at least ``/``; never the fragment."""
    address: "Address | None"
    """The address, when the host is one, however it was spelled."""

    @property
    def host_port(self) -> str:
        """The host and port as ``urls.allow-private`` names them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Unaskable(ValueError):
    """A URL that must not or cannot be asked. The message is a clause about "it"."""


def unsafe_reason(url: str, allow_private: Collection[str] = ()) -> str | None:
    """Why ``url`` must not be asked, as a clause about "it", or None when its text is harmless.

    ``allow_private`` are ``host:port`` pairs that may be asked although they are not public.
    Text without a scheme is no URL, and so None. No name is resolved here.
    """
    ordinary = _ORDINARY.fullmatch(url)
    if ordinary and ordinary[1].lower() not in _INNER_TLDS:
        return None
    if not _CONTROL.search(url) and not _PARTS.match(url):
        return None
    try:
        target = split(url)
    except Unaskable as error:
        return str(error)
    return closed_reason(target, allow_private)


def hazard(url: str, use: Use, allow_private: Collection[str] = ()) -> str | None:
    """Why a page must not name ``url`` for a ``use``, as a clause about "it"; None if it may.

    Hazards are scripts and documents in place of an address, user names and passwords, and hosts
    that are not public if the page loads the URL by itself. A link to such a host is not a hazard,
    nor is a URL that cannot be read. Mixed case, control characters, backslashes and missing
    slashes are read as browsers read them.
    """
    url = _WITHIN.sub("", url.strip(_AROUND))
    scheme = url[: max(url.find(":"), 0)].lower()
    if _is_closed(scheme, url, use):
        return f"its scheme is {scheme}, not http or https"
    web = _WEB.match(url)
    if web is None:
        password = _PASSWORD.match(url)
        return _secret_reason(password[1]) if password else None
    user, _, host = web[1].rpartition("@")
    reason = _secret_reason(user)
    if reason or use is Use.FOLLOWED:
        return reason
    try:
        target = split(f"{'http' if scheme == 'http' else 'https'}://{host}/")
    except Unaskable:
        return None
    return closed_reason(target, allow_private)


def _is_closed(scheme: str, url: str, use: Use) -> bool:
    """Whether the scheme of a URL is one that a page must not name for a ``use``."""
    match scheme:
        case "javascript" | "vbscript":
            return True
        case "data":
            return use is not Use.SHOWN or _DOCUMENT.match(url) is not None
        case "file":
            return use is not Use.FOLLOWED
    return False


def _secret_reason(user: str) -> str | None:
    """What is wrong with the user name and password of a URL: nothing if they are placeholders."""
    if not user.strip(":") or _PLACEHOLDER.search(user):
        return None
    return _CARRIES_CREDENTIALS


def closed_reason(target: Target, allow_private: Collection[str] = ()) -> str | None:
    """Why the host of ``target`` is not public, as far as its name or address tells."""
    if is_allowed(target, allow_private):
        return None
    if target.address is not None:
        if public_address(target.address):
            return None
        return f"it leads to {target.host}, which is not a public address"
    if _under(target.host, _INNER_NAMES) or "." not in target.host:
        return f"it leads to {target.host}, which is not a public name"
    return None


def is_allowed(target: Target, allow_private: Collection[str]) -> bool:
    """Whether ``urls.allow-private`` opens just this host and port."""
    return bool(allow_private) and target.host_port in _canonical(tuple(allow_private))


@lru_cache(maxsize=16)
def _canonical(pairs: tuple[str, ...]) -> frozenset[str]:
    offsets = set()
    for pair in pairs:
        try:
            offsets.add(split(f"http://{pair}/").host_port)
        except Unaskable:
            continue
    return frozenset(offsets)


def reserved_name(host: str) -> bool:
    """Whether a name is set aside for examples and tests (RFC 2606, RFC 6761)."""
    return _under(host, _RESERVED_NAMES)


def _under(host: str, names: Collection[str]) -> bool:
    labels = host.split(".")
    return labels[-1] in names or ".".join(labels[-2:]) in names


def split(url: str) -> Target:
    """Take an http or https URL apart, strictly. Raises `Unaskable` with the reason.

    Where URL parsers disagree (backslashes, credentials, controls, missing slashes), what two
    of them would read differently is refused, so that no other reading can slip through.
    """
    if _CONTROL.search(url):
        raise Unaskable("it holds a control character")
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise Unaskable("it has no scheme")
    scheme, authority, path = parts[1].lower(), parts[2], parts[3]
    if scheme not in DEFAULT_PORTS:
        raise Unaskable(f"its scheme is {scheme[:40]}, not http or https")
    if "\\" in (authority or path.partition("?")[0]):
        raise Unaskable("it holds a backslash, which programs read differently")
    if not authority:
        raise Unaskable("it names no host")
    if "@" in authority:
        raise Unaskable(_CARRIES_CREDENTIALS)
    if len(authority) > _LONGEST:
        raise Unaskable("its host is not a name")
    host, port, address = _authority(authority, DEFAULT_PORTS[scheme])
    return Target(scheme, host, port, path if path.startswith("/") else f"/{path}", address)


@lru_cache(maxsize=4096)
def _authority(authority: str, default: int) -> "tuple[str, int, Address | None]":
    """Host, port and, if the host is one, address. Raises Unaskable."""
    host, port = _host_port(authority, default)
    address = literal_host_address(host)
    if address is not None:
        return str(address), port, address
    labels = _labels(host)
    if not all(map(_NAME.fullmatch, labels)):
        raise Unaskable("its host is not a name")
    lengths = list(map(_length_in_ascii, labels))
    if max(lengths) > _LONGEST_LABEL:
        raise Unaskable(f"its host has a label of more than {_LONGEST_LABEL} characters")
    if sum(lengths) + len(lengths) - 1 > _LONGEST_NAME:
        raise Unaskable(f"its host has more than {_LONGEST_NAME} characters")
    return ".".join(labels), port, None


def _length_in_ascii(label: str) -> int:
    """The length of a label as names are resolved (RFC 3490, RFC 3492)."""
    return len(label) if label.isascii() else len("xn--") + len(label.encode("punycode"))


def _labels(host: str) -> list[str]:
    return host.removesuffix(".").split(".")


def _host_port(authority: str, default: int) -> tuple[str, int]:
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        host += bracket
        if not bracket or (rest and not rest.startswith(":")):
            raise Unaskable("its host is not an address")
        digits = rest[1:]
    else:
        host, _, digits = authority.partition(":")
    if digits and not (re.fullmatch("[0-9]{1,9}", digits) and 0 < int(digits) < 65536):
        raise Unaskable("its port is not a number from 1 to 65535")
    if not host:
        raise Unaskable("it names no host")
    return _plain(host), int(digits) if digits else default


def _plain(host: str) -> str:
    """A host as every program will read it: no percent codes, no compatibility forms."""
    if "%" in host and not host.startswith("["):
        from urllib.parse import unquote

        host = unquote(host, errors="strict") if _decodable(host) else host
    return host.lower() if host.isascii() else _mapped(host)


def _mapped(host: str) -> str:
    """A host as browsers read it (UTS 46): compatibility forms as what they stand for, without
    what is invisible."""
    import idna

    try:
        return idna.uts46_remap(host, std3_rules=False)
    except idna.IDNAError:
        from unicodedata import normalize

        return normalize("NFKC", host).replace("\u3002", ".").lower()


def _decodable(host: str) -> bool:
    from urllib.parse import unquote_to_bytes

    try:
        return not _CONTROL.search(unquote_to_bytes(host).decode())
    except UnicodeDecodeError:
        return False


def literal_host_address(host: str) -> "Address | None":
    """The address that ``host`` spells, or None when it is a name.

    Knows what programs accept: dotted decimal, fewer than four parts, octal and hexadecimal
    (the WHATWG URL Standard's IPv4 parser), a trailing dot, IPv6 in brackets with or without a
    zone. Raises `Unaskable` for what looks like an address and is none.
    """
    if host.startswith("["):
        from ipaddress import IPv6Address

        try:
            return IPv6Address(host.strip("[]").partition("%")[0])
        except ValueError:
            raise Unaskable("its host is not an address") from None
    parts = _labels(host)
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise Unaskable("its host is not an address")
    try:
        *front, last = [_number(part) for part in parts]
    except ValueError:
        raise Unaskable("its host is not an address") from None
    if any(part > 255 for part in front) or last >= 256 ** (4 - len(front)):
        raise Unaskable("its host is not an address")
    from ipaddress import IPv4Address

    return IPv4Address(sum(part << 8 * (3 - i) for i, part in enumerate(front)) + last)


def _number(part: str) -> int:
    if len(part) > 40:
        raise ValueError(part)
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


@lru_cache(maxsize=4096)
def public_address(address: "Address | str") -> bool:
    """Whether an IP address is one that anybody on the internet may be asked at.

    IPv4 inside IPv6 is judged as what it leads to when mapped (RFC 4291 2.5.5.2) and refused
    in every other form (NAT64, 6to4, Teredo), since it would lead past the IPv4 check.
    Text that is no address is not public.
    """
    from ipaddress import IPv6Address, ip_address

    if isinstance(address, str):
        try:
            address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    number = int(address)
    if isinstance(address, IPv6Address):
        return number >> 125 == 1 and not _within(number, _CLOSED_V6)
    return not _within(number, _CLOSED_V4)


def _within(number: int, networks: tuple[tuple[int, int], ...]) -> bool:
    return any(number >> shift == prefix for prefix, shift in networks)
