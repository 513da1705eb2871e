"""The parts of a schema that apply to one value together: through references and alternatives."""

from collections.abc import Iterator
from typing import Any

from newslint.schema.references import at

_ONE = ("if", "then", "else")
_LISTS = ("allOf", "anyOf", "oneOf")
_MAP = "dependentSchemas"
_OTHER_FIELDS = ("additionalProperties", "unevaluatedProperties")


def in_place(document: Any, schema: Any) -> Iterator[dict[str, Any]]:
    """Yield ``schema`` and every part of ``document`` that applies to the same value, each once.

    Parts that must not apply (``not``) are left out, and so are references out of the document.
    """
    seen: set[int] = set()
    pending = [schema]
    while pending:
        node = pending.pop()
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        inner = [node[keyword] for keyword in _ONE if keyword in node]
        for keyword in _LISTS:
            if isinstance(node.get(keyword), list):
                inner += node[keyword]
        if isinstance(node.get(_MAP), dict):
            inner += node[_MAP].values()
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            inner.append(document if reference == "#" else at(document, reference[1:]))
        pending += reversed(inner)


def declared(document: Any, schema: Any) -> dict[str, Any]:
    """Return the fields that ``schema`` declares anywhere, with one of their schemas."""
    fields: dict[str, Any] = {}
    for node in in_place(document, schema):
        properties = node.get("properties")
        if isinstance(properties, dict):
            fields = properties | fields
    return fields


def required(document: Any, schema: Any) -> list[str]:
    """Return the fields that some part of ``schema`` requires."""
    lists = [node.get("required") for node in in_place(document, schema)]
    return [name for names in lists if isinstance(names, list) for name in names]


def is_open(document: Any, schema: Any) -> bool:
    """Return whether ``schema`` allows any field that it does not declare."""
    parts = in_place(document, schema)
    others = (part.get(keyword) for part in parts for keyword in _OTHER_FIELDS)
    return all(other in (None, True, {}) for other in others)


def name_patterns(document: Any, schema: Any) -> set[str]:
    """Return the regular expressions of the fields that ``schema`` declares."""
    by_pattern = [node.get("patternProperties") for node in in_place(document, schema)]
    return {pattern for one in by_pattern if isinstance(one, dict) for pattern in one}
