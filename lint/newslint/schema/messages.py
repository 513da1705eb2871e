"""Describe violations of a schema for editors.

`problems` gives for each cause what is wrong and the rule that reports it. Messages never dump data
or schemas.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newslint.dates import looks_like_timestamp
from newslint.front_matter import pointer_token
from newslint.pattern import pattern
from newslint.schema.violation import DEPTH, FALSE, LONG, STEPS, UNLISTED, WORK, Path, Violation
from newslint.suggest import closest, did_you_mean
from newslint.text import cut, printable, quote

SHORT_LIST = 8
"""Maximum allowed values to list; of more, only the nearest is named."""

SHORT_MAPPING = 3
"""Maximum required fields of a mapping to name."""

MISSING, INVALID, UNKNOWN = "missing-field", "invalid-field", "unknown-field"


class Problem(NamedTuple):
    """A problem of the fields of an article, and the rule that reports it."""

    rule: str
    path: Path
    message: str
    recommended: bool = False
    """Whether it is a missing field that is only recommended."""

    @property
    def field(self) -> str:
        """The JSON Pointer of `path`."""
        return "".join(map(pointer_token, self.path))

    @property
    def on_key(self) -> bool:
        """Whether the name of the field is wrong, not its value."""
        return self.rule == UNKNOWN


def dotted(path: Path) -> str:
    """Return a path for messages: ``related[2].provider.domain``."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + printable(cut(step, 60))
    return name or "the front matter"


def problems(violations: Sequence[Violation], noun: str = "field") -> list[Problem]:
    """Return the problems, one per cause. ``noun`` is the word for a name in the data."""
    told: list[Problem] = []
    chosen: dict[Path, Violation] = {}
    for violation in violations:
        match violation.keyword:
            case "required" | "dependentRequired" | "dependencies" if violation.names:
                told += (_missing(violation.path, (name,), noun) for name in violation.names)
            case "additionalProperties" | "unevaluatedProperties" | "propertyNames" if (
                violation.names
            ):
                told += (_unknown(violation, name, noun) for name in violation.names)
            case "anyOf" | "oneOf" if violation.branches:
                told += _alternatives(violation, noun)
            case _:
                other = chosen.get(violation.path)
                if other is None or _rank(violation) < _rank(other):
                    chosen[violation.path] = violation
    told += (Problem(INVALID, path, _sentence(one)) for path, one in chosen.items())
    return list(_one_per_cause(told))


def recommended(names: Iterable[str], others: Iterable[Problem]) -> list[Problem]:
    """Yield problems for missing recommended ``names`` that ``others`` do not report."""
    told = {problem.path for problem in others if problem.rule != UNKNOWN}
    misspelt = [str(problem.path[0]) for problem in others if problem.rule == UNKNOWN]
    lacks = [_missing((), (name,)) for name in names if closest(name, misspelt) is None]
    return [lack._replace(recommended=True) for lack in lacks if lack.path not in told]


def misspelt(slips: Mapping[str, str]) -> list[Problem]:
    """Yield problems for fields with a typo, by the names that were meant."""
    return [
        Problem(UNKNOWN, (name,), f"unknown field {quote(name)}, did you mean {quote(meant)}?")
        for name, meant in slips.items()
    ]


def _missing(path: Path, names: Sequence[str], noun: str = "field") -> Problem:
    listed = " or ".join(dotted((*path, name)) for name in names)
    return Problem(MISSING, (*path, names[0]), f"missing {noun}: {listed}")


def _unknown(violation: Violation, name: str, noun: str) -> Problem:
    where = f" in {dotted(violation.path)}" if violation.path else ""
    message = f"unknown {noun} {quote(name)}{where}{_meant(violation, name)}"
    return Problem(UNKNOWN, (*violation.path, name), message)


def _meant(violation: Violation, name: str) -> str:
    """Return the field that was meant, preferably a missing one."""
    schema = violation.schema if isinstance(violation.schema, dict) else {}
    missing = [
        field for field in schema.get("required", ()) if field not in (violation.value or {})
    ]
    return did_you_mean(name, missing) or did_you_mean(name, schema.get("properties", {}))


