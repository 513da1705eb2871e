"""Articles, names and options that want to act on whoever reads the report."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.articles import GOOD
from tests.hostile.case import Case
from tests.hostile.lint import FAULTY, SECRET

SIGNS = {
    "an escape sequence": "\x1b[31mred\x1b[2J",
    "a title of the terminal": "\x1b]0;owned\x07\x9d0;owned\x9c",
    "a link of the terminal": "\x1b]8;;https://tarn-times.example\x1b\\x\x1b]8;;\x1b\\",
    "backspaces": "abc\x08\x08\x08\x7f\r",
    "C1 controls": "\x9b31m\x85\x90",
    "a command of GitHub": "x\n::error file=a,line=1::owned\n::set-output name=a::b",
    "a command behind another line end": "x\r::error::a\u2028::error::b\x0b::error::c\x85::x::",
    "a command of Azure": "##vso[task.setvariable variable=a;isSecret=false]b",
    "a command of others": "##[error]x ##teamcity[buildStop]",
    "a command in pieces": "####vso[x]#\u200b#vso[y]",
    "right to left": "\u202egnp.exe\u202c\u2066\u2069\u200f",
    "what nobody sees": "a\u200b\u200c\u2060\ufeff\u00adb\U000e0041\U000e007f",
    "markup": "]]><script>alert(1)</script><!--&amp;&#0;&xxe;\"'",
    "variables": "${PRESS_TOKEN} $PRESS_TOKEN %PRESS_TOKEN% {env.PRESS_TOKEN} %(x)s {0} {self}",
    "half a character": "\ud800x\udfff",
    "no characters": "\ufffe\uffff\U0001ffff",
    "without end": "word " * 5_000,
    "without spaces": "x" * 30_000,
}
"""Each to stand in every place of `PLACES`."""


def quoted(text: str) -> str:
    """As YAML has it in quotes. Of halves of characters it knows nothing."""
    return json.dumps(text.encode(errors="replace").decode())


def field(name: str) -> Callable[[str], str]:
    return lambda sign: f"{name}: {quoted(sign)}\n"


PLACES: dict[str, Callable[[str], str]] = {
    "the title": field("title"),
    "the excerpt": field("excerpt"),
    "the type": field("type"),
    "a date": field("publishedDateTime"),
    "an integer": field("quality"),
    "a URL": lambda sign: field("webUrl")("https://tarn-times.example/" + sign),
    "a scheme": lambda sign: field("webUrl")(f"javascript:{sign}"),
    "a host": lambda sign: field("webUrl")(f"http://{sign}.example/"),
    "an image": lambda sign: f"images: [{{url: {quoted(sign)}, width: {quoted(sign)}}}]\n",
    "a provider": lambda sign: f"provider: {{name: {quoted(sign)}, domain: {quoted(sign)}}}\n",
    "a topic": lambda sign: f"topics: [{quoted(sign)}, {quoted(sign)}]\n",
    "a field's name": lambda sign: f"? {quoted(sign[:900])}\n: 1\n",
    "a field's name further down": lambda sign: f"related: [{{? {quoted(sign[:900])} : 1}}]\n",
    "a name that is twice": lambda sign: (
        f"{{? {quoted(sign[:900])} : 1, ? {quoted(sign[:900])} : 2}}"
    ),
    "a tag": lambda sign: "x: !" + sign.replace("\n", " ") + "\n",
    "an alias": lambda sign: "x: *" + sign.replace("\n", " ") + "\n",
    "a schema": field("$schema"),
    "an ignore comment": lambda sign: (
        f"x: 1 # newslint: ignore[{sign.replace(chr(10), ' ')}] {sign}\n"
    ),
    "the body": lambda sign: "title: 1\n---\n" + sign,
}


def placed(sign: str) -> Case:
    """A stranger's articles with ``sign`` in one place each, and in a file as it is."""
    sign = sign.encode(errors="replace").decode()
    files = {f"{place}.md": f"---\n{make(sign)}\n---\nText.\n" for place, make in PLACES.items()}
    settings = {"bare.md": sign, "newslint.toml": "topics = ['Transport']\n"}
    return Case({**files, **settings}, (("bare.md", "no-front-matter", None),))


