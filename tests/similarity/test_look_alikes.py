"""Headlines of one day: which tell of one event, and which only look so.

All of them are in one collection, as they would be in a feed.
"""

from functools import cache

import numpy as np
import pytest

from newslint.article import Article
from newslint.similarity.contradiction import exchanged, opposed
from newslint.similarity.sketch import Sketch, sketch
from newslint.similarity.story import Stories

Pair = tuple[str, str]

LOOK_ALIKES: dict[str, list[Pair]] = {
    "one provider's series": [
        (
            "What's new: Lumen Studio April feature update",
            "What's new: Lumen Studio May feature update",
        ),
        (
            "Mortgage rates today, March 3, 2026: 30-year rates climb",
            "Mortgage rates today, March 4, 2026: 30-year rates slip",
        ),
        (
            "Daily horoscope for Tuesday: Leo, Virgo and Libra",
            "Daily horoscope for Wednesday: Leo, Virgo and Libra",
        ),
        (
            "Morning briefing: markets, politics and weather for Skerrow",
            "Evening briefing: markets, politics and weather for Skerrow",
        ),
        (
            "Five things to know today in Tarbert: ferries, schools and the weather",
            "Five things to know today in Tarbert: football, taxes and the harbour",
        ),
        ("Crossword answers: puzzle 1402 solved", "Crossword answers: puzzle 1403 solved"),
        (
            "Recipe of the week: lemon chicken with rosemary potatoes",
            "Recipe of the week: lentil soup with roasted peppers",
        ),
        ("Ferry back in service | The Norham Echo", "Museum reopens | The Norham Echo"),
    ],
    "one make, other names": [
        (
            "Acme Corp beats third-quarter earnings estimates, raises full-year guidance",
            "Zenith Ltd beats third-quarter earnings estimates, raises full-year guidance",
        ),
        (
            "Orbis Beats Quarterly Profit Estimates On Strong Chip Demand",
            "Helix Beats Quarterly Profit Estimates On Strong Chip Demand",
        ),
        (
            "Norham council approves budget for new harbour bridge",
            "Tarbert council approves budget for new harbour bridge",
        ),
        (
            "Live updates: Skerrow election results from the northern districts",
            "Live updates: Tarbert election results from the northern districts",
        ),
        (
            "Rovers winger Milo Brandt arrested on suspicion of drink-driving",
            "Rovers winger Jonas Aldous arrested on suspicion of drink-driving",
        ),
        (
            "Rovers vs United: kick-off time, TV channel, team news and line-ups",
            "Wanderers vs City: kick-off time, TV channel, team news and line-ups",
        ),
        (
            "Tender notice: resurfacing of Harbour Road, lot 3",
            "Tender notice: resurfacing of Station Road, lot 3",
        ),
    ],
    "one make, other numbers": [
        ("Norham Rovers 2-1 Tarbert United: ratings", "Norham Rovers 0-3 Tarbert United: ratings"),
        (
            "Magnitude 5.2 earthquake strikes off Papua coast",
            "Magnitude 6.0 earthquake strikes off Chile coast",
        ),
        (
            "Police appeal for witnesses after fatal crash on A9 near Norham",
            "Police appeal for witnesses after fatal crash on A74 near Wexley",
        ),
    ],
    "one subject": [
        (
            "Stock market today: Wall Street rises as tech shares rally",
            "Stock market today: Asian shares fall as oil prices rally",
        ),
        (
            "Man charged with burglary after break-in at Corran hotel",
            "Woman charged with arson after blaze in Wexley hotel",
        ),
        ("Review: the new Lumen X10 phone", "Review: the new Orbis Z3 phone"),
        (
            "Skerrow weather forecast: rain and wind on Tuesday",
            "Skerrow weather forecast: sun and cloud on Friday",
        ),
        (
            "Oil prices rise as producers weigh output cut",
            "Gold prices rise as investors weigh rate cut",
        ),
    ],
    "other languages": [
        ("Wetter in Hamburg: So wird der Dienstag", "Wetter in Leipzig: So wird der Dienstag"),
        (
            "Frau nach Messerangriff in Hamburg gefasst",
            "Mann nach Messerangriff in Leipzig gefasst",
        ),
        (
            "Accident mortel sur l'A6 près de Lyon : deux morts",
            "Accident mortel sur l'A10 près de Tours : un mort",
        ),
        ("El tiempo en Madrid: previsión del martes", "El tiempo en Sevilla: previsión del martes"),
        ("Курс доллара на 3 марта 2026 года", "Курс доллара на 4 марта 2026 года"),
        ("北京今天天气预报：晴转多云", "上海今天天气预报：晴转多云"),
        ("東京の天気予報　火曜日は晴れ", "大阪の天気予報　火曜日は晴れ"),
        ("أسعار الذهب اليوم الثلاثاء في مصر", "أسعار الدولار اليوم الأربعاء في السعودية"),
        ("दिल्ली में आज का मौसम", "मुंबई में आज का मौसम"),
    ],
}

