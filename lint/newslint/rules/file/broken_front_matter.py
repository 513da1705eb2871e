"""broken-front-matter"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class BrokenFrontMatter(FaultRule):
    """Find front matter that cannot be parsed.

    ## What
    Reports front matter that is never closed, is not well-formed YAML, TOML or JSON, is a list
    or a single value instead of a mapping, is nested too deeply, expands to too many values, or
    is longer than `max-front-matter`. The opening fence may name one of these languages, as in
    `---toml`. Any other language, such as `---js`, is reported, because newslint does not run
    code. The finding points to where parsing stopped.

    ## Why
    A single missing quotation mark makes a site generator drop the article or fail the build.
    newslint cannot check the fields of such an article either, so fix this first.
    """

    valid = (
        Example({"a.md": "---\ntitle: 'Ferry: timetable'\n---\n"}, note="a quoted colon"),
        Example({"a.md": "---\n---\nText.\n"}, note="empty but well-formed"),
        Example(
            {"a.md": '---json\n{"title": "Ferry"}\n---\n'}, note="a fence that names its language"
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry: timetable\n---\n"},
            at=(("a.md", 2, 13),),
            note="an unquoted colon",
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
