"""Find the source of a rule, for messages to its author and for the docstrings of its options."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING

from newslint.package import HOME

if TYPE_CHECKING:
    import ast

_PYTHON = os.path.dirname(os.__file__)


def shown(file: str) -> str:
    """Return a file name for messages, relative to the working directory if it is inside."""
    near = os.path.relpath(file)
    return file if near.startswith(os.pardir) else near


@cache
def definition(cls: type) -> "ast.ClassDef | None":
    """Return the class statement of ``cls`` with the line numbers of its file; None without source,
    as for a class made at run time."""
    import ast
    import inspect
    import textwrap

    try:
        lines, first = inspect.getsourcelines(cls)
        (node,) = ast.parse(textwrap.dedent("".join(lines))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    if not isinstance(node, ast.ClassDef):
        return None
    return ast.increment_lineno(node, first - 1)


def place(cls: type, name: str = "") -> str:
    """Return ``file:line`` of a class, or of its attribute ``name``; without source, the module."""
    node = definition(cls)
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None)
    if file is None:
        return cls.__module__
    if node is None:
        return shown(file)
    lines = (line.lineno for line in node.body if name in _names(line))
    return f"{shown(file)}:{next(lines, node.lineno)}"


def _names(line: "ast.stmt") -> tuple[str, ...]:
    """Return the names that a statement in the body of a class defines."""
    import ast

    match line:
        case ast.AnnAssign(target=ast.Name(id=name)):
            return (name,)
        case ast.Assign(targets=targets):
            return tuple(target.id for target in targets if isinstance(target, ast.Name))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return (name,)
        case _:
            return ()


def raised_at(error: BaseException) -> tuple[str, int]:
    """Return file and line where an error was raised; in the code of a plug-in if it passed through
    any."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 1
    places = list(_places(error.__traceback__))
    theirs = [place for place in places if _is_theirs(place[0])]
    return (theirs or places or [("", 0)])[-1]


def _places(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _is_theirs(file: str) -> bool:
    """Return whether a file belongs neither to newslint nor to Python."""
    if file.startswith(("<", HOME + os.sep)):
        return False
    return not file.startswith(_PYTHON + os.sep) or "-packages" in file[len(_PYTHON) :]