SAME_EVENTS: list[Pair] = [
    (
        "Cracked rudder keeps Skerrow ferry in dock until spring",
        "Skerrow ferry out of service until spring with cracked rudder",
    ),
    (
        "Storm Edda cuts power to 40,000 homes in Norham",
        "40,000 Norham homes without power as Storm Edda hits",
    ),
    (
        "Orbis takeover bid sends Helix shares soaring",
        "Helix shares soar on Orbis takeover bid",
    ),
    (
        "Tarbert mayor Lena Foss resigns over quay contract",
        "Lena Foss quits as Tarbert mayor in quay contract row",
    ),
    (
        "Engineer Anna Reed named chief of Corran Bank",
        "Corran Bank Picks Anna Reed As Chief Executive - Daily Wire",
    ),
    (
        "Brücke über die Elde nach Schiffsunfall gesperrt",
        "Nach Schiffsunfall: Elde-Brücke bleibt gesperrt",
    ),
    (
        "Incendie à la cathédrale de Norville : la flèche s'effondre",
        "La flèche de la cathédrale de Norville s'effondre dans un incendie",
    ),
    (
        "Hallan en Villanorte el galeón hundido hace tres siglos",
        "El galeón hundido hace tres siglos, hallado frente a Villanorte",
    ),
    (
        "В Скерроу затонул паром, спасены 40 пассажиров",
        "Паром затонул у Скерроу: 40 пассажиров спасли",
    ),
    ("斯凯罗渡轮更换断裂舵后周一恢复航行", "更换断裂舵后斯凯罗渡轮周一恢复航行"),
    (
        "スケロー島のフェリー、舵の修理を終え月曜に再開",
        "舵の修理終わりスケロー島フェリー月曜再開へ",
    ),
    ("غرق عبارة قرب جزيرة سكيرو", "عبارة سكيرو: غرق قرب جزيرة"),
    (
        "स्केरो द्वीप के पास नौका डूबी, चालीस यात्री बचाए गए",
        "स्केरो के पास डूबी नौका, चालीस यात्रियों को बचाया गया",
    ),
]


@cache
def linked() -> frozenset[frozenset[str]]:
    """The pairs of headlines that are found to tell of one event."""
    titles: list[tuple[str, str]] = [
        (title, "Norham Echo" if kind == "one provider's series" else "")
        for kind, pairs in LOOK_ALIKES.items()
        for pair in pairs
        for title in pair
    ]
    titles += [
        (title, wire)
        for pair in SAME_EVENTS
        for title, wire in zip(pair, ("", "Daily Wire"), strict=True)
    ]
    sketches = []
    for title, provider in titles:
        source = (
            f'---\ntitle: "{title}"\nprovider: "{provider}"\npublishedDateTime: 2026-03-03\n---\n'
        )
        facts = sketch(Article.parse("a.md", source.encode()))
        assert facts is not None
        sketches.append(Sketch(*facts))
    groups = Stories(sketches, 3.0).groups(np.ones(len(sketches), bool))
    return frozenset(
        frozenset({titles[a][0], titles[b][0]}) for group in groups for a in group for b in group
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(*pair, id=pair[0]) for pairs in LOOK_ALIKES.values() for pair in pairs],
)
def test_look_alikes_are_no_story(one: str, other: str) -> None:
    assert {one, other} not in linked()


@pytest.mark.parametrize(("one", "other"), SAME_EVENTS, ids=[pair[0] for pair in SAME_EVENTS])
def test_one_event_in_two_headlines(one: str, other: str) -> None:
    assert {one, other} in linked()


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (
            "Acme beats profit estimates",
            "Big Zenith beats profit estimates",
            ("Acme", "Big Zenith"),
        ),
        (
            "Saints put Pierre Dole on sick list",
            "Saints put Marc Bond on sick list",
            ("Pierre Dole", "Marc Bond"),
        ),
        ("Acme Slams New Tariffs", "Acme Blasts New Tariffs", None),
        ("ACME BEATS PROFIT ESTIMATES", "ZENITH BEATS PROFIT ESTIMATES", ("ACME", "ZENITH")),
        ("Acme slams new tariffs", "Acme blasts new tariffs", None),
        ("Acme beats profit estimates", "Acme beats profit estimates again", None),
        ("Acme beats profit estimates", "Profit at Zenith is lower than last year", None),
        ("北京天气预报晴", "上海天气预报晴", ("北京", "上海")),
        ("General Motors recalls trucks over brakes", "GM recalls trucks over brakes", None),
        ("U.S. recalls trucks over brakes", "US recalls trucks over brakes", None),
        ("Motors recalls trucks over brakes", "General Motors recalls trucks over brakes", None),
        (
            "Business update: Acme beats profit estimates again",
            "Zenith beats profit estimates again",
            ("Acme", "Zenith"),
        ),
        ("Business update: Acme beats estimates", "Acme beats estimates", None),
        (
            "MARROW TOOLS INC 3RD QTR NET",
            "ORBIS STEEL INC 3RD QTR NET",
            ("MARROW TOOLS", "ORBIS STEEL"),
        ),
        ("", "", None),
    ],
)
def test_names_in_one_place(one: str, other: str, names: tuple[str, str] | None) -> None:
    assert exchanged(one, other) == names
    assert exchanged(other, one) == (names and names[::-1])


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Gold rises as dollar weakens", "Gold falls as dollar firms", True),
        ("Norham 100 ends higher as miners rally", "Norham 100 ends lower as banks slide", True),
        ("Gold steigt in Norham weiter", "Gold fällt in Norham weiter", True),
        ("Gold rises as dollar falls", "Gold climbs as dollar drops", False),
        ("Gold falls, dollar rises", "Gold falls and the dollar rises", False),
        ("Orbis shares fall as profit rises", "Orbis profit rises on strong demand", False),
        ("Ferry back in service", "Ferry is back", False),
    ],
)
def test_what_rises_does_not_fall(one: str, other: str, are: bool) -> None:
    assert opposed(one, other) is are
    assert opposed(other, one) is are


@pytest.mark.parametrize("other", ["Carrick", "Wexley", "Leeds"])
def test_rare_names_contradict_as_well_as_common_ones(other: str) -> None:
    assert exchanged("Election result for Ashford", f"Election result for {other}")
