"""The verdict on every kind of response, from a real server, with both clients."""

from collections.abc import Mapping

import pytest

from newslint.settings import Urls
from newslint.web.inquiry import Manners, Question
from newslint.web.verdict import Kind, Verdict
from tests.web.server import Server
from tests.web.world import probe

ALIVE, MOVED, DEAD = Kind.ALIVE, Kind.MOVED, Kind.DEAD
UNVERIFIED = Kind.UNVERIFIED

PAGES: dict[str, tuple[Kind, str]] = {
    "/ok/story": (ALIVE, ""),
    "/status/410/../../ok/./story": (ALIVE, ""),
    "/../ok/%2E%2e/status/404": (DEAD, "404"),
    "/status/204": (ALIVE, ""),
    "/status/404": (DEAD, "404"),
    "/status/410": (DEAD, "410"),
    "/status/400": (UNVERIFIED, "400"),
    "/status/401": (UNVERIFIED, "401"),
    "/status/402": (UNVERIFIED, "402"),
    "/status/403": (UNVERIFIED, "403"),
    "/status/405": (UNVERIFIED, "405"),
    "/status/406": (UNVERIFIED, "406"),
    "/status/418": (UNVERIFIED, "418"),
    "/status/429": (UNVERIFIED, "429"),
    "/status/451": (UNVERIFIED, "451"),
    "/status/500": (UNVERIFIED, "500"),
    "/status/502": (UNVERIFIED, "502"),
    "/status/503": (UNVERIFIED, "503"),
    "/status/504": (UNVERIFIED, "504"),
    "/status/520": (UNVERIFIED, "520"),
    "/status/999": (UNVERIFIED, "999"),
    "/status/202": (UNVERIFIED, "automated clients"),
    "/status/300": (UNVERIFIED, "300"),
    "/status/304": (UNVERIFIED, "304"),
    "/redirect/301?to=/ok/b": (MOVED, ""),
    "/redirect/308?to=/ok/b": (MOVED, ""),
    "/redirect/302?to=/ok/b": (ALIVE, ""),
    "/redirect/303?to=/ok/b": (ALIVE, ""),
    "/redirect/307?to=/ok/b": (ALIVE, ""),
    "/redirect/301?to=/redirect/302?to=/ok/b": (ALIVE, ""),
    "/redirect/302?to=/redirect/301?to=/ok/b": (ALIVE, ""),
    "/redirect/301?to=/status/404": (DEAD, "404"),
    "/redirect/301?to=/status/403": (UNVERIFIED, "403"),
    "/redirect/301?to=/ok/login": (UNVERIFIED, "sign-in"),
    "/redirect/301?to=/ok/users/sign_in": (UNVERIFIED, "sign-in"),
    "/redirect/301?to=/ok/wp-login.php": (UNVERIFIED, "sign-in"),
    "/redirect/301?to=/ok/auth/realms/x/protocol/openid-connect/auth": (UNVERIFIED, "sign-in"),
    "/redirect/301?to=/ok/search?q=story": (UNVERIFIED, "search page"),
    "/redirect/301?to=/ok/b;jsessionid=1A2B": (ALIVE, ""),
    "/redirect/301?to=/ok/b%3Fsid=1A2B": (ALIVE, ""),
    "/redirect/301?to=/": (UNVERIFIED, "front page"),
    "/redirect/301?to=ftp://site.com/": (UNVERIFIED, "ftp"),
    "/redirect/301?to=http://[bad/": (UNVERIFIED, "redirects"),
    "/redirect/301?to=file:///etc/passwd": (UNVERIFIED, "file"),
    "/chain/3": (MOVED, ""),
    "/chain/10": (MOVED, ""),
    "/chain/11": (UNVERIFIED, "more than 10"),
    "/circle/a": (UNVERIFIED, "loop"),
    "/self": (UNVERIFIED, "loop"),
    "/no-location": (UNVERIFIED, "301"),
    "/cookie/x": (ALIVE, ""),
    "/page/windows-1251": (DEAD, "not found"),
    "/page/brotli": (DEAD, "not found"),
    "/page/brotli-bomb": (ALIVE, ""),
    "/page/brotli-cut": (DEAD, "not found"),
    "/page/zstandard": (DEAD, "not found"),
    "/page/zstandard-bomb": (ALIVE, ""),
    "/page/zstandard-broken": (ALIVE, ""),
    "/page/both": (DEAD, "not found"),
    "/page/suspended": (DEAD, "suspended"),
    "/page/welcome": (DEAD, "welcome page"),
    "/page/for-sale": (DEAD, "for sale"),
    "/page/status-in-heading": (DEAD, "not found"),
    "/page/apology": (UNVERIFIED, "an error"),
    "/page/captcha": (UNVERIFIED, "automated clients"),
    "/page/blank": (UNVERIFIED, "empty"),
    "/page/application": (ALIVE, ""),
    "/page/leads-at-once": (MOVED, ""),
    "/page/leads-soon": (ALIVE, ""),
    "/page/leads-nowhere": (DEAD, "404"),
    "/page/leads-to-itself": (ALIVE, ""),
    "/page/reloads": (ALIVE, ""),
    "/page/sign-in": (ALIVE, ""),
    "/page/empty": (UNVERIFIED, "empty"),
    "/redirect/302?to=/page/sign-in": (UNVERIFIED, "sign-in"),
    "/redirect/301?to=/cgi-sys/suspendedpage.cgi": (DEAD, ""),
    "/denies-ranges": (ALIVE, ""),
    "/soft-404": (DEAD, "not found"),
    "/about-404": (ALIVE, ""),
    "/wall": (UNVERIFIED, "automated clients"),
    "/flaky/503/a": (ALIVE, ""),
    "/flaky/500/a": (ALIVE, ""),
    "/flaky/404/a": (ALIVE, ""),
    "/reset-once/a": (ALIVE, ""),
    "/retry-after/0": (ALIVE, ""),
    "/retry-after/1": (ALIVE, ""),
    "/retry-after/3600": (UNVERIFIED, "429"),
    "/retry-after/nonsense": (ALIVE, ""),
    "/reset": (UNVERIFIED, "closes"),
    "/hangs": (UNVERIFIED, "in time"),
    "/slow": (ALIVE, ""),
    "/slow-body": (ALIVE, ""),
    "/endless-body": (ALIVE, ""),
    "/endless-headers": (UNVERIFIED, "too large"),
    "/huge-header": (UNVERIFIED, "too large"),
    "/header-drip": (UNVERIFIED, "in time"),
    "/continue": (ALIVE, ""),
    "/gzip": (DEAD, "not found"),
    "/gzip-bomb": (ALIVE, ""),
    "/broken-gzip": (ALIVE, ""),
    "/broken-chunks": (ALIVE, ""),
    "/short": (ALIVE, ""),
    "/nonsense": (UNVERIFIED, "not valid HTTP"),
    "/http-0.9": (UNVERIFIED, "not valid HTTP"),
    "/closes": (ALIVE, ""),
    "/no-range": (ALIVE, ""),
    "/range": (ALIVE, ""),
    "/secret": (UNVERIFIED, "401"),
    "/echo/ü%20 ?q=ä b&c=%2F": (ALIVE, ""),
    "/nothing-here": (DEAD, "404"),
    "/continue-flood": (UNVERIFIED, "its "),
    "/raw/http-1.0": (ALIVE, ""),
    "/raw/http-1.0-gone": (DEAD, "410"),
    "/raw/no-reason": (UNVERIFIED, "empty page"),
    "/raw/status-2x0": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-000": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-4040": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-2000": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-20000": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-99": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-099": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-plus": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-2_0": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-404x": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-404.1": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-alone": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-none": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-late": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-minus": (UNVERIFIED, "not valid HTTP"),
    "/raw/status-150": (UNVERIFIED, "empty page"),
    "/raw/line-feeds": (ALIVE, ""),
    "/raw/nothing": (UNVERIFIED, "closes"),
    "/raw/folded": (ALIVE, ""),
    "/raw/large-header": (ALIVE, ""),
    "/raw/two-lengths": (UNVERIFIED, "not valid HTTP"),
    "/raw/endless-length": (ALIVE, ""),
    "/raw/chunk-extension": (ALIVE, ""),
    "/raw/small-chunks": (ALIVE, ""),
    "/raw/gone-in-broken-chunks": (DEAD, "410"),
    "/raw/deflate": (DEAD, "not found"),
    "/raw/bare-deflate": (DEAD, "not found"),
    "/raw/deflate-bomb": (ALIVE, ""),
    "/raw/brotli": (ALIVE, ""),
    "/raw/twice-gzip": (ALIVE, ""),
    "/raw/to-nothing": (UNVERIFIED, "loop"),
    "/raw/to-relative": (MOVED, ""),
    "/raw/to-query": (UNVERIFIED, "loop"),
    "/raw/to-utf-8": (MOVED, ""),
    "/raw/to-latin-1": (MOVED, ""),
    "/raw/to-nul": (UNVERIFIED, ""),
    "/raw/to-fragment": (MOVED, ""),
    "/raw/to-mail": (UNVERIFIED, "mailto"),
    "/raw/to-credentials": (UNVERIFIED, "user name"),
    "/raw/to-large-port": (UNVERIFIED, "port"),
    "/raw/not-modified-to": (UNVERIFIED, "304"),
    "/raw/refresh": (MOVED, ""),
    "/raw/later-minus": (UNVERIFIED, "503"),
    "/raw/later-much": (UNVERIFIED, "503"),
    "/raw/later-past": (UNVERIFIED, "503"),
    "/raw/later-odd": (UNVERIFIED, "503"),
}

