"""The command line: select the command, and explain usage errors."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from errno import EPIPE
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from newslint import __version__
from newslint.commands import COMMANDS
from newslint.errors import ERROR_STATUS, NewslintError, UsageError
from newslint.files.writing import StdoutError, to_stderr, to_stdout

if TYPE_CHECKING:
    from newslint.settings import Config

OUT_OF_MEMORY = (
    "newslint: error: out of memory: a run takes some 160 MB of address space, large collections "
    "and more processes (--jobs) take more"
)

MAX_LINE = 2_000
"""Maximum characters of a line of an error."""

_OVERVIEW = """\
usage: newslint [PATH ...] [options]
       newslint COMMAND ...

Lint news articles and posts: files with front matter and a body.

commands:
{commands}

'newslint PATH' is short for 'newslint check PATH'. 'newslint COMMAND --help' lists the options of
a command.
"""


class _Parser(argparse.ArgumentParser):
    """Accepts options anywhere before ``--``, and suggests corrections for mistyped ones."""

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        at = argv.index("--") if "--" in argv else len(argv)
        known, unknown = self.parse_known_intermixed_args(
            [*argv[:at], *map(_as_path, argv[at + 1 :])]
        )
        if unknown:
            self.error(_unknown(unknown[0], self._option_string_actions))
        return known

    def print_help(self, file: Any = None) -> None:
        to_stdout([self.format_help()])

    def error(self, message: str) -> NoReturn:
        from newslint.text import printable

        self.print_usage(sys.stderr)
        self.exit(_fail(printable(message)))


class _Help(argparse.RawDescriptionHelpFormatter):
    """Formats help, and finds out the width of the terminal only when it does.

    argparse makes one for each option, and each would find out the width, with an import that takes
    a twentieth of a short run.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)

    def format_help(self) -> str:
        from shutil import get_terminal_size

        self._width = get_terminal_size().columns - 2
        return super().format_help()


def _as_path(word: str) -> str:
    """An argument after ``--``, which argparse must not take for an option."""
    return f"./{word}" if word.startswith("-") and word != "-" else word


def _unknown(given: str, options: Iterable[str]) -> str:
    from newslint.suggest import did_you_mean
    from newslint.text import printable, quote

    if not given.startswith("-"):
        return f"{quote(given)} is one argument too many"
    name = given.partition("=")[0]
    if name in ("-o", "--output", "--output-file"):
        return f"unknown option {name}: write -f NAME=FILE, such as -f junit=report.xml"
    return f"unknown option {printable(name)}{did_you_mean(name, options)}"


def main(argv: Sequence[str]) -> int:
    """Run newslint with the arguments ``argv`` and return the exit status. Never print a
    traceback."""
    try:
        os.getcwd()
    except OSError as error:
        return _fail(f"the working directory cannot be used: {error.strerror}")
    try:
        return _run(list(argv))
    except NewslintError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        to_stderr("newslint: interrupted")
        from newslint.report import INTERRUPTED

        return INTERRUPTED
    except StdoutError as error:
        if error.errno == EPIPE:  # the reader, such as `head`, has closed the pipe
            return ERROR_STATUS
        return _fail(f"cannot write to standard output: {error.strerror}")
    except MemoryError:
        pass  # the run still holds its data here
    except SystemExit:  # argparse has printed the reason
        raise
    except BaseException as error:  # a plug-in may raise any BaseException
        if os.environ.get("NEWSLINT_DEBUG"):
            raise
        return _fail(
            f"internal error: {type(error).__name__}: {error} (NEWSLINT_DEBUG=1 says more)"
        )
    to_stderr(OUT_OF_MEMORY)
    return ERROR_STATUS


def _run(argv: list[str]) -> int:
    if argv and argv[0] in COMMANDS:
        name, rest = argv[0], argv[1:]
    elif argv in (["--help"], ["-h"]):
        to_stdout([_OVERVIEW.format(commands="\n".join(map(_line, COMMANDS)))])
        return 0
    elif argv in (["--version"], ["-V"]):
        to_stdout([f"newslint {__version__}\n"])
        return 0
    elif not argv and not (config := _found()).roots:
        return _bare(config)
    else:
        _check_no_command(argv[0] if argv else "")
        name, rest = "check", argv
    command = import_module(f"newslint.commands.{name}")
    parser = _Parser(
        prog=f"newslint {name}",
        usage=getattr(command, "USAGE", None),
        description=command.__doc__,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    status: int = command.run(parser.parse(rest))
    return status


def _found() -> "Config":
    """Return the configuration of a run without arguments."""
    from newslint.commands import configuration

    return configuration.load(argparse.Namespace(isolated=False, config=None, paths=["."]))


def _bare(config: "Config") -> int:
    """Print the overview and what could be linted here; return the exit status."""
    from newslint.pipeline import candidates

    to_stdout([_OVERVIEW.format(commands="\n".join(map(_line, COMMANDS)))])
    number = len(candidates.articles(["."], config).files)
    if number:
        files = "1 article" if number == 1 else f"{number:,} articles"
        how = "`newslint check` lints them, `newslint init` writes a configuration for them"
        to_stdout([f"\n{files} below this folder: {how}.\n"])
    return ERROR_STATUS


_MEANT = {
    "help": "newslint --help",
    "version": "newslint --version",
    "explain": "newslint rule NAME",
    "lint": "newslint check PATH",
    "run": "newslint check PATH",
    "config": "newslint check --show-config",
}
"""Commands of other linters, and what to write instead."""


def _check_no_command(word: str) -> None:
    """Refuse a path that may have been meant as a command. Raise UsageError."""
    if not word or word.startswith("-") or os.path.lexists(word):
        return
    if word in _MEANT:
        raise UsageError(f"there is no command '{word}': write {_MEANT[word]}")
    from newslint.suggest import did_you_mean

    guess = did_you_mean(word, COMMANDS)
    if guess:
        raise UsageError(f"there is no file, folder or command '{word}'{guess}")


def _line(name: str) -> str:
    doc = import_module(f"newslint.commands.{name}").__doc__ or ""
    return f"  {name:<11} {doc.splitlines()[0]}"


def _fail(message: str) -> int:
    from newslint.text import cut, printable

    lines = [cut(printable(line), MAX_LINE) for line in message.split("\n")]
    to_stderr(*(f"newslint: error: {line}" for line in lines if line))
    return ERROR_STATUS
