"""Invented names and sentences: what the texts of lifelike articles are made of.

Names are put together from parts, and sentences from patterns with blanks, so that a collection
of many thousand articles has some ten thousand different words and hardly two equal sentences.
"""

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

_PLACE_HEADS = (
    "Ash Bar Birk Black Bram Brin Cal Carr Cold Cor Dal Dun Eld Elm Fal Fen Gar Glen Hal Har Haw "
    "Hol Ing Kel Kin Lang Lin Mar Mel Mor Nor Oak Or Pen Raven Red Row Sel Shel Stan Strath Thorn "
    "Tor Wal Wen Whit Win Wood Yar Mün Sør Né"
).split()
_PLACE_TAILS = (
    "beck borough bourne bridge burn bury by combe dale den don fell field ford gate ham haven "
    "holme hurst ley mere mouth ness ridge sea stead stoke thorpe ton wall water well wick worth"
).split()
_FIRST_NAMES = (
    "Ada Agnes Amir Anneke Ben Bogdan Carla Dana Daniel Edith Elif Emil Esther Farah Fergus Gita "
    "Hanna Hugo Ines Ivo Jonas Judith Karim Lena Leo Lucía Magda Malik Marek Mei Mirjam Nadia Noor "
    "Olga Oskar Petra Priya Rafael Ravi René Rosa Ruth Samir Silke Sofia Søren Tariq Thea Tomás "
    "Uma Vera Viktor Wanda Yusuf Zoë"
).split()
_SURNAME_HEADS = (
    "Ald Ander Bell Berg Brand Carl Dahl Eber Falk Gold Hall Holm Jan Kauf Lang Lind Mar Nor Ost "
    "Peter Quin Rich Rosen Sand Stein Thor Vogel Wall Winter Zim"
).split()
_SURNAME_TAILS = (
    "berg bury dale er ers ford gren house ing ley lund man mann mark ner quist ridge sen ska son "
    "stone ström sund ton vic vig ward well wick wood"
).split()

