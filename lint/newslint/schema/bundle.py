"""Make one document of a schema and of what it refers to outside of its file.

``newslint:NAME`` is a shipped schema, and a relative reference a file beside the schema. Each is
copied into ``$defs``, and the references lead there, so that any validator and any editor can use
the result.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from newslint.errors import SchemaError
from newslint.schema.in_place import in_place
from newslint.schema.references import (
    KEYWORDS,
    Dangling,
    Node,
    anchors,
    at,
    nodes,
    outside,
    place_of,
    pointer_to,
    unused,
)
from newslint.schema.source import Source
from newslint.text import quote

PREFIX = "newslint:"
"""How a reference to a shipped schema begins: ``newslint:article``."""
_URN = "urn:newslint:schemas:"
_DIALECTS = ("https://json-schema.org/draft/2020-12/", "https://json-schema.org/draft/2019-09/")
_OF_A_FILE = frozenset(("$id", "$schema", "$anchor", "$dynamicAnchor"))
_LOCATIONS = frozenset(
    "items contains additionalProperties unevaluatedProperties unevaluatedItems".split()
)
_NAMED_LOCATIONS = frozenset(("properties", "patternProperties", "prefixItems", "items"))

Shipped = Callable[[str], Any]
"""Returns the shipped schema of a name. Raises KeyError."""


class File(NamedTuple):
    """A schema file and what it says."""

    source: Source
    schema: Any


class Bundle(NamedTuple):
    """A schema without references to anything outside, and the files that it is made of."""

    schema: Any
    files: Mapping[str, File]
    """Its files by their name in ``$defs``; the first is its own, without a name."""


def bundled(source: Source, root: str, shipped: Shipped) -> Bundle:
    """Return the schema in the file ``source`` as one document.

    Files are read in its folder and in the folder ``root``. A schema that extends a closed shipped
    one is closed where it does not say otherwise: fields that no part of it declares are refused.
    Raises SchemaError.
    """
    return _Bundle(File(source, source.data()), root, shipped).made()


class _Bundle:
    def __init__(self, top: File, root: str, shipped: Shipped) -> None:
        self._top = top
        folders = (os.path.dirname(top.source.name) or ".", root)
        self._folders = tuple(map(os.path.realpath, folders))
        self._shipped = shipped
        own = top.schema.get("$defs", {}) if isinstance(top.schema, dict) else {}
        if not isinstance(own, dict):
            raise SchemaError(f"{top.source.at(('$defs',))}: $defs is {quote(own)}, not a mapping")
        self._definitions: dict[str, Any] = dict(own)
        own_key = os.path.realpath(top.source.name)
        self._pointers = {own_key: ""}
        """The pointer to each file and shipped schema that was found."""
        self._targets = {own_key: top}
        self._anchors: dict[str, dict[str, str]] = {}
        self._files = {"": top}
        self._closed: set[str] = set()
        """References to closed schemas."""

    def made(self) -> Bundle:
        whole = self._copy(self._top, "")
        if not isinstance(whole, dict):
            return Bundle(whole, self._files)
        if self._added():
            whole["$defs"] = {**whole.get("$defs", {}), **self._added()}
        for schema in _locations(whole) if self._closed else ():
            extends = any(part.get("$ref") in self._closed for part in in_place(whole, schema))
            if extends and "additionalProperties" not in schema:
                schema.setdefault("unevaluatedProperties", False)
        return Bundle(whole, self._files)

    def _added(self) -> dict[str, Any]:
        own = self._top.schema.get("$defs", {})
        return {name: one for name, one in self._definitions.items() if name not in own}

    def _copy(self, file: File, pointer: str) -> Any:
        """Return the schema of ``file`` with references that are right at ``pointer``."""
        renamed: dict[tuple[int, str], str] = {}
        try:
            for node, keyword in outside(file.source.name, file.schema):
                renamed[id(node.mapping), keyword] = self._found(file, node, keyword)
        except Dangling as error:
            place = file.source.at(place_of(file.schema, error.keyword, error.reference))
            raise SchemaError(f"{place}: {error}") from None
        if pointer:
            renamed |= _moved(file, pointer, renamed)
        return _rewritten(file.schema, renamed, is_moved=bool(pointer))

    def _found(self, file: File, node: Node, keyword: str) -> str:
        """Return the reference within the bundle to what is referred to. Raise Dangling."""
        reference = node.mapping[keyword]
        resource, _, fragment = reference.partition("#")
        if keyword != "$ref":
            raise Dangling(keyword, reference)
        if node.base != next(nodes(file.source.name, file.schema)).base:
            raise Dangling(keyword, reference, "is below an $id of its own, and leads out of it")
        key, name = self._key(file, resource, reference)
        if key not in self._pointers:
            name = unused(name, self._definitions)
            pointer = pointer_to(("$defs", name))
            self._pointers[key] = pointer
            self._definitions[name] = True  # until the references in it are known
            target = self._targets[key] = self._opened(key, reference)
            if target.source.text:
                self._files[name] = target
            self._definitions[name] = self._copy(target, pointer)
            if key.startswith(PREFIX) and _is_closed(self._shipped(key.removeprefix(PREFIX))):
                self._closed.add(f"#{pointer}")
        target = self._targets[key]
        if fragment and not fragment.startswith("/"):
            if key not in self._anchors:
                self._anchors[key] = anchors(target.schema)
            fragment = self._anchors[key].get(fragment, "/")
        if at(target.schema, fragment) is None:
            raise Dangling(keyword, reference, "names a part that is not there")
        return f"#{self._pointers[key]}{fragment}"

    def _key(self, file: File, resource: str, reference: str) -> tuple[str, str]:
        """Return what identifies a schema, and its name in the bundle. Raise Dangling."""
        if resource.startswith((PREFIX, _URN)):
            self._check_dialect(reference)
            return resource, resource
        if ":" in resource or resource.startswith("//"):
            why = "is an address; newslint only reads files beside the schema"
            raise Dangling("$ref", reference, why)
        folder = os.path.dirname(file.source.name)
        path = os.path.normpath(os.path.join(folder, unquote(resource)))
        try:
            real = os.path.realpath(path)
        except ValueError:  # with a null byte or a lone surrogate
            raise Dangling("$ref", reference, "names no file") from None
        if not any(os.path.commonpath((one, real)) == one for one in self._folders):
            raise Dangling("$ref", reference, "is outside of the folder of the configuration")
        if not os.path.isfile(real):
            raise Dangling("$ref", reference, "names no file")
        return real, os.path.relpath(path, os.path.dirname(self._top.source.name) or ".")

    def _check_dialect(self, reference: str) -> None:
        """Raise SchemaError if the schema follows a draft in which it cannot extend others."""
        dialect = self._top.schema.get("$schema") if isinstance(self._top.schema, dict) else None
        if isinstance(dialect, str) and not dialect.startswith(_DIALECTS):
            why = f"$ref {quote(reference)} requires JSON Schema 2019-09 or 2020-12"
            raise SchemaError(f"{self._top.source.at(('$schema',))}: {why}; leave out $schema")

    def _opened(self, key: str, reference: str) -> File:
        if key.startswith((PREFIX, _URN)):
            name = key.removeprefix(PREFIX).removeprefix(_URN)
            try:
                schema = self._shipped(name)
            except KeyError:
                raise Dangling("$ref", reference, "is no schema that newslint has") from None
            schema = opened(schema) if key.startswith(PREFIX) else schema
            return File(Source(key), schema)
        from newslint.schema.load import MAX_SIZE, read_file

        source = read_file(os.path.relpath(key))
        if (
            sum(len(file.source.text) for file in self._files.values()) + len(source.text)
            > MAX_SIZE
        ):
            why = "leads to one file too many: they are larger than 1 MB together"
            raise Dangling("$ref", reference, why)
        file = File(source, source.data())
        self._check_same_dialect(file)
        return file

    def _check_same_dialect(self, file: File) -> None:
        own = file.schema.get("$schema") if isinstance(file.schema, dict) else None
        of_top = self._top.schema.get("$schema", f"{_DIALECTS[0]}schema")
        if isinstance(own, str) and own.rstrip("#") != str(of_top).rstrip("#"):
            why = f"{self._top.source.name} follows another version, {of_top}"
            raise SchemaError(f"{file.source.at(('$schema',))}: {why}")


def opened(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a shipped schema to be extended: without what it says of other fields.

    ``additionalProperties`` only sees the fields beside it, and would refuse those of an extending
    schema. Its reference at the top is resolved, because other parts refer to the closed schema.
    """
    top = dict(schema)
    while "$ref" in top:
        reference = top.pop("$ref")
        top = dict(at(schema, reference[1:]) or {}) | top
    top.pop("additionalProperties", None)
    return top


