"""The details of a title: its numbers, months, weekdays, seasons, times of day, and the state and
platform of a product."""

from collections import Counter

from newslint.pattern import pattern

_NUMBER = pattern(r"\d+(?:[.,:]\d+)*")
_NUMBERED = pattern(r"[a-z]{0,2}\d+[a-z]{0,2}")
_KINDS = {
    "months": (
        "january jan januar janvier enero gennaio janeiro januari",
        "february feb februar février febrero febbraio fevereiro februari",
        "march mar märz mars marzo março maart",
        "april apr avril abril aprile",
        "may mai mayo maggio maio mei maj",
        "june jun juni juin junio giugno junho",
        "july jul juli juillet julio luglio julho",
        "august aug août agosto augustus augusti",
        "september sep sept septembre septiembre settembre setembro",
        "october oct oktober octobre octubre ottobre outubro",
        "november nov novembre noviembre",
        "december dec dezember décembre diciembre dicembre dezembro",
    ),
    "days of the week": (
        "monday montag lundi lunes lunedì maandag",
        "tuesday dienstag mardi martes martedì dinsdag",
        "wednesday mittwoch mercredi miércoles mercoledì woensdag",
        "thursday donnerstag jeudi jueves giovedì donderdag",
        "friday freitag vendredi viernes venerdì vrijdag",
        "saturday samstag samedi sábado sabato zaterdag",
        "sunday sonntag dimanche domingo domenica zondag",
    ),
    "seasons": (
        "spring frühling frühjahr printemps primavera lente",
        "summer sommer été verano estate verão zomer",
        "autumn herbst automne otoño autunno outono herfst",
        "winter hiver invierno inverno",
    ),
    "times of the day": (
        "morning morgen matin mañana mattina manhã ochtend",
        "evening abend soir tarde sera noite avond",
    ),
    "states": (
        "preview previews",
        "alpha",
        "beta",
        "ga generally availability stable",
        "lts",
        "nightly canary insider insiders",
        "rc rc1 rc2 rc3 rc4 rc5 candidate",
    ),
    "platforms": (
        "android",
        "ios iphone ipad",
        "windows",
        "mac macos",
        "linux",
        "xbox",
        "playstation ps5",
    ),
}
_MARKS = "cdefgh"
"""The first letter of a detail that is a word, in the order of `_KINDS`; numbers have none."""
_MEANING = {
    name: f"{mark}{number}"
    for mark, meanings in zip(_MARKS, _KINDS.values(), strict=True)
    for number, names in enumerate(meanings)
    for name in names.split()
}
_AMBIGUOUS = frozenset({_MEANING["march"], _MEANING["may"]})
"""Months that are also other words."""


def details(text: str, title: list[str]) -> str:
    """Return the details of a folded title, given its words, separated by spaces; one that is there
    twice, such as the number in 2022-02-02, twice."""
    kinds = [_MEANING[word] for word in title if word in _MEANING]
    return " ".join(sorted(kinds + _NUMBER.findall(text)))


def without_details(title: list[str]) -> list[str]:
    """Return the words of a title without its details, among them v12 and 3rd."""
    return [word for word in title if word not in _MEANING and not _NUMBERED.fullmatch(word)]


def clashing(one: str, other: str, *, alike: bool, series: bool) -> str:
    """Return the kind of details in which two titles contradict each other, or an empty string.

    In titles of the same form (``alike``) no detail may replace another one; if nothing else
    differs (``series``), no repeated one either, and a state may not be left out: what is in beta
    is not what is there. Titles with different wording may each mention their own, except months.
    """
    mine, its = one.split(), other.split()
    for kind, mark in zip((*_KINDS, "numbers"), (*_MARKS, ""), strict=True):
        a, b = (_of_kind(mark, title_details) for title_details in (mine, its))
        if series and ((a - b and b - a) or (kind == "states" and bool(a) != bool(b))):
            return kind
        distinct, its_distinct = set(a), set(b)
        differ = kind == "months" and a and b and not a & b and not (a | b).keys() & _AMBIGUOUS
        if differ or (alike and distinct - its_distinct and its_distinct - distinct):
            return kind
    return ""


def _of_kind(mark: str, title_details: list[str]) -> Counter[str]:
    return Counter(
        detail for detail in title_details if (detail[0] if detail[0] in _MARKS else "") == mark
    )
