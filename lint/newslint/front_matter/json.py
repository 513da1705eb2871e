"""JSON front matter and data files (RFC 8259).

A scanner replaces the json module, because that accepts duplicate names, NaN, unbounded numbers and
lone surrogates, and does not report the place of each value.
"""

import re
from typing import Any

from newslint.front_matter import (
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_POINTER,
    MAX_VALUES,
    Broken,
    Fault,
    Parsed,
    Place,
    parsed_root,
    pointer_token,
)

_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?")
_WORD = re.compile(r"[^\s,\[\]{}\"']++")
_STRING = re.compile(
    r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+("?)'
)
_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[{}\[\]]')
_SURROGATE = re.compile("[\ud800-\udfff]")

_WORDS: dict[str, Any] = {"null": None, "true": True, "false": False}
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity")
_COMMENTS = ("//", "/*", "#")
_NO_COMMENTS = "JSON does not allow comments; remove this one"
_INNER_QUOTE = re.compile(r'[ \t]*[^\s\w",:;+\[\]{}]?\w[^"\n]*"')
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,20}+,[0-9]{1,20}+")
_CURLY = ("“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "「", "『", "＂")
_STRAIGHT = 'straight double quotes (")'
_MEANT = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
    **dict.fromkeys(("none", "null", "nil", "undefined", "~", "nan", "infinity"), "null"),
    "-infinity": "null",
}
"""What other languages write for the words of JSON, in lower case."""
_OTHER_NUMBER = re.compile(r"([-+]?)0*([0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?", re.ASCII)
_OTHER_BASE = re.compile(r"[-+]?0(?:[xX][0-9a-fA-F]{1,16}|[oO][0-7]{1,22}|[bB][01]{1,64})")
_UNDERSCORE = re.compile(r"(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])")


def parse(text: str) -> Parsed:
    """Parse a JSON object into plain values. Never raises."""
    reader = _Reader(text)
    try:
        root, start, end = reader.document()
    except Broken as stop:
        return Parsed(None, (*reader.faults, stop.fault), reader.recovered)
    return parsed_root(root, start, end, reader.faults, readable=reader.readable)


def places(
    text: str, *, max_values: int = MAX_VALUES, max_depth: int = MAX_DEPTH
) -> dict[str, Place]:
    """Return the place of every value by JSON Pointer; for duplicate names, of the last one."""
    reader = _Reader(text, with_places=True, max_values=max_values, max_depth=max_depth)
    try:
        reader.document()
    except Broken:
        return {}
    return reader.places


def _instead(word: str) -> str:
    """Return what to write for a word that is not a JSON value."""
    new = _MEANT.get(word.lower()) or _number_as_json(word)
    if not new:
        quotes = _STRAIGHT if word.startswith(_CURLY) else "double quotes"
        return f"this is not a JSON value; text needs {quotes}"
    from newslint.text import cut, printable

    return f"{printable(cut(word))} is not a JSON value; write {cut(new)}, or text in double quotes"


def _number_as_json(word: str) -> str:
    """Return a number of another language as JSON; empty if ``word`` is none."""
    digits = _UNDERSCORE.sub("", word)
    if _OTHER_BASE.fullmatch(digits):
        return str(int(digits, 0))
    number = _OTHER_NUMBER.fullmatch(digits)
    if number is None or not any(map(str.isdigit, digits.lower().partition("e")[0])):
        return ""
    sign, whole, fraction, exponent = number.groups("")
    return sign.strip("+") + (whole or "0") + fraction.removesuffix(".") + exponent


def object_end(text: str, start: int) -> int | None:
    """Return the end of the object that opens at ``start``; None if it is never closed."""
    depth = 0
    for piece in _PIECE.finditer(text, start):
        match piece[0]:
            case "{" | "[":
                depth += 1
            case "}" | "]":
                depth -= 1
                if depth <= 0:
                    return piece.end()
    return None