IMAGES: dict[str, tuple[Kind, str]] = {
    "/image/40x30": (ALIVE, "image"),
    "/svg": (ALIVE, "image"),
    "/bytes": (ALIVE, ""),
    "/image-mislabelled": (ALIVE, "image"),
    "/image-is-page": (ALIVE, "html"),
    "/as/text/plain/text": (ALIVE, "text"),
    "/as/application/json/text": (ALIVE, "text"),
    "/as/application/pdf/pdf": (ALIVE, "PDF"),
    "/as/application/octet-stream/text": (ALIVE, ""),
    "/as/text/plain/png": (ALIVE, "image"),
    "/as/text/xml/page": (ALIVE, ""),
    "/page/empty-image": (DEAD, ""),
    "/head/403": (ALIVE, "image"),
    "/head/405": (ALIVE, "image"),
    "/head/500": (ALIVE, "image"),
    "/head-404": (ALIVE, "image"),
    "/head-hangs": (ALIVE, "image"),
    "/head-resets": (ALIVE, "image"),
    "/status/404": (DEAD, ""),
    "/status/403": (UNVERIFIED, ""),
    "/redirect/301?to=/image/40x30": (MOVED, "image"),
}


TIMED = {"/hangs", "/slow-body", "/header-drip", "/head-hangs", "/continue-flood"}


