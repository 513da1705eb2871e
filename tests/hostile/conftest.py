"""One zygote for all hostile cases."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import lint

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []  # limits are POSIX


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where runs write their reports and keep their cache, beside all hostile folders."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="session")
def zygote(scratch: Path) -> Iterator[lint.Zygote]:
    with lint.zygote(scratch) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder of a case; its tree may be deeper than Python can take it away."""
    yield tmp_path
    subprocess.run(["rm", "-rf", "--", str(tmp_path)], check=True)
