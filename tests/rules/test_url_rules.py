"""Addresses, held against the fields around them."""

from typing import Any

import pytest

from newslint.pipeline.run import lint
from newslint.settings import Config, Urls


def messages_for(rule: str, **fields: Any) -> list[str]:
    """The fields that one rule reports in an article with these ``fields``."""
    import json

    source = json.dumps(fields).encode()
    report = lint([], Config(online=False, select=(rule,)), sources={"a.json": source})
    assert {finding.rule for finding in report.findings} <= {rule}
    return [str(finding.field) for finding in report.findings]


class TestProviderMismatch:
    @pytest.mark.parametrize(
        ("url", "domain"),
        [
            ("https://harbour-echo.com/a", "harbour-echo.com"),
            ("https://www.harbour-echo.com/a", "harbour-echo.com"),
            ("https://harbour-echo.com/a", "www.harbour-echo.com"),
            ("https://sport.harbour-echo.com:443/a", "news.harbour-echo.com"),
            ("https://HARBOUR-echo.com./a", "Harbour-Echo.com"),
            ("https://harbour-echo.com/a", "https://harbour-echo.com/"),
            ("https://echo.co.uk/a", "echo.com"),
            ("https://my-echo.com/a", "echo.com"),
            ("https://echo-com.cdn.ampproject.org/c/s/echo.com/a", "echo.com"),
            ("https://www.google.com/amp/s/www.echo.com/a", "echo.com"),
            ("https://web.archive.org/web/2020/https://echo.com/a", "echo.com"),
            # nothing to compare with
            ("https://portal.news/a", "Harbour Echo"),
            ("https://portal.news/a", ""),
            ("/a", "echo.com"),
            ("mailto:desk@portal.news", "echo.com"),
            ("https://portal.news/a", "10.0.0.1"),
        ],
    )
    def test_they_belong_together(self, url: str, domain: str) -> None:
        assert messages_for("provider-mismatch", webUrl=url, provider={"domain": domain}) == []

    @pytest.mark.parametrize(
        ("url", "domain"),
        [
            ("https://portal.news/a", "harbour-echo.com"),
            ("https://www.portal.news/a?from=echo", "echo.com"),
            ("https://a.github.io/a", "b.github.io"),  # two owners under one suffix
            ("https://law.com/a", "law360.com"),
            ("https://harbour-echo.com.portal.news/a", "harbour-echo.com"),
        ],
    )
    def test_they_do_not(self, url: str, domain: str) -> None:
        fields = {"webUrl": url, "provider": {"domain": domain}}
        assert messages_for("provider-mismatch", **fields) == ["/webUrl"]
        assert messages_for("provider-mismatch", related=[fields]) == ["/related/0/webUrl"]
        there = {**fields, "originalUrl": f"https://www.{domain}/a"}
        assert messages_for("provider-mismatch", **there) == ["/webUrl"]
        elsewhere = {**fields, "originalUrl": "https://pier.org/a"}
        assert messages_for("provider-mismatch", **elsewhere) == []


class TestUnsafeUrl:
    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/", "http://localhost:8080/", "http://2130706433/", "http://[::1]/",
            "http://169.254.169.254/latest/meta-data", "http://router.local/", "file:///etc/passwd",
            "javascript:alert(1)", "https://user:secret@harbour-echo.com/",
            "https://harbour-echo.com\\@10.0.0.1/", "https://localhost", "ftp://harbour-echo.com/",
        ],
    )  # fmt: skip
    def test_unsafe(self, url: str) -> None:
        assert messages_for("unsafe-url", webUrl=url) == ["/webUrl"]
        assert messages_for("unsafe-url", images=[{"url": url}]) == ["/images/0/url"]
        assert messages_for("unsafe-url", images=[url]) == ["/images/0"]

    @pytest.mark.parametrize(
        "url",
        [
            "https://harbour-echo.com", "https://harbour-echo.com?next=http://10.0.0.1/",
            "https://ferry.example/a b", "/images/pier.jpg", "pier.jpg", "", "https://bücher.de/1",
        ],
    )  # fmt: skip
    def test_harmless(self, url: str) -> None:
        assert messages_for("unsafe-url", webUrl=url, images=[{"url": url}]) == []

    def test_pictures_that_are_written_out(self) -> None:
        assert messages_for("unsafe-url", images=[{"url": "data:image/png;base64,AA=="}]) == []
        assert messages_for("unsafe-url", webUrl="data:text/html,x") == ["/webUrl"]

    def test_what_the_configuration_opens(self) -> None:
        config = Config(
            online=False, select=("unsafe-url",), urls=Urls(allow_private=("127.0.0.1:8123",))
        )
        source = b"webUrl: http://127.0.0.1:8123/a\nampWebUrl: http://127.0.0.1:8124/a\n"
        report = lint([], config, sources={"a.yaml": source})
        assert [finding.field for finding in report.findings] == ["/ampWebUrl"]


class TestInsecureUrl:
    @pytest.mark.parametrize(
        "url",
        ["https://a.com/", "http://10.0.0.1/", "http://8.8.8.8/", "http://localhost/", "/a",
         "https://a.com/?u=http://b.com/", "http:/a"],
    )  # fmt: skip
    def test_silent(self, url: str) -> None:
        assert messages_for("insecure-url", webUrl=url) == []

    def test_every_field(self) -> None:
        url = "http://harbour-echo.com/a"
        fields = {
            "webUrl": url, "originalUrl": url, "ampWebUrl": url, "cdnAmpWebUrl": url,
            "images": [{"url": url}, url], "provider": {"images": [{"url": url}]},
        }  # fmt: skip
        expected = {
            "/webUrl", "/originalUrl", "/ampWebUrl", "/cdnAmpWebUrl", "/images/0/url", "/images/1",
            "/provider/images/0/url",
        }  # fmt: skip
        assert set(messages_for("insecure-url", **fields)) == expected
        inner = {f"/related/0{field}" for field in expected}
        assert set(messages_for("insecure-url", related=[fields])) == inner


@pytest.mark.parametrize(
    "fields",
    [
        {"webUrl": 7, "images": 3, "provider": "Echo", "related": "none"},
        {"webUrl": None, "images": [None, 3, {"url": []}], "provider": {"images": {}, "domain": 3}},
        {"webUrl": ["https://a.com/"], "related": [None, [], {"related": [3]}]},
        {"ampWebUrl": "::::", "cdnAmpWebUrl": "https://", "provider": {"domain": "::"}},
        {"webUrl": "http://[::1", "ampWebUrl": "http://[", "cdnAmpWebUrl": "https://[/c/s/"},
        {"title": 3, "excerpt": [], "publishedDateTime": 2020, "updatedDateTime": None},
    ],
)
def test_fields_of_any_shape_break_nothing(fields: dict[str, Any]) -> None:
    import json

    for family in ("file", "urls", "text", "dates"):
        config = Config(online=False, select=(family,))
        report = lint([], config, sources={"2020-01-01-a.json": json.dumps(fields).encode()})
        assert "internal-error" not in {finding.rule for finding in report.findings}
