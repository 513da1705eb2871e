"""Examining files on this machine, in as many processes as it is worth."""

from collections.abc import Iterator, Sequence

from newslint.config import Config
from newslint.examine import Examiner, FileResult
from newslint.ruleset import Ruleset


def examine(
    paths: Sequence[str], config: Config, rules: Ruleset, jobs: int
) -> Iterator[FileResult]:
    """The result of each path, in the order of ``paths``."""
    examiner = Examiner(config, rules)
    for path in paths:
        yield examiner(path)
