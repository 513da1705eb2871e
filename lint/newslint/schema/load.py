"""Read schema files, and refuse those that cannot be used.

A schema may be hostile. Nothing it refers to is fetched from the network; it may refer to itself,
to the shipped schemas and to files of the same tree (see `bundle`).
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint import package
from newslint.errors import SchemaError
from newslint.pattern import pattern as compiled_later
from newslint.schema.source import Source, source_of
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.schema.bundle import File
    from newslint.schema.violation import Path
    from newslint.schema.work import Work

SUFFIX = ".schema.json"
_ADDRESS = compiled_later(r"[A-Za-z][A-Za-z0-9+.-]+:/")
MAX_SIZE = 1024 * 1024
"""Maximum bytes of a schema file."""
DATA_DEPTH = 64
"""Maximum levels of nesting in an article, as in the front matter parsers."""


class Origin(Enum):
    """Where a schema comes from."""

    SHIPPED = "newslint"
    USER = "the user"
    STRANGER = "anyone"


class Document(NamedTuple):
    """A schema that can be used."""

    name: str
    schema: Any
    origin: Origin
    files: "Mapping[str, File]" = {}
    """The files that it is made of, as in a `Bundle`; shipped schemas have none."""
    bases: Mapping[str, Any] = {}
    """Its resources by their absolute ``$id``; that of the whole is empty."""
    patterns: tuple[str, ...] = ()
    """Its regular expressions."""
    keywords: frozenset[str] = frozenset()
    """All names in it."""
    dialects: frozenset[str] = frozenset()
    """The ``$schema`` of the whole (empty for none) and of its parts."""
    declared: frozenset[str] = frozenset()
    """The names in ``properties``."""
    name_patterns: frozenset[str] = frozenset()
    """The names in ``patternProperties``."""
    work: "Work | None" = None
    """The work that it causes; None for shipped schemas, which cause little."""

    def declares(self, name: str) -> bool:
        """Return whether some part of the schema may declare a field of this name."""
        return name in self.declared or matches_one(name, self.name_patterns)

    def at(self, path: "Path", *, on_key: bool = False) -> str:
        """Return the place of a value of the schema, or of its key: ``file:line:column``."""
        file, inner = self.within(path)
        return file.source.at(inner, on_key=on_key)

    def within(self, path: "Path") -> "tuple[File, Path]":
        """Return the file with the part of the schema at ``path``, and the path in that file."""
        if path[:1] == ("$defs",) and len(path) > 1 and path[1] in self.files:
            return self.files[str(path[1])], path[2:]
        return self.files[""], path

    @property
    def depth(self) -> int:
        """Maximum levels of nesting in a value that can be validated quickly."""
        return DATA_DEPTH if self.work is None else self.work.depth


def matches_one(name: str, patterns: Iterable[str]) -> bool:
    """Return whether ``name`` may match one of the regular expressions."""
    import re

    from newslint.schema.patterns import is_harmless

    return any(not is_harmless(one) or re.search(one, name) for one in patterns)


@cache
def folder() -> str:
    """Return the folder of the shipped schemas: in the package, or at the top of a checkout."""
    checkout = os.path.normpath(os.path.join(package.HOME, "..", "..", "schemas"))
    shipped = os.path.join(package.HOME, "schemas")
    return checkout if os.path.isdir(checkout) and not os.path.isdir(shipped) else shipped


def shipped_names() -> list[str]:
    """Return the names of the shipped schemas: "article", "config"."""
    names = package.names_in(folder())
    return [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)]


def shipped_text(name: str) -> str:
    """Return the text of the shipped schema ``name``. Raise KeyError."""
    if name not in shipped_names():
        raise KeyError(name)
    return package.text_of(os.path.join(folder(), name + SUFFIX))


@cache
def shipped(name: str) -> Document:
    """Return the shipped schema ``name``, which needs no checks. Raise KeyError."""
    schema = json.loads(shipped_text(name))
    return Document(name, schema, Origin.SHIPPED, bases={"": schema, schema["$id"]: schema})


def shipped_name(reference: str) -> str | None:
    """Return the name of the shipped schema for ``reference``, a name, file name or ``$id``; or
    None."""
    for name in shipped_names():
        urn = f"urn:newslint:schemas:{name}"
        if reference in (name, name + SUFFIX, f"newslint:{name}", urn):
            return name
    return None


def read(path: str, *, trusted: bool = False, root: str = ".") -> Document:
    """Return the schema in the file ``path``, which the user named if it is ``trusted``.

    It may refer to files in its own folder and in ``root``. Raise SchemaError.
    """
    return _document(read_file(path), trusted=trusted, root=root)


def read_file(path: str) -> Source:
    """Return the text of the schema file ``path``. Raise SchemaError."""
    from newslint.files import discover

    if _ADDRESS.match(path):
        why = "schemas are only read from files; save it and name the file"
        raise SchemaError(f"{quote(path)} is an address: {why}")

    try:
        content = discover.read(path, MAX_SIZE)
    except discover.Unreadable as error:
        from newslint.suggest import did_you_mean

        guess = "" if os.path.exists(path) else did_you_mean(path, shipped_names())
        raise SchemaError(f"{path}: the schema cannot be read: {error}{guess}") from None
    return source_of(path, content)


def parse(name: str, content: bytes, *, trusted: bool = False, root: str = ".") -> Document:
    """Return the schema in the JSON or YAML ``content`` of the file ``name``.

    Only a ``trusted`` schema may have patterns with look-around and back-references. Raise
    SchemaError.
    """
    return _document(source_of(name, content), trusted=trusted, root=root)


def _document(source: Source, *, trusted: bool, root: str) -> Document:
    from newslint.schema.bundle import bundled

    bundle = bundled(source, root, lambda name: shipped(name).schema)
    origin = Origin.USER if trusted else Origin.STRANGER
    return examined(Document(source.name, bundle.schema, origin, bundle.files))


def examined(document: Document) -> Document:
    """Return ``document`` with what is known of its schema.

    Raise SchemaError if it cannot be used."""
    from newslint.schema import references
    from newslint.schema.work import Work

    name, schema = document.name, document.schema
    bases: dict[str, Any] = {"": schema}
    patterns: dict[str, None] = {}
    keywords: set[str] = set()
    declared: set[str] = set()
    name_patterns: set[str] = set()
    dialects = {schema.get("$schema", "") if isinstance(schema, dict) else ""}
    for node in references.nodes(name, schema):
        keywords.update(node.mapping)
        fields = node.mapping.get("properties")
        declared.update(fields if isinstance(fields, dict) else ())
        by_pattern = node.mapping.get("patternProperties")
        name_patterns.update(by_pattern if isinstance(by_pattern, dict) else ())
        bases.setdefault(node.base, node.mapping)
        if isinstance(node.mapping.get("$schema"), str):
            dialects.add(node.mapping["$schema"])
        patterns.update(dict.fromkeys(pattern for pattern, _ in _patterns_in(node.mapping)))
    _check_patterns(document, patterns)
    return document._replace(
        bases=bases,
        patterns=tuple(patterns),
        keywords=frozenset(keywords),
        declared=frozenset(declared),
        name_patterns=frozenset(name_patterns),
        dialects=frozenset(map(str, dialects)),
        work=Work(name, schema, references.targets(name, schema)),
    )


def _patterns_in(node: Mapping[str, Any]) -> "Iterator[tuple[str, Path]]":
    """Yield the regular expressions of a mapping in a schema, with the path to each."""
    pattern = node.get("pattern")
    if isinstance(pattern, str):
        yield pattern, ("pattern",)
    names = node.get("patternProperties")
    if isinstance(names, dict):
        yield from ((name, ("patternProperties", name)) for name in names)


def _check_patterns(document: Document, patterns: "Mapping[str, None]") -> None:
    """Check that no pattern takes its engine too long. Raise SchemaError."""
    from newslint.schema.patterns import MAX_TOTAL_SIZE, refusal, size

    total = 0
    for pattern in patterns:
        why = refusal(pattern, trusted=document.origin is Origin.USER)
        total += 0 if why else size(pattern)
        if total > MAX_TOTAL_SIZE:
            why = "with the other patterns of the schema it takes too much memory"
        if why:
            message = f"{quote(pattern)} is not a pattern that newslint can match: {why}"
            raise SchemaError(f"{_place_of_pattern(document, pattern)}: {message}")


def _place_of_pattern(document: Document, pattern: str) -> str:
    """Return the place of ``pattern`` in the files of ``document``."""
    from newslint.schema.references import mappings

    for source, schema in document.files.values():
        for path, node in mappings(schema):
            for one, steps in _patterns_in(node):
                if one == pattern:
                    return source.at((*path, *steps), on_key=len(steps) > 1)
    return document.name
