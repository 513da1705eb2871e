"""One hostile folder, and what newslint must make of it."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.articles import GOOD
from tests.hostile import lint
from tests.hostile.lint import FAULT, FAULTY, SECRET, Outcome, Zygote

At = tuple[str, str, int | None]
"""Path, rule and line of a finding; None for any line."""


class Case(NamedTuple):
    """Files that a stranger sends, beside an article without fault and one with a known one."""

    files: Mapping[str, str | bytes] = {}
    at: tuple[At, ...] = ()
    """Findings that must be among those reported."""
    clean: tuple[str, ...] = ()
    """Paths about which nothing must be said."""
    status: int = 1
    arguments: tuple[str, ...] = ("--offline",)
    said: tuple[str, ...] = ()
    """What must stand on standard error."""
    make: Callable[[Path], object] | None = None
    """What makes the rest of the folder."""
    neighbours: bool = True
    """Whether the neighbours must have been linted: not where nothing can be."""
    reports: bool = True
    """Whether a report in every format is asked for."""
    unprivileged: bool = False
    """Whether permissions must hold, be it root who runs the tests."""
    stdin: bytes = b""
    paths: tuple[str, ...] = (".",)
    environment: Mapping[str, str] = {}
    """Further variables; PLACE in them and in ``arguments`` is the folder that holds the tree."""
    writes: str = ""
    """A folder beside the tree in which the run may write."""
    asks: bool = False
    """Whether the run may connect to this machine."""
    meddle: str = ""
    """What happens to h.md just before it is opened for the so-manieth time: see zygote.py."""


_SMALL = 70_000  # characters


def may_share(case: Case) -> bool:
    """Whether a case is nothing but small files, so that others may be linted in the same run."""
    alone = case._replace(files={}, at=()) != Case()
    return not alone and sum(map(len, case.files.values())) < _SMALL


def together(cases: Iterable[Case]) -> Case:
    """One case of several that may share a run, each in a folder of its own."""
    files: dict[str, str | bytes] = {}
    at: list[At] = []
    for number, case in enumerate(cases):
        files |= {f"h{number}/{name}": text for name, text in case.files.items()}
        at += [(f"h{number}/{path}", rule, line) for path, rule, line in case.at]
    return Case(files, tuple(at))


def _data_files(case: Case) -> list[str]:
    """The files that must have findings and that only count as articles when they are named."""
    return sorted({path for path, _, _ in case.at if path.endswith((".json", ".yaml", ".html"))})


def check(case: Case, zygote: Zygote, place: Path) -> Outcome:
    """Lay the case out below ``place``, lint it, and hold the outcome against it."""
    folder = lay_out(case, place)
    arguments = [argument.replace("PLACE", str(place)) for argument in case.arguments]
    outcome = zygote.run(
        folder,
        [*arguments, "--", *case.paths, *_data_files(case)] if case.paths else arguments,
        stdin=case.stdin,
        formats=case.reports,
        environment={k: v.replace("PLACE", str(place)) for k, v in case.environment.items()},
        meddle=case.meddle,
        unprivileged=case.unprivileged,
    )
    own = [place / case.writes] if case.writes else []
    lint.assert_harmless(outcome, folder, [zygote.scratch, *own], asks=case.asks)
    assert outcome.status == case.status, outcome.errors + outcome.out[:2000]
    for words in case.said:
        assert words in outcome.errors, outcome.errors[:1000]
    assert_findings(case, outcome, folder)
    return outcome


def lay_out(case: Case, place: Path) -> Path:
    """Make the folder of a case, and beside it what only a link could lead to."""
    (place / "secret.md").write_text(f"---\ntitle: {SECRET}\nquality: {SECRET}\n---\n{SECRET}\n")
    folder = place / "tree"
    folder.mkdir()
    (folder / "a-good.md").write_text(GOOD)
    (folder / "z-faulty.md").write_text(FAULTY)
    for name, text in case.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    if case.make is not None:
        case.make(folder)
    return folder


def assert_findings(case: Case, outcome: Outcome, folder: Path) -> None:
    if not case.neighbours:
        return
    found = outcome.findings
    assert FAULT in found
    told = {path for path, _, _ in found}
    for path in ("a-good.md", *case.clean):
        assert path not in told, [one for one in found if one[0] == path]
    for path, rule, line in case.at:
        if path.startswith("/"):
            path = os.path.relpath(path, folder)
        near = {one for one in found if one[:2] == (path, rule)}
        assert near, (path, rule, sorted(found)[:20])
        assert line is None or (path, rule, line) in near, near
