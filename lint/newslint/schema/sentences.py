"""Say what is wrong with one value, in the words of editors.

Messages never dump data or schemas.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newslint import dates
from newslint.pattern import pattern
from newslint.schema import branches
from newslint.schema.branches import options
from newslint.schema.violation import Path, Violation
from newslint.suggest import closest
from newslint.text import counted, cut, printable, quote


def dotted(path: Path) -> str:
    """Return a path for messages: ``related[2].provider.domain``."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + printable(cut(step, 60))
    return name or "the front matter"


SHORT_LIST = 8
"""Maximum allowed values to list; of more, some and the number of all are named."""
SHORT_MAPPING = 3
"""Maximum required fields of a mapping to name."""
SHORT_CHOICE = 5
"""Maximum alternatives to describe."""
SHORT_JSON = 60
"""Maximum characters of JSON to show of a list or a mapping."""


def alternatives(words: Sequence[str], *, clauses: bool = False) -> str:
    """Return words joined by "or"; of more than `SHORT_CHOICE`, some and the number of the rest.

    With ``clauses``, a comma stands before each "or" where one of the words contains "and".
    """
    shown, rest = list(words[:SHORT_CHOICE]), len(words) - SHORT_CHOICE
    if rest > 0:
        shown.append(f"{rest} more")
    if clauses and any(" and " in word for word in shown):
        return ", or ".join(shown)
    return _or(shown)


class Written(NamedTuple):
    """A value without quotes as its author wrote it."""

    text: str
    reader: str = ""
    """What has read it as another value, such as "YAML"; empty if that does not surprise."""


def sentence(violation: Violation, name: str = "", written: Written | None = None) -> str:
    """Return what is wrong with one value. ``name`` stands for its path in the message, ``written``
    for the value."""
    value, asked = violation.value, violation.expected
    name = name or dotted(violation.path)
    shown = _as_written(value, written)
    match violation.keyword:
        case "type":
            return _wrong_type(name, value, _listed(asked), violation.schema, written)
        case "enum" | "const" if options(violation):
            return _wrong_option(name, value, options(violation), written)
        case branches.TAG:
            return _wrong_option(name, value, asked, written, SHORT_CHOICE)
        case branches.EITHER:
            return _none_of(name, violation, written)
        case "format":
            return _wrong_format(name, value, str(asked))
        case "pattern" if value.isspace():
            return f"{name} is blank"
        case "pattern":
            return f"{name} is {shown}, not {_form(violation.schema)}"
        case "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum":
            return f"{name} is {shown}, {_BOUNDS[_bound(violation)]} {_number(asked)}"
        case "multipleOf":
            return f"{name} is {shown}, not a multiple of {_number(asked)}"
        case "minLength" | "minItems" | "minProperties" if not value:
            return f"{name} is empty"
        case (
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        ):
            return _wrong_size(name, value, violation.keyword, asked)
        case "uniqueItems":
            return f"{name} holds {quote(_repeated(value))} more than once"
        case "contains" | "minContains" | "maxContains":
            return f"{name} does not hold the entries that the schema asks for"
        case "items" | "additionalItems" | "unevaluatedItems":
            return f"{name} has more entries than the schema allows"
        case "anyOf" | "oneOf":
            return f"{name} fits more than one of the forms that the schema allows"
        case "depth":
            return "the fields are nested too deep for the schema"
        case "work":
            return "the fields take too long to check against the schema"
        case "unlisted":
            return "the fields do not follow the schema, in too many ways to list them"
        case "long":
            length = counted(len(value), "character")
            return f"{name} has {length}, too many to match against the patterns of the schema"
        case "steps":
            return f"{name} is {shown}, which takes too long to match against the schema"
        case "not" if isinstance(value, dict) and (fields := _ruled_out(asked)):
            return f"{name} has fields that the schema rules out: {fields}"
        case "not" if isinstance(value, dict):
            return f"{name} matches what the schema rules out"
        case "not":
            return f"{name} is {shown}, which the schema rules out"
        case "false":
            return f"{name} is not allowed"
        case _:
            return f"{name} is {shown}, which the schema does not allow"


def _as_written(value: Any, written: Written | None) -> str:
    """Return a value as its author wrote it, with what it was read as if that differs."""
    if written is None:
        return quote(value)
    text = printable(cut(written.text))
    if not written.reader:
        return text
    match value:
        case bool():
            what = quote(value)
        case str():
            what = "text"
        case _:
            what = f"the number {quote(value)}"
    return f"{text}, which {written.reader} reads as {what}"


