"""Make the wire of many outlets that report by forms: alike in wording, different in facts.

    python -m benchmarks.accuracy.wire OUT.jsonl [--events N] [--seed N]

OUT.jsonl is what measure.py reads. For each kind of report there are N events in a month: earnings,
rates, tenders, auctions, tables of a league and release notes. Up to three outlets report an event,
each in its own one of the frames that the outlets share. So reports of one event in two frames have
little but the facts in common, and reports of two events in one frame everything but the facts. The
notes of each release are told once, and half of its changes are also in those of another release.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator

from benchmarks.accuracy.rows import Row, row

DAYS = 28
TOLD = 30
"""Hours in which an event is reported."""
OUTLETS = "Echo Herald Courier Ledger Tribune Monitor Gazette Argus Beacon Dispatch".split()

FACTS = {
    "company": "Marrow Zenith Orbis Helix Lumen Quartz Sable Vantor Norcor Pellis Tarn Ostrava "
    "Brightwell Kestrel Dunlin Ferrox Galena Harrow Ibex Juno Keld Larch Merrow Nimbus Orrin",
    "trade": "Tools Foods Mills Energy Paper Steel Textiles Chemicals Bancorp Freight",
    "country": "Norland Sweria Castova Maritania Ostland Belmark Trevania Lusaria Kordia Almeria",
    "town": "Norham Tarbert Wexley Corran Inverlee Dunmere Elmstead Ashby Skerrow Fallow Brixby",
    "name": "Hale Birch Reed Stone Foss Aldous Brandt Winter Marsh Lund Ekdal Thorne Quill Sayer",
    "move": "holds cuts raises",
    "quarter": "first second third fourth",
}
NUMBERS = {
    "small": (2, 9),
    "two": (10, 99),
    "three": (100, 999),
    "amount": (1_000_000, 9_999_999),
    "day": (1, 28),
}
FRAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "earnings": (
        (
            "{COMPANY} {TRADE} INC {QUARTER} QTR NET",
            "Shr {two1} cts vs {two2} cts\nNet {amount1} vs {amount2}\nRevs {amount3} vs {amount4}"
            "\nAvg shrs {amount5} vs {amount6}\nNOTE: prior year net includes gain of {amount7}",
        ),
        (
            "{company} {trade} reports {quarter} quarter results",
            "{company} {trade} said on Tuesday that it earned {two1} cents a share in the {quarter}"
            " quarter, compared with {two2} cents in the same period of last year. Revenue came to "
            "{amount3} crowns after {amount4} a year before. Analysts had expected the company to "
            "earn {two3} cents a share. The company did not give a forecast for the whole year and "
            "declined to comment on reports about a sale of its smaller plants.",
        ),
        (
            "Profit of {company} {trade} at {amount1} crowns",
            "For the {quarter} quarter {company} {trade} has published a profit of {amount1} "
            "crowns; a year ago it was {amount2}. Per share that makes {two1} cents. Sales were "
            "{amount3} crowns. Its shares were little changed in early trading, in line with the "
            "market. {name}, who leads the company, will speak to investors this afternoon.",
        ),
    ),
    "rates": (
        (
            "{country} central bank {move} key rate at {small1}.{two1} pct",
            "The central bank of {country} {move} its key rate at {small1}.{two1} percent, it said "
            "after a meeting of its board. Inflation stood at {small2}.{two2} percent last month. "
            "The bank repeated that it will act as needed to bring inflation back to its target. "
            "Economists in a survey had mostly expected the decision. The next meeting is planned "
            "for the {day1}th of next month.",
        ),
        (
            "Key rate in {country}: {small1}.{two1} percent",
            "Key rate {small1}.{two1}\nPrevious {small3}.{two3}\nInflation {small2}.{two2}\n"
            "Deposit rate {small4}.{two4}\nMinimum reserve {small5}.{two5}\nNext meeting {day1}",
        ),
        (
            "Borrowing in {country} after the board of governor {name} met",
            "Governor {name} of {country} told reporters that the board {move} the rate at which "
            "banks borrow; it is {small1}.{two1} percent now. With prices {small2}.{two2} percent "
            "higher than a year ago, some members had asked for a bolder step, {name} said.",
        ),
    ),
    "tenders": (
        (
            "Tender: resurfacing of {name} Road in {town}",
            "The council of {town} invites sealed bids for the resurfacing of {name} Road, "
            "reference {three1}/{two1}. Documents can be collected from the works office between "
            "nine and four on working days against a fee of {two2} crowns. Bids must reach the "
            "office no later than noon on {day1} April and will be opened in public. The council "
            "does not bind itself to accept the lowest or any bid.",
        ),
        (
            "{town} seeks contractor for {name} Road",
            "A contractor is sought in {town} to renew the surface of {name} Road before summer. "
            "The works office hands out papers ({three1}/{two1}) and takes bids until {day1} April "
            "at noon. The budget is {three2},000 crowns, and the road will be closed for "
            "{small1} weeks while work goes on.",
        ),
    ),
    "auctions": (
        (
            "{COUNTRY} SELLS {small1}-YEAR BILLS",
            "Sold {three1} mln\nBids {three2} mln\nCover {small2}.{two1}\nAverage yield {small3}."
            "{two2} pct\nCut-off {small3}.{two3} pct\nPrevious yield {small4}.{two4} pct",
        ),
        (
            "{country} treasury sells bills for {three1} million crowns",
            "The treasury of {country} has sold bills with a term of {small1} years for {three1} "
            "million crowns at its regular auction, it announced. Investors bid for {three2} "
            "million. The average yield was {small3}.{two2} percent, after {small4}.{two4} percent "
            "at the auction before. The sale covers part of the needs of this quarter.",
        ),
    ),
    "tables": (
        (
            "League table: {town} {three1}",
            "{name1} Rovers {two1} {small1} {small2} {small3} {two2}\n{name2} United {two3} "
            "{small4} {small5} {small6} {two4}\n{name3} Albion {two5} {small7} {small8} {small1} "
            "{two6}\n{name4} Town {two7} {small2} {small3} {small4} {two8}",
        ),
        (
            "{name1} Rovers lead {town} league on {two2} points",
            "After the matches of the weekend {name1} Rovers lead the league of {town} with {two2} "
            "points, followed by {name2} United with {two4}. {name4} Town remain last after a "
            "defeat by {small4} goals, and their coach asked for patience.",
        ),
    ),
}
VERBS = "update fix remove document rename deprecate refactor speed up test revert".split()
PARTS = "parser loader resolver scheduler cache stream socket timer buffer watcher linker".split()
MATTERS = (
    "missing flag|race on close|stale handle|wrong exit code|memory growth|flaky check|"
    "error message|default limit|path on Windows|unused option|slow start|broken link"
).split("|")
BLANK = re.compile(r"\{([A-Za-z]+)(\d*)\}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", metavar="OUT.jsonl")
    parser.add_argument("--events", type=int, default=30, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    wire = Wire(random.Random(arguments.seed))
    with open(arguments.out, "w", encoding="utf-8") as out:
        for row in wire.rows(arguments.events):
            out.write(json.dumps(row) + "\n")


class Wire:
    """Makes the reports."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def rows(self, events: int) -> Iterator[Row]:
        for kind, frames in FRAMES.items():
            for number in range(events):
                yield from self.event(f"{kind} {number}", frames)
        for number in range(events):
            yield self.release(f"release {number}", number)

    def event(self, story: str, frames: tuple[tuple[str, str], ...]) -> Iterator[Row]:
        """The reports of one event."""
        facts: dict[str, str] = {}
        hour = self.chance.uniform(0, 24 * DAYS)
        for outlet in self.chance.sample(range(len(OUTLETS)), self.chance.randint(1, 3)):
            title, text = (
                BLANK.sub(lambda blank: self.fact(blank, facts), part)
                for part in frames[outlet % len(frames)]
            )
            at = hour + self.chance.uniform(0, TOLD)
            yield row(story, title, text, at, OUTLETS[outlet], name=f"{story} {OUTLETS[outlet]}")

    def fact(self, blank: re.Match[str], facts: dict[str, str]) -> str:
        """The value of a blank, the same in all reports of an event."""
        kind = blank[1].lower()
        if (name := kind + blank[2]) not in facts:
            facts[name] = (
                f"{self.chance.randint(*NUMBERS[kind]):,}"
                if kind in NUMBERS
                else self.chance.choice(FACTS[kind].split())
            )
        return facts[name].upper() if blank[1].isupper() else facts[name]

    def release(self, story: str, number: int) -> Row:
        """The notes of a release. Two release lines have half of their changes in common."""
        pair, line = divmod(number, 2)
        common, own = random.Random(pair), self.chance
        changes = [change(common) for _ in range(12)] + [change(own) for _ in range(12)]
        version = f"{18 + 2 * line}.{pair}.{own.randint(0, 3)}"
        text = "Notable changes\n\n" + "\n".join(changes)
        return row(
            story,
            f"Kelpie {version} released",
            text,
            40 * pair + line,
            "Kelpie",
            name=f"{story} Kelpie",
        )


def change(chance: random.Random) -> str:
    """A line of a change log."""
    pick = chance.choice
    words = f"{pick(VERBS)} {pick(MATTERS)} in {pick(PARTS)} when the {pick(PARTS)} is idle"
    name = pick(FACTS["name"].split())
    number = chance.randint(10_000, 60_000)
    return f"- [{chance.getrandbits(40):010x}] {pick(PARTS)}: {words} ({name}) #{number}"


if __name__ == "__main__":
    main()