@pytest.fixture(scope="module", params=["libcurl", "requests"])
def verdicts(request: pytest.FixtureRequest) -> Mapping[tuple[str, bool], Verdict]:
    """All verdicts of one client, by path and whether it should be an image."""
    with Server() as server:
        run = {"client": request.param, "allow": (server.host_port,)}
        found: dict[tuple[str, bool], Verdict] = {}
        for image, paths in ((False, PAGES), (True, IMAGES)):
            for timed in (True, False):
                # A short deadline only for what a deadline must end: a busy machine is slow.
                manners = Manners(Urls(timeout=4.0 if timed else 20.0), backoff=0.02)
                chosen = [path for path in paths if (path in TIMED) is timed]
                questions = (Question(server.url(p), page=not image, image=image) for p in chosen)
                verdicts = probe(*questions, manners=manners, **run)
                found |= {(path, image): verdicts[server.url(path)] for path in chosen}
        return found


@pytest.mark.parametrize("path", PAGES)
def test_pages(verdicts: Mapping[tuple[str, bool], Verdict], path: str) -> None:
    kind, reason = PAGES[path]
    verdict = verdicts[path, False]
    assert verdict.kind is kind, verdict
    assert reason in verdict.reason
    assert verdict.reason.isprintable()


@pytest.mark.parametrize("path", IMAGES)
def test_images(verdicts: Mapping[tuple[str, bool], Verdict], path: str) -> None:
    kind, media = IMAGES[path]
    verdict = verdicts[path, True]
    assert verdict.kind is kind, verdict
    assert verdict.media == media
