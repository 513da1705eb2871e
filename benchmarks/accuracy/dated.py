"""Give labelled articles dates, as they would have if each story had happened at some time.

    python benchmarks/accuracy/dated.py LABELLED.jsonl OUT.jsonl [--days N] [--twins near|far]

A story happens at a random hour of N days, and what tells it appears in the 48 hours after. Stories
of one ``topic`` are twins, told in the same words: they happen in the same hour (near), half of the
N days apart (far), or at random. OUT.jsonl is what measure.py reads.
"""

import argparse
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 3, 1, tzinfo=UTC)
TOLD = 48
"""Hours in which a story is told."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", metavar="LABELLED.jsonl")
    parser.add_argument("out", metavar="OUT.jsonl")
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--twins", choices=("near", "far"))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open(arguments.labelled, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    happened = times(rows, 24 * arguments.days, arguments.twins, random.Random(arguments.seed))
    chance = random.Random(arguments.seed)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for row in rows:
            hours = happened[str(row["story"])] + chance.uniform(0, TOLD)
            row["date"] = (START + timedelta(hours=hours)).isoformat(timespec="seconds")
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def times(
    rows: list[dict[str, Any]], hours: float, twins: str | None, chance: random.Random
) -> dict[str, float]:
    """The hour of each story, by its name."""
    first: dict[str, float] = {}  # of each topic
    found: dict[str, float] = {}
    for row in rows:
        story, topic = str(row["story"]), str(row.get("topic", row["story"]))
        if story in found:
            continue
        hour = chance.uniform(0, hours)
        if topic in first and twins is not None:
            hour = (first[topic] + (hours / 2 if twins == "far" else 0)) % hours
        first.setdefault(topic, hour)
        found[story] = hour
    return found


if __name__ == "__main__":
    main()
