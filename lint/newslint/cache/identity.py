"""The identity of a result: the code that produced it, its settings, and the code's dependencies.

All are identified by content or version, so that two environments with the same newslint share
their results, wherever they are installed.
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
    "ftfy idna imagesize jsonschema jsonschema_rs jsonschema_specifications msgspec numpy "
    "publicsuffixlist pyromark pystemmer pyyaml referencing wcwidth".split()
)
"""The distributions that findings depend on, by their names in file names."""


@cache
def program() -> tuple[object, ...]:
    """Return the identity of newslint, Python and the dependencies. Raise OSError."""
    return __version__, sys.version, _contents(_own_files()), *_dependencies()


def _own_files() -> dict[str, str]:
    """Return the files of newslint by their names in an installed package; a zip file as a
    whole."""
    from newslint.schema.load import folder

    archive = _archive(HOME)
    if archive is not None:
        return {"": archive}
    files = {path[len(HOME) + 1 :]: path for path in _files(HOME)}
    schemas = folder()  # in a checkout they are next to the package
    return files | {
        os.path.join("schemas", path[len(schemas) + 1 :]): path for path in _files(schemas)
    }


def _contents(files: Mapping[str, str]) -> str:
    """Return the hash of files and their names."""
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
    """Return the zip file on Python's path that contains ``folder``, or None."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return folder if os.path.isfile(folder) else None


def _files(folder: str) -> Iterator[str]:
    """Yield all files below a folder, except bytecode and hidden files."""
    folders = [folder]
    for each in folders:  # grows during the loop
        for entry in os.scandir(each):
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir():
                folders.append(entry.path)
            else:
                yield entry.path


def _dependencies() -> Iterator[str]:
    """Yield the versions of the `DECIDING` distributions, in the order in which Python finds them.

    They are part of the names of metadata folders. Reading them with `importlib.metadata` would
    take as long as linting some hundred articles. A zip file on the path counts as a whole.
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
            distribution = stem.partition("-")[0].lower().replace(".", "_")
            if distribution in DECIDING and suffix in ("dist-info", "egg-info"):
                yield stem.lower()


def plugin_stamp(module: str) -> object:
    """Return a value that changes with the code of the plug-in of ``module``; None for newslint
    itself.

    A plug-in may be part of something large, so sizes and times stand for its files.
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
    """Return the time of the newest file below a folder, in ns, and the total size."""
    archive = _archive(folder)
    stamps = [discover.stamp(path) for path in ([archive] if archive else _files(folder))]
    there = [stamp for stamp in stamps if stamp is not None]
    return max((s.modified for s in there), default=0), sum(s.size for s in there)


def of_rule(rule: Rule) -> tuple[object, ...]:
    """Return what the findings of a rule depend on besides newslint. Raise RuleError if the rule
    fails to say."""
    try:
        return str(rule.identity()), plugin_stamp(rule.__module__)
    except CRASHES as error:
        from newslint.catalogue.source import raised_at, shown

        file, line = raised_at(error)
        said = f"{type(error).__name__} at {shown(file)}:{line}: {error}"
        raise RuleError(f"rule {rule.name} failed in identity(): {said}") from error


def of_facts(collect: Callable[..., Any]) -> tuple[object, ...]:
    """Return what the facts of a collector depend on: its code, and for a method its rule. Raise
    RuleError."""
    rule = getattr(collect, "__self__", None)
    return of_rule(rule) if isinstance(rule, Rule) else (None, plugin_stamp(collect.__module__))
