"""Whatever a stranger sends is a finding or a clear error at its place, and nothing more."""

from pathlib import Path

import pytest

from tests.hostile import (
    configuration,
    expressions,
    front_matter,
    kept,
    lengths,
    output,
    schemas,
    trees,
    trust,
)
from tests.hostile.case import Case, check
from tests.hostile.lint import Zygote

MODULES = (
    trees,
    front_matter,
    lengths,
    configuration,
    schemas,
    kept,
    output,
    trust,
    expressions,
)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{name}: {what}")
        for module in MODULES
        for name, cases in module.CLASSES.items()
        for what, case in cases.items()
    ],
)
def test_hostile(case: Case, zygote: Zygote, place: Path) -> None:
    check(case, zygote, place)


@pytest.mark.slow
@pytest.mark.parametrize("piece", expressions.WHOLE)
def test_a_megabyte(piece: str, zygote: Zygote, place: Path) -> None:
    check(expressions.WHOLE[piece], zygote, place)
