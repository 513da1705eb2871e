"""Imports inside the package point downwards."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import newslint

PACKAGE = Path(newslint.__file__).parent

LAYERS = (
    {
        "dates", "errors", "finding", "markdown", "markup", "package", "pattern",
        "prose", "suggest", "text", "toml",
    },
    {"settings"},
    {"files"},
    {"progress"},
    {"front_matter"},
    {"vocabulary"},
    {"article"},
    {"ignores"},
    {"result", "rule"},
    {"fixes", "links", "schema"},
    {"web"},
    {"similarity"},
    {"rules"},
    {"catalogue"},
    {"cache", "engine", "report"},
    {"pipeline"},
    {"config"},
    {"infer", "init", "testing"},
    {"api", "commands"},
    {"cli"},
    {"__main__"},
)  # fmt: skip
"""Modules and folders of the package, the lowest layer first. The leaves may import each other;
the members of any other layer may not."""

UPWARDS = {
    ("settings", "files"): "the configuration matches the globs that it holds",
    ("web", "cache"): "what is remembered of URLs is stored in the cache folder",
}
"""Imports from a lower layer to a higher one, by folder, each with its reason."""

UPWARDS_FOR_TYPES = {
    ("rule", "catalogue"): "rules about ignore comments are given the rules of the run",
    ("rules", "catalogue"): "these rules",
    ("vocabulary", "article"): "images are those of an article's stories",
}
"""The same for type checkers only."""


class Import(NamedTuple):
    """An import from one part of the package by another one."""

    module: str
    source: str
    """The layer member that imports, the first name below the package."""
    target: str
    for_types: bool


def imports() -> Iterator[Import]:
    """All imports between different parts of the package, those inside functions included."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        source = module.partition(".")[0]
        if module == "__init__":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        typed = {id(node) for block in ast.walk(tree) if _is_for_types(block)
                 for node in ast.walk(block)}  # fmt: skip
        for node in ast.walk(tree):
            for name in _imported(node):
                target = name.split(".")[1]
                if target != source:
                    yield Import(module, source, target, id(node) in typed)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _imported(node: ast.AST) -> list[str]:
    """The modules of the package that a statement imports; names of the package itself, such as
    its version, belong to no layer."""
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
        if node.module == "newslint":
            names = [f"newslint.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        return []
    members = set().union(*LAYERS)
    return [
        name
        for name in names
        if name.startswith("newslint.")
        and (name.split(".")[1] in members or (PACKAGE / f"{name.split('.')[1]}.py").exists())
    ]


def rank(member: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if member in layer)


def upwards(*, for_types: bool) -> dict[tuple[str, str], list[str]]:
    """The modules with imports that do not point downwards, by what imports what."""
    modules: dict[tuple[str, str], list[str]] = {}
    for one in imports():
        below = rank(one.target) < rank(one.source)
        if not (below or rank(one.source) == rank(one.target) == 0) and one.for_types is for_types:
            modules.setdefault((one.source, one.target), []).append(one.module)
    return modules


def test_every_part_of_the_package_has_one_layer() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    members = [member for layer in LAYERS for member in layer]
    assert sorted(members) == sorted(parts - {"__init__", "__pycache__", "schemas"})


def test_imports_point_downwards() -> None:
    assert upwards(for_types=False).keys() == UPWARDS.keys()


def test_imports_for_type_checkers_point_downwards() -> None:
    assert upwards(for_types=True).keys() - UPWARDS.keys() == UPWARDS_FOR_TYPES.keys()
