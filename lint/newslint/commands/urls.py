"""Show or export the URL cache.

By default, print the number of URLs by verdict, the hosts with the most failures, dead and
unverified URLs with the start of their failures, and the least recently checked URLs. With
--export, write the verdicts to a file for --urls-from.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from newslint.commands import configuration
from newslint.errors import ERROR_STATUS, ConfigError
from newslint.files.writing import to_stderr, to_stdout
from newslint.pipeline.corpus import corpus_for
from newslint.report import own
from newslint.settings import Config
from newslint.text import as_json, printable
from newslint.web import record
from newslint.web.judge import memory_file, mentioned_urls
from newslint.web.memory import DAY, Memory, Remembered
from newslint.web.verdict import Kind

_SHOWN = 20
"""Entries per list in text output; JSON has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint urls``."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="only URLs in these articles (default: in the configured roots, else all URLs)",
    )
    add("--export", metavar="FILE", help="write the verdicts to FILE (- for standard output)")
    add(
        "-f",
        "--format",
        choices=("text", "json"),
        default="text",
        help="output format (default: text)",
    )
    configuration.add_cache_argument(parser)
    configuration.add_arguments(parser)
    configuration.add_offline_argument(parser)
    parser.add_argument(
        "--trust-config",
        action="store_true",
        help="let a configuration that was found allow private hosts, as newslint check does",
    )


def run(args: argparse.Namespace) -> int:
    """Show or export; return 2 if the file cannot be written. Raises UsageError, ConfigError."""
    config = configuration.load(args, trust=args.trust_config)
    if args.export is not None:
        return _export(config, args.paths, args.export)
    entries = _entries(config, args.paths)
    lines = _json(entries) if args.format == "json" else _text(entries, memory_file(config))
    to_stdout(f"{line}\n" for line in lines)
    return 0


def _entries(config: Config, paths: list[str]) -> dict[str, Remembered]:
    """Return the cached state of all URLs, or of those in the articles at ``paths``."""
    paths = paths or config.paths(config.roots)
    urls = None
    if paths:
        urls = mentioned_urls(corpus_for("dead-url", paths, config._replace(online=True)))
    file = memory_file(config)
    if not os.path.exists(file):
        return {}
    memory = Memory(file, lambda notice: to_stderr(f"newslint: {printable(notice)}"))
    entries = memory.everything()
    usable = memory.usable
    memory.close()
    if not usable:
        raise ConfigError(f"the URL cache cannot be read: {printable(file)}")
    if urls is None:
        return entries
    return {url: entry for url, entry in entries.items() if url in urls}


def _export(config: Config, paths: list[str], file: str) -> int:
    articles = {path: "an article" for path in paths if not os.path.isdir(path)}
    outputs = own.outputs(articles | configuration.files_of(config))
    if file != "-":
        outputs.claim(file)
    entries = _entries(config, paths)
    text = record.dump({url: entry.verdict for url, entry in entries.items()})
    if file == "-":
        to_stdout([text])
        return 0
    try:
        outputs.write(file, [text])
    except OSError as error:
        reason = error.strerror or error
        to_stderr(f"newslint: error: {printable(file)} cannot be written: {reason}")
        return ERROR_STATUS
    to_stderr(f"newslint: {_number(len(entries), 'URL')} exported to {printable(file)}")
    return 0


def _json(entries: Mapping[str, Remembered]) -> Iterator[str]:
    yield as_json(
        {
            "version": 1,
            "urls": [{"url": url, **_plain(entry)} for url, entry in entries.items()],
        },
        indent=2,
    )


def _plain(entry: Remembered) -> dict[str, Any]:
    verdict = entry.verdict
    return {
        "verdict": str(verdict.kind),
        "reason": verdict.reason or None,
        "location": verdict.location or None,
        "asked": _moment(entry.asked),
        "alive": _moment(entry.alive_at),
        "failing_since": _moment(entry.failing_since),
        "failing_runs": entry.failing_runs,
    }


def _moment(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class _Host(NamedTuple):
    name: str
    urls: int
    dead: int
    unverified: int


def _text(entries: Mapping[str, Remembered], file: str) -> Iterator[str]:
    if not entries:
        yield f"The URL cache has none of these URLs ({printable(file)})."
        return
    kinds = Counter(entry.verdict.kind for entry in entries.values())
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    yield f"{_number(len(entries), 'URL')}: {counts}"
    yield from _hosts(entries)
    for kind in (Kind.DEAD, Kind.UNVERIFIED):
        failing = {url: entry for url, entry in entries.items() if entry.verdict.kind is kind}
        yield from _list(str(kind), failing)
    yield from _oldest(entries)


def _hosts(entries: Mapping[str, Remembered]) -> Iterator[str]:
    hosts: dict[str, Counter[Kind]] = {}
    for url, entry in entries.items():
        name = url.partition("://")[2].partition("/")[0] or url
        hosts.setdefault(name, Counter())[entry.verdict.kind] += 1
    ranked = sorted(
        (
            _Host(name, kinds.total(), kinds[Kind.DEAD], kinds[Kind.UNVERIFIED])
            for name, kinds in hosts.items()
        ),
        key=lambda host: (-host.dead, -host.unverified, -host.urls, host.name),
    )
    yield ""
    width = max(20, *(len(host.name) for host in ranked[:_SHOWN]))
    yield f"{f'hosts ({len(ranked)})':<{width + 2}}  URLs  dead  unverified"
    for host in ranked[:_SHOWN]:
        yield f"  {host.name:<{width}} {host.urls:>5} {host.dead:>5} {host.unverified:>11}"
    yield from _more(len(ranked))


def _list(name: str, entries: Mapping[str, Remembered]) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"{name} ({len(entries)})"
    ranked = sorted(entries.items(), key=lambda item: (item[1].failing_since or 0.0, item[0]))
    for url, entry in ranked[:_SHOWN]:
        yield f"  {printable(url)}"
        yield f"    {printable(entry.verdict.reason)}; {_history(entry)}"
    yield from _more(len(ranked))


def _history(entry: Remembered) -> str:
    since = _moment(entry.failing_since)
    return f"{_number(entry.failing_runs, 'run')} since {since[:10] if since else 'ever'}"


def _oldest(entries: Mapping[str, Remembered]) -> Iterator[str]:
    now = time.time()
    ranked = sorted(entries.items(), key=lambda item: (item[1].asked, item[0]))
    yield ""
    yield "least recently checked"
    for url, entry in ranked[:5]:
        yield f"  {(now - entry.asked) / DAY:>6.1f} days  {printable(url)}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _more(number: int) -> Iterable[str]:
    return (f"  … and {number - _SHOWN} more",) if number > _SHOWN else ()
