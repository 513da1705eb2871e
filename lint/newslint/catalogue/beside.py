"""Import modules next to a configuration, separately for each folder.

Python has one module per name in a process. So a module ``house`` next to a configuration is
imported as a submodule of a package that stands for its folder. Import statements in it find the
other modules of the folder in the same package, after installed packages: nothing in the folder
replaces a module of Python or of an installed package. Nothing is written to the folder, and a
module whose file has changed is imported again.
"""

import builtins
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module, invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import module_from_spec
from types import CodeType, ModuleType
from typing import Any

import newslint
from newslint import package
from newslint.catalogue.installed import holds_distributions
from newslint.files import discover

_PREFIX = "_newslint_beside_"


class Folder:
    """The modules of one folder."""

    def __init__(self, path: str) -> None:
        from hashlib import blake2b

        self.path = path
        self.package = _PREFIX + blake2b(os.fsencode(path), digest_size=8).hexdigest()
        self.stamps: dict[str, discover.Stamp | None] = {}
        """The stamp of each file at the time of its import."""

    def import_module(self, name: str) -> ModuleType:
        """Return the module ``name`` of this folder. Raise what its code raises."""
        return import_module(f"{self.package}.{name}")

    def refresh(self) -> None:
        """Notice changed and new files."""
        if any(discover.stamp(file) != stamp for file, stamp in self.stamps.items()):
            for name in [name for name in sys.modules if name.partition(".")[0] == self.package]:
                del sys.modules[name]
            self.stamps.clear()
        if self.package not in sys.modules:
            spec = ModuleSpec(self.package, None, is_package=True)
            spec.submodule_search_locations = [self.path]
            sys.modules[self.package] = module_from_spec(spec)
        invalidate_caches()  # a file may be newer than the listing of its folder

    def find(self, top: str) -> ModuleSpec | None:
        """Return the spec of the module or package ``top`` of this folder, without importing it."""
        return PathFinder.find_spec(f"{self.package}.{top}", [self.path])

    def modules(self) -> list[str]:
        """Return the names of all modules and packages of this folder, sorted."""
        import pkgutil

        return [module.name for module in pkgutil.iter_modules([self.path])]

    def code(self) -> list[tuple[str, discover.Stamp | None]]:
        """Return the source files in the folder itself, with their stamps. Any of them may be
        imported later."""
        names = sorted(name for name in os.listdir(self.path) if name.endswith(".py"))
        return [(name, discover.stamp(os.path.join(self.path, name))) for name in names]

    def packages(self) -> list[str]:
        """Return the folders of the imported packages, sorted."""
        return sorted(
            place
            for name, module in list(sys.modules.items())
            if name.rpartition(".")[0] == self.package
            for place in getattr(module, "__path__", ())
        )

    def statement(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 the names that Python gives
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """Run an import statement of a module in this folder: see `builtins.__import__`."""
        top = name.partition(".")[0]
        if level or self.find(top) is None or elsewhere(top, self.path):
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        module = import_module(f"{self.package}.{name}")
        if fromlist:
            return builtins.__import__(module.__name__, globals, locals, fromlist)
        return sys.modules[f"{self.package}.{top}"]


_folders: dict[str, Folder] = {}


def folder_at(path: str) -> Folder:
    """Return the modules of the folder at ``path`` in their current state."""
    path = os.path.realpath(path)
    if path not in _folders:
        if _Finder not in sys.meta_path:
            sys.meta_path.insert(0, _Finder)
        _folders[path] = Folder(path)
    _folders[path].refresh()
    return _folders[path]


def folder_of(module: str) -> Folder | None:
    """Return the folder of a module of this process if it is next to a configuration."""
    package = module.partition(".")[0]
    return next((one for one in _folders.values() if one.package == package), None)


def own_names(text: str) -> str:
    """Return ``text`` with the names of modules that their authors use."""
    for folder in _folders.values():
        text = text.replace(f"{folder.package}.", "")
    return text


def elsewhere(top: str, folder: str) -> str | None:
    """Return where Python or an installed package has the module ``top``, or None.

    Nothing is imported. Packages in ``folder`` and the working directory are not installed.
    """
    if top in sys.stdlib_module_names:
        return "Python's standard library"
    if top == newslint.__name__:
        return package.HOME
    near = {os.path.realpath(folder), os.path.realpath(os.curdir)}
    places = [place for place in sys.path if holds_distributions(place)]
    places = [place for place in places if os.path.realpath(place) not in near]
    specs = [PathFinder.find_spec(top, places)]
    specs += [finder.find_spec(top, None) for finder in sys.meta_path if _is_of_editable(finder)]
    # A folder without code has no origin.
    return next((spec.origin for spec in specs if spec is not None and spec.origin), None)


def _is_of_editable(finder: object) -> bool:
    """Return whether setuptools added this finder for a package that is installed in place."""
    return getattr(finder, "__module__", "").startswith("__editable__")


class _Loader(SourceFileLoader):
    """Imports a source file without writing bytecode, and with `Folder.statement`."""

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = self.source_to_code(self.get_data(self.path), self.path)
        return code

    def exec_module(self, module: ModuleType) -> None:
        folder = folder_of(module.__name__)
        if folder is not None:
            folder.stamps[self.path] = discover.stamp(self.path)
            own: dict[str, Any] = {**vars(builtins), "__import__": folder.statement}
            vars(module)["__builtins__"] = own
        super().exec_module(module)


class _Finder:
    """Finds the modules of all folders that plug-ins were imported from."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or not name.startswith(_PREFIX):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _Loader(name, spec.loader.path)
        return spec
