"""Regular expressions that are compiled when they are first used.

A run of one file imports every rule and needs hardly any of their expressions; compiling them
all would take longer than reading the file.
"""

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled expression until somebody asks for one of its methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        vars(self)[name] = found  # from now on without a detour
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, but made later. A mistake in ``source`` shows on first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
