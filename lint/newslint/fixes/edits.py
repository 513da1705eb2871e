"""Apply the edits of findings to a text."""

from collections.abc import Iterable, Sequence

from newslint.finding import Edit


def apply_edits(text: str, fixes: Iterable[Sequence[Edit]]) -> str:
    """Return ``text`` with each fix applied; a fix is all edits of one finding, or none.

    A fix that overlaps an earlier one of the same call is left out: it may no longer be right, and
    can be applied to the new text in the next round. Offsets count code points of ``text``.
    """
    taken: list[Edit] = []
    for fix in fixes:
        if not any(_touch(edit, other) for edit in fix for other in taken):
            taken += fix
    parts = []
    at = 0
    for edit in sorted(taken):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _touch(one: Edit, other: Edit) -> bool:
    """Return whether two edits overlap, or insert at the same place."""
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end
