"""Front matter that no editor wrote."""

from collections.abc import Iterator

from tests.hostile.case import Case

BROKEN = "broken-front-matter"


def yaml(text: str | bytes, line: int | None = 2, rule: str = BROKEN) -> Case:
    source = text.encode() if isinstance(text, str) else text
    files = {"h.md": b"---\n" + source + b"\n---\nThe body.\n", "h.yaml": source}
    lower = line and line - 1
    return Case(files, (("h.md", rule, line), ("h.yaml", rule, lower)))


def read(text: str, line: int | None = None, rule: str = "invalid-field") -> Case:
    """Front matter that is read, and what a field of it is then."""
    return Case({"h.md": f"---\n{text}\n---\n"}, (("h.md", rule, line),))


def toml(text: str | bytes, line: int | None = 2, rule: str = BROKEN) -> Case:
    source = text.encode() if isinstance(text, str) else text
    return Case({"h.md": b"+++\n" + source + b"\n+++\nThe body.\n"}, (("h.md", rule, line),))


def json(text: str | bytes, line: int | None = 1, rule: str = BROKEN) -> Case:
    source = text.encode() if isinstance(text, str) else text
    files = {"h.md": source + b"\n\nThe body.\n", "h.json": source}
    return Case(files, (("h.md", rule, line), ("h.json", rule, line)))


def whole(source: bytes, rule: str, line: int | None = 1, name: str = "h.md") -> Case:
    return Case({name: source}, ((name, rule, line),))


def broken(source: bytes) -> Case:
    return whole(source, BROKEN, None)


def none(source: bytes) -> Case:
    return whole(source, "no-front-matter", None)


def _bomb(width: int, levels: int) -> str:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * width)}]" for i in range(1, levels)]
    return "\n".join(lines)


def _merges(width: int, levels: int) -> str:
    lines = ["a0: &a0 {" + ", ".join(f"k{i}: v" for i in range(50)) + "}"]
    lines += [
        f"a{i}: &a{i} {{"
        + "".join(f"x{i}y{j}: *a{i - 1}, " for j in range(width))
        + f"<<: [{','.join([f'*a{i - 1}'] * width)}]}}"
        for i in range(1, levels)
    ]
    return "\n".join(lines)


