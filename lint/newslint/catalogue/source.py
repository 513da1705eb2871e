"""Where the code of a rule is: for messages to its author, and for the text below its options."""

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
    """A file as messages name it: from the working directory when it is in there."""
    near = os.path.relpath(file)
    return file if near.startswith(os.pardir) else near


@cache
def definition(cls: type) -> "ast.ClassDef | None":
    """The class statement of ``cls``, with the line numbers of its file; None where there is no
    source, as for a class that was made at run time."""
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
    """``file:line`` of a class, or of what in it is called ``name``; the module without source."""
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
    """The names that a statement in the body of a class defines."""
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
    """File and line where an error arose: in the code of a plug-in when it passed through any."""
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
    """Whether a file is neither newslint's nor Python's own."""
    if file.startswith(("<", HOME + os.sep)):
        return False
    return not file.startswith(_PYTHON + os.sep) or "-packages" in file[len(_PYTHON) :]
