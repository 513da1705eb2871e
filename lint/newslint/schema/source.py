"""The text of a schema file, in JSON or YAML, and what it says."""

import json
from math import isfinite
from typing import Any, Literal, NamedTuple

from newslint.errors import SchemaError
from newslint.schema.violation import Path
from newslint.text import position, quote

MAX_DEPTH = 200
"""Maximum levels of nesting in a schema file."""
TOO_DEEP = f"the schema is nested more than {MAX_DEPTH} deep"
_YAML = (".yaml", ".yml")


class Source(NamedTuple):
    """The text of a schema file, and its language."""

    name: str
    text: str = ""
    syntax: Literal["json", "yaml"] = "json"

    def at(self, path: Path, *, on_key: bool = False) -> str:
        """Return the place of a value of the schema, or of its key: ``file:line:column``."""
        from newslint import front_matter
        from newslint.front_matter import json as reader

        if self.syntax == "json":
            places = reader.places(self.text, max_values=len(self.text), max_depth=MAX_DEPTH + 1)
        else:
            places = front_matter.places("yaml", self.text)
        line, column = position(self.text, front_matter.offset(places, path, on_key=on_key) or 0)
        return f"{self.name}:{line}:{column}"

    def duplicate_names(self) -> list[tuple[str, str]]:
        """Return the places and messages of names that a mapping has twice."""
        from newslint import front_matter

        return [
            (self._at_offset(fault.start), fault.message)
            for fault in front_matter.parse(self.syntax, self.text).faults
            if fault.rule == "duplicate-key"
        ]

    def _at_offset(self, offset: int) -> str:
        line, column = position(self.text, offset)
        return f"{self.name}:{line}:{column}"

    def data(self) -> Any:
        """Return what the text says. Raise SchemaError."""
        data = self._from_json() if self.syntax == "json" else self._from_yaml()
        if not isinstance(data, dict | bool):
            raise SchemaError(f"{self.name}: a schema is a mapping, not {quote(data)}")
        path = _path_to_no_json(data)
        if path is not None:
            raise SchemaError(f"{self.at(path)}: infinity and NaN are no values of JSON")
        return data

    def _from_json(self) -> Any:
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            raise SchemaError(self._not_json(error)) from None
        except RecursionError:
            raise SchemaError(f"{self.name}: {TOO_DEEP}") from None
        except ValueError as error:  # a number with thousands of digits
            raise SchemaError(f"{self.name}: the schema is not JSON: {error}") from None

    def _not_json(self, error: json.JSONDecodeError) -> str:
        """Return what is wrong with a file that is no JSON, in the words for articles."""
        from newslint.front_matter import json as reader

        for fault in reader.parse(self.text).faults:
            if fault.rule == "broken-front-matter" and self.text.strip():
                where = self._at_offset(fault.start)
                return f"{where}: the schema is not JSON: {fault.message}"
        return f"{self.name}:{error.lineno}:{error.colno}: the schema is not JSON: {error.msg}"

    def _from_yaml(self) -> Any:
        from newslint import front_matter

        parsed = front_matter.parse("yaml", self.text)
        for fault in parsed.faults:
            if fault.rule == "broken-front-matter":
                why = fault.message.replace("the front matter", "it", 1)
                where = self._at_offset(fault.start)
                raise SchemaError(f"{where}: the schema cannot be read as YAML: {why}")
        return parsed.data


def _path_to_no_json(data: Any) -> Path | None:
    """Return the path to a number that JSON does not have, or None."""
    pending: list[tuple[Path, Any]] = [((), data)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict):
            pending += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*path, number), inner) for number, inner in enumerate(value)]
        elif isinstance(value, float) and not isfinite(value):
            return path
    return None


def source_of(name: str, content: bytes) -> Source:
    """Return the schema file ``name`` with this content. Raise SchemaError if it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SchemaError(f"{name}: the schema is not UTF-8") from None
    return Source(name, text, "yaml" if name.lower().endswith(_YAML) else "json")
