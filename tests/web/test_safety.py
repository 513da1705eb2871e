"""What must never be asked is not asked, with either client: the guard at the connection."""

import socket
import sys
from urllib.parse import quote

import pytest

from newslint.settings import Urls
from newslint.web.ask import Ask, Route, Trouble
from newslint.web.environment import trusted_certificates
from newslint.web.guard import split
from newslint.web.inquiry import Manners, Question, askable, inquire
from newslint.web.prober import Limits, Prober
from newslint.web.verdict import Kind, Verdict
from tests.web.server import Server
from tests.web.world import CLIENTS, Recorder, knows, probe


def _answer(client: str, url: str, route: Route) -> Trouble | None:
    """What a client alone makes of a request, with no prober in front of it."""
    made = CLIENTS[client](trusted_certificates(), 4, 65_536)
    try:
        made.start(1, Ask(split(url), seconds=2.0), route)
        while True:
            for _, answer in made.wait(1.0):
                return answer.trouble
    finally:
        made.close()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_no_socket_is_opened_to_a_private_address(
    client: str, server: Server, address: str
) -> None:
    before = server.connections
    host = f"[{address}]" if ":" in address else address
    route = Route((address,), private=False)
    assert _answer(client, f"http://{host}:{server.port}/ok", route) is Trouble.CLOSED
    assert _answer(client, f"http://news.site.com:{server.port}/ok", route) is Trouble.CLOSED
    assert server.connections == before


def test_libcurl_is_watched_even_where_it_resolves_the_name_itself(server: Server) -> None:
    before = server.connections
    url = f"http://localhost:{server.port}/ok"
    assert _answer("libcurl", url, Route()) is Trouble.CLOSED
    assert server.connections == before


def test_what_libcurl_connects_to_is_audited(server: Server) -> None:
    """As Python tells of its own connections (PEP 578), so that a watch sees all of them."""
    seen: list[object] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "socket.connect":
            seen.append(arguments[1])

    sys.addaudithook(watch)
    try:
        _answer("libcurl", server.url("/ok"), Route(("127.0.0.1",), private=True))
    finally:
        watching = False
    assert seen == [("127.0.0.1", server.port)]


def test_the_requests_client_requires_an_address(server: Server) -> None:
    before = server.connections
    url = f"http://localhost:{server.port}/ok"
    assert _answer("requests", url, Route()) is Trouble.CLOSED
    assert server.connections == before


def test_a_name_that_leads_to_a_private_address(client: str, other: Server) -> None:
    url = other.url("/ok", "news.site.com")
    verdict = probe(url, client=client, resolver=knows(news_site_com="127.0.0.1"))[url]
    assert verdict.kind is Kind.UNVERIFIED or verdict.kind is Kind.UNSAFE
    assert "not public" in verdict.reason
    assert not verdict.grave
    assert other.connections == 0


def test_a_name_is_looked_up_once_and_connected_to_what_was_judged(
    client: str, other: Server
) -> None:
    """Rebinding: a second answer of the name server, after the judgement, is never used."""
    asked = []

    def rebinding(name: str) -> list[str]:
        asked.append(name)
        return ["127.0.0.2"] if len(asked) == 1 else ["127.0.0.1"]

    url = other.url("/ok", "news.site.com")
    allow = (f"news.site.com:{other.port}",)
    manners = Manners(Urls(timeout=1.0, retries=1), backoff=0.01)
    verdict = probe(url, client=client, allow=allow, resolver=rebinding, manners=manners)[url]
    assert verdict.kind is Kind.UNVERIFIED  # nobody listens at 127.0.0.2
    assert asked == ["news.site.com"]
    assert other.connections == 0


def test_public_addresses_alone_are_taken_of_a_mixed_answer() -> None:
    """One private address among public ones is not connected to, whatever the order."""
    recorder = Recorder()
    url = "http://news.site.com/ok"
    target = askable(url, ())
    assert not isinstance(target, Verdict)
    resolver = knows(news_site_com=["10.0.0.1", "9.9.9.9", "::1"])
    prober = Prober(recorder, Limits(), (), resolver)
    list(prober.run([(url, inquire(Question(url), target, Manners(), {}))]))
    assert {route.addresses for route in recorder.routes} == {("9.9.9.9",)}