def many(text: str, said: str = "h.md: there are more than 500 findings") -> Case:
    return Case({"h.md": text}, said=(said,))


def _flood(folder: Path) -> None:
    for i in range(60):
        text = "---\n" + "".join(f"field{i}x{n}: 1\n" for n in range(200)) + "---\n"
        (folder / f"h{i}.md").write_text(text)


def _copies(folder: Path) -> None:
    for i in range(300):
        (folder / f"h{i}.md").write_text(FAULTY.replace("market", "harbour"))


FLOODS = {
    "findings of one file": many("---\n" + "".join(f"f{i}: 1\n" for i in range(2_000)) + "---\n"),
    "findings of one field": many("---\nrelated: [" + "{a: 1}, " * 2_000 + "]\n---\n"),
    "hidden characters": many("---\ntitle: x\n---\n" + "a\u202eb " * 20_000)._replace(said=()),
    "mojibake": many("---\ntitle: x\n---\n" + "CafÃ© " * 20_000)._replace(said=()),
    "ignore comments": many(
        "---\n"
        + "".join(f"f{i}: 1 # newslint: ignore[naive-date]\n" for i in range(1_200))
        + "---\n"
    ),
    "names in an ignore comment": Case(
        {
            "h.md": "---\nx: 1 # newslint: ignore["
            + ",".join(f"r{i}" for i in range(9_000))
            + "]\n---\n"
        }
    ),
    "ignore comments of many names": Case(
        {
            "h.yaml": f"# newslint: ignore-file[{'zz,' * 600}]\n" * 1_500
            + "".join(f"f{i}: 1\n" for i in range(3_000))
        },
        (("h.yaml", "missing-field", None),),
    ),
    "related entries": many("---\nrelated:\n" + "- {title: 1}\n" * 4_000 + "---\n"),
    "files": Case(make=_flood),
    "copies": Case(make=_copies, at=(("h99.md", "duplicate-url", None),)),
    "one line": Case(
        {"h.md": f"---\ntitle: [{'x, ' * 9_000}]\n---\n"}, (("h.md", "invalid-field", 2),)
    ),
}


def told(*arguments: str, said: tuple[str, ...] = (), **more: Any) -> Case:
    """A command line that is refused; its words come back without acting."""
    return Case(
        arguments=arguments, paths=(), status=2, neighbours=False, reports=False, said=said
    )._replace(**more)


ACTING = "\x1b[31m\n::error::\u202e##vso[x]\udcff"

OPTIONS = {
    "a PATH": told(ACTING),
    "a PATH without end": told("x" * 100_000),
    "an option": told(f"--{ACTING}"),
    "an option with a value": told(f"--{ACTING}={ACTING}"),
    "a format": told("-f", ACTING),
    "a file of a format": told("-f", f"json=nowhere/{ACTING}", "a-good.md", writes="tree/nowhere"),
    "a selection": told("--select", ACTING),
    "what to ignore": told("--ignore", ACTING),
    "a severity": told("--fail-on", ACTING),
    "colours": told("--color", ACTING),
    "processes": told("-j", ACTING),
    "a configuration": told("--config", ACTING),
    "a schema": told("--schema", ACTING, "a-good.md"),
    "a record": told("--urls-from", ACTING, "a-good.md"),
    "a value where none belongs": told(f"--offline={ACTING}"),
    "a command": told("rulez"),
    "a rule": told("rule", ACTING),
    "a schema to show": told("schema", ACTING),
    "a pair": told("duplicates", "--pair", ACTING, ACTING),
    "an export": told("urls", "--export", f"nowhere/{ACTING}", writes="tree/nowhere"),
    "what - is called": Case(
        arguments=("--offline", "--stdin-filename", ACTING.replace("\udcff", "") + ".md", "-"),
        paths=(),
        stdin=b"---\ntitle: 1\n---\n",
        neighbours=False,
    ),
    "a cache": Case(arguments=("--offline", "--cache-dir", "/dev/null/" + ACTING)),
}

