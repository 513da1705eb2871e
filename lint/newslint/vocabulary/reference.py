"""Generate the reference of the presets from their data.

``python -m newslint.vocabulary.reference docs/collections.md`` writes it into the page.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from newslint.vocabulary.presets import Preset, names, preset
from newslint.vocabulary.roles import FILENAME, FOLDER, ROLES

BEGIN, END = "<!-- presets -->", "<!-- end of presets -->"

_AS_WORDS = {FILENAME: "the file name", FOLDER: "the folders"}
_ZONES = {
    "defined": "the zone of the generator",
    "unknown": "unknown (`naive-date` is a note)",
    "": "that of the machine (`naive-date` is a warning)",
}


def reference() -> str:
    """Return the reference in Markdown: a section for each preset."""
    return "\n".join(line for name in names() for line in _section(preset(name)))


def updated(page: str) -> str:
    """Return ``page`` with the current reference between its two markers."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def _section(one: Preset) -> Iterator[str]:
    yield f"### {one.name}"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    for what, value in _rows(one):
        yield f"| {what} | {value} |"
    yield ""


def _rows(one: Preset) -> Iterator[tuple[str, str]]:
    if one.files:
        files = _code(one.files)
        beside = f", beside {_code(one.beside)}" if one.beside else ""
        yield "detected by", files + beside
    yield "schema", f"`newslint schema {one.schema}`"
    if one.suffixes:
        yield "articles end in", _code(one.suffixes)
    if one.not_articles:
        yield "left out", _code(one.not_articles)
    if one.header_names:
        yield "header lines", f"with one of {_code(one.header_names)}"
    if one.name != "article":
        yield "dates without a zone", _ZONES[one.zone]
    for role in ROLES:
        if role in one.roles:
            yield role, ", ".join(_AS_WORDS.get(s, f"`{s}`") for s in one.roles[role])
    pages = dict.fromkeys(page for pages in one.sources.values() for page in pages.split(", "))
    if pages:
        yield "sources", ", ".join(f"[{number}]({page})" for number, page in enumerate(pages, 1))


def _code(values: tuple[str, ...]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def main(file: str) -> None:
    """Write the current reference into ``file``."""
    page = Path(file)
    page.write_text(updated(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
