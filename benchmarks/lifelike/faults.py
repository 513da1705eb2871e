"""What goes wrong in real collections, and how often: faults to plant into articles."""

import re
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from benchmarks.lifelike.story import Fields, Plain


class Draft:
    """An article that is still to be written down. ``dated`` says whether its file name begins
    with its date."""

    def __init__(self, fields: Fields, body: str, chance: Random, *, dated: bool) -> None:
        self.fields = fields
        self.body = body
        self.chance = chance
        self.dated = dated
        self.first_lines: list[str] = []
        """Lines of front matter above the fields."""
        self.last_lines: list[str] = []
        """Lines of front matter below the fields."""

    def somewhere(self, key: str) -> list[Fields]:
        """The stories that a fault of the field ``key`` hits: the article, one related entry, or
        some in a row, for what an outlet or a scraper does wrong it does again."""
        luck = self.chance.random()
        entries = [entry for entry in self.fields.get("related", ()) if entry.get(key)]
        if luck < 0.4 or not entries:
            return [self.fields] if self.fields.get(key) else []
        first = self.chance.randrange(len(entries))
        length = 1 if luck < 0.8 else self.chance.randint(2, 4)
        return entries[first : first + length]


class Fault(NamedTuple):
    """A kind of fault."""

    weight: int
    """How often it occurs, beside the others."""
    plant: Callable[[Draft], None]


def plant(draft: Draft) -> None:
    """Plant one to six faults."""
    weights = [fault.weight for fault in FAULTS]
    count = draft.chance.choices((1, 2, 3, 4, 6), (35, 27, 18, 13, 7))[0]
    for fault in draft.chance.choices(FAULTS, weights, k=count):
        fault.plant(draft)


# Fields


def _misses(draft: Draft) -> None:
    """The article lacks a field that is recommended."""
    draft.fields.pop(draft.chance.choices(("images", "heat", "topics"), (5, 3, 2))[0], None)


def _misses_required(draft: Draft) -> None:
    key = draft.chance.choice(("quality", "quality", "type", "excerpt", "publishedDateTime"))
    for story in draft.somewhere(key):
        del story[key]


def _misses_domain(draft: Draft) -> None:
    for story in draft.somewhere("provider"):
        story["provider"] = {"name": "Harbour Post"}


def _unknown(draft: Draft) -> None:
    """A field of another program, or a misspelt one."""
    key, value = draft.chance.choice(
        (
            ("author", "The newsroom"),
            ("publisheddatetime", Plain("2019-05-02T10:00:00Z")),
            ("Category", "news"),
            ("layout", "post"),
            ("imageUrl", "/media/picture-01.png"),
            ("wordCount", 640),
            ("keywords", "news, local"),
            ("slug", "story"),
        )
    )
    for story in draft.somewhere("title"):
        _insert(story, key, value, draft.chance)


def _invalid(draft: Draft) -> None:
    """A value that is not of its form."""
    key, value = draft.chance.choice(
        (
            ("quality", "high"),
            ("quality", 7.5),
            ("quality", "85%"),
            ("type", "Article"),
            ("type", "artcle"),
            ("publishedDateTime", "March 3rd, 2021"),
            ("publishedDateTime", "03/11/2020 08:15"),
            ("publishedDateTime", Plain("2021-02-30T08:00:00Z")),
            ("webUrl", "www.harbour.example/story"),
            ("webUrl", "/2021/03/story/"),
            ("title", ""),
            ("topics", "Transport"),
            ("provider", "Harbour Post"),
        )
    )
    for story in draft.somewhere(key):
        story[key] = value


def _invalid_picture(draft: Draft) -> None:
    for story in draft.somewhere("images"):
        for image in story["images"]:
            key, value = draft.chance.choice((("width", "1200px"), ("height", -1), ("url", "")))
            image[key] = value


# Texts


def _text_fault(change: Callable[[str, Random], str], *, titles: float) -> Callable[[Draft], None]:
    """A fault in titles, or in excerpts: ``titles`` is the share of the former."""

    def plant(draft: Draft) -> None:
        key = "title" if draft.chance.random() < titles else "excerpt"
        for story in draft.somewhere(key):
            story[key] = change(story[key], draft.chance)

    return plant


