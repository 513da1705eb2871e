"""Verdicts in a file that can be committed, so that a run needs no network and never changes.

One JSON object per line, sorted by URL, the first line telling what it is. Nothing in it depends
on when or where it was written: the same verdicts make the same bytes.
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
"""Of a recorded file: some 400,000 URLs."""
_WEB = re.compile("https?://", re.IGNORECASE)
_TEXTS = ("reason", "location", "media")
_NUMBERS = ("width", "height")
_KEYS = ("url", "verdict", *_TEXTS, *_NUMBERS)
_RECORDED = (Kind.ALIVE, Kind.MOVED, Kind.DEAD, Kind.UNVERIFIED)


def dump(verdicts: Mapping[str, Verdict]) -> str:
    """The text of a recorded file: what `load` reads."""
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
    """Whether this is a recorded file, be it of another version: its first line says so."""
    try:
        first = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.keys() == HEADER.keys() and first["newslint"] == "urls"


def load(file: str) -> dict[str, Verdict]:
    """The verdicts of a recorded file by URL. Raises ConfigError, which names file and line."""
    try:  # whoever names a file may name a link
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
                raise ValueError("the URL stands here for a second time")
        except ValueError as error:
            raise ConfigError(f"{printable(file)}:{number}: {printable(str(error))}") from None
        verdicts[url] = verdict
    return verdicts


def _entry(line: bytes, *, first: bool) -> tuple[str, Verdict] | None:
    """What one line says. Raises ValueError."""
    if not line.strip() and not first:
        return None
    try:
        entry = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise ValueError("not a line of JSON") from None
    if first:
        if entry != HEADER:
            raise ValueError(
                f"not a file of recorded URLs: it does not begin with {json.dumps(HEADER)}"
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
    """What is wrong with the object of a line."""
    if not isinstance(entry, dict):
        return "not a JSON object"
    for key in entry:
        if key not in _KEYS:
            return f"unknown key '{cut(key)}'{did_you_mean(key, _KEYS)}"
    if not isinstance(entry.get("url"), str):
        return "no url"
    kinds = [str(kind) for kind in _RECORDED]
    if entry.get("verdict") not in kinds:
        return f"the verdict is none of {', '.join(kinds)}"
    for key in _TEXTS:
        if not isinstance(entry.get(key, ""), str):
            return f"{key} is not a text"
    for key in _NUMBERS:
        number = entry.get(key, 0)
        if type(number) is not int or not 0 <= number < 2**31:
            return f"{key} is not a number of pixels"
    if entry["verdict"] == "moved" and not _WEB.match(entry.get("location", "")):
        return "a URL that has moved needs a location that begins with https:// or http://"
    return None
