"""What the fuzzers have in common. They need atheris, which no extra installs, since it is only
there for some platforms: ``pip install atheris``, then for each of them

    python -m tests.fuzz.front_matter -max_total_time=300 [FOLDER OF A CORPUS]

The arguments are libFuzzer's; without a folder the corpus begins with the fuzzer's own seeds.
What a fuzzer finds becomes a case of the ordinary tests.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import atheris


def fuzz(check: Callable[[bytes], None], seeds: Iterable[str], **options: Any) -> None:
    """Call ``check`` with ever new bytes until it raises. Does not return."""
    arguments = sys.argv[:]
    if all(argument.startswith("-") for argument in arguments[1:]):
        folder = Path(tempfile.mkdtemp(prefix="newslint-fuzz-"))
        for number, seed in enumerate(seeds):
            (folder / f"seed-{number}").write_bytes(seed.encode())
        arguments += [f"-artifact_prefix={folder}/found-", str(folder)]
    atheris.Setup(arguments, check, **options)
    atheris.Fuzz()
