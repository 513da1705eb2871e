"""What a URL is known by, and which of its parameters only track."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.web.canonical import (
    _canonical,
    canonical,
    tracking_parameters,
    without_dots,
    without_tracking,
)

PAGE = "https://harbour.example/2026/ferry"

SAME_PAGE = [
    "http://harbour.example/2026/ferry",
    "https://www.harbour.example/2026/ferry",
    "https://m.harbour.example/2026/ferry",
    "https://mobile.harbour.example/2026/ferry",
    "https://amp.harbour.example/2026/ferry",
    "https://HARBOUR.example./2026/ferry",
    "https://harbour.example:443/2026/ferry",
    "http://harbour.example:80/2026/ferry",
    "https://reader:secret@harbour.example/2026/ferry",
    "https://harbour.example/2026/ferry/",
    "https://harbour.example/2026/ferry#comments",
    "https://harbour.example/2026/ferry?",
    "https://harbour.example/2026/./older/../ferry",
    "https://harbour.example/2026/f%65rry",
    "https://harbour.example/2026/ferry/amp",
    "https://harbour.example/2026/ferry/amp/",
    "https://harbour.example/2026/ferry.amp",
    "https://harbour.example/amp/2026/ferry",
    "https://harbour.example/2026/amp/ferry",
    "https://harbour.example/google-amp/2026/ferry",
    "https://harbour.example/2026/google-amp/ferry/",
    "https://harbour.example/2026/ferry?outputType=amp",
    "https://harbour.example/2026/ferry?amp=1",
    "https://harbour.example/2026/ferry?utm_source=feed&utm_medium=rss",
    "https://harbour.example/2026/ferry?fbclid=abc",
    "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/2026/ferry",
    "https://harbour-example.cdn.ampproject.org/v/s/harbour.example/2026/ferry/amp/?amp_js_v=0.1",
    "https://harbour-example.cdn.ampproject.org/c/harbour.example/2026/ferry",
    "https://www.google.com/amp/s/harbour.example/2026/ferry",
    "https://www.google.co.uk/amp/harbour.example/2026/ferry?usqp=mq",
    "https://www.bing.com/amp/s/harbour.example/2026/ferry",
    "https://harbour.example/2026/ferry.amp",
    "https://harbour.example/2026/ferry/amp.html",
    "https://harbour.example/2026/ferry/index.html",
    "https://harbour.example/2026/ferry;jsessionid=A1B2",
    "https://harbour.example/2026/ferry?PHPSESSID=a1b2&outputType=AMP",
    "https://harbour.example/2026/ferry#:~:text=rudder",
    " https://harbour.example/2026/ferry\n",
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_ways_to_one_page(url: str) -> None:
    assert canonical(url) == canonical(PAGE) == "harbour.example/2026/ferry"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=1", "https://a.example/story?id=2"),
        ("https://a.example/watch?v=x", "https://a.example/watch?v=X"),
        ("https://a.example/Story", "https://a.example/story"),
        ("https://a.example/story", "https://a.example/story/2"),
        ("https://a.example:8080/story", "https://a.example/story"),
        ("https://a.example/story?ref=1", "https://a.example/story?ref=2"),
        ("https://a.example/story?source=1", "https://a.example/story"),
        ("https://a.example/#!/one", "https://a.example/#!/two"),
        ("https://a.example/x%2Fy", "https://a.example/x/y"),
        ("https://a.example/champ", "https://a.example/ch"),
        ("https://news.a.example/s", "https://a.example/s"),
        ("https://www.com/s", "https://com/s"),
        ("https://forum.a.example/s", "https://foru.a.example/s"),
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/list", "https://a.example/list?page=2"),
        ("https://a.example/s?lang=de", "https://a.example/s?lang=en"),
        ("https://a.example/search?q=c%2B%2B", "https://a.example/search?q=c++"),
        ("https://a.example/amp-prices", "https://a.example/prices"),
        ("https://a.example/2026/amp", "https://a.example/2026"),
        ("https://a.example/champ/ferry", "https://a.example/ferry"),
        ("https://a.example/story;v=1", "https://a.example/story;v=2"),
        ("https://en.m.wiki.example/X", "https://de.m.wiki.example/X"),
    ],
)
def test_different_pages(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/s?b=2&a=1", "https://a.example/s?a=1&b=2"),
        ("https://a.example/s?a=1&amp;b=2", "https://a.example/s?a=1&b=2"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%c3%a4"),
        ("https://☃.example/a", "https://xn--n3h.example/a"),
        ("https://a.example/%7euser", "https://a.example/~user"),
        ("https://a.example/a b?q=c d", "https://a.example/a%20b?q=c+d"),
        ("https://en.m.wiki.example/X", "https://en.wiki.example/X"),
        ("https://a.example/amp/story", "https://a.example/story"),
    ],
)
def test_ways_to_write_one_address(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mailto:desk@a.example",
        "/story",
        "ftp://a/b",
        "https://a.example",
        "https://a.example/?utm_source=feed",
        "https://www.a.example/index.html#top",
        "https://a.example/de/",
        "https://a.example/en-GB",
        "https://a.example/amp",
        "https://www.google.com/amp/s/a.example/",
        f"https://a.example/{'a' * 8_000}",
    ],
)
def test_what_names_no_story_has_no_identity(url: str) -> None:
    assert canonical(url) == ""


def test_caches_are_opened_three_deep() -> None:
    cache = "www.google.com/amp/s/"
    assert canonical(f"https://{cache * 3}a.example/b") == "a.example/b"
    assert canonical(f"https://{cache * 4}a.example/b") != "a.example/b"


@given(st.text() | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_any_text_is_accepted(url: str) -> None:
    identity = canonical(url)
    assert canonical(f"https://{identity}") == identity or not identity.isascii()
    assert tracking_parameters(without_tracking(url)) == []


@pytest.mark.parametrize(
    ("url", "names", "clean"),
    [
        ("https://a.example/s", [], "https://a.example/s"),
        ("https://a.example/s?id=1", [], "https://a.example/s?id=1"),
        ("https://a.example/s?utm_source=x", ["utm_source"], "https://a.example/s"),
        ("https://a.example/s?id=1&UTM_Source=x#p", ["UTM_Source"], "https://a.example/s?id=1#p"),
        ("https://a.example/s?&gclid=1", ["gclid"], "https://a.example/s"),
        ("https://a.example/s?gclid=1&id=%2f", ["gclid"], "https://a.example/s?id=%2f"),
        ("https://a.example/s?a=1&amp;utm_term=2", ["utm_term"], "https://a.example/s?a=1"),
        ("https://a.example/s#xtor=RSS-1", ["xtor"], "https://a.example/s"),
        ("https://a.example/s?q=utm_source", [], "https://a.example/s?q=utm_source"),
        ("https://a.example/s?partner=rss", [], "https://a.example/s?partner=rss"),
        ("https://www.nytimes.com/s?partner=rss", ["partner"], "https://www.nytimes.com/s"),
        ("https://a.example/s?mbid=1", [], "https://a.example/s?mbid=1"),
    ],
)
def test_tracking_parameters(url: str, names: list[str], clean: str) -> None:
    assert tracking_parameters(url) == names
    assert without_tracking(url) == clean


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/b/c/./../../g", "/a/g"),  # RFC 3986, section 5.2.4
        ("/", "/"),
        ("/.", "/"),
        ("/..", "/"),
        ("/../a", "/a"),
        ("/a/.", "/a/"),
        ("/a/b/..", "/a/"),
        ("/a/../..//b", "//b"),
        ("/a/%2e/%2E%2e/b", "/b"),
        ("/a/.%2e/b", "/b"),
        ("/a/%252e/b", "/a/%252e/b"),
        ("/.a/..b/...", "/.a/..b/..."),
    ],
)
def test_dot_segments(path: str, expected: str) -> None:
    assert without_dots(path) == expected


HOSTS = """
    example.com www.example.com www.example en.m.example.com en.m amp.x.org m.de www.m.example.com
    x.cdn.ampproject.org cdn.ampproject.org aampproject.net bing-amp.com localhost a..b www.www.de
""".split()
SEGMENTS = """
    amp a . .. index.html Default.PHP story.amp.html en en-us home x.y 2020 c s v campaign _x ~
    google-amp %41 INDEX.jsp
""".split()
ENDS = ("", "/", "//")


@given(st.sampled_from(HOSTS), st.lists(st.sampled_from(SEGMENTS)), st.sampled_from(ENDS))
def test_plain_urls_are_recognised(host: str, segments: list[str], end: str) -> None:
    url = "/".join((f"https://{host}", *segments)) + end
    assert canonical(url) == _canonical(url, 3)
