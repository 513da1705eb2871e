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
from tests.hostile.case import Case, check, may_share, together
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
SHARING = (front_matter, lengths)
"""Modules of documents that do not care what lies beside them: those of a class share a run."""
SHARED = {
    name: {what: case for what, case in cases.items() if may_share(case)}
    for module in SHARING
    for name, cases in module.CLASSES.items()
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{name}: {what}")
        for module in MODULES
        for name, cases in module.CLASSES.items()
        for what, case in cases.items()
        if what not in SHARED.get(name, ())
    ],
)
def test_hostile(case: Case, zygote: Zygote, place: Path) -> None:
    check(case, zygote, place)


@pytest.mark.parametrize("name", [name for name, cases in SHARED.items() if cases])
def test_documents(name: str, zygote: Zygote, place: Path) -> None:
    """All of a class in one run; when that fails, one by one, so that it is seen which."""
    cases = SHARED[name]
    try:
        check(together(cases.values()), zygote, place)
    except AssertionError:
        for number, what in enumerate(cases):
            print(what)
            alone = place / str(number)
            alone.mkdir()
            check(cases[what], zygote, alone)
        raise


@pytest.mark.slow
@pytest.mark.parametrize("piece", expressions.WHOLE)
def test_a_megabyte(piece: str, zygote: Zygote, place: Path) -> None:
    check(expressions.WHOLE[piece], zygote, place)
