"""Servers and clients for the tests of what asks the network."""

from collections.abc import Iterator

import pytest

from tests.web.server import Server, forward, to_front
from tests.web.world import CLIENTS, Authority


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def other() -> Iterator[Server]:
    """A second server, which nobody has asked anything yet."""
    with Server() as server:
        yield server


@pytest.fixture
def home() -> Iterator[Server]:
    """A site that sends whatever is lost to its front page."""
    with Server(lost=to_front) as server:
        yield server


@pytest.fixture
def proxy() -> Iterator[Server]:
    """An HTTP proxy."""
    with Server(lost=forward) as server:
        yield server


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    """The name of a client: a test with it runs with each."""
    return str(request.param)
