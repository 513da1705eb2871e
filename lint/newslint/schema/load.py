"""Read schema files, and refuse those that cannot be used.

A schema may be hostile. Nothing it refers to is fetched, neither from the network nor from a file;
it may refer to itself and to the shipped schemas.
"""

import json
import os
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint import package
from newslint.errors import SchemaError
from newslint.pattern import pattern as compiled_later
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.schema.references import Targets
    from newslint.schema.violation import Path
    from newslint.schema.work import Work

SUFFIX = ".schema.json"
_ADDRESS = compiled_later(r"[A-Za-z][A-Za-z0-9+.-]+:/")
MAX_SIZE = 1024 * 1024
"""Maximum bytes of a schema file."""
MAX_DEPTH = 200
"""Maximum levels of nesting in a schema file."""
DATA_DEPTH = 64
"""Maximum levels of nesting in an article, as in the front matter parsers."""

TOO_DEEP = f"the schema is nested more than {MAX_DEPTH} deep"


class Origin(Enum):
    """Where a schema comes from."""

    SHIPPED = "newslint"
    USER = "the user"
    STRANGER = "anyone"


class Document(NamedTuple):
    """A schema file that can be used.

    ``bases`` are its resources by their absolute ``$id`` (the whole has an empty one), ``patterns``
    its regular expressions, ``keywords`` all names in it, ``declared`` the names in ``properties``,
    ``dialects`` the ``$schema`` of the whole (empty for none) and of its parts. ``work`` is the
    work that it causes; None for shipped schemas, which cause little.
    """

    name: str
    schema: Any
    origin: Origin
    text: str = ""
    bases: Mapping[str, Any] = {}
    patterns: tuple[str, ...] = ()
    keywords: frozenset[str] = frozenset()
    dialects: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    work: "Work | None" = None

    def declares(self, name: str) -> bool:
        """Return whether some part of the schema may declare a field of this name."""
        return name in self.declared or "patternProperties" in self.keywords

    @property
    def depth(self) -> int:
        """Maximum levels of nesting in a value that can be validated quickly."""
        return DATA_DEPTH if self.work is None else self.work.depth

    def at(self, path: "Path", *, on_key: bool = False) -> str:
        """Return the place of a value of the schema, or of its key: ``file:line:column``."""
        from newslint.front_matter import json as reader
        from newslint.front_matter import offset
        from newslint.text import position

        places = reader.places(self.text, max_values=len(self.text), max_depth=MAX_DEPTH + 1)
        line, column = position(self.text, offset(places, path, on_key=on_key) or 0)
        return f"{self.name}:{line}:{column}"


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
        if reference in (name, name + SUFFIX, f"urn:newslint:schemas:{name}"):
            return name
    return None


def read(path: str, *, trusted: bool = False) -> Document:
    """Return the schema in the file ``path``, which the user named if it is ``trusted``. Raise
    SchemaError."""
    from newslint.files import discover

    if _ADDRESS.match(path):
        why = "schemas are only read from files; save it and name the file"
        raise SchemaError(f"{quote(path)} is an address: {why}")

    try:
        source = discover.read(path, MAX_SIZE)
    except discover.Unreadable as error:
        from newslint.suggest import did_you_mean

        guess = "" if os.path.exists(path) else did_you_mean(path, shipped_names())
        raise SchemaError(f"{path}: the schema cannot be read: {error}{guess}") from None
    return parse(path, source, trusted=trusted)


