"""YAML front matter, read as PyYAML's safe loader reads it, but from a stranger's hand.

Built from parser events rather than with a loader: that gives a limit on depth (libyaml's own
composer recurses in C and takes the process down), on what aliases expand to, and the places of
all values. Three things differ from ``yaml.safe_load`` on purpose: dates stay text, duplicate
keys are faults, and keys are always text.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from newslint.front_matter import (
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_POINTER,
    MAX_VALUES,
    Broken,
    Fault,
    Parsed,
    Place,
    pointer_token,
)
from newslint.front_matter.advice import Complaint, explain

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What PyYAML's reader refuses (YAML 1.1, section 4.1), and a byte order mark where text begins.
_FORBIDDEN = re.compile("^\ufeff|[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CORE = "tag:yaml.org,2002:"
_STR, _SEQ, _MAP = _CORE + "str", _CORE + "seq", _CORE + "map"
_CONSTRUCT = {
    _CORE + "null": SafeConstructor.construct_yaml_null,
    _CORE + "bool": SafeConstructor.construct_yaml_bool,
    _CORE + "int": SafeConstructor.construct_yaml_int,
    _CORE + "float": SafeConstructor.construct_yaml_float,
}
_TEXT_TAGS = {_STR, _CORE + "timestamp", _CORE + "merge", _CORE + "value"}
_TOO_LARGE = 10**MAX_DIGITS
_UNREADABLE = object()
_MAX_DIRECTIVES = 64
"""libyaml compares each ``%TAG`` with all the ones before it."""
_CHARACTERS = 64
"""Characters of text that weigh as much as a value when an alias repeats them."""


class _Node(NamedTuple):
    """A composed value with the offsets of its text, its weight (values when aliases are
    written out) and, for collections, the nodes inside."""

    value: Any
    start: int
    end: int
    weight: int
    items: tuple[tuple["_Node | None", "_Node"], ...] = ()


def parse(text: str) -> Parsed:
    """Read YAML front matter: a mapping, or nothing at all. Never raises."""
    composer = _Composer(text)
    try:
        root = composer.document()
    except Broken as stop:
        return Parsed(None, (*composer.faults, stop.fault), composer.known(stop.fault.start))
    if root is None or root.value is None:
        return Parsed({}, tuple(composer.faults))
    if not isinstance(root.value, dict):
        kind = "a list" if isinstance(root.value, list) else "a single value"
        message = f"the front matter is {kind}, not fields with names"
        fault = Fault("broken-front-matter", message, root.start, root.end)
        return Parsed(None, (*composer.faults, fault))
    if not composer.readable:
        return Parsed(None, tuple(composer.faults), root.value)
    return Parsed(root.value, tuple(composer.faults))


def places(text: str) -> dict[str, Place]:
    """The place of every value, by JSON Pointer; of duplicate keys, the last one's."""
    composer = _Composer(text)
    try:
        root = composer.document()
    except Broken:
        return {}
    found: dict[str, Place] = {}
    pending = [("", root)] if root is not None else []
    while pending:
        pointer, parent = pending.pop()
        if len(pointer) > MAX_POINTER:
            continue
        for index, (key, node) in enumerate(parent.items):
            name = pointer + pointer_token(index if key is None else key.value)
            held = key or node
            found[name] = Place(held.start, held.end, node.start, node.end)
            pending.append((name, node))
    return found


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.readable = True
        """Whether every value could be read so far."""
        self.fields: _Fields = {}
        """Those of the document itself, as they come."""
        self.anchors: dict[str, _Node | None] = {}  # None while the anchored value is open
        self.weight = 0
        self.resolver: Any = Resolver()
        self.constructor = SafeConstructor()

    def document(self) -> _Node | None:
        """The one document of the text, or None for an empty one. Raises Broken."""
        events = self._events()
        root: _Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    at, _ = _span(event)
                    raise Broken("there is a second document; only one is read", at, at + 3)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def known(self, end: int) -> dict[str, Any]:
        """The fields of the document on the lines above the one that ``end`` is in."""
        line = self.text.rfind("\n", 0, end) + 1
        return {name: node.value for name, (_, node) in self.fields.items() if node.end < line}

    def _events(self) -> Iterator[Any]:
        text = self.text
        if text.count("%TAG") > _MAX_DIRECTIVES:
            at = text.index("%TAG")
            raise Broken("there are too many %TAG directives", at, at + 4)
        forbidden = _FORBIDDEN.search(text)
        if forbidden:  # then the lines above are read, for what is known by them
            text = text[: text.rfind("\n", 0, forbidden.start()) + 1]
        try:
            yield from yaml.parse(text, Loader=_Loader)
        except yaml.YAMLError as error:
            if not forbidden:
                raise _explained(text, error) from None
        if forbidden:
            at = forbidden.start()
            message = f"character U+{ord(forbidden[0]):04X} cannot stand here; remove it"
            raise Broken(message, at, at + 1)

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start, end = _span(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), start, end)
        if depth >= MAX_DEPTH:
            raise Broken(f"values are nested more than {MAX_DEPTH} deep", start, start + 1)
        self._weigh(1, start, end)
        if event.anchor is not None:
            if event.anchor in self.anchors:
                raise Broken(f"anchor &{_shown(event.anchor)} is set twice", start, end)
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._check_tag(event, _SEQ)
            node = self._sequence(event, events, depth)
        else:
            self._check_tag(event, _MAP)
            node = self._mapping(event, events, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _weigh(self, more: int, start: int, end: int) -> None:
        self.weight += more
        if self.weight > MAX_VALUES:
            message = f"there are more than {MAX_VALUES} values, aliases written out"
            raise Broken(message, start, end)

    def _alias(self, anchor: str, start: int, end: int) -> _Node:
        if anchor not in self.anchors:
            message = (
                f"alias *{_shown(anchor)} has no anchor; put text that begins with * in quotes"
            )
            raise Broken(message, start, end)
        node = self.anchors[anchor]
        if node is None:
            raise Broken(f"alias *{_shown(anchor)} stands inside its own anchor", start, end)
        self._weigh(node.weight, start, end)
        return node._replace(start=start, end=end)

    def _check_tag(self, event: Any, expected: str) -> None:
        if event.tag not in (None, "!", expected):
            at, _ = _span(event)
            raise Broken(_unsupported(event.tag), at, at + 1)

    def _scalar(self, event: Any) -> _Node:
        start, end = _span(event)
        tag, text = event.tag, event.value
        if tag is None or tag == "!":
            tag = self.resolver.resolve(yaml.ScalarNode, text, event.implicit)
        if event.style in ("|", ">"):  # a block scalar ends where the next token begins
            end = start + len(_without_blank_lines(self.text[start:end]))
        weight = 1 + len(text) // _CHARACTERS
        if tag in _TEXT_TAGS:
            return _Node(text, start, end, weight)
        construct = _CONSTRUCT.get(tag)
        if construct is None:
            raise Broken(_unsupported(tag), start, end)
        value: Any
        try:
            value = construct(self.constructor, yaml.ScalarNode(tag, text[: MAX_DIGITS + 1]))
        except (ValueError, LookupError, OverflowError, yaml.YAMLError):
            value = None if tag == _CORE + "null" else _UNREADABLE
        if _is_number(value) and (len(text) > MAX_DIGITS or _too_large(value, text)):
            self._unreadable("a number is too large; put it in quotes", start, end)
            value = text
        elif value is _UNREADABLE:
            kind = tag.removeprefix(_CORE)
            self._unreadable(f"this is not of type {kind}; put text in quotes", start, end)
            value = text
        return _Node(value, start, end, weight)

    def _unreadable(self, message: str, start: int, end: int) -> None:
        self.readable = False
        self.faults.append(Fault("broken-front-matter", message, start, end))

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        """A value of a list or a mapping: what means something special as a key is a fault."""
        if _is_plain(event, "=") or _is_plain(event, "<<"):
            start, end = _span(event)
            self._unreadable(f"'{event.value}' has a meaning in YAML; put it in quotes", start, end)
        return self._node(event, events, depth)

    def _sequence(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = end = _span(event)[0]
        weight = 1
        items: list[tuple[_Node | None, _Node]] = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                end = _span(inner)[1] if event.flow_style else end
                values = [node.value for _, node in items]
                return _Node(values, start, end, weight, tuple(items))
            node = self._value(inner, events, depth + 1)
            items.append((None, node))
            weight += node.weight
            end = node.end
        raise Broken("the YAML ends inside a list", start, start + 1)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = end = _span(event)[0]
        own: _Fields = {}
        merged: _Fields = {}
        merges: _Fields = {}  # "<<" itself: two leave open which one counts
        if depth == 0:
            self.fields = own
        for inner in events:
            if isinstance(inner, yaml.MappingEndEvent):
                end = _span(inner)[1] if event.flow_style else end
                fields = merged | own
                data = {name: node.value for name, (_, node) in fields.items()}
                weight = 1 + sum(node.weight for _, node in fields.values())
                return _Node(data, start, end, weight, tuple(fields.values()))
            key = self._node(inner, events, depth + 1)
            node = self._value(next(events), events, depth + 1)
            if _is_plain(inner, "<<"):
                self._add(merges, key._replace(value="<<"), node)
                merged.clear()
                self._merge(merged, key, node)
            else:
                self._add(own, self._key(inner, key), node)
            end = node.end
        raise Broken("the YAML ends inside a mapping", start, start + 1)

    def _merge(self, into: "_Fields", key: _Node, node: _Node) -> None:
        """``<<`` takes in the fields of a mapping, or of several, the earlier one winning."""
        sources = [inner for _, inner in node.items] if isinstance(node.value, list) else [node]
        for source in sources:
            if not isinstance(source.value, dict):
                raise Broken("'<<' merges mappings only", key.start, key.end)
        for source in reversed(sources):
            for name, value in source.items:
                if name is not None:
                    into[name.value] = (name, value)

    def _key(self, event: Any, key: _Node) -> _Node:
        """The key as text, for keys are text; what YAML takes for something else is a fault."""
        if isinstance(key.value, str):
            return key
        if isinstance(key.value, dict | list):
            message = "a field's name is a list or a mapping; put text in quotes"
            raise Broken(message, key.start, key.end)
        from newslint.text import quote

        written = self.text[key.start : key.end]
        read = "nothing" if key.value is None else quote(key.value)
        message = f"the field name {quote(written)} is read as {read}; put it in quotes"
        self.faults.append(Fault("broken-front-matter", message, key.start, key.end))
        return key._replace(value=event.value if isinstance(event, yaml.ScalarEvent) else written)

    def _add(self, own: "_Fields", key: _Node, node: _Node) -> None:
        first = own.get(key.value)
        if first is not None:
            from newslint.text import quote

            note = ("first written here", first[0].start, first[0].end)
            message = f"field {quote(key.value)} is written twice; the last one counts"
            self.faults.append(Fault("duplicate-key", message, key.start, key.end, note))
        own[key.value] = (key, node)


_Fields = dict[str, tuple[_Node, _Node]]  # by name: the key and the value


def _explained(text: str, error: yaml.YAMLError) -> Broken:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Broken("the YAML cannot be read", 0, 0)
    context, problem = error.context_mark, error.problem_mark
    at = problem.index if problem else context.index if context else 0
    context_at = context.index if context else at
    return explain(text, Complaint(error.context or "", context_at, error.problem or "", at))


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _without_blank_lines(text: str) -> str:
    """``text`` without the empty lines and the indentation at its end."""
    words = text.rstrip(" \t\r\n")
    rest = text[len(words) :]
    blanks = len(rest) - len(rest.lstrip(" \t"))  # those behind the last words belong to them
    return text[: len(words) + blanks]


def _is_plain(event: Any, text: str) -> bool:
    """Whether ``event`` is ``text`` without quotes or a tag that says what it is."""
    if not isinstance(event, yaml.ScalarEvent) or event.value != text:
        return False
    if event.tag not in (None, "!"):
        return False
    plain: bool = event.implicit[0]
    return plain


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _too_large(value: int | float, written: str) -> bool:
    if isinstance(value, int):
        return not -_TOO_LARGE < value < _TOO_LARGE
    return value in (float("inf"), float("-inf")) and "inf" not in written.lower()


def _unsupported(tag: str) -> str:
    shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    return f"tag {_shown(shown)} is not supported; put text that begins with ! in quotes"


def _shown(name: str) -> str:
    from newslint.text import cut, printable

    return printable(cut(name, 40))
