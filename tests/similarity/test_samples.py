"""Which texts may have to do with one another, and what does not count."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.similarity.overlap import Text, overlap
from newslint.similarity.samples import HUBS, MAX_HOLDERS, Samples
from newslint.similarity.sketch import Sketch, sketch

CHANCE = random.Random(7)
VOCABULARY = [f"w{number}" for number in range(5000)]


def prose(count: int, chance: random.Random = CHANCE) -> str:
    """Words of which no two stretches are alike."""
    return " ".join(chance.choices(VOCABULARY, k=count))


def edited(text: str, chance: random.Random, part: float = 0.03) -> str:
    """A text with some of its words replaced."""
    return " ".join(
        chance.choice(VOCABULARY) if chance.random() < part else word for word in text.split()
    )


def sampled(*bodies: str) -> Samples:
    made = (sketch(Article.parse("a.md", f"---\ntitle: T\n---\n{b}\n".encode())) for b in bodies)
    return Samples([Sketch(*facts) for facts in made if facts is not None])


def pairs(
    samples: Samples, share: float = 0.4, reported: tuple[int, ...] | None = None
) -> set[tuple[int, int]]:
    wanted = np.full(len(samples.own), reported is None)
    wanted[list(reported or ())] = True
    found = samples.pairs(wanted, share)
    return set(zip(found.older.tolist(), found.newer.tolist(), strict=True))


def test_a_copy_and_an_insertion_are_candidates() -> None:
    wire, longer = prose(200), prose(500)
    samples = sampled(wire, prose(200), f"{longer} {wire} {prose(100)}", f"{wire} {prose(9)}")
    assert pairs(samples) == {(0, 2), (0, 3), (2, 3)}


def test_only_pairs_with_a_reported_member() -> None:
    wire = prose(200)
    samples = sampled(*(f"{wire} {prose(9)}" for _ in range(3)))
    assert pairs(samples, reported=(1,)) == {(0, 1), (1, 2)}


@pytest.mark.parametrize("copies", [2, 5, 60])
def test_the_very_same_text_counts_once(copies: int) -> None:
    wire = prose(200)
    samples = sampled(*[wire] * copies, f"{wire} {prose(9)}")
    assert samples.originals == [*[0] * copies, copies]
    assert pairs(samples) == {(0, copies)}


@pytest.mark.parametrize("copies", [MAX_HOLDERS, MAX_HOLDERS + 1, 100])
def test_edited_copies_are_compared_with_the_oldest(copies: int) -> None:
    wire = prose(300)
    samples = sampled(*(edited(wire, CHANCE) for _ in range(copies)))
    found = pairs(samples)
    assert {(0, number) for number in range(1, copies)} <= found
    assert set(samples.copies.tolist()) == {0}
    if copies > 2 * MAX_HOLDERS:
        assert len(found) < copies * 2 * (HUBS + 1)


def test_a_reported_article_is_compared_with_all() -> None:
    wire, copies = prose(300), 100
    samples = sampled(*(edited(wire, CHANCE) for _ in range(copies)))
    number = copies // 2
    others = {tuple(sorted((number, other))) for other in range(copies) if other != number}
    assert pairs(samples, reported=(number,)) == others


def shared(samples: Samples, one: str, other: str) -> float:
    """How much two texts have in common besides boilerplate."""
    found = overlap(Text(one, samples.boilerplate), Text(other, samples.boilerplate))
    return found.containment if found else 0.0


NOTICE = prose(80)
WIRE = prose(300)


@pytest.mark.parametrize(
    ("copy", "copies"),
    [
        (lambda _: f"{WIRE} {NOTICE}", 300),
        (lambda chance: f"{edited(WIRE, chance)} {NOTICE}", 300),
        (lambda _: WIRE, 0),
    ],
    ids=["with copies that carry it", "with edited copies that carry it", "alone"],
)
@pytest.mark.parametrize("articles", [6, 40])
def test_notices_of_a_site_do_not_count(
    copy: Callable[[random.Random], str], copies: int, articles: int
) -> None:
    """However many copies of one text carry the notice, these are one text that does."""
    others = [f"{prose(90)} {NOTICE}" for _ in range(articles)]
    samples = sampled(*others, *(copy(CHANCE) for _ in range(copies)))
    assert {pair for pair in pairs(samples) if pair[0] < articles} == set()
    assert shared(samples, others[0], others[1]) < 0.1


@pytest.mark.parametrize("copies", [4, 6, 60])
def test_a_much_copied_text_is_no_notice(copies: int) -> None:
    wire = prose(200)
    bodies = [f"{wire} {prose(20)}" for _ in range(copies)]
    samples = sampled(*bodies)
    assert {member for pair in pairs(samples) for member in pair} == set(range(copies))
    assert shared(samples, bodies[0], bodies[1]) > 0.9


@pytest.mark.parametrize("copies", [3, 50])
def test_a_copied_text_inside_longer_ones_is_not_boilerplate(copies: int) -> None:
    longer = [f"{prose(250)} {WIRE} {prose(250)}" for _ in range(4)]
    samples = sampled(*[WIRE] * copies, *longer)
    assert shared(samples, WIRE, longer[0]) == 1
    assert {(0, copies + number) for number in range(4)} <= pairs(samples)


def test_no_articles() -> None:
    assert pairs(sampled()) == set()


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(0, 1000))
def test_every_copy_has_a_pair_with_the_oldest(of_text: list[int], seed: int) -> None:
    """Several texts, of each some copies that are the same or edited, in any order."""
    chance = random.Random(seed)
    texts = [prose(120, chance) for _ in range(7)]
    bodies = [
        texts[number] if number % 2 else edited(texts[number], chance, 0.02) for number in of_text
    ]
    samples = sampled(*bodies)
    found = pairs(samples)
    for number, text in enumerate(of_text):
        original, oldest = samples.originals[number], of_text.index(text)
        assert original == oldest or (samples.originals[oldest], original) in found
        assert of_text[original] == text
    assert all(of_text[one] == of_text[other] for one, other in found)
