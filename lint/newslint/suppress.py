"""Inline ignores: comments in the front matter that silence findings."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Finding, Span
from newslint.ruleset import Ruleset


class Ignore(NamedTuple):
    """One ``# newslint: ignore[…]`` comment."""

    rules: tuple[str, ...]
    """Rule and family names it silences."""
    line: int | None
    """The line whose findings it silences; None for the whole file."""
    span: Span
    """Where the comment stands."""


def ignores(article: Article) -> tuple[Ignore, ...]:
    """The ignore comments of an article."""
    return ()


def suppress(
    path: str, findings: Iterable[Finding], ignores: Sequence[Ignore], rules: Ruleset
) -> Iterator[Finding]:
    """The findings of a file that no comment silences, and one per comment that silences none."""
    yield from findings