def _none_of(name: str, violation: Violation, written: Written | None) -> str:
    """Return the message for a value that several schemas refuse, with what each asks for."""
    refused = [one for (one,) in violation.branches]
    if all(one.keyword == "type" and not _has_format(one.schema) for one in refused):
        types = [kind for one in refused for kind in _listed(one.expected)]
        return _wrong_type(name, violation.value, types, {}, written)
    asked = [words for one in refused if (words := _requirement(one))]
    if len(asked) < len(refused):
        return sentence(refused[0], name, written)
    shown = _as_written(violation.value, written) if written else _shown(violation.value)
    return f"{name} is {shown}, not {alternatives(list(dict.fromkeys(asked)))}"


def _has_format(schema: Mapping[str, Any] | bool) -> bool:
    return isinstance(schema, Mapping) and "format" in schema


def _requirement(violation: Violation) -> str:
    """Return what a schema asks for in a few words; empty if that takes more."""
    asked, schema = violation.expected, violation.schema
    match violation.keyword:
        case "type":
            return _types(_listed(asked), schema)
        case "const" | "enum" if options(violation):
            return alternatives([_shown(option) for option in options(violation)])
        case "format":
            return _FORMAT_WORDS.get(str(asked), "")
        case "pattern":
            return _form(schema)
        case "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum":
            return f"{_LIMITS[_bound(violation)]} {_number(asked)}"
        case "multipleOf":
            return f"a multiple of {_number(asked)}"
        case "minLength" | "maxLength" | "minItems" | "maxItems":
            limit = "at least" if violation.keyword.startswith("min") else "at most"
            unit = "character" if violation.keyword.endswith("Length") else "entry"
            return f"{limit} {counted(int(asked), unit)}"
        case _:
            return ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> str:
    """Return a number of a schema, where 8.0 is an integer as well."""
    is_whole = isinstance(value, float) and value.is_integer()
    return quote(int(value) if is_whole else value)


def _shown(value: Any) -> str:
    """Return a value of the schema or the article, in JSON if it is a short list or mapping."""
    if isinstance(value, list | dict):
        import json

        text = json.dumps(value, ensure_ascii=False)
        if len(text) <= SHORT_JSON:
            return printable(text)
    return quote(value)


def _bound(violation: Violation) -> str:
    """Return the keyword of a bound as since draft 6; earlier a flag made it exclusive."""
    exclusive = f"exclusive{violation.keyword.capitalize()}"
    schema = violation.schema
    is_flagged = isinstance(schema, Mapping) and schema.get(exclusive) is True
    return exclusive if is_flagged else violation.keyword


def _ruled_out(schema: Any) -> str:
    """Return the required fields of a mapping, if a schema has no other keywords."""
    if not isinstance(schema, Mapping) or len(schema) != 1:
        return ""
    if "required" in schema:
        return " with ".join(dotted((str(name),)) for name in schema["required"])
    fields = [_ruled_out(one) for one in schema.get("anyOf") or schema.get("oneOf") or ()]
    return alternatives(fields, clauses=True) if all(fields) and fields else ""


_BOUNDS = {
    "minimum": "less than",
    "exclusiveMinimum": "not more than",
    "maximum": "more than",
    "exclusiveMaximum": "not less than",
}

_LIMITS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "empty",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}


def _wrong_type(
    name: str,
    value: Any,
    types: Sequence[str],
    schema: Mapping[str, Any] | bool,
    written: Written | None,
) -> str:
    if value is None and {*types, "null"} == _TYPES.keys():
        return f"{name} is empty"
    listed = _types(types, schema)
    start = f"{name} is {_as_written(value, written)}"
    if isinstance(value, str) and written is None and _is_quoted(value, types):
        return f"{start} in quotes, not {listed}"
    is_bare = isinstance(value, int | float) and "string" in types and "number" not in types
    # Quotes around the value would not give it a format.
    hint = "; put it in quotes" if is_bare and _TYPES["string"] in listed else ""
    return f"{start}, not {listed}{hint}"


def _types(types: Sequence[str], schema: Mapping[str, Any] | bool) -> str:
    """Return the names of types, with what else ``schema`` says of a single one."""
    wanted = [name for name in dict.fromkeys(types) if name != "null"] or ["null"]
    listed = _or([_TYPES.get(name, str(name)) for name in wanted])
    if isinstance(schema, Mapping) and wanted == ["object"]:
        return listed + _with_fields(schema.get("required"))
    if isinstance(schema, Mapping) and wanted == ["string"]:
        return _FORMAT_WORDS.get(str(schema.get("format")), listed)
    return listed


def _with_fields(required: Any) -> str:
    """Return the fields of a mapping, if it must have a few that can be named."""
    if not isinstance(required, list) or not 1 <= len(required) <= SHORT_MAPPING:
        return ""
    return " with " + " and ".join(dotted((str(name),)) for name in required)


