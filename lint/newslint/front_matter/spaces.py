"""Find spaces that are none for a parser: no-break, ideographic and zero-width ones.

They look like spaces and come from copying. As indentation, after a dash or beside a colon they
belong to the name or the text, which then is another one, or nothing can be read at all.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from newslint.front_matter import Fault, Parsed, Syntax
from newslint.pattern import pattern

BLANKS = (
    "\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
)
"""Characters that look like nothing or like a space, for a set of a regular expression: first those
that newslint escapes in messages, then the spaces (category Zs) and the Braille blank."""

_ANY = pattern(rf"[{BLANKS}\x85\u2028\u2029]")
_NAME = rf"(?:(?![{BLANKS}])[\w.$-])++"
# Where YAML needs an ordinary space: in the indentation of a name or a dash, after a dash, on
# either side of a colon; and lines that are only seemingly empty.
_IN_YAML = pattern(
    rf"^[ ]*+(?:-[ ]++)*+(?:(?P<indent>[{BLANKS}][ {BLANKS}]*+)(?:{_NAME}[ ]*+:(?=\s|$)|-(?=\s)|$)"
    rf"|-(?P<dash>[{BLANKS}])|{_NAME}[ ]*+(?P<before>[{BLANKS}][ {BLANKS}]*+):(?=\s|$)"
    rf"|{_NAME}[ ]*+:(?P<after>[{BLANKS}]))",
    re.MULTILINE,
)
_STRINGS = pattern(r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'|#[^\n]*")
_MOST, _LONGEST = 3, 65_536
"""Maximum places to examine, which takes a parse each, and maximum characters of the document."""
_MOST_TOGETHER = 1_000
"""Maximum places to examine together."""

_Place = tuple[int, int]  # start and end


def described(character: str) -> str:
    """Return the name of a character for a message: ``no-break space (U+00A0)``."""
    from unicodedata import name

    return f"{name(character, 'control character').lower()} (U+{ord(character):04X})"


def stands_here(character: str) -> str:
    """Return a clause for a message: ``a no-break space (U+00A0) stands here``."""
    name = described(character)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} stands here"


def misplaced(
    syntax: Syntax, text: str, parsed: Parsed, parse: Callable[[Syntax, str], Parsed]
) -> Fault | None:
    """Return the fault of the first such space that ``parsed``, the result for ``text``, suffers
    from: with an ordinary space, or without it, there would be other fields. ``parse`` reads front
    matter."""
    if len(text) > _LONGEST or not _ANY.search(text):
        return None
    for places in _suspects(syntax, text, parsed):
        for filling in " ", "":
            repaired = parse(syntax, _filled(text, places, filling))
            if _is_better(repaired, parsed):
                return _fault(syntax, text, places[0][0], is_space=bool(filling))
    return None


def _suspects(syntax: Syntax, text: str, parsed: Parsed) -> Iterator[list[_Place]]:
    """Yield places of such spaces where the syntax needs ordinary ones: each, then all of them."""
    if syntax == "yaml":
        found = islice(_IN_YAML.finditer(text), _MOST_TOGETHER)
        places = [match.span(match.lastgroup or 0) for match in found]
        yield from ([place] for place in places[:_MOST])
        if len(places) > 1:
            yield places
        return
    if parsed.data is not None or not parsed.faults:
        return
    at = min(parsed.faults[-1].start, len(text))  # the line of the fault, without its strings
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    blank = _ANY.search(_STRINGS.sub(lambda string: "x" * len(string[0]), line))
    if blank is not None:
        yield [(start + blank.start(), start + blank.end())]


def _filled(text: str, places: list[_Place], filling: str) -> str:
    """Return ``text`` with each character of the ``places`` replaced by ``filling``."""
    pieces, done = [], 0
    for start, end in places:
        pieces += [text[done:start], filling * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _is_better(repaired: Parsed, parsed: Parsed) -> bool:
    """Return whether ``repaired`` can be read further than ``parsed``, or has other fields."""
    if parsed.data is None:
        return _reach(repaired) > _reach(parsed)
    return repaired.data is not None and _shape(repaired.data) != _shape(parsed.data)


def _shape(value: Any) -> Any:
    """Return the names and the nesting of data, without its values."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return None


def _reach(parsed: Parsed) -> float:
    """Return how far a document could be read."""
    if parsed.data is not None:
        return float("inf")
    return parsed.faults[-1].start if parsed.faults else 0


def _fault(syntax: Syntax, text: str, at: int, *, is_space: bool) -> Fault:
    language = syntax.upper()
    advice = f"{language} needs an ordinary space" if is_space else "remove it"
    message = f"the {language} cannot be read: {stands_here(text[at])}; {advice}"
    return Fault("broken-front-matter", message, at, at + 1, character=text[at])
