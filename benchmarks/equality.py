"""Proves at length that the YAML readers agree with PyYAML, on mutated documents of real shape.

    python benchmarks/equality.py --documents 100000

Exit status 1 and the documents where they differ, if there are any.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newslint.front_matter import plain
from tests.front_matter.reference import difference, document, mutated


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--loader", choices=("libyaml", "pure"), default="libyaml")
    args = parser.parse_args()
    began, seen, differences = time.monotonic(), Counter[str](), 0
    for number in range(args.seed, args.seed + args.documents):
        chance = random.Random(number)
        text = document(number % 5_000)
        if number >= 5_000:
            text = mutated(text, chance)
        seen["fast path" if plain.parse(text) is not None else "handed over"] += 1
        said = difference(text, args.loader)
        if said is not None:
            differences += 1
            print(f"{said}\n--- document {number}\n{text!r}\n")
    spent = time.monotonic() - began
    print(f"{args.documents} documents, {dict(seen)}, {differences} differ, {spent:.0f} s")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
