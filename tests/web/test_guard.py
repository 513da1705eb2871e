"""Which URLs and addresses may be asked."""

import ipaddress
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.web.guard import (
    Unaskable,
    literal_host_address,
    public_address,
    reserved_name,
    split,
    unsafe_reason,
)

LONGEST = ".".join(["a" * 49] * 5) + ".com"
"""A name of 253 characters."""

HARMLESS = [
    "https://news.site.com/2020/07/story?id=1#top",
    "http://site.com",
    "https://site.com.",
    "https://site.co.uk:8443/a b/ü?q=[x]",
    "HTTPS://Site.Com/",
    "https://bücher.de/",
    "https://xn--bcher-kva.de/",
    "https://under_score.site.com/",
    "http://8.8.8.8/",
    "http://[2606:4700:4700::1111]/",
    "https://site.com/@user/path:1",
    "https://site.com/a\\b",
    "https://1password.com/",
    "https://site.com:/",
    f"https://{'a' * 63}.com/",
    f"https://{LONGEST}/",
    f"https://{LONGEST}./",
    "not a url",
    "www.site.com/page",
    "",
]

UNSAFE = {
    "http://127.0.0.1/": "not a public address",
    "http://127.1/": "not a public address",
    "http://0x7f.1/": "not a public address",
    "http://0177.0.0.01/": "not a public address",
    "http://2130706433/": "not a public address",
    "http://0x7f000001./": "not a public address",
    "http://0/": "not a public address",
    "http://１２７.0.0.1/": "not a public address",
    "http://127。0。0。1/": "not a public address",
    "http://%31%32%37.0.0.1/": "not a public address",
    "http://①②⑦.⓪.⓪.①/": "not a public address",
    "http://127.0.0.⒈/": "not a public address",
    "http://127\u20240\u20240\u20241/": "not a public address",
    "http://127.0.0.1\xad/": "not a public address",
    "http://2130706433\u200b/": "not a public address",
    "http://1\u034f27.0.0.1/": "not a public address",
    "http://127.0.0.1%C2%AD/": "not a public address",
    "http://168.63.129.16/": "not a public address",
    "http://10.1.2.3:8080/": "not a public address",
    "http://169.254.169.254/latest/meta-data/": "not a public address",
    "http://100.64.0.1/": "not a public address",
    "http://224.0.0.1/": "not a public address",
    "http://255.255.255.255/": "not a public address",
    "http://[::1]/": "not a public address",
    "http://[::]/": "not a public address",
    "http://[::ffff:127.0.0.1]/": "not a public address",
    "http://[::ffff:7f00:1]/": "not a public address",
    "http://[fe80::1%25eth0]/": "not a public address",
    "http://[fd00::1]/": "not a public address",
    "http://[64:ff9b::7f00:1]/": "not a public address",
    "http://[2002:7f00:1::]/": "not a public address",
    "http://[ff02::1]/": "not a public address",
    f"https://{'a' * 64}.com/": "a label of more than 63",
    f"https://b.{'a' * 64}/x": "a label of more than 63",
    f"https://{'a' * 64}.com:8443": "a label of more than 63",
    f"https://{'%61' * 64}.com/": "a label of more than 63",
    f"https://{'ü' * 60}.com/": "a label of more than 63",
    f"https://a{LONGEST}/": "more than 253",
    f"https://a{LONGEST}.?x": "more than 253",
    f"https://{'ü' * 20}.{LONGEST[20:]}": "more than 253",
    "http://localhost/": "not a public name",
    "http://LOCALHOST.:8080/": "not a public name",
    "http://ｌocalhost/": "not a public name",
    "http://lo\xadcalhost/": "not a public name",
    "http://loc%C2%ADalhost/": "not a public name",
    "http://%6cocalhost/": "not a public name",
    "http://localhost\u3002/": "not a public name",
    "http://a.localhost/": "not a public name",
    "http://printer.local/": "not a public name",
    "http://router.home.arpa/": "not a public name",
    "http://metadata.google.internal/": "not a public name",
    "http://intranet/": "not a public name",
    "http://user@site.com/": "user name or a password",
    "http://user:secret@site.com/": "user name or a password",
    "http://8.8.8.8:80@127.0.0.1:80/": "user name or a password",
    "http://site.com%2f@127.0.0.1/": "user name or a password",
    "http://site.com\\@127.0.0.1/": "backslash",
    "http:\\\\site.com/": "backslash",
    "http://site.com/\r\nHost: x": "control character",
    "http://site.com/\x00": "control character",
    "http://site.com/\x85": "control character",
    "http://site.com\u2028/": "control character",
    "\nhttp://site.com/": "control character",
    "http://site.com:0/": "port",
    "http://site.com:65536/": "port",
    "http://site.com:99999999999999/": "port",
    "http://site.com:80a/": "port",
    "http://site.com:000000001999/": "port",
    "http://site.com:-1/": "port",
    "http://site.com:８０/": "port",
    "http://a:b:80/": "port",
    "ftp://site.com/": "scheme is ftp",
    "file:///etc/passwd": "scheme is file",
    "javascript:alert(1)": "scheme is javascript",
    "data:text/html,x": "scheme is data",
    "http:///path": "names no host",
    "http:site.com": "names no host",
    "http:/site.com": "names no host",
    "http://:80/": "names no host",
    "http://256.1.1.1/": "not an address",
    "http://1.2.3.4.5/": "not an address",
    "http://site.09/": "not an address",
    "http://[::1/": "not an address",
    "http://[::1]x/": "not an address",
    "http://[nonsense]/": "not an address",
    "http://127.0.0.1;8.8.8.8/": "not an address",
    "http://8.8.8.8%40127.0.0.1/": "not an address",
    "http://user\uff20127.0.0.1/": "not an address",
    "http://site.com\uff0f127.0.0.1/": "not an address",
    "http://127.0.0.1\uff1a80/": "not a name",
    "http://127.0.0.1../": "not a name",
    "http://127.0.0.1%20/": "not a name",
    "http://127.0.0.1%00.com/": "not a name",
    "http://a b.com/": "not a name",
    "http://a..com/": "not a name",
    "http://a%00.com/": "not a name",
    "http://a%2f.com/": "not a name",
}