class _Reader:
    """Read one document and collect its faults (and places)."""

    def __init__(
        self,
        text: str,
        *,
        with_places: bool = False,
        max_values: int = MAX_VALUES,
        max_depth: int = MAX_DEPTH,
    ) -> None:
        self.text = text
        self.max_values = max_values
        self.max_depth = max_depth
        self.with_places = with_places
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = []
        self.readable = True
        """Whether every value so far could be read."""
        self.recovered: dict[str, Any] = {}
        """The top-level fields read so far."""
        self.values = 0

    def document(self) -> tuple[Any, int, int]:
        """Return the value of the document with its start and end. Raise Broken."""
        start = self._skip_space(0)
        value, end = self._value(start, "", 0)
        rest = self._skip_space(end)
        if rest < len(self.text):
            is_comment = self.text.startswith(_COMMENTS, rest)
            told = _NO_COMMENTS if is_comment else "unexpected text after the end of the JSON"
            raise Broken(told, rest, rest + 1)
        return value, start, end

    def _skip_space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _value(self, at: int, pointer: str | None, depth: int) -> tuple[Any, int]:
        """Return the value at ``at`` and its end; ``pointer`` is None if no places are kept."""
        self.values += 1
        if self.values > self.max_values:
            raise Broken(f"there are more than {self.max_values} values", at, at + 1)
        match self.text[at : at + 1]:
            case '"':
                return self._string(at)
            case "{" | "[" as opening:
                if depth >= self.max_depth:
                    raise Broken(f"values are nested more than {self.max_depth} deep", at, at + 1)
                collection = self._object if opening == "{" else self._array
                return collection(at + 1, pointer, depth + 1)
        return self._number(at) or self._word(at)

    def _place(self, pointer: str | None, token: str | int) -> str | None:
        """Return ``pointer`` extended by ``token``; None if no places are kept."""
        if pointer is None or not self.with_places or len(pointer) > MAX_POINTER:
            return None
        return pointer + pointer_token(token)

    def _object(self, at: int, pointer: str | None, depth: int) -> tuple[dict[str, Any], int]:
        fields: dict[str, Any] = {} if depth > 1 else self.recovered
        keys: dict[str, tuple[int, int]] = {}
        at = self._skip_space(at)
        if self.text.startswith("}", at):
            return fields, at + 1
        while True:
            name, key_end = self._key(at, keys)
            inner = self._place(pointer, name)
            start = self._skip_space(key_end)
            if not self.text.startswith(":", start):
                raise Broken("missing ':' after a name", key_end, key_end)
            start = self._skip_space(start + 1)
            value, end = self._value(start, inner, depth)
            fields[name] = value
            if inner is not None:
                self.places[inner] = Place(at, key_end, start, end)
            at, closed = self._next(end, "}")
            if closed:
                return fields, at

    def _array(self, at: int, pointer: str | None, depth: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = self._skip_space(at)
        if self.text.startswith("]", at):
            return items, at + 1
        while True:
            inner = self._place(pointer, len(items))
            value, end = self._value(at, inner, depth)
            items.append(value)
            if inner is not None:
                self.places[inner] = Place(at, end, at, end)
            at, closed = self._next(end, "]")
            if closed:
                return items, at

    def _next(self, at: int, closing: str) -> tuple[int, bool]:
        """Skip the comma before the next entry, or the closing bracket."""
        mark = self._skip_space(at)
        if self.text.startswith(closing, mark):
            return mark + 1, True
        if not self.text.startswith(",", mark):
            if self.text.startswith(_COMMENTS, mark):
                raise Broken(_NO_COMMENTS, mark, mark + 2)
            if self.text[at - 1] == '"' and _INNER_QUOTE.match(self.text, at):
                raise Broken('text after a closing quote; write \\" for a quote inside', at, at)
            raise Broken(f"missing ',' or '{closing}'", at, at)
        entry = self._skip_space(mark + 1)
        if self.text.startswith(closing, entry):
            raise Broken(f"trailing ',' before '{closing}'; remove it", mark, mark + 1)
        return entry, False

    def _key(self, at: int, seen: dict[str, tuple[int, int]]) -> tuple[str, int]:
        if self.text.startswith(_COMMENTS, at):
            raise Broken(_NO_COMMENTS, at, at + 2)
        if not self.text.startswith('"', at):
            raise self._no_key(at)
        name, end = self._string(at)
        if name in seen:
            from newslint.text import quote

            message = f"field {quote(name)} occurs twice; the last value is used"
            note = ("first occurrence", *seen[name])
            self.faults.append(Fault("duplicate-key", message, at, end, note))
        else:
            seen[name] = (at, end)
        return name, end

    def _no_key(self, at: int) -> Broken:
        """Return the fault of something else at ``at`` where a name should be."""
        if self.text.startswith(",", at):
            return Broken(f"a field is missing {self._beside_comma(at)}", at, at + 1)
        start = max(self.text.rfind(mark, 0, at) for mark in ": \t\n") + 1
        number = _DECIMAL_COMMA.match(self.text, start)
        if number is not None and number.start() < at < number.end():
            new = number[0].replace(",", ".")
            told = f"{number[0]} is not a JSON value; write {new}, or text in double quotes"
            return Broken(told, *number.span())
        quotes = _STRAIGHT if self.text.startswith(_CURLY, at) else "double quotes"
        return Broken(f"expected a name in {quotes}", at, at)

    def _beside_comma(self, at: int) -> str:
        """Return where something is missing, for the comma at ``at``."""
        before = self._character_before(at)
        return "between two commas; remove one" if before == "," else "before this comma; remove it"

    def _character_before(self, at: int) -> str:
        """Return the last character before ``at`` that is not a space."""
        while at > 0 and self.text[at - 1] in " \t\r\n":
            at -= 1
        return self.text[at - 1 : at]

    def _string(self, at: int) -> tuple[str, int]:
        match = _STRING.match(self.text, at)
        end = match.end() if match else at
        if match is None or not match[1]:
            raise self._string_fault(at, end)
        written = match[0]
        if "\\" not in written:
            return written[1:-1], end
        from json import loads

        value: str = loads(written)
        if _SURROGATE.search(value):
            self._fault("text contains a lone surrogate (\\ud800 to \\udfff alone)", at, end)
            value = _SURROGATE.sub("\ufffd", value)
        return value, end

    def _string_fault(self, start: int, at: int) -> Broken:
        """Return the fault of the string at ``start`` that is invalid at ``at``."""
        match self.text[at : at + 1]:
            case "":
                return Broken("a quote is never closed", start, start + 1)
            case "\n" | "\r":
                return Broken("a quote is not closed on its line", start, at)
            case "\\":
                return Broken("invalid escape sequence; write two backslashes", at, at + 1)
        character = self.text[at]
        advice = "write \\t" if character == "\t" else "remove it"
        message = f"unescaped control character in a string (U+{ord(character):04X}); {advice}"
        return Broken(message, at, at + 1, character)

    def _number(self, at: int) -> tuple[Any, int] | None:
        match = _NUMBER.match(self.text, at)
        if match is None:
            return None
        written, end = match[0], match.end()
        word = _WORD.match(self.text, at)
        is_longer = word is not None and word.end() > end
        if word is not None and is_longer and not self.text.startswith(_COMMENTS, end):
            raise Broken(_instead(word[0]), at, word.end())
        if not (match[1] or match[2]):
            if len(written) <= MAX_DIGITS:
                return int(written), end
        elif len(written) <= MAX_DIGITS:
            value = float(written)
            if abs(value) != float("inf"):
                return value, end
        self._fault("a number is too large; put it in quotes", at, end)
        return written, end

    def _word(self, at: int) -> tuple[Any, int]:
        match = _WORD.match(self.text, at)
        if match is None:
            if at >= len(self.text):
                raise Broken("unexpected end of the JSON: a bracket is never closed", at, at)
            raise self._no_value(at)
        word = match[0]
        if word in _WORDS:
            return _WORDS[word], match.end()
        if word in _NOT_NUMBERS:
            self._fault(_instead(word), at, match.end())
            return word, match.end()
        if word.startswith(_COMMENTS):
            raise Broken(_NO_COMMENTS, at, match.end())
        raise Broken(_instead(word), at, match.end())

    def _no_value(self, at: int) -> Broken:
        """Return the fault of punctuation at ``at`` where a value should be."""
        mark = self.text[at]
        if mark in ",}]" and self._character_before(at) == ":":
            told = "there is no value after ':'; write null, or remove the field"
        elif mark == ",":
            told = f"a value is missing {self._beside_comma(at)}"
        else:
            told = "expected a value; text needs double quotes"
        return Broken(told, at, at + 1)

    def _fault(self, message: str, start: int, end: int) -> None:
        self.readable = False
        self.faults.append(Fault("broken-front-matter", message, start, end))
