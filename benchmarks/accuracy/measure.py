"""Measure how right the duplicate rules are, on labelled stories.

    python benchmarks/accuracy/measure.py LABELLED.jsonl ... [--without body,date,excerpt]

Each line of a file is a JSON object with the fields id, title, excerpt, text, date, url, provider
and story; articles of the same story belong together. All but id, title and story may be missing.
The articles are written to a temporary folder and linted there as a user would lint them, with
the rules as they are shipped. Printed are, for each rule and for all together:

links      pairs of articles that findings connect: a copy with the article that is named first,
           the articles of a story each with each
precision  share of them that are of one story
recall     share of the pairs of one story that are linked
linked     share of the articles with a sibling that are rightly linked to one
B-cubed    precision, recall and F1 (Bagga and Baldwin 1998) of the groups that the links make
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

from newslint import Config, lint

RULES = ("duplicate-url", "duplicate-text", "same-story")
Pair = tuple[int, int]


class Score(NamedTuple):
    links: int
    precision: float
    recall: float
    linked: float
    b_precision: float
    b_recall: float

    @property
    def b_f1(self) -> float:
        both = self.b_precision + self.b_recall
        return 2 * self.b_precision * self.b_recall / both if both else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="LABELLED.jsonl")
    parser.add_argument("--without", default="", help="leave out: body, date, excerpt, url")
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong links")
    parser.add_argument("--right", type=int, default=0, help="show so many right links")
    arguments = parser.parse_args()
    missing = frozenset(filter(None, arguments.without.split(",")))
    for file in arguments.files:
        with open(file, encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        found = links(rows, missing)
        stories = [str(row["story"]) for row in rows]
        report(os.path.basename(file), stories, found)
        show(rows, stories, found, arguments.wrong, right=False)
        show(rows, stories, found, arguments.right, right=True)


def links(rows: list[dict[str, Any]], missing: frozenset[str]) -> dict[str, set[Pair]]:
    """The pairs of rows that each rule links."""
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(rows):
            with open(os.path.join(folder, f"{number:07}.md"), "w", encoding="utf-8") as article:
                article.write(markdown(row, missing))
        config = Config(select=RULES, online=False, use_cache=False)
        findings = lint([folder], config).findings
    named: dict[str, set[Pair]] = {rule: set() for rule in RULES}
    for finding in findings:
        if finding.rule not in named:
            sys.exit(f"{finding.rule}: {finding.message}")
        if finding.rule == "same-story" and finding.group is not None:
            members = map(_number, finding.group.members)
            named[finding.rule].update(combinations(sorted(members), 2))
        else:
            a, b = sorted((_number(finding.path), _number(finding.related[0].path)))
            named[finding.rule].add((a, b))
    return named


def _number(path: str) -> int:
    return int(os.path.basename(path)[:7])


def markdown(row: dict[str, Any], missing: frozenset[str]) -> str:
    """A row as an article file. A text that only repeats the excerpt is no body."""
    excerpt, text = str(row.get("excerpt") or ""), str(row.get("text") or "")
    fields: dict[str, Any] = {"title": str(row["title"])}
    if excerpt and "excerpt" not in missing:
        fields["excerpt"] = excerpt
    if row.get("date") and "date" not in missing:
        fields["publishedDateTime"] = str(row["date"])
    if row.get("url") and "url" not in missing:
        fields["webUrl"] = str(row["url"])
    provider = row.get("provider") or row.get("source")
    if provider:
        fields["provider"] = {"name": str(provider)}
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    body = "" if "body" in missing or text == excerpt else text
    return f"---\n{front}---\n{body}\n"


def score(stories: list[str], found: set[Pair]) -> Score:
    """How the links agree with the stories."""
    sizes = Counter(stories)
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    siblings = sum(size for size in sizes.values() if size > 1)
    right = {(a, b) for a, b in found if stories[a] == stories[b]}
    b_precision, b_recall = b_cubed(stories, groups(len(stories), found))
    return Score(
        len(found),
        len(right) / len(found) if found else 1.0,
        len(right) / pairs if pairs else 1.0,
        len({member for pair in right for member in pair}) / siblings if siblings else 1.0,
        b_precision,
        b_recall,
    )


def groups(count: int, found: Iterable[Pair]) -> list[int]:
    """The number of the group of each article, by the links between them."""
    group = list(range(count))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for a, b in found:
        group[root(a)] = root(b)
    return [root(node) for node in range(count)]


def b_cubed(stories: list[str], group: list[int]) -> tuple[float, float]:
    """Mean over all articles of how pure its group is, and how whole its story."""
    members: dict[int, Counter[str]] = defaultdict(Counter)
    for story, number in zip(stories, group, strict=True):
        members[number][story] += 1
    sizes = Counter(stories)
    both = [(members[number][s], number, s) for s, number in zip(stories, group, strict=True)]
    precision = sum(common / members[number].total() for common, number, _ in both)
    recall = sum(common / sizes[story] for common, _, story in both)
    return precision / len(stories), recall / len(stories)


def report(name: str, stories: list[str], found: dict[str, set[Pair]]) -> None:
    print(f"{name}: {len(stories)} articles, {len(set(stories))} stories")
    print(f"{'':15} {'links':>7} {'precision':>9} {'recall':>7} {'linked':>7}  B-cubed P R F1")
    for rule, pairs in (*found.items(), ("all", set().union(*found.values()))):
        s = score(stories, pairs)
        print(
            f"{rule:15} {s.links:7} {s.precision:9.4f} {s.recall:7.3f} {s.linked:7.3f}  "
            f"{s.b_precision:.3f} {s.b_recall:.3f} {s.b_f1:.3f}"
        )


def show(
    rows: list[dict[str, Any]],
    stories: list[str],
    found: dict[str, set[Pair]],
    count: int,
    *,
    right: bool,
) -> None:
    """Print some links, for reading with one's own eyes."""
    for rule, pairs in found.items():
        chosen = sorted(p for p in pairs if (stories[p[0]] == stories[p[1]]) is right)
        for a, b in chosen[:: max(1, len(chosen) // max(1, count))][:count]:
            print(f"  {rule} {'right' if right else 'wrong'}:")
            for row in (rows[a], rows[b]):
                print(f"    {row['id']} {row.get('date') or ''} {row['title']}")
                print(f"        {str(row.get('excerpt') or '')[:200]}")


if __name__ == "__main__":
    main()
