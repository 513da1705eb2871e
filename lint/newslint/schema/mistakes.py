"""Find mistakes in a schema file.

JSON Schema ignores keywords that it does not know, so a misspelt one never asks for anything.
`notices` lists what is probably a mistake, `why_invalid` says why a file is no schema at all.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from newslint.schema.bundle import PREFIX, File
from newslint.schema.formats import ANNOTATIONS, FORMATS
from newslint.schema.load import Document
from newslint.schema.sentences import sentence
from newslint.schema.violation import Path, Violation
from newslint.suggest import closest, misspelt
from newslint.text import cut, printable, quote

_ONE = (
    "additionalItems additionalProperties contains contentSchema else if items not propertyNames "
    "then unevaluatedItems unevaluatedProperties"
).split()
_SEVERAL = "allOf anyOf items oneOf prefixItems".split()
_NAMED = ("$defs definitions dependencies dependentSchemas patternProperties properties").split()
# The other keywords of drafts 4 to 2020-12, of OpenAPI and of editors, and newslint's own.
_OTHERS = (
    "$anchor $comment $dynamicAnchor $dynamicRef $id $recursiveAnchor $recursiveRef $ref $schema "
    "$vocabulary const contentEncoding contentMediaType default dependentRequired deprecated "
    "description enum examples exclusiveMaximum exclusiveMinimum format id maxContains maximum "
    "maxItems maxLength maxProperties minContains minimum minItems minLength minProperties "
    "multipleOf pattern readOnly recommended required title type uniqueItems writeOnly "
    "discriminator example externalDocs nullable xml "
    "defaultSnippets deprecationMessage enumDescriptions errorMessage markdownDescription "
    "markdownEnumDescriptions patternErrorMessage"
).split()
KEYWORDS = frozenset((*_ONE, *_SEVERAL, *_NAMED, *_OTHERS))
_SORTED = sorted(KEYWORDS)
TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"]

# Formats of OpenAPI and of form generators, which describe a value for other programs.
_FORMATS_OF_OTHERS = frozenset(
    "binary byte char color commonmark data-url decimal double float html int16 int32 int64 int8 "
    "markdown password range select tel text textarea updown".split()
)
_OTHER_NAMES = {"url": "uri", "datetime-local": "date-time", "guid": "uuid", "mail": "email"}

MAX_NOTICES = 10
"""Maximum notices about one file."""


class _Subschema(NamedTuple):
    path: Path
    schema: dict[str, Any]


def notices(document: Document) -> list[str]:
    """Return sentences about probable mistakes in the files of a schema, each with its place."""
    return [notice for file in document.files.values() for notice in _in_file(file)]


def _in_file(file: File) -> list[str]:
    source, schema = file
    found = [f"{place}: {_of_keyword(message)}" for place, message in source.duplicate_names()]
    for path, node in subschemas(schema):
        for path_to, message, on_key in (*_keywords(path, node), *_formats(path, node)):
            found.append(f"{source.at(path_to, on_key=on_key)}: {message}")
    more = [f"{source.name}: {len(found) - MAX_NOTICES} more"] if len(found) > MAX_NOTICES else []
    return [*found[:MAX_NOTICES], *more]


def _of_keyword(message: str) -> str:
    return message.replace("field", "keyword", 1)


def subschemas(schema: Any) -> Iterator[_Subschema]:
    """Yield a schema and all schemas in it that are mappings, each with the path to it."""
    pending: list[tuple[Path, Any]] = [((), schema)]
    while pending:
        path, node = pending.pop()
        if not isinstance(node, dict):
            continue
        yield _Subschema(path, node)
        inner: list[tuple[Path, Any]] = []
        for keyword, value in node.items():
            here = (*path, keyword)
            if keyword in _NAMED and isinstance(value, dict):
                inner += [((*here, name), one) for name, one in value.items()]
            elif keyword in _SEVERAL and isinstance(value, list):
                inner += [((*here, number), one) for number, one in enumerate(value)]
            elif keyword in _ONE:
                inner.append((here, value))
        pending += reversed(inner)


def _keywords(path: Path, schema: Mapping[str, Any]) -> Iterator[tuple[Path, str, bool]]:
    for name in schema:
        if name in KEYWORDS or name.startswith("x-"):
            continue
        meant = misspelt(name, _SORTED)
        if meant is not None:
            yield (*path, name), f"unknown keyword {quote(name)}, did you mean '{meant}'?", True
    extended = [str(one.get("$ref", "")) for one in (schema, *_mappings(schema.get("allOf")))]
    name = next((one for one in extended if one.startswith(PREFIX)), "")
    if name and schema.get("additionalProperties") is False:
        why = f"refuses the fields of {name} too; unevaluatedProperties only refuses others"
        yield (*path, "additionalProperties"), f"additionalProperties {why}", True
    recommended = schema.get("recommended")
    is_list = isinstance(recommended, list) and all(isinstance(one, str) for one in recommended)
    if "recommended" in schema and not path and not is_list:
        yield (*path, "recommended"), "'recommended' is not a list of names", False


def _mappings(schemas: Any) -> list[dict[str, Any]]:
    """Return the schemas of a list that are mappings."""
    return [one for one in schemas if isinstance(one, dict)] if isinstance(schemas, list) else []


def _formats(path: Path, schema: Mapping[str, Any]) -> Iterator[tuple[Path, str, bool]]:
    name = schema.get("format")
    known = (*FORMATS, *ANNOTATIONS)
    if not isinstance(name, str) or name in known or name in _FORMATS_OF_OTHERS:
        return
    meant = _OTHER_NAMES.get(name.lower()) or closest(name, known)
    guess = f", did you mean '{meant}'?" if meant else ""
    yield (*path, "format"), f"unknown format {quote(name)}, which is not checked{guess}", False


def why_invalid(document: Document, error: ValueError) -> str:
    """Return why a document is not a schema, with the place, from an error of jsonschema_rs."""
    path = getattr(error, "instance_path", None)
    if path:
        return _wrong_keyword(document, tuple(path), error)
    told = str(error).partition("\n")[0]
    for keyword, problem in (
        ("$id", "is not an address"),
        ("id", "is not an address"),
        ("$schema", "is no version of JSON Schema that newslint knows"),
    ):
        for place, schema in subschemas(document.schema):
            value = schema.get(keyword)
            if isinstance(value, str) and value.rstrip("#") and value.rstrip("#") in told:
                at = document.at((*place, keyword))
                return f"{at}: {keyword} is {quote(value)}, which {problem}"
    return f"{document.name}: {cut(printable(told), 200)}"


def _wrong_keyword(document: Document, path: Path, error: ValueError) -> str:
    file, path = document.within(path)
    value = file.schema
    try:
        for step in path:
            value = value[step]
    except (LookupError, TypeError):  # what the configuration added
        return f"{document.name}: with what the configuration says of fields, it is no schema"
    kind: Any = getattr(error, "kind", None)
    asked = kind.as_dict() if kind is not None else {}
    if path[-1] == "type" and isinstance(value, str):
        wrong = Violation(path, "enum", {"enum": TYPES}, value)
    elif "types" in asked:
        wrong = Violation(path, "type", {"type": list(asked["types"])}, value)
    elif "limit" in asked:
        wrong = Violation(path, kind.name, {kind.name: asked["limit"]}, value)
    else:
        wrong = Violation(path, "", {}, value)
    return f"{file.source.at(path)}: {sentence(wrong)}"
