"""How servers are asked: methods, retries, limits per host, redirects to the front page, TLS."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from newslint.settings import Urls
from newslint.web.inquiry import Manners, Question
from newslint.web.prober import Limits
from newslint.web.verdict import Kind
from tests.web.server import BEHAVIOURS, Server
from tests.web.world import Authority, knows, probe


def test_images_are_only_requested_with_head(client: str, other: Server) -> None:
    url = other.url("/image/4x3")
    probe(Question(url, page=False, image=True), client=client, allow=(other.host_port,))
    assert other.asked("/image/4x3") == ["HEAD"]


@pytest.mark.parametrize("path", ["/head/405", "/head/403", "/head-404", "/head-resets"])
def test_get_follows_where_head_is_refused_or_odd(client: str, other: Server, path: str) -> None:
    url = other.url(path)
    verdict = probe(Question(url, page=False, image=True), client=client, allow=(other.host_port,))[
        url
    ]
    assert verdict.kind is Kind.ALIVE
    assert other.asked(path)[0] == "HEAD"
    assert other.asked(path)[-1] == "GET"


def test_a_page_is_requested_with_one_ranged_get(client: str, other: Server) -> None:
    """A HEAD would not show the title, which alone tells an error page with status 200."""
    probe(other.url("/ok/a"), client=client, allow=(other.host_port,))
    (request,) = other.log
    assert request.method == "GET"
    assert request.headers["range"] == "bytes=0-65535"
    assert request.headers["user-agent"] == "newslint"


def test_fragments_and_dot_segments_are_not_sent_and_escapes_stay(
    client: str, other: Server
) -> None:
    probe(other.url("/echo/a/../b%2Fc?d=%2F#top"), client=client, allow=(other.host_port,))
    assert other.log[0].path == "/echo/b/c"
    assert other.log[0].query == {"d": "/"}


RETRIES = [
    ("/status/503", 3),
    ("/status/429", 3),
    ("/status/404", 2),
    ("/status/403", 2),
    ("/status/410", 1),
    ("/retry-after/3600", 1),
    ("/no-range", 2),
    ("/hangs", 1),
]


@pytest.mark.parametrize(("path", "times"), RETRIES)
def test_only_transient_failures_are_retried(
    client: str, other: Server, path: str, times: int
) -> None:
    manners = Manners(Urls(timeout=0.5 if path == "/hangs" else 20.0, retries=2), backoff=0.01)
    probe(other.url(path), client=client, allow=(other.host_port,), manners=manners)
    assert len(other.asked(path)) == times


def test_simultaneous_requests_per_host_are_limited(client: str) -> None:
    with Server(delay=0.02) as server:
        urls = [server.url(f"/ok/{i}") for i in range(20)]
        limits = Limits(concurrency=16, per_host=3)
        found = probe(*urls, client=client, allow=(server.host_port,), limits=limits)
        assert {verdict.kind for verdict in found.values()} == {Kind.ALIVE}
        assert server.most_busy == 3


def test_requests_to_one_host_are_spaced(client: str) -> None:
    with Server() as server, Server() as neighbour:
        urls = [server.url(f"/ok/{i}") for i in range(6)]
        allow = (server.host_port, neighbour.host_port)
        begun = time.monotonic()
        found = probe(
            *urls, neighbour.url("/ok"), client=client, allow=allow, limits=Limits(spacing=0.05)
        )
        assert time.monotonic() - begun >= 5 * 0.05
    assert [verdict.kind for verdict in found.values()] == [Kind.ALIVE] * 7


def test_all_hosts_together_have_a_limit(client: str) -> None:
    with Server(delay=0.02) as one, Server(delay=0.02) as two:
        urls = [server.url(f"/ok/{i}") for i in range(10) for server in (one, two)]
        allow = (one.host_port, two.host_port)
        probe(*urls, client=client, allow=allow, limits=Limits(concurrency=4, per_host=4))
        assert one.most_busy + two.most_busy <= 8
        assert max(one.most_busy, two.most_busy) <= 4


def test_a_slow_host_does_not_hold_up_the_rest(client: str, server: Server) -> None:
    """Forty requests that hang at one host, with room for eight in all: the other one is done."""
    with Server() as slow:
        hanging = [slow.url(f"/hangs/{i}") for i in range(6)]
        good = [server.url(f"/ok/{i}") for i in range(20)]
        order = list(
            probe(
                *hanging,
                *good,
                client=client,
                allow=(slow.host_port, server.host_port),
                manners=Manners(Urls(timeout=0.7)),
                limits=Limits(concurrency=8, per_host=4),
            )
        )
    assert set(order[:20]) == set(good)


def test_connections_are_kept(client: str, other: Server) -> None:
    urls = [other.url(f"/ok/{i}") for i in range(20)]
    probe(*urls, client=client, allow=(other.host_port,), limits=Limits(per_host=1))
    assert other.connections <= (1 if client == "libcurl" else 20)


def test_a_kept_connection_that_breaks_is_no_attempt(client: str, other: Server) -> None:
    """The server closed it in the meantime: the request goes over a fresh one, with no retry."""
    urls = [other.url(f"/tires/{i}") for i in range(10)]
    found = probe(
        *urls,
        client=client,
        allow=(other.host_port,),
        manners=Manners(Urls(retries=0)),
        limits=Limits(per_host=1),
    )
    assert [verdict.reason for verdict in found.values()] == [""] * 10
    assert len(other.log) > len(urls)  # some were broken off


def test_of_many_kept_connections_that_break_none_is_an_attempt(client: str, other: Server) -> None:
    """A request that comes when they all lie idle meets one after the other."""
    urls = [other.url(f"/tires/{i}") for i in range(12)]
    found = probe(
        *urls,
        other.url("/later?to=/tires/last"),
        client=client,
        allow=(other.host_port,),
        manners=Manners(Urls(retries=0)),
        limits=Limits(per_host=32),
    )
    assert {verdict.reason for verdict in found.values()} == {""}


def test_the_rest_of_an_earlier_response_is_discarded(client: str, other: Server) -> None:
    """Some servers send a body after a HEAD: it comes over the connection that was kept."""
    urls = [other.url(f"/dregs/{i}") for i in range(5)]
    found = probe(
        *(Question(url, page=False, image=True) for url in urls),
        client=client,
        allow=(other.host_port,),
        manners=Manners(Urls(retries=0)),
        limits=Limits(per_host=1),
    )
    assert [verdict.reason for verdict in found.values()] == [""] * 5
    assert {request.method for request in other.log} == {"HEAD"}


def test_a_host_that_refuses_is_given_up(client: str) -> None:
    with Server() as gone:
        port = gone.port
    urls = [f"http://127.0.0.1:{port}/{i}" for i in range(50)]
    found = probe(*urls, client=client, allow=(f"127.0.0.1:{port}",))
    assert {verdict.reason for verdict in found.values()} == {"its host refuses the connection"}
    assert all(verdict.grave for verdict in found.values())


def test_a_site_that_sends_all_that_is_lost_to_its_front_page(client: str, home: Server) -> None:
    urls = [home.url("/2019/story"), home.url("/2020/story")]
    for verdict in probe(*urls, client=client, allow=(home.host_port,)).values():
        assert verdict.kind is Kind.DEAD
        assert "front page" in verdict.reason


def test_one_redirect_to_the_front_page_proves_nothing(client: str, server: Server) -> None:
    url = server.url("/lost/story")
    verdict = probe(url, client=client, allow=(server.host_port,))[url]
    assert verdict.kind is Kind.UNVERIFIED


MOVES = [
    ("/redirect/301?to=/ok/b", "/ok/b"),
    ("/redirect/301?to=/ok/b#part", "/ok/b"),
    ("/raw/to-fragment", "/ok/b#part%20two"),
    ("/redirect/301?to=/ok/b?id=1", "/ok/b?id=1"),
    ("/redirect/301?to=/ok/b?utm_source=old", "/ok/b"),
    ("/chain/2", "/ok/end"),
]


@pytest.mark.parametrize(("path", "end"), MOVES)
def test_where_a_page_has_moved_to(client: str, server: Server, path: str, end: str) -> None:
    url = server.url(path)
    verdict = probe(url, client=client, allow=(server.host_port,))[url]
    assert verdict.kind is Kind.MOVED
    assert verdict.location == server.url(end)


def test_a_query_that_is_only_added_is_no_move(client: str, server: Server) -> None:
    url = server.url("/adds-query/story")
    verdict = probe(url, client=client, allow=(server.host_port,))[url]
    assert verdict.kind is Kind.ALIVE


def test_accepted_statuses_count_as_alive(client: str, other: Server) -> None:
    urls = [other.url("/status/403"), other.url("/status/404")]
    found = probe(
        *urls,
        client=client,
        allow=(other.host_port,),
        manners=Manners(Urls(accept=(403,)), backoff=0.02),
    )
    assert [found[url].kind for url in urls] == [Kind.ALIVE, Kind.DEAD]


CERTIFICATES = {
    "good": (Kind.ALIVE, ""),
    "wrong-name": (Kind.DEAD, "another name"),
    "expired": (Kind.DEAD, "expired"),
    "stranger": (Kind.UNVERIFIED, "unknown issuer"),
}


@pytest.mark.parametrize("case", CERTIFICATES)
def test_certificates(client: str, authority: Authority, case: str) -> None:
    names = ("other.site.com",) if case == "wrong-name" else ("news.site.com",)
    context = authority.context(*names, expired=case == "expired", known=case != "stranger")
    with Server(context) as server:
        url = server.url("/ok/a", "news.site.com")
        verdict = probe(
            url,
            client=client,
            allow=(f"news.site.com:{server.port}",),
            resolver=knows(news_site_com="127.0.0.1"),
            ca_file=authority.file,
        )[url]
    kind, reason = CERTIFICATES[case]
    assert verdict.kind is kind
    assert reason in verdict.reason


def test_what_does_not_speak_tls(client: str, server: Server) -> None:
    url = f"https://127.0.0.1:{server.port}/ok"
    manners = Manners(Urls(timeout=2.0), backoff=0.02)
    verdict = probe(url, client=client, manners=manners, allow=(server.host_port,))[url]
    assert verdict.kind is Kind.UNVERIFIED


def test_credentials_of_https_are_not_those_of_http(authority: Authority) -> None:
    from newslint.settings import Urls
    from newslint.web.setup import manners_of

    urls = Urls(headers={"news.site.com": {"Authorization": "Basic me:sesame"}})
    assert manners_of(urls).headers == {
        "news.site.com:443": {"Authorization": "Basic bWU6c2VzYW1l"}
    }


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_proxies(client: str, authority: Authority, proxy: Server, scheme: str) -> None:
    """The proxy is asked, and it alone; it may be private, since the user names it."""
    context = authority.context("127.0.0.1") if scheme == "https" else None
    with Server(context) as server:
        url = server.url("/ok/a")
        verdict = probe(
            url,
            client=client,
            allow=(server.host_port,),
            ca_file=authority.file,
            proxies={scheme: f"http://{proxy.host_port}"},
        )[url]
        assert verdict.kind is Kind.ALIVE, verdict
        assert [request.path for request in server.log] == ["/ok/a"]
    assert proxy.connections == 1


@pytest.mark.parametrize("name", ["private.site.com", "mixed.site.com", "10.0.0.1", "localhost"])
def test_private_hosts_are_refused_with_a_proxy(client: str, proxy: Server, name: str) -> None:
    url = f"http://{name}/"
    mixed = ["9.9.9.9", "10.0.0.1"]
    resolver = knows(private_site_com="192.168.1.1", mixed_site_com=mixed, localhost="127.0.0.1")
    proxies = {"http": f"http://{proxy.host_port}"}
    verdict = probe(url, client=client, resolver=resolver, proxies=proxies)[url]
    assert verdict.kind in (Kind.UNSAFE, Kind.UNVERIFIED)
    assert "not public" in verdict.reason or "not a public" in verdict.reason
    assert proxy.connections == 0


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ["hangs", "header-drip", "endless-headers", "continue-flood"])
def test_the_deadline_includes_the_proxy(client: str, scheme: str, name: str) -> None:
    url = f"{scheme}://news.site.com/"
    with Server(lost=BEHAVIOURS[name]) as proxy:
        verdict = probe(
            url,
            client=client,
            resolver=knows(news_site_com="9.9.9.9"),
            manners=Manners(Urls(timeout=0.5, retries=0)),
            proxies={scheme: f"http://{proxy.host_port}"},
        )[url]
    assert verdict.kind is Kind.UNVERIFIED
    assert proxy.connections > 0


def test_a_proxy_that_refuses_is_our_trouble(client: str, proxy: Server) -> None:
    """What the proxy denies says nothing of the page."""
    url = "https://denied.site.com/"
    proxies = {"https": f"http://{proxy.host_port}"}
    verdict = probe(url, client=client, resolver=knows(denied_site_com="9.9.9.9"), proxies=proxies)[
        url
    ]
    assert verdict.kind is Kind.UNVERIFIED
    assert verdict.network
    assert not verdict.grave


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C has its usual meaning, though the tests may run where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupt_keeps_what_is_known(client: str, server: Server, name: str) -> None:
    """It comes while one URL hangs: the others have their verdicts, and the run ends at once."""
    number = signal.Signals[name]
    before = signal.getsignal(number)
    urls = [server.url(f"/ok/{i}") for i in range(10)]
    hanging = server.url("/hangs")
    threading.Timer(0.5, os.kill, [os.getpid(), number]).start()
    found = probe(
        *urls,
        hanging,
        client=client,
        allow=(server.host_port,),
        manners=Manners(Urls(timeout=20.0)),
    )
    assert set(found) == set(urls)
    assert signal.getsignal(number) == before


@pytest.mark.usefixtures("interruptible")
def test_an_ignored_interrupt_stays_ignored(client: str, server: Server) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGINT]).start()
    slow = server.url("/slow")
    assert set(probe(slow, client=client, allow=(server.host_port,))) == {slow}
