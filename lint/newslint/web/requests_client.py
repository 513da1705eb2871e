"""A client that uses requests in threads: for platforms without pycurl, and for single requests.

It gives the same guarantees as the libcurl client: the guard checks each address before a socket
connects to it, and a deadline ends every request (requests alone would wait as long as a byte
arrives now and then).
"""

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from errno import ECONNREFUSED, EMFILE, ENFILE
from typing import Any

import requests
import requests.adapters
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from newslint.web.ask import (
    MAX_BODY,
    MAX_HEADERS,
    Answer,
    Ask,
    Route,
    Trouble,
    certificate_trouble,
    handshake_trouble,
    status_of,
)
from newslint.web.guard import public_address

_MAX_INTERIM = 100


class _Closed(OSError):
    """The guard allows no address of a host."""


class _Call:
    """One request in progress: its route, its deadline and its socket."""

    def __init__(self, route: Route, seconds: float) -> None:
        self.route = route
        self.ends = time.monotonic() + seconds
        self.connected = False
        self.secured = False
        """Whether a TLS handshake was completed."""
        self.fresh = False
        """Whether the request uses a new connection rather than a reused one."""
        self.late = False
        self._connection: HTTPConnection | None = None
        self._wire: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self.end)
        self._timer.daemon = True

    def __enter__(self) -> "_Call":
        _here.call = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _here.call = None
        with self._lock:
            self._connection = None  # another request may be using it
            if self._wire is not None:
                self._wire.close()
                self._wire = None

    def takes(self, connection: HTTPConnection) -> None:
        """Record that the request uses ``connection``."""
        with self._lock:
            self._connection = connection
            self.connected = self.connected or connection.sock is not None
            self.secured = isinstance(connection.sock, ssl.SSLSocket)

    def end(self) -> None:
        """Shut down the sockets of the request at the deadline."""
        with self._lock:
            self.late = True
            sockets = (self._wire, getattr(self._connection, "sock", None))
        for sock in sockets:
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def connect(self, port: int) -> socket.socket:
        """Return a socket that is connected to the first address of the route that accepts.

        Raises OSError.
        """
        trouble: OSError = _Closed("no address")
        for address in self.route.addresses:
            if not (self.route.private or public_address(address)):
                continue
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(max(self.ends - time.monotonic(), 0.01))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect((address, port))
            except OSError as error:
                sock.close()
                trouble = error
            else:
                self.connected = True
                self.holds(sock)
                return sock
        raise trouble

    def holds(self, sock: socket.socket) -> None:
        """Record that the request uses ``sock``. Keeps a duplicate, because TLS takes over the
        original."""
        with self._lock:
            if self._wire is not None:
                self._wire.close()
            self._wire = sock.dup()
        if self.late:  # while it was being connected
            self.end()


class _Here(threading.local):
    call: _Call | None = None


_here = _Here()


class _Response(http.client.HTTPResponse):
    """A response with a strict status line, that skips all interim responses, not only 100
    (RFC 9110 15.2)."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MAX_INTERIM):
            line = self.fp.readline(MAX_HEADERS)
            if not line:
                raise http.client.RemoteDisconnected("no response")
            status = status_of(line)
            if status is None:
                raise http.client.BadStatusLine(repr(line[:100]))
            if not 100 < status < 200 or status == 101:
                version, _, reason = line.decode("latin-1").partition(" ")
                return version, status, reason[4:].strip()
            http.client.parse_headers(self.fp)
        raise _TooMuch


class _Guarded:
    """What the http and https connections override in urllib3."""

    port: int
    sock: Any
    response_class: Any = _Response

    def _new_conn(self) -> socket.socket:
        call = _here.call
        if call is None:  # never bypass the guard
            raise _Closed("no call")
        call.fresh = True
        if not call.route.proxy:
            return call.connect(self.port)
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        call.holds(sock)
        return sock

    def putrequest(self, *args: Any, **kwargs: Any) -> None:
        call = _here.call
        if call is not None:
            call.takes(self)  # type: ignore[arg-type]
        super().putrequest(*args, **kwargs)  # type: ignore[misc]


class _GuardedHttp(_Guarded, HTTPConnection):
    pass


class _GuardedHttps(_Guarded, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHttp


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHttps


class _Adapter(requests.adapters.HTTPAdapter):
    """Connects through the guard; loads the CA bundle once instead of per connection."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=100, pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self._guard(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, ssl_context=self._context, **kwargs)
        self._guard(manager)
        return manager

    def _guard(self, manager: urllib3.PoolManager) -> None:
        manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        conn.cert_reqs = "CERT_REQUIRED"


