"""Compares the speed of two versions of newslint, run in turn on the same articles.

    python benchmarks/compare.py OLD/bin/newslint NEW/bin/newslint
    python benchmarks/compare.py OLD NEW --faults 0.5 --articles 2000 --pairs 7
    python benchmarks/compare.py OLD NEW --folder articles --work "rules on one article"

The articles are written by ``collection.py``, or are those below ``--folder``. Each pair runs
both versions, first the one, then the other; the next pair begins with the other. The table gives
medians of CPU seconds (user and system, whole processes) and the ratio NEW / OLD: the median over
the pairs, the smallest and the largest. A busy machine slows both halves of a pair, so ratios hold
where seconds do not. "report" says whether both printed the same bytes. Install both versions
without ``-e`` and in environments with the same packages: newslint looks for plug-ins in all that
are installed, which shows with one file.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.collection import write, write_lifelike
from benchmarks.timing import ON_ONE_ARTICLE, newslint, timed

WORK: dict[str, tuple[str, ...]] = {
    "one file": ("--no-cache", "{first}"),
    "file, fields": ("--no-cache", "--select=file,fields", "{articles}"),
    "rules on one article": ("--no-cache", f"--select={ON_ONE_ARTICLE}", "{articles}"),
    "duplicates": ("--no-cache", "--select=duplicates", "{articles}"),
    "all rules": ("--no-cache", "{articles}"),
    "all rules, warm cache": ("--cache-dir={cache}", "{articles}"),
}
"""What can be compared: options by name, with the places of articles and cache left open."""


class Version:
    """One of the two executables; keeps a cache of its own."""

    def __init__(self, executable: str, scratch: Path, cache: str) -> None:
        self.executable = str(Path(executable).resolve())
        self.scratch = scratch
        self.cache = scratch / cache

    def run(self, work: str, articles: Path) -> tuple[float, bytes]:
        """CPU seconds of one run, and what it printed."""
        first = min(articles.rglob("*.md"))
        options = [
            option.format(articles=articles, first=first, cache=self.cache) for option in WORK[work]
        ]
        with tempfile.TemporaryFile() as out:
            run = timed(newslint(self.executable, "-fconcise", *options), self.scratch, out)
            out.seek(0)
            report = out.read()
        if run.status:
            raise SystemExit(f"{self.executable} ends with {run.status} at: {work}")
        return run.cpu, report


def compare(old: Version, new: Version, work: str, articles: Path, pairs: int) -> str:
    """One row of the table, after one run of each to warm up."""
    old.run(work, articles), new.run(work, articles)
    seconds: dict[Version, list[float]] = {old: [], new: []}
    same = True
    for number in range(pairs):
        order = (old, new) if number % 2 == 0 else (new, old)
        reports = []
        for version in order:
            cpu, report = version.run(work, articles)
            seconds[version].append(cpu)
            reports.append(report)
        same &= reports[0] == reports[1]
    ratios = [after / before for before, after in zip(seconds[old], seconds[new], strict=True)]
    middle = [f"{statistics.median(seconds[version]):.3f}" for version in (old, new)]
    spread = f"{min(ratios):.2f} – {max(ratios):.2f}"
    verdict = "same" if same else "different"
    return " | ".join((work, *middle, f"{statistics.median(ratios):.3f}", spread, verdict))


def collection(folder: Path, articles: int, faults: float | None) -> Path:
    """A folder with articles: like real ones if a share of ``faults`` is given, else clean."""
    if faults is None:
        write(folder, articles)
    else:
        write_lifelike(folder, articles, faults=faults)
    return folder


def table(args: argparse.Namespace, scratch: Path) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    articles = args.folder or collection(scratch / "articles", args.articles, args.faults)
    old, new = Version(args.old, scratch, "old-cache"), Version(args.new, scratch, "new-cache")
    yield "| | OLD, CPU s | NEW, CPU s | NEW / OLD | (min – max) | report |"
    yield "| --- | --: | --: | --: | --: | --- |"
    for work in args.work or WORK:
        yield f"| {compare(old, new, work, articles.resolve(), args.pairs)} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", metavar="OLD", help="executable of the version before")
    parser.add_argument("new", metavar="NEW", help="executable of the version after")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument(
        "--faults", type=float, metavar="SHARE", help="articles like real ones [clean articles]"
    )
    parser.add_argument("--folder", type=Path, help="these articles instead of generated ones")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument(
        "--work", action="append", choices=tuple(WORK), help="only this; repeatable"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for line in table(args, Path(scratch)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
