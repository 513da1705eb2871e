"""Texts that take several lines in YAML: blocks, and quoted or plain text that goes on.

`fast_yaml` reads line by line, and takes the texts in double quotes out of the document first.
Where it fails, texts of several lines can be taken out as well. Like `fast_yaml`, this supports
what occurs in front matter and leaves anything else to the full parser.
"""

import re

from newslint.front_matter import without_blank_lines
from newslint.front_matter.fast_yaml import Unsupported

# The beginning of a line up to the value, then one of four forms. The lines that follow are
# indented more than the key, which may be behind a dash, or are blank.
_DEEPER = r"\2(?(3)  ) "
_BLANK = r" *+(?=\n)"
_SEVERAL_LINES = re.compile(
    r"^(?P<head>( *+)(- )?+[A-Za-z_][\w-]{0,99}+: ++)(?:"
    r"(?P<style>[|>])(?P<strip>-?) *+\n"
    rf"(?P<block>(?P<indent>{_DEEPER} *+)[^ \n][^\n]*+"
    r"(?:\n(?:(?P=indent)[^\n]*+| *+)(?=\n|\Z))*+)"
    rf'|"(?P<double>[^"\\\n]*+(?:\n(?:{_BLANK}|{_DEEPER}[^"\\\n]*+))++)" *+$'
    rf"|'(?P<single>(?:[^'\n]|'')*+(?:\n(?:{_BLANK}|{_DEEPER}(?:[^'\n]|'')*+))++)' *+$"
    rf"|(?P<plain>[^\x00-@[-`{{-\xbf][^\n]*+(?:\n(?: *+\n)*+{_DEEPER} *+[^ #\n][^\n]*+)++)"
    r")",
    re.ASCII | re.MULTILINE,
)
_FORMS = ("style", "double", "single", "plain")
_BREAK = re.compile(r"(?<! ) *+\n((?: *+\n)*+) *+")
_BREAK_IN_BLOCK = re.compile(r"\n(\n*+)")
_COMMENT_OR_KEY = re.compile(r"[ \n]#|:(?:\s|\Z)")
MARK = "\1"
"""Begins the placeholder of a text; never part of a text that is read here."""


def taken_out(text: str) -> tuple[str, dict[str, str]]:
    """Return ``text`` with a placeholder in double quotes for each text of several lines, and these
    texts by placeholder. Raise Unsupported."""
    texts: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        placeholder = f"{MARK}{len(texts)}"
        texts[placeholder] = _value(match)
        return f'{match["head"]}"{placeholder}"'

    return _SEVERAL_LINES.sub(take, text), texts


def end_of(text: str, key: int) -> int | None:
    """Return where the value of several lines ends whose key is at ``key`` in ``text``; None if
    the value is on one line."""
    match = _SEVERAL_LINES.match(text, text.rfind("\n", 0, key) + 1)
    if match is None:
        return None
    if match["block"] is None:
        return match.start() + len(match[0].rstrip(" "))
    start = match.start("style")
    return start + len(without_blank_lines(text[start : match.end()]))


def _value(match: re.Match[str]) -> str:
    """Return the text that YAML reads."""
    form = next(form for form in _FORMS if match[form] is not None)
    if form == "style":
        return _block(match)
    written = match[form]
    if form == "plain":
        if _COMMENT_OR_KEY.search(written):
            raise Unsupported
        written = written.rstrip(" ")
    value = _BREAK.sub(_folded, written)
    return value.replace("''", "'") if form == "single" else value


def _block(match: re.Match[str]) -> str:
    if match.end() == len(match.string) and match.string[-1] != "\n":  # ends in no line break
        raise Unsupported
    indent = len(match["indent"])
    lines = [line[indent:] for line in match["block"].split("\n")]
    value = "\n".join(lines).rstrip("\n")
    if any(map(str.isspace, lines)):  # blank, but text
        raise Unsupported
    if match["style"] == ">":
        if any(line.startswith(" ") for line in lines):  # keeps its line breaks
            raise Unsupported
        value = _BREAK_IN_BLOCK.sub(_folded, value)
    return value if match["strip"] else value + "\n"


def _folded(match: re.Match[str]) -> str:
    """Return what a line break and the blank lines behind it stand for."""
    return "\n" * match[1].count("\n") or " "
