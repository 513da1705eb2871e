"""Hosts that are silent, busy or alive in their own way: what is said of them, and how long the
others wait."""

import socket
import ssl
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import pytest

from newslint.settings import Urls
from newslint.web.ask import Answer, Ask, Route, Trouble
from newslint.web.history import History
from newslint.web.inquiry import Manners
from newslint.web.prober import Limits
from newslint.web.verdict import Kind, Verdict
from tests.web import world
from tests.web.server import Server
from tests.web.world import Authority, Recorder, knows, probe

# A host that answers is alive.

SIGNS_OF_LIFE = {
    "/status/500": "500, internal server error",
    "/status/501": "status 501",
    "/status/503": "503, service unavailable",
    "/status/520": "status 520",
    "/status/403": "403, it blocks automated clients",
    "/lost/story": "it redirects to the front page",
    "/reset": "its host closes the connection",
    "/raw/status-000": "its response is not valid HTTP",
}


@pytest.mark.parametrize("path", SIGNS_OF_LIFE)
def test_an_answer_is_a_sign_of_life(client: str, server: Server, path: str) -> None:
    url = server.url(path)
    manners = Manners(Urls(retries=0))
    verdict = probe(url, client=client, allow=(server.host_port,), manners=manners)[url]
    assert (verdict.kind, verdict.grave) == (Kind.UNVERIFIED, False)
    assert verdict.reason == SIGNS_OF_LIFE[path]


def test_silence_is_none(client: str, server: Server) -> None:
    with Server() as gone:
        refused = gone.url("/a")
    urls = (server.url("/hangs"), refused, "http://odd.site.com/")
    found = probe(
        *urls,
        client=client,
        allow=(server.host_port, refused.split("/")[2]),
        manners=Manners(Urls(timeout=0.3, retries=0)),
        resolver=knows(odd_site_com=OSError("no answer")),
    )
    assert [found[url].grave for url in urls] == [True, True, True]


HANDSHAKES = {
    "an unknown issuer": "its certificate has an unknown issuer",
    "too early": "its certificate is not valid yet",
    "plain HTTP": "its host does not speak TLS on this port",
    "old TLS": "its host only has old versions of TLS",
    "a client certificate": "its host requires a client certificate",
    "silence": "its host accepts TLS, but does not answer in time",
}


def context_for(authority: Authority, case: str) -> ssl.SSLContext:
    known, early = case != "an unknown issuer", case == "too early"
    context = authority.context("news.site.com", known=known, early=early)
    if case == "old TLS":
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    if case == "a client certificate":
        context.verify_mode = ssl.CERT_REQUIRED
    return context


@contextmanager
def peculiar(context: ssl.SSLContext, case: str) -> Iterator[int]:
    """A server that completes handshakes as far as it can, and says nothing more; its port."""
    done = threading.Event()

    def serve(listener: socket.socket) -> None:
        while not done.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                with suppress(OSError), connection:
                    connection.settimeout(3)
                    if case == "plain HTTP":
                        connection.recv(1000)
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                        continue
                    with context.wrap_socket(
                        connection, server_side=True, do_handshake_on_connect=False
                    ) as secured:
                        with suppress(ssl.SSLError):
                            secured.do_handshake()
                            secured.recv(1000)
                        done.wait(2)  # an early end could overtake the alert

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=[listener], daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        done.set()
        with suppress(OSError), socket.create_connection(listener.getsockname()):
            pass  # ends the wait for a connection
    thread.join(5)


@pytest.mark.parametrize("case", HANDSHAKES)
def test_why_a_handshake_fails(client: str, authority: Authority, case: str) -> None:
    with peculiar(context_for(authority, case), case) as port:
        url = f"https://news.site.com:{port}/"
        verdict = probe(
            url,
            client=client,
            allow=(f"news.site.com:{port}",),
            resolver=knows(news_site_com="127.0.0.1"),
            ca_file=authority.file,
            manners=Manners(Urls(timeout=1.0, retries=0)),
        )[url]
    assert (verdict.kind, verdict.reason, verdict.grave) == (
        Kind.UNVERIFIED,
        HANDSHAKES[case],
        False,
    )


# What replaces all certificates is in our network.

