"""The pages of the documentation: their blocks, and the commands in them with what these print."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TUTORIALS = [ROOT / "docs" / name for name in ("api.md", "schemas.md", "writing-rules.md")]
"""Pages that a reader follows from top to bottom, in one folder."""

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"^`([\w./-]+)`(, below [^\n:]+)?:\n\n\Z", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str
    file: str = ""
    """The file that holds the text, where the line above the block names one."""
    appended: bool = False
    """Whether the text goes below what is in the file."""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


class Session(NamedTuple):
    """A command that a page shows, and the lines that it prints there."""

    page: str
    line: int
    command: str
    output: list[str]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        name = _NAMED.search(text, 0, match.start())
        file, appended = (name[1], name[2] is not None) if name else ("", False)
        yield Block(page.name, line, match[1], match[2], file, appended)


def sessions(block: Block) -> Iterator[Session]:
    """The commands of a block of the language ``console``."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        yield Session(block.page, block.line, command, output)


def run(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a page in ``folder``; its errors are in its output."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "NO_COLOR": "1",
        **variables,
    }
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def shows(shown: list[str], printed: list[str]) -> bool:
    """Whether ``shown`` is what was printed. A line "…" stands for any lines left out, and "…" in a
    line for any text."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(shows(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and _line_shows(shown[0], printed[0]) and shows(shown[1:], printed[1:])


def _line_shows(shown: str, printed: str) -> bool:
    pattern = re.sub(r"[*?[]", r"[\g<0>]", shown).replace("…", "*")
    return fnmatchcase(printed.rstrip(), pattern)
