"""Configuration that came with the tree, or that the user named and somebody else wrote."""

import json
import os
from pathlib import Path
from typing import Any

from tests.hostile.case import Case
from tests.hostile.lint import SECRET
from tests.hostile.trees import each, fifo, link

TOML, PYPROJECT = "newslint.toml", "pyproject.toml"


def refused(text: str | bytes, place: str = ":1:", name: str = TOML, **more: Any) -> Case:
    """A configuration that is an error, told with its place in the file."""
    said = (name + place,) if place.startswith(":") else (place,)
    return Case({name: text}, status=2, neighbours=False, said=said)._replace(**more)


def followed(text: str | bytes, name: str = TOML, **more: Any) -> Case:
    """A configuration with which the articles are linted as ever."""
    return Case({name: text})._replace(**more)


def unusable(make: Any, name: str = TOML) -> Case:
    return Case(make=make, status=2, neighbours=False, said=(f"{name}: the configuration cannot",))


def wrong(key: str, value: str, table: str = "") -> Case:
    """A setting whose value is of the wrong kind."""
    header = f"[{table}]\n" if table else ""
    return refused(f"# nothing\n{header}{key} = {value}\n", f":{3 if table else 2}:")


def own(text: str, **more: Any) -> Case:
    """A configuration of the user's own, for all they do."""

    def make(folder: Path) -> None:
        (folder.parent / "own" / "newslint").mkdir(parents=True)
        (folder.parent / "own" / "newslint" / TOML).write_text(text)

    return Case(make=make, environment={"XDG_CONFIG_HOME": "PLACE/own"})._replace(**more)


FILES = {
    "a FIFO": unusable(fifo(TOML)),
    "a folder": unusable(lambda folder: (folder / TOML).mkdir()),
    "a link out of the tree": unusable(link("../secret.md", TOML)),
    "a link to a device": unusable(link("/dev/zero", TOML)),
    "a link to nothing": unusable(link("nowhere", TOML)),
    "a link to itself": unusable(link(TOML, TOML)),
    "a sparse file": unusable(
        each(
            lambda folder: (folder / TOML).touch(),
            lambda folder: os.truncate(folder / TOML, 8 << 30),
        )
    ),
    "a FIFO for pyproject.toml": unusable(fifo(PYPROJECT), PYPROJECT),
    "a link out for pyproject.toml": unusable(link("../secret.md", PYPROJECT), PYPROJECT),
    "nobody may read it": unusable(
        each(
            lambda folder: (folder / TOML).touch(),
            lambda folder: (folder / TOML).chmod(0),
        )
    )._replace(unprivileged=True),
    "two megabytes": refused(b"#" * 2_000_000, f"{TOML}: the configuration cannot"),
    "empty": followed(""),
    "a byte order mark": followed("\ufeffonline = false\n"),
    "CR LF": followed("online = false\r\n[urls]\r\ntimeout = 1\r\n"),
    "CR": refused("online = false\ronline = true\r"),
    "UTF-16": refused("online = false\n".encode("utf-16")),
    "Latin-1": refused(b"# nothing\ntopics = ['F\xe4hre']\n", ":2:"),
    "a NUL": refused("online = false\n\0\n", ":2:"),
    "an escape sequence": refused("x = '\x1b[31m'"),
    "YAML": refused("online: false\n"),
    "JSON": refused('{"online": false}\n'),
    "an article": refused("---\ntitle: x\n---\n"),
    "another tool's pyproject.toml": followed("[tool.other]\nx = 1\n", PYPROJECT),
    "a broken pyproject.toml that names newslint": refused(
        "[project]\nname = 'newslint'\n[tool.newslint\n", ":3:", PYPROJECT
    ),
    "a broken pyproject.toml of others": followed("[tool.other\n", PYPROJECT),
    "a pyproject.toml in which newslint is text": refused(
        "[tool]\nnewslint = 'x'\n", ":2:", PYPROJECT
    ),
    "a pyproject.toml in which tool is a list": refused("tool = ['newslint']\n", ":1:", PYPROJECT),
    "--config that is not there": refused(
        "", "nowhere.toml", arguments=("--config", "nowhere.toml", "--offline")
    ),
    "--config that is a FIFO": Case(
        make=fifo("c.toml"), arguments=("--config", "c.toml"), status=2, neighbours=False,
        said=("c.toml: the configuration cannot",),
    ),
    "--config that is a device": refused(
        "", "/dev/zero: the conf", arguments=("--config", "/dev/zero")
    ),
    "--config that is a folder": refused("", ".: the conf", arguments=("--config", ".")),
    "--config that is no text": refused(
        bytes(range(256)), ":2:", "c.toml", arguments=("--config", "c.toml")
    ),
    "the user's own is broken": own("nope = 1\n", status=2, neighbours=False,
                                    said=("own/newslint/newslint.toml:1:",)),
    "the user's own widens": own("[urls]\nallow-private = ['127.0.0.1:80']\n"),
}  # fmt: skip


