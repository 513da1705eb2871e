"""ambiguous-value"""

from collections.abc import Iterable, Iterator
from typing import Any

from newslint.article import Article
from newslint.finding import Edit, Finding
from newslint.front_matter import pointer_keys
from newslint.pattern import pattern
from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule
from newslint.schema.messages import INVALID
from newslint.schema.sentences import dotted
from newslint.text import quote

# Longer ones are no values that anybody means, and would take the square of their length.
_OCTAL = r"[-+]?0[0-7_]{1,20}+"
_SEXAGESIMAL = r"[-+]?[0-9][0-9_]{0,20}+(?::[0-5]?[0-9]){1,4}+(?:\.[0-9_]{0,20}+)?"
_WORD = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
_VALUE = rf"(?:{_OCTAL}|{_SEXAGESIMAL}|{_WORD})[ \t]*(?:[,\]}}#\r\n]|\Z)"
# The look-ahead gives up early.
_START = rf"(?=[-+0-9yYnNoO]){_VALUE}"
_AFTER_NAME, _AFTER_DASH = pattern(rf":[ \t]++{_START}"), pattern(rf"-[ \t]++{_START}")
_IN_LIST = pattern(rf"[\[,][ \t]*+{_START}")
_NUMBER = pattern(f"(?P<octal>{_OCTAL})|{_SEXAGESIMAL}")


class AmbiguousValue(SchemaRule):
    """Find values that YAML reads differently than they look.

    ## What
    Reports, where the schema accepts them, numbers with a leading zero, which YAML 1.1 reads as
    octal (`050` is 40) and YAML 1.2 as decimal; numbers with colons, which YAML 1.1 reads in base
    60 (`1:30` is 90); and `yes`, `no`, `on` and `off` in a list of texts, where one is most likely
    a word (`[se, no, dk]`). Values in quotes are text and never reported.

    ## Why
    The generator of the site, newslint and other programs may each read another value, and no
    error says so.

    ## Fix
    Removes leading zeros, or puts a word in quotes. The fix is unsafe, because it picks one of the
    readings.
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
        problems = self.problems(article)
        refused = {one.field for one in problems if one.rule == INVALID}
        for pointer, place in article.places.items():
            source, value = article.unquoted(pointer), article.value_at(pointer)
            if not source or pointer in refused or isinstance(value, str | None):
                continue
            advice = _advice(source, value, _siblings(article, pointer))
            if advice is not None:
                message, new = advice
                edits = (Edit(place.start, place.end, new, safe=False),) if new else ()
                name = dotted(tuple(int(k) if k.isdigit() else k for k in pointer_keys(pointer)))
                yield self.finding(article.path, f"{name} is {message}", field=pointer, edits=edits)


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


def _siblings(article: Article, pointer: str) -> list[Any]:
    """Return the list with the value at ``pointer``; an empty one if it is in none."""
    holder = article.value_at(pointer.rpartition("/")[0])
    return holder if isinstance(holder, list) else []


def _advice(source: str, value: Any, siblings: list[Any]) -> tuple[str, str] | None:
    """Return what to say of a value, and what to replace it by if that is known; None if nothing
    is ambiguous."""
    if isinstance(value, bool):
        if not any(isinstance(one, str) for one in siblings) or source.lower() in ("true", "false"):
            return None
        return f"{source}, which YAML reads as {quote(value)}; put it in quotes", f'"{source}"'
    match = _NUMBER.fullmatch(source)
    if match is None or source.strip("+-0_") == "":
        return None
    read = f"{source}, which YAML 1.1 reads as the number {quote(value)}"
    if match["octal"] is None:
        return f"{read}; put it in quotes or write that number", ""
    sign = "-" if source.startswith("-") else ""
    plain = sign + source.lstrip("+-0_").replace("_", "")
    if plain == str(value):
        return None  # below 8 both readings are the same
    return f"{read} and YAML 1.2 as {plain}; write the number without the leading zero", plain
