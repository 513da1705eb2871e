"""The audit of dependencies in .ci/run: a known vulnerability fails, a silent service does not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).parents[1] / ".ci" / "audit.py"
CLEAN = {"name": "idna", "version": "3.7", "vulns": []}
WEAK = {
    "name": "idna",
    "version": "3.6",
    "vulns": [{"id": "PYSEC-2024-60", "fix_versions": ["3.7"]}, {"id": "X-1", "fix_versions": []}],
}
UNKNOWN = {"name": "idna", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([CLEAN], 0, ["1 of 1 packages audited"]),
        ([CLEAN, UNKNOWN], 0, ["1 of 2 packages audited"]),
        ([CLEAN, WEAK], 1, ["idna 3.6: PYSEC-2024-60, mended in 3.7", "X-1, mended in no version"]),
        ([UNKNOWN], 0, ["0 of 1 packages audited", "NOTHING WAS AUDITED"]),
        (None, 0, ["0 of 0 packages audited", "NOTHING WAS AUDITED"]),
    ],
)
def test_the_audit(packages: list[dict[str, Any]] | None, status: int, said: list[str]) -> None:
    text = "" if packages is None else json.dumps({"dependencies": packages, "fixes": []})
    done = subprocess.run(
        [sys.executable, str(AUDIT)], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    assert all(words in done.stdout for words in said)
