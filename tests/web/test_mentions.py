"""Where URLs are found in an article, and where not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import MAX_BODY, Article
from newslint.web.mentions import Mention, mentions

FIELDS = """\
---
title: Ferry
webUrl: https://a.com/web
ampWebUrl: https://a.com/amp
cdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/amp
originalUrl: HTTPS://a.com/original
images:
  - url: https://a.com/1.jpg
    width: 600
    height: 400
  - url: /2.jpg
  - https://a.com/3.jpg
provider:
  images: [{url: https://a.com/logo.png}]
featuredContent: '<iframe src="//v.com/embed?a=1&amp;b=2" title="a > b"></iframe>'
related:
  - webUrl: https://b.com/
    related:
      - originalUrl: https://c.com/
        images: [{url: https://c.com/4.jpg, width: 0, height: 5}]
---
"""


def mentions_in(text: str, path: str = "a.md") -> list[Mention]:
    return [Mention(*fact) for fact in mentions(Article.parse(path, text.encode())) or ()]


def test_fields() -> None:
    assert [(m.where, m.url, m.kind, m.size) for m in mentions_in(FIELDS)] == [
        ("/webUrl", "https://a.com/web", "page", None),
        ("/originalUrl", "HTTPS://a.com/original", "page", None),
        ("/ampWebUrl", "https://a.com/amp", "page", None),
        ("/cdnAmpWebUrl", "https://a-com.cdn.ampproject.org/c/s/a.com/amp", "page", None),
        ("/images/0/url", "https://a.com/1.jpg", "image", (600, 400)),
        ("/images/2", "https://a.com/3.jpg", "image", None),
        ("/provider/images/0/url", "https://a.com/logo.png", "image", None),
        ("/featuredContent", "//v.com/embed?a=1&b=2", "embed", None),
        ("/related/0/webUrl", "https://b.com/", "page", None),
        ("/related/0/related/0/originalUrl", "https://c.com/", "page", None),
        ("/related/0/related/0/images/0/url", "https://c.com/4.jpg", "image", None),
    ]


ODD = [
    "webUrl: 7",
    "webUrl: null",
    "webUrl: [https://a.com/]",
    "images: {name: https://a.com/}",
    "images: [[https://a.com/]]",
    "provider: https://a.com/",
    "related: [https://a.com/]",
    "webUrl: mailto:a@b.com",
    "webUrl: www.a.com",
]


@pytest.mark.parametrize("line", ODD)
def test_fields_of_other_shapes(line: str) -> None:
    assert mentions_in(f"---\n{line}\n---\n") == []


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("images: https://a.com/1.jpg", "/images"),
        ("images: {url: https://a.com/1.jpg, alt: A pier}", "/images/url"),
        ("images: [{src: https://a.com/1.jpg}]", "/images/0/src"),
    ],
)
def test_an_image_in_any_of_its_shapes(line: str, where: str) -> None:
    mention = Mention("https://a.com/1.jpg", where, "image")
    assert mentions_in(f"---\n{line}\n---\n") == [mention]


BODIES = {
    "[a](https://a.com/x)": ["https://a.com/x"],
    '[a](<https://a.com/x y> "title")': ["https://a.com/x y"],
    "![a](https://a.com/x.png)": ["https://a.com/x.png"],
    "[![a](https://a.com/x.png)](https://a.com/)": ["https://a.com/x.png", "https://a.com/"],
    "<https://a.com/x>": ["https://a.com/x"],
    "[a][b]\n\n[b]: https://a.com/x": ["https://a.com/x"],
    "> - [a](https://a.com/x)": ["https://a.com/x"],
    "<a href='https://a.com/x'>a</a>": ["https://a.com/x"],
    "<p>\n<img src=https://a.com/x.png>\n</p>": ["https://a.com/x.png"],
    '<video poster="https://a.com/p.jpg" src="//a.com/v.mp4">': [
        "https://a.com/p.jpg",
        "//a.com/v.mp4",
    ],
    "[same](https://a.com/) [same](https://a.com/)": ["https://a.com/", "https://a.com/"],
    "`https://a.com/` [a](https://a.com/)": ["https://a.com/"],
    "see https://a.com/x_y, (https://b.com/z_(w)) or https://c.com.": [
        "https://a.com/x_y",
        "https://b.com/z_(w)",
        "https://c.com",
    ],
    "“https://a.com/x”、https://b.com/。": ["https://a.com/x", "https://b.com/"],
    "[https://a.com/…](https://a.com/full)": ["https://a.com/full"],
    '<a href="https://a.com/full">https://a.com/…</a> https://b.com/': [
        "https://a.com/full",
        "https://b.com/",
    ],
    "<code>https://a.com/x</code>": [],
    "mail@https://a.com/ http://localhost:80/": [],
    "(https://me:word@a.com/)": ["https://me:word@a.com/"],
    "`https://a.com/` https://a.com/": ["https://a.com/"],
    "`[a](https://a.com/x)`": [],
    "```\n[a](https://a.com/x)\n```": [],
    "    [a](https://a.com/x)": [],
    "<!-- <a href='https://a.com/x'> -->": [],
    "[a](/relative) [b](#part) [c](mailto:a@b.com)": [],
    "\\[a](/x)": [],
    '<img src="//a.com/1.jpg" srcset="//a.com/2.jpg 1x,https://a.com/w_3,h_4.jpg 2x">': [
        "//a.com/1.jpg",
        "//a.com/2.jpg",
        "https://a.com/w_3,h_4.jpg",
    ],
    "<picture><source srcset='//a.com/1.avif, /2.avif 2x'></picture>": ["//a.com/1.avif"],
    "<audio><source src='https://a.com/1.mp3'></audio>": ["https://a.com/1.mp3"],
    "<iframe src='https://a.com/embed'></iframe>": ["https://a.com/embed"],
    "[a [b] c](https://a.com/(x))": ["https://a.com/(x)"],
    "[a]: https://a.com/1 'title'\n\n[a] and [b][a]": ["https://a.com/1"],
    "<!-- [a](https://a.com/x)\n\nhttps://a.com/y -->": [],
    "Text <!-- https://a.com/x --> text": [],
    '![a](data:image/png;base64,AAAA) [b](tel:+491234) <a href="#x">c</a>': [],
}


@pytest.mark.parametrize(("body", "urls"), BODIES.items(), ids=map(repr, BODIES))
def test_bodies(body: str, urls: list[str]) -> None:
    text = f"---\ntitle: Ferry\n---\n\n{body}\n"
    links = mentions_in(text)
    assert sorted(link.url for link in links) == sorted(urls)
    for link in links:
        assert text[slice(*link.where[4:])] == link.url


@pytest.mark.parametrize(
    ("body", "url", "spelled"),
    [
        ("One\n\n[a](https://a.com/x\\)y)", "https://a.com/x)y", "https://a.com/x\\)y"),
        ("> [a](https://a.com/?x&#38;y)", "https://a.com/?x&y", "https://a.com/?x&#38;y"),
        ("[a]:\n  <https://a.com/x&gt;>\n", "https://a.com/x>", "https://a.com/x&gt;"),
        ("One\n\nTwo https://a.com/?x&#38;y", "https://a.com/?x&y", "https://a.com/?x&#38;y"),
        ("https://a.com/x\\_y\\*z", "https://a.com/x_y*z", "https://a.com/x\\_y\\*z"),
        ("&lt;https://a.com/x&gt;", "https://a.com/x", "https://a.com/x"),
        (
            '<a href="https://a.com/?a&region=1&amp;b&copy=2">a</a>',
            "https://a.com/?a&region=1&b&copy=2",
            "https://a.com/?a&region=1&amp;b&copy=2",
        ),
    ],
)
def test_what_is_spelled_with_escapes(body: str, url: str, spelled: str) -> None:
    text = f"---\ntitle: Ferry\n---\n{body}\n"
    (link,) = mentions_in(text)
    assert link.url == url
    assert text[slice(*link.where[4:])] == spelled


def test_an_image_that_is_defined_apart() -> None:
    links = mentions_in("---\ntitle: Ferry\n---\n![a][] [b]\n\n[a]: //a.com/1\n[b]: //a.com/2\n")
    assert [(link.url, link.kind) for link in links] == [
        ("//a.com/1", "image"),
        ("//a.com/2", "page"),
    ]


@pytest.mark.parametrize(
    "body",
    ["<form action='https://a.com/'>", "<button formaction='https://a.com/'>x</button>"],
)
def test_nothing_is_sent_to_a_form(body: str) -> None:
    assert mentions_in(f"---\ntitle: Ferry\n---\n{body}\n") == []


def test_an_ampersand_may_be_spelled_as_html_asks() -> None:
    text = "---\ntitle: Ferry\n---\n\n[a](https://a.com/?x&amp;y) https://a.com/?x&y\n"
    links = mentions_in(text)
    assert [link.url for link in links] == ["https://a.com/?x&y"] * 2
    spelled = [text[slice(*link.where[4:])] for link in links]
    assert spelled == ["https://a.com/?x&amp;y", "https://a.com/?x&y"]


def test_an_html_article() -> None:
    text = '---\ntitle: Ferry\n---\n<pre>\n    <a href="https://a.com/?x=1&amp;y=2">a</a>\n'
    (link,) = mentions_in(text, "a.html")
    assert link.url == "https://a.com/?x=1&y=2"
    assert link.where[:2] == (5, 14)


DATA = {
    ("a.yaml", "body: |\n  [a](https://a.com/x)\n"): [("https://a.com/x", (2, 7, 2, 22))],
    ("a.json", '{"body": "[a](https://a.com/x)"}'): [("https://a.com/x", (1, 15, 1, 30))],
    ("a.json", '{"content": "<p>\\n\\n    <a href=\'https://a.com/x\'>a</a>"}'): [
        ("https://a.com/x", (1, 34, 1, 49))
    ],
    ("a.yml", "text: >\n  One\n  [a](https://a.com/x)\n"): [("https://a.com/x", (3, 7, 3, 22))],
    ("a.yaml", "body: https://a.com/x"): [("https://a.com/x", (1, 7, 1, 22))],
    ("a.json", '{"body": "[a](https:\\/\\/a.com/x)"}'): [("https://a.com/x", (1, 10, 1, 34))],
    ("a.yaml", "title: https://a.com/x"): [],
}


@pytest.mark.parametrize(("path", "text"), DATA, ids=map(repr, DATA))
def test_the_body_in_a_data_file(path: str, text: str) -> None:
    links = mentions_in(text, path)
    assert [(link.url, tuple(link.where[:4])) for link in links] == DATA[path, text]


def test_plain_text_has_bare_addresses() -> None:
    text = "Ferry\n\n    See https://a.com/x (or <https://b.com/y>), `https://c.com/`.\n"
    links = mentions_in(text, "a.txt")
    assert [text[slice(*link.where[4:])] for link in links] == [
        "https://a.com/x",
        "https://b.com/y",
        "https://c.com/",
    ]


def test_no_more_than_a_story_is_searched() -> None:
    link = '<a href="https://a.com/">a</a>'
    long = link + "x" * MAX_BODY + link
    for path, text in (
        ("a.json", json.dumps({"featuredContent": long})),
        ("a.html", f"---\ntitle: x\n---\n{long}"),
    ):
        assert len(mentions_in(text, path)) == 1


def test_mdx_has_no_bare_addresses() -> None:
    text = "---\ntitle: Ferry\n---\nimport {a} from 'https://a.com/x.js'\n\n[b](https://b.com/)\n"
    assert [link.url for link in mentions_in(text, "a.mdx")] == ["https://b.com/"]


# Bare URLs, which are the same in Markdown and in plain text.
BARE = {
    "https://a.com/a*b*c https://a.com/*x*/y": ["https://a.com/a*b*c", "https://a.com/*x*/y"],
    "https://a.com/_x_/__y__.py": ["https://a.com/_x_/__y__.py"],
    "*https://a.com/a*b* _https://a.com/a_b_": ["https://a.com/a*b", "https://a.com/a_b"],
    "**https://a.com/x**, __https://a.com/y__": ["https://a.com/x", "https://a.com/y"],
    "**https://a.com/x**のページ": ["https://a.com/x"],
    "~~https://a.com/x~~ https://a.com/~x/": ["https://a.com/x", "https://a.com/~x/"],
    "https://a.com/a。https://a.com/b、https://a.com/c，": [
        "https://a.com/a",
        "https://a.com/b",
        "https://a.com/c",
    ],
    "「https://a.com/a」『https://a.com/b』（https://a.com/c）": [
        "https://a.com/a",
        "https://a.com/b",
        "https://a.com/c",
    ],
    "《https://a.com/a》〈https://a.com/b〉【https://a.com/c】": [
        "https://a.com/a",
        "https://a.com/b",
        "https://a.com/c",
    ],
    "https://a.com/a！https://a.com/b？https://a.com/c…": [
        "https://a.com/a",
        "https://a.com/b",
        "https://a.com/c",
    ],
    "https://a.com/a；https://a.com/b：https://a.com/c〜": [
        "https://a.com/a",
        "https://a.com/b",
        "https://a.com/c",
    ],
    "見てhttps://a.com/x 看https://b.com/ 링크https://c.com/ ดูhttps://d.com/": [
        "https://a.com/x",
        "https://b.com/",
        "https://c.com/",
        "https://d.com/",
    ],
    "https://a.comを見て https://日本語.jp/ https://例え.テスト/": [
        "https://a.com",
        "https://日本語.jp/",
        "https://例え.テスト/",
    ],
    "https://a.com/日本/ジョン・スミス": ["https://a.com/日本/ジョン・スミス"],
    "wordhttps://a.com/ éhttps://a.com/ x_https://a.com/ ?u=https://a.com/": [],
    f"https://{'a' * 64}.com/ https://a.b.{'c' * 64}.com/": [],
}


@pytest.mark.parametrize("path", ["a.md", "a.txt"])
@pytest.mark.parametrize(("body", "urls"), BARE.items(), ids=map(repr, BARE))
def test_bare_urls(body: str, urls: list[str], path: str) -> None:
    text = f"---\ntitle: Ferry\n---\n\n{body}\n"
    links = mentions_in(text, path)
    assert [link.url for link in links] == urls
    assert [text[slice(*link.where[4:])] for link in links] == urls


PLACEHOLDERS = """
https://a.com/x-{{ site.version }}.js
https://a.com/{{x}}/y
https://{{ site.host }}/x
https://a.b.{{ x }}.com/y
https://a.com:{{ port }}/y
https://a.com/?v={{ x | plus: 1 }}
https://a.com/{% if x %}y{% endif %}
https://a.com/<%= x %>/y
https://a.com/<%= link "x" %>
https://a.com/<?= $x ?>
https://a.com/<user>/<repo-name>
https://a.com/${x}/y
https://a.com/$(x)
https://a.com/#{x}
https://a.com/{x}
https://a.com/{?x,y}
https://a.com/:slug
https://a.com/:year/:month/
https://a.com/?id=:id
https://a.com/[slug]
https://a.com/[...path]/y
https://a.com/[[...path]]
https://a.com/x-[id].html
https://a.com/?id=[id]
https://a.com/%s/%d
https://a.com/%(x)s
""".split("\n")[1:-1]

_IN = {
    "text": ("a.txt", "{}"),
    "Markdown": ("a.md", "{}"),
    "emphasis": ("a.md", "**{}**"),
    "a link": ("a.md", "[a]({})"),
    "an image": ("a.md", "![a](<{}>)"),
    "an attribute": ("a.html", "<a href='{}'>a</a>"),
    "MDX": ("a.mdx", '<Card href="{}">a</Card>'),
}


@pytest.mark.parametrize("place", _IN)
@pytest.mark.parametrize("url", PLACEHOLDERS)
def test_a_url_with_a_placeholder_is_not_requested(url: str, place: str) -> None:
    path, body = _IN[place]
    assert mentions_in(f"---\ntitle: Ferry\n---\n\n{body.format(url)}\n", path) == []


@pytest.mark.parametrize("place", _IN)
@pytest.mark.parametrize(
    "url",
    [
        "https://a.com/wiki/Talk:Ferry",
        "https://a.com/:w:/s/desk/Ferry",  # SharePoint
        "https://a.com/?filter[tag]=x&ids[]=1",
        "https://a.com/100%25/%d0%b0",
        "https://a.com/$file/ferry.pdf",  # Domino
        "https://a.com/#/users/:id",
        "https://a.com/%7Bx%7D",
    ],
)
def test_a_url_without_a_placeholder_is_requested(url: str, place: str) -> None:
    path, body = _IN[place]
    (link,) = mentions_in(f"---\ntitle: Ferry\n---\n\n{body.format(url)}\n", path)
    assert link.url == url


def test_a_placeholder_in_a_field() -> None:
    assert mentions_in("---\noriginalUrl: 'https://a.com/{{ slug }}'\n---\n") == []


@pytest.mark.parametrize("tag", ["<br>", "</p>", "<b>x</b>", "<img src='/x.png'>"])
def test_a_tag_after_a_url_is_no_placeholder(tag: str) -> None:
    (link,) = mentions_in(f"---\ntitle: Ferry\n---\n\nhttps://a.com/{tag}\n")
    assert link.url == "https://a.com/"


MDX = {
    '<a href={"https://a.com/x"}>a</a>': [("https://a.com/x", "page")],
    "<img src={'https://a.com/x.png'} />": [("https://a.com/x.png", "image")],
    "Text <img alt='>' src={ `https://a.com/x.png` }/> text": [("https://a.com/x.png", "image")],
    '<Link href="https://a.com/x">a</Link>': [("https://a.com/x", "page")],
    "<Link to='https://a.com/x'>a</Link>": [("https://a.com/x", "page")],
    "<Nav.Item href={'https://a.com/x'} />": [("https://a.com/x", "page")],
    '<Image src="https://a.com/x.png" />': [("https://a.com/x.png", "image")],
    "<Video src={'https://a.com/x.mp4'} />": [("https://a.com/x.mp4", "embed")],
    "<Map src='https://a.com/x' />": [("https://a.com/x", "embed")],
    '<Card\n  onClick={() => { if (a > 1) { go("x") } }}\n\n  href="//a.com/x"\n>\na\n</Card>': [
        ("//a.com/x", "page")
    ],
    "<Card href='https://a.com/x'>\n\n[b](https://b.com/)\n\n</Card>": [
        ("https://a.com/x", "page"),
        ("https://b.com/", "page"),
    ],
    "<p>\n<a href={'https://a.com/x'}>a</a> <img src='https://a.com/y.png'/>\n</p>": [
        ("https://a.com/x", "page"),
        ("https://a.com/y.png", "image"),
    ],
    '<a href="https://a.com/?x&amp;y">a</a>': [("https://a.com/?x&y", "page")],
    '<a href={"https://a.com/?x&amp;y"}>a</a>': [("https://a.com/?x&amp;y", "page")],
    '<a href={"https://a.com/" + x}>a</a> <a href={x}>b</a>': [],
    "<a href={`https://a.com/${x}`}>a</a>": [],
    '<Card title="https://a.com/x" />': [],
    "`<Link href='https://a.com/x' />`": [],
    "```jsx\n<Link href='https://a.com/x' />\n```": [],
    "{/* <Link href='https://a.com/x' /> */}": [],
    "{/*\n\n<Link href='https://a.com/x' />\n\n*/}": [],
    "<Link {/* href='https://a.com/y' */...x} href='https://a.com/x' />": [
        ("https://a.com/x", "page")
    ],
}


@pytest.mark.parametrize(("body", "expected"), MDX.items(), ids=map(repr, MDX))
def test_jsx(body: str, expected: list[tuple[str, str]]) -> None:
    links = mentions_in(f"---\ntitle: Ferry\n---\n\n{body}\n", "a.mdx")
    assert [(link.url, link.kind) for link in links] == expected


def test_an_article_without_front_matter() -> None:
    (link,) = mentions_in("Ferry\n\n[a](https://a.com/)\n", "a.txt")
    assert link.where[:2] == (3, 5)


@given(st.text("[]()<>!`\\\"'= \nahrefsc:/.-&;#", max_size=200))
def test_any_body_is_searched(body: str) -> None:
    text = f"---\ntitle: Ferry\n---\n//{body}"
    for path in ("a.md", "a.mdx", "a.html"):
        for link in mentions_in(text, path):
            assert 0 <= int(link.where[4]) <= int(link.where[5]) <= len(text)


HOSTILE = ["<a ", '<a "', "<a href=", "<!--", "[a](//b ", "![", "[a](<", "<a b='", "[a]: //b\n"]
HOSTILE += ["[a](//b\\)c) ", "[a](//b&amp;c) ", "https://a.b/(", "https://a.b/&amp; ", "`//`"]
HOSTILE += [
    "<A {",
    "<A {\"'",
    "<A {}",
    "<A {/*",
    "{/*",
    "<A a={`",
    "https://a.b/{{",
    "https://a.b/*",
]
HOSTILE += [
    "https://a.b/%s:x",
    "https://a.b/&",
    "https://a.b/=:",
    "_https://a.b/_",
    "https://a.b/[x",
]
HOSTILE += ["<img srcset='//a,'>", "<img srcset='" + "," * 3900 + "'>", "http://a.", "<a>", "</a> "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_bodies_are_searched_in_linear_time(piece: str) -> None:
    text = f"---\ntitle: Ferry\n---\n//{piece * 40_000}"
    for path in ("a.md", "a.mdx", "a.html", "a.txt"):
        mentions_in(text, path)
