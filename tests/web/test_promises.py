"""Promises about URLs, held against any text."""

import pytest
from hypothesis import given
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


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.1/", "127.0.0.1"),
        ("http://site.com@0x7f.1:80/", "127.0.0.1"),
        ("http://１２７.0.0.1/", "127.0.0.1"),
        ("http://[::ffff:10.0.0.1]/", "::ffff:a00:1"),
        ("ht\ntp://localhost/", "127.0.0.1"),
    ],
)
def test_the_readings_of_other_programs(url: str, address: str) -> None:
    """What the promises are held against sees what it should."""
    assert address in "".join(promises.inner_readings(url))
    assert promises.inner_readings("https://site.com/127.0.0.1") == []
