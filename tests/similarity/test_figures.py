"""Bodies that are tables of figures: which are, and what is compared instead."""

import numpy as np
import pytest

from newslint.article import Article
from newslint.similarity.sketch import Sketch, sketch
from newslint.similarity.story import Stories

FIGURES = {
    "earnings": "Shr 27 cts vs 82 cts\nNet 2,361,000 vs 2,607,000\nRevs 9,440,000 vs 8,120,000\n"
    "Avg shrs 4,100,000 vs 4,000,000",
    "tides": "| Day | High | Low |\n| --- | --- | --- |\n"
    + "\n".join(f"| {day} | 0{day % 9}:12 | 1{day % 9}:40 |" for day in range(1, 20)),
    "a table in a language without a list": "Zysk 27 gr, 82 gr\nPrzychód 2 361 000, 2 607 000\n"
    "Akcje 9 440 000, 8 120 000\nDywidenda 4,1 i 3,2\nLiczba 6 i 7",
}
TEXTS = {
    "prose": "The ferry between the two islands will run again from Monday after engineers "
    "replaced the cracked rudder that had kept it in dock since spring.",
    "prose with figures": "Revenue rose to 41.2 million crowns in 2026 from 38.9 million a year "
    "before, and the company expects between 42 and 44 million for the 12 months to March 2027.",
    "a language without a list": "Prom między dwiema wyspami będzie znowu kursował od "
    "poniedziałku, ponieważ inżynierowie wymienili pęknięty ster, przez który statek stał w doku.",
    "a change log": "\n".join(
        f"- [4f2a{n}c] parser: fix stale handle on close (Ada Reed) #5{n}1" for n in range(12)
    ),
}


def facts(title: str, body: str) -> Sketch:
    made = sketch(Article.parse("a.md", f"---\ntitle: {title}\n---\n{body}\n".encode()))
    assert made is not None
    return Sketch(*made)


@pytest.mark.parametrize("text", FIGURES.values(), ids=FIGURES)
def test_figures(text: str) -> None:
    assert facts("Report", text).is_figures


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_figures(text: str) -> None:
    assert not facts("Report", text).is_figures


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("MARROW TOOLS INC 3RD QTR NET", "KESTREL FOODS INC 3RD QTR NET", False),
        ("MARROW TOOLS INC 3RD QTR NET", "MARROW FOODS INC 3RD QTR NET", False),
        ("MARROW TOOLS INC 3RD QTR NET", "MARROW TOOLS INC 3RD QTR NET", True),
    ],
)
def test_titles_decide_on_tables(one: str, other: str, are_one: bool) -> None:
    """Labels such as "Net" and "Avg shrs" are in each of them."""
    sketches = [facts(one, FIGURES["earnings"]), facts(other, FIGURES["earnings"] + "\nNote 1")]
    sketches = [made._replace(date=0) for made in sketches]
    groups = Stories(sketches, 3.0).groups(np.ones(2, bool))
    assert bool(groups) is are_one
