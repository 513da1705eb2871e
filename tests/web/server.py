"""A web server with every misbehaviour that newslint must cope with; on loopback, in a thread.

Each path is one behaviour: a coroutine that reads from and writes to the bare connection.
"""

import asyncio
import gzip
import json
import ssl
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

import brotli  # type: ignore[import-untyped]
import zstandard


def png(width: int, height: int) -> bytes:
    """A PNG file of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (width + 1) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def html(title: str, body: str = "<p>Text.</p>", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}".encode()


class Request(NamedTuple):
    """What was asked, and the connection to answer on."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    def send(
        self,
        status: int = 200,
        body: bytes = b"",
        media: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> None:
        """A well-formed answer; to a HEAD without its body."""
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
        if media:
            lines.append(f"Content-Type: {media}")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        self.writer.write(head if self.method == "HEAD" else head + body)

    def redirect(self, location: str, status: int = 301, **headers: str) -> None:
        self.send(status, b"", Location=location, **headers)


Behaviour = Callable[["Server", Request], Awaitable[None]]
BEHAVIOURS: dict[str, Behaviour] = {}


def at(path: str) -> Callable[[Behaviour], Behaviour]:
    """Make a coroutine the behaviour of a path (the first segment of what is asked)."""

    def register(behaviour: Behaviour) -> Behaviour:
        BEHAVIOURS[path] = behaviour
        return behaviour

    return register


class Server:
    """The server. Use as a context manager; `url` names its pages, `log` what was asked."""

    def __init__(
        self,
        context: ssl.SSLContext | None = None,
        address: str = "127.0.0.1",
        delay: float = 0,
        lost: "Behaviour | None" = None,
    ) -> None:
        """``delay`` is in seconds; ``lost`` answers what has no behaviour of its own."""
        self._lost = lost or not_there
        self.log: list[Request] = []
        self.counts: Counter[str] = Counter()
        self.connections = 0
        self.busy = 0
        self.most_busy = 0
        self._context = context
        self._address = address
        self._delay = delay
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "Server":
        self._thread.start()
        starting = asyncio.run_coroutine_threadsafe(self._start(), self._loop)
        self.port: int = starting.result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def host_port(self) -> str:
        return f"{self._address}:{self.port}"

    def url(self, path: str, host: str = "") -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://{host or self._address}:{self.port}{path}"

    def asked(self, path: str) -> list[str]:
        """The methods with which a path was asked, in order."""
        return [request.method for request in self.log if request.path == path]

    async def _start(self) -> int:
        self._server = await asyncio.start_server(
            self._accept, self._address, 0, ssl=self._context, backlog=1024
        )
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _stop(self) -> None:
        self._server.close()
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await asyncio.sleep(0.05)  # connections that were aborted are closed

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            while await self._serve(reader, writer):
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    def answered_on(self, writer: asyncio.StreamWriter) -> int:
        """How many requests came over a connection."""
        return sum(request.writer is writer for request in self.log)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head)
        }
        path, _, query = (
            target.partition("?") if target.startswith("/") else (f"/proxy/{target}", "", "")
        )
        pairs = {name: values[0] for name, values in parse_qs(query).items()}
        request = Request(method, unquote(path), pairs, headers, writer, reader)
        self.log.append(request)
        self.counts[path] += 1
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            if self._delay:
                await asyncio.sleep(self._delay)
            behaviour = BEHAVIOURS.get(path.split("/")[1], self._lost)
            await behaviour(self, request)
        finally:
            self.busy -= 1
        return not writer.is_closing()


async def not_there(server: Server, request: Request) -> None:
    request.send(404, html("No such page"))


async def to_front(server: Server, request: Request) -> None:
    request.redirect("/", 302)


