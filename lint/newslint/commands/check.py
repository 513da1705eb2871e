"""Lint articles: files, folders, or one article from standard input.

Findings go to standard output, notices and errors to standard error. The exit code is 0
if there are no findings at or above --fail-on, 1 if there are, and 2 for a usage error,
an invalid configuration or an internal error.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newslint.commands import configuration
from newslint.errors import ERROR_STATUS, UsageError
from newslint.files import discover
from newslint.files.writing import to_stderr, to_stdout
from newslint.finding import INTERNAL_ERROR, Severity
from newslint.report import FORMATS, WITH_EDITS, Report, Style
from newslint.settings import Config

if TYPE_CHECKING:
    from newslint.files.outputs import Outputs

USAGE = "newslint check [options] [PATH ...]"

MAX_NOTICES = 100
"""Maximum notices to print; there may be one per file."""

_STDIN = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint check``."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="file or folder, - for standard input [default: the configured roots, else .]",
    )

    group = parser.add_argument_group("rules")
    add = group.add_argument
    names: dict[str, Any] = {"action": "extend", "type": _names, "metavar": "NAME,..."}
    add("--select", **names, help="run only these rules and families")
    add("--ignore", **names, help="do not run these rules and families")
    add("--extend-select", **names, help="run these in addition to the configured ones")
    online = group.add_mutually_exclusive_group()
    online.add_argument(
        "--offline",
        dest="online",
        action="store_false",
        default=None,
        help="make no network requests",
    )
    online.add_argument(
        "--online",
        dest="online",
        action="store_true",
        default=None,
        help="request URLs to check that they still work",
    )
    add(
        "--urls-from",
        metavar="FILE",
        help="take the verdicts on URLs from a recorded file, make no requests",
    )
    add(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave out these files, in addition to the configured ones; repeatable",
    )
    add("--schema", metavar="FILE", help="validate front matter against this JSON Schema only")

    group = parser.add_argument_group("output")
    add = group.add_argument
    add(
        "-f",
        "--format",
        action="append",
        type=_format,
        dest="formats",
        default=[],
        metavar="NAME[=FILE]",
        help=f"{', '.join(FORMATS)}; repeatable [default: text]",
    )
    add(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        help="exit 1 at or above this severity [default: error]",
    )
    add(
        "--max-warnings",
        type=_count,
        metavar="N",
        help="exit 1 if there are more warnings [default: no limit]",
    )
    add(
        "--group-by",
        choices=("file", "rule"),
        default="file",
        help="order of the text report [default: file]",
    )
    add("--summary", action="store_true", help="print the causes of the findings and their counts")
    add(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="use colors [default: auto]",
    )
    add("-q", "--quiet", action="store_true", help="print findings only, no summary and no notices")
    add("--statistics", action="store_true", help="print findings per rule and field to stderr")
    add("--timing", action="store_true", help="print CPU time per phase and rule to stderr")
    add(
        "--show-files",
        action="store_true",
        help="list the files that would be linted and those left out, and exit",
    )
    add("--show-config", action="store_true", help="print the settings in effect, and exit")

    group = parser.add_argument_group("configuration")
    add = group.add_argument
    configuration.add_arguments(group)
    add(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="KEY=VALUE",
        help="set a key of the configuration, such as rules.same-story.days=5; repeatable",
    )
    add(
        "--trust-config",
        action="store_true",
        help="let a configuration that was found allow private hosts, send headers and load "
        "plug-ins",
    )
    add("--no-cache", action="store_true", help="do not read or write the cache")
    configuration.add_cache_argument(group)

    group = parser.add_argument_group("running")
    add = group.add_argument
    add(
        "-j",
        "--jobs",
        type=_jobs,
        metavar="N",
        help="worker processes [default: all available CPUs]",
    )
    add(
        "--only-articles",
        action="store_true",
        help="leave out named files that are not articles, as in folders",
    )
    add("--stdin-filename", metavar="NAME", help="file name to report for standard input")
    add("--allow-empty", action="store_true", help="do not fail if there is nothing to lint")
    add("-V", "--version", action="store_true", help="print the version, and exit")


def run(args: argparse.Namespace) -> int:
    """Lint what the arguments name; return the exit status."""
    if args.version:
        from newslint import __version__

        to_stdout([f"newslint {__version__}\n"])
        return 0
    config = _with_options(configuration.load(args, trust=args.trust_config), args)
    if args.show_config:
        from newslint.config.show import as_toml

        to_stdout([as_toml(config)])
        return 0
    outputs = _outputs(config, args)
    paths, sources = _input(args, config)
    if args.show_files:
        return _show_files(paths, config, args)
    report = _lint(paths, sources, config, args)
    chosen = (config.file, config.preset, config.schema, config.schemas, config.schemas_by_type)
    if paths and not args.isolated and not any(chosen):
        report = _with_suggestion(report)
    return _finish(report, outputs, args)


def _with_options(config: Config, args: argparse.Namespace) -> Config:
    """Return ``config`` with the settings of the command line."""
    changes: dict[str, object] = {}
    if args.exclude:
        changes["exclude"] = (*config.exclude, *map(_glob, args.exclude))
    if args.max_warnings is not None:
        changes["max_warnings"] = args.max_warnings
    names = _known_names(config) if args.select or args.ignore or args.extend_select else set()
    for name in (*(args.select or ()), *(args.ignore or ()), *(args.extend_select or ())):
        if name not in names:
            from newslint.suggest import did_you_mean

            unknown = f"there is no rule or family '{name}'{did_you_mean(name, names)}"
            if names.issuperset(name.split()):
                unknown += f": separate names by commas, {','.join(name.split())}"
            raise UsageError("\n".join((unknown, *config.notices)))  # it may be in a plug-in
    wanted = (*(args.select or ()), *(args.extend_select or ()))
    select = args.select or config.select
    if select and args.extend_select:  # without a selection, all rules run already
        select = (*select, *args.extend_select)
    changes["select"] = select
    ignored = tuple(name for name in config.ignore if name not in wanted)
    changes["ignore"] = (*ignored, *(args.ignore or ()))
    if args.online is not None:
        changes["online"] = args.online
        changes["forced_offline"] = not args.online
    if args.fail_on is not None:
        changes["fail_on"] = None if args.fail_on == "never" else Severity.parse(args.fail_on)
    if args.no_cache:
        changes["use_cache"] = False
    if args.only_articles:
        changes["only_articles"] = True
    for option in ("schema", "urls_from"):
        if getattr(args, option) == "":
            raise UsageError(f"--{option.replace('_', '-')} requires a file")
        if getattr(args, option) is not None:
            changes[option] = getattr(args, option)
    return config._replace(**changes)  # type: ignore[arg-type]


def _glob(text: str) -> str:
    """Return a glob of the command line. Raise UsageError for one that cannot match."""
    from newslint.files.globs import GlobError, plain_globs
    from newslint.text import quote

    try:
        plain_globs(text)
    except GlobError as error:
        raise UsageError(f"--exclude {quote(text)}: {error}") from None
    return text


def _known_names(config: Config) -> set[str]:
    from newslint.catalogue import registry

    names = {name for entry in registry.shipped().values() for name in (entry.name, entry.family)}
    for name, rule in registry.third_party(config.plugins, config.root).items():
        names |= {name, rule.family}
    return names


def _input(args: argparse.Namespace, config: Config) -> tuple[list[str], dict[str, bytes]]:
    """Return the paths to lint, and the articles that are not read from files."""
    for path in args.paths if args.select or args.ignore or args.extend_select else ():
        if not discover.exists(path) and path in _known_names(config):
            raise UsageError(
                f"there is no file or folder '{path}': separate the names of rules by commas"
            )
    if _STDIN not in args.paths:
        if args.stdin_filename:
            raise UsageError("--stdin-filename requires - as the only PATH")
        roots, missing = discover.roots(config)
        if missing and not args.paths:
            raise UsageError("\n".join(missing))
        return args.paths or roots or ["."], {}
    if args.paths != [_STDIN]:
        raise UsageError("- must be the only PATH")
    name = discover.shown(args.stdin_filename) if args.stdin_filename else "<stdin>"
    if args.stdin_filename and discover.excludes(config, name):
        if not args.quiet:
            to_stderr("newslint: standard input left out: excluded by the configuration")
        return [], {}
    try:
        return [], {name: sys.stdin.buffer.read(config.max_file_size + 1)}
    except OSError as error:
        raise UsageError(f"standard input cannot be read: {error.strerror}") from None


def _outputs(config: Config, args: argparse.Namespace) -> "Outputs | None":
    """Return the places of reports; None if the only one is standard output. Raise UsageError for a
    place that may not be written."""
    files = [file for _, file in args.formats]
    if files in ([], [None]):
        return None
    from newslint.report import own

    inputs: dict[str, str] = {}
    if any(files):
        named = [path for path in (*args.paths, args.stdin_filename) if path]
        inputs = {path: "an article" for path in named if not os.path.isdir(path)}
        inputs |= configuration.files_of(config)
    outputs = own.outputs(inputs)
    for file in files:
        outputs.claim(file)
    return outputs


def _written(args: argparse.Namespace) -> list[str]:
    """Return the files that reports are written to, which are not articles."""
    return [discover.shown(file) for _, file in args.formats if file]


def _show_files(paths: list[str], config: Config, args: argparse.Namespace) -> int:
    from newslint.pipeline import candidates
    from newslint.text import path_name

    discovery = candidates.articles(paths, config)
    reports = {os.path.realpath(file) for file in _written(args)}
    files = [path for path in discovery.files if discovery.places[path] not in reports]
    to_stdout(f"{path_name(path)}\n" for path in files)
    if not args.quiet:
        _print_notices(discovery.notices)
        left_out = sorted(discovery.left_out.items())
        to_stdout(f"{path_name(path)}: left out ({reason})\n" for path, reason in left_out)
    return 0


def _print_notices(notices: Sequence[str]) -> None:
    from newslint.text import printable

    left = len(notices) - MAX_NOTICES
    more = [f"{left} more notices"] if left > 0 else []
    to_stderr(*(f"newslint: {printable(one)}" for one in (*notices[:MAX_NOTICES], *more)))


def _lint(
    paths: list[str], sources: dict[str, bytes], config: Config, args: argparse.Namespace
) -> Report:
    from newslint.engine.local import cpus
    from newslint.pipeline.run import lint
    from newslint.progress import visible

    statistics = None
    if args.timing:
        from newslint.pipeline.statistics import Statistics

        statistics = Statistics()
    with visible(quiet=args.quiet) as progress:
        report = lint(
            paths,
            config,
            jobs=args.jobs or cpus(),
            progress=progress,
            sources=sources,
            statistics=statistics,
            reports=_written(args),
            edits=any(name in WITH_EDITS for name, _ in args.formats or ()),
        )
    if statistics is not None:
        from collections import Counter

        counts = Counter(finding.rule for finding in report.findings)
        to_stderr(*statistics.table(len(report.files), counts))
    if args.statistics:
        from newslint.pipeline.statistics import per_field

        to_stderr(*per_field(report.findings))
    return report


def _with_suggestion(report: Report) -> Report:
    """Return ``report`` with a notice if its articles have fields of another vocabulary."""
    from newslint.init.hint import suggestion

    notice = suggestion(len(report.files), report.findings)
    return report if notice is None else report._replace(notices=(*report.notices, notice))


def _finish(report: Report, outputs: "Outputs | None", args: argparse.Namespace) -> int:
    """Write the reports and return the exit status."""
    from newslint.report import output

    if not args.quiet:
        _print_notices(report.notices)
    if not report.files and not args.allow_empty:
        to_stderr(f"newslint: error: {discover.nothing_found(args.paths, len(report.left_out))}")
        return ERROR_STATUS
    if report.broken:
        failed = {finding.path for finding in report.findings if finding.rule == INTERNAL_ERROR}
        files = "1 file" if len(failed) == 1 else f"{len(failed)} files"
        to_stderr(f"newslint: error: newslint failed on {files}: see {INTERNAL_ERROR}")
    color = output.wants_color(args.color, sys.stdout)
    style = Style(
        color,
        quiet=args.quiet,
        width=output.columns(sys.stdout),
        links=color and output.wants_links(sys.stdout),
        group_by=args.group_by,
        only_summary=args.summary,
    )
    written = True
    for name, file in args.formats or [("text", None)]:
        written &= output.write(name, report, style, file, outputs)
    return report.exit_status if written else 2


# Types of options: argparse shows the message of an ArgumentTypeError.


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise argparse.ArgumentTypeError(f"'{text}' names no rule or family")
    return names


def _format(text: str) -> tuple[str, str | None]:
    name, _, file = text.partition("=")
    if name not in FORMATS:
        from newslint.suggest import did_you_mean

        formats = ", ".join(FORMATS)
        if "." in name:
            raise argparse.ArgumentTypeError(
                f"unknown format '{name}': write NAME=FILE, such as junit=report.xml ({formats})"
            )
        raise argparse.ArgumentTypeError(
            f"unknown format '{name}'{did_you_mean(name, FORMATS)} ({formats})"
        )
    if "=" in text and not file:
        raise argparse.ArgumentTypeError(f"'{text}' names no file behind the =")
    return name, None if file in ("", "-") else file


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of warnings")
    return int(text)


def _jobs(text: str) -> int:
    try:
        jobs = int(text)
    except ValueError:
        jobs = 0
    if not 1 <= jobs <= 1024:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes from 1 to 1024")
    return jobs
