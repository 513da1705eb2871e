"""The fast client: libcurl's multi interface, driven by socket events.

Why libcurl: see benchmarks/urls.py. A thousand transfers wait in one selector. libcurl is notified
about ready sockets only, so the cost of a request does not grow with the number of transfers.
"""

import select
import selectors
import socket
import sys
import time
from contextlib import suppress
from errno import ECONNREFUSED, EMFILE, ENFILE
from typing import Any

import pycurl

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
from newslint.web.environment import open_files
from newslint.web.guard import public_address

_TROUBLES = {
    pycurl.E_COULDNT_RESOLVE_PROXY: Trouble.PROXY,
    pycurl.E_COULDNT_RESOLVE_HOST: Trouble.NO_LOOKUP,
    pycurl.E_OPERATION_TIMEDOUT: Trouble.TIMEOUT,
    pycurl.E_GOT_NOTHING: Trouble.RESET,
    pycurl.E_SEND_ERROR: Trouble.RESET,
    pycurl.E_RECV_ERROR: Trouble.RESET,
    97: Trouble.PROXY,  # CURLE_PROXY, which pycurl does not name
}
_IDLE_PER_REQUEST = 4
"""Idle connections to keep per concurrent request: requests alternate between many hosts."""
_TOO_LARGE = 100  # CURLE_TOO_LARGE


