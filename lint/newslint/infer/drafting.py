"""Draft a schema for articles, and find those that it does not describe."""

import json
from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from newslint.infer import coverage, layout
from newslint.infer.collection import Articles, Misfit
from newslint.infer.draft import draft
from newslint.infer.extend import Base
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
    extends: str | None
    """The reference to the shipped schema that the draft extends."""


def drafted(articles: Articles, share: float, *, may_extend: bool = True) -> Result | None:
    """Return a schema that at least a ``share`` of the articles have; None if there are no
    articles.

    It extends the shipped schema of the articles if that one fits and if it ``may_extend`` one.
    """
    limit = coverage.allowance(len(articles.paths), share)
    root = _observed(articles, limit)
    number = root.seen.count
    if not number:
        return None
    allowed = coverage.allowance(number, share)
    base, misfits = _base(articles, root, allowed) if may_extend else (None, [])
    known: frozenset[str] = base.names if base is not None else frozenset()
    without = coverage.left_out(root, share, misfits, known) if allowed else set()
    if without:
        root = _observed(articles, without=without)
    schema = draft(root, articles.path, _comment(root, number), known)
    text = layout.text_of(base.extended(schema, root) if base is not None else schema)
    misfitting = list(articles.misfits(_compiled(text)))
    extends = base.reference if base is not None else None
    return Result(text, number, misfitting, list(articles.unreadable), extends)


def _base(articles: Articles, root: Place, allowed: int) -> tuple[Base | None, list[int]]:
    """Return the shipped schema to extend, with the articles that do not have it, unless these are
    more than ``allowed``."""
    if len(articles.schemas) > 1:
        return None, []
    base = Base(*articles.schemas)
    if not base.knows(root):
        return None, []
    schema = _compiled(json.dumps(base.alone))
    rejected = list(islice(articles.rejected(schema), allowed + 1))
    return (base, rejected) if len(rejected) <= allowed else (None, [])


def _compiled(text: str) -> Schema:
    return Schema(parse("the draft", text.encode(), trusted=True))


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