async def forward(server: Server, request: Request) -> None:
    """What a proxy does: /proxy/URL to pass on, /proxy/HOST:PORT to connect to."""
    address = request.path.removeprefix("/proxy/").removeprefix("http://").partition("/")[0]
    host, _, port = address.partition(":")
    if host != "127.0.0.1":
        request.send(403, b"denied")
        return
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        if request.method == "CONNECT":
            request.writer.write(b"HTTP/1.1 200 Connection established\r\nX-Proxy: 1\r\n\r\n")
        else:
            path = request.path.partition(address)[2]
            head = f"{request.method} {path} HTTP/1.1\r\nHost: {address}\r\n\r\n"
            writer.write(head.encode())
        await asyncio.gather(
            _pipe(request.reader, writer), _pipe(reader, request.writer), return_exceptions=True
        )
    finally:
        writer.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65536):
        writer.write(piece)
        await writer.drain()
    writer.close()


@at("ok")
async def ok(server: Server, request: Request) -> None:
    request.send(200, html("A good story | Daily"))


@at("")
async def front(server: Server, request: Request) -> None:
    request.send(200, html("The Daily"))


@at("status")
async def status(server: Server, request: Request) -> None:
    """/status/CODE"""
    request.send(int(request.path.split("/")[2]), html("A page"))


@at("head")
async def head(server: Server, request: Request) -> None:
    """/head/CODE: refuses HEAD, likes GET."""
    code = int(request.path.split("/")[2]) if request.method == "HEAD" else 200
    request.send(code, png(4, 3), "image/png")


@at("head-hangs")
async def head_hangs(server: Server, request: Request) -> None:
    if request.method == "HEAD":
        await asyncio.sleep(30)
    request.send(200, png(4, 3), "image/png")


@at("head-resets")
async def head_resets(server: Server, request: Request) -> None:
    if request.method == "HEAD":
        request.writer.transport.abort()
    else:
        request.send(200, png(4, 3), "image/png")


@at("head-404")
async def head_404(server: Server, request: Request) -> None:
    request.send(404 if request.method == "HEAD" else 200, png(4, 3), "image/png")


@at("redirect")
async def redirect(server: Server, request: Request) -> None:
    """/redirect/CODE?to=URL"""
    request.redirect(request.query["to"], int(request.path.split("/")[2]))


@at("chain")
async def chain(server: Server, request: Request) -> None:
    """/chain/N: N redirects to a good page."""
    left = int(request.path.split("/")[2])
    request.redirect(f"/chain/{left - 1}" if left > 1 else "/ok/end")


@at("circle")
async def circle(server: Server, request: Request) -> None:
    request.redirect("/circle/b" if request.path == "/circle/a" else "/circle/a", 302)


@at("self")
async def to_itself(server: Server, request: Request) -> None:
    request.redirect(request.path)


@at("no-location")
async def no_location(server: Server, request: Request) -> None:
    request.send(301, b"")


@at("points-away")
async def points_away(server: Server, request: Request) -> None:
    """Everything that could lead to another place, but for a status that does."""
    to = request.query["to"]
    request.send(
        int(request.query["status"]),
        html("Away", head=f'<base href="{to}"><meta http-equiv="refresh" content="0;url={to}">'),
        Location=to,
        Content_Location=to,
        Refresh=f"0; url={to}",
        Link=f"<{to}>; rel=canonical",
        Alt_Svc=f'h2="{to.split("/")[2]}"',
    )


@at("cookie")
async def cookie(server: Server, request: Request) -> None:
    """Redirects to itself until the cookie comes back."""
    if "seen=1" in request.headers.get("cookie", ""):
        request.send(200, html("Behind the cookie"))
    else:
        request.redirect(request.path, 302, Set_Cookie="seen=1; Path=/; HttpOnly")


@at("sets")
async def sets(server: Server, request: Request) -> None:
    """/sets?cookie=NAME=VALUE: a cookie, and a redirect to /echo."""
    request.redirect("/echo", 302, Set_Cookie=request.query["cookie"])