class CurlClient:
    """Sends requests with libcurl. Only `wake` is thread-safe."""

    def __init__(self, ca_file: str, connections: int, max_bytes: int = MAX_BODY) -> None:
        """``ca_file`` is the CA bundle, ``connections`` the number of concurrent requests, and
        ``max_bytes`` the number of bytes to read of a body."""
        self.ca_file = ca_file
        self.max_bytes = max_bytes
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(
            pycurl.M_MAXCONNECTS, min(_IDLE_PER_REQUEST * connections, open_files() // 3)
        )
        self._sockets = _Sockets()
        self._waking, self._woken = socket.socketpair()
        self._waking.setblocking(False)
        self._woken.setblocking(False)
        self._sockets.watch(self._woken.fileno(), pycurl.POLL_IN)
        self._due: float | None = None
        self._opened: list[socket.socket] = []
        self._idle: list[_Transfer] = []
        self._busy: dict[pycurl.Curl, _Transfer] = {}

    def start(self, number: int, ask: Ask, route: Route) -> None:
        transfer = self._idle.pop() if self._idle else _Transfer(self)
        transfer.prepare(number, ask, route)
        self._busy[transfer.curl] = transfer
        self._multi.add_handle(transfer.curl)

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        now = time.monotonic()
        if self._due is not None:
            seconds = min(seconds, self._due - now)
        for fd, flags in self._sockets.ready(max(seconds, 0.0)):
            if fd == self._woken.fileno():
                self._woken.recv(4096)
            else:
                self._act(fd, flags)
        if self._due is not None and time.monotonic() >= self._due:
            self._due = None
            self._act(pycurl.SOCKET_TIMEOUT, 0)
        return self._answers()

    def _act(self, fd: int, flags: int) -> None:
        self._multi.socket_action(fd, flags)
        for sock in self._opened:  # pycurl has duplicated them
            sock.close()
        self._opened.clear()

    def _answers(self) -> list[tuple[int, Answer]]:
        answers = []
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            answers += [self._finish(curl, 0, "") for curl in done]
            for curl, code, message in failed:
                if self._busy[curl].failed_on_reuse(code, message):
                    self._send_again(curl)
                else:
                    answers.append(self._finish(curl, code, message))
        return answers

    def _finish(self, curl: pycurl.Curl, code: int, message: str) -> tuple[int, Answer]:
        transfer = self._busy.pop(curl)
        number, answer = transfer.answer(code, message)
        self._multi.remove_handle(curl)
        self._idle.append(transfer)
        return number, answer

    def _send_again(self, curl: pycurl.Curl) -> None:
        """Send a request again over a new connection, after a reused one failed.

        libcurl does so itself, but not after every failure.
        """
        self._multi.remove_handle(curl)
        self._busy[curl].prepare_again()
        self._multi.add_handle(curl)

    def wake(self) -> None:
        with suppress(OSError):  # the buffer is full, or the socket closed
            self._waking.send(b"w")

    def close(self) -> None:
        """Close all connections, including those in use."""
        for curl in self._busy:
            self._multi.remove_handle(curl)
        self._busy.clear()
        self._idle.clear()
        self._multi.close()
        self._sockets.close()
        self._waking.close()
        self._woken.close()

    def open(self, family: int, kind: int, protocol: int) -> socket.socket:
        """Return a new socket for libcurl."""
        sock = socket.socket(family, kind, protocol)
        self._opened.append(sock)
        return sock

    # Callbacks of libcurl

    def _watch(self, event: int, fd: int, multi: object, data: object) -> None:
        if event == pycurl.POLL_REMOVE:
            self._sockets.forget(fd)
        else:
            self._sockets.watch(fd, event)

    def _set_timer(self, milliseconds: int) -> None:
        self._due = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000


class _PortableSockets:
    """The sockets that libcurl waits for. Events use its flags for reading (1) and writing (2).

    `selectors` uses the same flags, and so do CURL_CSELECT_IN and CURL_CSELECT_OUT.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()

    def watch(self, fd: int, events: int) -> None:
        try:
            self._selector.modify(fd, events)
        except KeyError:
            self._selector.register(fd, events)

    def forget(self, fd: int) -> None:
        with suppress(KeyError, ValueError):
            self._selector.unregister(fd)

    def ready(self, seconds: float) -> list[tuple[int, int]]:
        return [(key.fd, events) for key, events in self._selector.select(seconds)]

    def close(self) -> None:
        self._selector.close()


class _EpollSockets:
    """The same without the overhead of `selectors`, which costs as much as libcurl itself."""

    # epoll flags by libcurl flags; a socket with an error is ready for both.
    _EVENTS = (0, 1, 4, 5)

    def __init__(self) -> None:
        self._epoll = select.epoll()

    def watch(self, fd: int, events: int) -> None:
        try:
            self._epoll.register(fd, self._EVENTS[events])
        except FileExistsError:
            self._epoll.modify(fd, self._EVENTS[events])

    def forget(self, fd: int) -> None:
        with suppress(OSError):  # already closed
            self._epoll.unregister(fd)

    def ready(self, seconds: float) -> list[tuple[int, int]]:
        return [
            (fd, (1 if events & ~4 else 0) | (2 if events & ~1 else 0))
            for fd, events in self._epoll.poll(seconds)
        ]

    def close(self) -> None:
        self._epoll.close()


_Sockets = _EpollSockets if hasattr(select, "epoll") else _PortableSockets


class _Transfer:
    """A reusable handle for one transfer at a time, and the response it has received."""

    def __init__(self, client: CurlClient) -> None:
        self._client = client
        self._max_bytes = client.max_bytes
        self._private = self._proxied = self._final = False
        self._number = 0
        self._seconds = self._spent = 0.0
        self._reset()
        self.curl = curl = pycurl.Curl()
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.CAINFO, client.ca_file),
            (pycurl.SSL_VERIFYPEER, 1),
            (pycurl.SSL_VERIFYHOST, 2),
            (pycurl.OPENSOCKETFUNCTION, self._open),
            (pycurl.HEADERFUNCTION, self._header),
            (pycurl.WRITEFUNCTION, self._write),
        ):
            curl.setopt(option, value)
        self._last: dict[int, Any] = {}
        self._headers: tuple[tuple[str, str], ...] = ()

    def _reset(self) -> None:
        self._lines: list[bytes] = []
        self._header_bytes = 0
        self._complete = False
        self._body = b""
        self._opened = self._closed = self._no_socket = False

    def prepare(self, number: int, ask: Ask, route: Route) -> None:
        """Prepare the handle for a request."""
        self._reset()
        self._number = number
        self._proxied = bool(route.proxy)
        self._private = route.private or self._proxied
        target = ask.target
        host = f"[{target.host}]" if ":" in target.host else target.host
        curl = self.curl
        curl.setopt(pycurl.URL, f"{target.scheme}://{host}:{target.port}{target.path}")
        self._seconds, self._spent = ask.seconds, 0.0
        self._set_deadline()
        self._set(pycurl.FRESH_CONNECT, 0)
        self._set(pycurl.NOBODY, int(ask.method == "HEAD"))
        if ask.method != "HEAD":
            self._set(pycurl.HTTPGET, 1)
        ranged = ask.ranged and ask.method != "HEAD"
        self._set(pycurl.RANGE, f"0-{self._max_bytes - 1}" if ranged else None)
        if ask.headers is not self._headers:  # usually identical to the previous ones
            self._headers = ask.headers
            curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in ask.headers])
        self._set(pycurl.PROXY, route.proxy)
        self._set(pycurl.NOPROXY, "" if route.proxy else "*")
        if route.addresses and not target.address:
            addresses = ",".join(f"[{a}]" if ":" in a else a for a in route.addresses)
            self._set(pycurl.RESOLVE, (f"{host}:{target.port}:{addresses}",))

    def prepare_again(self) -> None:
        """Prepare the handle for the same request over a new connection."""
        self._spent = self.curl.getinfo(pycurl.TOTAL_TIME)
        self._reset()
        self._set(pycurl.FRESH_CONNECT, 1)
        self._set_deadline()

    def failed_on_reuse(self, code: int, message: str) -> bool:
        """Whether a reused connection may have caused the failure."""
        if self._complete or self.curl.getinfo(pycurl.NUM_CONNECTS):
            return False
        return self._trouble(code, message).concerns_connection

    def _set_deadline(self) -> None:
        milliseconds = int((self._seconds - self._spent) * 1000)
        self.curl.setopt(pycurl.TIMEOUT_MS, max(milliseconds, 1))

    def _set(self, option: int, value: Any) -> None:
        """Set an option if it differs from the previous request of the handle."""
        if self._last.get(option, self) == value:
            return
        if option == pycurl.NOBODY:
            self._last.pop(pycurl.HTTPGET, None)
        self._last[option] = value
        if value is None:
            self.curl.unsetopt(option)
        else:
            self.curl.setopt(option, list(value) if isinstance(value, tuple) else value)

    def answer(self, code: int, message: str) -> tuple[int, Answer]:
        """Return the number of the request and its answer."""
        curl = self.curl
        complete = code == 0 or (
            code == pycurl.E_WRITE_ERROR and len(self._body) == self._max_bytes
        )
        trouble = None if complete else self._trouble(code, message)
        status = curl.getinfo(pycurl.RESPONSE_CODE) if self._complete else 0
        if status == 0 and trouble is None:
            trouble = Trouble.ODD
        seconds = self._spent + curl.getinfo(pycurl.TOTAL_TIME)
        return self._number, Answer(status, self._lines, self._body, trouble, seconds)

    def _trouble(self, code: int, message: str) -> Trouble:
        if self._closed:
            return Trouble.CLOSED
        if self._no_socket:
            return Trouble.NO_SOCKET
        if code == pycurl.E_WRITE_ERROR and self._header_bytes > MAX_HEADERS:
            return Trouble.TOO_MUCH
        if code == _TOO_LARGE or "oo large response headers" in message:
            return Trouble.TOO_MUCH
        if code == pycurl.E_OPERATION_TIMEDOUT and self._opened:
            if self.curl.getinfo(pycurl.APPCONNECT_TIME) > 0:
                return Trouble.SLOW
            connected = self.curl.getinfo(pycurl.CONNECT_TIME) > 0
            return Trouble.TIMEOUT if connected else Trouble.NO_CONNECTION
        if code == pycurl.E_COULDNT_CONNECT:
            if self._proxied:
                return Trouble.PROXY
            refused = self.curl.getinfo(pycurl.OS_ERRNO) == ECONNREFUSED
            return Trouble.REFUSED if refused else Trouble.UNREACHABLE
        if code == pycurl.E_PEER_FAILED_VERIFICATION:
            return self._certificate_trouble(message)
        if code in (pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CIPHER):
            return handshake_trouble(message)
        if "certificate required" in message:  # told after the handshake (RFC 8446, 4.4.2.4)
            return Trouble.CLIENT_CERTIFICATE
        return _TROUBLES.get(code, Trouble.ODD)

    def _certificate_trouble(self, message: str) -> Trouble:
        trouble = certificate_trouble(self.curl.getinfo(pycurl.SSL_VERIFYRESULT))
        if trouble is not Trouble.EXPIRED and "subject name" in message:
            return Trouble.WRONG_NAME  # libcurl compares names itself
        return trouble

    # Callbacks of libcurl, which cannot propagate exceptions: nothing here may raise.

    def _open(self, purpose: int, address: Any) -> "socket.socket | int":
        """Open a socket to an address if that is allowed: every connection passes this guard."""
        family, kind, protocol, peer = address
        if family not in (socket.AF_INET, socket.AF_INET6) or not (
            self._private or public_address(peer[0])
        ):
            self._closed = True
            return pycurl.SOCKET_BAD
        self._opened = True
        try:
            # libcurl connects by itself: raise the audit event that Python would (PEP 578).
            sys.audit("socket.connect", self, peer)
            return self._client.open(family, kind, protocol)
        except Exception as error:  # an audit hook may raise anything
            self._no_socket = isinstance(error, OSError) and error.errno in (EMFILE, ENFILE)
            return pycurl.SOCKET_BAD

    def _header(self, line: bytes) -> int:
        self._header_bytes += len(line)
        if self._header_bytes > MAX_HEADERS:
            return 0
        if line.startswith(b"HTTP/"):  # again after interim responses and a proxy's
            status = status_of(line)
            if status is None:  # libcurl would read 404 in 4040
                return 0
            self._lines, self._complete = [], False
            self._final = status >= 200
        elif line in (b"\r\n", b"\n"):
            self._complete = self._final
        else:
            self._lines.append(line)
        return len(line)

    def _write(self, data: bytes) -> int:
        self._body += data
        if len(self._body) >= self._max_bytes:
            self._body = self._body[: self._max_bytes]
            return 0
        return len(data)
