"""The fields of invented stories, as values: what an article says of itself and its related ones.

All hosts end in ``.example``, a name that is reserved and never requested.
"""

import datetime
import re
from base64 import b64encode
from random import Random
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from benchmarks.lifelike.words import CHARSETS, Event, Language

Fields = dict[str, Any]

_PAPERS = (
    "Courier Herald Gazette Post Echo Observer Chronicle Mirror Tribune Argus Mercury Dispatch "
    "Review Journal Monitor Sentinel Advertiser Messenger Standard Examiner"
).split()
_TOPICS = (
    "Transport|Health|Energy|Science|Economy|Culture|Local Politics|Weather|Housing|Education|"
    "Artificial Intelligence|Data Protection|Sport|Courts|Environment|Fisheries|Public Money|"
    "Machine Learning|Open Source|Cloud Computing|Food and Drink|R&D"
).split("|")
_SECTIONS = "news local business opinion culture tech science world politics".split()
_TYPES = ("article", *["article"] * 12, "news", "opinion", "video", "analysis", "live")
_SIZES = ((1200, 800), (1024, 683), (1920, 1080), (800, 450), (615, 384), (1600, 900))
_OF_POSTS = (
    "title excerpt publishedDateTime webUrl type quality heat provider topics images"
).split()
_FIRST_DAY = datetime.date(2015, 1, 1)
_DAYS = 4_000


class Plain(str):
    """Text that is written without quotes, such as a date."""

    __slots__ = ()


class Outlet(NamedTuple):
    """A newspaper, or what calls itself one."""

    name: str
    domain: str
    amp: bool
    """Whether it has AMP pages."""