def _is_closed(schema: Any) -> bool:
    return any(part.get("additionalProperties") is False for part in in_place(schema, schema))


def _locations(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the parts of ``schema`` where the schema of a value begins."""
    from newslint.schema.mistakes import subschemas

    for path, node in subschemas(schema):
        is_named = len(path) > 1 and path[-2] in _NAMED_LOCATIONS
        if not path or is_named or path[-1] in _LOCATIONS:
            yield node


def _moved(
    file: File, pointer: str, found: Mapping[tuple[int, str], str]
) -> dict[tuple[int, str], str]:
    """Return the references within ``file`` as they are at ``pointer``. Raise SchemaError."""
    named = anchors(file.schema)
    moved = {}
    for node in nodes(file.source.name, file.schema):
        if node.mapping is not file.schema and _has_id(node.mapping):
            place = place_of(file.schema, "$id", node.mapping["$id"])
            why = "another schema refers to this file, so no part of it can have an $id"
            raise SchemaError(f"{file.source.at(place)}: {why}")
        for keyword in KEYWORDS:
            reference = node.mapping.get(keyword)
            if not isinstance(reference, str) or (id(node.mapping), keyword) in found:
                continue
            fragment = reference.partition("#")[2]
            if keyword != "$ref":
                place = place_of(file.schema, keyword, reference)
                why = f"another schema refers to this file, so it cannot use {keyword}"
                raise SchemaError(f"{file.source.at(place)}: {why}")
            if fragment and not fragment.startswith("/"):
                fragment = named.get(fragment, f"/{fragment}")
            moved[id(node.mapping), keyword] = f"#{pointer}{fragment}"
    return moved


def _has_id(mapping: Mapping[str, Any]) -> bool:
    own = mapping.get("$id")
    return isinstance(own, str) and not own.startswith("#")


def _rewritten(node: Any, renamed: Mapping[tuple[int, str], str], *, is_moved: bool) -> Any:
    """Return a copy of ``node`` with other references. What names a moved file is left out."""
    if isinstance(node, list):
        return [_rewritten(inner, renamed, is_moved=is_moved) for inner in node]
    if not isinstance(node, dict):
        return node
    return {
        key: renamed.get((id(node), key)) or _rewritten(inner, renamed, is_moved=is_moved)
        for key, inner in node.items()
        if not (is_moved and key in _OF_A_FILE and isinstance(inner, str))
    }