def _untidy(text: str, chance: Random) -> str:
    middle = text.find(" ", len(text) // 2)
    match chance.randrange(7):
        case 0 | 1:
            return text + " "
        case 2:
            return " " + text
        case 3 | 4 if middle > 0:
            return f"{text[:middle]} {text[middle:]}"
        case 5 if ", " in text:
            return text.replace(", ", " , ", 1)
        case 6 if middle > 0:
            return f"{text[:middle]}\t{text[middle + 1 :]}"
    return text + "  "


def _broken_line(text: str, chance: Random) -> str:
    middle = max(text.find(" ", len(text) // 2), 1)
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def _marked_up(text: str, chance: Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    before, word, behind = words[:at], words[at], words[at + 1 :]
    match chance.randrange(8):
        case 0 | 1:
            dressed = f"{word} &amp; more"
        case 2:
            dressed = f"{word}&#8217;s"
        case 3:
            dressed = f"{word}&nbsp;&hellip;"
        case 4:
            dressed = f"<em>{word}</em>"
        case 5:
            dressed = f'<a href="https://harbour.example/{at}">{word}</a>'
        case 6:
            dressed = f"**{word}**"
        case _:
            dressed = f"[{word}](https://harbour.example/{at})"
    return " ".join((*before, dressed, *behind))


_NOTICES = (
    "Sign up for our free daily newsletter to read this story.",
    "We use cookies to make our site better. By continuing to browse you accept our cookies.",
    "Please enable JavaScript to continue.",
    "Click here to read more",
    "Subscribe now to read the full story.",
    "Skip to main content",
)


def _notice(text: str, chance: Random) -> str:
    return chance.choice(_NOTICES)


def _shouted(text: str, chance: Random) -> str:
    return text.upper()


# Characters


def _misread(text: str) -> str:
    """Text in UTF-8 that was read as Windows-1252."""
    return text.encode().decode("cp1252", "ignore")


def _misread_text(text: str, chance: Random) -> str:
    word = chance.choice(("the café", "it’s late", "the “new” pier", "a naïve plan"))
    return f"{text} {_misread(word)}"


def _misread_body(draft: Draft) -> None:
    draft.body = draft.body.replace(". ", f". {_misread('“It’s over.”')} ", 1)


_HIDDEN = ("\u200b", "\u200b", "\u202a", "\x08")


def _hides(text: str, chance: Random) -> str:
    at = chance.randrange(1, len(text))
    return text[:at] + chance.choice(_HIDDEN) + text[at:]


def _hides_in_body(draft: Draft) -> None:
    at = draft.chance.randrange(len(draft.body))
    draft.body = draft.body[:at] + "\u200b" + draft.body[at:]


# Dates


def _naive(draft: Draft) -> None:
    form = draft.chance.choice(("T{}", " {}", "T{}:00", "T{}:00.000"))
    clock = f"{draft.chance.randrange(24):02}:{draft.chance.randrange(60):02}"
    for story in draft.somewhere("publishedDateTime"):
        day = story["publishedDateTime"][:10]
        story["publishedDateTime"] = Plain(day + form.format(clock))


def _contradicts(draft: Draft) -> None:
    """The date is not that of the file's name, or the update is before it."""
    key = "publishedDateTime" if draft.dated else "updatedDateTime"
    draft.fields[key] = Plain(f"2011-03-{draft.chance.randint(10, 28)}T09:30:00Z")


def _future(draft: Draft) -> None:
    for story in draft.somewhere("publishedDateTime"):
        story["publishedDateTime"] = Plain("2202-03-04T09:30:00Z")


# Addresses


def _address_fault(change: Callable[[str, Random], str]) -> Callable[[Draft], None]:
    def plant(draft: Draft) -> None:
        for story in draft.somewhere("webUrl"):
            story["webUrl"] = change(story["webUrl"], draft.chance)

    return plant


def _tracked(url: str, chance: Random) -> str:
    tail = chance.choice(
        (
            "utm_source=rss&utm_medium=feed",
            "utm_source=newsletter",
            "utm_campaign=spring&utm_source=social&utm_medium=post",
            "fbclid=IwAR0aBcD3fGh1jKlMn0pQrStUvWxYz",
        )
    )
    return f"{url}{'&' if '?' in url else '?'}{tail}"


def _insecure(url: str, chance: Random) -> str:
    return url.replace("https://", "http://", 1)


def _elsewhere(url: str, chance: Random) -> str:
    return re.sub("//[^/]*/", "//portal-of-news.example/", url, count=1)


def _unsafe(url: str, chance: Random) -> str:
    return chance.choice(("http://localhost:1313/story/", "http://192.168.1.20/wp/?p=12"))


def _other_page_in_cache(draft: Draft) -> None:
    for story in draft.somewhere("webUrl"):
        story["ampWebUrl"] = f"{story['webUrl']}#amp"
        story["cdnAmpWebUrl"] = "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/1"


# Form


def _twice(draft: Draft) -> None:
    draft.last_lines.append("category: news")


def _broken(draft: Draft) -> None:
    draft.last_lines.append(draft.chance.choice(("subtitle: Part two: the pier", 'note: "open')))


def _idle_ignore(draft: Draft) -> None:
    draft.first_lines.append("# newslint: ignore[untidy-text] as printed")


def _insert(fields: Fields, key: str, value: Any, chance: Random) -> None:
    """Put a field somewhere among the others."""
    items = list(fields.items())
    items.insert(chance.randrange(1, len(items) + 1), (key, value))
    fields.clear()
    fields.update(items)


FAULTS = (
    Fault(14, _misses),
    Fault(8, _misses_required),
    Fault(2, _misses_domain),
    Fault(11, _unknown),
    Fault(8, _invalid),
    Fault(2, _invalid_picture),
    Fault(15, _text_fault(_untidy, titles=0.5)),
    Fault(2, _text_fault(_broken_line, titles=1)),
    Fault(13, _text_fault(_marked_up, titles=0.4)),
    Fault(4, _text_fault(_notice, titles=0)),
    Fault(2, _text_fault(_shouted, titles=1)),
    Fault(3, _text_fault(_misread_text, titles=0.4)),
    Fault(1, _misread_body),
    Fault(1, _text_fault(_hides, titles=0.5)),
    Fault(1, _hides_in_body),
    Fault(9, _naive),
    Fault(2, _contradicts),
    Fault(1, _future),
    Fault(8, _address_fault(_tracked)),
    Fault(7, _address_fault(_insecure)),
    Fault(2, _address_fault(_elsewhere)),
    Fault(1, _address_fault(_unsafe)),
    Fault(1, _other_page_in_cache),
    Fault(1, _twice),
    Fault(1, _broken),
    Fault(1, _idle_ignore),
)
"""All faults. Missing and unknown fields, untidy text and markup are the most frequent ones, as in
real collections."""
