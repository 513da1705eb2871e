"""Schema files: where they are, how they are read, and what is refused before they are used.

A schema may come from a stranger. Nothing it refers to is fetched, neither from the network nor
from a file; it may refer to itself and to the schemas that newslint ships.
"""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from newslint import package
from newslint.errors import ConfigError
from newslint.text import quote

SUFFIX = ".schema.json"
MAX_SIZE = 1024 * 1024
"""Bytes of a schema file."""
MAX_DEPTH = 200
"""Levels of nesting in a schema file."""
MAX_PATTERN = 1000
"""Characters of a regular expression."""
MAX_COSTLY_PATTERNS = 250
"""Regular expressions with counted repetitions or classes: making one ready may take 15 ms."""
MAX_WORK = 3_000
"""Subschemas that one value may have to be held against."""
DATA_DEPTH = 64
"""Levels of nesting in an article; as many as the front matter parsers let through."""
MAX_LOOKED_AT = 100_000
"""Subschemas, counted once per level of nesting, that are looked at to find that out."""
STEP = 8
"""Levels that a schema must at least judge within `MAX_WORK`. Real articles have six."""

# Keywords by how they apply the schemas they hold: to the same value, or to values inside it.
_SAME_ONE = ("not", "if", "then", "else")
_SAME_LIST = ("allOf", "anyOf", "oneOf")
_SAME_MAP = ("dependentSchemas", "dependencies")
_INSIDE_ONE = (
    "items",
    "additionalItems",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contains",
    "propertyNames",
)
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_SAME = (*_REFERENCES, *_SAME_ONE, *_SAME_LIST, *_SAME_MAP)
_INSIDE = ("properties", "patternProperties", "prefixItems", *_INSIDE_ONE)
_APPLICATORS = frozenset((*_SAME, *_INSIDE))


class SchemaError(ConfigError):
    """A schema cannot be used; the message names its file and says why."""


class Document(NamedTuple):
    """A schema file that was read and found fit for use.

    ``bases`` are the resources in it by their absolute ``$id`` (the whole by an empty one),
    ``patterns`` its regular expressions, ``keywords`` the names used anywhere in it. ``depth``
    is how deep a value may be nested so that judging it stays quick. A ``trusted`` one is
    newslint's own.
    """

    name: str
    schema: Any
    bases: Mapping[str, Any]
    patterns: tuple[str, ...]
    keywords: frozenset[str]
    depth: int
    trusted: bool = False


@cache
def folder() -> str:
    """The folder of the shipped schemas: in the package, or at the top of a checkout."""
    checkout = os.path.normpath(os.path.join(package.HOME, "..", "..", "schemas"))
    shipped = os.path.join(package.HOME, "schemas")
    return checkout if os.path.isdir(checkout) and not os.path.isdir(shipped) else shipped


def shipped_names() -> list[str]:
    """The names of the shipped schemas: "article", "config"."""
    names = package.names_in(folder())
    return [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)]


def shipped_text(name: str) -> str:
    """The text of the shipped schema ``name``. Raises KeyError."""
    if name not in shipped_names():
        raise KeyError(name)
    return package.text_of(os.path.join(folder(), name + SUFFIX))


@cache
def shipped(name: str) -> Document:
    """The shipped schema ``name``, which needs no looking into. Raises KeyError."""
    schema = json.loads(shipped_text(name))
    bases = {"": schema, schema["$id"]: schema}
    return Document(name, schema, bases, (), frozenset(), DATA_DEPTH, trusted=True)


def shipped_name(reference: str) -> str | None:
    """The name of the shipped schema that ``reference`` means by name, file name or ``$id``."""
    for name in shipped_names():
        if reference in (name, name + SUFFIX, f"urn:newslint:schemas:{name}"):
            return name
    return None


def read(path: str) -> Document:
    """The schema in the file ``path``. Raises SchemaError."""
    from newslint.files import discover

    try:
        source = discover.read(path, MAX_SIZE)
    except discover.Unreadable as error:
        raise SchemaError(f"{path}: the schema cannot be read: {error}") from None
    return parse(path, source)