YAML = {
    # More than was written
    "alias bomb": yaml(_bomb(10, 12), None),
    "alias bomb, two wide": yaml(_bomb(2, 60), None),
    "alias bomb of text": yaml("a: &a " + "x" * 20_000 + "\nb: [" + "*a, " * 10_000 + "]", None),
    "merge bomb": yaml(_merges(10, 10), None),
    "anchor that holds itself": yaml("a: &a [*a]"),
    "anchor in its own mapping": yaml("a: &a {b: *a}"),
    "merge of itself": yaml("a: &a {<<: *a}"),
    "alias without an anchor": yaml("a: *nothing"),
    "an anchor twice": yaml("a: &x 1\nb: &x 2\nc: *x", None),
    "merge of text": yaml("<<: text"),
    "merge of a list of text": yaml("<<: [a, b]"),
    "thousands of anchors": yaml(
        "\n".join(f"k{i}: &k{i} v" for i in range(3_000)) + "\nz: [", None
    ),
    "thousands of values": yaml("a: [" + "1," * 70_000 + "]", None),
    # Depth
    "brackets": yaml("a: " + "[" * 10_000),
    "closed brackets": yaml("a: " + "[" * 5_000 + "]" * 5_000),
    "braces": yaml("a: " + "{b: " * 5_000),
    "closed braces": yaml("a: " + "{b: " * 5_000 + "}" * 5_000),
    "dashes": yaml("a:\n" + "- " * 10_000 + "x", 3),
    "question marks": yaml("? " * 10_000 + "x"),
    "indentation": yaml("\n".join(" " * i + "a:" for i in range(300)), None),
    "brackets and braces in turn": yaml("a: " + "[{b: " * 5_000),
    # Tags
    "a Python object": yaml("a: !!python/object/apply:os.system [id]"),
    "a Python name": yaml("a: !!python/name:os.system"),
    "a Python module": yaml("a: !!python/module:os"),
    "a Python tuple": yaml("a: !!python/tuple [1, 2]"),
    "object/new": yaml("a: !!python/object/new:type {args: [x, [], {}]}"),
    "a tag of Ruby": yaml("a: !ruby/object:Gem::Installer {i: x}"),
    "a tag of Java": yaml("a: !!javax.script.ScriptEngineManager [x]"),
    "include": yaml("a: !include ../secret.md"),
    "a tag by its address": yaml("a: !<tag:yaml.org,2002:python/name:os.system> x"),
    "a tag with a directive": whole(
        b"---\n%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system\n---\n", BROKEN, None
    ),
    "binary": yaml("a: !!binary AAAA"),
    "set": yaml("a: !!set {a, b}"),
    "omap": yaml("a: !!omap [a: 1]"),
    "a tag without end": yaml("a: !<" + "x" * 10_000),
    "a tag that lies": yaml("a: !!int text"),
    "a bool that lies": yaml("a: !!bool text"),
    "a float that lies": yaml("a: !!float text"),
    "a root with a tag": yaml("!!python/object:os.x {a: b}"),
    # Keys
    "a field twice": yaml("title: a\ntitle: b", 3, "duplicate-key"),
    "a nested field twice": yaml("a: {b: 1, b: 2}", 2, "duplicate-key"),
    "a field twice, quoted": yaml('title: a\n"title": b', 3, "duplicate-key"),
    "a number for a name": yaml("1: a"),
    "null for a name": yaml("~: a"),
    "true for a name": yaml("yes: a"),
    "a float for a name": yaml("1.5: a"),
    "infinity for a name": yaml(".inf: a"),
    "a list for a name": yaml("[a, b]: c"),
    "a mapping for a name": yaml("{a: b}: c"),
    "a mapping for a name, long": yaml("? {a: b}\n: c", None),
    "a number that is too large for a name": yaml("9" * 5_000 + ": a"),
    # Form
    "two documents": yaml("a: 1\n--- \nb: 2", None, BROKEN)._replace(
        files={"h.yaml": "a: 1\n---\nb: 2\n"}, at=(("h.yaml", BROKEN, 2),)
    ),
    "a list": yaml("- a\n- b"),
    "a text": yaml("just text"),
    "a number": yaml("42"),
    "unclosed list": yaml("title: x\na: [1, 2", None),
    "unclosed mapping": yaml("title: x\na: {b: c", None),
    "unclosed quote": yaml('title: "x', None),
    "unclosed single quote": yaml("title: 'x", None),
    "tab": yaml("a:\n\tb: c", 3),
    "tabs before a key": yaml("\ta: b"),
    "a colon too many": yaml("title: a: b"),
    "no space behind the colon": yaml("title:x\nexcerpt:y", None),
    "bad indentation": yaml("a: b\n  c: d", 3),
    "dedent to nowhere": yaml("a:\n    b: 1\n  c: 2", 4),
    "percent": yaml("a: %b"),
    "at": yaml("a: @b"),
    "backtick": yaml("a: `b`"),
    "a bad escape": yaml(r'a: "\q"'),
    "half a character, escaped": yaml(r'a: "\ud800"', None),
    "beyond Unicode": yaml(r'a: "\UFFFFFFFF"', None),
    "a directive": yaml("%YAML 9.9\n---\na: b", None)._replace(
        files={"h.yaml": "%YAML 9.9\n---\na: b\n"}, at=(("h.yaml", BROKEN, None),)
    ),
    "NUL": yaml("a: b\0c", 2),
    "NUL before all": whole(b"\0---\ntitle: x\n---\n", "no-front-matter", None),
    "an escape sequence": yaml("a: \x1b[31mred", 2),
    "a form feed": yaml("a: b\x0cc", 2),
    "U+FFFE": yaml("a: b\ufffec", 2),
    "a byte order mark inside": yaml("title: a\n\ufeffb: c", None),
    # Numbers and dates
    "ten thousand digits": yaml("quality: " + "9" * 10_000),
    "ten thousand hexadecimal digits": yaml("quality: 0x" + "f" * 10_000),
    "ten thousand binary digits": yaml("quality: 0b" + "1" * 10_000),
    "ten thousand octal digits": yaml("quality: 0" + "7" * 10_000),
    "ten thousand sexagesimal places": yaml("quality: 1" + ":59" * 10_000),
    "underscores": yaml("quality: 1" + "_0" * 10_000),
    "a float beyond floats": yaml("quality: 1.0e+999"),
    "a float of many digits": yaml("quality: 0." + "1" * 10_000, None),
    "sexagesimal": read("quality: 60\ntitle: 1:30", 3),
    "a time": read("title: x\nquality: 12:30:45", 3),
    "infinity": read("title: x\nquality: .inf", 3),
    "not a number": read("title: x\nquality: .nan", 3),
    "negative": read("title: x\nquality: -1", 3),
    "no": read("title: x\nlocale: no", 3),
    "yes": read("title: x\ntype: yes", 3),
    "off": read("title: off", 2),
    "null": read("title: null", 2),
    "nothing": read("title:", 2),
    "an octal": read("title: 0o17\nexcerpt: 017", 3),
    "the 30th of February": read("title: x\npublishedDateTime: 2024-02-30", 3),
    "month 13": read("title: x\npublishedDateTime: 2024-13-01T00:00:00Z", 3),
    "hour 25": read("title: x\npublishedDateTime: 2024-01-01 25:00:00", 3),
    "year 0": read("title: x\npublishedDateTime: 0000-01-01T00:00:00Z", 3),
    "year 99999": read("title: x\npublishedDateTime: 99999-01-01", 3),
    "an impossible offset": read("title: x\npublishedDateTime: 2024-01-01T00:00:00+99:99", 3),
    "second 61": read("title: x\npublishedDateTime: 2024-01-01T00:00:61Z", 3),
    "a date as a list": read("title: x\npublishedDateTime: [2024, 1, 1]", 3),
    "a date as a mapping": read("title: x\npublishedDateTime: {year: 2024}", 3),
    "digits of another script": read("title: x\npublishedDateTime: ٢٠٢٤-٠١-٠١", 3),
    "a title as a list": read("title: [a, b]", 2),
    "a title as a mapping": read("title: {a: b}", 2),
    "related as text": read("title: x\nrelated: text", 3),
    "related as a list of lists": read("title: x\nrelated: [[[a]]]", 3),
    "images as numbers": read("title: x\nimages: [1, 2.5, null]", 3),
    "a provider as a list": read("title: x\nprovider: [a]", 3),
    "a url as a number": read("title: x\nwebUrl: 12", 3),
    "a url as a list": read("title: x\nwebUrl: [a]", 3),
    "topics as a mapping": read("title: x\ntopics: {a: b}", 3),
    "topics as text": read("title: x\ntopics: a, b", 3),
    "a schema as a list": Case({"h.md": "---\n$schema: [a]\ntitle: x\n---\n"}),
}


