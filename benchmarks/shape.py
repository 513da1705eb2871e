"""Shows what collections are like side by side: how long, in what quotes, with how many links.

    python benchmarks/collection.py /tmp/generated --articles 1000 --faults 0.5
    python benchmarks/shape.py /tmp/generated REAL-COLLECTION...

The table is how articles like real ones are kept like real ones: see docs/speed.md. With
``--newslint EXECUTABLE`` it also says how many findings newslint has in each and what they cost.
Front matter is read line by line, in YAML or TOML, so that broken articles count, too.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import ON_ONE_ARTICLE

_PARTS = re.compile(r"(---|\+\+\+)\n(.*?)^\1[ ]*(?:\n(.*))?\Z", re.DOTALL | re.MULTILINE)
_VALUE = re.compile(r"\s*(?:- )*(?:[\w$-]+ ?[:=](?: +|$))?(.*)")
_QUOTES = {'"': "double quotes", "'": "single quotes", "|": "blocks", ">": "blocks"}
_ENDINGS = (".md", ".mdx", ".txt")

_IN_BODIES = {
    "headings": re.compile(r"^#{1,6} ", re.MULTILINE),
    "list items": re.compile(r"^\s*(?:[-*]|\d+\.) ", re.MULTILINE),
    "links": re.compile(r"(?<!!)\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<https?://"),
    "URLs": re.compile(r"https?://"),
    "images": re.compile(r"!\[|<img "),
    "code spans": re.compile(r"`[^`\n]+`"),
    "code blocks": re.compile(r"^```\w", re.MULTILINE),
    "table rows": re.compile(r"^\|", re.MULTILINE),
    "HTML tags": re.compile(r"<[a-z][^>\s]*[ >]"),
    "entities": re.compile(r"&#?\w+;"),
}


@dataclass
class Shape:
    """What was counted in one collection."""

    front: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    lines: int = 0
    repeated: int = 0
    """Lines of front matter that an earlier article has, too."""
    values: Counter[str] = field(default_factory=Counter)
    """Values by how they are written."""
    escaped: int = 0
    in_bodies: Counter[str] = field(default_factory=Counter)

    def add(self, front: str, body: str, seen: set[str]) -> None:
        """Count an article; ``seen`` are the lines of those before it."""
        self.front.append(front)
        self.bodies.append(body)
        lines = [line for line in front.split("\n") if line.strip()]
        self.lines += len(lines)
        self.repeated += sum(line in seen for line in lines)
        seen.update(lines)
        for line in lines:
            written = _VALUE.fullmatch(line)
            if written is not None and written[1] and not line.lstrip().startswith("#"):
                kind = _QUOTES.get(written[1][0], "no quotes")
                self.values[kind] += 1
                inside = written[1][1:-1]
                self.escaped += (kind == "double quotes" and "\\" in inside) or (
                    kind == "single quotes" and "''" in inside
                )
        for name, what in _IN_BODIES.items():
            self.in_bodies[name] += len(what.findall(body))

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and figures."""
        values = max(self.values.total(), 1)
        kilobytes = max(sum(map(_size, self.bodies)) / 1_000, 0.001)
        articles = list(zip(self.front, self.bodies, strict=True))
        yield "articles", f"{len(articles):,}"
        yield "front matter, bytes", _middle(map(_size, self.front))
        yield "front matter, lines", _middle(text.count("\n") for text in self.front)
        yield "lines that came before in another article", f"{self.repeated / self.lines:.0%}"
        for kind in ("no quotes", "double quotes", "single quotes", "blocks"):
            yield f"values in {kind}", f"{self.values[kind] / values:.1%}"
        yield "values with escapes", f"{self.escaped / values:.1%}"
        yield "body, bytes", _middle(map(_size, self.bodies))
        yield "body, lines per KB", f"{sum(b.count(chr(10)) for b in self.bodies) / kilobytes:.1f}"
        for name, count in self.in_bodies.items():
            yield f"{name} per KB of body", f"{count / kilobytes:.2f}"
        foreign = sum(not (front + body).isascii() for front, body in articles)
        yield "articles with characters beyond ASCII", f"{foreign / len(articles):.0%}"


def _size(text: str) -> int:
    return len(text.encode())


def _middle(sizes: Iterable[int]) -> str:
    """Median and mean."""
    held = list(sizes)
    return f"{median(held):,.0f} ({mean(held):,.0f})"


def shape(folder: Path) -> Shape:
    """Count what is in the articles below ``folder``."""
    counted, seen = Shape(), set[str]()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _ENDINGS:
            continue
        parts = _PARTS.match(path.read_text(encoding="utf-8"))
        if parts is not None:
            counted.add(parts[2], parts[3] or "", seen)
    return counted


def findings(executable: str, folder: Path, counted: Shape) -> Iterator[tuple[str, str]]:
    """What newslint finds and where its time goes, as names and figures.

    Times are CPU time as ``--timing`` takes it, of the rules that look at one article. The
    sizes they are divided by come from ``counted``.
    """
    command = [executable, "check", "--isolated", "--offline", "--no-cache", "-j1", "--timing"]
    select = ["--select", ON_ONE_ARTICLE, "-f", "json", str(folder)]
    run = subprocess.run([*command, *select], capture_output=True, text=True, check=False)
    report = json.loads(run.stdout)
    files = report["summary"]["files"]
    rules = Counter(finding["rule"] for finding in report["findings"])
    paths = {finding["path"] for finding in report["findings"]}
    yield "articles with findings", f"{len(paths) / files:.0%}"
    yield "findings per article", f"{rules.total() / files:.2f}"
    yield "findings with a fix", f"{report['summary']['fixable'] / max(rules.total(), 1):.0%}"
    seconds = _seconds(run.stderr)
    front, body = (sum(map(_size, texts)) / 1_000 for texts in (counted.front, counted.bodies))
    for name, spent, kilobytes in (
        ("read, parse and rules, µs per KB", ("read", "parse", "rules"), front + body),
        ("parse, µs per KB of front matter", ("parse",), front),
        ("hidden-character and mojibake, µs per KB", _ABOUT_CHARACTERS, front + body),
    ):
        yield name, f"{sum(seconds[part] for part in spent) * 1e6 / kilobytes:.1f}"
    for rule, count in rules.most_common():
        yield f"{rule}, per 100 articles", f"{100 * count / files:.1f}"


_ABOUT_CHARACTERS = ("hidden-character", "mojibake")


def _seconds(statistics: str) -> Counter[str]:
    """CPU seconds by phase and rule, from the tables that ``--timing`` prints."""
    rows = (line.split() for line in statistics.splitlines())
    return Counter({row[0]: float(row[1]) for row in rows if _is_time(row)})


def _is_time(row: list[str]) -> bool:
    return len(row) in (3, 4) and all(re.fullmatch(r"[0-9.]+", cell) for cell in row[1:])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--newslint", metavar="EXECUTABLE")
    args = parser.parse_args()
    columns = []
    for folder in args.folders:
        counted = shape(folder)
        rows = dict(counted.rows())
        if args.newslint:
            rows |= findings(args.newslint, folder, counted)
        columns.append(rows)
    print("|", " | ".join(("", *(folder.name for folder in args.folders))), "|")
    print("| --- |", " --: |" * len(columns))
    for name in dict.fromkeys(name for rows in columns for name in rows):
        print("|", " | ".join((name, *(rows.get(name, "–") for rows in columns))), "|")


if __name__ == "__main__":
    main()
