"""Bodies in Markdown, with all that real ones have: headings, lists, links, code, tables, HTML."""

import textwrap
from collections.abc import Callable

from benchmarks.lifelike.story import Reporter, slug

PICTURES = tuple(f"picture-{number:02}.png" for number in range(40))
"""Pictures of the collection, in the folder ``media`` beside those of the articles."""

_FLAGS = "--force --dry-run --verbose --all --since --output --no-cache --jobs".split()
_NAMES = "timetable ferries budget records readings tickets permits stations berths sensors".split()
_CODE = {
    "sh": ("{name}ctl update {flag}", "cd {name} && ./build {flag}", "grep -c {name} {name}.csv"),
    "python": (
        "def count_{name}(rows):",
        "    return sum(row.{name} for row in rows if row)",
        'total = count_{name}(load("{name}.csv"))',
    ),
    "json": ('{{"{name}": {number},', '  "{name}_before": {number}}}'),
}


class Author:
    """Writes bodies; the same reporter writes the same ones."""

    def __init__(self, reporter: Reporter, neighbours: list[str]) -> None:
        self.reporter = reporter
        self.language = reporter.language
        self.chance = reporter.chance
        self.neighbours = neighbours
        """Files of other articles beside this one, to link to."""
        self.references: list[str] = []
        self.headings: list[str] = []
        """Those whose anchors are the same with all site generators."""
        wrapped = reporter.likely(0.5)
        self.width = self.chance.choice((72, 80, 100)) if wrapped else 0
        self.by_reference = reporter.likely(0.25)
        self.is_technical = reporter.likely(0.6)

    def body(self, size: int) -> str:
        """About ``size`` bytes."""
        blocks = [self._paragraph()]
        if self.reporter.likely(0.2):
            blocks.append("<!-- more -->")
        kinds, weights = zip(*_BLOCKS, strict=True)
        length = len(blocks[0])
        while length < size:
            (make,) = self.chance.choices(kinds, weights)
            block = make(self)
            blocks.append(block)
            length += len(block.encode()) + 2
        if self.references:
            blocks.append("\n".join(self.references))
        return "\n\n".join(blocks) + "\n"

    def _paragraph(self) -> str:
        return self._wrapped(self._prose(self.chance.randint(2, 5)))

    def _heading(self) -> str:
        text = self.language.heading()
        if text.isascii() and text.replace(" ", "").isalpha():
            self.headings.append(text)
        level = "##" if self.reporter.likely(0.7) else "###"
        return f"{level} {text}\n\n{self._paragraph()}"

    def _items(self) -> str:
        numbered = self.reporter.likely(0.25)
        items = [
            self._wrapped(
                f"{f'{at}.' if numbered else '-'} {self._prose(1)}", "   "[: 2 + numbered]
            )
            for at in range(1, self.chance.randint(3, 9))
        ]
        return "\n".join(items)

    def _quotation(self) -> str:
        return f"> {self.language.paragraph(2)}\n>\n> {self.language.person()}"

    def _picture(self) -> str:
        what = f"The {self.language.words('thing')} in {self.language.place()}"
        if self.reporter.likely(0.4):
            return f"![{what}](../media/{self.chance.choice(PICTURES)})"
        return f"![{what}](https://img.{self._host()}/{slug(what)}.jpg)"

    def _code(self) -> str:
        syntax, lines = self.chance.choice(list(_CODE.items()))
        name, flag = self.chance.choice(_NAMES), self.chance.choice(_FLAGS)
        number = self.chance.randrange(10_000)
        code = "\n".join(line.format(name=name, flag=flag, number=number) for line in lines)
        return f"```{syntax}\n{code}\n```"

    def _table(self) -> str:
        rows = [
            f"| {self.language.place()} | {self.language.number()} | {self.language.money()} |"
            for _ in range(self.chance.randint(3, 7))
        ]
        return "\n".join(("| Place | Number | Cost |", "| --- | ---: | --- |", *rows))

    def _html(self) -> str:
        number = self.chance.randrange(10**8)
        what = self.language.words("thing")
        return self.chance.choice(
            (
                f'<figure>\n  <img src="https://img.{self._host()}/{number}.jpg" alt="A {what}">\n'
                f"  <figcaption>A {what} &amp; what is left of it</figcaption>\n</figure>",
                f'<iframe src="https://video.{self._host()}/embed/{number}" width="560" '
                f'height="315" title="A {what}"></iframe>',
                f"<details>\n<summary>About the {what}</summary>\n\n{self._paragraph()}\n\n"
                "</details>",
                f'<p align="center">The {what}&nbsp;<strong>{number}</strong> seen it<br>\n'
                f'<a href="https://{self._host()}/{number}">All figures</a></p>',
                f'{{{{< video id="{number}" title="A {what}" >}}}}',
            )
        )

    def _prose(self, sentences: int) -> str:
        return " ".join(self._dressed(self.language.sentence()) for _ in range(sentences))

    def _dressed(self, sentence: str) -> str:
        """A sentence with a link, emphasis or code in it, as it comes."""
        words = sentence.split(" ")
        at = self.chance.randrange(len(words) - 1)
        length = self.chance.randint(1, 3)
        phrase = " ".join(words[at : at + length])
        if not phrase.isascii() or not phrase.replace(" ", "").isalpha():
            return sentence
        luck = self.chance.random()
        if luck < 0.45:
            marked = self._link(phrase)
        elif luck < 0.53:
            marked = f"**{phrase}**"
        elif luck < 0.61:
            marked = f"*{phrase}*"
        elif luck < (0.98 if self.is_technical else 0.64):
            marked = f"`{self.chance.choice(_NAMES)}_{self.chance.choice(_NAMES)}`"
        else:
            return sentence
        return " ".join((*words[:at], marked, *words[at + length :]))

    def _link(self, phrase: str) -> str:
        luck = self.chance.random()
        if luck < 0.05 and self.neighbours:
            return f"[{phrase}]({self.chance.choice(self.neighbours)})"
        if luck < 0.1 and self.headings:
            return f"[{phrase}](#{slug(self.chance.choice(self.headings))})"
        number = self.chance.randrange(10**6)
        address = f"https://{self._host()}/{self.chance.choice(_NAMES)}/{slug(phrase)}-{number}"
        if luck < 0.15:
            return f"{phrase} (<{address}>)"
        if self.by_reference:
            self.references.append(f"[{number}]: {address}")
            return f"[{phrase}][{number}]"
        return f"[{phrase}]({address})"

    def _host(self) -> str:
        return f"{slug(self.language.place())}.example"

    def _wrapped(self, text: str, hanging: str = "") -> str:
        if not self.width:
            return text
        return textwrap.fill(
            text, self.width, subsequent_indent=hanging,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


_BLOCKS: tuple[tuple[Callable[[Author], str], int], ...] = (
    (Author._paragraph, 44),
    (Author._heading, 22),
    (Author._items, 18),
    (Author._quotation, 5),
    (Author._picture, 4),
    (Author._code, 6),
    (Author._table, 1),
    (Author._html, 4),
)
