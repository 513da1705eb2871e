"""Make what quotes or repeats without being a copy: digests, round-ups, tables, notices, columns.

    python -m benchmarks.accuracy.digests TEXTS.jsonl OUT.jsonl [--seed N]

TEXTS.jsonl holds objects with title and text, as for near_duplicates.py, and a story if several are
on one event; OUT.jsonl is what measure.py reads. Several outlets publish in eight weeks:

articles     a text each; some are printed again by another outlet, whole or in part. Only these
             belong together, and articles on one event in one week
newsletters  one a week of two outlets, with the first sentences of eight articles of that week
round-ups    links to articles with their titles, half of them the same in two outlets
tides        a table a month for each of some harbours
notices      one a year, with other numbers and names in the same words
columns      a frame around a few sentences of their own, every week
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import datetime

from benchmarks.accuracy.near_duplicates import SENTENCE, unlike
from benchmarks.accuracy.rows import START, Row, row

WEEKS = 8
A_WEEK = 30
"""Articles of a week."""
REPRINTED = 4
"""Every so many an article is printed again."""
OUTLETS = "Echo Herald Courier Ledger Tribune Monitor Gazette Argus".split()
HARBOURS = "Norham Tarbert Wexley Corran Inverlee Dunmere".split()
NAMES = "Hale Birch Reed Stone Foss Aldous Brandt Winter Marsh Lund Ekdal Thorne".split()
NOTICES = (
    (
        "Applications for the harbour fund {year}",
        "The harbour fund of {harbour} gives {sum},000 crowns in {year} to people who restore old "
        "boats. Applications reach {name} at the harbour office until {day} May, by post or at the "
        "counter. Each of them says in two pages what the boat is, what is to be done, and what it "
        "costs; drawings help. The board meets on {day} June and answers by letter. Those who had "
        "money in the past {small} years cannot apply again. Work begins within {small} months, "
        "and the owner shows the boat at the festival in {harbour} afterwards.",
    ),
    (
        "Election of the parents' council {year}",
        "Parents of all {sum} pupils elect their council for {year} on {day} September in the hall "
        "of the school. {name} leads the election and {name} counts the votes. Whoever wants to "
        "stand gives their name to the office before {day} September; {small} seats are free this "
        "time. The council meets {small} times a year and is heard before the school decides about "
        "meals, trips and times. A short report on the past year will be read at the beginning. "
        "Votes by letter are counted when they arrive before noon.",
    ),
)
COLUMNS = (
    (
        "Letters to the desk",
        "Every week we answer what readers asked us, as well as we can in a few lines. Write to "
        "the desk if you would like your question to appear here. This time:",
        "That is all for this week. If you enjoyed the column, pass it on to a friend, and see you "
        "on these pages next week. The desk answers by post if you enclose a stamp.",
    ),
    (
        "Seen from the pier",
        "This column collects what moved along the coast over the past seven days, as seen from "
        "our newsroom above the pier. In short:",
        "Sources are listed in the printed edition. Corrections go to the readers' editor, whose "
        "address is on the back page, and are printed on the first Saturday of a month.",
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", metavar="TEXTS.jsonl")
    parser.add_argument("out", metavar="OUT.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open(arguments.texts, encoding="utf-8") as lines:
        texts = unlike([json.loads(line) for line in lines])
    with open(arguments.out, "w", encoding="utf-8") as out:
        for row in Press(texts, random.Random(arguments.seed)).rows():
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


class Press:
    """Makes the articles; every text is used once."""

    def __init__(self, texts: list[Row], chance: random.Random) -> None:
        self.chance = chance
        chance.shuffle(texts)
        self.texts = iter(texts)

    def rows(self) -> Iterator[Row]:
        for week in range(WEEKS):
            articles = [self.article(week, number) for number in range(A_WEEK)]
            yield from articles
            for article in articles[::REPRINTED]:
                yield self.reprint(article)
            yield from self.newsletters(week, articles)
            yield from self.round_ups(week, articles)
            yield from self.columns(week)
        yield from self.tides()
        yield from self.notices()

    def article(self, week: int, number: int) -> Row:
        text = next(self.texts)
        hour = 168 * week + self.chance.uniform(0, 140)
        title, outlet = text["title"][:120], self.chance.choice(OUTLETS)
        name = f"article {week} {number}"
        made = row(name, title, paragraphs(text["text"]), hour, outlet)
        return made | {"story": f"{text['story']} in week {week}" if "story" in text else name}

    def reprint(self, article: Row) -> Row:
        """An article as another outlet prints it: with a line before it, the end cut or not."""
        sentences = SENTENCE.split(article["text"].replace("\n\n", " "))
        kept = sentences[: max(4, int(len(sentences) * self.chance.choice((0.6, 1, 1))))]
        outlet = OUTLETS[(OUTLETS.index(article["provider"]) + 1) % len(OUTLETS)]
        text = f"From our partners at the {article['provider']}.\n\n{paragraphs(' '.join(kept))}"
        date = (datetime.fromisoformat(article["date"]) - START).total_seconds() / 3600 + 5
        made = row(article["story"], article["title"], text, date, outlet)
        return made | {"id": f"{article['id']} reprint"}

    def newsletters(self, week: int, articles: list[Row]) -> Iterator[Row]:
        for outlet in OUTLETS[:2]:
            parts = [
                f"## {article['title']}\n\n{' '.join(SENTENCE.split(article['text'])[:4])}"
                for article in self.chance.sample(articles, 8)
            ]
            text = "Good morning. This is what the week brought.\n\n" + "\n\n".join(parts)
            title = f"{outlet} newsletter #{week + 40}"
            yield row(f"{outlet} newsletter {week}", title, text, 168 * week + 150, outlet)

    def round_ups(self, week: int, articles: list[Row]) -> Iterator[Row]:
        shared = self.chance.sample(articles, 6)
        for outlet in OUTLETS[2:4]:
            links = shared + self.chance.sample(articles, 6)
            self.chance.shuffle(links)
            text = "\n".join(
                f"- [{link['title']}](https://{link['provider'].lower()}.example/{number})"
                for number, link in enumerate(links)
            )
            title = f"Links of the week {week + 10}"
            yield row(f"{outlet} links {week}", title, text, 168 * week + 152, outlet)

    def columns(self, week: int) -> Iterator[Row]:
        for number, (title, before, after) in enumerate(COLUMNS):
            news = " ".join(SENTENCE.split(next(self.texts)["text"])[:3])
            text = f"{before}\n\n{news}\n\n{after}"
            outlet = OUTLETS[4 + number]
            yield row(f"{title} {week}", title, text, 168 * week + 60 + number, outlet)

    def tides(self) -> Iterator[Row]:
        for number, harbour in enumerate(HARBOURS):
            for month in ("March", "April"):
                days = "\n".join(
                    f"| {day} {month} | {self.clock()} | {self.clock()} | {self.clock()} |"
                    for day in range(1, 29)
                )
                text = f"| Day | High | Low | High |\n| --- | --- | --- | --- |\n{days}"
                hour = 10 if month == "March" else 700
                title = f"Tide table for {harbour}, {month} 2026"
                yield row(f"tides {number} {month}", title, text, hour, "Gazette")

    def clock(self) -> str:
        return f"{self.chance.randrange(24):02}:{self.chance.randrange(60):02}"

    def notices(self) -> Iterator[Row]:
        for number, (title, text) in enumerate(NOTICES):
            for year in range(2022, 2027):
                made = [
                    part if place % 2 == 0 else self.fact(part, year)
                    for place, part in enumerate(text.replace("}", "{").split("{"))
                ]
                hour = (year - 2026) * 8766 + 24 * number
                name = f"notice {number} {year}"
                yield row(name, title.format(year=year), "".join(made), hour, "Argus")

    def fact(self, kind: str, year: int) -> str:
        pick = {"harbour": HARBOURS, "name": NAMES}.get(kind)
        if pick:
            return self.chance.choice(pick)
        most = {"sum": 900, "day": 28, "small": 9}
        return str(year if kind == "year" else self.chance.randint(1, most[kind]))


def paragraphs(text: str) -> str:
    """A text with three sentences in a paragraph."""
    sentences = SENTENCE.split(text)
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


if __name__ == "__main__":
    main()
