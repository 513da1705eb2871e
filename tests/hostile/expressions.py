"""The same few characters again and again, in every place that a rule looks at."""

import json
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.lint import FAULTY

SIZE = 50_000
"""Characters of a body: so many squared are more steps than a run has time for."""
MEGABYTE = 1_000_000

PIECES = {
    "letters": ["a", "A", "é", "字", "к", "ａ", "İ", "ß", "ﬁ", "a\u0301", "👍", "\u200b", "\u202e"],
    "blanks and line ends": [" ", " a", "a ", "\n", "\t", "\r\n", "\n\n- ", "a\n"],
    "signs": [
        ".",
        ". ",
        ".,",
        " .",
        "...",
        "-",
        "|",
        " | ",
        "*",
        "_",
        "!",
        "(",
        ")",
        "“",
        "…",
        "\\",
    ],
    "quotes": ['"', "'", "`", "```", '"a" ', "it's "],
    "markup": ["<", "<a ", "<a href=", "<p>", "<!--", "-->", "<script>", "<img src=x ", "&", "&#"],
    "links": ["[", "[a](", "[x](https://", "![", '<img srcset="', "]: ", "[^1]", "> "],
    "shortcodes": ["{{", "{{<", "{%", "{{% a", "%}"],
    "addresses": [
        "http://",
        "https://a.example/ ",
        "//",
        "www.",
        "%",
        "%25",
        "&a=b",
        "?",
        "@",
        "/amp",
    ],
    "numbers": ["1", "1,", "1.", "1:", "2024-", "0x"],
    "mojibake": ["â€", "Ã", "Ã©", "ï¿½", "\ufffd"],
    "phrases": ["Click here ", "please ", "©", "Read more. ", "AMP ", "A.B.", "a-b-"],
    "comments": ["#", "# newslint: ignore[a] ", "newslint:", "##", "~~"],
}

_CONFIGURATION = "max-front-matter = 16000000\nmax-file-size = 64000000\ntopics = ['Transport']\n"
_FIELDS = ("title", "excerpt", "publishedDateTime", "type", "locale")
_ADDRESSES = {
    "webUrl": "https://",
    "originalUrl": "https://a.example/",
    "ampWebUrl": "https://a.example/?",
}


