"""Makes collections of articles to measure with: deterministic, of any size, from no download.

    python benchmarks/collection.py FOLDER --articles 20000 --related 3 --body 400
    python benchmarks/collection.py FOLDER --articles 20000 --faults 0.5

Articles have full front matter with related entries and a body of prose. The prose is made of
invented sentences, different in every article, so that no rule finds anything in it.

With ``--faults`` they are like real ones instead, and the given share of them has findings:
see `benchmarks.lifelike`. ``benchmarks/shape.py`` compares them with a real collection.
"""

import argparse
import datetime
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.lifelike.articles import IN_FOLDER, POST_BODY, Series
from benchmarks.lifelike.body import PICTURES

_PLACES = (
    "Harlow Arden Kestrel Brant Wickham Solway Tarn Merrow Ashby Corran Dunmere Elmstead Fenwick "
    "Garrow Holt Inver Jarrow Keld Lorton Mossley Norham Orrin Pell Quarley Rothbury Selby Thirsk"
).split()
_WHO = (
    "council court ministry harbour board university hospital union regulator airline museum "
    "laboratory bank railway orchestra utility brewery insurer shipyard festival library"
).split()
_DOES = (
    "approves delays rejects opens closes reviews funds audits sells moves repairs expands halts "
    "defends questions publishes measures announces withdraws upgrades replaces"
).split()
_WHAT = (
    "bridge ferry budget timetable survey contract clinic reservoir archive tariff pipeline "
    "orchard tunnel licence merger curriculum satellite turbine vaccine stadium tramway "
    "pension database lighthouse quarry telescope warehouse embankment aquarium "
    "observatory sewer parliament"
).split()
_HOW = (
    "after a long dispute|despite warnings|ahead of the winter|in a surprise vote|"
    "for the first time|under new rules|with public money|at twice the cost|"
    "following complaints|before the deadline|"
    "without an explanation|on a trial basis|in three stages|against expert advice"
).split("|")
_TOPICS = ("Transport", "Health", "Energy", "Science", "Economy", "Culture", "Politics", "Weather")


class Writer:
    """Writes invented articles; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        pick = self._random.choice
        number = self._random.randrange(3, 9_000)
        return (
            f"The {pick(_PLACES)} {pick(_WHO)} {pick(_DOES)} the {pick(_WHAT)} {pick(_HOW)}, "
            f"and {number} people near {pick(_PLACES)} asked about its {pick(_WHAT)} {number}."
        )

    def title(self) -> str:
        pick = self._random.choice
        number = self._random.randrange(1_000_000)
        return (
            f"{pick(_PLACES)} {pick(_WHO)} {pick(_DOES)} {pick(_WHAT)} {number} "
            f"near {pick(_PLACES)} {pick(_WHAT)}"
        )

    def prose(self, size: int) -> str:
        """About ``size`` bytes in paragraphs."""
        paragraphs, length = [], 0
        while length < size:
            paragraph = " ".join(self.sentence() for _ in range(4))
            paragraphs.append(paragraph)
            length += len(paragraph) + 2
        return "\n\n".join(paragraphs)

    def fields(self, indent: str, *, topics: bool) -> Iterator[str]:
        """The fields of one story, line by line."""
        number = self._random.randrange(10**9)
        slug = f"story-{number}"
        domain = f"{self._random.choice(_PLACES).lower()}-times.example"
        day = datetime.date(2020, 1, 1) + datetime.timedelta(self._random.randrange(2_000))
        hour, minute = self._random.randrange(24), self._random.randrange(60)
        yield f'title: "{self.title()}"'
        yield f'{indent}excerpt: "{self.sentence()}"'
        yield f"{indent}publishedDateTime: {day}T{hour:02}:{minute:02}:00Z"
        yield f'{indent}webUrl: "https://{domain}/{day.year}/{slug}/"'
        yield f'{indent}ampWebUrl: "https://{domain}/{day.year}/{slug}/amp/"'
        curl = domain.replace("-", "--").replace(".", "-")
        yield (
            f'{indent}cdnAmpWebUrl: "https://{curl}.cdn.ampproject.org/c/s/{domain}/'
            f'{day.year}/{slug}/amp/"'
        )
        yield f"{indent}type: article"
        yield f"{indent}quality: {self._random.randrange(190)}"
        if topics:
            yield f"{indent}heat: {self._random.randrange(-1, 200)}"
            yield f"{indent}published: true"
        yield f"{indent}provider:"
        yield f"{indent}  name: {domain.partition('-')[0].title()} Times"
        yield f"{indent}  domain: {domain}"
        if topics:
            yield f"{indent}topics:"
            yield from (f"{indent}  - {name}" for name in self._random.sample(_TOPICS, 2))
        yield f"{indent}images:"
        yield f'{indent}  - url: "https://{domain}/images/{slug}.jpg?w=1200"'
        yield f"{indent}    width: 1200"
        yield f"{indent}    height: 800"
        yield f"{indent}    isCached: true"

    def article(self, *, related: int, body: int) -> str:
        """One article with ``related`` related entries and ``body`` bytes of prose."""
        lines = ["---", "category: news", *self.fields("", topics=True)]
        if related:
            lines += ["", "related:"]
            for _ in range(related):
                first, *rest = self.fields("    ", topics=False)
                lines += [f"  - {first}", *rest]
        return "\n".join([*lines, "---", "", self.prose(body), ""])


def write(folder: Path, articles: int, *, related: int = 3, body: int = 400) -> None:
    """Write ``articles`` files below ``folder``, 1,000 to a subfolder."""
    for number in range(articles):
        parent = folder / f"{number // 1_000:03}"
        if number % 1_000 == 0:
            parent.mkdir(parents=True, exist_ok=True)
        text = Writer(number).article(related=related, body=body)
        (parent / f"story-{number:06}.md").write_text(text, encoding="utf-8")


def write_lifelike(
    folder: Path, articles: int, *, faults: float, seed: int = 0, body: int = POST_BODY
) -> None:
    """Write ``articles`` files like real ones below ``folder``, 1,000 to a subfolder.

    ``faults`` is the share of them that has findings, ``body`` the bytes of prose of a post, in
    the middle. Beside the subfolders is one with the pictures that bodies show; they are empty.
    """
    series = Series(faults=faults, seed=seed, body=body)
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (media / name).touch()
    for number in range(articles):
        parent = folder / f"{number // IN_FOLDER:03}"
        if number % IN_FOLDER == 0:
            parent.mkdir(exist_ok=True)
        (parent / series.name(number)).write_text(series.text(number), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--related", type=int, default=3)
    parser.add_argument(
        "--body",
        type=int,
        metavar="BYTES",
        help=f"of prose [default: 400; in posts like real ones {POST_BODY}, in the middle]",
    )
    parser.add_argument(
        "--faults",
        type=float,
        metavar="SHARE",
        help="write articles like real ones; SHARE of them (0 to 1) have findings",
    )
    parser.add_argument("--seed", type=int, default=0, help="of articles like real ones")
    args = parser.parse_args()
    if args.faults is not None:
        body = POST_BODY if args.body is None else args.body
        write_lifelike(args.folder, args.articles, faults=args.faults, seed=args.seed, body=body)
    else:
        body = 400 if args.body is None else args.body
        write(args.folder, args.articles, related=args.related, body=body)


if __name__ == "__main__":
    main()