def _one_per_cause(reported: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, and none inside a value that is itself wrong."""
    reported = list(dict.fromkeys(reported))
    wrong = {problem.path for problem in reported if problem.rule == INVALID}
    for problem in reported:
        if not any(problem.path[:length] in wrong for length in range(1, len(problem.path))):
            yield problem


# The most significant violation of a value comes first: a value of the wrong type also violates
# other keywords.
_RANKS = (
    *(DEPTH, WORK, UNLISTED, LONG, STEPS),
    FALSE,
    "type",
    "const",
    "enum",
    "format",
    "minLength",
    "minItems",
)


def _rank(violation: Violation) -> int:
    keyword = violation.keyword
    return _RANKS.index(keyword) if keyword in _RANKS else len(_RANKS)


def _alternatives(violation: Violation, noun: str) -> list[Problem]:
    """Return the problems of a value that matches none of several alternatives."""
    path = violation.path
    branches = [branch for branch in violation.branches if branch]
    if all(len(b) == 1 and b[0].keyword == "required" and b[0].path == path for b in branches):
        names = tuple(dict.fromkeys(name for branch in branches for name in branch[0].names))
        return [_missing(path, names, noun)]
    apt = [branch for branch in branches if not any(_is_refusal(v, path) for v in branch)]
    if apt:
        return problems(min(apt, key=_strangeness), noun)
    if all(len(branch) == 1 for branch in branches):
        firsts = [branch[0] for branch in branches]
        if all(one.keyword == "type" for one in firsts):
            types = [name for one in firsts for name in _listed(one.expected)]
            return [Problem(INVALID, path, _wrong_type(path, violation.value, types, {}))]
        options = [v for one in firsts for v in _options(one)]
        if options:
            return [Problem(INVALID, path, _wrong_option(path, violation.value, options))]
    return problems(min(branches, key=_strangeness, default=()), noun)


def _is_refusal(violation: Violation, path: Path) -> bool:
    """Return whether an alternative is for values of another kind."""
    return violation.path == path and violation.keyword in ("type", "const", "enum", FALSE)


def _strangeness(branch: Sequence[Violation]) -> tuple[bool, int]:
    """Return the distance of a value from an alternative: a wrong ``type``-like field, then the
    number of violations."""
    tags = any(violation.keyword in ("const", "enum") for violation in branch)
    return tags, len(branch)


def _options(violation: Violation) -> list[Any]:
    if violation.keyword == "const":
        return [violation.expected]
    return _listed(violation.expected) if violation.keyword == "enum" else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _sentence(violation: Violation) -> str:
    """Return what is wrong with one value."""
    path, value, asked = violation.path, violation.value, violation.expected
    name = dotted(path)
    match violation.keyword:
        case "type":
            return _wrong_type(path, value, _listed(asked), violation.schema)
        case "enum" | "const" if _options(violation):
            return _wrong_option(path, value, _options(violation))
        case "format":
            return _wrong_format(name, value, str(asked))
        case "pattern" if value.isspace():
            return f"{name} is blank"
        case "pattern":
            return f"{name} is {quote(value)}, {_not_the_form(violation.schema)}"
        case "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum":
            return f"{name} is {quote(value)}, {_BOUNDS[_bound(violation)]} {quote(asked)}"
        case "multipleOf":
            return f"{name} is {quote(value)}, not a multiple of {quote(asked)}"
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
            length = _count(len(value), "character")
            return f"{name} has {length}, too many to match against the patterns of the schema"
        case "steps":
            return f"{name} is {quote(value)}, which takes too long to match against the schema"
        case "not" if isinstance(value, dict):
            return f"{name} has fields that the schema rules out{_named(asked)}"
        case "not":
            return f"{name} is {quote(value)}, which the schema rules out"
        case "false":
            return f"{name} is not allowed"
        case _:
            return f"{name} is {quote(value)}, which the schema does not allow"


def _bound(violation: Violation) -> str:
    """Return the keyword of a bound as since draft 6; earlier a flag made it exclusive."""
    exclusive = f"exclusive{violation.keyword.capitalize()}"
    schema = violation.schema
    is_flagged = isinstance(schema, Mapping) and schema.get(exclusive) is True
    return exclusive if is_flagged else violation.keyword


def _named(schema: Any) -> str:
    """Return the required fields of a mapping, if a schema has no other keywords."""
    if not isinstance(schema, Mapping) or set(schema) != {"required"}:
        return ""
    return ": " + " with ".join(dotted((str(name),)) for name in schema["required"])


_BOUNDS = {
    "minimum": "less than",
    "exclusiveMinimum": "not more than",
    "maximum": "more than",
    "exclusiveMaximum": "not less than",
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
    path: Path, value: Any, types: Sequence[str], schema: Mapping[str, Any] | bool
) -> str:
    wanted = [name for name in dict.fromkeys(types) if name != "null"] or ["null"]
    listed = _or([_TYPES.get(name, str(name)) for name in wanted])
    if isinstance(schema, Mapping) and wanted == ["object"]:
        listed += _with_fields(schema.get("required"))
    if isinstance(schema, Mapping) and wanted == ["string"]:
        words = _FORMAT_WORDS.get(str(schema.get("format")))
        if words is not None:  # quotes around the value would not help
            return f"{dotted(path)} is {quote(value)}, not {words}"
    if isinstance(value, str) and _is_quoted(value, wanted):
        return f"{dotted(path)} is {quote(value)} in quotes, not {listed}"
    is_bare = isinstance(value, int | float) and "string" in wanted and "number" not in wanted
    hint = "; put it in quotes" if is_bare else ""
    return f"{dotted(path)} is {quote(value)}, not {listed}{hint}"


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


def _wrong_option(path: Path, value: Any, options: Sequence[Any]) -> str:
    start = f"{dotted(path)} is {quote(value)}"
    words = [option for option in options if isinstance(option, str)]
    near = closest(value, words) if isinstance(value, str) else None
    if near is not None:
        return f"{start}, did you mean {quote(near)}?"
    if len(options) <= SHORT_LIST:
        return f"{start}, not {_or([quote(option) for option in options])}"
    shown = ", ".join(quote(option) for option in options[:SHORT_LIST])
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
    if format_name in ("date-time", "any-date", "date") and looks_like_timestamp(value):
        if format_name == "date":
            return f"{name} is {quote(value)}, not a day of the calendar"
        return f"{name} is {quote(value)}, a day or time that does not exist"
    if format_name in _ADDRESSES and value.strip().lower().startswith(("http://", "https://")):
        if value != value.strip():
            return f"{name} is {quote(value)}, with a space at the beginning or the end"
        return f"{name} is {quote(value)}, in which {_unencoded(value)} must be percent-encoded"
    words = _FORMAT_WORDS.get(format_name, f"of the form {quote(format_name)}")
    return f"{name} is {quote(value)}, not {words}"


def _unencoded(address: str) -> str:
    """Return the first character of a URL that is not allowed, for a message."""
    character = _NOT_IN_ADDRESSES.search(address)
    if character is None:
        return "a character"
    return "a space" if character[0] == " " else quote(character[0])


def _not_the_form(schema: Mapping[str, Any] | bool) -> str:
    """Return what a pattern requires, in the words of the schema's author."""
    if isinstance(schema, Mapping):
        for annotation in ("description", "title"):
            words = schema.get(annotation)
            if isinstance(words, str) and words.strip():
                return f"not what the schema asks for: {printable(cut(words.strip(), 160))}"
    return "not of the form that the schema asks for"


def _wrong_size(name: str, value: Any, keyword: str, limit: Any) -> str:
    unit = {"Length": "character", "Items": "entry", "Properties": "field"}[keyword[3:]]
    comparison = "fewer than" if keyword.startswith("min") else "more than"
    return f"{name} has {_count(len(value), unit)}, {comparison} {quote(limit)}"


def _count(number: int, unit: str) -> str:
    if number == 1:
        return f"1 {unit}"
    return f"{number} {unit.removesuffix('y') + 'ie' if unit.endswith('y') else unit}s"


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