class _Session(requests.Session):
    """A session that ignores redirects: the inquiry follows them."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class PlainClient:
    """Sends requests with the requests library, in threads."""

    def __init__(self, ca_file: str, connections: int, max_bytes: int = MAX_BODY) -> None:
        """``ca_file`` is the CA bundle, ``connections`` the number of concurrent requests, and
        ``max_bytes`` the number of bytes to read of a body."""
        context = ssl.create_default_context(cafile=ca_file)
        self._max_bytes = max_bytes
        self._session = _Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(_NoCookies())
        for prefix in ("http://", "https://"):
            self._session.mount(prefix, _Adapter(context))
        self._connections = connections
        self._threads = 0
        self._idle = 0
        self._lock = threading.Lock()
        self._calls: set[_Call] = set()
        self._asks: queue.SimpleQueue[tuple[int, Ask, Route] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, Answer] | None] = queue.SimpleQueue()

    def start(self, number: int, ask: Ask, route: Route) -> None:
        with self._lock:
            grow = self._idle == 0 and self._threads < self._connections
            self._threads += grow
            self._idle += -1 if not grow and self._idle else 0
        self._asks.put((number, ask, route))
        if grow:
            threading.Thread(target=self._work, name="newslint-asks", daemon=True).start()

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        answers = []
        try:
            answer = self._answers.get(timeout=max(seconds, 0.001))
            while True:
                if answer is not None:
                    answers.append(answer)
                answer = self._answers.get_nowait()
        except queue.Empty:
            return answers

    def wake(self) -> None:
        self._answers.put(None)

    def close(self) -> None:
        for _ in range(self._threads):
            self._asks.put(None)
        for call in list(self._calls):
            call.end()
        self._session.close()

    def _work(self) -> None:
        while (task := self._asks.get()) is not None:
            number, ask, route = task
            answer = self.get(ask, route)
            with self._lock:
                self._idle += 1
            self._answers.put((number, answer))

    def get(self, ask: Ask, route: Route) -> Answer:
        """Send one request and return its answer."""
        started = time.monotonic()
        with _Call(route, ask.seconds) as call:
            self._calls.add(call)
            try:
                status, lines, body, complete = self._send_until_fresh(ask, call)
            except Exception as error:  # requests lets exceptions of many libraries through
                return Answer(trouble=_trouble(error, call), seconds=time.monotonic() - started)
            finally:
                self._calls.discard(call)
        trouble = None if complete else Trouble.RESET
        return Answer(status, lines, body, trouble, time.monotonic() - started)

    def _send_until_fresh(self, ask: Ask, call: _Call) -> tuple[int, list[bytes], bytes, bool]:
        """Repeat `_send` while reused connections fail. Each failure closes one, so it ends."""
        while True:
            call.fresh = False
            try:
                return self._send(ask, call)
            except requests.ConnectionError as error:
                if call.fresh or not _trouble(error, call).concerns_connection:
                    raise

    def _send(self, ask: Ask, call: _Call) -> tuple[int, list[bytes], bytes, bool]:
        """Return status, header lines, body, and whether the body is complete."""
        target = ask.target
        host = f"[{target.host}]" if ":" in target.host else target.host
        headers = dict(ask.headers)
        if ask.ranged and ask.method != "HEAD":
            headers["Range"] = f"bytes=0-{self._max_bytes - 1}"
        url = f"{target.scheme}://{host}:{target.port}{target.path}"
        request = self._session.prepare_request(requests.Request(ask.method, url, headers))
        request.url = url  # unchanged: requests would normalize it
        proxy = call.route.proxy
        with self._session.send(
            request,
            stream=True,
            allow_redirects=False,
            timeout=ask.seconds,
            proxies={"http": proxy, "https": proxy} if proxy else {},
        ) as response:
            if call.late:  # the shutdown looks like the end of the headers
                raise TimeoutError
            lines = [f"{k}: {v}".encode("latin-1") for k, v in response.raw.headers.iteritems()]
            if sum(map(len, lines)) > MAX_HEADERS:
                raise _TooMuch
            body, complete = self._read(response.raw, call)
        return response.status_code, lines, body, complete

    def _read(self, raw: Any, call: _Call) -> tuple[bytes, bool]:
        body = b""
        try:
            for piece in _pieces(raw, self._max_bytes):
                body += piece
                if len(body) >= self._max_bytes or call.late:
                    break
        except (OSError, urllib3.exceptions.HTTPError, ValueError):
            return body, False
        return body[: self._max_bytes], not call.late


def _pieces(raw: Any, limit: int) -> Iterator[bytes]:
    """Yield the body as it arrives, still compressed."""
    if raw.chunked:
        yield from raw.read_chunked(decode_content=False)
        return
    while piece := raw.read1(limit, decode_content=False):
        yield piece


class _TooMuch(Exception):
    pass


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[name-defined, misc]
    """A policy that rejects all cookies: the inquiry handles them."""

    def set_ok(self, cookie: Any, request: Any) -> bool:
        return False

    def return_ok(self, cookie: Any, request: Any) -> bool:
        return False


def _trouble(error: BaseException, call: _Call) -> Trouble:
    """Return the trouble behind an exception of requests, from its causes."""
    causes = list(_causes(error))
    if any(isinstance(cause, _Closed) for cause in causes):
        return Trouble.CLOSED
    if any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes):
        return Trouble.PROXY
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return certificate_trouble(cause.verify_code)
    if call.late or any(isinstance(cause, TimeoutError) for cause in causes):
        if call.secured:
            return Trouble.SLOW
        return Trouble.TIMEOUT if call.connected else Trouble.NO_CONNECTION
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return handshake_trouble(str(cause))
    if any(isinstance(c, OSError) and c.errno in (EMFILE, ENFILE) for c in causes):
        return Trouble.NO_SOCKET
    if any(isinstance(cause, _TooMuch) for cause in causes) or "got more than" in str(error):
        return Trouble.TOO_MUCH
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Trouble.REFUSED
    for cause in causes:
        if type(cause) is http.client.BadStatusLine:  # the server answered
            return Trouble.ODD
    if any(isinstance(cause, ConnectionError) for cause in causes):
        return Trouble.RESET
    if any(isinstance(c, OSError) and c.errno not in (None, ECONNREFUSED) for c in causes):
        return Trouble.UNREACHABLE
    if "IncompleteRead" in str(error) or "Connection aborted" in str(error):
        return Trouble.RESET
    return Trouble.ODD


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and everything it wraps: arguments, causes, contexts and reasons."""
    todo: list[object] = [error]
    seen: list[object] = []
    while todo:
        cause = todo.pop()
        if not isinstance(cause, BaseException) or any(cause is other for other in seen):
            continue
        seen.append(cause)
        yield cause
        todo += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
