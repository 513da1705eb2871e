"""ambiguous-value"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.finding import Edit, Finding
from newslint.pattern import pattern
from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule
from newslint.rules.fields._texts import name_of, text_pointers
from newslint.schema.messages import INVALID
from newslint.text import quote

# Longer ones are no values that anybody means, and would take the square of their length.
_OCTAL = r"[-+]?0[0-7_]{1,20}+"
_SEXAGESIMAL = r"[-+]?[0-9][0-9_]{0,20}+(?::[0-5]?[0-9]){1,4}+(?:\.[0-9_]{0,20}+)?"
_NOT_IN_CORE = r"[-+]?(?:0b[01_]{1,70}+|(?=[0-9.]*_)[0-9][0-9_]{0,20}+(?:\.[0-9_]{0,20}+)?)"
_WORD = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
_VALUE = rf"(?:{_OCTAL}|{_SEXAGESIMAL}|{_NOT_IN_CORE}|{_WORD})[ \t]*(?:[,\]}}#\r\n]|\Z)"
# The look-ahead gives up early.
_START = rf"(?=[-+0-9yYnNoO]){_VALUE}"
_AFTER_NAME, _AFTER_DASH = pattern(rf":[ \t]++{_START}"), pattern(rf"-[ \t]++{_START}")
_IN_LIST = pattern(rf"[\[,][ \t]*+{_START}")
_NUMBER = pattern(f"(?P<octal>{_OCTAL})|(?P<sexagesimal>{_SEXAGESIMAL})|{_NOT_IN_CORE}")
_TEXTS = ("title", "topics", "language")
"""The roles whose fields hold words, so that nobody means a truth value in them."""


class _Suspect(NamedTuple):
    """A value that two versions of YAML read differently: its source, and what YAML 1.1 reads."""

    source: str
    value: Any
    match: re.Match[str] | None
    """The parts of a number; None for a truth value."""


class AmbiguousValue(SchemaRule):
    """Find values that YAML reads differently than they look.

    ## What
    Reports, where the schema accepts them:

    - numbers with a leading zero, which YAML 1.1 reads as octal (`050` is 40) and YAML 1.2 as
      decimal;
    - numbers with colons, which YAML 1.1 reads in base 60 (`1:30` is 90) and YAML 1.2 as text;
    - numbers such as `1_000` and `0b11`, which YAML 1.2 reads as text, in fields that must not
      hold text;
    - `yes`, `no`, `on` and `off` in titles, topics and languages (`lang: no`), and in any list
      with texts, where they are most likely words (`[se, no, dk]`).

    Values in quotes are text and never reported.

    ## Why
    The generator of the site, newslint and other programs may each read another value, and no
    error says so.

    ## Fix
    Writes `1000` for `1_000`, which is safe: the value stays the same. Removing a leading zero and
    putting a word in quotes are unsafe, because they pick one of the readings. A field that may
    hold text is left to you: `050` may be the number 50 or the text.
    """

    fixes = True

    valid = (
        Example({"a.md": "---\nquality: 50\nedition: '050'\ndraft: no\nduration: 1h30\n---\n"}),
        Example({"a.md": "---\nflags: [yes, no]\n---\n"}, note="truth values only"),
    )
    invalid = (
        Example(
            {"a.md": "---\nquality: 050\n---\n"},
            at=(("a.md", 2, 10),),
            fixed={"a.md": "---\nquality: 50\n---\n"},
        ),
        Example({"a.md": "---\nquality: 1:30\n---\n"}, at=(("a.md", 2, 10),)),
        Example(
            {"a.md": "---\nquality: 1_000\n---\n"},
            at=(("a.md", 2, 10),),
            fixed={"a.md": "---\nquality: 1000\n---\n"},
        ),
        Example(
            {"a.md": "---\ncountries: [se, no, dk]\n---\n"},
            at=(("a.md", 2, 17),),
            fixed={"a.md": '---\ncountries: [se, "no", dk]\n---\n'},
            note="a word",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text, block = article.text, article.block
        if block.syntax != "yaml":
            return ()
        return self._ambiguous(article) if _is_suspect(text, block.start, block.end) else ()

    def _ambiguous(self, article: Article) -> Iterator[Finding]:
        told = {one.field for one in self.problems(article) if one.rule == INVALID}
        suspects = {
            pointer: suspect
            for pointer, suspect in _suspects(article).items()
            if pointer not in told
        }
        as_text = {pointer: suspect.source for pointer, suspect in suspects.items()}
        numbers_only = self.refused(article, as_text) if as_text else set()
        for pointer, suspect in suspects.items():
            advice = _advice(suspect, may_be_text=pointer not in numbers_only)
            if advice is not None:
                message, new = advice
                place = article.places[pointer]
                is_safe = new == quote(suspect.value)  # which is what newslint reads now
                edits = (Edit(place.start, place.end, new, is_safe),) if new else ()
                message = f"{name_of(pointer)} is {suspect.source}, which {message}"
                yield self.finding(article.path, message, field=pointer, edits=edits)


def _is_suspect(text: str, start: int, end: int) -> bool:
    """Return whether the front matter from ``start`` to ``end`` may have an ambiguous value. Most
    has none, so this is made to be fast."""
    if _AFTER_NAME.search(text, start, end) or _AFTER_DASH.search(text, start, end):
        return True
    at = text.find("[", start, end)
    while at >= 0:
        stop = text.find("]", at, end) + 1 or end
        if _IN_LIST.search(text, at, stop):
            return True
        at = text.find("[", stop, end)
    return False


def _suspects(article: Article) -> dict[str, _Suspect]:
    """Return the values that YAML 1.2 may read differently, by JSON Pointer."""
    suspects: dict[str, _Suspect] = {}
    words = set(text_pointers(article, _TEXTS))
    for pointer in article.places:
        source, value = article.unquoted(pointer), article.value_at(pointer)
        if isinstance(value, bool):
            is_word = pointer in words or any(isinstance(v, str) for v in _list(article, pointer))
            if is_word and source.lower() not in ("", "true", "false"):
                suspects[pointer] = _Suspect(source, value, None)
        elif isinstance(value, int | float):
            match = _NUMBER.fullmatch(source)
            if match is not None:
                suspects[pointer] = _Suspect(source, value, match)
    return suspects


def _list(article: Article, pointer: str) -> list[Any]:
    """Return the list with the value at ``pointer``; an empty one if it is in none."""
    holder = article.value_at(pointer.rpartition("/")[0])
    return holder if isinstance(holder, list) else []


def _advice(suspect: _Suspect, *, may_be_text: bool) -> tuple[str, str] | None:
    """Return what to say of a value, and what to replace it by if that is known; None if nothing
    is ambiguous."""
    source, value, match = suspect
    if match is None:
        if not may_be_text:
            return None  # YAML 1.2 reads what the schema refuses
        return f"YAML reads as {quote(value)}; put it in quotes", f'"{source}"'
    read = f"YAML 1.1 reads as the number {quote(value)} and YAML 1.2 as"
    if match["octal"] is not None:
        sign = "-" if source.startswith("-") else ""
        plain = sign + (source.lstrip("+-0_").replace("_", "") or "0")
        if plain.lstrip("-") == str(abs(value)):
            return None  # below 8 both readings are the same
        advice = "write the number without the leading zero"
        if may_be_text:
            return f"{read} {plain}; {advice}, or put it in quotes", ""
        return f"{read} {plain}; {advice}", plain
    if match["sexagesimal"] is not None:
        in_quotes = "put it in quotes or write that number"
        advice = in_quotes if may_be_text else f"write {quote(value)}, or the number that is meant"
        return f"{read} text; {advice}", ""
    if may_be_text:
        return None  # most likely a number, and both readings have a place
    return f"{read} text; write {quote(value)}", quote(value)
