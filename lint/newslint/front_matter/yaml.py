"""YAML front matter, read as PyYAML's safe loader reads it, but from a stranger's hand.

Built from parser events rather than with a loader: that gives a limit on depth (libyaml's own
composer recurses in C and takes the process down), on what aliases expand to, and the places of
all values. Three things differ from ``yaml.safe_load`` on purpose: dates stay text, duplicate
keys are faults, and keys are always text.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from newslint.front_matter import Fault, Parsed, Place, pointer_token

MAX_DEPTH = 64
"""Levels of nesting. Real front matter has six."""
MAX_VALUES = 100_000
"""Values, counted with every alias written out."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CORE = "tag:yaml.org,2002:"
_STR, _SEQ, _MAP = _CORE + "str", _CORE + "seq", _CORE + "map"
_CONSTRUCT = {
    _CORE + "null": SafeConstructor.construct_yaml_null,
    _CORE + "bool": SafeConstructor.construct_yaml_bool,
    _CORE + "int": SafeConstructor.construct_yaml_int,
    _CORE + "float": SafeConstructor.construct_yaml_float,
}
_TEXT_TAGS = {_STR, _CORE + "timestamp", _CORE + "value"}


class _Node(NamedTuple):
    """A composed value with the offsets of its text, its weight (values when aliases are
    written out) and, for collections, the nodes inside."""

    value: Any
    start: int
    end: int
    weight: int
    items: tuple[tuple["_Node | None", "_Node"], ...] = ()


class _Stop(Exception):
    """The document cannot be read further."""

    def __init__(self, message: str, start: int, end: int) -> None:
        self.fault = Fault("broken-front-matter", message, start, max(end, start))


def parse(text: str) -> Parsed:
    """Read YAML front matter: a mapping, or nothing at all. Never raises."""
    composer = _Composer(text)
    try:
        root = composer.document()
    except _Stop as stop:
        return Parsed(None, (*composer.faults, stop.fault))
    if root is None or root.value is None:
        return Parsed({}, tuple(composer.faults))
    if not isinstance(root.value, dict):
        message = f"the front matter is {_kind(root.value)}, not fields with names"
        fault = Fault("broken-front-matter", message, root.start, root.end)
        return Parsed(None, (*composer.faults, fault))
    return Parsed(root.value, tuple(composer.faults))


