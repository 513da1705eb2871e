"""Requests and answers: the plain values that pass between inquiries and HTTP clients.

An inquiry yields an `Ask` and receives an `Answer`; a client turns one into the other. Neither
depends on the other.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from newslint.web.guard import Target

MAX_HEADERS = 128 * 1024
"""Bytes of response headers to read per request, interim responses (1xx) included."""
MAX_BODY = 64 * 1024
"""Bytes of a body to read."""
MAX_UNPACKED = 256 * 1024
"""Bytes to decompress from a body."""
_MAX_ENCODINGS = 2
_MAX_WINDOW = 8 * 1024 * 1024
"""Bytes of memory to decompress zstd (RFC 9659)."""


class Trouble(Enum):
    """Why there is no answer. The value is a clause about "it"."""

    NO_NAME = "its host name does not exist"
    NO_LOOKUP = "its host name could not be resolved"
    CLOSED = "its host resolves to an address that is not public"
    REFUSED = "its host refuses the connection"
    UNREACHABLE = "its host is unreachable"
    RESET = "its host closes the connection"
    NO_CONNECTION = "its host does not accept the connection in time"
    TIMEOUT = "its host does not answer in time"
    SLOW = "its host accepts TLS, but does not answer in time"
    EXPIRED = "its certificate has expired"
    NOT_YET_VALID = "its certificate is not valid yet"
    WRONG_NAME = "its certificate is for another name"
    UNTRUSTED = "its certificate has an unknown issuer"
    WEAK = "its certificate has a weak key or signature"
    OLD_TLS = "its host only has old versions of TLS"
    NOT_TLS = "its host does not speak TLS on this port"
    CLIENT_CERTIFICATE = "its host requires a client certificate"
    TLS = "the TLS handshake failed"
    TOO_MUCH = "its response headers are too large"
    PROXY = "the request through the proxy failed"
    ODD = "its response is not valid HTTP"
    NO_SOCKET = "this machine has no free sockets"
    BUSY = "429, its host wants fewer requests"

    @property
    def silent(self) -> bool:
        """Whether the host shows no sign of life: not even a refused certificate or an answer that
        makes no sense."""
        return self in _SILENT

    @property
    def certain(self) -> bool:
        """Whether no reader can open the page either."""
        return self in _CERTAIN

    @property
    def maybe_local(self) -> bool:
        """Whether the local network may be the cause."""
        return self in _MAYBE_LOCAL

    @property
    def transient(self) -> bool:
        """Whether a retry may succeed."""
        return self is Trouble.RESET

    @property
    def concerns_connection(self) -> bool:
        """Whether a reused connection may be the cause rather than the request.

        The server may have closed it in the meantime (RFC 9112 9.3.1), or the rest of an earlier
        response may still arrive, such as the body that some servers send after a HEAD.
        """
        return self in _CONNECTION_TROUBLES

    @property
    def concerns_host(self) -> bool:
        """Whether every request to the host fails like this."""
        return self in _HOST_TROUBLES


_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? ([1-9]\d\d)(?: [^\r\n]*)?(?:\r?\n)?")

_MAYBE_LOCAL = frozenset(
    {
        Trouble.NO_NAME,
        Trouble.NO_LOOKUP,
        Trouble.UNREACHABLE,
        Trouble.NO_CONNECTION,
        Trouble.PROXY,
        Trouble.NO_SOCKET,
    }
)
_SILENT = frozenset(
    {
        Trouble.NO_NAME,
        Trouble.NO_LOOKUP,
        Trouble.REFUSED,
        Trouble.UNREACHABLE,
        Trouble.NO_CONNECTION,
        Trouble.TIMEOUT,
    }
)
_CERTAIN = frozenset({Trouble.NO_NAME, Trouble.EXPIRED, Trouble.WRONG_NAME})
_CONNECTION_TROUBLES = frozenset({Trouble.RESET, Trouble.ODD})
_HOST_TROUBLES = _CERTAIN | {
    Trouble.NO_LOOKUP,
    Trouble.CLOSED,
    Trouble.REFUSED,
    Trouble.UNREACHABLE,
    Trouble.NO_CONNECTION,
    Trouble.TIMEOUT,
    Trouble.UNTRUSTED,
    Trouble.NOT_YET_VALID,
    Trouble.WEAK,
    Trouble.OLD_TLS,
    Trouble.NOT_TLS,
    Trouble.CLIENT_CERTIFICATE,
}

_CODES = {
    9: Trouble.NOT_YET_VALID,
    10: Trouble.EXPIRED,
    62: Trouble.WRONG_NAME,
    64: Trouble.WRONG_NAME,
    66: Trouble.WEAK,
    67: Trouble.WEAK,
    68: Trouble.WEAK,
} | dict.fromkeys((18, 19, 20, 21), Trouble.UNTRUSTED)
_HANDSHAKES = {
    "wrong version number": Trouble.NOT_TLS,
    "packet length too long": Trouble.NOT_TLS,
    "http request": Trouble.NOT_TLS,
    "record layer failure": Trouble.NOT_TLS,
    "unsupported protocol": Trouble.OLD_TLS,
    "alert protocol version": Trouble.OLD_TLS,
    "certificate required": Trouble.CLIENT_CERTIFICATE,
    "key too small": Trouble.WEAK,
    "md too weak": Trouble.WEAK,
}


def certificate_trouble(code: int) -> Trouble:
    """Return the trouble for a result of OpenSSL's verification (``x509_vfy.h``)."""
    return _CODES.get(code, Trouble.TLS)


