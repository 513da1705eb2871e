"""Violations of a schema, in one form for both validators.

`jsonschema` is the authority; `jsonschema_rs` is the fast gate in front of it. A `Violation` has
what their errors have in common, so that messages are made in one place and tests can compare the
two.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema_rs import ValidationError as GateError

Path = tuple[str | int, ...]

FALSE = "false"
"""The keyword of a violation of the schema ``false``."""

NAMES = "propertyNames"
"""The keyword of a violation by the names of fields, whatever keyword the schema has for names."""

DEPTH = "depth"
"""The keyword of a violation by data that is nested too deep for its schema."""

WORK = "work"
"""The keyword of a violation by data that takes too long to validate."""

UNLISTED = "unlisted"
"""The keyword of a violation that stands for more of them than can be listed."""

LONG = "long"
"""The keyword of a violation by a text that is too long to match against patterns."""

STEPS = "steps"
"""The keyword of a violation by a text that takes too many steps to match."""

MAX_ERRORS = 1_000
"""Maximum errors of one article, and names in one error, to examine; no report shows more."""


_RANKS = (DEPTH, WORK, UNLISTED, LONG, STEPS, FALSE, "type", "const", "enum", "format")


class Violation(NamedTuple):
    """A keyword of a schema that a value violates.

    ``schema`` is the subschema with ``keyword``; ``names`` are the missing or unexpected fields;
    ``branches`` are, for ``anyOf`` and ``oneOf``, the violations of each alternative (none if too
    many of them match), and for `NAMES` what is wrong with each name.
    """

    path: Path
    keyword: str
    schema: Mapping[str, Any] | bool
    value: Any
    names: tuple[str, ...] = ()
    branches: tuple[tuple["Violation", ...], ...] = ()

    @property
    def expected(self) -> Any:
        """The value of the keyword."""
        return self.schema.get(self.keyword) if isinstance(self.schema, Mapping) else None


def rank(violation: Violation) -> int:
    """Return the place of a violation among those of one value, the most significant first: a value
    of the wrong type also violates other keywords."""
    keyword = violation.keyword
    if keyword.startswith("min"):
        return len(_RANKS)
    return _RANKS.index(keyword) if keyword in _RANKS else len(_RANKS) + 1


def of_authority(errors: Iterable["ValidationError"]) -> tuple[Violation, ...]:
    """Return the violations in the errors of ``jsonschema``."""
    return merged(map(_of_authority, islice(errors, MAX_ERRORS)))


def _of_authority(error: "ValidationError") -> Violation:
    schema: Any = error.schema
    path = tuple(error.absolute_path)
    keyword = FALSE if schema is False else str(error.validator)
    if _is_about_names(list(error.relative_schema_path)):
        return _of_name(path, keyword, schema, error.instance)
    branches: dict[object, list[ValidationError]] = {}  # in the order of the alternatives
    if keyword in ("anyOf", "oneOf"):
        for inner in error.context or ():
            branch = inner.schema_path[0] if inner.schema_path else id(inner)  # for ``false``
            branches.setdefault(branch, []).append(inner)
    return Violation(
        path,
        keyword,
        schema,
        error.instance,
        _names(keyword, schema, error.instance),
        tuple(map(of_authority, branches.values())),
    )


def _of_name(path: Path, keyword: str, schema: Any, name: Any) -> Violation:
    """Return the violation by the name of a field in the mapping at ``path``."""
    return Violation(
        path, NAMES, {}, None, (str(name),), ((Violation((), keyword, schema, str(name)),),)
    )


def _is_about_names(steps: Sequence[str | int]) -> bool:
    """Return whether a path through a schema goes through the keyword ``propertyNames``, not
    through a field of that name."""
    return any(
        step == NAMES and before not in ("properties", "patternProperties", "dependentSchemas")
        for before, step in zip(("", *steps), steps, strict=False)
    )


def _names(keyword: str, schema: Any, value: Any) -> tuple[str, ...]:
    """Return the fields of an error, which jsonschema names only in its message."""
    found: Iterator[str] = iter(())
    match keyword:
        case "required":
            found = (name for name in schema[keyword] if name not in value)
        case "dependentRequired" | "dependencies":
            asked = (v for k, v in schema[keyword].items() if k in value and isinstance(v, list))
            found = (name for names in asked for name in names if name not in value)
        case "additionalProperties":
            fields, patterns = schema.get("properties", {}), schema.get("patternProperties", ())
            others = (name for name in value if name not in fields)
            unknown = (n for n in others if not any(re.search(pattern, n) for pattern in patterns))
            found = iter(sorted(islice(unknown, MAX_ERRORS)))
    return tuple(islice(found, MAX_ERRORS))


def of_gate(
    errors: Iterable["GateError"],
    data: Any,
    subschema: Callable[["GateError"], Any],
    confirmed: Callable[[Violation], Violation | None] = lambda violation: violation,
) -> tuple[Violation, ...]:
    """Return the violations in the errors of ``jsonschema_rs`` for ``data``.

    ``subschema`` returns the schema with the keyword of an error. ``confirmed`` returns a violation
    as it is to be reported, or None.
    """
    found = (_of_gate(one, data, subschema, confirmed) for one in islice(errors, MAX_ERRORS))
    return merged(filter(None, map(confirmed, found)))


def _of_gate(
    error: "GateError",
    data: Any,
    subschema: Callable[["GateError"], Any],
    confirmed: Callable[[Violation], Violation | None],
) -> Violation:
    kind: Any = error.kind
    path: Path = tuple(error.instance_path)
    if kind.name == NAMES:
        inner = kind.error
        keyword = FALSE if inner.kind.name == "falseSchema" else str(inner.schema_path[-1])
        return _of_name(path, keyword, subschema(inner), inner.instance)
    value = data
    for step in path:
        value = value[step]
    keyword = FALSE if kind.name == "falseSchema" else str(error.schema_path[-1])
    names: tuple[str, ...] = ()
    branches: tuple[tuple[Violation, ...], ...] = ()
    if kind.name == "required":
        names = (kind.property,)
    elif kind.name in ("additionalProperties", "unevaluatedProperties"):
        names = tuple(sorted(kind.unexpected))
    elif kind.name in ("anyOf", "oneOf") and type(kind).__name__ != "OneOfMultipleValid":
        branches = tuple(of_gate(inner, data, subschema, confirmed) for inner in kind.context)
    return Violation(path, keyword, subschema(error), value, names, branches)


def merged(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Merge violations of the same keyword at the same place: validators may report each missing
    field separately, or the same one on several paths."""
    by_place: dict[tuple[Path, str, int], Violation] = {}
    for one in violations:
        key = (one.path, one.keyword, 0 if one.keyword == NAMES else id(one.schema))
        before = by_place.get(key)
        if before is not None:
            names = tuple(dict.fromkeys(before.names + one.names))
            branches = before.branches + one.branches if one.keyword == NAMES else before.branches
            one = before._replace(names=names, branches=branches)
        by_place[key] = one
    return tuple(by_place.values())