class Reporter:
    """Makes up stories; the same generator makes the same ones."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.language = Language(chance, *chance.choices(tuple(CHARSETS), (35, 56, 9)))

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def outlet(self) -> Outlet:
        place, paper = self.language.place(), self.language.pick(_PAPERS)
        name = slug(f"{place} {paper}")
        domain = name if self.likely(0.4) else name.replace("-", "")
        domain = f"{domain}.example"
        return Outlet(f"{place} {paper}", domain, self.likely(0.5))

    def day(self) -> datetime.date:
        return _FIRST_DAY + datetime.timedelta(int(_DAYS * self.chance.random()))

    def moment(self, day: datetime.date) -> str:
        """A date in one of the forms that people and programs write."""
        chance = self.chance
        clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        seconds = f":{chance.randrange(60):02}" if self.likely(0.5) else ":00"
        form = chance.random()
        if form < 0.66:
            return Plain(f"{day}T{clock}{seconds}Z")
        if form < 0.76:
            return Plain(f"{day}T{clock}{seconds}{chance.choice(('+01:00', '+02:00', '-05:00'))}")
        if form < 0.82:
            return Plain(f"{day} {clock}{seconds} {chance.choice(('+0100', '+0200', 'Z'))}")
        if form < 0.88:
            return Plain(day.isoformat())
        if form < 0.95:
            return f"{day}T{clock}{seconds}.{chance.randrange(1000):03}Z"
        return Plain(f"{day}T{clock}{seconds}.{chance.randrange(1000):03}+00:00")

    def page(self, outlet: Outlet, day: datetime.date, title: str) -> str:
        """The address of a story, in one of the forms that sites have."""
        chance = self.chance
        number = chance.randrange(10**5, 10**8)
        host = f"https://{'www.' if self.likely(0.5) else ''}{outlet.domain}"
        match chance.randrange(6):
            case 0 | 1:
                return f"{host}/{day:%Y/%m/%d}/{slug(title)}-{number}/"
            case 2:
                return f"{host}/{chance.choice(_SECTIONS)}/{slug(title)}-{number}.html"
            case 3:
                return f"{host}/{chance.choice(_SECTIONS)}/{day:%Y-%m}/{number}-{slug(title)[:40]}"
            case 4:
                return f"{host}/story/{number}"
            case _:
                return f"{host}/index.php?id={number}&section={chance.choice(_SECTIONS)}"

    def image(self, outlet: Outlet, *, captioned: bool) -> Fields:
        width, height = self.chance.choice(_SIZES)
        stem = slug(self.language.words("thing"))
        number = self.chance.randrange(10**6)
        address = f"https://img.{outlet.domain}/{number % 89}/{stem}-{number}.jpg"
        if self.likely(0.3):
            address += f"?auto=compress%2Cformat&q=80&fit=crop&w={width}&h={height}"
        fields: Fields = {"url": address, "width": width, "height": height}
        if self.likely(0.9):
            fields["isCached"] = self.likely(0.8)
        if captioned and self.likely(0.3):
            fields["title"] = f"The {self.language.words('thing')} in {self.language.place()}"
            fields["attribution"] = self.language.person()
        return fields

    def told(self, event: Event, day: datetime.date, *, outlet: Outlet | None = None) -> Fields:
        """The fields that an article and a related entry both have, about ``event``."""
        outlet = outlet or self.outlet()
        title = self.language.headline(event)
        page = self.page(outlet, day, title)
        fields: Fields = {
            "title": title,
            "excerpt": self._excerpt(event),
            "publishedDateTime": self.moment(day),
            "webUrl": page,
        }
        if outlet.amp:
            fields["ampWebUrl"] = _amp_page(page)
            fields["cdnAmpWebUrl"] = _in_amp_cache(fields["ampWebUrl"])
        fields["type"] = self.chance.choice(_TYPES)
        fields["quality"] = self.chance.randrange(150)
        fields["provider"] = {"name": outlet.name, "domain": outlet.domain}
        return fields

    def related(self, event: Event, day: datetime.date) -> Fields:
        """An entry about the same event, published within a few days of it."""
        outlet = self.outlet()
        other_day = day + datetime.timedelta(self.chance.randrange(-2, 4))
        fields = self.told(event, other_day, outlet=outlet)
        if self.likely(0.9):
            fields["images"] = [self.image(outlet, captioned=False)]
        return fields

    def article(self, event: Event, day: datetime.date, *, related: int) -> Fields:
        """The fields of an article with ``related`` related entries."""
        chance = self.chance
        outlet = self.outlet()
        told = self.told(event, day, outlet=outlet)
        provider = told.pop("provider")
        fields: Fields = {"category": chance.choice(_SECTIONS), **told}
        if self.likely(0.08):
            fields["updatedDateTime"] = Plain(f"{day + datetime.timedelta(1)}T23:59:00Z")
        fields["heat"] = chance.choice((-1, chance.randrange(200)))
        fields["published"] = self.likely(0.8)
        if self.likely(0.15):
            fields["locale"] = chance.choice(("en-gb", "en-us", "de-de", "fr-fr"))
        if self.likely(0.12):
            provider["authors"] = [self.language.person() for _ in range(chance.randint(1, 2))]
        fields["provider"] = provider
        fields["topics"] = chance.sample(_TOPICS, chance.randint(1, 4))
        if self.likely(0.2):
            kinds = ("thing", "matter", "adj")
            fields["tags"] = [self.language.words(chance.choice(kinds)) for _ in range(3)]
        count = chance.choice((1, 1, 1, 2, 3))
        fields["images"] = [self.image(outlet, captioned=True) for _ in range(count)]
        if self.likely(0.1):
            fields["x-desk"] = chance.choice(("day", "night", "weekend"))
        if related:
            fields["related"] = [self.related(event, day) for _ in range(related)]
        if self.likely(0.12):
            blocks = (chance.randbytes(16 * chance.randint(4, 40)), chance.randbytes(16))
            fields["secured"] = ";".join(b64encode(block).decode() for block in blocks)
        return fields

    def post(self, event: Event, day: datetime.date) -> Fields:
        """The fields of an article on a blog: those that the schema asks for."""
        fields = self.article(event, day, related=0)
        del fields["images"][1:]
        return {name: fields[name] for name in _OF_POSTS}

    def _excerpt(self, event: Event) -> str:
        text = self.language.excerpt(event)
        if self.likely(0.5):
            text += " " + self.language.sentence()
        if self.likely(0.2) and len(text) > 150:  # feeds cut theirs
            return text[: text.rindex(" ", 0, 150)].rstrip(".,;:") + self.language.ellipsis
        return text


def _amp_page(page: str) -> str:
    """Where sites have the AMP version of a page."""
    if "?" in page:
        return f"{page}&amp=1"
    return f"{page}amp/" if page.endswith("/") else f"{page.removesuffix('.html')}/amp"


def _in_amp_cache(page: str) -> str:
    host, _, path = page.removeprefix("https://").partition("/")
    label = host.replace("-", "--").replace(".", "-")
    return f"https://{label}.cdn.ampproject.org/c/s/{host}/{path}"


_NO_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """``text`` as it stands in addresses."""
    letters = normalize("NFKD", text.lower().replace("ø", "o"))
    return _NO_SLUG.sub("-", "".join(c for c in letters if not combining(c))).strip("-")[:70]