_BODIES = (
    "council|county court|harbour authority|school board|water company|fire service|hospital trust|"
    "planning office|transport agency|energy regulator|university|chamber of commerce|"
    "fishing co-operative|housing association|museum|city orchestra|public library|police force|"
    "health board|tourist office|rail operator|bus company|airport|port health inspector|"
    "environment agency|data protection office|national park authority|county archive|"
    "lifeboat station|ambulance service|weather service|tax office|electricity supplier|"
    "builders' union|teachers' union|farmers' federation|savings bank|insurance fund|film festival|"
    "science academy|software house|chip maker|battery plant|shipyard|steelworks|brewery"
).split("|")
_ROLES = (
    "chair|director|spokesperson|chief engineer|treasurer|deputy mayor|inspector|head teacher|"
    "surgeon|project manager|union secretary|researcher|curator|skipper|driver|architect|"
    "accountant|volunteer|farmer|shopkeeper|analyst|programmer|security consultant|lecturer|"
    "barrister|minister|campaigner|meteorologist|biologist|historian|editor|auditor"
).split("|")
_PEOPLE = (
    "residents|passengers|parents|pupils|nurses|commuters|shop owners|anglers|engineers|tenants|"
    "visitors|councillors|employees|volunteers|patients|drivers|farmers|students|pensioners|"
    "neighbours|customers|witnesses|scientists|taxpayers|cyclists|readers|developers|users"
).split("|")
_THINGS = (
    "bridge|ferry|ring road|tram line|bus depot|market hall|reservoir|sewage works|sea wall|"
    "swimming pool|concert hall|grammar school|care home|maternity ward|fish market|wind farm|"
    "solar park|power station|data centre|fibre network|flood barrier|lighthouse|railway station|"
    "town square|botanical garden|quarry|landfill|recycling plant|cycle path|car park|airfield|"
    "observatory|archive|telescope|satellite|vaccine|drug trial|timetable|ticket system|"
    "payroll system|court file|planning file|tender|licence|contract|budget|tariff|rent cap|"
    "parking scheme|school meal|bus pass|pilot project|app|search engine|language model|"
    "chip factory|battery|charging point|heat network|gas pipeline|water main|dam|canal|lock|"
    "pier|breakwater|dredger|trawler|warehouse|distillery|orchard|vineyard|peat bog|salt marsh|"
    "oyster bed|seal colony|footbridge|tunnel|level crossing|signal box|locomotive|helipad"
).split("|")
_MATTERS = (
    "safety|cost|delay|noise|dust|privacy|staffing|funding|insurance|access|drainage|maintenance|"
    "capacity|pollution|planning|security|reliability|transparency|accountability|heating|"
    "ventilation|parking|erosion|flooding|overcrowding|absence|turnover|demand|supply|"
    "competition|training|recruitment|accuracy|bias|consent|copyright|encryption|performance"
).split("|")
_ADJECTIVES = (
    "ageing|new|temporary|disputed|long-awaited|derelict|crowded|half-built|listed|modern|"
    "expensive|profitable|unpopular|popular|overdue|experimental|public|private|regional|small|"
    "large|busy|empty|historic|controversial|unfinished|damaged|flooded|closed|reopened|second|"
    "third|remote|central|digital|automatic|electric|wooden|Victorian|award-winning|cheap|"
    "leaking|draughty|well-loved|rusting|submerged|planned|cancelled|vacant|municipal"
).split("|")
_PAST = (
    "approved|delayed|rejected|opened|closed|reviewed|funded|audited|sold|moved|repaired|expanded|"
    "halted|defended|questioned|measured|withdrew|upgraded|replaced|inspected|leased|bought|"
    "surveyed|cleared|rebuilt|fenced off|renamed|criticised|praised|tested|abandoned|insured|"
    "photographed|documented|restored|redesigned|scrapped|postponed|announced|discussed"
).split("|")
_PRESENT = (
    "approves|delays|rejects|opens|closes|reviews|funds|audits|sells|moves|repairs|expands|halts|"
    "defends|questions|measures|withdraws|upgrades|replaces|inspects|leases|buys|surveys|clears|"
    "rebuilds|renames|criticises|tests|abandons|restores|redesigns|scraps|postpones|announces"
).split("|")
_SAID = "said|argued|wrote|explained|warned|insisted|conceded|added".split("|")
_ADVERBS = (
    "quietly|finally|briefly|unexpectedly|repeatedly|formally|reluctantly|unanimously|narrowly|"
    "eventually|provisionally|publicly|promptly|grudgingly|twice|jointly"
).split("|")
_TIMES = (
    "on Monday|on Tuesday evening|on Thursday|last week|at the weekend|in early spring|before the "
    "summer|over the winter|two years ago|earlier this month|this morning|within hours|by the end "
    "of the year|during the school holidays|after midnight|in the small hours|at noon|overnight|"
    "in the last quarter|at short notice|for the first time since the storm"
).split("|")
_WHY = (
    "after a long dispute over {matter}|despite warnings about {matter}|in a vote that split the "
    "{body}|because {matter} had become the main worry of {people}|under rules that came into "
    "force {time}|with money set aside for the {thing}|at {number} times the original cost|"
    "following {number} complaints about {matter}|on the advice of a {role} from {place}|"
    "without telling the {people}|as {people} from {place} looked on|to make room for a {adj} "
    "{thing}|once the question of {matter} was settled|although nobody had asked for a {thing}|"
    "while the {thing} in {place} stayed {adj}|so that {people} could use the {thing} again|"
    "and left the question of {matter} open|unless the {place} {body} objects|in return for a "
    "{adj} {thing}|against the wishes of most {people}"
).split("|")

