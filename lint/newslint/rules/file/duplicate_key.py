"""duplicate-key"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class DuplicateKey(FaultRule):
    """Find fields that occur twice in a mapping.

    ## Why
    YAML parsers silently keep one of the two values, usually the last, sometimes the first, so
    the result depends on the tool. A duplicate key is nearly always a copied line that was not
    edited.
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
