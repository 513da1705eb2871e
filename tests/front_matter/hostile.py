"""Documents that try to take a reader's time, memory or stack.

    python -m tests.front_matter.hostile

reads them all, each within limits on time and memory that the system enforces, and prints as JSON
what is said of each: a process that dies says which document it died of on stderr.
"""

import json
import math
import sys
from collections.abc import Callable, Iterator

from newslint.article import Article

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space for the whole process."""
SECONDS = 20
"""CPU time for one document: far more than it takes, far less than a hang."""


def repeat(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def numbered(form: str, size: int, end: str = "\n") -> str:
    """``form`` with ``{i}`` counting up, for about ``size`` characters."""
    count = size // (len(form) + 4)
    return end.join(form.replace("{i}", str(i)) for i in range(count))


def bomb(levels: int) -> str:
    """Ten aliases of ten aliases of ten …"""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines)


def staircase(size: int) -> str:
    steps = math.isqrt(2 * size)
    return "\n".join(" " * i + "a:" for i in range(steps))


YAML: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a: " + repeat("[", n),
    "braces": lambda n: "a: " + repeat("{", n),
    "braces with keys": lambda n: "a: " + repeat("{b: ", n),
    "brackets with text": lambda n: "a: " + repeat("[x,", n),
    "question marks": lambda n: repeat("? ", n),
    "dashes": lambda n: repeat("- ", n),
    "question marks and dashes": lambda n: repeat("? - ", n),
    "staircase": staircase,
    "alias bomb": lambda n: bomb(30),
    "long text and many aliases": lambda n: (
        f"a: &a '{repeat('x', n // 2)}'\nb: [{repeat('*a,', n // 2)}]"
    ),
    "merge chain": lambda n: (
        "a0: &a0 {" + numbered("k{i}: 1", n // 2, ", ") + "}\n"
        + "\n".join(f"a{i}: &a{i}\n  <<: *a{i - 1}" for i in range(1, n // 60))
    ),
    "merge list": lambda n: "a: &a {k: 1}\nb:\n  <<: [" + repeat("*a, ", n) + "*a]",
    "merge after merge": lambda n: (
        "a: &a {" + numbered("k{i}: 1", n // 2, ", ") + "}\nb:\n" + repeat("  <<: *a\n", n // 2)
    ),
    "recursive anchor": lambda n: "a: &a\n  b: *a",
    "anchors": lambda n: numbered("k{i}: &a{i} x", n) + "\nb: *nope",
    "directives": lambda n: numbered("%TAG !a{i}! tag:x,2000:", n) + "\n--- {}",
    "documents": lambda n: repeat("--- a\n", n),
    "one field again and again": lambda n: repeat("a: 1\n", n),
    "CR": lambda n: repeat("a: 1\r", n),
    "values": lambda n: "a: [" + repeat("1,", n) + "]",
    "digits": lambda n: "a: " + repeat("9", n),
    "hexadecimal digits": lambda n: "a: 0x" + repeat("f", n),
    "sexagesimal": lambda n: "a: 1" + repeat(":59", n),
    "many long numbers": lambda n: "a:\n" + repeat("- 0x" + "f" * 300 + "\n", n),
    "a long name": lambda n: repeat("k", n) + ": 1",
    "a long name above many": lambda n: (
        "? " + repeat("k", n // 2) + "\n:\n" + numbered("  k{i}: 1", n // 2) + "\nb: *nope"
    ),
    "colons": lambda n: "a" + repeat(": ", n),
    "open quote": lambda n: 'a: "' + repeat("x\n  ", n),
    "quotes": lambda n: "a: '" + repeat("''", n),
    "tags": lambda n: "a: " + repeat("!a ", n),
    "NUL": lambda n: "a: " + repeat("\0", n),
    "tabs": lambda n: "a:\n" + repeat("\t", n) + "b",
}  # fmt: skip
"""By name: what makes the document, of about so many characters."""

HARMLESS: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "a: 1\n" + repeat("# x\n", n),
    "blank lines": lambda n: "a: 1\n" + repeat("\n", n),
    "literal": lambda n: "a: |\n" + repeat("  x\n", n),
    "blank lines in a literal": lambda n: "a: |\n  x\n" + repeat(" \n", n),
    "folded": lambda n: "a: >\n" + repeat("  x\n\n", n),
    "lines in quotes": lambda n: 'a: "' + repeat("x\n  ", n) + '"',
    "escapes": lambda n: 'a: "' + repeat("\\x41", n) + '"',
    "line separators": lambda n: "a: '" + repeat("\u2028", n) + "'",
    "astral characters": lambda n: "a: '" + repeat("😀", n) + "'",
}
"""Long, but nothing is wrong with it."""

TOML: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "a = " + repeat("[", n),
    "braces": lambda n: "a = " + repeat("{b = ", n),
    "dotted key": lambda n: repeat("a.", n) + "a = 1",
    "dotted table": lambda n: "[" + repeat("a.", n) + "a]",
    "a long table above many": lambda n: "[" + repeat("a", n // 2) + "]\n" + numbered("k{i}=1", n),
    "tables again and again": lambda n: repeat("[a]\n", n),
    "one key again and again": lambda n: repeat("a.b = 1\n", n),
    "digits": lambda n: "a = " + repeat("9", n),
    "quotes": lambda n: 'a = """' + repeat('"\\\n', n),
    "open quote": lambda n: "a = '" + repeat("x", n),
}

