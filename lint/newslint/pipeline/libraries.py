"""Loading the large libraries of rules that compare texts, at a moment that suits the run.

Those rules import them where they need them. Loaded before processes are forked, they are loaded
once; and loaded here, numpy is loaded only where there is memory for it.
"""

from contextlib import suppress

from newslint.catalogue.ruleset import Ruleset

_ADDRESSES = 128 << 20  # bytes that have to be free; numpy takes 81 MB with one thread
_DATA = 64 << 20  # bytes of them to write to; numpy takes 40 MB


def load_for(rules: Ruleset) -> None:
    """Load what ``rules`` need.

    Raises MemoryError where there is no room. numpy must not be left to find that out: its
    OpenBLAS would end the process, with the exit status of a run that has findings.
    """
    import sys

    compare_texts = any(rule.pairwise and rule.key_kinds for rule in rules.corpus_rules)
    if not compare_texts or "numpy" in sys.modules:
        return
    from mmap import ACCESS_COPY, mmap

    try:
        mmap(-1, _ADDRESSES).close()
        mmap(-1, _DATA, access=ACCESS_COPY).close()
    except OSError:
        raise MemoryError from None
    with suppress(ImportError):  # is reported by each rule that needs it
        import numpy  # noqa: F401
        import snowballstemmer  # type: ignore[import-untyped]  # noqa: F401
