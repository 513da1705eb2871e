"""What holds for every test: nothing leaves this machine."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, no more.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

_strayed: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Stop whatever would look up a name or send anything beyond loopback (PEP 578)."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.gethostbyname"):
        address = arguments[-1]
        host = address[0] if isinstance(address, tuple) else None  # None: a Unix socket
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and host not in ("", "localhost", "::1", "0.0.0.0", "::"):
        if host.startswith("127."):
            return
        _strayed.append(f"{event} {host}")
        raise OSError(f"a test may not leave this machine: {event} {host}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _stay_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """End the whole suite when a test tried to leave this machine.

    newslint tells of what libcurl connects to. Forked processes are stopped, too, if not the suite.
    """
    yield
    if _strayed:
        pytest.exit(f"{request.node.nodeid}: {_strayed}", returncode=3)
