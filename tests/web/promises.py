"""What holds for any URL, any body of an article and any answer of a server: for hypothesis and
the fuzzer."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from urllib.parse import unquote, urlsplit

import urllib3

from newslint.article import Article
from newslint.web.ask import Answer, Trouble
from newslint.web.canonical import canonical, tracking_parameters, without_tracking
from newslint.web.guard import Target, public_address, unsafe_reason
from newslint.web.inquiry import Manners, Question, askable, inquire, spelled
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


STATUSES = (200, 202, 206, 301, 302, 304, 307, 308, 403, 404, 405, 410, 416, 429, 500, 503, 999)
URL = "http://news.site.com/story"


def check_inquiry(source: bytes) -> None:
    """Whatever a server answers, an inquiry ends, asks what is public, sends what can be sent."""
    answers = cycle([_answer(part) for part in source.split(b"\n\n\n")])
    chosen = len(source) % 4
    question = Question(URL, page=chosen < 2, image=chosen >= 2, size=chosen == 3)
    target = askable(URL, ())
    assert isinstance(target, Target)
    inquiry = inquire(question, target, Manners(), {})
    ask = next(inquiry)
    for _ in range(200):
        assert isinstance(askable(spelled(ask.target), ()), Target)
        assert all(f"{name}{value}".isascii() for name, value in ask.headers)
        assert all(f"{name}{value}".isprintable() for name, value in ask.headers)
        try:
            ask = inquiry.send(next(answers))
        except StopIteration as end:
            verdict = end.value
            assert verdict.reason.isprintable()
            assert not verdict.location or isinstance(askable(verdict.location, ()), Target)
            return
    raise AssertionError("the inquiry does not end")


def _answer(part: bytes) -> Answer:
    """An answer whose first byte chooses the status; then header lines, an empty one, the body."""
    head, _, body = part[1:].partition(b"\n\n")
    status = STATUSES[part[0] % len(STATUSES)] if part else 0
    return Answer(status, head.split(b"\n"), body, None if status else Trouble.RESET)


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
