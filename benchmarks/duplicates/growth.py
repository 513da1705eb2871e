"""Measure what finding duplicates costs, and what MinHash costs beside it.

    python benchmarks/duplicates/growth.py [--articles 10000,100000] [--peers]

Articles are made of words as frequent as they are in English: a title, an excerpt and a body of
about 2.5 KB. One in fifty is a near duplicate of an earlier one: half are copies with one word in
ten replaced, half stand inside another text of the same length. One in twenty tells another's
event in other words. Each candidate runs in a process of its own, from files to results, on one
core; CPU seconds are user plus system, memory is the greatest resident size.

With --peers the texts go through MinHash LSH too, as the documentation of datasketch and rensa
shows it: shingles of five words, 128 permutations, a threshold of .5 (both must be installed).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from newslint.similarity.function_words import FUNCTION_WORDS

WORDS = 420
"""Words of a body: about 2.5 KB."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="10000,100000")
    parser.add_argument("--peers", action="store_true", help="measure datasketch and rensa too")
    parser.add_argument("--folder", type=Path, help="keep the articles here")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        PEERS[arguments.run](arguments.folder)
        return
    candidates = ["newslint", *(PEERS if arguments.peers else ())]
    print(f"{'articles':>9} {'':12} {'CPU s':>7} {'MB':>6} {'recall':>7}  of copies, of insertions")
    for count in map(int, arguments.articles.split(",")):
        with tempfile.TemporaryDirectory() as temporary:
            folder = (arguments.folder or Path(temporary)) / str(count)
            planted = write(folder, count)
            for candidate in candidates:
                report(candidate, count, *measure(candidate, folder), planted)


def report(
    name: str, count: int, seconds: float, megabytes: float, found: object, planted: "Planted"
) -> None:
    assert isinstance(found, set)
    parts = [len(found & pairs) / max(1, len(pairs)) for pairs in planted]
    total = len(found & (planted[0] | planted[1])) / max(1, len(planted[0] | planted[1]))
    shown = ", ".join(f"{part:.3f}" for part in parts)
    print(f"{count:9} {name:12} {seconds:7.1f} {megabytes:6.0f} {total:7.3f}  {shown}", flush=True)


Pair = tuple[int, int]
Planted = tuple[set[Pair], set[Pair]]


def write(folder: Path, count: int, seed: int = 1) -> Planted:
    """Write ``count`` articles; returns the planted copies and insertions."""
    bodies = texts(count, seed)
    copies: set[Pair] = set()
    inside: set[Pair] = set()
    chance = np.random.default_rng(seed)
    vocabulary, _ = words()
    recent: list[list[str]] = []
    titles: list[tuple[str, str]] = []
    made = folder / "made.json"
    for number, body in enumerate(bodies):
        earlier = int(chance.integers(max(0, number - 990), number)) if number else 0
        earlier -= earlier % 100 in (50, 99)  # no copies of copies
        fate = number % 100
        told = body[:9], body[9:40]
        if fate == 50:
            original = recent[earlier % 1000]
            body = [
                w if chance.random() > 0.1 else str(chance.choice(vocabulary)) for w in original
            ]
            copies.add((earlier, number))
        elif fate == 99:
            body = [*body[:200], *recent[earlier % 1000], *body[200:]]
            inside.add((earlier, number))
        elif fate % 20 == 7 and number:
            title, excerpt = titles[earlier % 1000]
            told = shuffled(chance, title.split(), body), shuffled(chance, excerpt.split(), body)
        heading = " ".join(told[0]), " ".join(told[1])
        recent[number % 1000 : number % 1000 + 1] = [body]
        titles[number % 1000 : number % 1000 + 1] = [heading]
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        paragraphs = "\n\n".join(" ".join(body[i : i + 60]) for i in range(0, len(body), 60))
        minute = number * 5
        date = (
            f"{2000 + minute // 525600}-{minute // 43800 % 12 + 1:02}-{minute // 1440 % 28 + 1:02}"
        )
        (place / f"{number:07}.md").write_text(
            f"---\ntitle: {heading[0]}\nexcerpt: {heading[1]}\n"
            f"publishedDateTime: {date}T{minute // 60 % 24:02}:{minute % 60:02}:00Z\n"
            f"webUrl: https://site{number % 500}.example/{number}/story\n"
            f"provider:\n  name: Site {number % 500}\n  domain: site{number % 500}.example\n"
            f"---\n{paragraphs}\n",
            encoding="utf-8",
        )
    made.write_text(json.dumps([sorted(copies), sorted(inside)]))
    return copies, inside