DEEP = {
    "brackets": refused("topics = " + "[" * 50_000),
    "closed brackets": refused("topics = " + "[" * 5_000 + "]" * 5_000),
    "inline tables": refused("rules = " + "{a = " * 20_000),
    "closed inline tables": refused("rules = " + "{a = " * 2_000 + "1" + "}" * 2_000),
    "a dotted key": refused("rules" + ".a" * 100_000 + " = 1"),
    "a dotted header": refused("[rules" + ".a" * 100_000 + "]"),
    "quotes without end": refused("topics = " + '"' * 100_001),
    "an unclosed text": refused("topics = ['" + "x" * 500_000),
    "escapes": refused('topics = ["' + "\\" * 100_001),
    "digits": refused("max-file-size = " + "9" * 100_000),
    "hexadecimal digits": refused("max-file-size = 0x" + "f" * 100_000),
    "thousands of unknown keys": refused("".join(f"k{i} = 1\n" for i in range(20_000))),
    "thousands of tables": refused("".join(f"[t{i}]\n" for i in range(20_000))),
    "thousands of overrides": followed(
        "".join(f"[[overrides]]\nfiles = ['x{i}']\nignore = ['dates']\n" for i in range(2_000))
    ),
    "thousands of topics": followed(f"topics = {['Transport', *map(str, range(15_000))]}\n"),
    "topics against topics": Case(
        {
            TOML: f"topics = {['Transport', *(f'Transpor{i}' for i in range(15_000))]}\n",
            "known.json": json.dumps({"type": 1, "topics": ["Transpor14999"] * 18_000}),
            "unknown.json": json.dumps({"topics": [f"Tanspor{i}" for i in range(9_000)]}),
        },
        (("known.json", "invalid-field", 1), ("unknown.json", "unknown-topic", 1)),
    ),
    "thousands of roots that are not there": followed(
        f"roots = {[f'nowhere{i}' for i in range(20_000)]}\n", said=("19900 more notices",)
    ),
    "a topic of a megabyte": followed(f"topics = ['Transport', '{'x' * 900_000}']\n"),
    "one key again and again": refused("online = false\n" * 50_000, ":2:"),
    "arrays of tables": refused("[[a]]\n" * 70_000, ":65536:"),
}  # fmt: skip

