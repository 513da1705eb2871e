"""Recorded verdicts: a file to commit, for reproducible runs without a network.

One JSON object per line, sorted by URL, after a header line. Its content does not depend on when or
where it was written: equal verdicts give equal bytes.
"""

import json
import os
import re
from collections.abc import Mapping
from typing import Any

from newslint.errors import ConfigError
from newslint.files import discover
from newslint.suggest import did_you_mean
from newslint.text import cut, printable
from newslint.web.verdict import Kind, Verdict

HEADER = {"newslint": "urls", "version": 1}
MAX_BYTES = 64 * 1024 * 1024
"""Maximum size of a recorded file: about 400,000 URLs."""
_WEB = re.compile("https?://", re.IGNORECASE)
_TEXTS = ("reason", "location", "media")
_NUMBERS = ("width", "height")
_KEYS = ("url", "verdict", *_TEXTS, *_NUMBERS)
_RECORDED = (Kind.ALIVE, Kind.MOVED, Kind.DEAD, Kind.UNVERIFIED)


def dump(verdicts: Mapping[str, Verdict]) -> str:
    """Return the text of a recorded file, as `load` reads it."""
    lines = [json.dumps(HEADER)]
    for url in sorted(verdicts):
        verdict = verdicts[url]
        if verdict.kind not in _RECORDED:
            continue
        entry: dict[str, Any] = {"url": url, "verdict": str(verdict.kind)}
        for key in (*_TEXTS, *_NUMBERS):
            if value := getattr(verdict, key):
                entry[key] = value
        lines.append(json.dumps(entry))
    return "\n".join(lines) + "\n"


def wrote(text: str) -> bool:
    """Whether ``text`` begins with the header of a recorded file of any version."""
    try:
        first = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.keys() == HEADER.keys() and first["newslint"] == "urls"


def load(file: str) -> dict[str, Verdict]:
    """Return the verdicts in a recorded file by URL.

    Raises ConfigError with file and line."""
    try:  # the user may name a symbolic link
        source = discover.read(os.path.realpath(file), MAX_BYTES)
    except discover.Unreadable as error:
        raise ConfigError(f"{printable(file)}: not a file of recorded URLs: {error}") from None
    verdicts: dict[str, Verdict] = {}
    for number, line in enumerate(source.split(b"\n"), 1):
        try:
            entry = _entry(line, first=number == 1)
            if entry is None:
                continue
            url, verdict = entry
            if url in verdicts:
                raise ValueError("duplicate url")
        except ValueError as error:
            raise ConfigError(f"{printable(file)}:{number}: {printable(str(error))}") from None
        verdicts[url] = verdict
    return verdicts


def _entry(line: bytes, *, first: bool) -> tuple[str, Verdict] | None:
    """Return the URL and verdict in a line, or None for an empty line and the header.

    Raises ValueError."""
    if not line.strip() and not first:
        return None
    try:
        entry = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise ValueError("not valid JSON") from None
    if first:
        if entry != HEADER:
            raise ValueError(
                f"not a file of recorded URLs: the first line is not {json.dumps(HEADER)}"
            )
        return None
    fault = _fault(entry)
    if fault:
        raise ValueError(fault)
    rest = {key: entry[key] for key in (*_TEXTS, *_NUMBERS) if key in entry}
    verdict = Verdict(Kind(entry["verdict"]), **rest)
    if verdict.kind in (Kind.DEAD, Kind.UNVERIFIED) and not verdict.reason:
        verdict = verdict._replace(reason="as recorded")
    return entry["url"], verdict


def _fault(entry: Any) -> str | None:
    """Return what is wrong with the JSON value of a line, or None."""
    if not isinstance(entry, dict):
        return "not a JSON object"
    for key in entry:
        if key not in _KEYS:
            guess = did_you_mean(key, _KEYS) or f", the keys are {', '.join(_KEYS)}"
            return f"unknown key '{cut(key)}'{guess}"
    if not isinstance(entry.get("url"), str):
        return "url is missing or not a string"
    kinds = [str(kind) for kind in _RECORDED]
    if entry.get("verdict") not in kinds:
        return f"verdict is not one of {', '.join(kinds)}"
    for key in _TEXTS:
        if not isinstance(entry.get(key, ""), str):
            return f"{key} is not a string"
    for key in _NUMBERS:
        number = entry.get(key, 0)
        if type(number) is not int or not 0 <= number < 2**31:
            return f"{key} is not a number of pixels"
    if entry["verdict"] == "moved" and not _WEB.match(entry.get("location", "")):
        return "a moved URL needs a location that starts with https:// or http://"
    return None