def shuffled(chance: np.random.Generator, told: list[str], fresh: list[str]) -> list[str]:
    """The same words in another order, a third of them others."""
    kept = [word for word in told if chance.random() > 0.33]
    order = chance.permutation(len(kept))
    return [*(kept[i] for i in order), *fresh[100 : 100 + len(told) - len(kept)]]


def words() -> tuple[list[str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """English words (without endings) and how likely each is."""
    from importlib.resources import files

    # Function words make up two fifths of English; a few of them most of that.
    function = FUNCTION_WORDS["english"].split()
    shares = 0.4 / np.arange(1, len(function) + 1)
    vocabulary, bits = function, list(-np.log2(shares / shares.sum() * 0.4))
    for line in (files("newslint.similarity") / "background.txt").read_text().splitlines():
        level, *stems = line.split()
        vocabulary += stems
        bits += [float(level)] * len(stems)
    weights = np.exp2(-np.array(bits))
    return vocabulary, weights / weights.sum()


def texts(count: int, seed: int) -> Iterator[list[str]]:
    """Bodies of about `WORDS` words."""
    vocabulary, weights = words()
    names = np.array(vocabulary)
    chance = np.random.default_rng(seed + 1)
    cumulative = np.cumsum(weights)
    for start in range(0, count, 500):
        drawn = np.searchsorted(cumulative, chance.random(500 * WORDS)).clip(max=len(names) - 1)
        rows = names[drawn].reshape(500, WORDS).tolist()
        yield from rows[: count - start]


def measure(candidate: str, folder: Path) -> tuple[float, float, set[Pair]]:
    """CPU seconds, megabytes and the pairs found by a candidate."""
    own = [sys.executable, "-m", "newslint", "check", "--isolated", "--offline", "--no-cache"]
    command = [*own, "-j", "1", "-f", "json", "--select", "duplicates", str(folder)]
    if candidate != "newslint":
        command = [sys.executable, __file__, "--run", candidate, "--folder", str(folder)]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, env={**os.environ, **ONE_CORE})
        _, status, usage = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) in (0, 1), f"{candidate} failed"
        out.seek(0)
        result = json.load(out)
    if candidate == "newslint":
        result = [
            [number(finding["path"]), number(other["path"])]
            for finding in result["findings"]
            if finding["rule"] == "duplicate-text"
            for other in finding["related"]
        ]
    found = {(min(a, b), max(a, b)) for a, b in result}
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, found


ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


def number(path: str) -> int:
    return int(Path(path).stem)


def shingled(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """Every article of a folder with its shingles of five words."""
    for file in sorted(folder.rglob("*.md")):
        body = file.read_text(encoding="utf-8").split("---\n", 2)[2].lower().split()
        yield number(file.name), [" ".join(body[i : i + 5]) for i in range(len(body) - 4)]


def with_datasketch(folder: Path) -> None:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    found = []
    for name, shingles in shingled(folder):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles])
        found += [(name, other) for other in index.query(sketch)]
        index.insert(name, sketch)
    print(json.dumps(found))


def with_rensa(folder: Path) -> None:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    found = []
    for name, shingles in shingled(folder):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles)
        found += [(name, other) for other in index.query(sketch)]
        index.insert(name, sketch)
    print(json.dumps(found))


PEERS = {"datasketch": with_datasketch, "rensa": with_rensa}

if __name__ == "__main__":
    main()
