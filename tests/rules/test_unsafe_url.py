"""Unsafe URLs in bodies and in embedded content; `test_url_rules.py` has those in fields."""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.article import MAX_BODY, Article
from newslint.links.body import links_in_body
from newslint.pipeline.run import lint
from newslint.rules.urls._suspects import suspicious
from newslint.rules.urls.unsafe_url import _AT_PUBLIC_HOSTS, USES
from newslint.settings import Config, Urls
from newslint.web.guard import hazard, unsafe_reason


class Place(NamedTuple):
    """Where a finding points."""

    line: int
    column: int
    text: str


FRONT = "---\ntitle: Ferry\n---\n"


def messages_for(
    body: str, path: str = "a.md", front: str = FRONT, allow_private: tuple[str, ...] = ()
) -> list[Place]:
    """The places that the rule reports in an article with this body."""
    text = front + body + "\n"
    urls = Urls(allow_private=allow_private)
    config = Config(online=False, select=("unsafe-url",), urls=urls)
    report = lint([], config, sources={path: text.encode()})
    spans = [finding.span for finding in report.findings]
    return [Place(s.line, s.column, text[s.start : s.end]) for s in spans if s is not None]


def texts(body: str, path: str = "a.md", allow_private: tuple[str, ...] = ()) -> list[str]:
    return [place.text for place in messages_for(body, path, allow_private=allow_private)]


SCRIPTS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "javascript:void(0)",
    "vbscript:run",
    "data:text/html,x",
    "DATA:text/html;base64,AAAA",
    "data:image/png;base64,AAAA",  # nothing is shown where it is followed
    "&#106;avascript:x",
    "&#x6A;avascript&colon;x",
]
CREDENTIALS = [
    "http://user:word@a.news/",
    "https://token@a.news/x",
    "https://:word@a.news",
    "https://user:word@tarn-times.example/",
    "https://user:word@localhost/",
    "https://user@mail.news:word@a.news/",
]
INNER = [
    "http://localhost:4000/a.png",
    "http://LOCALHOST/a.png",
    "http://localhost./a.png",
    "http://preview.localhost/a.png",
    "http://printer.local/a.png",
    "http://metadata.google.internal/",
    "http://intranet/a.png",
    "http://127.0.0.1:8123/",
    "http://169.254.169.254/",
    "//169.254.169.254/",
    "http://10.0.0.1/a.png?b=https://a.news/",
    "http://192.168.0.1",
    "http://100.64.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://[::1]:80/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd00::1]/",
    "http://%31%32%37.0.0.1/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "file:///C:/ferry.png",
]

LINKS = [
    "[x]({})",
    "[x](<{}> 't')",
    "[x]: {}",
    "- > [x](\n  > {})",
    "| a | [x]({}) |",
    "## [x]({}) ##",
]
IMAGES = ["![x]({})", "![x](<{}>)", "[![x]({})](/a)", "![x][a]\n\n[a]: {}", "> ![x]({})"]
TAGS = [
    '<a href="{}">x</a>',
    "text <a class='a > b' href='{}'>x</a>",
    "<A\n  HREF={} >x</A>",
    "<a xlink:href = '{}'>x</a>",
    '<area href="{}">',
    '<form action="{}"></form>',
    '<button formaction="{}">x</button>',
]
IMAGE_TAGS = [
    '<img src="{}">',
    "<p>\n  <img alt='' src={} />\n</p>",
    '<img src="/a.png" srcset="/b.png 1x, {} 2x">',
    "<video poster='{}'></video>",
    '<input type="image" src="{}">',
    '<svg><image href="{}"/></svg>',
]
MEDIA_TAGS = ['<audio src="{}"></audio>', '<video><source src="{}"><track src="/a"></video>']
FRAME_TAGS = [
    '<iframe src="{}"></iframe>',
    '<embed src="{}">',
    '<object data="{}"></object>',
    '<script src="{}"></script>',
]
LOADED = [*IMAGE_TAGS, *MEDIA_TAGS, *FRAME_TAGS]


