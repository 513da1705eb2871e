"""Find what is wrong with a value that fits none of several alternatives.

The violations of all branches of ``anyOf`` or ``oneOf`` together say too much: whoever writes a
photo is not told what a video lacks. `causes` picks the branch that was meant, by its tag or by the
fewest violations, or says in one violation what any branch would have accepted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newslint.schema.violation import FALSE, Path, Violation, rank

EITHER = "either"
"""The keyword of a violation by a value that would have to follow one of several schemas: each of
`Violation.branches` has the violation of one of them."""

TAG = "tag"
"""The keyword of a violation by a value that selects a branch, and for which there is none. The
keyword's value are the values for which there are branches."""

Branch = tuple[Violation, ...]

_MOST_COMPARED = 100  # sets of missing fields, the smallest, that others are compared with


def causes(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield ``violations`` with those of ``anyOf`` and ``oneOf`` replaced by what is wrong.

    A value that fits too many alternatives of ``oneOf`` remains.
    """
    for violation in violations:
        if violation.keyword in ("anyOf", "oneOf") and any(violation.branches):
            yield from _causes(violation)
        else:
            yield violation


def _causes(violation: Violation) -> Iterable[Violation]:
    path = violation.path
    branches = [tuple(causes(branch)) for branch in _flat(violation)]
    if lacking := _lacking(branches, path):
        return lacking
    branches = [b for b in branches if not any(_is_refusal(v, path) for v in b)] or branches
    branches = [b for b in branches if any(_fits_type(v, path) for v in b)] or branches
    if tag := _tag(branches, path):
        return (tag,)
    branches = [b for b in branches if not any(map(_is_tag, _without_types(b)))] or branches
    if lacking := _lacking(branches, path):
        return lacking
    if either := _either(branches):
        return (either,)
    return min(branches, key=len)


def _flat(violation: Violation) -> Iterator[Branch]:
    """Yield the branches, with those of alternatives that are themselves a branch."""
    for branch in filter(None, violation.branches):
        only = branch[0]
        nested = len(branch) == 1 and only.keyword in ("anyOf", "oneOf") and any(only.branches)
        if nested and only.path == violation.path:
            yield from _flat(only)
        else:
            yield branch


def _lacking(branches: Sequence[Branch], path: Path) -> Branch:
    """Return a violation by missing fields if each branch only lacks some: those of the branches
    that need no others as well."""
    firsts = [branch[0] for branch in branches]
    if any(len(b) > 1 or b[0].keyword != "required" or b[0].path != path for b in branches):
        return ()
    if not all(one.names for one in firsts):
        return ()
    distinct = {frozenset(one.names): one for one in reversed(firsts)}
    smallest = sorted(distinct, key=len)[:_MOST_COMPARED]
    least = [
        one
        for names, one in reversed(distinct.items())
        if not any(other < names for other in smallest)
    ]
    if len(least) == 1:
        return (least[0]._replace(branches=()),)
    names = tuple(dict.fromkeys(name for one in least for name in one.names))
    return (least[0]._replace(names=names, branches=tuple((one,) for one in least)),)


def _is_refusal(violation: Violation, path: Path) -> bool:
    """Return whether an alternative is for values of another kind."""
    return violation.path == path and violation.keyword in ("type", "const", "enum", FALSE)


def _fits_type(violation: Violation, path: Path) -> bool:
    """Return whether a value is not among others of its type."""
    if violation.path != path or not _is_tag(violation):
        return False
    return type(violation.value) in map(type, options(violation))


def _is_tag(violation: Violation) -> bool:
    return violation.keyword in ("const", "enum")


def _without_types(branch: Branch) -> Iterator[Violation]:
    """Yield the violations by values of a right type."""
    wrong = {violation.path for violation in branch if violation.keyword == "type"}
    return (violation for violation in branch if violation.path not in wrong)


def _tag(branches: Sequence[Branch], path: Path) -> Violation | None:
    """Return the violation by a value for which no branch exists: it is none of the constants that
    the branches ask for at one place."""
    tags = [{v.path: v for v in branch if _is_tag(v)} for branch in branches]
    for place, first in tags[0].items():
        if all(place in others for others in tags):
            asked = [option for others in tags for option in options(others[place])]
            return Violation(place, TAG, {TAG: _distinct(asked)}, first.value)
    return None


def options(violation: Violation) -> list[Any]:
    """Return the values that a violation of ``const`` or ``enum`` allows."""
    asked = violation.expected
    if violation.keyword == "const":
        return [asked]
    return asked if isinstance(asked, list) else [asked]


def _distinct(values: Iterable[Any]) -> list[Any]:
    """Return ``values``, which need not be hashable, without repetitions; true is not 1."""
    return list({(type(value), repr(value)): value for value in values}.values())


def _either(branches: Sequence[Branch]) -> Violation | None:
    """Return the violation by one value that each branch refuses, if that is all."""
    mains = [min(branch, key=rank) for branch in branches]
    place = mains[0].path
    if any(one.path != place for branch in branches for one in branch):
        return None
    if any(one.names or one.keyword == EITHER for one in mains):
        return None
    if len(mains) == 1:
        return mains[0]
    return Violation(place, EITHER, {}, mains[0].value, branches=tuple((one,) for one in mains))
