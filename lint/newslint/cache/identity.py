"""What makes a result what it is: the code that found it, its settings, and what the code uses.

All of it is known by content or version, so that two environments with the same newslint share
their results, wherever they were installed from.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from newslint import __version__
from newslint.errors import RuleError
from newslint.files import discover
from newslint.package import HOME
from newslint.rule import CRASHES, Rule

DECIDING = frozenset(
    "ftfy idna imagesize jsonschema jsonschema_rs jsonschema_specifications markdown_it_py mdurl "
    "msgspec numpy publicsuffixlist pyyaml referencing snowballstemmer wcwidth".split()
)
"""The distributions that newslint's verdicts rest on, by their names in file names."""


@cache
def program() -> tuple[object, ...]:
    """What stands for this newslint, its Python and what it depends on. Raises OSError."""
    return __version__, sys.version, _contents(_own_files()), *_dependencies()


def _own_files() -> dict[str, str]:
    """The files of newslint by their names in an installed package; a zip file as a whole."""
    from newslint.schema.load import folder

    archive = _archive(HOME)
    if archive is not None:
        return {"": archive}
    files = {path[len(HOME) + 1 :]: path for path in _files(HOME)}
    schemas = folder()  # in a checkout they are beside the package
    return files | {
        os.path.join("schemas", path[len(schemas) + 1 :]): path for path in _files(schemas)
    }


def _contents(files: Mapping[str, str]) -> str:
    """The hash of files and their names."""
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    for name in sorted(files):
        handle = os.open(files[name], os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            digest.update(os.fsencode(f"{name}\0{os.fstat(handle).st_size}\0"))
            while part := os.read(handle, 1 << 20):
                digest.update(part)
        finally:
            os.close(handle)
    return digest.hexdigest()


def _archive(folder: str) -> str | None:
    """The zip file that a folder on Python's path is in, if it is."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return folder if os.path.isfile(folder) else None


def _files(folder: str) -> Iterator[str]:
    """All files below a folder, but bytecode and what is hidden."""
    folders = [folder]
    for each in folders:  # grows while it is read
        for entry in os.scandir(each):
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir():
                folders.append(entry.path)
            else:
                yield entry.path


def _dependencies() -> Iterator[str]:
    """The versions of what is `DECIDING`, in the order in which Python finds them.

    They are in the names of the folders with metadata; what `importlib.metadata` reads would take
    as long as a run of some hundred articles. A zip file on the path counts as a whole.
    """
    for place in sys.path:
        try:
            names = os.listdir(place or os.curdir)
        except OSError:
            if os.path.isfile(place):
                yield str(discover.stamp(place))
            continue
        for name in sorted(names):
            stem, _, suffix = name.rpartition(".")
            known = stem.partition("-")[0].lower().replace(".", "_")
            if known in DECIDING and suffix in ("dist-info", "egg-info"):
                yield stem.lower()


def plugin_stamp(module: str) -> object:
    """Changes with the code of the plug-in that ``module`` belongs to; None for newslint's own.

    A plug-in may be a part of something large: sizes and times stand for its files.
    """
    top = sys.modules.get(module.partition(".")[0])
    if top is None or top.__name__ == "newslint":
        return None
    from newslint.catalogue.beside import folder_of

    beside = folder_of(module)
    if beside is not None:
        return [beside.code(), [_stamp(folder) for folder in beside.packages()]]
    if hasattr(top, "__path__"):
        return [_stamp(folder) for folder in top.__path__]
    file = getattr(top, "__file__", None)
    return discover.stamp(file) if file else None


def _stamp(folder: str) -> tuple[int, int]:
    """The time of the newest file below a folder, in ns, and the size of all."""
    archive = _archive(folder)
    stamps = [discover.stamp(path) for path in ([archive] if archive else _files(folder))]
    there = [stamp for stamp in stamps if stamp is not None]
    return max((s.modified for s in there), default=0), sum(s.size for s in there)


def of_rule(rule: Rule) -> tuple[object, ...]:
    """What decides the findings of a rule beside the program. Raises RuleError if it fails to
    tell."""
    try:
        return str(rule.identity()), plugin_stamp(rule.__module__)
    except CRASHES as error:
        from newslint.catalogue.source import raised_at, shown

        file, line = raised_at(error)
        said = f"{type(error).__name__} at {shown(file)}:{line}: {error}"
        raise RuleError(f"rule {rule.name} failed in identity(): {said}") from error


def of_facts(collect: Callable[..., Any]) -> tuple[object, ...]:
    """What decides the facts that a function collects: its code, and for a method its rule.
    Raises RuleError."""
    rule = getattr(collect, "__self__", None)
    return of_rule(rule) if isinstance(rule, Rule) else (None, plugin_stamp(collect.__module__))
