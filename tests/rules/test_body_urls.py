"""Web addresses in bodies: what is reported, and what fixes make of it."""

import pytest

from newslint.fixes.edits import apply_edits
from newslint.pipeline.run import lint
from newslint.settings import Config
from newslint.web.wrappers import unwrapped

HEAD = "---\ntitle: Ferry\n---\n"


def fixed(rule: str, body: str, name: str = "a.md") -> tuple[int, str]:
    """The number of findings of a rule, and the body after all their edits."""
    text = HEAD + body
    config = Config(online=False, select=(rule,))
    report = lint([], config, sources={name: text.encode()})
    edited = apply_edits(text, [finding.edits for finding in report.findings if finding.edits])
    return len(report.findings), edited.removeprefix(HEAD)


URL, SHORT = "https://echo.news/a?utm_source=x&id=1", "https://echo.news/a?id=1"
TRACKED = {
    f"[a]({URL})": f"[a]({SHORT})",
    f"<{URL}>": f"<{SHORT}>",
    f"[a][r]\n\n[r]: {URL} 't'": f"[a][r]\n\n[r]: {SHORT} 't'",
    f"Text {URL}.": f"Text {SHORT}.",
    '<a href="https://echo.news/a?id=1&amp;utm_source=x">a</a>': f'<a href="{SHORT}">a</a>',
    "<a href='https://echo.news/a?fbclid=x#b'>a</a>": "<a href='https://echo.news/a#b'>a</a>",
    "> - [a](<https://x.com/u/status/1?s=20>)": "> - [a](<https://x.com/u/status/1>)",
    "漢字 [é](https://echo.news/ö?gclid=1)": "漢字 [é](https://echo.news/ö)",
}
NOT_TRACKED = [
    f"`{URL}`", f"    {URL}", f"```\n{URL}\n```", f"<!-- {URL} -->", f"![a]({URL})",
    "[a](https://echo.news/a?s=20&ref=x)", "[a](/a?utm_source=x)",
    "[a](https://echo.news/{{ page }}?utm_source=x)",
]  # fmt: skip


@pytest.mark.parametrize("body", TRACKED)
def test_tracking_parameters(body: str) -> None:
    assert fixed("tracking-parameter", body) == (1, TRACKED[body])


@pytest.mark.parametrize("body", NOT_TRACKED)
def test_no_tracking_parameters(body: str) -> None:
    assert fixed("tracking-parameter", body) == (0, body)


INSECURE = {
    "![a](http://echo.news/a.jpg)": "![a](https://echo.news/a.jpg)",
    "![[a]](\n  <http://echo.news/a.jpg>)": "![[a]](\n  <https://echo.news/a.jpg>)",
    "![a][r]\n\n[r]: http://echo.news/a.jpg": "![a][r]\n\n[r]: https://echo.news/a.jpg",
    '<img src="http://echo.news/a.jpg">': '<img src="https://echo.news/a.jpg">',
    "<video poster = 'HTTP://echo.news/a.jpg'></video>": (
        "<video poster = 'https://echo.news/a.jpg'></video>"
    ),
    '<iframe src="http://echo.news/"></iframe>': '<iframe src="https://echo.news/"></iframe>',
    "![a](http://echo.news:8080/a.jpg)": "![a](http://echo.news:8080/a.jpg)",
}
NOT_INSECURE = [
    "[a](http://echo.news/)", "<a href='http://echo.news/'>a</a>", "[a][r]\n\n[r]: http://echo.news/",
    "![a](http://10.0.0.1/a.jpg)", "`![a](http://echo.news/a.jpg)`", "![a](https://echo.news/a.jpg)",
]  # fmt: skip


@pytest.mark.parametrize("body", INSECURE)
def test_insecure(body: str) -> None:
    assert fixed("insecure-url", body) == (1, INSECURE[body])


@pytest.mark.parametrize("body", NOT_INSECURE)
def test_not_insecure(body: str) -> None:
    assert fixed("insecure-url", body) == (0, body)


def test_the_tags_of_components() -> None:
    body = '<Card href="https://l.facebook.com/l.php?u=https%3A%2F%2Fecho.news%2Fa&h=AT" />\n'
    expected = '<Card href="https://echo.news/a" />\n'
    assert fixed("redirect-wrapper", body, "a.mdx") == (1, expected)


def test_a_target_that_would_need_escapes_is_not_written() -> None:
    body = "[a](https://l.facebook.com/l.php?u=https%3A%2F%2Fecho.news%2Fa%29b)"
    assert fixed("redirect-wrapper", body) == (1, body)


WRAPPERS = {
    "https://www.google.com/url?q=https://echo.news/a&sa=D": "https://echo.news/a",
    "https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fecho.news%2Fa%3Fb%3D1": (
        "https://echo.news/a?b=1"
    ),
    "https://google.de/url?q=http://echo.news": "http://echo.news",
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fecho.news%2F&data=05": (
        "https://echo.news/"
    ),
    "https://nam02.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fecho.news": (
        "https://echo.news"
    ),
    "https://www.youtube.com/redirect?event=d&q=https%3A%2F%2Fecho.news%2Fa": "https://echo.news/a",
    "https://href.li/?https://echo.news/a?b=1": "https://echo.news/a?b=1",
    "https://urldefense.com/v3/__https://echo.news/a__;!!Iz9xO38YGHZK!y$": "https://echo.news/a",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252F"
    "echo.news%252Fa": "https://echo.news/a",
}
NO_WRAPPERS = [
    "https://www.google.com/search?q=https://echo.news/", "https://www.google.com/url?q=ferry",
    "https://www.google.com/url?q=https://a.news&q=https://b.news", "https://google.com/url",
    "https://www.google.com/url?q=/search", "https://www.google.com/url?q=javascript:alert(1)//a.b",
    "https://l.facebook.com/", "https://example.com/url?q=https://echo.news/", "https://bit.ly/x",
    "https://urldefense.com/v3/__https://echo.news/*a__;JQ!!x$", "https://youtube.com/watch?q=https://a.b",
    "https://google.evil.com/url?q=https://a.news", "x" * 9_000, "",
]  # fmt: skip


@pytest.mark.parametrize("url", WRAPPERS)
def test_wrappers(url: str) -> None:
    assert unwrapped(url) == WRAPPERS[url]


@pytest.mark.parametrize("slashes", ["//", "&#47;&#47;", "&sol;/", "\\/\\/"])
def test_wrappers_in_bodies_however_written(slashes: str) -> None:
    body = f"[a](https:{slashes}l.facebook.com/l.php?u=https%3A%2F%2Fecho.news%2Fa)"
    assert fixed("redirect-wrapper", body)[0] == 1


@pytest.mark.parametrize("url", NO_WRAPPERS)
def test_no_wrappers(url: str) -> None:
    assert unwrapped(url) is None