REFUSED_REDIRECTS = [
    "http://127.0.0.1:{port}/ok",
    "http://localhost:{port}/ok",
    "http://2130706433:{port}/ok",
    "http://0x7f.1:{port}/ok",
    "http://[::1]:{port}/ok",
    "http://[::ffff:127.0.0.1]:{port}/ok",
    "//127.0.0.1:{port}/ok",
    "http://user:secret@127.0.0.1:{port}/ok",
    "http://rebound.site.com:{port}/ok",
    "http://rebound.site.com.:{port}/ok",
    "http://１２７.0.0.1:{port}/ok",
    "http://127.0.0.1\xad:{port}/ok",
    "http://%31%32%37.0.0.1:{port}/ok",
    "http://0177.0.0.01:{port}/ok",
    "http://127.0.0.1.:{port}/ok",
    "http://0:{port}/ok",
    "http://[::]:{port}/ok",
    "http://[::ffff:7f00:1]:{port}/ok",
    "http://[64:ff9b::7f00:1]:{port}/ok",
    "http://[::1%25lo]:{port}/ok",
    "HTTP://LOCALHOST:{port}/ok",
    "http://lo%C2%ADcalhost:{port}/ok",
    "https://127.0.0.1:{port}/ok",
    "//localhost:{port}/ok",
    "\\\\127.0.0.1:{port}\\ok",
    "/\\127.0.0.1:{port}/ok",
    "http://news.site.com\\@127.0.0.1:{port}/ok",
    "http://news.site.com@127.0.0.1:{port}/ok",
    "http://127.0.0.1:{port}#@news.site.com/ok",
    "http://127.0.0.1:{port}?@news.site.com/ok",
    "http://127.0.0.1:{port}\t/ok",
    "h\tttp://127.0.0.1:{port}/ok",
    "http:/\t/127.0.0.1:{port}/ok",
    "http://169.254.169.254/latest/meta-data/",
    "ftp://127.0.0.1:{port}/ok",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_GET",
    "dict://127.0.0.1:{port}/x",
    "javascript:alert(1)",
    "http:\\\\127.0.0.1:{port}\\ok",
    "//",
    "///127.0.0.1:{port}/ok",
    "http:///127.0.0.1:{port}/ok",
    "http:////127.0.0.1:{port}/ok",
]


@pytest.mark.parametrize("location", REFUSED_REDIRECTS)
def test_redirects_to_private_addresses(
    client: str, server: Server, other: Server, location: str
) -> None:
    to = quote(location.format(port=other.port), safe="")
    url = server.url(f"/redirect/302?to={to}")
    verdict = probe(
        url,
        client=client,
        allow=(server.host_port,),
        resolver=knows(rebound_site_com="127.0.0.1"),
    )[url]
    assert verdict.kind is Kind.UNVERIFIED, verdict
    assert not verdict.grave
    assert other.connections == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_of_every_kind_and_after_others(
    client: str, server: Server, other: Server, status: int
) -> None:
    last = quote(f"http://127.0.0.1:{other.port}/ok", safe="")
    for url in (
        server.url(f"/redirect/{status}?to={last}"),
        server.url(f"/redirect/302?to={quote(f'/redirect/{status}?to={last}', safe='')}"),
    ):
        verdict = probe(url, client=client, allow=(server.host_port,))[url]
        assert verdict.kind is Kind.UNVERIFIED
        assert "127.0.0.1" in verdict.reason
    assert other.connections == 0


def test_only_a_redirect_leads_on(client: str, server: Server, other: Server) -> None:
    """Not what a page says, nor other header fields, nor another status."""
    url = server.url(f"/points-away?to=http://127.0.0.1:{other.port}/ok")
    for status in (200, 300, 304, 305, 404):
        probe(f"{url}&status={status}", client=client, allow=(server.host_port,))
    assert other.connections == 0


def test_allow_private_opens_one_port_only(client: str, server: Server, other: Server) -> None:
    found = probe(
        server.url("/ok"),
        other.url("/ok"),
        server.url("/ok", "localhost"),
        client=client,
        allow=(server.host_port,),
        resolver=knows(localhost="127.0.0.1"),
    )
    assert [verdict.kind for verdict in found.values()].count(Kind.ALIVE) == 1
    assert found[server.url("/ok")].kind is Kind.ALIVE
    assert found[other.url("/ok")].kind is Kind.UNSAFE
    assert other.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://news.site.com/\r\nX-Injected: 1",
        "http://news.site.com/\x00",
        "http://news.site.com:0/",
        "http://news.site.com:70000/",
        "http://name:word@news.site.com/",
        "http://news.site.com\\@127.0.0.1/",
        "http://10.0.0.1/",
        "gopher://news.site.com/",
    ],
)
def test_unsafe_text_is_not_even_looked_up(url: str) -> None:
    def no_resolver(name: str) -> list[str]:
        raise AssertionError(name)

    assert probe(url, resolver=no_resolver)[url].kind is Kind.UNSAFE


