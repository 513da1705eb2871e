"""duplicate-key"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class DuplicateKey(FaultRule):
    """Find fields that are written twice.

    ## Why
    YAML readers silently keep one of the two, most of them the last, others the first: what
    readers see depends on the tool. It is nearly always the trace of a copied line that
    nobody finished editing.
    """

    valid = (
        Example(
            {"a.md": "---\ntitle: Ferry\nprovider:\n  name: Echo\nimages:\n- name: Pier\n---\n"},
            note="the same name in different mappings",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry\ntype: article\ntitle: Ferries\n---\n"},
            at=(("a.md", 4, 1),),
        ),
        Example(
            {"a.md": "---\nprovider:\n  name: Echo\n  name: Mirror\n---\n"},
            at=(("a.md", 4, 3),),
            note="in a nested mapping",
        ),
    )