def handshake_trouble(message: str) -> Trouble:
    """Return the trouble for OpenSSL's message about a handshake (``sslerr.h``), such as
    ``WRONG_VERSION_NUMBER`` or ``wrong version number``."""
    told = message.lower().replace("_", " ")
    return next((trouble for part, trouble in _HANDSHAKES.items() if part in told), Trouble.TLS)


class Ask(NamedTuple):
    """One request."""

    target: Target
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    ranged: bool = True
    """Whether to request only the first bytes."""
    delay: float = 0.0
    """Seconds to wait before sending it."""
    seconds: float = 20.0
    """Seconds until the deadline."""


class Answer:
    """The response to a request (status, headers, first bytes of the body), or a trouble.

    An answer with both a status and a trouble has an incomplete body.
    """

    def __init__(
        self,
        status: int = 0,
        lines: Sequence[bytes] = (),
        body: bytes = b"",
        trouble: Trouble | None = None,
        seconds: float = 0.0,
    ) -> None:
        self.status = status
        self.trouble = trouble
        self.seconds = seconds
        """Seconds that the request took."""
        self._headers: dict[str, str] | None = None
        self._lines = lines
        self._raw = body

    def __repr__(self) -> str:
        return f"Answer({self.status}, {self.trouble}, {len(self._raw)} bytes)"

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields by lower-case name; the last one of repeated fields."""
        if self._headers is None:
            self._headers = dict(self.fields)
        return self._headers

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Header fields in order, as (lower-case name, value)."""
        fields = []
        for line in self._lines:
            name, colon, value = _text(line).partition(":")
            if colon:
                fields.append((name.strip().lower(), value.strip()))
        return fields

    @property
    def media(self) -> str:
        """The media type in lower case without parameters; empty if there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def body(self) -> bytes:
        """The first bytes of the decompressed content, at most `MAX_UNPACKED`."""
        body = self._raw
        encodings = self.headers.get("content-encoding", "").lower().split(",")
        for encoding in reversed(encodings[-_MAX_ENCODINGS:]):  # the last one was applied last
            body = _unpacked(encoding.strip(), body)
        return body

    @property
    def is_empty(self) -> bool:
        """Whether the server says that there is no content."""
        return self.status == 200 and self.headers.get("content-length", "").strip() == "0"


def status_of(line: bytes) -> int | None:
    """Return the status in the first line of a response, or None if the line is no status line
    (RFC 9112, section 4). The space before the reason may be missing, as servers leave it out."""
    status = _STATUS_LINE.fullmatch(line)
    return int(status[1]) if status else None


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _unpacked(encoding: str, data: bytes) -> bytes:
    """Return the first bytes of ``data`` without an encoding; empty if it cannot be undone."""
    match encoding:
        case "gzip" | "x-gzip":
            return _inflated(data, 31)
        case "deflate":
            return _inflated(data, 15) or _inflated(data, -15)
        case "br":
            return _from_brotli(data)
        case "zstd":
            return _from_zstandard(data)
    return data


def _inflated(data: bytes, window: int) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(window).decompress(data, MAX_UNPACKED)
    except zlib.error:
        return b""


def _from_brotli(data: bytes) -> bytes:
    try:
        import brotli  # type: ignore[import-untyped]  # not for every implementation of Python
    except ImportError:
        return b""
    try:
        unpacked: bytes = brotli.Decompressor().process(data, output_buffer_limit=MAX_UNPACKED)
    except brotli.error:
        return b""
    return unpacked[:MAX_UNPACKED]


def _from_zstandard(data: bytes) -> bytes:
    try:
        import zstandard
    except ImportError:
        return b""
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
        return unpacker.stream_reader(data).read(MAX_UNPACKED)
    except zstandard.ZstdError:
        return b""


class Client(Protocol):
    """Sends many requests at once and collects their answers. Used from one thread."""

    def start(self, number: int, ask: Ask, route: "Route") -> None:
        """Send a request. `wait` returns its answer with ``number``."""

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        """Return available answers; waits up to ``seconds`` for the first one."""

    def wake(self) -> None:
        """End a `wait` early. Safe to call from any thread."""

    def close(self) -> None:
        """Close all connections, including those in use."""


class Route(NamedTuple):
    """How to reach a host."""

    addresses: tuple[str, ...] = ()
    """What its name resolved to, already checked. Empty if a proxy resolves it."""
    private: bool = False
    """Whether the configuration allows this host and port to be private."""
    proxy: str = ""
