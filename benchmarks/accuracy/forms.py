"""Make reports of a few forms, which are alike word by word but for the facts filled in.

    python benchmarks/accuracy/forms.py OUT.jsonl [--reports N] [--seed N]

OUT.jsonl is what measure.py reads: N reports of each form from the days of one month, each of them
a story of its own, so that every link is a wrong one.
"""

import argparse
import json
import random
import re

FORMS = {
    "rates": (
        "Mortgage rates in {town}: 30-year loans at {small}.{two} percent",
        "The average rate on a 30-year fixed mortgage was {small}.{two} percent this week, "
        "according to lenders surveyed in {town}. The 15-year fixed rate stood at {small}.{two} "
        "percent. A borrower who takes out a loan of {three},000 crowns would pay about {three} "
        "crowns a month in principal and interest. Rates depend on credit history, down payment "
        "and the length of the loan. Compare offers from several lenders before you decide, and "
        "ask about fees and points. Adjustable loans started at {small}.{two} percent.",
    ),
    "tender": (
        "Tender: resurfacing of {name} Road in {town}",
        "The council of {town} invites sealed bids for the resurfacing of {name} Road, reference "
        "{three}/{two}. Documents can be collected from the works office between nine and four on "
        "working days against a fee of {two} crowns. Bids must reach the office no later than noon "
        "on {day} April and will be opened in public half an hour later. The council does not bind "
        "itself to accept the lowest or any bid. Bidders must show that they have carried out at "
        "least {small} works of the same kind. Questions are answered by {first} {name}.",
    ),
    "obituary": (
        "Obituary: {first} {name}",
        "{first} {name}, who worked as a {work} in {town}, died on {day} February at the age of "
        "{two}. Born in {town} in 19{two}, the {work}'s child grew up with {small} siblings and "
        "went to school in {town}. The family asks for donations to the hospice in place of "
        "flowers. A service will be held at the church of {town} on Saturday at {small} o'clock, "
        "followed by burial in the churchyard. Friends are welcome at the house afterwards. "
        "{first} leaves {small} children and {two} grandchildren.",
    ),
    "weather": (
        "Weather in {town}: {sky} day ahead",
        "Expect a {sky} day in {town}, with temperatures between {small} and {two} degrees. Winds "
        "will come from the {side} at {two} kilometres an hour. The chance of rain is {two} "
        "percent. The sun rises at {small}:{two} and sets at 18:{two}. Tomorrow will be {sky} with "
        "highs of {two} degrees. Drivers are advised to allow more time for their journeys in the "
        "morning, and to keep their distance from the car ahead.",
    ),
    "match": (
        "{town} {club} {small}-{small} {town} {club}",
        "The {club} of {town} met in front of {three} spectators. {name} opened the scoring in the "
        "{two}th minute after a corner by {name}. {name} equalised shortly after the break, and "
        "{name} saw red in the {two}th minute for a second bookable offence. They now stand "
        "{small}th in the table with {two} points, and travel to {town} next week. Referee: "
        "{name}. Yellow cards: {name}, {name}, {name}.",
    ),
    "earnings": (
        "{company} {verb} quarterly estimates",
        "{company} reported earnings of {small}.{two} crowns a share for the quarter that ended in "
        "December, compared with {small}.{two} crowns a year earlier. Revenue was {three} million "
        "crowns. Analysts had on average expected a profit of {small}.{two} crowns a share, "
        "according to a survey of {two} analysts. Shares of the company have moved {two} percent "
        "since the beginning of the year. The company said that it expects revenue of {three} "
        "million crowns in the current quarter. This report was made from data of the exchange.",
    ),
}
FACTS = {
    "town": "Norham Tarbert Wexley Corran Inverlee Dunmere Elmstead Ashby Skerrow Fallow Brixby",
    "first": "Margaret Thomas Anna Paul Lena Jonas Milo Clara Henrik Ruth Oskar Ida Felix Nora",
    "name": "Hale Birch Reed Stone Foss Aldous Brandt Winter Marsh Lund Ekdal Thorne Quill Sayer",
    "club": "Rovers United Albion Wanderers Athletic Town City Rangers",
    "company": "Acme Zenith Orbis Helix Lumen Quartz Sable Vantor Norcor Pellis",
    "work": "teacher engineer harbourmaster baker nurse gardener surveyor printer",
    "sky": "sunny cloudy rainy windy foggy showery",
    "side": "north south west east",
    "verb": "beats misses meets",
}
NUMBERS = {"small": (2, 9), "two": (10, 99), "three": (100, 999), "day": (1, 28)}
BLANK = re.compile(r"\{(\w+)\}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", metavar="OUT.jsonl")
    parser.add_argument("--reports", type=int, default=20, help="of each form")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for form, (title, text) in FORMS.items():
            for number in range(arguments.reports):
                name = f"{form} {number}"
                title_filled, text_filled = filled((title, text), chance)
                row = {
                    "id": name,
                    "story": name,
                    "title": title_filled,
                    "text": text_filled,
                    "date": f"2026-02-{chance.randint(1, 28):02}T08:00:00Z",
                    "provider": "Echo",
                }
                out.write(json.dumps(row) + "\n")


def filled(texts: tuple[str, str], chance: random.Random) -> list[str]:
    """The texts with a fact in each blank: the first one of a kind is the same in both."""
    facts: dict[str, str] = {}

    def fact(blank: re.Match[str]) -> str:
        kind = blank[1]
        if kind in NUMBERS:
            return str(chance.randint(*NUMBERS[kind]))
        first = facts.pop(kind, "") if blank.string == texts[1] else ""
        value = first or chance.choice(FACTS[kind].split())
        if blank.string == texts[0]:
            facts.setdefault(kind, value)
        return value

    return [BLANK.sub(fact, text) for text in texts]


if __name__ == "__main__":
    main()