@at("cookie-away")
async def cookie_away(server: Server, request: Request) -> None:
    """/cookie-away?to=URL: sets a cookie and sends away."""
    request.redirect(request.query["to"], 302, Set_Cookie="mine=1; Path=/; Domain=127.0.0.1")


@at("adds-query")
async def adds_query(server: Server, request: Request) -> None:
    if request.query:
        request.send(200, html("With a query"))
    else:
        request.redirect(f"{request.path}?session=1")


@at("wayback")
async def wayback(server: Server, request: Request) -> None:
    """Imitates https://archive.org/wayback/available: it has a copy of /status/404 alone."""
    url = request.query["url"]
    copy = {
        "available": True,
        "status": "200",
        "timestamp": "20200101000000",
        "url": f"http://web.archive.org/web/20200101000000/{url}",
    }
    found = {"closest": copy} if url.endswith("/status/404") else {}
    body = json.dumps({"url": url, "archived_snapshots": found}).encode()
    request.send(200, body, "application/json")


@at("lost")
async def lost(server: Server, request: Request) -> None:
    """A page that is gone, on a site that answers so with a redirect of its own."""
    request.redirect("/")


@at("soft-404")
async def soft_404(server: Server, request: Request) -> None:
    request.send(200, html("Page not found | The Daily", "<h1>Sorry, nothing here</h1>"))


@at("about-404")
async def about_404(server: Server, request: Request) -> None:
    request.send(200, html("404 Not Found: the story of an error page | The Daily"))


@at("wall")
async def wall(server: Server, request: Request) -> None:
    request.send(200, html("Just a moment..."))


@at("image")
async def image(server: Server, request: Request) -> None:
    """/image/WxH"""
    width, height = map(int, request.path.split("/")[2].split("x"))
    request.send(200, png(width, height), "image/png")


@at("image-is-page")
async def image_is_page(server: Server, request: Request) -> None:
    request.send(200, html("Our new site"))


@at("image-mislabelled")
async def image_mislabelled(server: Server, request: Request) -> None:
    request.send(200, png(4, 3), "text/html")


@at("bytes")
async def octets(server: Server, request: Request) -> None:
    request.send(200, b"\x00\x01\x02\x03 what is this", "application/octet-stream")


@at("svg")
async def svg(server: Server, request: Request) -> None:
    request.send(200, b'<svg xmlns="http://www.w3.org/2000/svg" width="9"/>', "image/svg+xml")


@at("flaky")
async def flaky(server: Server, request: Request) -> None:
    """/flaky/CODE/NAME: fails once."""
    first = server.counts[request.path] == 1
    request.send(int(request.path.split("/")[2]) if first else 200, html("At last"))


@at("becomes-soft-404")
async def becomes_soft_404(server: Server, request: Request) -> None:
    first = server.counts[request.path] == 1
    request.send(200, html("A story" if first else "Page not found"))


@at("reset-once")
async def reset_once(server: Server, request: Request) -> None:
    if server.counts[request.path] == 1:
        request.writer.transport.abort()
    else:
        request.send(200, html("At last"))


@at("retry-after")
async def retry_after(server: Server, request: Request) -> None:
    """/retry-after/SECONDS: 429 once, then fine."""
    if server.counts[request.path] == 1:
        request.send(429, b"", Retry_After=request.path.split("/")[2])
    else:
        request.send(200, html("Thank you for waiting"))


@at("reset")
async def reset(server: Server, request: Request) -> None:
    request.writer.transport.abort()


@at("hangs")
async def hangs(server: Server, request: Request) -> None:
    await asyncio.sleep(30)


@at("slow")
async def slow(server: Server, request: Request) -> None:
    await asyncio.sleep(0.3)
    request.send(200, html("Slow but good"))