def _fences() -> Iterator[tuple[str, Case]]:
    yield "never closed", whole(b"---\ntitle: x\nThe body.\n", BROKEN)
    yield "never closed, 3 MB", whole(b"---\ntitle: x\n" + b"word " * 600_000, BROKEN)
    yield "never closed, many lines", whole(b"---\ntitle: x\n" + b"a: b\n" * 400_000, BROKEN)
    yield "only the fence", whole(b"---", "no-front-matter", None)
    yield "the fence and a line end", whole(b"---\n", "no-front-matter", None)
    yield "fences and nothing", whole(b"---\n---\n", "missing-field")
    yield "closed at the end of the file", whole(b"---\ntitle: 1\n---", "invalid-field", 2)
    yield "closed by dots", whole(b"---\ntitle: 1\n...\n", "invalid-field", 2)
    yield "four dashes", whole(b"----\ntitle: x\n----\n", "no-front-matter", None)
    yield "indented", whole(b" ---\ntitle: x\n---\n", "no-front-matter", None)
    yield "blanks behind the fences", whole(b"---  \t\ntitle: 1\n---\t \nx\n", "invalid-field", 2)
    yield "a line above", whole(b"\n---\ntitle: x\n---\n", "no-front-matter", None)
    yield "TOML never closed", whole(b"+++\ntitle = 'x'\n", BROKEN)
    yield "TOML closed as YAML", whole(b"+++\ntitle = 'x'\n---\n", BROKEN, 3)
    yield "JSON never closed", whole(b'{"title": "x",\n', BROKEN)
    yield "JSON in quotes", whole(b'{"title": "}', BROKEN)
    yield "empty", whole(b"", "no-front-matter")
    yield "only line ends", whole(b"\n" * 100_000, "no-front-matter", None)
    yield "only blanks", whole(b" " * 1_000_000, "no-front-matter", None)
    yield "only NUL", whole(b"\0" * 1_000_000, "no-front-matter", None)
    yield "fences without end", whole(b"---\n" * 500_000, "missing-field", None)
    yield "almost fences", whole(b"---\na: b\n" + b"----\n" * 500_000, BROKEN, None)
    yield "a fence and blanks", broken(b"---\na: b\n--" + b" " * 200_000 + b"x\n---\n")
    yield "blanks of all kinds", broken(b"---\na: [\n" + b" \xc2\xa0" * 20_000 + b"x\n---\n")
    yield "open brackets", broken(b"---\nx: a" + b"[" * 100_000 + b"\ny: [b c: [d\n---\n")
    yield (
        "a number of colons",
        whole(b"---\ntitle: 1\na: " + b"1:" * 60_000 + b"x\n---\n", "invalid-field", 2),
    )
    yield "more than 256 KB", broken(b"---\ntitle: x\na: " + b"x" * 270_000 + b"\n---\n")
    yield "more than 256 KB of lines", broken(b"---\na: x\n" + b"# comment\n" * 27_000 + b"---\n")
    yield "more than 256 KB of quotes", broken(b"---\na: " + b"'" * 270_000 + b"\n---\n")
    yield (
        "the limit as an option",
        Case(
            {"h.md": "---\ntitle: a long one\n---\n", "newslint.toml": "max-front-matter = 9\n"},
            (("h.md", BROKEN, None), ("a-good.md", BROKEN, None), ("z-faulty.md", BROKEN, None)),
            neighbours=False,
        ),
    )


