"""Regular expressions that are compiled on first use.

A run on one file imports every rule but uses few of their expressions. Compiling all of them would
take longer than reading the file.
"""

import re
from typing import Any, cast


class _Pattern:
    """A proxy that compiles the expression when one of its methods is first used."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._source), name)
        vars(self)[name] = method  # later calls skip __getattr__
        return method


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like ``re.compile``, but lazy: an error in ``source`` is raised on first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
