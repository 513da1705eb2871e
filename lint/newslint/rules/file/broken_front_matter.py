"""broken-front-matter"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class BrokenFrontMatter(FaultRule):
    """Find front matter that cannot be read.

    ## What
    Front matter that is opened and never closed, that is not well-formed YAML, TOML or JSON,
    that is a list or a single value in place of fields with names, that is nested or aliased
    beyond reason, or that is longer than `max-front-matter` in the configuration. The opening
    fence may name one of these languages, as in `---toml`. Another language, such as `---js`,
    is reported: newslint runs no code. The finding points at the place where reading stopped.

    ## Why
    One missing quotation mark and a site generator drops the article, or stops. The fields of
    such an article cannot be checked, so fix this first.
    """

    valid = (
        Example({"a.md": "---\ntitle: 'Ferry: timetable'\n---\n"}, note="a colon, in quotes"),
        Example({"a.md": "---\n---\nText.\n"}, note="no fields, but well-formed"),
        Example({"a.md": '---json\n{"title": "Ferry"}\n---\n'}, note="a language by name"),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry: timetable\n---\n"},
            at=(("a.md", 2, 13),),
            note="a colon without quotes",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry returns\nText.\n"},
            at=(("a.md", 1, 1),),
            note="never closed",
        ),
        Example(
            {"a.md": "---js\n{title: ferry()}\n---\nText.\n"},
            at=(("a.md", 1, 1),),
            note="code",
        ),
        Example({"a.md": "---\n- ferry\n- harbour\n---\n"}, at=(("a.md", 2, 1),), note="a list"),
    )