def parse(name: str, source: bytes) -> Document:
    """The schema that ``source`` holds as JSON; ``name`` is for messages. Raises SchemaError."""
    try:
        schema = json.loads(source.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SchemaError(f"{name}: the schema is not UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise SchemaError(f"{where}: the schema is not JSON: {error.msg}") from None
    except RecursionError:
        raise _too_deep(name) from None
    except ValueError as error:  # a number with thousands of digits
        raise SchemaError(f"{name}: the schema is not JSON: {error}") from None
    if not isinstance(schema, dict | bool):
        raise SchemaError(f"{name}: a schema is a mapping, not {quote(schema)}")
    return _examined(name, schema)


def _too_deep(name: str) -> SchemaError:
    return SchemaError(f"{name}: the schema is nested more than {MAX_DEPTH} deep")


def _examined(name: str, schema: Any) -> Document:
    bases: dict[str, Any] = {"": schema}
    patterns: list[str] = []
    keywords: set[str] = set()
    for base, node in _mappings(name, schema):
        keywords.update(node)
        bases.setdefault(base, node)
        pattern = node.get("pattern")
        if isinstance(pattern, str):
            patterns.append(pattern)
        if isinstance(node.get("patternProperties"), dict):
            patterns += node["patternProperties"]
    for pattern in patterns:
        if len(pattern) > MAX_PATTERN:
            limit = f"longer than {MAX_PATTERN} characters"
            raise SchemaError(f"{name}: pattern {quote(pattern)} is {limit}")
    if sum("{" in pattern or "\\" in pattern for pattern in patterns) > MAX_COSTLY_PATTERNS:
        raise SchemaError(f"{name}: there are more than {MAX_COSTLY_PATTERNS} costly patterns")
    depth = _Work(name, schema).depth()
    return Document(name, schema, bases, tuple(patterns), frozenset(keywords), depth)


def _mappings(name: str, schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping in a schema file, with the ``$id`` that its references are relative to."""
    from urllib.parse import urljoin

    pending = [("", schema, 0)]
    while pending:
        base, node, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise _too_deep(name)
        if isinstance(node, dict):
            own = node.get("$id")
            if isinstance(own, str) and not own.startswith("#"):
                base = (own if ":" in own else urljoin(base, own)).rstrip("#")
            yield base, node
            pending += [(base, inner, depth + 1) for inner in node.values()]
        elif isinstance(node, list):
            pending += [(base, inner, depth + 1) for inner in node]


class _Work:
    """How much work a schema can make of one value.

    ``$ref`` lets a small file stand for a huge one (as entity and alias bombs do), and one that
    applies itself twice to what is inside a value doubles the work with every level.
    """

    def __init__(self, name: str, schema: Any) -> None:
        self.name = name
        self.targets = dict(_targets(name, schema))
        self.root = schema
        self.known: dict[tuple[int, int], int] = {}
        self.open: set[tuple[int, int]] = set()

    @property
    def too_large(self) -> SchemaError:
        message = f"{self.name}: the schema's references make it too large to be followed"
        return SchemaError(message)

    def depth(self) -> int:
        """The levels of nesting that can be judged within `MAX_WORK`. Raises SchemaError."""
        quick = 0
        for levels in range(0, DATA_DEPTH + 1, STEP):  # in steps, so as not to recurse far
            try:
                work = self.of(self.root, levels)
            except RecursionError:
                message = f"{self.name}: the schema's references follow each other without end"
                raise SchemaError(message) from None
            if work > MAX_WORK:
                if quick:
                    return quick
                raise self.too_large
            quick = levels
        return quick

    def of(self, node: Any, levels: int) -> int:
        """Subschemas along the worst way into a value that has ``levels`` levels inside."""
        if not isinstance(node, dict) or _APPLICATORS.isdisjoint(node):
            return 1
        key = (id(node), levels)
        if key in self.known:
            return self.known[key]
        if key in self.open:
            raise RecursionError
        self.open.add(key)
        work = 1 + sum(self.of(inner, levels) for inner in self._same(node))
        if levels and work <= MAX_WORK:
            work += max((self.of(v, levels - 1) for v in _values(node, "properties")), default=0)
            work += sum(self.of(inner, levels - 1) for inner in _inside(node))
        self.open.discard(key)
        self.known[key] = work
        if len(self.known) > MAX_LOOKED_AT:
            raise self.too_large
        return work

    def _same(self, node: dict[str, Any]) -> Iterator[Any]:
        """The schemas that apply to the same value as ``node``."""
        for keyword in _REFERENCES:
            reference = node.get(keyword)
            if isinstance(reference, str):
                yield self.targets.get((id(node), keyword))
        yield from (node[keyword] for keyword in _SAME_ONE if keyword in node)
        for keyword in _SAME_LIST:
            if isinstance(node.get(keyword), list):
                yield from node[keyword]
        for keyword in _SAME_MAP:
            yield from _values(node, keyword)


def _inside(node: dict[str, Any]) -> Iterator[Any]:
    """The schemas that apply to values inside what ``node`` applies to, whatever their names."""
    yield from _values(node, "patternProperties")
    for keyword in _INSIDE_ONE:
        if keyword in node:
            inner = node[keyword]
            yield from inner if isinstance(inner, list) else (inner,)
    if isinstance(node.get("prefixItems"), list):
        yield from node["prefixItems"]


def _values(node: dict[str, Any], keyword: str) -> list[Any]:
    inner = node.get(keyword)
    return list(inner.values()) if isinstance(inner, dict) else []


def _targets(name: str, schema: Any) -> Iterator[tuple[tuple[int, str], Any]]:
    """What each reference in a schema file refers to. Raises SchemaError for one that leads
    out of the file."""
    from urllib.parse import urldefrag, urljoin

    resources: dict[str, Any] = {"": schema}
    anchors: dict[tuple[str, str], Any] = {}
    nodes = list(_mappings(name, schema))
    for base, node in nodes:
        resources.setdefault(base, node)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(node.get(keyword), str):
                anchors[base, node[keyword]] = node
        own = node.get("$id")
        if isinstance(own, str) and own.startswith("#"):  # an anchor, up to draft 7
            anchors[base, own[1:]] = node
    for base, node in nodes:
        for keyword in _REFERENCES:
            reference = node.get(keyword)
            if not isinstance(reference, str):
                continue
            whole = reference if ":" in reference.partition("#")[0] else urljoin(base, reference)
            resource, fragment = (
                (base, reference[1:]) if reference.startswith("#") else urldefrag(whole)
            )
            if resource in resources:
                target = _pointed(resources[resource], fragment, anchors, resource)
            else:
                target = _foreign(resource, fragment)
            if target is None:
                raise SchemaError(
                    f"{name}: {keyword} {quote(reference)} is not in this file; "
                    "newslint follows no references to elsewhere"
                )
            yield (id(node), keyword), target


def _pointed(
    resource: Any, fragment: str, anchors: Mapping[tuple[str, str], Any], base: str
) -> Any | None:
    """What ``fragment`` (a JSON Pointer or an anchor) means in ``resource``; None for nothing."""
    if fragment and not fragment.startswith("/"):
        return anchors.get((base, fragment))
    return at(resource, fragment)


def at(schema: Any, pointer: str) -> Any | None:
    """The part of ``schema`` that a JSON Pointer, percent-encoded or not, points at, or None."""
    from urllib.parse import unquote

    node = schema
    for token in unquote(pointer).split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return node


def _foreign(resource: str, fragment: str) -> Any | None:
    """What a reference to a shipped schema or to a standard's meta-schema means."""
    name = shipped_name(resource) if resource.startswith("urn:") else None
    return at(shipped(name).schema, fragment) if name else None
