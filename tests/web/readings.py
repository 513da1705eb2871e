"""How other programs read a URL: whoever of them would go to an inner address tells."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

import urllib3

from newslint.web.guard import public_address


def inner_readings(url: str) -> list[str]:
    """The inner addresses that ``url`` leads to as some program reads it, without asking DNS."""
    return [
        f"{host!r} is {address}"
        for host in _hosts(url)
        for address in _addresses(host)
        if not public_address(address)
    ]


def _hosts(url: str) -> Iterator[str]:
    """The host as Python's library, urllib3 and plain cutting find it, decoded or not."""
    try:
        found = urlsplit(url.strip()).hostname or ""
    except ValueError:
        found = ""
    yield from (found, unquote(found))
    with suppress(urllib3.exceptions.LocationParseError):
        yield urllib3.util.parse_url(url).host or ""
    for char in "\t\r\n":
        url = url.replace(char, "")
    cut = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    yield cut.rpartition("@")[2].partition(":")[0]


def _addresses(host: str) -> Iterator[str]:
    """The addresses that a host spells to the C library, and to Python."""
    host = host.strip("[]").removesuffix(".")
    if ":" in host:
        host = host.partition("%")[0]
    if host.lower() in ("localhost", "localhost.localdomain"):
        yield "127.0.0.1"
    with suppress(OSError, ValueError):
        yield socket.inet_ntoa(socket.inet_aton(host))
    with suppress(ValueError):
        yield str(ipaddress.ip_address(host))
    if not host.isascii():
        with suppress(UnicodeError):
            yield from _addresses(host.encode("idna").decode())
