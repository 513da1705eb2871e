"""Promises about URLs and servers, held against anything."""

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.web import promises

PIECES = (
    "http:// https:// // / \\ @ : ? # % . 。 ． [ ] localhost 127.0.0.1 0x7f 0177 2130706433 ::1 "
    "::ffff: 169.254 .254 site.com bücher １２７ ① \xad \u200b %31 %2e %00 %25 :80 :8123 user "
    ":word ; utm_source=x & = &amp; #! ~ amp"
).split(" ")
urls = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


@given(urls | urls.map("http://{}".format))
def test_any_url(url: str) -> None:
    promises.check_url(url)


@given(st.lists(st.sampled_from(["<a href=", "'", '"', ">", "[", "](", ")", "<!--", "`", "\n", " "])
                | urls, max_size=20).map("".join), st.booleans())  # fmt: skip
def test_any_body(body: str, html: bool) -> None:
    promises.check_body(body, html=html)


HEADERS = ("Location: ", "Set-Cookie: a=", "Retry-After: ", "Content-Type: text/html", "X")
answers = st.builds(
    "{}{}\n\n{}".format,
    st.characters(max_codepoint=len(promises.STATUSES) - 1),
    st.lists(st.tuples(st.sampled_from(HEADERS), urls).map("".join), max_size=3).map("\n".join),
    st.sampled_from(
        ["<html><title>404</title>", "<title>", "GIF89a", "\x89PNG\r\n", "\x1f\x8b", ""]
    ),
)


@given(st.lists(answers, min_size=1, max_size=4).map("\n\n\n".join).map(str.encode) | st.binary())
@example(b"\x0dRetry-After: Fri, 31 Dec 1999 23:59:" + b"6" * 40 + b" GMT")
@example("\x03Location: /b\nSet-Cookie: a=é".encode())
def test_any_server(source: bytes) -> None:
    promises.check_inquiry(source)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.1/", "127.0.0.1"),
        ("http://site.com@0x7f.1:80/", "127.0.0.1"),
        ("http://１２７.0.0.1/", "127.0.0.1"),
        ("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1"),
        ("ht\ntp://localhost/", "127.0.0.1"),
    ],
)
def test_the_readings_of_other_programs(url: str, address: str) -> None:
    """What the promises are held against sees what it should."""
    assert str(ip_address(address)) in "".join(promises.inner_readings(url))
    assert promises.inner_readings("https://site.com/127.0.0.1") == []