@pytest.mark.parametrize("form", [*LINKS, *TAGS, *IMAGES[:1], *IMAGE_TAGS[:1], *FRAME_TAGS])
@pytest.mark.parametrize("url", [*SCRIPTS[:5], SCRIPTS[-1]])
def test_scripts_in_place_of_addresses(form: str, url: str) -> None:
    assert texts(form.format(url)) == [url]


@pytest.mark.parametrize("form", [*LINKS, *IMAGES, *TAGS, *LOADED])
@pytest.mark.parametrize("url", CREDENTIALS)
def test_user_names_and_passwords(form: str, url: str) -> None:
    assert texts(form.format(url)) == [url]


@pytest.mark.parametrize("form", [*IMAGES, *LOADED])
@pytest.mark.parametrize("url", INNER)
def test_hosts_that_are_not_public_are_errors_where_a_page_loads_from_them(
    form: str, url: str
) -> None:
    assert texts(form.format(url)) == [url]


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("http://127.0.0.1:8123/a.png", "127.0.0.1:8123"),
        ("http://LOCALHOST./a.png", "localhost:80"),
        ("//10.0.0.1/a.png", "10.0.0.1:443"),
    ],
)
def test_a_host_that_the_configuration_allows(url: str, pair: str) -> None:
    host, _, port = pair.partition(":")
    assert texts(f"![x]({url})", allow_private=(pair,)) == []
    assert texts(f"![x]({url})", allow_private=(f"{host}:1{port}",)) == [url]


@pytest.mark.parametrize("form", [*LINKS, *TAGS, "{}", "<{}>"])
@pytest.mark.parametrize("url", INNER)
def test_and_harmless_where_a_reader_may_follow_them(form: str, url: str) -> None:
    assert texts(form.format(url)) == []


@pytest.mark.parametrize("url", ["http://user:word@a.news/", "https://token@a.news:8080/x"])
@pytest.mark.parametrize("path", ["a.md", "a.mdx", "a.txt"])
def test_a_bare_address_with_a_password(path: str, url: str) -> None:
    assert messages_for(f"\nAsk ({url}).", path) == [Place(5, 6, url)]


DISGUISED = {
    '<a href="java\nscript:x">': "java\nscript:x",
    '<a href="java\tscript:x">': "java\tscript:x",
    '<a href="java&NewLine;script:x">': "java&NewLine;script:x",
    '<a href=" \njavascript:x ">': "javascript:x",
    '<a href="&#1; javascript:x">': "&#1; javascript:x",
    '<a href="\x01javascript:x">': "\x01javascript:x",
    "[x](<java&Tab;script:x>)": "java&Tab;script:x",
    "[x](javascript\\:x)": "javascript\\:x",
    '<img src="/\\169.254.169.254/">': "/\\169.254.169.254/",
    '<img src="\\\\169.254.169.254/">': "\\\\169.254.169.254/",
    '<img src="http:\\\\localhost\\a">': "http:\\\\localhost\\a",
    '<img src="http:localhost/a">': "http:localhost/a",
    '<img src="http:///localhost/a">': "http:///localhost/a",
    '<img src="/\t/localhost/a">': "/\t/localhost/a",
    '<img src="&sol;&#47;localhost/a">': "&sol;&#47;localhost/a",
    '<a href="https:\\\\user:word@a.news">': "https:\\\\user:word@a.news",
}


@pytest.mark.parametrize(("body", "spelled"), DISGUISED.items(), ids=map(repr, DISGUISED))
def test_disguises_that_browsers_see_through(body: str, spelled: str) -> None:
    for path in ("a.md", "a.html") if body.startswith("<") else ("a.md", "a.mdx"):
        assert texts(body, path) == [spelled]