VALUES = {
    "an unknown key": refused("onlin = false\n", "did you mean 'online'"),
    "an unknown table": refused("\n[url]\ntimeout = 1\n", ":2:"),
    "a key that acts": refused('"::error::\\u001b[31m##vso[x]\\u202e" = 1\n'),
    "a key of a megabyte": refused(f"{'k' * 900_000} = 1\n"),
    "an empty key": refused('"" = 1\n'),
    "a key __proto__": refused("__proto__ = 1\n"),
    "a value that acts": refused('fail-on = "\\u001b[31m::error::\\n::error::\\u202e"\n'),
    "online as text": wrong("online", "'no'"),
    "online as a number": wrong("online", "0"),
    "roots as text": wrong("roots", "'a'"),
    "roots of numbers": wrong("roots", "[1]"),
    "roots of nothing": wrong("roots", "['']"),
    "exclude as a table": wrong("exclude", "{a = 1}"),
    "select as text": wrong("select", "'urls'"),
    "select of what is no rule": wrong("select", "['url']"),
    "ignore of what is no rule": wrong("ignore", "['\\u001b[31m']".replace("'", '"')),
    "ignore of a path": wrong("ignore", "['../../etc/passwd']"),
    "fail-on nothing": wrong("fail-on", "''"),
    "fail-on a word": wrong("fail-on", "'fatal'"),
    "fail-on in capitals": wrong("fail-on", "'ERROR'"),
    "topics of lists": wrong("topics", "[['a']]"),
    "overrides as a table": refused("[overrides]\nfiles = ['a']\n"),
    "overrides without files": refused("[[overrides]]\nignore = ['urls']\n"),
    "overrides of no files": refused("[[overrides]]\nfiles = []\n", ":2:"),
    "a severity that is none": refused(
        "[[overrides]]\nfiles = ['*']\nseverity = {urls = 'loud'}\n", ":3:"
    ),
    "a severity as a number": refused("[rules.dead-url]\nseverity = 3\n", ":2:"),
    "a severity of no rule": refused(
        "[[overrides]]\nfiles = ['*']\nseverity = {urlz = 'note'}\n", ":3:"
    ),
    "an option of no rule": refused("[rules.nope]\nx = 1\n"),
    "an option that a rule has not": refused("[rules.same-story]\nx = 1\n", ":2:"),
    "an option of the wrong kind": refused("[rules.duplicate-text]\nTHR = 'x'\n", ":2:"),
    "an option of the wrong kind, a number": refused("[rules.future-date]\ndays = 1.5\n", ":2:"),
    "an option as text": refused("[rules.future-date]\ndays = '1'\n", ":2:"),
    "an option that is not a number": refused("[rules.duplicate-text]\nshare = nan\n", ":2:"),
    "an option without end": refused("[rules.duplicate-text]\nshare = inf\n", ":2:"),
    "an option of many digits": refused(f"[rules.same-story]\ndays = {'9' * 400}\n", ":2:"),
    "a share below zero": refused("[rules.duplicate-text]\nshare = -1e300\n", ":2:"),
    "days without end": refused("[rules.same-story]\ndays = 1e308\n", ":2:"),
    "days below zero": refused("[rules.same-story]\ndays = -5.0\n", ":2:"),
    "days beyond the calendar": refused("[rules.future-date]\ndays = 999999999999999\n", ":2:"),
    "days before the calendar": refused("[rules.future-date]\ndays = -99999999999\n", ":2:"),
    "a rule as a number": wrong("rules", "{dead-url = 1}"),
    "a rule called __class__": refused("[rules.__class__]\nx = 1\n"),
    "an option called __class__": refused("[rules.dead-url]\n__class__ = 'x'\n", ":2:"),
    "an option called name": refused("[rules.dead-url]\nname = 'x'\n", ":2:"),
    "an option called check": refused("[rules.invalid-field]\ncheck = 'x'\n", ":2:"),
    "a size of nothing": wrong("max-file-size", "0"),
    "a size below nothing": wrong("max-file-size", "-1"),
    "a size without end": wrong("max-file-size", "99999999999999999999"),
    "a size as a float": wrong("max-file-size", "1.5"),
    "a size as infinity": wrong("max-file-size", "inf"),
    "a size as text": wrong("max-file-size", "'1 MB'"),
    "a limit of front matter without end": wrong("max-front-matter", "999999999999"),
    "a date for a size": wrong("max-file-size", "2024-01-01"),
    "a time below nothing": wrong("timeout", "-1", "urls"),
    "a time that is none": wrong("timeout", "'soon'", "urls"),
    "a time of many digits": wrong("timeout", f"'{'9' * 10_000}s'", "urls"),
    "a time that is not a number": wrong("timeout", "nan", "urls"),
    "a time without end": wrong("timeout", "inf", "urls"),
    "concurrency without end": wrong("concurrency", "1000000", "urls"),
    "concurrency of nothing": wrong("concurrency", "0", "urls"),
    "a status that is none": wrong("accept", "[99999]", "urls"),
    "a status as text": wrong("accept", "['404']", "urls"),
    "redirects without end": wrong("max-redirects", "1000000000", "urls"),
    "bytes without end": wrong("max-bytes", "99999999999999", "urls"),
    "a proxy as a table": wrong("proxy", "{a = 1}", "urls"),
    "headers as a list": wrong("headers", "[1]", "urls"),
    "a user-agent with a line end": wrong("user-agent", '"a\\r\\nX: y"', "urls"),
    "a user-agent that is a list": wrong("user-agent", "['a']", "urls"),
    "schemas as a list": wrong("schemas", "['a']"),
    "a schema as a number": wrong("schemas", "{'*' = 1}"),
    "a cache as text": wrong("cache", "'yes'"),
    "plug-ins as text": wrong("plugins", "'os'"),
}  # fmt: skip

