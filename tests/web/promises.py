"""What holds for any text that is taken for a URL or for a body: for hypothesis and the fuzzer."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

import urllib3

from newslint.article import Article
from newslint.canonical import canonical, tracking_parameters, without_tracking
from newslint.web.guard import Target, public_address, unsafe_reason
from newslint.web.inquiry import askable, spelled
from newslint.web.mentions import Mention, mentions

ALLOWED = ("127.0.0.1:8123", "[::1]:80", "localhost:8123")


def check_url(url: str) -> None:
    check_guard(url)
    canonical(url)
    clean = without_tracking(url)
    assert tracking_parameters(clean) == []
    assert without_tracking(clean) == clean


def check_guard(url: str) -> None:
    """What is asked is public, whoever reads it; what is opened is just what was named."""
    reason = unsafe_reason(url)
    found = askable(url, ())
    if isinstance(found, Target):
        assert reason is None or url != url.strip(" ")
        assert found.address is None or public_address(found.address)
        assert found.host.isascii()
        assert found.path.isascii()
        assert found.path.isprintable()
        assert " " not in found.path
        assert inner_readings(url) == []
        assert inner_readings(spelled(found)) == []
        again = askable(spelled(found), ())
        assert isinstance(again, Target)
        assert again[:3] == found[:3]
    opened = askable(url, ALLOWED)
    if isinstance(opened, Target) and not isinstance(found, Target):
        assert opened.host_port in ALLOWED


def check_body(text: str, *, html: bool) -> None:
    """Every link has its place in the body."""
    head = "---\ntitle: Ferry\n---\n"
    article = Article.parse("a.html" if html else "a.md", f"{head}{text}".encode(errors="replace"))
    for fact in mentions(article) or ():
        mention = Mention(*fact)
        assert not isinstance(mention.where, str)
        start, end = mention.where[4:6]
        assert len(head) <= start <= end <= len(article.text)


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