HARMLESS = [
    "[x](mailto:desk@a.news) [y](tel:+4412) <desk@a.news> [z](sms:+44)",
    "[x](https://social.news/@user) https://social.news/@user",
    "[x](https://a.news/b:c@d) https://a.news/b:c@d https://a.news?q=b@c#d@e",
    "[x](https://web.archive.org/web/2020/http://user:word@a.news/)",
    "[x](https://@a.news/)",
    "https://$USER:$WORD@a.news/ [x](https://${TOKEN}@a.news/) <a href='https://{{ token }}@a'>",
    "![x](data:image/png;base64,AAAA) <img src='data:,'> <img src='DATA:image/svg+xml,x'>",
    "<img srcset='data:image/png;base64,AA== 1x, /b.png 2x'>",
    "<video src='data:video/mp4;base64,AA'><track src='data:text/vtt,x'></video>",
    "<iframe src='about:blank'></iframe> <iframe></iframe> <img src=''> ![]()",
    "![x](https://a.news/a.png) ![x](/a.png) ![x](//a.news/a.png) ![x](https://tarn.example/a)",
    "![x](http://{{ site.host }}/a.png) ![x](http://%HOST%/a.png) ![x](http://a..b/)",
    "[x](/javascript:x) [x](./data:x) [x](#data:x) [x](?data:x) [x](java script:x) [x](javascript)",
    "[JavaScript: the good parts](/x), data: none, javascript: less",
    "\\[x](javascript:x) [x] (javascript:x)",
    "<a title='href=javascript:x' data-href='javascript:x'>x</a>",
    "<a href='/x' href='javascript:x'>x</a>",
    "<my-img src='http://localhost/'></my-img> <imgs src='http://localhost/'>",
    "<blockquote cite='javascript:x'>x</blockquote>",
    "`[x](javascript:x)` ``<img src='http://localhost/'>`` `http://user:word@a.news/`",
    "```html\n<img src='http://localhost/'>\n[x](javascript:x)\n```",
    "    <img src='http://localhost/'> [x](javascript:x)",
    "<code>http://user:word@a.news/</code>",
    "<!-- <img src='http://localhost/'> [x](javascript:x)\n\nhttp://user:word@a.news/ -->",
    "<script>\nshow(\"<img src='http://localhost/'>\")\n</script>",
    "<style>a { b: '<img src=http://localhost/>' }</style>",
    "mail@https://a.news/ user@a.news https://a.news",
]


@pytest.mark.parametrize("body", HARMLESS)
def test_harmless(body: str) -> None:
    assert texts(body) == []


def test_formats() -> None:
    link = '<a href="javascript:x">x</a>'
    assert messages_for(link, "a.html") == [Place(4, 10, "javascript:x")]
    assert messages_for(f"\ttext {link}", "a.mdx") == [
        Place(4, 16, "javascript:x")
    ]  # no code in MDX
    assert messages_for(link, "a.txt") == []
    assert messages_for(f"Ferry\n\n{link}", front="") == [Place(3, 10, "javascript:x")]
    assert messages_for("    text", "a.md") == []


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("a.json", '{"body": "[x](javascript:y)"}', Place(1, 15, "javascript:y")),
        ("a.json", '{"content": "<p>\\n<img src=\\"http://localhost/\\">"}', None),
        ("a.yaml", "body: |\n  Text\n  [x](javascript:y)", Place(3, 7, "javascript:y")),
        ("a.yaml", "text: >\n  ![x](http://10.0.0.1/)", Place(2, 8, "http://10.0.0.1/")),
    ],
)
def test_the_body_of_a_data_file(path: str, text: str, place: Place | None) -> None:
    place = place or Place(1, text.index("http") + 1, "http://localhost/")
    assert messages_for("", path, front=text) == [place]


@pytest.mark.parametrize(
    ("content", "times"),
    [
        ("javascript:x", 1),
        ("http://localhost/embed", 1),
        ("//10.0.0.1/embed", 1),
        ("<iframe src='http://localhost/'></iframe>", 1),
        ("<a href='javascript:x'>x</a><img src='http://10.0.0.1/'>", 1),
        ("<a href='http://localhost/'>x</a>", 0),
        ("https://video.news/embed", 0),
        ("Data: javascript: http://localhost/", 0),
    ],
)
def test_embedded_content(content: str, times: int) -> None:
    front = f'---\ntitle: Ferry\nfeaturedContent: "{content}"\n---\n'
    assert messages_for("", front=front) == [Place(3, 18, f'"{content}"')] * times
    related = f'---\nrelated:\n- featuredContent: "{content}"\n---\n'
    assert messages_for("", front=related) == [Place(3, 20, f'"{content}"')] * times


