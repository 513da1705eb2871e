"""unreadable-file"""

from newslint.rule import Example
from newslint.rules.file._faults import FaultRule


class UnreadableFile(FaultRule):
    """Find files that cannot be read as UTF-8 text.

    ## What
    A file that the system does not hand over (no permission, not a regular file, larger than
    `max-file-size`), or whose bytes are not UTF-8. The finding names the first byte that does
    not fit. Nothing else is said about such a file.

    ## Why
    Site generators and feeds expect UTF-8. In any other encoding accents and quotation marks
    are shown wrong, or the build stops. No file is ever skipped in silence.
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
