"""What makes a result what it is: the code that found it, and its settings."""

import os
import sys
from collections.abc import Callable
from typing import Any

from newslint.files import discover
from newslint.rule import Rule


def code_stamp(folder: str) -> tuple[int, int]:
    """Changes with the code below a folder: the time of its newest file, and the size of all. Of a
    folder in a zip file, time and size of that."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    if os.path.isfile(folder):
        status = os.stat(folder)
        return status.st_mtime_ns, status.st_size
    newest = size = 0
    folders = [folder]
    for each in folders:  # grows while it is read
        for entry in os.scandir(each):
            if entry.is_dir() and entry.name != "__pycache__":
                folders.append(entry.path)
            elif entry.name.endswith((".py", ".json")):
                status = entry.stat()
                newest, size = max(newest, status.st_mtime_ns), size + status.st_size
    return newest, size


def plugin_stamp(module: str) -> object:
    """Changes with the code of the plug-in that ``module`` belongs to; newslint has its own."""
    top = sys.modules.get(module.partition(".")[0])
    if top is None or top.__name__ == "newslint":
        return None
    from newslint.catalogue.beside import folder_of

    beside = folder_of(module)
    if beside is not None:
        return [beside.code(), [code_stamp(folder) for folder in beside.packages()]]
    if hasattr(top, "__path__"):
        return [code_stamp(folder) for folder in top.__path__ if os.path.isdir(folder)]
    file = getattr(top, "__file__", None)
    return discover.stamp(file) if file else None


def decides(collect: Callable[..., Any]) -> tuple[object, ...]:
    """What decides the facts that a function collects: its code, and for a method its rule."""
    rule = getattr(collect, "__self__", None)
    identity = rule.identity() if isinstance(rule, Rule) else None
    return identity, plugin_stamp(collect.__module__)
