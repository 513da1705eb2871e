"""Read YAML front matter like PyYAML's safe loader, but safe for untrusted input.

Values are composed from parser events. That limits the depth (libyaml's composer recurses in C and
crashes the process) and the expansion of aliases, and it gives the places of all values. It differs
from ``yaml.safe_load`` in three ways: dates stay text, duplicate keys are faults, and keys are
always text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
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
    Places,
    parsed_root,
    pointer_token,
    without_blank_lines,
)
from newslint.front_matter.advice import ParserError, explain, missing_space

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Characters that PyYAML's reader rejects (YAML 1.1, section 4.1), and a leading byte order mark.
_FORBIDDEN = re.compile("^\ufeff|[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CORE = "tag:yaml.org,2002:"
_STR, _SEQ, _MAP = _CORE + "str", _CORE + "seq", _CORE + "map"
_CONSTRUCT = {
    _CORE + "null": SafeConstructor.construct_yaml_null,
    _CORE + "bool": SafeConstructor.construct_yaml_bool,
    _CORE + "int": SafeConstructor.construct_yaml_int,
    _CORE + "float": SafeConstructor.construct_yaml_float,
}
_RESOLVER: Any = Resolver()
_AMBIGUOUS = frozenset(filter(None, Resolver.yaml_implicit_resolvers))
"""The characters at the beginning of plain scalars that may be something else than text."""
_SHORT = 40
"""Characters of a plain scalar that is likely to recur, such as a name."""
_SPECIAL = ("=", "<<")
_TEXT_TAGS = {_STR, _CORE + "timestamp", _CORE + "merge", _CORE + "value"}
_TOO_LARGE = 10**MAX_DIGITS
_UNREADABLE = object()
_NO_PLACES = partial(Places, dict)
_MAX_DIRECTIVES = 64
"""libyaml compares each ``%TAG`` with all the ones before it."""
_CHARACTERS = 64
"""This many characters of text weigh as much as one value when an alias repeats them."""


class _Node(NamedTuple):
    """A composed value: its offsets, its weight (number of values after expanding aliases) and, for
    collections, the nodes in it."""

    value: Any
    start: int
    end: int
    weight: int
    items: tuple[tuple["_Node | None", "_Node"], ...] = ()


def parse(text: str) -> Parsed:
    """Parse YAML front matter: a mapping, or nothing. Never raises."""
    composer = _Composer(text)
    try:
        root = composer.document()
    except Broken as stop:
        recovered = composer.recovered(stop.fault.start)
        return Parsed(None, (*composer.faults, stop.fault), recovered, _NO_PLACES)
    if root is None or root.value is None:
        return Parsed({}, tuple(composer.faults), places=_NO_PLACES)
    if isinstance(root.value, str) and (unspaced := missing_space(text, root.start)):
        message, at = unspaced
        fault = Broken(f"the YAML cannot be read: {message}", at, at).fault
        return Parsed(None, (*composer.faults, fault))
    parsed = parsed_root(
        root.value, root.start, root.end, composer.faults, readable=composer.readable
    )
    return parsed._replace(places=partial(Places, partial(_places, root)))


def places(text: str) -> dict[str, Place]:
    """Return the place of every value by JSON Pointer; for duplicate keys, of the last one."""
    try:
        root = _Composer(text).document()
    except Broken:
        return {}
    return {} if root is None else _places(root)


def _places(root: "_Node") -> dict[str, Place]:
    by_pointer: dict[str, Place] = {}
    pending = [("", root)]
    while pending:
        pointer, parent = pending.pop()
        if len(pointer) > MAX_POINTER:
            continue
        for index, (key, node) in enumerate(parent.items):
            name = pointer + pointer_token(index if key is None else key.value)
            owner = key or node
            by_pointer[name] = Place(owner.start, owner.end, node.start, node.end)
            pending.append((name, node))
    return by_pointer


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.readable = True
        """Whether every value so far could be read."""
        self.fields: _Fields = {}
        """The top-level fields read so far."""
        self.anchors: dict[str, _Node | None] = {}  # None while the anchored value is open
        self.weight = 0
        self.constructor = SafeConstructor()

    def document(self) -> _Node | None:
        """Return the root of the document; None if it is empty. Raise Broken if it is invalid."""
        events = self._events()
        root: _Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    at, _ = _span(event)
                    raise Broken("unexpected second YAML document", at, at + 3)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def recovered(self, end: int) -> dict[str, Any]:
        """Return the top-level fields on the lines above the line of ``end``."""
        line = self.text.rfind("\n", 0, end) + 1
        return {name: node.value for name, (_, node) in self.fields.items() if node.end < line}

    def _events(self) -> Iterator[Any]:
        text = self.text
        if text.count("%TAG") > _MAX_DIRECTIVES:
            at = text.index("%TAG")
            raise Broken("too many %TAG directives", at, at + 4)
        forbidden = _FORBIDDEN.search(text)
        if forbidden:  # recover the fields on the lines above
            text = text[: text.rfind("\n", 0, forbidden.start()) + 1]
        try:
            yield from yaml.parse(text, Loader=_Loader)
        except yaml.YAMLError as error:
            if not forbidden:
                raise _explained(text, error) from None
        if forbidden:
            at = forbidden.start()
            message = f"character U+{ord(forbidden[0]):04X} is not allowed here; remove it"
            raise Broken(message, at, at + 1, forbidden[0])

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start, end = _span(event)
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(str(event.anchor), start, end)
        if depth >= MAX_DEPTH:
            raise Broken(f"values are nested more than {MAX_DEPTH} deep", start, start + 1)
        self._weigh(1, start, end)
        if kind is yaml.ScalarEvent and event.anchor is None:  # nearly all
            return self._scalar(event, start, end)
        if event.anchor is not None:
            if event.anchor in self.anchors:
                raise Broken(f"anchor &{_shown(event.anchor)} is defined twice", start, end)
            self.anchors[event.anchor] = None
        if kind is yaml.ScalarEvent:
            node = self._scalar(event, start, end)
        elif kind is yaml.SequenceStartEvent:
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
            message = f"there are more than {MAX_VALUES} values after expanding aliases"
            raise Broken(message, start, end)

    def _alias(self, anchor: str, start: int, end: int) -> _Node:
        if anchor not in self.anchors:
            message = (
                f"alias *{_shown(anchor)} has no anchor; put text that starts with * in quotes"
            )
            raise Broken(message, start, end)
        node = self.anchors[anchor]
        if node is None:
            raise Broken(f"alias *{_shown(anchor)} refers to itself", start, end)
        self._weigh(node.weight, start, end)
        return node._replace(start=start, end=end)

    def _check_tag(self, event: Any, expected: str) -> None:
        if event.tag not in (None, "!", expected):
            at, _ = _span(event)
            raise Broken(_unsupported(event.tag), at, at + 1)

    def _scalar(self, event: Any, start: int, end: int) -> _Node:
        tag, text = event.tag, event.value
        if tag is None or tag == "!":
            tag = _tag_of_plain(text) if event.implicit[0] else _STR
        if event.style in ("|", ">"):  # a block scalar ends where the next token begins
            end = start + len(without_blank_lines(self.text[start:end]))
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
        """Return a value of a list or mapping. A plain ``=`` or ``<<`` is a fault."""
        if type(event) is yaml.ScalarEvent and event.value in _SPECIAL and _is_plain(event):
            start, end = _span(event)
            self._unreadable(
                f"'{event.value}' has a special meaning in YAML; put it in quotes", start, end
            )
        return self._node(event, events, depth)

    def _sequence(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = end = _span(event)[0]
        weight = 1
        items: list[tuple[_Node | None, _Node]] = []
        for inner in events:
            if type(inner) is yaml.SequenceEndEvent:
                end = _span(inner)[1] if event.flow_style else end
                values = [node.value for _, node in items]
                return _Node(values, start, end, weight, tuple(items))
            node = self._value(inner, events, depth + 1)
            items.append((None, node))
            weight += node.weight
            end = node.end
        raise Broken("unexpected end of the YAML in a list", start, start + 1)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> _Node:
        start = end = _span(event)[0]
        own: _Fields = {}
        merged: _Fields = {}
        merges: _Fields = {}  # "<<" itself, to report duplicates
        if depth == 0:
            self.fields = own
        for inner in events:
            if type(inner) is yaml.MappingEndEvent:
                end = _span(inner)[1] if event.flow_style else end
                fields = merged | own if merged else own
                data = {name: node.value for name, (_, node) in fields.items()}
                weight = 1 + sum(node.weight for _, node in fields.values())
                return _Node(data, start, end, weight, tuple(fields.values()))
            key = self._node(inner, events, depth + 1)
            node = self._value(next(events), events, depth + 1)
            if key.value == "<<" and _is_plain(inner):
                self._add(merges, key._replace(value="<<"), node)
                merged.clear()
                self._merge(merged, key, node)
            else:
                self._add(own, self._key(inner, key), node)
            end = node.end
        raise Broken("unexpected end of the YAML in a mapping", start, start + 1)

    def _merge(self, into: "_Fields", key: _Node, node: _Node) -> None:
        """Merge the mapping or mappings of a ``<<`` key. Earlier ones take precedence."""
        sources = [inner for _, inner in node.items] if isinstance(node.value, list) else [node]
        for source in sources:
            if not isinstance(source.value, dict):
                raise Broken("'<<' can only merge mappings", key.start, key.end)
        for source in reversed(sources):
            for name, value in source.items:
                if name is not None:
                    into[name.value] = (name, value)

    def _key(self, event: Any, key: _Node) -> _Node:
        """Return the key as text. A key that YAML does not read as text is a fault."""
        if isinstance(key.value, str):
            return key
        if isinstance(key.value, dict | list):
            message = "a field name cannot be a list or a mapping; put text in quotes"
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

            note = ("first occurrence", first[0].start, first[0].end)
            message = f"field {quote(key.value)} occurs twice; the last value is used"
            self.faults.append(Fault("duplicate-key", message, key.start, key.end, note))
        own[key.value] = (key, node)


_Fields = dict[str, tuple[_Node, _Node]]  # by name: the key and the value


def _explained(text: str, error: yaml.YAMLError) -> Broken:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Broken("the YAML cannot be read", 0, 0)
    context, problem = error.context_mark, error.problem_mark
    at = problem.index if problem else context.index if context else 0
    context_at = context.index if context else at
    return explain(text, ParserError(error.context or "", context_at, error.problem or "", at))


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _is_plain(event: Any) -> bool:
    """Return whether ``event`` is a plain scalar, without quotes or a tag."""
    if type(event) is not yaml.ScalarEvent or event.tag not in (None, "!"):
        return False
    plain: bool = event.implicit[0]
    return plain


@lru_cache(maxsize=1_024)
def _tag_of_short(text: str) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag


def _tag_of_plain(text: str) -> str:
    """Return the tag that YAML 1.1 gives to a plain scalar."""
    if text and text[0] not in _AMBIGUOUS:
        return _STR
    if len(text) <= _SHORT:
        return _tag_of_short(text)
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _too_large(value: int | float, written: str) -> bool:
    if isinstance(value, int):
        return not -_TOO_LARGE < value < _TOO_LARGE
    return value in (float("inf"), float("-inf")) and "inf" not in written.lower()


def _unsupported(tag: str) -> str:
    shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    return f"tag {_shown(shown)} is not supported; put text that starts with ! in quotes"


def _shown(name: str) -> str:
    from newslint.text import cut, printable

    return printable(cut(name, 40))