@pytest.mark.parametrize("host", ["a.example", "example.com", "www.example.org", "x.test"])
def test_reserved_names_are_not_requested(host: str) -> None:
    verdict = probe(f"https://{host}/", resolver=_must_not_be_asked)[f"https://{host}/"]
    assert verdict.kind is Kind.UNCHECKED


def _must_not_be_asked(name: str) -> list[str]:
    raise AssertionError(name)


def test_headers_and_cookies_stay_with_their_host(
    client: str, server: Server, other: Server
) -> None:
    """Nor do they go to another port of the same machine."""
    secrets = {server.host_port: {"X-Token": "sesame", "Authorization": "Basic c2VjcmV0"}}
    inside = server.url("/secret")
    away = server.url(f"/cookie-away?to={other.url('/ok')}")
    found = probe(
        inside,
        away,
        client=client,
        allow=(server.host_port, other.host_port),
        manners=Manners(headers=secrets),
    )
    assert found[inside].kind is Kind.ALIVE
    assert found[away].kind is Kind.ALIVE
    (request,) = other.log
    assert not {"x-token", "authorization", "cookie", "referer"} & request.headers.keys()


@pytest.mark.parametrize("value", ["é", "漁", "\x01", "\x7f", "\x1b[2J", "b\tc"])
def test_a_cookie_that_cannot_be_sent_is_not_kept(client: str, other: Server, value: str) -> None:
    odd, good = (other.url(f"/sets?cookie=a={quote(one)}") for one in (value, "good"))
    found = probe(odd, good, other.url("/ok"), client=client, allow=(other.host_port,))
    assert {verdict.kind for verdict in found.values()} == {Kind.ALIVE}
    sent = [request.headers.get("cookie") for request in other.log if request.path == "/echo"]
    assert sorted(map(str, sent)) == ["None", "a=good"]


def test_an_impossible_request_does_not_stop_others() -> None:
    class Stumbling(Recorder):
        def start(self, number: int, ask: Ask, route: Route) -> None:
            if ask.target.path == "/odd":
                raise UnicodeEncodeError("ascii", "é", 0, 1, "ordinal not in range")
            super().start(number, ask, route)

    urls = ["http://news.site.com/odd", "http://news.site.com/gone"]
    targets = [target for url in urls if not isinstance(target := askable(url, ()), Verdict)]
    prober = Prober(Stumbling(), Limits(), (), knows(news_site_com="9.9.9.9"))
    asked = zip(urls, targets, strict=True)
    found = dict(
        prober.run((url, inquire(Question(url), target, Manners(), {})) for url, target in asked)
    )
    assert [found[url].kind for url in urls] == [Kind.UNVERIFIED, Kind.DEAD]


def test_a_header_cannot_be_smuggled_through_a_redirect(client: str, server: Server) -> None:
    url = server.url("/redirect/302?to=/echo/%0d%0aX-Injected:%201")
    probe(url, client=client, allow=(server.host_port,))
    assert not any("x-injected" in request.headers for request in server.log)


def test_names_that_do_not_exist_are_told_from_those_that_cannot_be_looked_up() -> None:
    again = socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
    gone, unsure = "http://gone.site.com/", "http://unsure.site.com/"
    found = probe(gone, unsure, resolver=knows(unsure_site_com=again))
    assert found[gone].kind is Kind.DEAD
    assert found[unsure].kind is Kind.UNVERIFIED
    assert found[gone].network
    assert found[unsure].network


@pytest.mark.parametrize(
    ("name", "in_ascii"), [("bücher", "xn--bcher-kva"), ("i❤️", "xn--i-7iq"), ("☃", "xn--n3h")]
)
def test_international_names_are_looked_up_in_ascii(
    server: Server, name: str, in_ascii: str
) -> None:
    asked = []

    def resolve(name: str) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"]

    url = server.url("/ok", f"{name}.site.com")
    allow = (f"{in_ascii}.site.com:{server.port}",)
    assert probe(url, allow=allow, resolver=resolve)[url].kind is Kind.ALIVE
    assert asked == [f"{in_ascii}.site.com"]