def places(text: str) -> dict[str, Place]:
    """The place of every value, by JSON Pointer; of duplicate keys, the last one's."""
    composer = _Composer(text)
    try:
        root = composer.document()
    except _Stop:
        return {}
    found: dict[str, Place] = {}
    pending = [("", root)] if root is not None else []
    while pending:
        pointer, parent = pending.pop()
        for index, (key, node) in enumerate(parent.items):
            name = pointer + pointer_token(index if key is None else key.value)
            held = key or node
            found[name] = Place(held.start, held.end, node.start, node.end)
            pending.append((name, node))
    return found


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a single value"


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Node | None] = {}  # None while the anchored value is open
        self.weight = 0
        self.resolver: Any = Resolver()
        self.constructor = SafeConstructor()

    def document(self) -> _Node | None:
        """The one document of the text, or None for an empty one."""
        events = self._events()
        root: _Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    at = _at(event)
                    raise _Stop("the front matter holds a second document", at, at + 3)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def _events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index, len(self.text)) if mark else 0
            said = ", ".join(filter(None, (error.context, error.problem)))
            raise _Stop(f"the YAML cannot be read: {said}", at, at) from None
        except yaml.reader.ReaderError as error:
            at = min(int(error.position), len(self.text))
            character = f"U+{error.character:04X}" if isinstance(error.character, int) else "?"
            raise _Stop(f"character {character} is not allowed in YAML", at, at + 1) from None
        except yaml.YAMLError as error:
            raise _Stop(f"the YAML cannot be read: {error}", 0, 0) from None

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = _at(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), start, event.end_mark.index)
        if depth >= MAX_DEPTH:
            raise _Stop(f"values are nested more than {MAX_DEPTH} deep", start, start + 1)
        if event.anchor is not None:
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
            message = f"aliases and merges write out to more than {MAX_VALUES} values"
            raise _Stop(message, start, end)

    def _alias(self, anchor: str, start: int, end: int) -> _Node:
        if anchor not in self.anchors:
            raise _Stop(f"alias *{anchor} has no anchor", start, end)
        node = self.anchors[anchor]
        if node is None:
            raise _Stop(f"alias *{anchor} stands inside its own anchor", start, end)
        self._weigh(node.weight, start, end)
        return node._replace(start=start, end=end)

    def _check_tag(self, event: Any, expected: str) -> None:
        if event.tag not in (None, "!", expected):
            at = event.start_mark.index
            raise _Stop(f"tag {_short_tag(event.tag)} is not supported", at, at + 1)

    def _scalar(self, event: Any) -> _Node:
        start, end = event.start_mark.index, event.end_mark.index
        self._weigh(1, start, end)
        tag, text = event.tag, event.value
        if tag is None or tag == "!":
            tag = self.resolver.resolve(yaml.ScalarNode, text, event.implicit)
        if event.style in ("|", ">"):  # a block scalar ends where the next token begins
            end = start + len(self.text[start:end].rstrip())
        if tag in _TEXT_TAGS or tag == _CORE + "merge":
            return _Node(text, start, end, 1)
        construct = _CONSTRUCT.get(tag)
        if construct is None:
            raise _Stop(f"tag {_short_tag(tag)} is not supported", start, end)
        try:
            value = construct(self.constructor, yaml.ScalarNode(tag, text))
        except (ValueError, KeyError, IndexError, OverflowError, yaml.YAMLError):
            kind = tag.removeprefix(_CORE)
            message = f"a value that looks like {kind} cannot be read; put it in quotes"
            self.faults.append(Fault("broken-front-matter", message, start, end))
            value = text
        return _Node(value, start, end, 1)

    def _sequence(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = event.start_mark.index
        self._weigh(1, start, start + 1)
        items: list[tuple[_Node | None, _Node]] = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                end = _end(inner, items, flow=event.flow_style)
                values = [node.value for _, node in items]
                return _Node(values, start, end, 1 + _weights(items), tuple(items))
            items.append((None, self._node(inner, events, depth + 1)))
        raise _Stop("the YAML ends inside a list", start, start + 1)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = event.start_mark.index
        self._weigh(1, start, start + 1)
        own: dict[str, tuple[_Node, _Node]] = {}
        merged: dict[str, tuple[_Node, _Node]] = {}
        for inner in events:
            if isinstance(inner, yaml.MappingEndEvent):
                items = tuple((merged | own).items())
                end = _end(inner, list(own.values()), flow=event.flow_style)
                pairs = tuple(pair for _, pair in items)
                data = {name: node.value for name, (_, node) in items}
                return _Node(data, start, end, 1 + _weights(pairs), pairs)
            merge = self._is_merge(inner)
            key = self._node(inner, events, depth + 1)
            node = self._node(next(events), events, depth + 1)
            if merge:
                self._merge(merged, key, node)
            else:
                self._add(own, self._key(inner, key), node)
        raise _Stop("the YAML ends inside a mapping", start, start + 1)

    def _is_merge(self, event: Any) -> bool:
        return (
            isinstance(event, yaml.ScalarEvent)
            and event.tag in (None, _CORE + "merge")
            and event.value == "<<"
            and event.implicit[0]
        )

    def _merge(self, into: dict[str, tuple[_Node, _Node]], key: _Node, node: _Node) -> None:
        """``<<`` takes in the fields of a mapping, or of several, the earlier one winning."""
        sources = [inner for _, inner in node.items] if isinstance(node.value, list) else [node]
        for source in sources:
            if not isinstance(source.value, dict):
                raise _Stop("'<<' merges mappings only", key.start, key.end)
        for source in reversed(sources):
            for name, value in source.items:
                if name is not None:
                    into[name.value] = (name, value)

    def _key(self, event: Any, key: _Node) -> _Node:
        if isinstance(key.value, str):
            return key
        if isinstance(key.value, dict | list) or not isinstance(event, yaml.ScalarEvent):
            raise _Stop("a field's name is a collection, not text", key.start, key.end)
        written = self.text[key.start : key.end] or "?"
        message = f"the field name {written} is read as {_reading(key.value)}; put it in quotes"
        self.faults.append(Fault("broken-front-matter", message, key.start, key.end))
        return key._replace(value=event.value)

    def _add(self, own: dict[str, tuple[_Node, _Node]], key: _Node, node: _Node) -> None:
        first = own.get(key.value)
        if first is not None:
            from newslint.text import quote

            note = ("first written here", first[0].start, first[0].end)
            message = f"field {quote(key.value)} is written twice; the last one counts"
            self.faults.append(Fault("duplicate-key", message, key.start, key.end, note))
        own[key.value] = (key, node)


def _at(event: Any) -> int:
    offset: int = event.start_mark.index
    return offset


def _weights(items: Any) -> int:
    return sum(node.weight for _, node in items)


def _end(event: Any, items: list[Any], *, flow: bool) -> int:
    """Where a collection ends: behind its bracket, or where its last value does."""
    end: int = event.end_mark.index
    if not flow and items:
        end = max(items[-1][1].end, items[-1][0].end if items[-1][0] else 0)
    return end


def _reading(value: Any) -> str:
    from newslint.text import quote

    return "nothing" if value is None else quote(value)


def _short_tag(tag: str) -> str:
    from newslint.text import cut, printable

    shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    return printable(cut(shown, 40))
