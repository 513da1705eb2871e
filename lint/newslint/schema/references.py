"""The targets of the references in a schema file."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from newslint.errors import SchemaError
from newslint.front_matter import pointer_token
from newslint.schema.source import MAX_DEPTH, TOO_DEEP
from newslint.schema.violation import Path
from newslint.text import quote

KEYWORDS = ("$ref", "$dynamicRef", "$recursiveRef")
_ANCHORS = ("$anchor", "$dynamicAnchor")
_IN_POINTERS = "/~!$&'()*+,;=:@"  # RFC 3986 3.5
_DRAFT_4 = "http://json-schema.org/draft-04/schema"

Targets = Mapping[tuple[int, str], list[Any]]
"""The possible targets of references, by the ``id`` of the mapping and the keyword."""


class Dangling(Exception):
    """A reference that leads nowhere."""

    def __init__(self, keyword: str, reference: str, why: str = "is not in this file") -> None:
        super().__init__(f"{keyword} {quote(reference)} {why}")
        self.keyword = keyword
        self.reference = reference


class Node(NamedTuple):
    """A mapping in a schema file, with the base address of its references, and the base address
    of the mapping around it."""

    base: str
    outer: str
    mapping: dict[str, Any]


def nodes(name: str, schema: Any) -> Iterator[Node]:
    """Yield every mapping in the schema file ``name``. Raises SchemaError if they are nested too
    deep."""
    own_name = "id" if _is_draft_4(schema) else "$id"
    pending = [("", schema, 0)]
    while pending:
        base, value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise SchemaError(f"{name}: {TOO_DEEP}")
        if isinstance(value, dict):
            outer, own = base, value.get(own_name)
            if isinstance(own, str) and not own.startswith("#"):
                base = _joined(base, own).rstrip("#")
            yield Node(base, outer, value)
            pending += [(base, inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            pending += [(base, inner, depth + 1) for inner in value]


def _joined(base: str, reference: str) -> str:
    """Return the address of ``reference``, relative to ``base`` if that is an address."""
    from urllib.parse import urljoin

    if ":" in reference.partition("#")[0]:
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _is_draft_4(schema: Any) -> bool:
    dialect = schema.get("$schema") if isinstance(schema, dict) else None
    return isinstance(dialect, str) and dialect.rstrip("#") == _DRAFT_4


def targets(name: str, schema: Any) -> Targets:
    """Return the possible targets of each reference in the schema ``name``, all of them in it.

    A dynamic reference may lead to every anchor of its name. Raises SchemaError if mappings are
    nested too deep.
    """
    return {
        (id(node.mapping), keyword): places for node, keyword, places in _resolved(name, schema)
    }


def outside(name: str, schema: Any) -> list[tuple[Node, str]]:
    """Return the mappings in the schema file ``name`` whose reference leads out of it, each with
    the keyword.

    Raises SchemaError if mappings are nested too deep, and `Dangling` for a target that should be
    in the file.
    """
    found = []
    for node, keyword, places in _resolved(name, schema):
        if not places:
            if node.mapping[keyword].startswith("#"):
                raise Dangling(keyword, node.mapping[keyword])
            found.append((node, keyword))
    return found


def pointers(name: str, schema: Any) -> dict[tuple[int, str], str]:
    """Return the JSON Pointer from the top to the target of each reference, by the ``id`` of the
    mapping and the keyword.

    Raises SchemaError for a dynamic reference that may lead to several targets.
    """
    everything = list(nodes(name, schema))
    file = _File(schema, everything)
    paths = {id(node): path for path, node in mappings(schema)}
    found = {}
    for node in everything:
        for keyword in KEYWORDS:
            reference = node.mapping.get(keyword)
            if not isinstance(reference, str):
                continue
            start, fragment = next(file.resolve(node, reference))
            found[id(node.mapping), keyword] = pointer_to(paths[id(start)]) + fragment
            if any(other is not at(start, fragment) for other in file.dynamic(keyword, reference)):
                why = "may lead to several targets, so the configuration cannot say anything of"
                raise SchemaError(f"{name}: {keyword} {quote(reference)} {why} fields here")
    return found


def _resolved(name: str, schema: Any) -> Iterator[tuple[Node, str, list[Any]]]:
    """Yield each mapping with a reference, its keyword, and the possible targets."""
    everything = list(nodes(name, schema))
    file = _File(schema, everything)
    for node in everything:
        for keyword in KEYWORDS:
            reference = node.mapping.get(keyword)
            if isinstance(reference, str):
                places = [at(*place) for place in file.resolve(node, reference)]
                yield node, keyword, places and [*places, *file.dynamic(keyword, reference)]


class _File:
    """The resources and anchors of a schema file."""

    def __init__(self, schema: Any, everything: list[Node]) -> None:
        self.resources: dict[str, Any] = {"": schema}
        self.anchors: dict[tuple[str, str], Any] = {}
        self.dynamic_anchors: dict[str, list[Any]] = {}
        for base, _, node in everything:
            self.resources.setdefault(base, node)
            for keyword in _ANCHORS:
                if isinstance(node.get(keyword), str):
                    self.anchors[base, node[keyword]] = node
            if isinstance(node.get("$dynamicAnchor"), str):
                self.dynamic_anchors.setdefault(node["$dynamicAnchor"], []).append(node)
            if node.get("$recursiveAnchor") is True:
                self.dynamic_anchors.setdefault("", []).append(node)
            for own in (node.get("$id"), node.get("id")):
                if isinstance(own, str) and own.startswith("#"):  # an anchor, up to draft 7
                    self.anchors[base, own[1:]] = node

    def resolve(self, node: Node, reference: str) -> Iterator[tuple[Any, str]]:
        """Yield what ``reference`` in ``node`` may mean, each as a mapping and a JSON Pointer from
        there: drafts differ in whether an ``$id`` beside a reference is its base."""
        seen: set[int] = set()
        for base in dict.fromkeys((node.base, node.outer)):
            place = self._resolve(base, reference)
            target = at(*place)
            if target is not None and id(target) not in seen:
                seen.add(id(target))
                yield place

    def dynamic(self, keyword: str, reference: str) -> list[Any]:
        """Return what else a dynamic reference may lead to, depending on the way to it."""
        match keyword:
            case "$dynamicRef":
                return self.dynamic_anchors.get(reference.partition("#")[2], [])
            case "$recursiveRef":
                return self.dynamic_anchors.get("", [])
        return []

    def _resolve(self, base: str, reference: str) -> tuple[Any, str]:
        resource, _, fragment = _joined(base, reference).partition("#")
        if reference.startswith("#"):
            resource = base
        if fragment and not fragment.startswith("/"):
            return self.anchors.get((resource, fragment)), ""
        return self.resources.get(resource), fragment


def at(schema: Any, pointer: str) -> Any | None:
    """Return the part of ``schema`` that a JSON Pointer, percent-encoded or not, points at."""
    if "%" in pointer:
        from urllib.parse import unquote

        pointer = unquote(pointer)
    node = schema
    for token in pointer.split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return node


def place_of(schema: Any, keyword: str, wanted: str) -> Path:
    """Return the path to the first ``keyword`` with the value ``wanted``."""
    paths = (path for path, node in mappings(schema) if node.get(keyword) == wanted)
    path = next(paths, None)
    return () if path is None else (*path, keyword)


def mappings(schema: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every mapping in ``schema`` with the path to it."""
    pending: list[tuple[Any, Path]] = [(schema, ())]
    while pending:
        value, path = pending.pop()
        inner: Iterable[tuple[str | int, Any]] = ()
        if isinstance(value, dict):
            yield path, value
            inner = value.items()
        elif isinstance(value, list):
            inner = enumerate(value)
        pending += reversed([(v, (*path, k)) for k, v in inner if isinstance(v, dict | list)])


def pointer_to(path: Path) -> str:
    """Return the JSON Pointer to ``path`` as a reference spells it (RFC 6901 6)."""
    from urllib.parse import quote as percent_encoded

    return percent_encoded("".join(map(pointer_token, path)), safe=_IN_POINTERS)


def anchors(schema: Any) -> dict[str, str]:
    """Return the pointers to the anchors of a schema."""
    found: dict[str, str] = {}
    for path, node in mappings(schema):
        for keyword in _ANCHORS:
            if isinstance(node.get(keyword), str):
                found.setdefault(node[keyword], pointer_to(path))
    return found


def unused(name: str, taken: Container[str]) -> str:
    """Return ``name``, with a number if it is ``taken``."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free
