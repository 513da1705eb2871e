"""What is asked of a server and what it answers: the plain values between the parts of the prober.

An inquiry yields an `Ask` and is given an `Answer`; a client turns one into the other. Neither
knows the other's insides.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from newslint.web.guard import Target

MAX_HEADERS = 128 * 1024
"""Bytes of headers that are read of one answer, interim answers included."""
MAX_BODY = 64 * 1024
"""Bytes of a body that are read."""
MAX_UNPACKED = 256 * 1024
"""Bytes that a compressed body may unpack to."""


class Trouble(Enum):
    """Why there is no answer. The value says it in words, as a clause about "it"."""

    NO_NAME = "the name of its host does not exist"
    NO_LOOKUP = "the name of its host could not be looked up"
    CLOSED = "its host leads to an address that is not public"
    REFUSED = "its host refuses the connection"
    UNREACHABLE = "its host cannot be reached"
    RESET = "its host breaks off the connection"
    NO_CONNECTION = "its host does not take the connection in time"
    TIMEOUT = "its host does not answer in time"
    EXPIRED = "the certificate of its host has expired"
    WRONG_NAME = "the certificate of its host is for another name"
    UNTRUSTED = "the certificate of its host comes from an unknown issuer"
    TLS = "no secure connection to its host comes about"
    TOO_MUCH = "its host sends headers without end"
    PROXY = "the proxy does not let it through"
    ODD = "its host does not speak HTTP as it should"

    @property
    def certain(self) -> bool:
        """Whether it is sure that no reader gets the page either."""
        return self in _CERTAIN

    @property
    def maybe_ours(self) -> bool:
        """Whether our own network may be at fault."""
        return self in _MAYBE_OURS

    @property
    def passing(self) -> bool:
        """Whether it may be gone in a moment."""
        return self is Trouble.RESET

    @property
    def concerns_connection(self) -> bool:
        """Whether a connection that was kept may be at fault, and not what was asked over it.

        The server had closed it in the meantime (RFC 9112 9.3.1), or the end of an earlier answer
        was still to come, such as the body that some servers send after a HEAD.
        """
        return self in _OF_CONNECTIONS

    @property
    def concerns_host(self) -> bool:
        """Whether the host itself cannot be had, whatever is asked of it."""
        return self in _OF_HOSTS


_MAYBE_OURS = frozenset(
    {
        Trouble.NO_NAME,
        Trouble.NO_LOOKUP,
        Trouble.UNREACHABLE,
        Trouble.NO_CONNECTION,
        Trouble.PROXY,
    }
)
_CERTAIN = frozenset({Trouble.NO_NAME, Trouble.EXPIRED, Trouble.WRONG_NAME})
_OF_CONNECTIONS = frozenset({Trouble.RESET, Trouble.ODD})
_OF_HOSTS = _CERTAIN | {
    Trouble.NO_LOOKUP,
    Trouble.CLOSED,
    Trouble.REFUSED,
    Trouble.UNREACHABLE,
    Trouble.NO_CONNECTION,
    Trouble.UNTRUSTED,
}


class Ask(NamedTuple):
    """One request. ``delay`` are seconds to wait before it may be sent."""

    target: Target
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    ranged: bool = True
    """Whether just the first bytes are asked for."""
    delay: float = 0.0
    seconds: float = 20.0
    """What is left of the deadline."""


class Answer:
    """What came back: a status with headers and the first bytes of the body, or a trouble.

    With a status there may be trouble too: the body then ended early.
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
        """How long it took."""
        self._headers: dict[str, str] | None = None
        self._lines = lines
        self._raw = body

    def __repr__(self) -> str:
        return f"Answer({self.status}, {self.trouble}, {len(self._raw)} bytes)"

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields by lower-case name; of repeated ones the last."""
        if self._headers is None:
            self._headers = dict(self.fields)
        return self._headers

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Header fields in order, as (lower-case name, value)."""
        found = []
        for line in self._lines:
            name, colon, value = _text(line).partition(":")
            if colon:
                found.append((name.strip().lower(), value.strip()))
        return found

    @property
    def media(self) -> str:
        """The media type without parameters, lower case; empty when it is not told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def body(self) -> bytes:
        """The first bytes of the content, unpacked, at most `MAX_UNPACKED`."""
        match self.headers.get("content-encoding", "").strip().lower():
            case "gzip" | "x-gzip":
                return _unpack(self._raw, 31)
            case "deflate":
                return _unpack(self._raw, 15) or _unpack(self._raw, -15)
            case _:
                return self._raw


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _unpack(packed: bytes, window: int) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(window).decompress(packed, MAX_UNPACKED)
    except zlib.error:
        return b""


class Client(Protocol):
    """Sends requests and gathers answers; many at once, in one thread's view."""

    def start(self, number: int, ask: Ask, route: "Route") -> None:
        """Send a request. Its answer will come out of `wait` under ``number``."""

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        """The answers that are there; waits for the first, ``seconds`` at most."""

    def wake(self) -> None:
        """End a `wait` early. May be called from any thread."""

    def close(self) -> None:
        """Let go of all connections, whatever is under way."""


class Route(NamedTuple):
    """How a host is reached."""

    addresses: tuple[str, ...] = ()
    """What its name resolved to, judged already. Empty when a proxy finds out."""
    private: bool = False
    """Whether the configuration lets this host and port be private."""
    proxy: str = ""