_SENTENCES = (
    "The {place} {body} {adverb} {past} the {adj} {thing} {time}, {why}.",
    "{person}, a {role} at the {body}, {said} that {matter} was “no longer acceptable”.",
    "About {number} {people} signed a letter to the {body} {why}.",
    "{time_}, the {thing} in {place} was {past_participle} {why}.",
    "Nobody at the {body} would say how the {adj} {thing} came to cost {money}.",
    "“We knew about the {matter},” {said} {person}, “and we {adverb} {past} the {thing}.”",
    "A report says that the {body} {past} the {thing} {time} for {number} {people} from {place}.",
    "A {adj} {thing} — one of {number} in the county — has been waiting for the {body} since.",
    "It is not the first time that {people} in {place} have complained about {matter}.",
    "Whether the {thing} can be kept depends on {matter}, on {matter} and on the weather.",
    "{person} of {place} has worked as a {role} for {number} years and remembers the {thing}.",
    "The {thing} will cost {money}, which is {number} per cent more than the {body} had planned.",
    "Since then, {number} {people} have used the {thing}, most of them {time}.",
    "Critics such as {person} see it differently: {matter}, they say, was {adverb} ignored.",
    "In {place} the {body} {past} a {adj} {thing} {why}; in {place} it did not.",
    "If the {body} agrees, work on the {thing} begins {time} and ends {number} weeks later.",
    "The {role} did not answer our questions about the {adj} {thing} or its {matter}.",
    "“There was a {thing}, and then there wasn’t,” {person} {said} {time}.",
    "Documents seen by this newspaper show that the {thing} was {past_participle} {time}.",
    "For {people}, the {thing} means a {adj} {thing} less and {number} minutes more.",
    "What the {body} calls {matter} is, for {person}, simply a {adj} {thing}.",
    "Neither the {place} {body} nor the {body} of {place} wanted to pay for {matter}.",
    "The {body} expects a decision {time}, {why}.",
    "That leaves {money} for {matter} and next to nothing for the {thing}.",
    "{number} {people} were asked; {number} per cent of them would rather keep the {thing}.",
    "Then the {body} {past} the {thing}, {why}, and the matter was {adverb} closed.",
    "Most {people} had expected {matter} to improve once the {adj} {thing} was there.",
    "{place} has a {thing}, a {adj} {thing} and, {why}, no {body} to look after them.",
    "Its {role}, {person}, {past} the plan {time} and resigned {number} days later.",
    "A second opinion, from {person}’s {role} colleagues in {place}, puts the cost at {money}.",
)
_HEADLINES = (
    "{place} {body} {present} {adj} {thing} {why}",
    "{adj_} {thing} in {place} to cost {money}",
    "{people_} in {place} fear for the {thing}",
    "How {place} lost its {thing}, and what {people} say about {matter}",
    "{body_} {present} {place} {thing}",
    "“Nobody asked us”: {people} on the {adj} {thing} of {place}",
    "Why {place}’s {thing} is {adj} again",
    "{person}: {matter} is why the {place} {thing} had to go",
    "{place} {thing}: {number} {people} write to the {body}",
    "Inside the {adj} {thing} that {place} forgot",
    "{matter_} at the {place} {thing}: what we know so far",
    "{place} {body} {present} {thing} {time}",
)
_EXCERPTS = (
    "The {place} {body} has {past_participle} the {adj} {thing}. {people_} say {matter} is the "
    "reason; the {role} disagrees.",
    "After {number} months of argument about {matter}, the {thing} in {place} is {past_participle} "
    "{why}.",
    "{person}, {role}, on {matter}, on the {body} and on why {place} needs a {thing}.",
    "What began as a {adj} {thing} became a question of {matter} for {number} {people} in {place}.",
    "A {adj} {thing}, {number} {people} and {money}: the story of how {place} {past} what it had.",
    "“{matter_} is not the problem,” says {person} of the {body}. {people_} in {place} are not so "
    "sure, {why}.",
)
_HEADINGS = (
    "The {adj} {thing} of {place}",
    "What {people} say",
    "{matter_} and {matter}",
    "Why the {thing}?",
    "A question of {matter}",
    "{place} {time}",
    "How to read the {thing} report",
    "{number} {people}, one {thing}",
)
_BLANK = re.compile(r"\{(\w+)\}")
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeio]|un(?!i))")
_LISTS = {
    "role": _ROLES,
    "people": _PEOPLE,
    "matter": _MATTERS,
    "adj": _ADJECTIVES,
    "past": _PAST,
    "past_participle": [word for word in _PAST if word != "withdrew"],
    "present": _PRESENT,
    "said": _SAID,
    "adverb": _ADVERBS,
    "time": _TIMES,
    "body": _BODIES,
    "thing": _THINGS,
}
_PATTERNS = {
    pattern: _BLANK.split(pattern)
    for pattern in (*_WHY, *_SENTENCES, *_HEADLINES, *_EXCERPTS, *_HEADINGS)
    if "{" in pattern
}
"""Patterns taken apart: text and blanks in turn."""


