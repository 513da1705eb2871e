"""Make near duplicates of known kinds out of real texts, and look-alikes that are none.

    python benchmarks/accuracy/near_duplicates.py TEXTS.jsonl OUT.jsonl [--seed N] [--copies N]

TEXTS.jsonl holds objects with title and text, OUT.jsonl gets what measure.py reads; its story is
the text that an article was made from, and its kind tells how:

copy         a tenth of the words replaced
trimmed      the first 40 to 70 % of the sentences
inside       the whole text in the middle of another article up to twice as long
reordered    its sentences in another order, five at a time
wrapped      with a site's notices before and after it
heavy        a fifth of the sentences gone, a fifth new, a word in twelve replaced

Every other article stands alone, however much it looks like one of its neighbours: a third carry
the notices of the same few sites (40 to 120 words, of 3 articles or of 60), some quote three
sentences of another article, some are weekly reports of one make with other figures.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

Row = dict[str, Any]
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", metavar="TEXTS.jsonl")
    parser.add_argument("out", metavar="OUT.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=40, help="near duplicates of each kind")
    arguments = parser.parse_args()
    with open(arguments.texts, encoding="utf-8") as lines:
        texts = unlike([json.loads(line) for line in lines])
    maker = Maker(texts, random.Random(arguments.seed))
    with open(arguments.out, "w", encoding="utf-8") as out:
        for row in maker.rows(arguments.copies):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def unlike(rows: list[Row]) -> list[Row]:
    """The rows of some length that share no stretch of eight words with an earlier one."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        words = row["text"].lower().split()
        stretches = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
        if len(words) >= 120 and not stretches & seen:
            kept.append(row)
        seen |= stretches
    return kept


class Maker:
    """Makes the articles; every text is used once, for one purpose."""

    def __init__(self, texts: list[Row], chance: random.Random) -> None:
        self.chance = chance
        self.texts = texts
        chance.shuffle(texts)
        self.vocabulary = sorted({word for row in texts for word in row["text"].split()})
        self.used = 0
        self.sites = [self.notices(size) for size in (40, 60, 80, 120)]

    def rows(self, copies: int) -> Iterator[Row]:
        """All articles: originals with their near duplicates, then those that stand alone."""
        kinds: tuple[Callable[[list[str]], list[str]], ...] = (
            self.copy,
            self.trimmed,
            self.inside,
            self.reordered,
            self.wrapped,
            self.heavy,
        )
        number = 0
        for kind in kinds:
            for _ in range(copies):
                original = self.next()
                sentences = SENTENCE.split(original["text"])
                number += 1
                yield row(f"{number}a", original["title"], sentences, number, "original")
                made = kind(sentences)
                title = self.replaced([original["title"]], 4)[0]
                yield row(f"{number}b", title, made, number, kind.__name__)
        rest = len(self.texts) - self.used - 60
        for i in range(rest):
            number += 1
            sentences = SENTENCE.split(self.next()["text"])
            kind_of = "alone"
            if i % 3 == 0:  # one site with 3 articles, the others share the rest
                site = self.sites[0] if i < 9 else self.sites[1 + i // 3 % 3]
                sentences, kind_of = [site[0], *sentences, site[1]], "same site"
            elif i % 10 == 1:
                quoted = SENTENCE.split(self.texts[self.used - 2]["text"])[:3]
                sentences, kind_of = [*sentences[:5], *quoted, *sentences[5:]], "quoting"
            yield row(str(number), self.texts[self.used - 1]["title"], sentences, number, kind_of)
        for week in range(20):
            number += 1
            yield self.weekly(number, week)

    def next(self) -> Row:
        """A text that was not used before."""
        if self.used == len(self.texts):
            raise SystemExit("there are too few texts: give more, or ask for fewer --copies")
        self.used += 1
        return self.texts[self.used - 1]

    def copy(self, sentences: list[str]) -> list[str]:
        return self.replaced(sentences, 10)

    def trimmed(self, sentences: list[str]) -> list[str]:
        return sentences[: max(3, int(len(sentences) * self.chance.uniform(0.4, 0.7)))]

    def inside(self, sentences: list[str]) -> list[str]:
        around = SENTENCE.split(self.next()["text"])
        while len(around) < self.chance.uniform(1, 2) * len(sentences):
            around += SENTENCE.split(self.next()["text"])
        at = self.chance.randrange(len(around))
        return [*around[:at], *sentences, *around[at:]]

    def reordered(self, sentences: list[str]) -> list[str]:
        blocks = [sentences[i : i + 5] for i in range(0, len(sentences), 5)]
        self.chance.shuffle(blocks)
        return [sentence for block in blocks for sentence in block]

    def wrapped(self, sentences: list[str]) -> list[str]:
        before, after = self.chance.choice(self.sites[1:])
        return [before, *sentences, after]

    def heavy(self, sentences: list[str]) -> list[str]:
        fresh = SENTENCE.split(self.next()["text"])
        made = []
        for sentence in sentences:
            fate = self.chance.random()
            if fate >= 0.2:
                made.append(sentence)
            if fate >= 0.8:
                made.append(self.chance.choice(fresh))
        return self.replaced(made, 12)

    def replaced(self, sentences: list[str], every: int) -> list[str]:
        """The sentences with one word in ``every``, on average, replaced by another."""
        return [
            " ".join(
                self.chance.choice(self.vocabulary) if self.chance.random() < 1 / every else word
                for word in sentence.split()
            )
            for sentence in sentences
        ]

    def notices(self, words: int) -> tuple[str, str]:
        """What a site prints before and after every article."""
        text = [self.chance.choice(self.vocabulary) for _ in range(words)]
        return " ".join(text[: words // 3]), " ".join(text[words // 3 :])

    def weekly(self, number: int, week: int) -> Row:
        """A report that differs from last week's in its figures alone, and in its comment."""
        rates = [f"{self.chance.uniform(2, 7):.2f}" for _ in range(6)]
        report = (
            f"The average rate for loans over thirty years went to {rates[0]} percent from "
            f"{rates[1]} percent a week before, and that for fifteen years to {rates[2]} from "
            f"{rates[3]}. A year ago it was {rates[4]}. Fees came to {rates[5]} points."
        )
        comment = SENTENCE.split(self.texts[-1 - week]["text"])
        return row(str(number), f"Loan rates, week {week}", [report, *comment], number, "weekly")


def row(name: str, title: str, sentences: list[str], story: int, kind: str) -> Row:
    text = "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    return {"id": name, "title": title, "text": text, "story": story, "kind": kind}


if __name__ == "__main__":
    main()