_NAME = "::error::\x1b[31m\n::error::\u202e##vso[x]"

LEAKS = {
    "the configuration in force": Case(
        make=lambda folder: _secrets(folder),
        arguments=("--config", "PLACE/own.toml", "--show-config"),
        status=0,
        paths=(),
        neighbours=False,
        reports=False,
    ),
    "a header in its lines": Case(
        make=lambda folder: _secrets(folder),
        arguments=("--config", "PLACE/own.toml", "--offline"),
    ),
    "a header that no header can be": Case(
        make=lambda folder: _secrets(folder),
        arguments=("--config", "PLACE/own.toml", "--offline"),
        environment={"PRESS_TOKEN": f"{SECRET}\r\nX: y"},
        status=2,
        neighbours=False,
        said=("own.toml:",),
    ),
    "a proxy of the environment": Case(
        asks=True,
        make=lambda folder: _secrets(folder, asks=True, proxy=""),
        arguments=("--online", "--no-cache", "--config", "PLACE/own.toml"),
        environment={"http_proxy": f"http://user:{SECRET}@127.0.0.1:9"},
        at=(("h.md", "unverified-url", 5),),
    ),
    "a proxy of the configuration": Case(
        asks=True,
        make=lambda folder: _secrets(folder, asks=True, proxy="127.0.0.1:9"),
        arguments=("--online", "--no-cache", "--config", "PLACE/own.toml"),
        at=(("h.md", "unverified-url", 5),),
    ),
    "files behind links": Case(
        make=lambda folder: (folder / "h.md").symlink_to("../secret.md"),
        at=(("h.md", "unreadable-file", 1),),
    ),
    "which files": Case(
        make=lambda folder: _odd_names(folder),
        arguments=("--show-files", "."),
        paths=(),
        status=0,
        neighbours=False,
        reports=False,
    ),
    "statistics": Case(make=lambda folder: _odd_names(folder), arguments=("--offline", "--timing")),
    "duplicates": Case(
        make=lambda folder: _odd_names(folder),
        arguments=("duplicates", "."),
        paths=(),
        status=1,
        neighbours=False,
        reports=False,
    ),
    "duplicates as JSON": Case(
        make=lambda folder: _odd_names(folder),
        arguments=("duplicates", "-f", "json", "."),
        paths=(),
        status=1,
        neighbours=False,
        reports=False,
    ),
    "a pair": Case(
        make=lambda folder: _odd_names(folder),
        paths=(),
        reports=False,
        neighbours=False,
        status=1,
        arguments=("duplicates", "--pair", f"{_NAME}0.md", f"{_NAME}1.md"),
    ),
}


def _odd_names(folder: Path) -> None:
    for i in range(3):
        (folder / f"{_NAME}{i}.md").write_text(
            GOOD.replace("Ferry service", json.dumps(_NAME)[1:-1])
            .replace("title: ", 'title: "')
            .replace("resumes", 'resumes"')
            .replace("/ferry", "/same")
        )


def _secrets(folder: Path, *, asks: bool = False, proxy: str = "tarn-times.example:1") -> None:
    """A configuration of the user's with secrets; with ``asks`` an article to ask about, too."""
    (folder.parent / "own.toml").write_text(
        "[urls]\nretries = 0\n"
        + (f"proxy = 'http://user:{SECRET}@{proxy}'\n" if proxy else "")
        + "allow-private = ['127.0.0.1:8', '127.0.0.1:9']\n"
        "[urls.headers.'tarn-times.example']\nAuthorization = 'Bearer ${PRESS_TOKEN}'\n"
        "Cookie = '${PRESS_TOKEN}'\nX-Token = '${PRESS_TOKEN}'\n"
    )
    if asks:
        article = GOOD.replace("https://tarn-times.example/f", "http://127.0.0.1:8/f")
        (folder / "h.md").write_text(article)


CLASSES = {
    "signs in every place": {name: placed(sign) for name, sign in SIGNS.items()},
    "floods": FLOODS,
    "options": OPTIONS,
    "leaks": LEAKS,
}
