"""Draft a JSON Schema from an existing collection.

The draft accepts all articles, and rejects most mistakes: missing fields, other types, unknown
names, unusual values. Its comments say what a person should decide. With --coverage 0.98, up to 2 %
of the articles may be left out, those whose exceptions make the schema laxer; they are listed with
the reasons. The schema goes to standard output, everything else to standard error.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newslint.commands import configuration, output
from newslint.errors import UsageError
from newslint.files import discover
from newslint.files.writing import to_stderr
from newslint.settings import Config
from newslint.text import counted, path_name, printable

if TYPE_CHECKING:
    from newslint.files.outputs import Outputs
    from newslint.infer.collection import Misfit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``newslint infer``."""
    add = parser.add_argument
    add(
        "paths", nargs="*", metavar="PATH", help="articles and folders [the configured roots, or .]"
    )
    add(
        "--coverage",
        type=_share,
        default=1.0,
        metavar="SHARE",
        help="the least share of the articles that the schema accepts, such as 0.98 [1.0]",
    )
    add(
        "--standalone",
        action="store_true",
        help="do not extend a shipped schema, for other tools than newslint",
    )
    add(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="write the schema to FILE, - for standard output [-]",
    )
    configuration.add_arguments(parser)
    configuration.add_offline_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Write the draft and return the exit status. Raise UsageError."""
    from newslint.infer.collection import Articles
    from newslint.infer.drafting import drafted
    from newslint.pipeline import candidates

    config = configuration.load(args)
    to_stderr(*(f"newslint: {printable(notice)}" for notice in config.notices))
    paths = args.paths or config.paths(config.roots) or ["."]
    outputs = _outputs(args, config)
    discovery = candidates.articles(paths, config)
    to_stderr(*(f"newslint: {printable(notice)}" for notice in discovery.notices))
    articles = Articles(discovery.files, config)
    result = drafted(articles, args.coverage, may_extend=not args.standalone)
    if result is None:
        _list("without readable front matter", articles.unreadable)
        if articles.unreadable:
            raise UsageError("no article has readable front matter")
        raise UsageError(discover.nothing_found(paths, len(discovery.left_out)))
    status = output.write(result.text, args.output, outputs)
    if result.extends is not None:
        how = "--standalone writes a schema for other tools"
        to_stderr(f"newslint: the schema extends {result.extends}; {how}")
    _list("without readable front matter, left out", result.unreadable)
    _list("not described by the schema", result.misfits)
    fit = result.articles - len(result.misfits)
    line = f"the schema describes {fit:,} of {counted(result.articles, 'article')}"
    reasons = sorted(Counter(discovery.left_out.values()).items())
    if reasons:
        line += "; left out: " + ", ".join(counted(count, reason) for reason, count in reasons)
    to_stderr(f"newslint: {line}")
    return status


def _outputs(args: argparse.Namespace, config: Config) -> "Outputs":
    """Return what may be written. Raise UsageError for a place that may not."""
    from newslint.files.outputs import Outputs
    from newslint.infer import layout

    inputs = {path: "an article" for path in args.paths if not os.path.isdir(path)}
    outputs = Outputs(layout.wrote, inputs | configuration.files_of(config))
    if args.output != "-":
        outputs.claim(args.output)
    return outputs


def _list(what: str, misfits: "Sequence[Misfit]") -> None:
    """Print files with their reasons to standard error, all of them."""
    if not misfits:
        return
    to_stderr(f"newslint: {counted(len(misfits), 'file')} {what}:")
    for path, reasons in misfits:
        to_stderr(f"  {path_name(path)}: {printable('; '.join(reasons))}")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a share above 0 and up to 1, such as 0.98"
        )
    return share