class Event(NamedTuple):
    """What a story is about: the words that all who tell it have in common."""

    place: str
    body: str
    thing: str
    adj: str
    person: str


_PRINTED: dict[int, int | str] = {**str.maketrans("üøöéëíáãåä", "uooeeiaaaa")}
_TYPED: dict[int, int | str] = {
    ord(sign): typed
    for sign, typed in zip("“”’–—…£", ('"', '"', "'", "-", "--", "...", "GBP "), strict=True)
}
CHARSETS: dict[str, dict[int, int | str]] = {
    "typewriter": _PRINTED | _TYPED,
    "print": _PRINTED,
    "world": {},
}
"""Characters to write with: those of a typewriter (ASCII), those of print, such as dashes and
curly quotation marks, or also the letters of other languages in names. Each with what stands for
the characters that it lacks."""


class Language:
    """Says things at random in one of the `CHARSETS`; the same generator says the same."""

    def __init__(self, chance: Random, charset: str = "world") -> None:
        self.chance = chance
        self.lacking = CHARSETS[charset]

    @property
    def ellipsis(self) -> str:
        return self._written("…")

    def pick(self, words: list[str] | tuple[str, ...]) -> str:
        """One of ``words``, those at the front more often: as in real texts, a few words are
        frequent and most are rare."""
        return words[int(len(words) * self.chance.random() ** 1.6)]

    def place(self) -> str:
        return self._written(self.pick(_PLACE_HEADS) + self.pick(_PLACE_TAILS))

    def person(self) -> str:
        surname = self.pick(_SURNAME_HEADS) + self.pick(_SURNAME_TAILS)
        return self._written(f"{self.pick(_FIRST_NAMES)} {surname}")

    def number(self) -> str:
        return f"{int(3 * 10 ** (self.chance.random() * 3.5)):,}"

    def money(self) -> str:
        amount = round(1.5 * 10 ** (self.chance.random() * 2.5), 1)
        money = self.pick((f"£{amount} million", f"{amount} million euros", f"${amount}m"))
        return self._written(money)

    def words(self, kind: str) -> str:
        """A word or phrase of a kind, such as ``thing``."""
        if kind in _LISTS:
            return self.pick(_LISTS[kind])
        return _NAMES[kind](self)

    def filled(self, pattern: str, given: dict[str, str] | None = None) -> str:
        """A pattern with words in its blanks: those that are ``given``, each once, or any. A blank
        with ``_`` behind its kind begins with a capital."""
        if pattern not in _PATTERNS:  # no blanks
            return pattern
        parts = _PATTERNS[pattern].copy()
        left = dict(given or {})
        for at in range(1, len(parts), 2):
            kind = parts[at].removesuffix("_")
            words = left.pop(kind, "") or self.words(kind)
            parts[at] = words if kind == parts[at] else words[0].upper() + words[1:]
        return self._written(_BEFORE_VOWEL.sub(r"\1n ", "".join(parts)))

    def _written(self, text: str) -> str:
        return text.translate(self.lacking) if self.lacking else text

    def sentence(self) -> str:
        return self.filled(self.chance.choice(_SENTENCES))

    def why(self) -> str:
        return self.filled(self.chance.choice(_WHY))

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self) -> str:
        return self.filled(self.chance.choice(_HEADINGS))

    def event(self) -> Event:
        words = (self.words(kind) for kind in Event._fields)
        return Event(*words)

    def headline(self, event: Event) -> str:
        return self.filled(self.chance.choice(_HEADLINES), event._asdict())

    def excerpt(self, event: Event) -> str:
        return self.filled(self.chance.choice(_EXCERPTS), event._asdict())


_NAMES: dict[str, Callable[[Language], str]] = {
    "place": Language.place,
    "person": Language.person,
    "number": Language.number,
    "money": Language.money,
    "why": Language.why,
}