JSON: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: '{"a": ' + repeat("[", n),
    "objects": lambda n: repeat('{"a":', n),
    "values": lambda n: '{"a": [' + repeat("0,", n) + "0]}",
    "digits": lambda n: '{"a": ' + repeat("9", n) + "}",
    "half characters": lambda n: '{"a": "' + repeat("\\ud800", n) + '"}',
    "open quote": lambda n: '{"a": "' + repeat("x", n),
    "quotes": lambda n: "{" + repeat('"', n),
    "one name again and again": lambda n: "{" + repeat('"a":0,', n) + '"b":1}',
}


def files() -> Iterator[tuple[str, str, str]]:
    """Name, path and text of every file; the names of harmless ones begin with "harmless"."""
    between, whole = 60_000, 1_000_000  # characters of front matter, of a data file
    for name, make in YAML.items():
        yield f"yaml: {name}", "a.md", f"---\n{make(between)}\n---\nbody\n"
        yield f"yaml file: {name}", "a.yaml", make(whole)
    for name, make in HARMLESS.items():
        yield f"harmless: {name}", "a.md", f"---\n{make(between)}\n---\nbody\n"
        yield f"harmless file: {name}", "a.yaml", make(whole)
    for name, make in TOML.items():
        yield f"toml: {name}", "a.md", f"+++\n{make(between)}\n+++\nbody\n"
    for name, make in JSON.items():
        yield f"json: {name}", "a.md", make(between) + "\nbody\n"
        yield f"json file: {name}", "a.json", make(whole)
    yield "fences that are none", "a.md", "---\na: 1\n" + repeat("---x\n", whole)
    yield "front matter that never ends", "a.md", "---\n" + numbered("a{i}: 1", whole)
    yield "front matter without bounds", "a.md", "---\n" + numbered("a{i}: 1", whole) + "\n---\n"
    yield "harmless: a body of fences", "a.md", "---\na: 1\n---\n" + repeat("---\n", whole)


def main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said: dict[str, list[tuple[str, int, str]]] = {}
    for name, path, text in files():
        print(name, file=sys.stderr, flush=True)
        source = text.encode()
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = math.ceil(used.ru_utime + used.ru_stime) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        article = Article.parse(path, source)
        assert len(article.places) <= 100_000
        said[name] = [
            (fault.rule, article.span(fault.start, fault.end).line, fault.message)
            for fault in article.faults[:3]
        ]
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