@at("slow-body")
async def slow_body(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
    await asyncio.sleep(30)


async def _flood(request: Request, piece: bytes, pause: float = 0.0) -> None:
    for _ in range(200_000):
        request.writer.write(piece)
        await request.writer.drain()
        await asyncio.sleep(pause)


@at("endless-body")
async def endless_body(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Long</title>")
    await _flood(request, b"endless " * 1000)


@at("endless-headers")
async def endless_headers(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 200 OK\r\n")
    await _flood(request, b"X-More: and more\r\n" * 100)


@at("header-drip")
async def header_drip(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    await _flood(request, b"x", 0.02)


@at("huge-header")
async def huge_header(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 200 OK\r\nX-Huge: ")
    await _flood(request, b"x" * 10_000)


@at("continue-flood")
async def continue_flood(server: Server, request: Request) -> None:
    await _flood(request, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@at("continue")
async def continued(server: Server, request: Request) -> None:
    request.writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    request.send(200, html("After the hints"))


@at("gzip")
async def gzipped(server: Server, request: Request) -> None:
    body = gzip.compress(html("Page not found | The Daily"))
    request.send(200, body, Content_Encoding="gzip")


@cache
def _bomb() -> bytes:
    return gzip.compress(html("Boom", "x" * 50_000_000), 9)


@at("gzip-bomb")
async def gzip_bomb(server: Server, request: Request) -> None:
    request.send(200, _bomb(), Content_Encoding="gzip")


class Served(NamedTuple):
    """A page as it is sent."""

    body: bytes
    media: str = "text/html"
    encoding: str = ""


def refresh(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">'


_LOST_PAGE = html("Page not found | The Daily")
SERVED = {
    "windows-1251": Served(
        html("x").replace(b"x", "Ошибка 404".encode("cp1251")), "text/html; charset=windows-1251"
    ),
    "brotli": Served(brotli.compress(_LOST_PAGE), encoding="br"),
    "brotli-bomb": Served(brotli.compress(html("Boom", "x" * 5_000_000)), encoding="br"),
    "brotli-cut": Served(brotli.compress(_LOST_PAGE + b"<p>Text</p>" * 9_000)[:-9], encoding="br"),
    "zstandard": Served(zstandard.compress(_LOST_PAGE), encoding="zstd"),
    "zstandard-bomb": Served(zstandard.compress(html("Boom", "x" * 50_000_000)), encoding="zstd"),
    "zstandard-broken": Served(b"this is not zstd", encoding="zstd"),
    "both": Served(gzip.compress(brotli.compress(_LOST_PAGE)), encoding="br, gzip"),
    "suspended": Served(html("Account Suspended")),
    "welcome": Served(html("Welcome to nginx!", "<h1>Welcome to nginx!</h1>")),
    "for-sale": Served(html("This domain is for sale")),
    "status-in-heading": Served(html("The Daily", "<h1>404</h1>")),
    "apology": Served(html("Oops!")),
    "captcha": Served(html("daily.com", "<script src=//ct.captcha-delivery.com/c.js></script>")),
    "blank": Served(b"<!doctype html><html><head></head><body></body></html>"),
    "application": Served(b"<!doctype html><html><body><div id=app></div><script src=/a.js>"),
    "leads-at-once": Served(html("Away", head=refresh("0; url=/ok/b"))),
    "leads-soon": Served(html("Away", head=refresh("3; url=/ok/b"))),
    "leads-nowhere": Served(html("Away", head=refresh("0; url=/none"))),
    "leads-to-itself": Served(html("News", head=refresh("0; url="))),
    "reloads": Served(html("News", head=refresh("5; url=/page/reloads"))),
    "sign-in": Served(html("Sign in - The Daily")),
    "empty": Served(b""),
    "empty-image": Served(b"", "image/png"),
}  # fmt: skip


@at("page")
async def page(server: Server, request: Request) -> None:
    """A page of those above."""
    served = SERVED[request.path.split("/")[2]]
    headers = {"Content_Encoding": served.encoding} if served.encoding else {}
    request.send(200, served.body, served.media, **headers)


@at("denies-ranges")
async def denies_ranges(server: Server, request: Request) -> None:
    request.send(403 if "range" in request.headers else 200, html("The whole story"))


@at("broken-gzip")
async def broken_gzip(server: Server, request: Request) -> None:
    request.send(200, b"this is not gzip", Content_Encoding="gzip")


@at("broken-chunks")
async def broken_chunks(server: Server, request: Request) -> None:
    request.writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"ZZZ\r\nnot a chunk\r\n"
    )


@at("short")
async def short(server: Server, request: Request) -> None:
    """Promises more than it gives."""
    request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<title>Cut</title>")
    await request.writer.drain()
    request.writer.close()


@at("nonsense")
async def nonsense(server: Server, request: Request) -> None:
    request.writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    await request.writer.drain()
    request.writer.close()


@at("http-0.9")
async def http_0_9(server: Server, request: Request) -> None:
    request.writer.write(b"<html>just a body")
    await request.writer.drain()
    request.writer.close()


@at("closes")
async def closes(server: Server, request: Request) -> None:
    """Says keep-alive and closes."""
    request.send(200, html("Closing"), Connection="keep-alive")
    await request.writer.drain()
    request.writer.close()


@at("tires")
async def tires(server: Server, request: Request) -> None:
    """Says keep-alive, slowly, and breaks off at the next request on the connection."""
    await asyncio.sleep(0.1)
    if server.answered_on(request.writer) > 1:
        request.writer.transport.abort()
    else:
        request.send(200, html("Once only"), Connection="keep-alive")


@at("later")
async def later(server: Server, request: Request) -> None:
    """/later?to=URL: a redirect that takes its time."""
    await asyncio.sleep(0.5)
    request.redirect(request.query["to"])


@at("dregs")
async def dregs(server: Server, request: Request) -> None:
    """Sends the body that a HEAD must not have when the next request has come."""
    if server.answered_on(request.writer) > 1:
        request.writer.write(png(4, 3))
    request.send(200, png(4, 3), "image/png")


@at("no-range")
async def no_range(server: Server, request: Request) -> None:
    request.send(416 if "range" in request.headers else 200, html("Whole pages only"))


@at("range")
async def ranged(server: Server, request: Request) -> None:
    request.send(206, html("The beginning"), Content_Range="bytes 0-99/1000")


@at("secret")
async def secret(server: Server, request: Request) -> None:
    """/secret: wants a header."""
    known = request.headers.get("x-token") == "sesame"
    request.send(200 if known else 401, html("Inside"))


@at("echo")
async def echo(server: Server, request: Request) -> None:
    request.send(200, html("Echo"))


@at("only-get")
async def only_get(server: Server, request: Request) -> None:
    request.send(405 if request.method == "HEAD" else 200, html("Fine"))


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_MOVED = b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: "
_BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: "
_LOST = html("Page not found | The Daily")
RAW = {
    "http-1.0": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + html("Old"),
    "http-1.0-gone": b"HTTP/1.0 410 Gone\r\n\r\n",
    "no-reason": b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
    "status-2x0": b"HTTP/1.1 2x0 OK\r\n\r\n",
    "status-000": b"HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n",
    "status-4040": b"HTTP/1.1 4040 X\r\nContent-Length: 0\r\n\r\n",
    "status-2000": b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n",
    "status-20000": b"HTTP/1.1 20000 OK\r\nContent-Length: 0\r\n\r\n",
    "status-99": b"HTTP/1.1 99 X\r\nContent-Length: 0\r\n\r\n",
    "status-099": b"HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n",
    "status-plus": b"HTTP/1.1 +200 OK\r\nContent-Length: 0\r\n\r\n",
    "status-2_0": b"HTTP/1.1 2_0_0 OK\r\nContent-Length: 0\r\n\r\n",
    "status-404x": b"HTTP/1.1 404X\r\nContent-Length: 0\r\n\r\n",
    "status-404.1": b"HTTP/1.1 404.1 X\r\nContent-Length: 0\r\n\r\n",
    "status-alone": b"2000 OK\r\nContent-Length: 0\r\n\r\n",
    "status-none": b"HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
    "status-late": b"HTTP/1.1 103 Soon\r\n\r\nHTTP/1.1 4040 X\r\nContent-Length: 0\r\n\r\n",
    "status-minus": b"HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n",
    "status-150": b"HTTP/1.1 150 Soon\r\n\r\n" + _OK + b"Content-Length: 0\r\n\r\n",
    "line-feeds": b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + html("Unix"),
    "nothing": b"",
    "folded": _OK + b"X-Folded: one\r\n two\r\n\r\n" + html("Folded"),
    "large-header": _OK + b"X-Large: " + b"x" * 60_000 + b"\r\n\r\n" + html("Large"),
    "two-lengths": _OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg",
    "endless-length": _OK + b"Content-Length: 99999999999999999999999\r\n\r\n" + html("Long"),
    "chunk-extension": _OK
    + b"Transfer-Encoding: chunked\r\n\r\n5;%s\r\nhello\r\n0\r\n\r\n" % (b"x" * 90_000),
    "small-chunks": _OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 100_000,
    "gone-in-broken-chunks": b"HTTP/1.1 410 Gone\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "deflate": _OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(_LOST),
    "bare-deflate": _OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(_LOST)[2:-4],
    "deflate-bomb": _OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"x" * 50_000_000),
    "brotli": _OK + b"Content-Encoding: br\r\n\r\n" + b"\x1b" * 5000,
    "twice-gzip": _OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(b"x"),
    "to-nothing": _MOVED + b"\r\n\r\n",
    "to-relative": _MOVED + b"../ok/b\r\n\r\n",
    "to-query": _MOVED + b"?page=2\r\n\r\n",
    "to-utf-8": _MOVED + "/ok/ü".encode() + b"\r\n\r\n",
    "to-latin-1": _MOVED + "/ok/ü".encode("latin-1") + b"\r\n\r\n",
    "to-nul": _MOVED + b"/ok/\0\r\n\r\n",
    "to-fragment": _MOVED + b"/ok/b#part two\r\n\r\n",
    "to-mail": _MOVED + b"mailto:desk@site.com\r\n\r\n",
    "to-credentials": _MOVED + b"http://me:sesame@site.com/\r\n\r\n",
    "to-large-port": _MOVED + b"http://site.com:99999/\r\n\r\n",
    "not-modified-to": _MOVED.replace(b"301", b"304") + b"/ok/b\r\n\r\n",
    "refresh": _OK + b"Refresh: 0; url=/ok/b\r\nContent-Length: 0\r\n\r\n",
    "later-minus": _BUSY + b"-5\r\n\r\n",
    "later-much": _BUSY + b"9" * 400 + b"\r\n\r\n",
    "later-past": _BUSY + b"Wed, 21 Oct 2015 07:28:00 GMT\r\n\r\n",
    "later-odd": _BUSY + b"Wed, 21 Oct 2015 07:28:00 +99999999999999999\r\n\r\n",
}


@at("raw")
async def raw(server: Server, request: Request) -> None:
    """/raw/NAME: the bytes of that name, then the end."""
    request.writer.write(RAW[request.path.split("/")[2]])
    await request.writer.drain()
    request.writer.close()


@at("as")
async def media(server: Server, request: Request) -> None:
    """/as/TYPE/SUBTYPE/WHAT: says what as if it were that."""
    _, _, kind, subtype, what = request.path.split("/")
    bodies = {"text": b"File not found", "pdf": b"%PDF-1.7", "page": html("New"), "png": png(4, 3)}
    request.send(200, bodies[what], f"{kind}/{subtype}")
