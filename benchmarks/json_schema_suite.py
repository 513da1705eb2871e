"""Hold the gate and the authority against each other on the official JSON Schema test suite.

    python benchmarks/json_schema_suite.py [FOLDER]

FOLDER is the ``tests`` folder of a copy of the suite; without it the source distribution of
jsonschema, which ships one, is fetched with pip. Prints how many cases agree, and each where they
do not. A case where `Schema.violations` and jsonschema differ is a bug, and makes the exit
status 1; where only the gate differs, the schema must be one that never trusts the gate alone.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newslint.errors import SchemaError
from newslint.schema.compile import Schema
from newslint.schema.load import parse

DRAFTS = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}


class Case(NamedTuple):
    """One value that the suite holds against one schema."""

    name: str
    schema: Any
    data: Any
    valid: bool


def cases(folder: Path) -> Iterator[Case]:
    """All cases of the suite, those about optional behaviour included, formats left out."""
    for draft, uri in DRAFTS.items():
        for file in sorted((folder / draft).rglob("*.json")):
            if "format" in file.parts[-2] or file.stem == "format":
                continue
            for group in json.loads(file.read_text("utf-8")):
                schema = group["schema"]
                if isinstance(schema, dict) and "$schema" not in schema:
                    schema = {"$schema": uri, **schema}
                for test in group["tests"]:
                    name = f"{draft}/{file.stem}: {group['description']}: {test['description']}"
                    yield Case(name, schema, test["data"], test["valid"])


def compare(case: Case) -> str:
    """How a case goes: a word for the statistics."""
    try:
        schema = Schema(parse(case.name, json.dumps(case.schema).encode()))
    except SchemaError as error:
        return "refused: " + str(error).removeprefix(case.name).partition(";")[0][:50]
    try:
        authority = not schema.by_authority(case.data)
    except Exception as error:
        schema.violations(case.data)
        return f"jsonschema fails: {type(error).__name__}"
    gate = not schema.by_gate(case.data)
    said = not schema.violations(case.data)
    if said != authority:
        return f"DIFFERENT: {case.name} (jsonschema: {authority}, the suite: {case.valid})"
    if gate != authority:
        about = f"(jsonschema: {authority}, the suite: {case.valid})"
        return f"gate differs, harmlessly: {case.name} {about}"
    return "same" if authority == case.valid else "same, but not the suite's answer"


def fetched() -> Path:
    """The suite out of jsonschema's source distribution."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-binary", ":all:", "--no-deps", "-q",
         "--no-build-isolation", "jsonschema", "-d", str(folder)],
        check=True,
    )  # fmt: skip
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("*/json/tests"))


def main() -> int:
    """Run the comparison; returns the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else fetched()
    counted = Counter(map(compare, cases(folder)))
    for outcome, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{number:6}  {outcome}")
    return int(any(outcome.startswith("DIFFERENT") for outcome in counted))


if __name__ == "__main__":
    sys.exit(main())
