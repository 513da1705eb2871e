"""Turn violations of a schema into problems, one for each cause, and name the rule of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from newslint.front_matter import pointer_token
from newslint.schema.branches import causes
from newslint.schema.fast_schema import has_type
from newslint.schema.sentences import Written, alternatives, dotted, sentence
from newslint.schema.violation import FALSE, Path, Violation, rank
from newslint.suggest import closest, did_you_mean
from newslint.text import quote

MISSING, INVALID, UNKNOWN = "missing-field", "invalid-field", "unknown-field"


class Problem(NamedTuple):
    """A problem of the fields of an article, and the rule that reports it."""

    rule: str
    path: Path
    message: str
    recommended: bool = False
    """Whether it is a missing field that is only recommended."""
    on_key: bool = False
    """Whether the name of the field is wrong, not its value."""

    @property
    def field(self) -> str:
        """The JSON Pointer of `path`."""
        return "".join(map(pointer_token, self.path))


def problems(
    violations: Sequence[Violation],
    noun: str = "field",
    written: Callable[[str], Written | None] = lambda pointer: None,
) -> list[Problem]:
    """Return the problems, one per cause.

    ``noun`` is the word for a name in the data; ``written`` returns how the author wrote the value
    at a JSON Pointer, if without quotes.
    """
    told: list[Problem] = []
    chosen: dict[Path, Violation] = {}
    for violation in causes(violations):
        match violation.keyword:
            case "required" if violation.branches:
                told.append(_missing_alternatives(violation, noun))
            case "required" | "dependentRequired" | "dependencies" if violation.names:
                told += (_missing(violation.path, name, noun) for name in violation.names)
            case "propertyNames":
                told += map(_wrong_name, repeat(violation), violation.branches, repeat(noun))
            case "unevaluatedProperties" if violation.expected is not False:
                told += map(_wrong_other, repeat(violation), violation.names)
            case "additionalProperties" | "unevaluatedProperties" if violation.names:
                told += (_unknown(violation, name, noun) for name in violation.names)
            case _:
                other = chosen.get(violation.path)
                if other is None or rank(violation) < rank(other):
                    chosen[violation.path] = violation
    for path, one in chosen.items():
        is_plain = isinstance(one.value, str | int | float)
        how = written("".join(map(pointer_token, path))) if is_plain else None
        told.append(Problem(INVALID, path, sentence(one, written=how)))
    return list(_one_per_cause(told))


def recommended(names: Iterable[str], others: Iterable[Problem]) -> list[Problem]:
    """Yield problems for missing recommended ``names`` that ``others`` do not report."""
    told = {problem.path for problem in others if problem.rule != UNKNOWN}
    misspelt = [str(problem.path[0]) for problem in others if problem.rule == UNKNOWN]
    lacks = [_missing((), name) for name in names if closest(name, misspelt) is None]
    return [lack._replace(recommended=True) for lack in lacks if lack.path not in told]


def misspelt(slips: Mapping[str, str]) -> list[Problem]:
    """Yield problems for fields with a typo, by the names that were meant."""
    return [
        _unknown_name((name,), f"unknown field {quote(name)}, did you mean {quote(meant)}?")
        for name, meant in slips.items()
    ]


def _missing(path: Path, name: str, noun: str = "field") -> Problem:
    return Problem(MISSING, (*path, name), f"missing {noun}: {dotted((*path, name))}")


def _missing_alternatives(violation: Violation, noun: str) -> Problem:
    """Return the problem of a mapping that lacks some fields or some others."""
    path = violation.path
    sets = [one.names for (one,) in violation.branches]
    always = [name for name in violation.names if all(name in names for names in sets)]
    rest = [[dotted((*path, n)) for n in names if n not in always] for names in sets]
    listed = alternatives([" and ".join(names) for names in rest], clauses=True)
    if always:
        listed = f"{' and '.join(dotted((*path, name)) for name in always)}, and {listed}"
    first = always[0] if always else sets[0][0]
    return Problem(MISSING, (*path, first), f"missing {noun}: {listed}")


def _unknown(violation: Violation, name: str, noun: str, guess: str | None = None) -> Problem:
    meant = _meant(violation, name) if guess is None else guess
    hint = "; add it to known-fields or to the schema" if noun == "field" and not meant else ""
    message = f"unknown {noun} {quote(name)}{_inside(violation.path)}{meant}{hint}"
    return _unknown_name((*violation.path, name), message)


def _unknown_name(path: Path, message: str) -> Problem:
    return Problem(UNKNOWN, path, message, on_key=True)


def _inside(path: Path) -> str:
    return f" in {dotted(path)}" if path else ""


def _wrong_name(violation: Violation, branch: Sequence[Violation], noun: str) -> Problem:
    """Return the problem of a name that does not follow the schema for names."""
    (wrong,) = branch
    if wrong.keyword == "enum":
        return _unknown(violation, wrong.value, noun, did_you_mean(wrong.value, wrong.expected))
    if wrong.keyword in ("const", FALSE):
        return _unknown(violation, wrong.value, noun)
    where = f"the name of a {noun}{_inside(violation.path)}"
    path = (*violation.path, wrong.value)
    return Problem(INVALID, path, sentence(wrong, where), on_key=True)


def _wrong_other(violation: Violation, name: str) -> Problem:
    """Return the problem of a field that the schema does not name, and whose value does not follow
    the schema for such fields."""
    path, value = (*violation.path, name), violation.value[name]
    schema = violation.expected
    is_other_type = "type" in schema and not has_type(value, schema["type"])
    keyword = "type" if is_other_type else violation.keyword
    return Problem(INVALID, path, sentence(Violation(path, keyword, schema, value)))


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
