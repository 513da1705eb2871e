"""no-front-matter"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class NoFrontMatter(FaultRule):
    """Find articles without front matter.

    ## Why
    Without fields nobody knows when a story was published, by whom and where; such a file
    cannot be listed, sorted or linked. Its first line is taken for its title, and it still
    takes part in the search for duplicates.
    """

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns\n---\nText.\n"}),
        Example({"a.md": '+++\ntitle = "Ferry returns"\n+++\nText.\n'}, note="TOML"),
        Example({"a.md": '{"title": "Ferry returns"}\nText.\n'}, note="JSON"),
        Example({"a.yaml": "title: Ferry returns\n"}, note="a file of nothing but fields"),
    )
    invalid = (
        Example({"a.md": "Ferry returns\n\nText.\n"}, at=(("a.md", 1, 1),)),
        Example({"a.md": ""}, at=(("a.md", 1, 1),), note="an empty file"),
    )
