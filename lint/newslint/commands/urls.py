"""Show or record what is remembered of URLs.

Without options: how many URLs there are of each kind, the hosts with most trouble, what is dead
or unverified and since when, and the URLs that were not asked for longest. With --export the
verdicts are written to a file that --urls-from reads again.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from newslint.commands import configuration
from newslint.errors import ConfigError
from newslint.files.writing import to_stderr, to_stdout
from newslint.pipeline.corpus import corpus_for
from newslint.report import own
from newslint.settings import Config
from newslint.text import as_json, printable
from newslint.web import record
from newslint.web.judge import memory_file, named
from newslint.web.memory import DAY, Memory, Remembered
from newslint.web.verdict import Kind

_SHOWN = 20
"""URLs or hosts of a list that text shows; JSON has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``newslint urls``."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="only the URLs that these articles name [those of the configured roots, else all]",
    )
    add("--export", metavar="FILE", help="record the verdicts there, - for standard output")
    add("-f", "--format", choices=("text", "json"), default="text", help="[text]")
    add("--cache-dir", metavar="DIR", help="where the cache lies")
    configuration.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Show or record; 2 when the record cannot be written. Raises UsageError, ConfigError."""
    config = configuration.load(args)
    if args.cache_dir is not None:
        config = config._replace(cache_dir=args.cache_dir)
    if args.export is not None:
        return _export(config, args.paths, args.export)
    known = _known(config, args.paths)
    lines = _json(known) if args.format == "json" else _text(known, memory_file(config))
    to_stdout(f"{line}\n" for line in lines)
    return 0


def _known(config: Config, paths: list[str]) -> dict[str, Remembered]:
    """What is remembered, of all URLs or of those that the articles at ``paths`` name."""
    paths = paths or config.paths(config.roots)
    wanted = named(corpus_for("dead-url", paths, config._replace(online=True))) if paths else None
    file = memory_file(config)
    if not os.path.exists(file):
        return {}
    memory = Memory(file, lambda said: to_stderr(f"newslint: {printable(said)}"))
    known = memory.everything()
    usable = memory.usable
    memory.close()
    if not usable:
        raise ConfigError(f"what is remembered of URLs cannot be read: {printable(file)}")
    if wanted is None:
        return known
    return {url: entry for url, entry in known.items() if url in wanted}


def _export(config: Config, paths: list[str], file: str) -> int:
    articles = {path: "an article" for path in paths if not os.path.isdir(path)}
    outputs = own.outputs(articles | configuration.files_of(config))
    if file != "-":
        outputs.claim(file)
    known = _known(config, paths)
    text = record.dump({url: entry.verdict for url, entry in known.items()})
    if file == "-":
        to_stdout([text])
        return 0
    try:
        outputs.write(file, [text])
    except OSError as error:
        why = error.strerror or error
        to_stderr(f"newslint: error: {printable(file)} cannot be written: {why}")
        return 2
    to_stdout([f"{_many(len(known), 'URL')} recorded in {printable(file)}\n"])
    return 0


def _json(known: Mapping[str, Remembered]) -> Iterator[str]:
    yield as_json(
        {
            "version": 1,
            "urls": [{"url": url, **_plain(entry)} for url, entry in known.items()],
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


def _text(known: Mapping[str, Remembered], file: str) -> Iterator[str]:
    if not known:
        yield f"None of these URLs is remembered yet ({printable(file)})."
        return
    kinds = Counter(entry.verdict.kind for entry in known.values())
    said = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    yield f"{_many(len(known), 'URL')}: {said}"
    yield from _hosts(known)
    for kind in (Kind.DEAD, Kind.UNVERIFIED):
        entries = {url: entry for url, entry in known.items() if entry.verdict.kind is kind}
        yield from _list(str(kind), entries)
    yield from _oldest(known)


def _hosts(known: Mapping[str, Remembered]) -> Iterator[str]:
    hosts: dict[str, Counter[Kind]] = {}
    for url, entry in known.items():
        hosts.setdefault(url.split("/")[2], Counter())[entry.verdict.kind] += 1
    ranked = sorted(
        (
            _Host(name, kinds.total(), kinds[Kind.DEAD], kinds[Kind.UNVERIFIED])
            for name, kinds in hosts.items()
        ),
        key=lambda host: (-host.dead, -host.unverified, -host.urls, host.name),
    )
    yield ""
    wide = max(20, *(len(host.name) for host in ranked[:_SHOWN]))
    yield f"{f'hosts ({len(ranked)})':<{wide + 2}}  URLs  dead  unverified"
    for host in ranked[:_SHOWN]:
        yield f"  {host.name:<{wide}} {host.urls:>5} {host.dead:>5} {host.unverified:>11}"
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
    return f"{_many(entry.failing_runs, 'run')} since {since[:10] if since else 'ever'}"


def _oldest(known: Mapping[str, Remembered]) -> Iterator[str]:
    now = time.time()
    ranked = sorted(known.items(), key=lambda item: (item[1].asked, item[0]))
    yield ""
    yield "not asked for longest"
    for url, entry in ranked[:5]:
        yield f"  {(now - entry.asked) / DAY:>6.1f} days  {printable(url)}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _more(number: int) -> Iterable[str]:
    return (f"  … and {number - _SHOWN} more",) if number > _SHOWN else ()