UNTRUSTED = Verdict(Kind.UNVERIFIED, "unknown issuer", answered=False, untrusted=True)
ALIVE = Verdict(Kind.ALIVE)
ONE, OTHER, PLAIN = "https://one.site.com/", "https://other.site.com/", "http://plain.site.com/"
ISSUERS: dict[str, tuple[dict[str, Verdict], tuple[str, ...]]] = {
    "of no host is known": ({ONE: UNTRUSTED, OTHER: UNTRUSTED}, (ONE, OTHER)),
    "of no https host is known": ({ONE: UNTRUSTED, PLAIN: ALIVE, OTHER: UNTRUSTED}, (ONE, OTHER)),
    "of one host is known": ({ONE: UNTRUSTED, OTHER: ALIVE, f"{ONE}a": UNTRUSTED}, ()),
    "of the only host is unknown": ({ONE: UNTRUSTED, f"{ONE}a": UNTRUSTED}, ()),
}


@pytest.mark.parametrize("case", ISSUERS)
def test_issuers(case: str) -> None:
    verdicts, untrusted = ISSUERS[case]
    history = History(Urls(), {}, None, knows())
    for url, verdict in verdicts.items():
        history.add(url, verdict, 1, private=False)
    assert history.close() == ((), untrusted)


# Silent and busy hosts do not hold up the rest.


def names(count: int, prefix: str) -> list[str]:
    return [f"{prefix}{number}.site.com" for number in range(count)]


def test_a_host_gets_one_request_until_it_answers(client: str) -> None:
    with Server(delay=0.05) as server:
        urls = [server.url(f"/hangs/{number}") for number in range(9)]
        begun = time.monotonic()
        probe(
            *urls,
            client=client,
            allow=(server.host_port,),
            manners=Manners(Urls(timeout=0.2, retries=0)),
            limits=Limits(per_host=4),
        )
        assert len(server.log) == 3, "three time-outs give it up"
    assert time.monotonic() - begun >= 3 * 0.2, "one after another"


def test_silent_hosts_make_room(server: Server) -> None:
    """More silent hosts than there is room for, first in the queue: the others are done first."""
    silent, good = names(12, "silent"), names(12, "good")
    known = dict.fromkeys((*silent, *good), "127.0.0.1")
    urls = [server.url("/hangs", name) for name in silent]
    urls += [server.url("/ok", name) for name in good]
    order = list(
        probe(
            *urls,
            allow=tuple(f"{name}:{server.port}" for name in known),
            resolver=lambda name: [known[name]],
            manners=Manners(Urls(timeout=3.0, retries=0)),
            limits=Limits(concurrency=4, sockets=100, patience=0.2),
        )
    )
    assert set(order[:12]) == set(urls[12:])


def test_hosts_that_hold_up_a_run_can_be_named(server: Server) -> None:
    awaited: list[list[str]] = []
    probe(
        server.url("/hangs", "silent.site.com"),
        server.url("/ok", "good.site.com"),
        allow=tuple(f"{name}.site.com:{server.port}" for name in ("silent", "good")),
        resolver=lambda name: ["127.0.0.1"],
        manners=Manners(Urls(timeout=1.0, retries=0)),
        limits=Limits(patience=0.2),
        idle=lambda prober: awaited.append(prober.awaited_hosts()),
    )
    assert awaited[0] == []
    assert ["silent.site.com"] in awaited


def test_a_host_that_only_wants_fewer_requests_is_given_up(client: str, other: Server) -> None:
    urls = [other.url(f"/status/429/{number}") for number in range(60)]
    found = probe(
        *urls,
        client=client,
        allow=(other.host_port,),
        manners=Manners(Urls(retries=1), backoff=0.01),
        limits=Limits(per_host=2),
    )
    reasons = {verdict.reason for verdict in found.values()}
    assert reasons == {"429, too many requests", "429, its host wants fewer requests"}
    assert len(other.log) < 30
    assert not any(verdict.grave for verdict in found.values())


# Few open files


class Crowded(Recorder):
    """A client of a machine that has few free sockets."""

    def __init__(self, free: int) -> None:
        super().__init__(410)
        self._free = free
        self._held: list[tuple[int, Answer]] = []

    def start(self, number: int, ask: Ask, route: Route) -> None:
        if len(self._held) >= self._free:
            self._held.append((number, Answer(trouble=Trouble.NO_SOCKET)))
        else:
            self._held.append((number, Answer(410)))

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        held, self._held = self._held, []
        return held


def test_a_socket_that_is_not_free_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def crowded(*_: object) -> Crowded:
        return Crowded(free=3)

    monkeypatch.setitem(world.CLIENTS, "crowded", crowded)
    urls = [f"http://{name}/" for name in names(20, "news")]
    found = probe(*urls, client="crowded", resolver=lambda _: ["9.9.9.9"])
    assert kinds(found.values()) == {Kind.DEAD}


def kinds(verdicts: Iterable[Verdict]) -> set[Kind]:
    return {verdict.kind for verdict in verdicts}