@pytest.mark.parametrize("url", HARMLESS)
def test_harmless_urls_have_no_reason(url: str) -> None:
    assert unsafe_reason(url) is None


@pytest.mark.parametrize(("url", "reason"), UNSAFE.items(), ids=map(repr, UNSAFE))
def test_unsafe_urls_say_why(url: str, reason: str) -> None:
    found = unsafe_reason(url)
    assert found is not None
    assert reason in found
    assert found.isprintable()


ALLOWED = [
    ("http://127.0.0.1:8123/x", "127.0.0.1:8123", True),
    ("http://127.1:8123/x", "127.0.0.1:8123", True),
    ("http://127.0.0.1:8124/x", "127.0.0.1:8123", False),
    ("http://127.0.0.1/x", "127.0.0.1:80", True),
    ("http://127.0.0.2:8123/x", "127.0.0.1:8123", False),
    ("http://localhost:8123/x", "127.0.0.1:8123", False),
    ("http://localhost:8123/x", "localhost:8123", True),
    ("http://[::1]:8123/x", "[::1]:8123", True),
    ("http://127.0.0.1:8123/x", "127.0.0.1", False),
    ("http://127.0.0.1:8123/x", "rubbish::", False),
]


@pytest.mark.parametrize(("url", "pair", "allowed"), ALLOWED)
def test_allow_private_opens_just_that_host_and_port(url: str, pair: str, allowed: bool) -> None:
    assert (unsafe_reason(url, (pair,)) is None) is allowed


@pytest.mark.parametrize(
    "host", ["a.example", "example.com", "www.example.org", "x.test", "y.invalid"]
)
def test_reserved_names(host: str) -> None:
    assert reserved_name(host)


@pytest.mark.parametrize("host", ["example.de", "test.com", "anexample.com", "com"])
def test_names_that_are_not_reserved(host: str) -> None:
    assert not reserved_name(host)


