"""Addresses in AMP caches, as amp.dev documents them ("AMP Cache URL Format")."""

import pytest

from newslint.rules.urls._amp_cache import cache_url, parse_cache_url, prefix
from newslint.rules.urls.amp_mismatch import follows

# Pairs that the documentation and the tests of AMP's own toolbox give.
PREFIXES = {
    "example.com": "example-com",
    "FOO.example.com": "foo-example-com",
    "foo-example.com": "foo--example-com",
    "hello--world.com": "hello----world-com",
    "en-us.example.com": "0-en--us-example-com-0",
    "xn--57hw060o.com": "xn---com-p33b41770a",
    "xn--bcher-kva.ch": "xn--bcher-ch-65a",
    "bücher.ch": "xn--bcher-ch-65a",
    "點看.com": "xn---com-k47jg78q",
    # written from right to left as a whole
    "xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c": "xn-------i5fvcbaopc6fkc0de0d9jybegt6cd",
    # a hash: mixed directions, no dot, too long
    "hello.xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c": (
        "a6h5moukddengbsjm77rvbosevwuduec2blkjva4223o4bgafgla"
    ),
    "toplevelnohyphens": "qsgpfjzulvuaxb66z77vlhb5gu2irvcnyp6t67cz6tqo5ae6fysa",
    "itwasadarkandstormynight.therainfellintorrents.exceptatoccasionalintervals"
    "whenitwascheckedby.aviolentgustofwindwhichsweptupthestreets.com": (
        "dgz4cnrxufaulnwku4ow5biptyqnenjievjht56hd7wqinbdbteq"
    ),
}

PAGE = "https://m.harbour-echo.com/ferry/amp/?id=7&lang=en"
KEPT = (
    "https://m-harbour--echo-com.cdn.ampproject.org/c/s/m.harbour-echo.com/ferry/amp/?id=7&lang=en"
)
IN_ORDER = [
    KEPT,
    KEPT.replace("/c/s/", "/v/s/") + "&amp_js_v=0.1&usqp=mq331AQ",
    KEPT.replace("ferry/amp/?", "ferry/amp?"),
    KEPT.replace("id=7&lang=en", "lang=en&id=7"),
    KEPT.replace("ferry", "%66erry"),
    KEPT.replace("cdn.ampproject.org", "bing-amp.com"),
    KEPT.replace("m-harbour--echo-com.cdn.", "cdn."),
    "https://www.google.com/amp/s/m.harbour-echo.com/ferry/amp/?id=7&lang=en",
    "https://www.google.de/amp/m.harbour-echo.com/ferry/amp/?id=7&lang=en",
]
AMISS = [
    PAGE,
    KEPT.replace("harbour--echo", "harbour-echo"),
    KEPT.replace("ferry", "fairy"),
    KEPT.replace("id=7", "id=8"),
    KEPT.replace("cdn.ampproject.org", "cdn.ampproject.example"),
    KEPT.replace("s/m.harbour-echo.com", "s/harbour-echo.com"),
    KEPT.replace("/c/s/", "/i/s/"),
]


@pytest.mark.parametrize(("host", "expected"), PREFIXES.items())
def test_the_prefix_of_a_host(host: str, expected: str) -> None:
    assert prefix(host) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (PAGE, KEPT),
        ("http://echo.com/a#top", "https://echo-com.cdn.ampproject.org/c/echo.com/a"),
        ("HTTPS://Echo.com", "https://echo-com.cdn.ampproject.org/c/s/Echo.com"),
        ("ftp://echo.com/", None),
        ("echo.com/a", None),
        ("", None),
    ],
)
def test_the_address_of_a_page(url: str, expected: str | None) -> None:
    assert cache_url(url) == expected


@pytest.mark.parametrize("kept", IN_ORDER)
def test_an_address_that_follows(kept: str) -> None:
    assert follows(kept, PAGE)


@pytest.mark.parametrize("kept", AMISS)
def test_an_address_that_does_not(kept: str) -> None:
    assert not follows(kept, PAGE)


@pytest.mark.parametrize("host", PREFIXES)
def test_what_is_made_is_recognised(host: str) -> None:
    url = f"https://{host}/ferry?id=1"
    made = cache_url(url)
    assert made is not None
    assert follows(made, url)
    parts = parse_cache_url(made)
    assert parts is not None
    assert parts.page == url.removeprefix("https://")


def test_plain_http_may_be_kept_as_https() -> None:
    assert follows(KEPT, PAGE.replace("https:", "http:"))
