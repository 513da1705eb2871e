"""Documents made to hang, to crash or to fill the memory get a finding like any other."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.front_matter.hostile import files

ROOT = Path(__file__).parents[2]
NAMES = [name for name, _, _ in files()]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")


@cache
def said() -> dict[str, list[tuple[str, int, str]]]:
    """What a process under limits says of each document: rule, line, message of its faults."""
    command = [sys.executable, "-m", "tests.front_matter.hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    result: dict[str, list[tuple[str, int, str]]] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_document_is_read_within_limits(name: str) -> None:
    faults = said()[name]
    if name.startswith("harmless"):
        assert faults == []
    for rule, line, message in faults:
        assert rule in ("broken-front-matter", "duplicate-key")
        assert line >= 1
        assert len(message) < 200
        assert message.isprintable()
    assert faults or name.startswith("harmless")