PATTERNS = {
    "stars that explode": followed(f"exclude = ['{'*a' * 2_000}b']\n"),
    "folders that explode": followed(f"exclude = ['{'**/a/' * 800}b']\n"),
    "question marks": followed(f"exclude = ['{'?*' * 2_000}b']\n"),
    "alternatives": followed(f"exclude = ['{'{a,b}' * 8}']\n"),
    "a thousand globs": followed(f"exclude = {['*x*' * 9 + str(i) for i in range(1_000)]}\n"),
    "an override's stars": followed(
        f"[[overrides]]\nfiles = ['{'*a' * 2_000}b', '{'**/a/' * 800}b']\nignore = ['urls']\n"
    ),
    "a schema's stars": followed(f"[schemas]\n'{'*a' * 400}b' = 'article'\n"),
    "a glob without end": refused(f"exclude = ['{'*a' * 50_000}']\n"),
    "brackets": refused(f"exclude = ['a', '{'[' * 4_000}']\n"),
    "braces": refused(f"exclude = ['a', '{'{' * 4_000}']\n"),
    "closed braces": refused(f"exclude = ['a', '{'{' * 2_000 + '}' * 2_000}']\n"),
    "alternatives that explode": refused(f"exclude = ['{'{a,b}' * 800}']\n"),
    "alternatives that explode in sum": refused(
        f"exclude = {['{a,b}' * 8 + str(i) for i in range(9_000)]}\n"
    ),
    "an empty range": refused("exclude = ['[z-a]']\n"),
    "a backslash": refused("exclude = ['\\']\n"),
    "a negation": refused("exclude = ['!a-good.md']\n"),
    "a way out": refused("exclude = ['../**']\n"),
    "a glob that acts": refused('exclude = ["!\\u001b[31m\\n::error::\\u202e##vso[x]"]\n'),
    "an override's brackets": refused(
        f"[[overrides]]\nfiles = ['{'[' * 4_000}']\nignore = ['urls']\n", ":2:"
    ),
    "a schema's brackets": refused("[schemas]\n'[' = 'article'\n", ":2:"),
    "URLs' stars": followed(f"[urls]\nexclude = ['{'*a' * 499}b']\n"),
    "URLs' brackets": followed(f"[urls]\nexclude = ['{'[' * 999}', 'https://[::1', '*']\n"),
    "URLs' many stars": refused(f"[urls]\nexclude = ['{'*a' * 2_000}b']\n", ":2:"),
    "everything": Case(
        {TOML: "exclude = ['**']\n"}, status=2, neighbours=False, said=("no article",)
    ),
}  # fmt: skip


