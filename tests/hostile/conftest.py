"""One zygote for all hostile cases."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.hostile import lint

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []  # limits are POSIX


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """Where runs write their reports and keep their cache, whatever user they run as."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.fixture(scope="session")
def zygote(scratch: Path) -> Iterator[lint.Zygote]:
    with lint.zygote(scratch) as made:
        yield made


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder of a case; its tree may be deeper than Python can take it away."""
    yield tmp_path
    subprocess.run(["rm", "-rf", "--", str(tmp_path)], check=True)