@given(st.ip_addresses())
def test_public_is_never_wider_than_the_library(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if public_address(address):
        assert address.is_global
        assert not address.is_multicast


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "{:#x}", "0{:o}", "{:#X}"]))
def test_every_spelling_of_an_address_is_known(number: int, spelling: str) -> None:
    assert literal_host_address(spelling.format(number)) == ipaddress.IPv4Address(number)


INNER = st.sampled_from(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 "
    "198.18.0.0/15 224.0.0.0/4 240.0.0.0/4".split()
).flatmap(lambda network: st.ip_addresses(v=4, network=network))
NUMBERS = st.sampled_from(["{}", "{:#x}", "{:#X}", "0{:o}", "0x000{:x}", "000{:o}"])
DISGUISES: list[Callable[[str], str]] = [
    str,
    str.upper,
    lambda text: text + ".",
    lambda text: "".join(f"%{ord(char):02x}" for char in text),
    lambda text: text.translate({48 + i: 0xFF10 + i for i in range(10)}),
    lambda text: text.translate({49 + i: 0x2460 + i for i in range(9)}),
    lambda text: text.replace(".", "\u3002"),
    lambda text: text.replace(".", "\uff0e"),
    lambda text: text[:1] + "\xad" + text[1:],
    lambda text: text + "\u200b",
]


@given(INNER, st.integers(0, 3), st.lists(NUMBERS, min_size=4, max_size=4), st.data())
def test_no_disguise_of_an_inner_address_passes(
    address: ipaddress.IPv4Address, joined: int, numbers: list[str], data: st.DataObject
) -> None:
    """Parts in any base, the last ones as one number, and then in other characters."""
    octets = address.packed
    parts = [*octets[: 3 - joined], int.from_bytes(octets[3 - joined :], "big")]
    host = ".".join(form.format(part) for form, part in zip(numbers, parts, strict=False))
    for disguise in data.draw(st.lists(st.sampled_from(DISGUISES), max_size=2, unique=True)):
        host = disguise(host)
    reason = unsafe_reason(f"http://{host}/")
    assert reason is not None, host


@given(INNER, st.sampled_from(["exploded", "compressed", "dotted", "zone"]), st.booleans())
def test_no_inner_address_passes_inside_another(
    address: ipaddress.IPv4Address, spelling: str, upper: bool
) -> None:
    """IPv4 mapped, compatible and translated, NAT64, 6to4, Teredo, ISATAP of no public prefix."""
    v4 = int(address)
    for number in (
        0xFFFF << 32 | v4,
        v4,
        0xFFFF << 48 | v4,
        0x64FF9B << 96 | v4,
        0x64FF9B0001 << 80 | v4,
        0x2002 << 112 | v4 << 80,
        0x20010000 << 96 | (v4 ^ 0xFFFFFFFF),
        0xFE80 << 112 | 0x5EFE << 32 | v4,
    ):
        inner = ipaddress.IPv6Address(number)
        text = inner.exploded if spelling == "exploded" else inner.compressed
        if spelling == "dotted":
            text = ":".join(inner.exploded.split(":")[:6]) + f":{ipaddress.IPv4Address(v4)}"
        text += "%25lo" if spelling == "zone" else ""
        assert unsafe_reason(f"http://[{text.upper() if upper else text}]/") is not None
        assert not public_address(inner)


@given(st.text() | st.from_regex(r"https?://[^ ]*[:@\\\[%.0-9a-z]*/.*"))
def test_any_text_is_judged(text: str) -> None:
    reason = unsafe_reason(text)
    try:
        target = split(text)
    except Unaskable:
        return
    assert 0 < target.port < 65536
    assert target.path.startswith("/")
    if reason is None and target.address is not None:
        assert public_address(target.address)


def test_a_megabyte_is_judged_at_once() -> None:
    assert unsafe_reason("http://" + "a." * 500_000 + "/") is not None
    assert unsafe_reason("http://" + "a" * 1_000_000) is not None
    assert unsafe_reason("http://site.com/" + "a" * 1_000_000) is None
    assert unsafe_reason("http://" + "1" * 1_000_000) is not None
    assert unsafe_reason("http://" + "é" * 1_000_000) is not None
    assert unsafe_reason("http://" + "%c3%a9" * 200_000) is not None
    assert unsafe_reason("http://site.com:" + "1" * 1_000_000) is not None
