"""A compiled schema: a fast gate in front of the authority.

Nearly all articles are valid, and for these the gate (`jsonschema_rs`) takes some microseconds.
Articles that it finds invalid go to `jsonschema`, which decides. There are three exceptions:

- Violations of the shipped schemas are found by the gate itself, in a form with patterns in place
  of formats, because jsonschema takes longer than all other work on an article. For a few articles,
  not even the gate is worth its import, and `fast_schema` takes its place. The tests check that all
  of them find the same violations, and that the messages are the same.
- jsonschema matches patterns with Python's `re`, which may take for ever. A schema with a pattern
  that is not certainly harmless is left to the gate: see `patterns`.
- Validating an article may take too long for some schemas: see `work`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from newslint.errors import SchemaError
from newslint.schema import fast_schema as plain
from newslint.schema.formats import ANNOTATIONS, FORMATS, USUAL
from newslint.schema.in_place import declared, in_place, is_open, name_patterns, required
from newslint.schema.load import Document, Origin, matches_one
from newslint.schema.violation import FALSE, MAX_ERRORS, UNLISTED, Violation, of_authority, of_gate
from newslint.suggest import misspelt

if TYPE_CHECKING:
    import jsonschema_rs

MAX_PAIRS = 100_000
"""Maximum pairs of names to compare for typos in one article. Real articles have hundreds."""
GATE_WORTH = 70
"""Articles that are validated in the time that it takes to import the gate."""
_PATTERNS_OF_RE = 500  # the number of expressions that `re` keeps compiled

# What makes the gate accept more than jsonschema does (benchmarks/json_schema_suite.py finds out):
# some classes hold fewer characters in `re` than in ECMA 262, and below some keywords the gate
# is laxer wherever else it is stricter.
_SMALLER_CLASS = r"\\[DWSBs]|\[\^"
_TURNING = frozenset({"not", "if", "oneOf", "contains", "maxContains", "patternProperties"})
UNEVALUATED = "unevaluatedProperties"
_UNEVALUATED = frozenset({"unevaluatedItems", UNEVALUATED})
_STRICTER = frozenset({"dependencies", "contentEncoding", "contentMediaType"})


class Schema:
    """A schema that articles are validated against."""

    def __init__(self, document: Document) -> None:
        """Compile ``document``. Raise SchemaError if it is not a schema."""
        self.document = document
        self._judged = 0
        if document.origin is not Origin.SHIPPED:
            self._gate_alone = not _is_for_authority(document)
            self._gate_first = self._gate_alone or not _is_laxer(document)
            _ = self._gate  # compiled now, because it recognises what is not a schema
        parts = in_place(document.schema, document.schema)
        lists = [part["recommended"] for part in parts if isinstance(part.get("recommended"), list)]
        names = [name for listed in lists for name in listed if isinstance(name, str)]
        self.recommended = tuple(dict.fromkeys(names))
        """The annotation ``recommended`` at the top: fields that an article should have."""

    @cached_property
    def _fields(self) -> dict[str, Any]:
        """The fields that the schema declares at the top."""
        return declared(self.document.schema, self.document.schema)

    @cached_property
    def _is_open(self) -> bool:
        return is_open(self.document.schema, self.document.schema)

    @cached_property
    def _name_patterns(self) -> set[str]:
        return name_patterns(self.document.schema, self.document.schema)

    def slips(self, data: Any, *, ignore_case: bool = False) -> dict[str, str]:
        """Return unknown fields, with the name that each is a typo of.

        A schema that allows other fields does not report them. But a field with nearly the name of
        a known field, which the article does not have, is a typo. With ``ignore_case``, names are
        not case-sensitive.
        """
        if not self._fields or not self._is_open or self._fields.keys() >= data.keys():
            return {}
        fold = str.lower if ignore_case else str
        known = {fold(name): name for name in self._fields}
        given = set(map(fold, data))
        absent = [name for name in known if name not in given]
        others = [name for name in data if fold(name) not in known]
        few = others[: max(MAX_PAIRS // max(len(absent), 1), 1)]
        slips = {name: misspelt(fold(name), absent) for name in few}
        return {
            name: known[meant]
            for name, meant in slips.items()
            if meant is not None and not matches_one(name, self._name_patterns)
        }

    @cached_property
    def _gate(self) -> Any:
        return _gate(self.document, self.document.schema)

    @cached_property
    def _usual_gate(self) -> Any:
        """Validates several times as fast as the gate, but finds violations also where a value only
        is unusual: see `_confirmed`."""
        return _gate(self.document, _usual(self.document.schema))

    @cached_property
    def _authority(self) -> Any:
        return _authority(self.document)

    def violations(self, data: Any) -> tuple[Violation, ...]:
        """Return the violations of the schema by ``data``.

        ``data`` are plain values of the front matter parsers: not nested more than 64 deep, and
        without integers of more than 4,300 digits, which the gate would not check.
        """
        try:
            return self._judge(data)
        except ValueError:  # lone surrogates, which UTF-8 does not have
            return self._judge(_presentable(data))

    def _judge(self, data: Any) -> tuple[Violation, ...]:
        shipped = self.document.origin is Origin.SHIPPED
        return self._of_shipped(data) if shipped else self._of_others(data)

    def _of_shipped(self, data: Any) -> tuple[Violation, ...]:
        self._judged += 1
        if self._judged <= GATE_WORTH:
            return plain.violations(self.document.schema, data)
        errors = list(islice(self._usual_gate.iter_errors(data), MAX_ERRORS))
        if len(errors) == MAX_ERRORS:  # there may be more
            return self.by_gate(data)
        return of_gate(errors, data, self._subschema, _confirmed) if errors else ()

    def _of_others(self, data: Any) -> tuple[Violation, ...]:
        assert self.document.work is not None
        effort = self.document.work.on(data)
        if effort.excess is not None:
            return (effort.excess,)
        if self._gate_first and self._gate.is_valid(data):
            return ()
        if not effort.is_listable:
            return () if self._gate.is_valid(data) else (Violation((), UNLISTED, {}, None),)
        try:
            return _without_declared(self._told(data), self.document)
        except RecursionError:  # hundreds of nested alternatives
            return (Violation((), UNLISTED, {}, None),)

    def _told(self, data: Any) -> tuple[Violation, ...]:
        if self._gate_alone:
            return self.by_gate(data)
        try:
            violations = self.by_authority(data)
        except RecursionError:  # a long chain of references at each of many levels
            return self.by_gate(data)
        if any(one.keyword == FALSE for one in violations):  # jsonschema loses their place
            return self.by_gate(data) or violations
        return violations

    def by_gate(self, data: Any) -> tuple[Violation, ...]:
        """Return the violations that the gate itself finds in ``data``."""
        return of_gate(self._gate.iter_errors(data), data, self._subschema)

    def by_authority(self, data: Any) -> tuple[Violation, ...]:
        """Return the violations that jsonschema finds in ``data``."""
        return of_authority(self._authority.iter_errors(data))

    def _subschema(self, error: "jsonschema_rs.ValidationError") -> Any:
        """Return the subschema with the keyword of an error of the gate."""
        steps = error.schema_path
        if error.kind.name != "falseSchema":
            steps = steps[:-1]
        base = (error.absolute_keyword_location or "").partition("#")[0]
        bases = self.document.bases
        node = bases.get(base, bases[""])
        for step in steps:
            try:
                node = node[step]
            except (LookupError, TypeError):
                return {}
        if error.kind.name == UNEVALUATED:  # it sees what all parts declare
            whole = self.document.schema
            node = {**node, "properties": declared(whole, node), "required": required(whole, node)}
        return node


def _without_declared(
    violations: tuple[Violation, ...], document: Document
) -> tuple[Violation, ...]:
    """Return ``violations`` without known fields that count as unevaluated.

    Where a part of the schema fails, all fields that it declares become unevaluated. Only those
    that no part declares are unknown then.
    """
    if not any(one.keyword == UNEVALUATED for one in violations):
        return violations
    kept: list[Violation] = []
    for one in violations:
        if one.keyword == UNEVALUATED and any(
            other.keyword != UNEVALUATED and other.path[: len(one.path)] == one.path
            for other in violations
        ):
            names = tuple(name for name in one.names if not document.declares(name))
            one = one._replace(names=names)
        if one.keyword != UNEVALUATED or one.names:
            kept.append(one)
    return tuple(kept)


def _usual(schema: Any) -> Any:
    """A trusted schema with patterns in place of formats: stricter, because it accepts only usual
    values, and several times as fast."""
    if isinstance(schema, list):
        return [_usual(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _usual(inner) for key, inner in schema.items()}
    name = made.get("format")  # or, among properties, the schema of a field that is called so
    if isinstance(name, str) and name in USUAL and "pattern" not in made:
        made["pattern"] = USUAL[made.pop("format")]
    return made


def _confirmed(violation: Violation) -> Violation | None:
    """Return the violation of a schema that one of its `_usual` form stands for; None if there is
    none, because a value has its format in an unusual form."""
    schema = violation.schema
    if violation.keyword == "pattern" and isinstance(schema, Mapping) and "pattern" not in schema:
        has_format = FORMATS[schema["format"]](violation.value)
        return None if has_format else violation._replace(keyword="format")
    if violation.keyword == "anyOf" and not all(violation.branches):
        return None
    return violation


def _gate(document: Document, schema: Any) -> Any:
    import jsonschema_rs

    from newslint.schema.patterns import options
    from newslint.schema.shape import shape

    formats = FORMATS | dict.fromkeys(ANNOTATIONS, lambda _: True)
    try:
        return jsonschema_rs.validator_for(
            schema,
            formats=formats,
            validate_formats=True,
            pattern_options=options(special=any(shape(p).special for p in document.patterns)),
            offline=True,
            mask="…",  # the messages are not used, and each would hold a copy of the value
        )
    except ValueError as error:
        from newslint.schema.mistakes import why_invalid

        raise SchemaError(why_invalid(document, error)) from None


def _is_for_authority(document: Document) -> bool:
    """Return whether jsonschema may validate with a document.

    It takes exponential time to find unevaluated fields, and uses the dialect of the whole schema
    for all of its parts.
    """
    from newslint.schema.patterns import is_harmless

    patterns = document.patterns
    if len(document.dialects) > 1 or not _UNEVALUATED.isdisjoint(document.keywords):
        return False
    return len(patterns) <= _PATTERNS_OF_RE and all(map(is_harmless, patterns))


def _authority(document: Document) -> Any:
    """Return the validator of jsonschema for ``document``, without access to anything outside."""
    from jsonschema import FormatChecker, validators
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012, specification_with

    formats = FormatChecker(formats=())
    for name, function in FORMATS.items():
        formats.checks(name)(lambda value, f=function: not isinstance(value, str) or f(value))
    made: Any = validators  # its stubs have no types for extend
    kind = made.validator_for(document.schema, default=made.Draft202012Validator)
    types = kind.TYPE_CHECKER
    for name in ("number", "integer"):
        types = types.redefine(name, _finite(types, name))
    kind = made.extend(kind, {"uniqueItems": _unique_items}, type_checker=types)
    kind.evolve = _evolve
    specification: Any = specification_with(kind.META_SCHEMA.get("$schema", ""), DRAFT202012)
    root = specification.create_resource(document.schema)
    address = root.id() or ""
    # jsonschema would search the whole schema for anchors again for each reference.
    registry: Any = Registry().with_resource(address, root).crawl()
    return kind(document.schema, _resolver=registry.resolver(address), format_checker=formats)


def _evolve(validator: Any, **changes: Any) -> Any:
    """Return the same validator for another schema.

    For a schema with ``$schema``, jsonschema would use its own class, without the changes made
    here.
    """
    for field in type(validator).__attrs_attrs__:
        if field.init:
            changes.setdefault(field.alias, getattr(validator, field.name))
    return type(validator)(**changes)


def _unique_items(validator: Any, wanted: Any, items: Any, _: Any) -> Iterator[Any]:
    """Validate the keyword ``uniqueItems`` in linear time; jsonschema compares all pairs."""
    from newslint.schema.values import key_of

    if wanted and validator.is_type(items, "array") and len(set(map(key_of, items))) < len(items):
        from jsonschema import ValidationError

        yield ValidationError("the items are not unique")


def _finite(types: Any, name: str) -> Any:
    """Return the check for type ``name`` without infinity and NaN, which JSON does not have."""

    def check(_: Any, value: Any) -> bool:
        if isinstance(value, float) and (value != value or value in (_INFINITY, -_INFINITY)):
            return False
        return bool(types.is_type(value, name))

    return check


_INFINITY = float("inf")


def _is_laxer(document: Document) -> bool:
    """Return whether the gate may accept what jsonschema does not."""
    if any(re.search(_SMALLER_CLASS, pattern) for pattern in document.patterns):
        return True
    stricter = bool(document.patterns) or not _STRICTER.isdisjoint(document.keywords)
    return stricter and not _TURNING.isdisjoint(document.keywords)


def _presentable(data: Any) -> Any:
    """Return ``data`` with lone surrogates escaped."""
    match data:
        case str():
            return data.encode(errors="backslashreplace").decode()
        case dict():
            return {_presentable(key): _presentable(value) for key, value in data.items()}
        case list():
            return [_presentable(value) for value in data]
        case _:
            return data
