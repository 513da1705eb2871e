"""no-front-matter"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class NoFrontMatter(FaultRule):
    """Find articles without front matter.

    ## Why
    Without fields it is unknown when, where and by whom a story was published, so it cannot be
    listed, sorted or linked. newslint uses the first line as the title and still compares the
    text with other articles.
    """

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns\n---\nText.\n"}),
        Example({"a.md": '+++\ntitle = "Ferry returns"\n+++\nText.\n'}, note="TOML"),
        Example({"a.md": '{"title": "Ferry returns"}\nText.\n'}, note="JSON"),
        Example({"a.yaml": "title: Ferry returns\n"}, note="a data file"),
    )
    invalid = (
        Example({"a.md": "Ferry returns\n\nText.\n"}, at=(("a.md", 1, 1),)),
        Example({"a.md": ""}, at=(("a.md", 1, 1),), note="an empty file"),
    )