def parse(name: str, source: bytes, *, trusted: bool = False) -> Document:
    """Return the schema in the JSON ``source``; ``name`` is for messages.

    Only a ``trusted`` schema may have patterns with look-around and back-references. Raise
    SchemaError.
    """
    try:
        text = source.decode("utf-8-sig")
        schema = json.loads(text)
    except UnicodeDecodeError:
        raise SchemaError(f"{name}: the schema is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise SchemaError(_not_json(name, text, error)) from None
    except RecursionError:
        raise SchemaError(f"{name}: {TOO_DEEP}") from None
    except ValueError as error:  # a number with thousands of digits
        raise SchemaError(f"{name}: the schema is not JSON: {error}") from None
    if not isinstance(schema, dict | bool):
        raise SchemaError(f"{name}: a schema is a mapping, not {quote(schema)}")
    return _examined(Document(name, schema, Origin.USER if trusted else Origin.STRANGER, text))


def _not_json(name: str, text: str, error: json.JSONDecodeError) -> str:
    """Return what is wrong with a file that is no JSON, in the words for articles."""
    from newslint.front_matter import json as reader
    from newslint.text import position

    for fault in reader.parse(text).faults:
        if fault.rule == "broken-front-matter" and text.strip():
            line, column = position(text, fault.start)
            return f"{name}:{line}:{column}: the schema is not JSON: {fault.message}"
    return f"{name}:{error.lineno}:{error.colno}: the schema is not JSON: {error.msg}"


def _examined(document: Document) -> Document:
    from newslint.schema import references
    from newslint.schema.work import Work

    name, schema = document.name, document.schema
    bases: dict[str, Any] = {"": schema}
    patterns: dict[str, None] = {}
    keywords: set[str] = set()
    declared: set[str] = set()
    dialects = {schema.get("$schema", "") if isinstance(schema, dict) else ""}
    for node in references.nodes(name, schema):
        keywords.update(node.mapping)
        fields = node.mapping.get("properties")
        declared.update(fields if isinstance(fields, dict) else ())
        bases.setdefault(node.base, node.mapping)
        if isinstance(node.mapping.get("$schema"), str):
            dialects.add(node.mapping["$schema"])
        patterns.update(dict.fromkeys(pattern for pattern, _ in _patterns_in(node.mapping)))
    _check_patterns(document, patterns)
    try:
        targets = references.targets(name, schema, _foreign)
    except references.Dangling as error:
        where = document.at(_place_of(schema, error.keyword, error.reference))
        raise SchemaError(f"{where}: {error}") from None
    return document._replace(
        bases=bases,
        patterns=tuple(patterns),
        keywords=frozenset(keywords),
        declared=frozenset(declared),
        dialects=frozenset(map(str, dialects)),
        work=Work(name, schema, targets),
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
            path, on_key = _first(document.schema, pattern)
            where = document.at(path, on_key=on_key)
            message = f"{quote(pattern)} is not a pattern that newslint can match: {why}"
            raise SchemaError(f"{where}: {message}")


def _place_of(schema: Any, keyword: str, wanted: str) -> "Path":
    """Return the path to the first ``keyword`` with the value ``wanted``."""
    pending: list[tuple[Any, Path]] = [(schema, ())]
    while pending:
        value, path = pending.pop()
        if isinstance(value, dict) and value.get(keyword) == wanted:
            return (*path, keyword)
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        pending += reversed([(v, (*path, k)) for k, v in inner if isinstance(v, dict | list)])
    return ()


def _first(schema: Any, pattern: str) -> "tuple[Path, bool]":
    """Return the path to ``pattern`` in ``schema``, and whether it is a key there."""
    pending: list[tuple[Any, Path]] = [(schema, ())]
    while pending:
        value, path = pending.pop()
        if isinstance(value, dict):
            for one, steps in _patterns_in(value):
                if one == pattern:
                    return (*path, *steps), len(steps) > 1
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        pending += reversed([(v, (*path, k)) for k, v in inner if isinstance(v, dict | list)])
    return (), False


def _foreign(address: str) -> "tuple[Any, Targets] | None":
    """Return the shipped schema at an address, with the targets of its references; None for
    others."""
    name = shipped_name(address) if address.startswith("urn:") else None
    return (shipped(name).schema, _targets_of_shipped(name)) if name else None


@cache
def _targets_of_shipped(name: str) -> "Targets":
    from newslint.schema.references import targets

    return targets(name, shipped(name).schema, _foreign)
