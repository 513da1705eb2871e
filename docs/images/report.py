"""Draw docs/images/report.svg: the report on a few of the faulty seeds, as a terminal shows it.

Run it at the top of a checkout: ``python docs/images/report.py``.
"""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

NAMES = (
    "duplicate-url.amp",
    "duplicate-url.original",
    "invalid-field.quality",
    "mojibake",
    "untidy-text",
)
SHOWN = "newslint --offline seeds/faulty/{duplicate-url.*,invalid-field.*,mojibake,untidy-text}.md"
WIDTH = 124  # columns


def main() -> None:
    files = [f"seeds/faulty/{name}.md" for name in NAMES]
    command = [
        sys.executable,
        "-m",
        "newslint",
        "check",
        "--isolated",
        "--offline",
        "--color=always",
    ]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {SHOWN}\n" + done.stdout))
    svg = console.export_svg(title="newslint", unique_id="report")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # they are fetched
    svg = re.sub(r"<!--.*?-->\s*", "", svg)
    # Some programs cut no-break spaces at the ends of texts.
    svg = svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")
    Path("docs/images/report.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
