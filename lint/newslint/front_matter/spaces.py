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

_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ANY = pattern(f"[{_SPACES}]")
_NAME = r"[\w.$-]++"
# Where YAML needs an ordinary space: in the indentation of a name, after a dash, and on either
# side of a colon.
_IN_YAML = pattern(
    rf"^[ ]*+(?:-[ ]++)*+(?:(?P<indent>[{_SPACES}][ {_SPACES}]*+){_NAME}[ ]*+:(?=\s|$)"
    rf"|-(?P<dash>[{_SPACES}])|{_NAME}[ ]*+(?P<before>[{_SPACES}][ {_SPACES}]*+):(?=\s|$)"
    rf"|{_NAME}[ ]*+:(?P<after>[{_SPACES}]))",
    re.MULTILINE,
)
_STRINGS = pattern(r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'|#[^\n]*")
_MOST, _LONGEST = 3, 65_536
"""Maximum places to examine, which takes a parse each, and maximum characters of the document."""


def misplaced(
    syntax: Syntax, text: str, parsed: Parsed, parse: Callable[[Syntax, str], Parsed]
) -> Fault | None:
    """Return the fault of the first such space that ``parsed``, the result for ``text``, suffers
    from: with an ordinary space, there would be other fields. ``parse`` reads front matter."""
    if len(text) > _LONGEST or not _ANY.search(text):
        return None
    for start, end in _places(syntax, text, parsed):
        for ordinary in (" " * (end - start), ""):
            repaired = parse(syntax, text[:start] + ordinary + text[end:])
            before, after = _names(parsed), _names(repaired)
            progress = parsed.data is None and _reach(repaired) > _reach(parsed)
            if progress or (parsed.data is not None and after is not None and before != after):
                return _fault(syntax, text, start)
    return None


def _places(syntax: Syntax, text: str, parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Yield the start and end of such spaces where the syntax needs ordinary ones."""
    if syntax == "yaml":
        for found in islice(_IN_YAML.finditer(text), _MOST):
            yield found.span(found.lastgroup or 0)
        return
    if parsed.data is not None or not parsed.faults:
        return
    at = min(parsed.faults[-1].start, len(text))  # the line of the fault, without its strings
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    match = _ANY.search(_STRINGS.sub(lambda string: "x" * len(string[0]), line))
    if match is not None:
        yield start + match.start(), start + match.end()


def _names(parsed: Parsed) -> Any:
    """Return the shape of the data: names and nesting, without values; None if it is broken."""
    return None if parsed.data is None else _shape(parsed.data)


def _shape(value: Any) -> Any:
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


def _fault(syntax: Syntax, text: str, at: int) -> Fault:
    from unicodedata import name

    character = text[at]
    title = name(character, "character").lower()
    article = "an" if title[0] in "aeiou" else "a"
    where = f"{article} {title} (U+{ord(character):04X}) stands here"
    language = syntax.upper()
    message = f"the {language} cannot be read: {where}; {language} needs an ordinary space"
    return Fault("broken-front-matter", message, at, at + 1)
