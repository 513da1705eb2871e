"""Suggest `newslint init` where the default vocabulary does not fit a collection."""

from collections import Counter
from collections.abc import Sequence

from newslint.finding import Finding, Severity
from newslint.rules.fields.missing_field import MissingField

_FEW = 3
"""Minimum articles. Fewer do not tell whether a vocabulary fits."""
_SHOWN = 3
_PREFIX = "missing field: "


def suggestion(files: int, findings: Sequence[Finding]) -> str | None:
    """Return the suggestion for a run on ``files`` articles without a configuration or a preset.

    Return None unless most articles lack the same two required fields or more.
    """
    lacking = Counter(
        finding.message.removeprefix(_PREFIX)
        for finding in findings
        if finding.rule == MissingField.name and finding.severity is Severity.ERROR
    )
    names = [name for name, count in lacking.most_common() if 2 * count > files]
    if files < _FEW or len(names) < 2:
        return None
    shown = ", ".join(sorted(names[:_SHOWN]))
    more = "" if len(names) <= _SHOWN else f" and {len(names) - _SHOWN} more"
    return (
        f"most of these articles lack required fields ({shown}{more}); `newslint init` writes a"
        " configuration for the fields that they have"
    )