def withheld(text: str, what: str, **more: Any) -> Case:
    """A setting that a configuration that was only found is not followed in; that is said."""
    return followed(text, said=(f"{what} is ignored",))._replace(**more)


REACH = {
    "private hosts": withheld("[urls]\nallow-private = ['127.0.0.1:80']\n", "urls.allow-private"),
    "headers": withheld("[urls.headers.'a.example']\nX-Y = 'z'\n", "urls.headers"),
    "credentials": withheld(
        "[urls.headers.'a.example']\nAuthorization = '${PRESS_TOKEN}'\n", "urls.headers"
    ),
    "credentials in an unknown variable": withheld(
        "[urls.headers.'a.example']\nAuthorization = '${NOPE}'\n", "urls.headers"
    ),
    "credentials spelled out": withheld(
        f"[urls.headers.'a.example']\nAuthorization = '{SECRET[:4]}'\n", "urls.headers"
    ),
    "a proxy": withheld("[urls]\nproxy = 'http://127.0.0.1:1'\n", "urls.proxy"),
    "a proxy with a password": withheld("[urls]\nproxy = 'http://u:p@h.example:1'\n", "urls.proxy"),
    "an archive": withheld("[urls]\narchive-url = 'http://127.0.0.1/'\n", "urls.archive-url"),
    "certificates": withheld("[urls]\nca = 'mine.pem'\n", "urls.ca"),
    "plug-ins": withheld("plugins = ['evil']\n", "plugins", make=lambda folder: _evil(folder)),
    "plug-ins that would be rules": withheld(
        "plugins = ['evil']\nselect = ['evil-rule', 'fields', 'file']\n", "plugins",
        make=lambda folder: _evil(folder),
    ),
    "plug-ins of the system": withheld("plugins = ['antigravity', 'this']\n", "plugins"),
    "a cache": withheld("cache-dir = 'cache'\n", "cache-dir"),
    "a cache outside": withheld("cache-dir = '../../cache'\n", "cache-dir"),
    "roots outside": withheld("roots = ['..', '/etc']\n", "roots"),
    "roots behind a link": withheld(
        "roots = ['out']\n", "roots", make=link("..", "out"), at=(("out", "unreadable-file", 1),)
    ),
    "roots that are not there": followed("roots = ['nowhere']\n"),
    "roots of special files": followed("roots = ['pipe', 'a-good.md']\n", make=fifo("pipe")),
    "a schema outside": withheld("[schemas]\n'*' = '../secret.md'\n", "schemas.*"),
    "a schema of the system": withheld("[schemas]\n'*' = '/etc/passwd'\n", "schemas.*"),
    "a schema for a type outside": withheld(
        "[schemas-by-type]\narticle = '../secret.md'\n", "schemas-by-type.article"
    ),
    "all of it in pyproject.toml": followed(
        "[tool.newslint]\nplugins = ['evil']\n[tool.newslint.urls]\nproxy = 'http://x.example'\n",
        PYPROJECT, said=("plugins is ignored", "urls.proxy is ignored"),
        make=lambda folder: _evil(folder),
    ),
    "all of it in the folder above": followed(
        "", "x", said=("plugins is ignored",),
        make=lambda folder: (folder.parent / TOML).write_text("plugins = ['evil']\n"),
    ),
    "a file below": followed("plugins = ['evil']\n", f"sub/{TOML}"),
    "online although asked not to": followed("online = true\n"),
}  # fmt: skip


def _evil(folder: Any) -> None:
    """A module that leaves a trace when it is run."""
    (folder / "evil.py").write_text("open('ran', 'w')\nraise SystemExit(77)\n")


CLASSES = {
    "configuration files": FILES,
    "configuration, depth and size": DEEP,
    "configuration, values": VALUES,
    "configuration, patterns": PATTERNS,
    "configuration, reach": REACH,
}