def _languages() -> Iterator[tuple[str, Case]]:
    for name in (b"json", b"toml", b" yaml"):
        shown = name.decode()
        yield f"{shown}: empty", whole(b"---%s\n---\n" % name, "missing-field")
        yield f"{shown}: never closed", whole(b"---%s\n" % name + b"a\n" * 400_000, BROKEN)
        yield f"{shown}: only the fence", whole(b"---%s" % name, BROKEN)
    yield "json: closed as TOML", whole(b'---json\n{"a": 1}\n+++\n', BROKEN, 3)
    yield "json: deep", whole(b'---json\n{"a": ' + b"[" * 90_000 + b"\n---\n", BROKEN, 2)
    yield "toml: deep", whole(b"---toml\na = " + b"[" * 90_000 + b"\n---\n", BROKEN, 2)
    yield "yaml: a bomb", broken(b"---yaml\n" + _bomb(10, 12).encode() + b"\n---\n")
    yield "js", whole(b"---js\n{title: process.exit(7)}\n---\n", BROKEN)
    yield "javascript: never closed", whole(b"---javascript\n" + b"x\n" * 400_000, BROKEN)
    yield "coffee", whole(b"--- coffee\ntitle: process.exit 7\n---\n", BROKEN)
    yield "an unknown one", whole(b"---brainfuck\n+++\n---\n", BROKEN)
    yield "an escape sequence", none(b"---\x1b[31m\na: 1\n---\n")
    yield "one without end", none(b"---" + b"x" * 1_000_000 + b"\n---\n")
    yield "one after the other", none(b"---json " * 100_000 + b"\n---\n")


