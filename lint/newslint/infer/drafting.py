"""Draft a schema for articles, and find those that it does not describe."""

from collections.abc import Collection
from typing import NamedTuple

from newslint.infer import coverage, layout
from newslint.infer.collection import Articles, Misfit
from newslint.infer.draft import draft
from newslint.infer.observe import Place, observed
from newslint.schema.compile import Schema
from newslint.schema.load import parse

ONLY_A_FEW = 10
"""Articles. Fewer do not tell what is required and what is accidental."""


class Result(NamedTuple):
    """A draft, and the files that it does not describe."""

    text: str
    articles: int
    """The number of articles with readable front matter."""
    misfits: list[Misfit]
    unreadable: list[Misfit]


def drafted(articles: Articles, share: float) -> Result | None:
    """Return a schema that at least a ``share`` of the articles have; None if there are no
    articles."""
    paths = articles.paths
    limit = coverage.allowance(len(paths), share)
    root = _observed(articles, limit)
    number = root.seen.count
    if not number:
        return None
    without = coverage.left_out(root, share) if share < 1 else set()
    if without:
        root = _observed(articles, without=without)
    text = layout.text_of(draft(root, articles.path, _comment(root, number)))
    schema = Schema(parse("the draft", text.encode(), trusted=True))
    misfits = list(articles.misfits(schema))
    return Result(text, number, misfits, list(articles.unreadable))


def _observed(articles: Articles, limit: int = 0, without: Collection[int] = ()) -> Place:
    root = observed(articles.fields(without), limit)
    for name in articles.prose & root.fields.keys():
        root.fields[name].values = None
    return root


def _comment(root: Place, articles: int) -> str:
    used = root.seen.count
    of = f"{used:,}" if used == articles else f"{used:,} of {articles:,}"
    noun = "article" if articles == 1 else "articles"
    few = "; with so few, check what is required" if used < ONLY_A_FEW else ""
    return f"Drafted by newslint infer from {of} {noun}{few}."
