"""A schema ready for use: a compiled gate in front, the authority behind it.

Nearly all articles are valid, and for these the gate (`jsonschema_rs`) answers in some
microseconds. What it finds invalid goes to `jsonschema`, whose word counts. Two cases differ:

- What violates the shipped schemas is found by `plain`, because importing jsonschema costs more
  than linting a file. Where only few articles are judged not even the gate is worth its import.
  The tests hold all three to the same violations.
- jsonschema matches patterns with Python's `re`, which a pattern can keep busy for ever. A schema
  with a pattern that is not plainly harmless is the gate's alone, whose matching is linear.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newslint.schema import fast_schema as plain
from newslint.schema.formats import ANNOTATIONS, FORMATS, USUAL
from newslint.schema.load import DATA_DEPTH, Document, SchemaError, shipped, shipped_names
from newslint.schema.violation import FALSE, Violation, of_authority, of_gate
from newslint.suggest import misspelt
from newslint.text import cut, printable, quote

if TYPE_CHECKING:
    import jsonschema_rs

FEW = 70
"""Articles that are judged in the time that it takes to make the gate ready."""
BACKTRACKING = 100_000
"""Steps that a pattern with look-around or back-references may take on one text."""
DEPTH = "depth"
"""The keyword of a violation by data that is nested too deep for its schema."""

# What makes the gate accept more than jsonschema does (benchmarks/json_schema_suite.py finds out):
# some classes hold fewer characters in `re` than in ECMA 262, and below some keywords the gate
# is laxer wherever else it is stricter.
_SMALLER_CLASS = r"\\[DWSBs]|\[\^"
_TURNING = frozenset({"not", "if", "oneOf", "contains", "maxContains", "patternProperties"})
_STRICTER = frozenset({"dependencies", "contentEncoding", "contentMediaType"})


class Schema:
    """A schema that articles are held against."""

    def __init__(self, document: Document) -> None:
        """Compile ``document``. Raises SchemaError when it is not a schema."""
        self.document = document
        self._judged = 0
        if not document.trusted:
            self._gate_alone = not all(map(is_harmless, document.patterns))
            self._gate_first = self._gate_alone or not _is_laxer(document)
            _ = self._gate  # made now: it knows what is no schema
        asked = document.schema.get("recommended") if isinstance(document.schema, dict) else None
        names = asked if isinstance(asked, list) else []
        self.recommended = tuple(name for name in names if isinstance(name, str))
        """Fields that an article should have: the annotation ``recommended`` at the top."""

    @cached_property
    def _open_fields(self) -> frozenset[str]:
        """The fields that a shipped schema knows which allows others."""
        schema = self.document.schema
        is_open = self.document.trusted and schema.get("additionalProperties") is True
        return frozenset(schema["properties"]) if is_open else frozenset()

    def slips(self, data: Any) -> dict[str, str]:
        """Fields that a schema does not know, by the name each is a slip of.

        A schema that allows other fields says nothing of them; but one that is nearly a known
        field, which the article does not have, is that field misspelt.
        """
        known = self._open_fields
        if not known or known.issuperset(data):
            return {}
        absent = [name for name in known if name not in data]
        slips = {name: misspelt(name, absent) for name in data if name not in known}
        return {name: meant for name, meant in slips.items() if meant is not None}

    @cached_property
    def _gate(self) -> Any:
        return _gate(self.document, self.document.schema)

    @cached_property
    def _usual_gate(self) -> Any:
        """Knows usual articles only, and is several times as quick as the gate."""
        return _gate(self.document, _usual(self.document.schema))

    @cached_property
    def _authority(self) -> Any:
        return _authority(self.document)

    def violations(self, data: Any) -> tuple[Violation, ...]:
        """Where ``data`` does not follow the schema.

        ``data`` are plain values as the front matter parsers give them: not nested more than 64
        deep, and with no integer that has more than 4,300 digits, which the gate would take for
        anything.
        """
        if self.document.depth < DATA_DEPTH and _depth(data) > self.document.depth:
            return (Violation((), DEPTH, self.document.schema, data),)
        try:
            return self._judge(data)
        except ValueError:  # lone surrogates, which UTF-8 has not
            return self._judge(_presentable(data))

    def _judge(self, data: Any) -> tuple[Violation, ...]:
        return self._of_ours(data) if self.document.trusted else self._of_others(data)

    def _of_ours(self, data: Any) -> tuple[Violation, ...]:
        """The violations of a shipped schema."""
        self._judged += 1
        if self._judged > FEW and (self._usual_gate.is_valid(data) or self._gate.is_valid(data)):
            return ()
        return plain.violations(self.document.schema, data)

    def _of_others(self, data: Any) -> tuple[Violation, ...]:
        """The violations of a schema that is not ours."""
        if self._gate_first and self._gate.is_valid(data):
            return ()
        if self._gate_alone:
            return self.by_gate(data)
        found = self.by_authority(data)
        if any(violation.keyword == FALSE for violation in found):  # jsonschema loses their place
            return self.by_gate(data) or found
        return found

    def by_gate(self, data: Any) -> tuple[Violation, ...]:
        """What the gate itself finds wrong with ``data``."""
        return of_gate(self._gate.iter_errors(data), data, self._subschema)

    def by_authority(self, data: Any) -> tuple[Violation, ...]:
        """What jsonschema finds wrong with ``data``."""
        return of_authority(self._authority.iter_errors(data))

    def _subschema(self, error: "jsonschema_rs.ValidationError") -> Any:
        """The schema that holds the keyword of an error of the gate."""
        steps = error.schema_path
        if error.kind.name != "falseSchema":
            steps = steps[:-1]
        base = (error.absolute_keyword_location or "").partition("#")[0]
        bases = self.document.bases
        node = bases[base] if base in bases else _shipped_bases().get(base, bases[""])
        for step in steps:
            try:
                node = node[step]
            except (LookupError, TypeError):
                return {}
        return node


def _shipped_bases() -> dict[str, Any]:
    return {k: v for name in shipped_names() for k, v in shipped(name).bases.items() if k}


def _usual(schema: Any) -> Any:
    """A trusted schema with patterns for formats: stricter, for it knows the usual values only,
    and several times as quick."""
    if isinstance(schema, list):
        return [_usual(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _usual(inner) for key, inner in schema.items()}
    if made.get("format") in USUAL and "pattern" not in made:
        made["pattern"] = USUAL[made.pop("format")]
    return made


def _gate(document: Document, schema: Any) -> Any:
    import jsonschema_rs

    options: Any = jsonschema_rs.RegexOptions()
    registry = None
    if not document.trusted:
        options = jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKING)
        registry = jsonschema_rs.Registry(list(_shipped_bases().items()))
    formats = FORMATS | dict.fromkeys(ANNOTATIONS, lambda _: True)
    try:
        return jsonschema_rs.validator_for(
            schema,
            formats=formats,
            validate_formats=True,
            pattern_options=options,
            registry=registry,
            offline=True,
        )
    except ValueError as error:
        raise SchemaError(f"{document.name}: {_why_not(document, error)}") from None


def _why_not(document: Document, error: ValueError) -> str:
    """Why a document is not a schema, in a few words."""
    path = getattr(error, "instance_path", None)
    if not path:
        dialect = document.schema.get("$schema")
        if isinstance(dialect, str) and dialect in str(error):
            return f"$schema is {quote(dialect)}, no version of JSON Schema that newslint knows"
        return cut(printable(str(error).partition("\n")[0]), 200)
    value = document.schema
    for step in path:
        value = value[step] if step in value or isinstance(value, list) else None
    where = "/" + "/".join(map(str, path))
    if path[-1] == "pattern":
        return f"{printable(where)}: {quote(value)} is not a pattern that can be followed"
    return f"{printable(where)}: {quote(value)} is not what JSON Schema knows there"


def _authority(document: Document) -> Any:
    """The validator of jsonschema for ``document``, cut off from everything outside."""
    from jsonschema import FormatChecker, validators
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    formats = FormatChecker(formats=())
    for name, function in FORMATS.items():
        formats.checks(name)(lambda value, f=function: not isinstance(value, str) or f(value))
    registry: Any = Registry()
    for base, schema in _shipped_bases().items():
        registry = registry.with_resource(base, Resource.from_contents(schema, DRAFT202012))
    made: Any = validators  # its stubs know no types for extend
    kind = made.validator_for(document.schema, default=made.Draft202012Validator)
    types = kind.TYPE_CHECKER
    for name in ("number", "integer"):
        types = types.redefine(name, _finite(types, name))
    return made.extend(kind, {"uniqueItems": _unique_items}, type_checker=types)(
        document.schema, registry=registry, format_checker=formats
    )


def _unique_items(validator: Any, wanted: Any, items: Any, _: Any) -> Iterator[Any]:
    """The keyword ``uniqueItems`` in linear time; jsonschema compares each item with each."""
    if wanted and validator.is_type(items, "array") and len(set(map(_frozen, items))) < len(items):
        from jsonschema import ValidationError

        yield ValidationError("the items are not unique")


def _frozen(value: Any) -> Any:
    """What is equal for values that are equal in JSON, where true is not 1."""
    match value:
        case bool():
            return str(value), bool
        case list():
            return tuple(map(_frozen, value))
        case dict():
            return frozenset((key, _frozen(inner)) for key, inner in value.items())
        case _:
            return value


def _finite(types: Any, name: str) -> Any:
    """The check for type ``name`` that takes neither infinity nor NaN, which JSON has not."""

    def check(_: Any, value: Any) -> bool:
        if isinstance(value, float) and (value != value or value in (_INFINITY, -_INFINITY)):
            return False
        return bool(types.is_type(value, name))

    return check


_INFINITY = float("inf")


_ESCAPE = r"\\(?:[dDsSwWbBtnrfv]|[^A-Za-z0-9])"
_CLASS = r"\[\^?(?:c|[^\[\]\\&|~-]|-(?!-))+\]"  # `re` reads others in its own way
_QUANTIFIER = r"[*+]|\{[0-9]*,\}"
_LIMITED = r"\{([0-9]+)(?:,([0-9]+))?\}"


def is_harmless(pattern: str) -> bool:
    """Whether Python's `re` surely knows ``pattern`` and matches it in linear time.

    In it are no repeated group, no back-reference and at most one repetition without limit, and
    that in a pattern that is tied to the start.
    """
    bare = re.sub(_CLASS, "c", re.sub(_ESCAPE, "c", pattern))
    if re.search(r"\)[*+{?]|\\|\(\?|\[", bare):
        return False
    limited = [int(most or least) for least, most in re.findall(_LIMITED, bare)]
    if len(limited) > 2 or any(number > 100 for number in limited):
        return False
    limitless = len(re.findall(_QUANTIFIER, bare))
    if limitless > 1 or (limitless and ("|" in bare or not bare.startswith("^"))):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True


def _is_laxer(document: Document) -> bool:
    """Whether the gate may let pass what jsonschema does not."""
    if any(re.search(_SMALLER_CLASS, pattern) for pattern in document.patterns):
        return True
    stricter = bool(document.patterns) or not _STRICTER.isdisjoint(document.keywords)
    return stricter and not _TURNING.isdisjoint(document.keywords)


def _depth(data: Any) -> int:
    levels, level = 0, [data]
    while level:
        level = [inner for value in level for inner in _inner(value)]
        levels += 1
    return levels


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _presentable(data: Any) -> Any:
    """``data`` with lone surrogates spelled out."""
    match data:
        case str():
            return data.encode(errors="backslashreplace").decode()
        case dict():
            return {_presentable(key): _presentable(value) for key, value in data.items()}
        case list():
            return [_presentable(value) for value in data]
        case _:
            return data