FENCES = dict(_fences())

LANGUAGES = dict(_languages())

_TEXT = "---\ntitle: Fährenunglück\n---\nText.\n"

ENCODINGS = {
    "UTF-16": whole(_TEXT.encode("utf-16"), "unreadable-file"),
    "UTF-16 LE without a mark": whole(_TEXT.encode("utf-16-le"), "unreadable-file"),
    "UTF-16 BE without a mark": whole(_TEXT.encode("utf-16-be"), "unreadable-file"),
    "UTF-16 BE": whole(b"\xfe\xff" + _TEXT.encode("utf-16-be"), "unreadable-file"),
    "UTF-32": whole(_TEXT.encode("utf-32"), "unreadable-file"),
    "UTF-32 BE": whole(b"\0\0\xfe\xff" + _TEXT.encode("utf-32-be"), "unreadable-file"),
    "UTF-16, an odd byte": whole(_TEXT.encode("utf-16") + b"\0", "unreadable-file"),
    "UTF-16, cut in a pair": whole("---\ntitle: 😀\n".encode("utf-16")[:-4], "unreadable-file"),
    "UTF-7": whole(_TEXT.encode("utf-7"), "missing-field"),
    "Latin-1": whole(_TEXT.encode("latin-1"), "unreadable-file", 2),
    "Windows-1252": whole("---\ntitle: „x“\n---\n".encode("cp1252"), "unreadable-file", 2),
    "Shift JIS": whole("---\ntitle: フェリー\n---\n".encode("shift_jis"), "unreadable-file", 2),
    "EBCDIC": whole(_TEXT.encode("cp500"), "unreadable-file", None),
    "cut in a character": whole("---\ntitle: ä".encode()[:-1], "unreadable-file", 2),
    "overlong": whole(b"---\ntitle: \xc0\xaf\n---\n", "unreadable-file", 2),
    "half a character": whole(b"---\ntitle: \xed\xa0\x80\n---\n", "unreadable-file", 2),
    "beyond Unicode": whole(b"---\ntitle: \xf5\x80\x80\x80\n---\n", "unreadable-file", 2),
    "a lone continuation": whole(b"---\ntitle: x\n---\n\x80\n", "unreadable-file", 4),
    "gzip": whole(b"\x1f\x8b\x08\0\0\0\0\0" + bytes(range(256)), "unreadable-file", None),
    "an image": whole(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "unreadable-file", None),
    "random bytes": whole(
        bytes((i * i * 7 + i) % 256 for i in range(9_999)), "unreadable-file", None
    ),
    "a byte order mark": whole("\ufeff---\ntitle: 1\n---\n".encode(), "invalid-field", 2),
    "two byte order marks": whole(
        "\ufeff\ufeff---\ntitle: 1\n---\n".encode(), "no-front-matter", None
    ),
    "a byte order mark before JSON": whole('\ufeff{"title": 1}\n'.encode(), "invalid-field", 1),
    "a byte order mark in JSON data": whole(
        '\ufeff{"title": 1}\n'.encode(), "invalid-field", 1, "h.json"
    ),
    "CR": whole(b"---\rtitle: x\r---\rtext\r", BROKEN, 1),
    "CR LF": whole(b"---\r\ntitle: 1\r\n---\r\ntext\r\n", "invalid-field", 2),
    "CR LF and LF": whole(b"---\r\ntype: 1\ntitle: 2\r\n---\n", "invalid-field", 3),
    "a CR in a value": whole(b'---\nexcerpt: "a\rb"\ntitle: 1\n---\n', "invalid-field", 3),
    "U+2028": whole("---\nexcerpt: a\u2028b\ntitle: 1\n---\n".encode(), BROKEN, 2),
    "U+2029": whole("---\nexcerpt: a\u2029b\ntitle: 1\n---\n".encode(), BROKEN, 2),
    "U+0085": whole("---\nexcerpt: a\u0085b\ntitle: 1\n---\n".encode(), BROKEN, 2),
    "a vertical tab": whole(b"---\nexcerpt: a\x0bb\ntitle: 1\n---\n", BROKEN, 2),
    "a NUL in the body": whole(b"---\ntitle: 1\n---\na\0b\n", "hidden-character", 4),
}

