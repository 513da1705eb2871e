"""From the articles of a collection to findings: requests, cached verdicts, counts, messages."""

import json
import os
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from newslint.errors import ConfigError
from newslint.pipeline import run
from newslint.report import Report, Style
from newslint.report.text import summary
from newslint.rule import Corpus
from newslint.settings import Config, Urls
from newslint.web import judge as judging
from newslint.web.judge import Verdicts, judge_in
from newslint.web.mentions import Facts
from newslint.web.prober import Resolver
from newslint.web.setup import World, manners_of
from newslint.web.verdict import UrlCounts
from tests.web.server import Server
from tests.web.world import knows


class Desk:
    """Lints texts online, with its own URL cache."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cache = str(folder / "cache")
        self._monkeypatch = monkeypatch

    def lint(
        self,
        *texts: str,
        resolver: Resolver | None = None,
        changes: Mapping[str, Any] | None = None,
        **urls: Any,
    ) -> Report:
        world = World(resolver or knows())

        def bent(corpus: Corpus[Facts]) -> Verdicts:
            return judge_in(world, corpus)

        self._monkeypatch.setattr(judging, "judge", bent)
        options = {"retries": 0, **urls}
        config = Config(cache_dir=self.cache, select=("urls",), urls=Urls(**options))
        sources = {f"{chr(97 + i)}.md": text.encode() for i, text in enumerate(texts)}
        return run.lint([], config._replace(**(changes or {})), sources=sources)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def article(*links: str, **fields: str) -> str:
    lines = [f"{key}: {value}" for key, value in fields.items()]
    body = [f"A [link]({link})." for link in links]
    return "\n".join(["---", "title: Ferry", *lines, "---", *body, ""])


def findings_in(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in report.findings]


def test_each_url_is_requested_once_and_reported_everywhere(desk: Desk, other: Server) -> None:
    dead = other.url("/status/410")
    report = desk.lint(
        article(f"{dead}#one", f"{dead}#two", webUrl=dead),
        article(dead.upper().replace("/STATUS", "/status")),
        allow_private=(other.host_port,),
    )
    assert findings_in(report) == [("dead-url", "a.md")] * 3 + [("dead-url", "b.md")]
    assert other.asked("/status/410") == ["GET"]
    assert report.urls == UrlCounts(distinct=1, dead=1)


def test_excluded_urls_are_not_requested_after_a_redirect(desk: Desk, other: Server) -> None:
    report = desk.lint(
        article(other.url("/redirect/302?to=/ok/excluded"), other.url("/redirect/302?to=/ok/1")),
        allow_private=(other.host_port,),
        exclude=(other.url("/ok/excluded"),),
    )
    assert findings_in(report) == [("unverified-url", "a.md")]
    assert report.urls == UrlCounts(distinct=2, alive=1, unverified=1)
    assert not other.asked("/ok/excluded")


def test_headers_are_named_by_hosts_not_by_urls() -> None:
    urls = Urls(headers={"http://site.com": {"x": "y"}})
    with pytest.raises(ConfigError, match=r"urls\.headers: 'http://site\.com': it is a URL"):
        manners_of(urls)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("text/html/page", "it is a web page, not an image"),
        ("text/plain/text", "it is text, not an image"),
        ("application/pdf/pdf", "it is a PDF file, not an image"),
    ],
)
def test_an_image_that_is_none(desk: Desk, server: Server, what: str, reason: str) -> None:
    """Dead as an image, alive as a linked page."""
    url = server.url(f"/as/{what}")
    report = desk.lint(article(url) + f"![]({url})\n", allow_private=(server.host_port,))
    (finding,) = report.findings
    assert finding.line == 5
    assert reason in finding.message
    assert report.urls == UrlCounts(distinct=1, dead=1)


def test_counts(desk: Desk, server: Server) -> None:
    report = desk.lint(
        article(
            server.url("/ok/1"),
            server.url("/status/404"),
            server.url("/redirect/301?to=/ok/2"),
            server.url("/status/403"),
            "http://10.0.0.1/",
            "https://news.example/",
            server.url("/excluded"),
        ),
        allow_private=(server.host_port,),
        exclude=("*/excluded",),
    )
    assert report.urls == UrlCounts(distinct=7, alive=1, dead=1, moved=1, unverified=1, unchecked=3)
    assert report.notices == ()


def test_only_live_urls_are_remembered(desk: Desk, other: Server) -> None:
    text = article(other.url("/ok/1"), other.url("/status/410"), other.url("/status/403"))
    first = desk.lint(text, allow_private=(other.host_port,))
    second = desk.lint(text, allow_private=(other.host_port,))
    assert first.findings == second.findings
    assert first.urls == second.urls
    assert len(other.asked("/ok/1")) == 1
    assert len(other.asked("/status/410")) == 2
    assert len(other.asked("/status/403")) == 4, "with a range and without, in each run"


def test_nothing_is_remembered_for_no_time_or_without_a_cache(desk: Desk, other: Server) -> None:
    text = article(other.url("/ok/1"))
    for _ in range(2):
        desk.lint(text, allow_private=(other.host_port,), remember=0.0)
    assert other.asked("/ok/1") == ["GET", "GET"]
    desk.lint(text, allow_private=(other.host_port,), changes={"use_cache": False})
    assert other.asked("/ok/1") == ["GET", "GET", "GET"]


def test_a_page_that_was_alive_is_read_again(desk: Desk, other: Server) -> None:
    """It may say by now that it is gone, with status 200."""
    text = article(other.url("/becomes-soft-404"))
    options: dict[str, Any] = {"allow_private": (other.host_port,), "remember": 0.0}
    assert desk.lint(text, **options).urls.alive == 1
    assert desk.lint(text, **options).urls.dead == 1


def test_unverified_becomes_dead(desk: Desk, other: Server) -> None:
    with Server() as gone:
        silent = gone.host_port
    options: dict[str, Any] = {
        "allow_private": (other.host_port, silent),
        "dead_after_runs": 3,
        "dead_after_days": 0.0,
    }
    text = article(f"http://{silent}/a", other.url("/status/503"))
    runs = [desk.lint(text, **options) for _ in range(4)]
    assert [report.urls.dead for report in runs] == [0, 0, 1, 1]
    assert [report.urls.unverified for report in runs] == [2, 2, 1, 1]
    assert "failing since" in runs[2].findings[0].message
    assert runs[2].findings == runs[3].findings


def test_an_image_must_be_one_but_a_page_need_not(desk: Desk, server: Server) -> None:
    page = server.url("/image-is-page")
    text = f"---\nwebUrl: {page}\nimages:\n  - url: {page}\n---\n"
    report = desk.lint(text, allow_private=(server.host_port,))
    assert [(f.rule, f.field) for f in report.findings] == [("dead-url", "/images/0/url")]
    assert "not an image" in report.findings[0].message


SIZES = [
    (100, 50, False),
    (50, 25, False),
    (200, 100, False),
    (33, 17, False),
    (50, 100, True),
    (100, 60, True),
    (100, 100, True),
    (50, 27, True),
]


@pytest.mark.parametrize(("width", "height", "wrong"), SIZES)
def test_image_mismatch(desk: Desk, server: Server, width: int, height: int, wrong: bool) -> None:
    text = (
        f"---\nimages:\n  - url: {server.url('/image/100x50')}\n"
        f"    width: {width}\n    height: {height}\n---\n"
    )
    report = desk.lint(text, allow_private=(server.host_port,))
    assert [finding.rule for finding in report.findings] == ["image-mismatch"] * wrong


def test_no_network_is_one_notice_and_no_finding(desk: Desk) -> None:
    import socket

    again = socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
    report = desk.lint(
        article("https://a.com/1", "https://a.com/2", "https://b.com/"),
        resolver=knows(a_com=again, b_com=again, example_com=again),
    )
    assert report.findings == ()
    assert report.urls == UrlCounts(distinct=3, unchecked=3)
    assert report.notices == ("the network is unreachable: 3 URLs on 2 hosts were not checked",)


@pytest.mark.parametrize(("path", "status"), [("/ok", 130), ("/status/410", 1)])
def test_an_interrupt_reports_what_is_known(
    desk: Desk, server: Server, path: str, status: int
) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()
    report = desk.lint(
        article(server.url(path), server.url("/hangs")), allow_private=(server.host_port,)
    )
    signal.signal(signal.SIGINT, before)
    assert report.notices == ("interrupted: 1 URL on 1 host was not checked",)
    assert summary(report, Style()).endswith("1 unchecked; the run was interrupted")
    assert report.urls.unchecked == 1
    assert report.exit_status == status


def test_a_local_server_is_no_proof_of_a_network(desk: Desk, server: Server) -> None:
    import socket

    again = socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
    report = desk.lint(
        article(server.url("/ok/1"), "https://a.com/1"),
        allow_private=(server.host_port,),
        resolver=knows(a_com=again),
    )
    assert report.findings == ()
    assert report.urls == UrlCounts(distinct=2, alive=1, unchecked=1)


def test_names_that_do_not_exist_are_dead_if_names_can_be_looked_up(desk: Desk) -> None:
    text = article("https://gone.site.com/")
    assert findings_in(desk.lint(text, resolver=knows(example_com="9.9.9.9"))) == [
        ("dead-url", "a.md")
    ]
    report = desk.lint(text, resolver=knows())
    assert report.findings == ()
    assert report.urls.unchecked == 1


def test_a_failed_network_leaves_no_trace_in_the_memory(desk: Desk) -> None:
    text = article("https://gone.site.com/")
    for _ in range(3):
        desk.lint(text, resolver=knows(), dead_after_runs=1, dead_after_days=0.0)
    from newslint.web.memory import FILE_NAME, Memory

    memory = Memory(f"{desk.cache}/{FILE_NAME}")
    assert memory.everything() == {}
    memory.close()


def test_alternatives_of_a_dead_url(desk: Desk, server: Server) -> None:
    text = article(
        webUrl=server.url("/status/404"),
        originalUrl=server.url("/status/410"),
        ampWebUrl=server.url("/ok/amp"),
    )
    report = desk.lint(text, allow_private=(server.host_port,))
    edits = {
        finding.field: [(edit.text, edit.safe) for edit in finding.edits]
        for finding in report.findings
        if finding.rule == "dead-url"
    }
    living = (server.url("/ok/amp"), False)
    assert edits == {"/webUrl": [living], "/originalUrl": [living]}


def test_archived_copies(desk: Desk, server: Server, other: Server) -> None:
    """Against a fake of the availability API, which is not used unless configured."""
    text = article(server.url("/status/404"), server.url("/nothing"), server.url("/ok/1"))
    options: dict[str, Any] = {
        "allow_private": (server.host_port, other.host_port),
        "archive_url": other.url("/wayback/available"),
    }
    desk.lint(text, **options)
    assert other.log == []
    report = desk.lint(text, archive=True, **options)
    first, second = report.findings
    copy = f"https://web.archive.org/web/20200101000000/{server.url('/status/404')}"
    assert [(edit.text, edit.safe) for edit in first.edits] == [(copy, False)]
    assert "archived copy" in first.message
    assert second.edits == ()
    assert len(other.log) == 2


WAYBACK = "https://web.archive.org/web/2020/https://a.com/"
COPIES = {
    WAYBACK: WAYBACK,
    WAYBACK.replace("https:", "http:", 1): WAYBACK,
    "http://web.archive.org:80/web/2020/https://a.com/": WAYBACK,
    "http://archive.test:8000/web/2020/x": "http://archive.test:8000/web/2020/x",
    "http://archive.test/web/2020/x": "",
    "https://evil.com/web/2020/https://a.com/": "",
    "https://web.archive.org.evil.com/web/2020/x": "",
    "https://evil.com/?https://web.archive.org/web/2020/x": "",
    "https://web.archive.org@evil.com/web/2020/x": "",
    "https://evil.com\\@web.archive.org/web/2020/x": "",
    "https://web.archive.org:8443/web/2020/x": "",
    "https://web.archive.org/save/x": "",
    "https://evil.archive.org/web/2020/x": "",
    "javascript://web.archive.org/web/2020/x": "",
}


@pytest.mark.parametrize(("url", "expected"), COPIES.items())
def test_a_copy_is_at_the_archive_itself(url: str, expected: str) -> None:
    from newslint.web.archive import snapshot
    from newslint.web.guard import split

    closest = {"available": True, "status": "200", "url": url}
    body = json.dumps({"archived_snapshots": {"closest": closest}}).encode()
    assert snapshot(body, split("http://archive.test:8000/available")) == expected


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"archived_snapshots": {"closest": []}}'])
def test_an_odd_answer_of_the_archive_is_no_copy(body: bytes) -> None:
    from newslint.web.archive import snapshot
    from newslint.web.guard import split

    assert snapshot(body, split("http://archive.test/")) == ""


@pytest.mark.parametrize("path", ["/reset", "/status/500", "/endless-body", "/hangs"])
def test_a_broken_archive_is_a_notice(
    desk: Desk, server: Server, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newslint.web import archive

    monkeypatch.setattr(archive, "_TIMEOUT", 0.3 if path == "/hangs" else 10.0)
    report = desk.lint(
        article(server.url("/status/404")),
        allow_private=(server.host_port,),
        archive=True,
        archive_url=server.url(path),
    )
    assert findings_in(report) == [("dead-url", "a.md")]
    assert report.findings[0].edits == ()
    assert len(report.notices) == (path != "/endless-body")


def test_edits_of_moved_urls(desk: Desk, server: Server) -> None:
    old, new = server.url("/redirect/301?to=/ok/b"), server.url("/ok/b")
    text = article(f"{old}#here", webUrl=old)
    report = desk.lint(text, allow_private=(server.host_port,))
    assert [[(e.text, e.safe) for e in f.edits] for f in report.findings] == [
        [(new, True)],
        [(f"{new}#here", True)],
    ]
    body = report.findings[1].edits[0]
    assert text[body.start : body.end] == f"{old}#here"


def test_a_move_to_another_host_is_an_unsafe_fix(desk: Desk, server: Server, other: Server) -> None:
    old = server.url(f"/redirect/301?to={other.url('/ok/b')}")
    report = desk.lint(article(old), allow_private=(server.host_port, other.host_port))
    assert [edit.safe for edit in report.findings[0].edits] == [False]


INCLUDED = [
    ({"exclude": ("127.0.0.1",)}, 0),
    ({"exclude": ("http://127.0.0.1*",)}, 0),
    ({"exclude": ("0.0.1",)}, 0),
    ({"exclude": ("127.0.0.1:PORT",)}, 0),
    ({"exclude": ("127.0.0.1:80",)}, 1),
    ({"exclude": ("127.0.0.2", "https://*")}, 1),
    ({"include": ("127.0.0.1",)}, 1),
    ({"include": ("*/ok/*",)}, 1),
    ({"include": ("site.com",)}, 0),
    ({"include": ("127.0.0.1",), "exclude": ("*/ok/1",)}, 0),
]


@pytest.mark.parametrize(("options", "asked"), INCLUDED)
def test_include_and_exclude(
    desk: Desk, other: Server, options: dict[str, Any], asked: int
) -> None:
    options = {
        way: tuple(pattern.replace("PORT", str(other.port)) for pattern in patterns)
        for way, patterns in options.items()
    }
    report = desk.lint(article(other.url("/ok/1")), allow_private=(other.host_port,), **options)
    assert len(other.log) == asked
    assert report.urls.unchecked == 1 - asked


def test_recorded_verdicts_ask_nothing(desk: Desk, other: Server, tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    known, unknown = other.url("/ok/known"), other.url("/ok/unknown")
    file.write_text(
        '{"newslint": "urls", "version": 1}\n'
        f'{{"url": "{known}", "verdict": "dead", "reason": "410, gone"}}\n'
    )
    for online in (True, False):
        report = desk.lint(
            article(known, unknown),
            allow_private=(other.host_port,),
            changes={"urls_from": str(file), "online": online},
        )
        assert findings_in(report) == [("dead-url", "a.md")]
        assert report.urls == UrlCounts(distinct=2, dead=1, unchecked=1)
        assert report.notices == (f"1 URL is not in {file}, so not checked: {unknown}",)
    assert other.log == []


def test_a_notice_names_a_few_of_many_unknown_urls(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text('{"newslint": "urls", "version": 1}\n')
    text = article(*(f"https://a.com/{number}" for number in range(9)))
    (notice,) = desk.lint(text, changes={"urls_from": str(file)}).notices
    assert notice == (
        f"9 URLs are not in {file}, so not checked: https://a.com/0, https://a.com/1, "
        "https://a.com/2, https://a.com/3, https://a.com/4 and 4 more; newslint urls --urls-from "
        "lists them"
    )


def test_a_broken_record_ends_the_run(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text("nonsense\n")
    with pytest.raises(ConfigError, match=r"urls\.jsonl:1: "):
        desk.lint(article("https://a.com/"), changes={"urls_from": str(file)})


def test_offline_makes_no_requests(desk: Desk, other: Server) -> None:
    report = desk.lint(
        article(other.url("/status/404")),
        allow_private=(other.host_port,),
        changes={"online": False},
    )
    assert report.findings == ()
    assert other.log == []


def test_urls_of_articles_that_are_not_reported_are_not_requested(
    desk: Desk, other: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "z.md").write_text(article(other.url("/status/404")))
    desk.lint(
        article(other.url("/ok/1")),
        allow_private=(other.host_port,),
        changes={"roots": ("old",)},
    )
    assert [request.path for request in other.log] == ["/ok/1"]
