"""unreadable-file"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class UnreadableFile(FaultRule):
    """Find files that cannot be read as UTF-8 text.

    ## What
    Reports files that cannot be opened (no permission, not a regular file), are larger than
    `max-file-size`, or are not UTF-8. For the last, the finding names the first invalid byte. No
    other rule checks such a file.

    ## Why
    Site generators and feeds expect UTF-8. Any other encoding garbles accents and quotation
    marks, or breaks the build. newslint never skips a file silently.
    """

    valid = (Example({"a.md": "---\ntitle: Fährt wieder\n---\n"}),)
    invalid = (
        Example(
            {"a.md": "---\ntitle: F\udce4hrt wieder\n---\n"},
            at=(("a.md", 2, 9),),
            note="Latin-1: 'ä' is the byte E4",
        ),
        Example(
            {"a.md": "\udcff\udcfe-\0-\0-\0"},
            at=(("a.md", 1, 1),),
            note="UTF-16, with its byte order mark",
        ),
    )