TOML = {
    "a value is missing": toml("title ="),
    "no equals": toml("title"),
    "text without quotes": toml("title = text"),
    "a field twice": toml("title = 'a'\ntitle = 'b'", 3, "duplicate-key"),
    "a table twice": toml("[a]\nb = 1\n[a]\nc = 2", None, "duplicate-key"),
    "a table over a value": toml("a = 1\n[a]\nb = 2", 3),
    "dotted keys over a value": toml("a = 1\na.b = 2", None),
    "brackets": toml("a = " + "[" * 10_000),
    "closed brackets": toml("a = " + "[" * 2_000 + "]" * 2_000),
    "inline tables": toml("a = " + "{b = " * 5_000),
    "closed inline tables": toml("a = " + "{b = " * 2_000 + "1" + "}" * 2_000),
    "a dotted key": toml("a" + ".a" * 20_000 + " = 1"),
    "a dotted header": toml("[a" + ".a" * 20_000 + "]\nb = 1"),
    "dotted keys that go apart": toml(
        "\n".join(f"a.b{i}.c{i}.d{i} = 1" for i in range(3_000)) + "\n=", None
    ),
    "thousands of tables": toml(
        "\n".join(f"[t{i}]" for i in range(6_000)) + "\n[t1]", None, "duplicate-key"
    ),
    "arrays of tables": toml("[[a]]\n" * 8_000 + "=", None),
    "an unclosed quote": toml('title = "x'),
    "an unclosed long quote": toml('title = """' + "x" * 20_000, None),
    "quotes without end": toml("title = " + '"' * 20_001),
    "escapes without end": toml('title = "' + "\\" * 20_001),
    "a bad escape": toml(r'title = "\q"'),
    "half a character": toml(r'title = "\ud800"'),
    "NUL": toml("title = 'a\0b'"),
    "an escape sequence": toml("title = 'a\x1b[31mb'"),
    "a number of ten thousand digits": toml("a = " + "9" * 10_000),
    "a hexadecimal number": toml("a = 0x" + "f" * 10_000),
    "a float beyond floats": toml("a = 1e999"),
    "a leading zero": toml("a = 017"),
    "the 30th of February": toml("publishedDateTime = 2024-02-30"),
    "hour 25": toml("publishedDateTime = 2024-01-01T25:00:00Z"),
    "infinity": Case(
        {"h.md": "+++\ntitle = 'x'\nquality = inf\n+++\n"}, (("h.md", "invalid-field", 3),)
    ),
    "not a number": Case(
        {"h.md": "+++\ntitle = 'x'\nquality = nan\n+++\n"}, (("h.md", "invalid-field", 3),)
    ),
    "a time": Case({"h.md": "+++\ntitle = 12:00:00\n+++\n"}),
    "a date": Case(
        {"h.md": "+++\ntype = 2024-01-01\ntitle = 1\n+++\n"}, (("h.md", "invalid-field", 3),)
    ),
    "CR": toml("title = 'a'\rtype = 'b'"),
    "a comment with a control": toml("# a\x01b\ntitle = 'x'"),
    "unclosed header": toml("[a"),
    "comments and quotes": toml('# newslint: ignore[dates]\na = "' + '\\"' * 25_000, None),
}