def repeated(piece: str, size: int = SIZE) -> Case:
    """``piece`` again and again in bodies, fields, names and comments."""

    def make(folder: Path) -> None:
        (folder.parent / "own.toml").write_text(_CONFIGURATION)
        long = piece * (size // len(piece))
        short = piece * (size // len(piece) // 10)
        quoted = json.dumps(short)
        fields = [f"{name}: {quoted}" for name in _FIELDS]
        fields += [f"{name}: {json.dumps(start + short)}" for name, start in _ADDRESSES.items()]
        fields += [f"provider: {{name: {quoted}, domain: {quoted}}}", f"topics: [{quoted}]"]
        files = {
            "body.md": f"---\ntitle: 1\n---\n{long}\n",
            "body.html": f"---\ntitle: 1\n---\n{long}\n",
            "fields.md": "\n".join(["---", *fields, "---", "Text.\n"]),
            "comment.md": f"---\nx: 1 # {' '.join(short.split())}\n---\n",
            "names.json": json.dumps({short: 1, "related": [{short: 1}]}),
            "data.json": json.dumps({"title": 1, "body": long}),
        }
        for name, text in files.items():
            (folder / name).write_text(text, newline="")

    at = tuple((name, "invalid-field", None) for name in ("body.md", "body.html", "data.json"))
    return Case(make=make, at=at, arguments=("--offline", "--config", "PLACE/own.toml"))


def body(text: str, name: str = "h.md") -> Case:
    return Case({name: f"---\ntitle: 1\n---\n{text}\n"}, ((name, "invalid-field", 2),))


BODIES = {
    "elements": body("<div>" * 200_000),
    "elements, HTML": body("<div>" * 200_000, "h.html"),
    "elements that are closed": body("<b>" * 100_000 + "</b>" * 100_000, "h.html"),
    "attributes": body("<a" + " href=x" * 200_000 + ">", "h.html"),
    "an attribute without end": body("<a href='" + "x" * 1_000_000, "h.html"),
    "a comment without end": body("<!--" + "x" * 1_000_000, "h.html"),
    "comments": body("<!--" * 200_000, "h.html"),
    "quotations": body("> " * 200_000 + "a"),
    "lists": body("- " * 200_000 + "a"),
    "lists in steps": body("\n".join(" " * i + "- a" for i in range(1_000))),
    "numbered lists": body("1. " * 200_000),
    "lists and quotations in turn": body("- > " * 100_000),
    "emphasis": body("*a **a " * 100_000),
    "emphasis that nests": body("*" * 100_000 + "a" + "*" * 100_000),
    "underscores": body("_a__a" * 100_000),
    "brackets": body("[" * 400_000),
    "brackets that are closed": body("[" * 100_000 + "a" + "]" * 100_000),
    "links in links": body("[a](" * 200_000),
    "links with parentheses": body("[a]" + "(" * 400_000),
    "links without end": body("[a](<b" * 100_000),
    "images": body("![[]()" * 100_000),
    "definitions": body("".join(f"[a{i}]: https://x.example/{i}\n" for i in range(20_000))),
    "definitions that are used": body("[a]: https://x.example/\n" + "[a]" * 200_000),
    "a definition without end": body("[a]: x '" + "\n" + "a\n" * 200_000),
    "footnotes": body("[^1]" * 200_000),
    "backticks": body("".join("a" + "`" * i for i in range(1_200))),
    "backticks without end": body("`" * 1_000_000),
    "fences": body("```\n" * 200_000),
    "entities": body("&" * 1_000_000),
    "entities that are none": body("&aaaaaaaa" * 100_000),
    "autolinks": body("<https://x.example/" * 50_000),
    "addresses": body("https://x.example/a " * 50_000),
    "addresses that differ": body("".join(f"[a](https://x.example/{i})\n" for i in range(20_000))),
    "addresses that cannot be": body("[a](https://[::1) " * 20_000),
    "unsafe addresses": body("[a](javascript:x) " * 20_000),
    "tables": body("|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "|\n" * 2_000),
    "headings": body("a\n=\n" * 100_000),
    "escapes": body("\\" * 1_000_000),
    "one line": body("word " * 600_000),
    "one word": body("x" * 3_000_000),
    "lines": body("\n" * 3_000_000),
    "numbers": body("1.5 " * 500_000),
    "sentences": body("The boat left at eight. " * 100_000),
    "CR": body("a\r" * 500_000),
    "signs of every plane": body(
        "".join(chr(i) for i in range(0x20, 0x10000) if not 0xD800 <= i < 0xE000)
    ),
    "a shortcode without end": body("{{< x " * 100_000),
    "MDX": body("<A b={" * 100_000, "h.mdx"),
}


def data(fields: object, *at: tuple[str, str, int | None]) -> Case:
    return Case({"h.json": json.dumps(fields, ensure_ascii=False)}, at)


def _nested(levels: int) -> dict[str, object]:
    made: dict[str, object] = {"title": 1}
    for _ in range(levels):
        made = {"title": "x", "related": [made]}
    return made


def _addresses(rest: str) -> dict[str, object]:
    """Every field that holds an address, with one that goes on as ``rest``."""
    provider = {"name": rest, "domain": rest}
    fields = {
        "webUrl": f"https://{rest}/a?b=c",
        "originalUrl": f"https://x.example/{rest}",
        "ampWebUrl": f"https://{rest}/amp",
        "cdnAmpWebUrl": f"https://x.cdn.ampproject.org/c/s/{rest}",
        "provider": provider,
        "images": [{"url": f"https://{rest}"}],
    }
    return {"title": 1, **fields, "related": [fields]}


DATA = {
    "thousands of related entries": data(
        {"title": 1, "related": [{"title": f"t{i}"} for i in range(9_000)]},
        ("h.json", "invalid-field", 1),
    ),
    "more related entries than are read": data(
        {"related": [{"title": "t", "type": "article"}] * 25_000},
        ("h.json", "broken-front-matter", 1),
    ),
    "related entries that are the same": data(
        {"related": [{"title": "t", "webUrl": "https://x.example/"}] * 6_000},
        ("h.json", "missing-field", 1),
    ),
    "related entries inside each other": data(_nested(25), ("h.json", "invalid-field", 1)),
    "related entries too deep": Case(
        {"h.json": '{"related": [' * 1_000 + "1" + "]}" * 1_000},
        (("h.json", "broken-front-matter", 1),),
    ),
    "thousands of images": data(
        {"title": 1, "images": [{"url": f"https://x.example/{i}"} for i in range(9_000)]},
        ("h.json", "invalid-field", 1),
    ),
    "thousands of topics": data({"topics": [f"t{i}" for i in range(19_000)]}),
    "thousands of fields": data({f"f{i}": 1 for i in range(9_000)}, ("h.json", "unknown-field", 1)),
    "a title of megabytes": data({"title": "The boat left. " * 250_000}),
    "a body of megabytes": data({"title": 1, "body": "The boat left. " * 250_000}),
    "a body as a list": data({"title": 1, "body": ["x"]}, ("h.json", "invalid-field", 1)),
    "bodies in all fields": data({"title": 1, "body": "a", "content": "b", "text": "c"}),
    "an empty body": data({"title": 1, "body": ""}, ("h.json", "invalid-field", 1)),
    "a date of a megabyte": data(
        {"publishedDateTime": "2024-01-01T" + "0" * 1_000_000}, ("h.json", "invalid-field", 1)
    ),
    "an address of a megabyte": data({"webUrl": "https://x.example/" + "a/" * 500_000}),
    "a host of a megabyte": data({"webUrl": "https://" + "a." * 500_000 + "example"}),
    "what was encrypted, a megabyte": data({"secured": "A" * 1_000_000 + ";" + "A" * 24}),
    "marks without end": data(
        {
            "type": 1,
            "title": "a" + "\u0301\u0323" * 200_000,
            "body": "b" + "\u0323\u0301\uff9e" * 100_000,
        }
    ),
    "ligatures that unfold": data({"title": "\ufdfa" * 600_000, "body": "\ufdfa" * 600_000}),
    "hosts that are marks": data(_addresses("\u0301\u0323" * 50_000)),
    "hosts of many names": data(_addresses("a." * 100_000)),
    "international hosts": data(_addresses("\u00fc." * 60_000)),
    "caches around caches": data(_addresses("www.google.com/amp/s/" * 9_000)),
    "paths of dots": data(_addresses("www.google.com/amp/s/" + ".amp" * 50_000)),
    "more addresses to mend than are": data(
        {"images": ["http://x.example/"] * 15_000}, ("h.json", "invalid-field", 1)
    ),
    "more addresses to mend than are, YAML": Case(
        {"h.yaml": "images:\n" + "- http://x.example/\n" * 15_000},
        (("h.yaml", "invalid-field", 2),),
    ),
    "more addresses to mend than are, TOML": Case(
        {"h.md": "+++\n" + "[[images]]\nurl = 'http://x.example/'\n" * 1_500 + "+++\n"},
        (("h.md", "insecure-url", 3),),
    ),
    "links without end": Case(
        {
            "h.json": json.dumps(
                {"title": 1, "body": "[a](https://x.example/) " * 8_000 + "x" * 3_000_000}
            ),
            "urls.jsonl": '{"newslint": "urls", "version": 1}\n',
        },
        (("h.json", "invalid-field", 1),),
        arguments=("--urls-from", "urls.jsonl"),
    ),
    "numbers beyond all": data(
        {"quality": 10**300, "heat": -(10**300), "images": [{"width": 10**18}]},
        ("h.json", "invalid-field", 1),
    ),
}

# The same articles thousands of times are the business of the rules that compare.
ALIKE = {
    "one text": Case(
        make=lambda folder: [(folder / f"h{i}.md").write_text(FAULTY) for i in range(400)]
    ),
    "texts of the same words": Case(
        make=lambda folder: [
            (folder / f"h{i}.md").write_text(
                FAULTY.replace("/market", f"/{i}") + "The boat left at eight. " * 200
            )
            for i in range(200)
        ]
    ),
    "texts that grow": Case(
        make=lambda folder: [
            (folder / f"h{i}.md").write_text(
                FAULTY.replace("/market", f"/{i}") + " ".join(map(str, range(i * 20)))
            )
            for i in range(200)
        ]
    ),
    "words that all differ": Case(
        make=lambda folder: [
            (folder / f"h{i}.md").write_text(
                FAULTY.replace("/market", f"/{i}") + " ".join(f"{j:x}ent" for j in range(100_000))
            )
            for i in range(2)
        ]
    ),
    "one date": Case(
        make=lambda folder: [
            (folder / f"h{i}.md").write_text(
                FAULTY.replace("/market", f"/{i}").replace("Council", f"Council {i}")
            )
            for i in range(400)
        ]
    ),
}

WHOLE = {piece: repeated(piece, MEGABYTE) for pieces in PIECES.values() for piece in pieces}
"""All of it with a megabyte; it takes minutes."""

CLASSES = {
    "a megabyte": {repr(piece): WHOLE[piece] for piece in ("a", " ", "<a ", "[a](", ". ", "&")},
    **{
        f"again and again, {kind}": {repr(piece): repeated(piece) for piece in pieces}
        for kind, pieces in PIECES.items()
    },
    "bodies": BODIES,
    "data": DATA,
    "articles that are alike": ALIKE,
}