def _is_quoted(value: str, wanted: Sequence[str]) -> bool:
    """Return whether the text ``value`` would be of a wanted type without quotes."""
    digits = value.removeprefix("-")
    if "integer" in wanted or "number" in wanted:
        return digits.isascii() and digits.isdigit()
    return "boolean" in wanted and value in ("true", "false")


def _wrong_option(
    name: str,
    value: Any,
    options: Sequence[Any],
    written: Written | None,
    most: int = SHORT_LIST,
) -> str:
    start = f"{name} is {_as_written(value, written) if written else _shown(value)}"
    words = [option for option in options if isinstance(option, str)]
    if written is not None and not isinstance(value, str) and written.text in words:
        return f"{start}; put it in quotes"
    near = closest(value, words) if isinstance(value, str) else None
    if near is not None:
        return f"{start}, did you mean {quote(near)}?"
    if len(options) <= most:
        return f"{start}, not {_or([_shown(option) for option in options])}"
    shown = ", ".join(_shown(option) for option in options[:most])
    return f"{start}, not one of the {len(options)} that the schema allows: {shown}, …"


_FORMAT_WORDS = {
    "date-time": "a date and time such as 2020-07-14T19:45:00Z",
    "any-date": "a date such as 2020-07-14 or 2020-07-14 19:45:00 +0200",
    "date": "a date such as 2020-07-14",
    "time": "a time such as 19:45:00",
    "uri": "a full address that begins with https:// or http://",
    "iri": "a full address that begins with https:// or http://",
    "uri-reference": "an address",
    "iri-reference": "an address",
    "hostname": "a host name such as example.com",
    "idn-hostname": "a host name such as example.com",
    "email": "an e-mail address",
    "idn-email": "an e-mail address",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "uuid": "a UUID",
    "secured": "two base64 parts joined by ';', of whole 16-byte blocks and of 16 bytes",
}


_ADDRESSES = ("uri", "iri", "uri-reference", "iri-reference")
# RFC 3986, appendix A: characters that are not in any part of a URL.
_NOT_IN_ADDRESSES = pattern(r'[\x00-\x20"<>\\^`{|}\x7f]')


def _wrong_format(name: str, value: Any, format_name: str) -> str:
    if value == "":
        return f"{name} is empty"
    start = f"{name} is {quote(value)}"
    if format_name in ("date-time", "any-date", "date"):
        written = _date_as(format_name, value)
        if written:
            return f"{start}, a date in another form; write {written}"
        if dates.looks_like_timestamp(value):
            what = "day" if format_name == "date" else "day or time"
            return f"{start}, a {what} that does not exist"
    if format_name in _ADDRESSES and value.strip().lower().startswith(("http://", "https://")):
        if value != value.strip():
            return f"{start}, with a space at the beginning or the end"
        return f"{start}, in which {_unencoded(value)} must be percent-encoded"
    words = _FORMAT_WORDS.get(format_name, f"of the form {quote(format_name)}")
    return f"{start}, not {words}"


def _date_as(format_name: str, value: str) -> str:
    """Return a date that has not the required form in that form; empty if it is no date."""
    moment = dates.parse(value.strip())
    if moment is None or format_name == "any-date":
        return ""
    from datetime import UTC, date, datetime, timedelta

    if format_name == "date" or not moment.has_time:
        return (date(1970, 1, 1) + timedelta(days=moment.day)).isoformat()
    time = datetime.fromtimestamp(moment.seconds, UTC)
    return f"{time:%Y-%m-%dT%H:%M:%S}" + ("Z" if moment.has_zone else "")


def _unencoded(address: str) -> str:
    """Return the first character of a URL that is not allowed, for a message."""
    character = _NOT_IN_ADDRESSES.search(address)
    if character is None:
        return "a character"
    return "a space" if character[0] == " " else quote(character[0])


def _form(schema: Mapping[str, Any] | bool) -> str:
    """Return what a pattern requires, in the words of the schema's author if there are any."""
    assert isinstance(schema, Mapping)
    for annotation in ("description", "title"):
        words = schema.get(annotation)
        if isinstance(words, str) and words.strip():
            return f"what the schema asks for: {printable(cut(words.strip(), 160))}"
    return f"of the form {printable(cut(str(schema.get('pattern')), 80))}"


def _wrong_size(name: str, value: Any, keyword: str, limit: Any) -> str:
    unit = {"Length": "character", "Items": "entry", "Properties": "field"}[keyword[3:]]
    comparison = "fewer than" if keyword.startswith("min") else "more than"
    return f"{name} has {counted(len(value), unit)}, {comparison} {_number(limit)}"


def _repeated(values: Sequence[Any]) -> Any:
    """Return a value that is in a list twice; None if there is none."""
    seen: list[Any] = []
    for value in values[:1000]:
        if value in seen:
            return value
        seen.append(value)
    return None


def _or(words: Sequence[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
