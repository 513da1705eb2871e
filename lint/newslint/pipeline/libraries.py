"""Load the large libraries of rules that compare texts.

These rules import the libraries where they need them. Loading them before processes are forked
loads them once, and numpy is only loaded if there is enough memory.
"""

from contextlib import suppress

from newslint.catalogue.ruleset import Ruleset

_ADDRESSES = 128 << 20  # free bytes required; numpy takes 81 MB with one thread
_DATA = 64 << 20  # writable bytes of them; numpy takes 40 MB


def load_for(rules: Ruleset) -> None:
    """Load the libraries of ``rules``.

    Raise MemoryError if there is not enough memory. numpy would not: its OpenBLAS would end the
    process, with the exit status of a run that has findings.
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
    with suppress(ImportError):  # reported by each rule that needs it
        import numpy  # noqa: F401
        import Stemmer  # noqa: F401