JSON = {
    "text without quotes": json('{"title": text}'),
    "a name without quotes": json("{title: 1}")._replace(
        files={"h.json": "{title: 1}"}, at=(("h.json", BROKEN, 1),)
    ),
    "single quotes": json("{'title': 1}")._replace(
        files={"h.json": "{'title': 1}"}, at=(("h.json", BROKEN, 1),)
    ),
    "a comma too many": json('{"title": "x",}'),
    "a comma too few": json('{"title": "x"\n"type": "y"}', None),
    "a comment": json('{"title": "x" /* why */}'),
    "a name twice": json('{"title": "x",\n"title": "y"}', 2, "duplicate-key"),
    "a nested name twice": json('{"a": {"b": 1,\n"b": 2}}', 2, "duplicate-key"),
    "brackets": json('{"a": ' + "[" * 100_000),
    "closed brackets": json('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "braces": json('{"a": ' * 50_000),
    "closed braces": json('{"a": ' * 50_000 + "1" + "}" * 50_000),
    "thousands of values": json('{"a": [' + "1," * 100_000 + "1]}"),
    "NaN": json('{"quality": NaN}'),
    "Infinity": json('{"quality": -Infinity}'),
    "ten thousand digits": json('{"quality": ' + "9" * 10_000 + "}"),
    "a million digits": json('{"quality": ' + "9" * 1_000_000 + "}"),
    "a float beyond floats": json('{"quality": 1e999}'),
    "an exponent without end": json('{"quality": 1e' + "9" * 10_000 + "}"),
    "a leading zero": json('{"quality": 01}'),
    "a plus": json('{"quality": +1}'),
    "hexadecimal": json('{"quality": 0x1}'),
    "half a character": json(r'{"title": "\ud800"}'),
    "halves the wrong way round": json(r'{"title": "\udc00\ud800"}'),
    "a bad escape": json(r'{"title": "\q"}'),
    "a short escape": json(r'{"title": "\u12"}'),
    "a control character": json('{"title": "a\x01b"}'),
    "a line end in quotes": json('{"title": "a\nb"}', None),
    "an unclosed quote": json('{"title": "x'),
    "escapes without end": json('{"title": "' + "\\" * 100_001),
    "a list": Case({"h.json": "[]"}, (("h.json", BROKEN, 1),)),
    "a text": Case({"h.json": '"x"'}, (("h.json", BROKEN, 1),)),
    "null": Case({"h.json": "null"}, (("h.json", BROKEN, 1),)),
    "two objects": Case({"h.json": '{"a": 1}\n{"b": 2}'}, (("h.json", BROKEN, 2),)),
    "lines of JSON": Case({"h.json": '{"a": 1}\n' * 50_000}, (("h.json", BROKEN, 2),)),
    "more behind the end": Case({"h.json": '{"title": "x"} x'}, (("h.json", BROKEN, 1),)),
    "NUL": Case({"h.json": '{"title": "x"\0}'}, (("h.json", BROKEN, 1),)),
    "a name of a megabyte": Case(
        {"h.json": '{"' + "k" * 1_000_000 + '": 1}'}, (("h.json", "missing-field", 1),)
    ),
    "an empty name": Case({"h.json": '{"": 1, "title": 1}'}, (("h.json", "invalid-field", 1),)),
    "a name with slashes": Case(
        {"h.json": '{"a/b~c": 1, "title": 1}'}, (("h.json", "invalid-field", 1),)
    ),
    "__proto__": Case(
        {"h.json": '{"__proto__": {"a": 1}, "title": 1}'}, (("h.json", "invalid-field", 1),)
    ),
}

# Line ends that only some programs know stand in quotes, and lines are counted all the same.
YAML |= {
    f"U+{ord(sign):04X} in quotes": read(f'excerpt: "a{sign}b"\ntitle: 1', 3)
    for sign in "\u2028\u2029\x85"
}

CLASSES = {
    "fences": FENCES,
    "languages of front matter": LANGUAGES,
    "encodings": ENCODINGS,
    "YAML": YAML,
    "TOML": TOML,
    "JSON": JSON,
}
