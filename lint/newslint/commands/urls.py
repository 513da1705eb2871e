"""Show or export the URL cache.

By default, print the number of URLs by verdict, the hosts with the most failures, the URLs that
are not alive with the articles that name them, and the least recently checked URLs. With --export,
write the verdicts to a file for --urls-from.
"""

import argparse
import os
from collections.abc import Mapping

from newslint.commands import configuration, output
from newslint.errors import ConfigError
from newslint.files.writing import to_stderr, to_stdout
from newslint.pipeline.corpus import corpus_for
from newslint.report import own
from newslint.settings import Config
from newslint.text import counted, printable
from newslint.web import record
from newslint.web.judge import as_checked, memory_file, named_in
from newslint.web.memory import Memory
from newslint.web.overview import Known, json_view, text_view
from newslint.web.remembered import Remembered
from newslint.web.verdict import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint urls``."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="only URLs in these articles (default: in the configured roots, else all URLs)",
    )
    add(
        "--urls-from",
        metavar="FILE",
        help="show the verdicts of a recorded file instead of the URL cache",
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
    if args.urls_from is not None:
        config = config._replace(urls_from=args.urls_from)
    if args.export is not None:
        return _export(config, args.paths, args.export)
    urls = _known(config, args.paths)
    if args.format == "json":
        to_stdout([json_view(urls) + "\n"])
    elif urls:
        to_stdout(f"{line}\n" for line in text_view(urls))
    else:
        to_stdout([f"The URL cache has none of these URLs ({printable(memory_file(config))}).\n"])
    return 0


def _known(config: Config, paths: list[str]) -> dict[str, Known]:
    """Return what is known of all URLs, or of those that the articles at ``paths`` name."""
    history = _history(config)
    paths = paths or config.paths(config.roots)
    if not paths:
        entries = _verdicts(config, history)
        return {
            url: Known(as_checked(verdict, _checks(history, url)), history.get(url))
            for url, verdict in entries.items()
        }
    corpus = corpus_for("dead-url", paths, config._replace(online=True))
    named = named_in(corpus, _verdicts(config, history))
    return {
        url: Known(verdict, history.get(url), articles)
        for url, (verdict, articles) in named.items()
    }


def _checks(history: Mapping[str, Remembered], url: str) -> int:
    return history[url].checks if url in history else 0


def _verdicts(config: Config, history: Mapping[str, Remembered]) -> dict[str, Verdict]:
    """Return the verdicts of the recorded file, if there is one, or else of the URL cache."""
    if config.urls_from is not None:
        return record.load(config.urls_from)
    return {url: entry.verdict for url, entry in history.items()}


def _history(config: Config) -> dict[str, Remembered]:
    """Return the URL cache, which stays as it is. Raise ConfigError if it cannot be read."""
    file = memory_file(config)
    if config.urls_from is not None or not os.path.exists(file):
        return {}
    if not os.path.isfile(file):
        raise ConfigError(f"{printable(file)}: the URL cache cannot be used: it is not a file")
    notices: list[str] = []
    memory = Memory(file, notices.append, only_reads=True)
    entries = memory.everything()
    usable = memory.usable
    memory.close()
    if not usable:
        raise ConfigError(f"{printable(file)}: {printable('; '.join(notices))}")
    return entries


def _export(config: Config, paths: list[str], file: str) -> int:
    articles = {path: "an article" for path in paths if not os.path.isdir(path)}
    outputs = own.outputs(articles | configuration.files_of(config))
    if file != "-":
        outputs.claim(file)
    verdicts = _verdicts(config, _history(config))
    paths = paths or config.paths(config.roots)
    if paths:
        named = named_in(corpus_for("dead-url", paths, config._replace(online=True)), {})
        verdicts = {url: verdict for url, verdict in verdicts.items() if url in named}
    text = record.dump(verdicts)
    status = output.write(text, file, outputs)
    if file != "-" and not status:
        to_stderr(f"newslint: {counted(len(verdicts), 'URL')} exported to {printable(file)}")
    return status