def test_each_place_is_reported_once() -> None:
    body = "[a][r] ![b][r] [c][r]\n\n[r]: http://user:word@localhost/\n"
    assert messages_for(body) == [Place(6, 6, "http://user:word@localhost/")]
    same = "[x](javascript:x) [x](javascript:x)"
    assert messages_for(same) == [Place(4, 5, "javascript:x"), Place(4, 23, "javascript:x")]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("![x](http://localhost/)", ["unsafe-url"]),
        ("<iframe src='//10.0.0.1/'></iframe>", ["unsafe-url"]),
        ("[x](http://user:word@localhost/)", ["unsafe-url"]),
        ("http://user:word@a.news/", ["unsafe-url"]),
        ("[x](http://localhost/) http://10.0.0.1/", []),
        ("[x](http://a..b/)", ["unverified-url"]),
    ],
)
def test_no_other_rule_repeats_it(body: str, rules: list[str], tmp_path: Path) -> None:
    recorded = tmp_path / "urls.jsonl"
    recorded.write_text('{"newslint": "urls", "version": 1}\n')
    config = Config(select=("urls",), urls_from=str(recorded))
    report = lint([], config, sources={"a.md": f"{FRONT}{body}\n".encode()})
    assert [finding.rule for finding in report.findings] == rules


def test_no_more_than_a_story_is_searched() -> None:
    assert messages_for("x" * MAX_BODY + "\n\n[x](javascript:x)") == []


PIECES = """javascript: java script: vbscript: data: text/html file: http: https: http:// ftp://
https://a.news/ localhost 127.0.0.1 0x7f 1 x.local a.news a . : / // \\ @ u:p@ ( ) # ? & é ſ %31
&Tab; &#106; &colon; &sol; &#47; &NewLine; &amp;""".split()
PIECES += [" ", "\t", "\n", "\x01", "\x0b"]
FORMS = [*LINKS, *IMAGES, *TAGS, *LOADED, "<{}>", "{}", "<a href   = {}>", "<img srcset='{}, /b'>"]


@settings(max_examples=1_000)
@given(
    st.sampled_from(FORMS),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.sampled_from(["a.md", "a.mdx", "a.html", "a.txt"]),
)
def test_the_scan_misses_no_hazard(form: str, url: str, path: str) -> None:
    article = Article.parse(path, f"{FRONT}{form.replace('{}', url)}".encode())
    for link in links_in_body(article):
        if hazard(link.url, USES[link.kind]):
            assert suspicious(article.body)


HOSTILE = ["](", "<", "=", "](a", "<a href=", "]: ", ", ", ",&", "//a@", "href=a", "  =", "\\"]
HOSTILE += ["](//a.", "<a:", "](javascript:x", "<a href='javascript:", "]:>", "&#47;", "//"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_bodies_cost_linear_time(piece: str) -> None:
    for path in ("a.md", "a.html", "a.txt"):
        texts(piece * 30_000, path)


_LABELS = st.text("ab1-_.é", min_size=1, max_size=6) | st.sampled_from(["a" * 63, "a" * 64, "127"])
_HOSTS = st.builds(
    lambda labels, tld: ".".join([*labels, tld]),
    st.lists(_LABELS, max_size=5),
    st.sampled_from(["example", "local", "localhost", "localhosts", "arpa", "1", "x", "news:80"]),
)


@settings(max_examples=500)
@given(
    st.sampled_from(["https://", "http://", "HTTP://", "//", "/", ""]),
    _HOSTS,
    st.sampled_from(["", "/", "/a b", "?x", "#@", "@b.example", "\\x", "/é"]),
)
def test_urls_that_are_passed_over_are_safe(scheme: str, host: str, rest: str) -> None:
    url = scheme + host + rest
    if " " not in url and _AT_PUBLIC_HOSTS.fullmatch(f"{url} "):
        assert unsafe_reason(url) is None
