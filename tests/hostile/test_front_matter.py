"""Broken and hostile front matter is a finding on its file and line, and nothing more."""

from pathlib import Path

import pytest

from tests.hostile import front_matter
from tests.hostile.case import Case, check
from tests.hostile.lint import Zygote

TABLES = {
    "fences": front_matter.FENCES,
    "encodings": front_matter.ENCODINGS,
    "YAML": front_matter.YAML,
    "TOML": front_matter.TOML,
    "JSON": front_matter.JSON,
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{table}: {name}")
        for table, cases in TABLES.items()
        for name, case in cases.items()
    ],
)
def test_hostile_front_matter(case: Case, zygote: Zygote, tmp_path: Path) -> None:
    check(case, zygote, tmp_path)
