"""Measure labelled stories at several values of a constant of the duplicate rules.

    python -m benchmarks.accuracy.sweep MODULE:NAME VALUE,... LABELLED.jsonl ... [--without body]

MODULE is one of newslint.similarity, such as sketch, and NAME a number in it. For each value and
file, the precision and the linked share of duplicate-text and of all rules are printed as
measure.py measures them.
"""

import argparse
import importlib
import json
import os

from benchmarks.accuracy.measure import links, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("constant", metavar="MODULE:NAME")
    parser.add_argument("values", metavar="VALUE,...")
    parser.add_argument("files", nargs="+", metavar="LABELLED.jsonl")
    parser.add_argument("--without", default="", help="leave out: body, date, excerpt, url")
    arguments = parser.parse_args()
    module, _, name = arguments.constant.partition(":")
    home = importlib.import_module(f"newslint.similarity.{module}")
    shipped = getattr(home, name)
    missing = frozenset(filter(None, arguments.without.split(",")))
    print(f"{name}, shipped {shipped}: precision/linked of duplicate-text; of all rules")
    for file in arguments.files:
        with open(file, encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        stories = [str(row["story"]) for row in rows]
        for value in arguments.values.split(","):
            setattr(home, name, type(shipped)(value))
            found = links(rows, missing)
            told = (found["duplicate-text"], set().union(*found.values()))
            scores = (score(stories, pairs) for pairs in told)
            shown = "; ".join(f"{s.precision:.4f}/{s.linked:.3f}" for s in scores)
            print(f"{os.path.basename(file):24} {value:>8}  {shown}")


if __name__ == "__main__":
    main()
