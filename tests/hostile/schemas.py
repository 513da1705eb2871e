"""Schemas that came with the tree, or that an article or the user names."""

import json
import os
from pathlib import Path
from typing import Any

from tests.hostile.case import Case
from tests.hostile.lint import FAULTY, SECRET
from tests.hostile.trees import each, fifo, link

SCHEMA = "s.json"
ODD = FAULTY.replace("market", "harbour").replace("Nine to four.", "Ask the harbour master.")
ACTING = "\x1b[31m\n::error::\u202e##vso[x]"
ORDER = ("--schema", SCHEMA, "--offline")
DRAFT = "https://json-schema.org/draft/2020-12/schema"
CONFIGURED = {"newslint.toml": f"[schemas]\n'h.md' = '{SCHEMA}'\n", "h.md": ODD}


def text(schema: Any) -> str:
    return schema if isinstance(schema, str) else json.dumps(schema)


def refused(schema: Any, said: str = SCHEMA, **more: Any) -> Case:
    """A schema that cannot be used: an error that names it, whoever asks for it."""
    files = {SCHEMA: schema if isinstance(schema, bytes) else text(schema), **CONFIGURED}
    return Case(files, status=2, neighbours=False, said=(said,))._replace(**more)


def used(schema: Any, at: tuple[tuple[str, str, int | None], ...] = (), **more: Any) -> Case:
    """A schema that h.md is held against, within the limits."""
    return Case({SCHEMA: text(schema), **CONFIGURED}, at)._replace(**more)


def asked(schema: str, at: int | None = 2, **more: Any) -> Case:
    """An article that names a schema itself: what cannot be used is a finding on it."""
    article = ODD.replace("---\n", f"---\n$schema: {json.dumps(schema)}\n", 1)
    return Case({"h.md": article}, (("h.md", "invalid-field", at),))._replace(**more)


def ordered(make: Any, name: str = SCHEMA) -> Case:
    """A schema that cannot be read, and that the command line names."""
    return Case(
        make=make, arguments=("--schema", name, "--offline"), status=2, neighbours=False,
        said=(name,),
    )  # fmt: skip


def nested(levels: int, inner: str = "true") -> str:
    return '{"properties": {"title": ' * levels + inner + "}}" * levels


def chain(count: int, width: int = 1) -> dict[str, Any]:
    """Definitions, each of which refers ``width`` times to the next."""
    links: dict[str, Any] = {
        f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * width} for i in range(count)
    }
    return {"$ref": "#/$defs/d0", "$defs": {**links, f"d{count}": True}}


def _secret_schema(folder: Path) -> None:
    (folder.parent / "secret.json").write_text(f'{{"const": "{SECRET}"}}')


FILES = {
    "a FIFO": ordered(fifo(SCHEMA)),
    "a folder": ordered(lambda folder: (folder / SCHEMA).mkdir()),
    "a device": ordered(lambda folder: None, "/dev/zero"),
    "a link to a device": ordered(link("/dev/zero", SCHEMA)),
    "a link out of the tree": ordered(each(_secret_schema, link("../secret.json", SCHEMA))),
    "a link to itself": ordered(link(SCHEMA, SCHEMA)),
    "not there": ordered(lambda folder: None, "nowhere.json"),
    "an address": ordered(lambda folder: None, "https://tarn-times.example/s.json"),
    "an address of a file": ordered(lambda folder: None, "file:///etc/passwd"),
    "a sparse file": ordered(
        each(
            lambda folder: (folder / SCHEMA).touch(),
            lambda folder: os.truncate(folder / SCHEMA, 8 << 30),
        )
    ),
    "nobody may read it": ordered(
        each(
            lambda folder: (folder / SCHEMA).touch(),
            lambda folder: (folder / SCHEMA).chmod(0),
        )
    )._replace(unprivileged=True),
    "configured, a FIFO": refused("", make=each(lambda f: (f / SCHEMA).unlink(), fifo(SCHEMA))),
    "configured, not there": refused("", make=lambda folder: (folder / SCHEMA).unlink()),
    "configured, a link out": refused(
        "", "newslint.toml",
        make=each(_secret_schema, lambda f: (f / SCHEMA).unlink(), link("../secret.json", SCHEMA)),
        status=1,
    ),
    "configured, an address": refused(
        "", "https://", files={"newslint.toml": "[schemas]\n'*' = 'https://a.example/s.json'\n"}
    ),
    "configured for a type, an address": refused(
        "", "http://",
        files={"newslint.toml": "[schemas-by-type]\narticle = 'http://127.0.0.1/s.json'\n"},
    ),
    "empty": refused(""),
    "no JSON": refused("x = 1"),
    "YAML": refused("type: object\n"),
    "UTF-16": refused('{"type": "object"}'.encode("utf-16")),
    "Latin-1": refused('{"title": "F\xe4hre"}'.encode("latin-1")),
    "a byte order mark": used("\ufeff{}"),
    "two megabytes": refused(" " * 2_000_000 + "{}"),
    "a list": refused([]),
    "a number": refused("1"),
    "NaN": refused('{"minimum": NaN}'),
    "ten thousand digits": refused('{"minimum": ' + "9" * 10_000 + "}"),
    "a float beyond floats": refused('{"properties": {"quality": {"maximum": 1e999}}}'),
    "half a character": refused(r'{"title": "\ud800", "properties": {"\ud800": 1}}'),
    "a key twice": used('{"type": "object", "type": "object"}'),
    "true": used("true"),
    "false": used("false", (("h.md", "invalid-field", None),)),
}  # fmt: skip

FORM = {
    "a type that is none": refused({"type": "article"}),
    "a type that acts": refused({"type": "\x1b[31m\n::error::x##vso[y]"}),
    "a type as a number": refused({"type": 1}),
    "properties as a list": refused({"properties": []}),
    "required as text": refused({"required": "title"}),
    "an enum as text": refused({"properties": {"title": {"enum": "x"}}}),
    "a minimum as text": refused({"properties": {"quality": {"minimum": "1"}}}),
    "a length below nothing": refused({"properties": {"title": {"minLength": -1}}}),
    "a multiple of nothing": refused({"properties": {"quality": {"multipleOf": 0}}}),
    "a pattern as a number": refused({"properties": {"title": {"pattern": 1}}}),
    "a pattern that is none": refused({"properties": {"title": {"pattern": "("}}}),
    "a reference as a number": refused({"$ref": 1}),
    "an $id as a number": refused({"$id": 1}),
    "an $id that is no address": refused({"$id": "http://[::1"}),
    "a $schema of nobody": refused({"$schema": "https://tarn-times.example/meta"}),
    "a $schema of a file": refused({"$schema": "file:///etc/passwd"}),
    "a $schema as a number": refused({"$schema": 1}),
    "draft 4": used(
        {"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://x.example/",
         "properties": {"quality": {"type": "integer", "maximum": 1, "exclusiveMaximum": True}}},
        (("h.md", "invalid-field", 7),),
    ),
    "draft 7": used(
        {"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"title": ["x"]}},
        (("h.md", "missing-field", None),),
    ),
    "vocabularies that nobody knows": used(
        {"$schema": DRAFT, "$vocabulary": {"https://tarn-times.example/v": True}}
    ),
    "keywords that nobody knows": used(
        {"x-run": "id", "$comment": "\x1b[31m", "properties": {"quality": {"type": "integer"}}},
        (("h.md", "invalid-field", 7),),
    ),
    "a format that nobody knows": used({"properties": {"title": {"format": "x"}}}),
    "a content encoding": used({"properties": {"title": {"contentEncoding": "base64"}}}),
    "words that act": used(
        {"properties": {"title": {"pattern": "^$", "description": ACTING}}},
        (("h.md", "invalid-field", 2),),
    ),
    "words without end": used(
        {"properties": {"title": {"pattern": "^$", "description": "x" * 900_000}}},
        (("h.md", "invalid-field", 2),),
    ),
    "a field that acts": used(
        {"required": [ACTING, "x" * 100_000]},
        (("h.md", "missing-field", 1),),
    ),
    "a recommendation as text": used({"recommended": "title"}),
    "recommendations that are none": used({"recommended": [1, None, {"a": 1}]}),
}  # fmt: skip

REFERENCES = {
    "to the web": refused({"$ref": "https://tarn-times.example/s.json"}),
    "to this machine": refused({"$ref": "http://127.0.0.1:8/s.json"}),
    "to the metadata of a cloud": refused({"$ref": "http://169.254.169.254/latest/meta-data"}),
    "to a file": refused({"$ref": "file:///etc/passwd"}),
    "to a file beside": refused({"$ref": "t.json"}),
    "to a file above": refused({"$ref": "../secret.json"}),
    "to a share": refused({"$ref": "//tarn-times.example/share"}),
    "to data": refused({"$ref": "data:application/json,{}"}),
    "over an $id": refused({"$id": "https://tarn-times.example/a", "$ref": "b"}),
    "over an $id of a file": refused({"$id": "file:///etc/", "$ref": "passwd"}),
    "dynamic, to the web": refused({"$dynamicRef": "https://tarn-times.example/s.json#x"}),
    "recursive, to the web": refused(
        {"$schema": "https://json-schema.org/draft/2019-09/schema",
         "$recursiveRef": "https://tarn-times.example/"}
    ),
    "to nothing": refused({"$ref": "#/$defs/nope"}),
    "to an anchor that is not there": refused({"$ref": "#nope"}),
    "to itself": refused({"$ref": "#"}),
    "to each other": refused(
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}
    ),
    "to itself inside allOf": refused({"allOf": [{"$ref": "#"}]}),
    "to itself inside not": refused({"not": {"$ref": "#"}}),
    "to itself inside a value": used({"properties": {"provider": {"$ref": "#"}}}),
    "to itself twice inside a value": used(
        {"additionalProperties": {"$ref": "#"}, "patternProperties": {"": {"$ref": "#"}}}
    ),
    "dynamic, to itself": refused({"$dynamicAnchor": "x", "$dynamicRef": "#x"}),
    "a long chain": refused(chain(5_000)),
    "a chain that doubles": refused(chain(40, 2)),
    "a chain that grows tenfold": refused(chain(12, 10)),
    "through what is no schema": refused({"$ref": "#/title", "title": "x"}),
    "into a list": used({"$ref": "#/allOf/0", "allOf": [True]}),
    "with a pointer of a megabyte": refused({"$ref": "#/" + "a/" * 400_000}),
    "with an index beyond": refused({"$ref": "#/allOf/" + "9" * 5_000, "allOf": [True]}),
    "that act": refused({"$ref": "\x1b[31m\n::error::x##vso[y]\u202e"}),
    "to the schema of articles": used(
        {"$ref": "urn:newslint:schemas:article"}, (("h.md", "invalid-field", 7),)
    ),
    "to the standard": refused({"$ref": DRAFT}),
    "an $id of the shipped one": used({"$id": "urn:newslint:schemas:article"}),
    "an $id twice": used(
        {"$defs": {"a": {"$id": "http://x.example/", "type": "object"},
                   "b": {"$id": "http://x.example/", "type": "string"}}}
    ),
}  # fmt: skip
_LONG = {"h.md": ODD.replace("title: ", f"title: {'a' * 60_000}!\nx: ", 1)}


def pattern(expression: str, article: dict[str, str] = _LONG, **more: Any) -> Case:
    """A pattern that is tried on a long text, and that must not match it."""
    files = {SCHEMA: text({"properties": {"title": {"pattern": expression}}}), **CONFIGURED}
    files |= article
    return Case(files, (("h.md", "invalid-field", 2),))._replace(**more)


def refused_pattern(expression: str) -> Case:
    """A pattern that no stranger may have: an error at its place."""
    schema = {"properties": {"title": {"pattern": expression}}}
    return refused(schema, f"{SCHEMA}:1:38: '")


PATTERNS = {
    "nested repetition": pattern("^(a+)+$"),
    "nested repetition of stars": pattern("^(a*)*$"),
    "alternatives that overlap": pattern("^(a|aa)+$"),
    "alternatives that repeat": pattern("^(a|a)*$"),
    "repetition side by side": pattern("^a*a*a*a*a*a*a*a*a*a*$"),
    "repetition of anything": pattern("^.*.*.*.*.*.*=$"),
    "not tied": pattern("a+a+b"),
    "words": pattern(r"^(\w+\s?)*$"),
    "look-ahead": refused_pattern("^(?=(a+)+$)"),
    "look-behind": refused_pattern("(?<=b)a+$"),
    "a back-reference": refused_pattern(r"^(a*)\1*b$"),
    "a possessive repetition": refused_pattern("(?:a++)*+b"),
    "counted": pattern("^(a{1,50}){1,50}$"),
    "counted without end": refused(
        {"properties": {"title": {"pattern": "(((a{1,1000}){1,1000}){1,1000})"}}}
    ),
    "a count of thousands": refused_pattern("a{20000}"),
    "a count of a billion": refused_pattern("a{1000000000}"),
    "options": pattern("^" + "a?" * 30 + "a{30}$"),
    "alternatives one after another": pattern("^" + "(a|aa)" * 40 + "b$"),
    "groups that nest": refused({"properties": {"title": {"pattern": "(" * 450 + ")" * 450}}}),
    "a pattern of a megabyte": refused({"properties": {"title": {"pattern": "a" * 900_000}}}),
    "a class of all characters": refused(
        {"properties": {f"f{i}": {"pattern": r"^\p{L}{1,900}$"} for i in range(2_000)}}
    ),
    "names": used(
        {"patternProperties": {"^(a+)+$": False}},
        files={SCHEMA: text({"patternProperties": {"^(a+)+$": False}}), **CONFIGURED,
               "h.md": ODD.replace("title", "a" * 50_000 + "!: 1\ntitle", 1)},
    ),
    "names that must fit": used(
        {}, (("h.md", "invalid-field", None),),
        files={SCHEMA: text({"propertyNames": {"pattern": "^(a+)+$"}}), **CONFIGURED,
               "h.md": ODD.replace("title", "a" * 900 + "!: 1\ntitle", 1)},
    ),
}  # fmt: skip

SIZE = {
    "levels": refused(nested(5_000)),
    "levels that are read": used(nested(40)),
    "brackets": refused('{"enum": ' + "[" * 100_000),
    "closed brackets": refused('{"enum": [' + "[" * 50_000 + "]" * 50_000 + "]}"),
    "a large enum": used(
        {"properties": {"quality": {"enum": [f"v{i}" for i in range(50_000)]}}},
        (("h.md", "invalid-field", 7),),
    ),
    "an enum of lists": used(
        {"properties": {"quality": {"enum": [[i] * 20 for i in range(5_000)]}}},
        (("h.md", "invalid-field", 7),),
    ),
    "alternatives": used(
        {"properties": {"quality": {"anyOf": [{"const": i} for i in range(2_000)]}}},
        (("h.md", "invalid-field", 7),),
    ),
    "one of many alternatives": used(
        {"properties": {"quality": {"oneOf": [{"minLength": i} for i in range(2_000)]}}},
        (("h.md", "invalid-field", 7),),
    ),
    "more alternatives than are followed": refused({"anyOf": [{"const": i} for i in range(9_000)]}),
    "thousands of fields": used(
        {"properties": {f"f{i}": {"type": "string"} for i in range(10_000)},
         "additionalProperties": False},
        (("h.md", "unknown-field", 2),),
    ),
    "thousands of required fields": used(
        {"required": [f"f{i}" for i in range(20_000)]}, (("h.md", "missing-field", 1),)
    ),
    "thousands of patterns for names": used(
        {"patternProperties": {f"x{i}y": False for i in range(2_000)}},
    ),
    "unique items": used(
        {"properties": {"topics": {"uniqueItems": True}}}, (("h.md", "invalid-field", None),),
        files={SCHEMA: text({"properties": {"topics": {"uniqueItems": True}}}), **CONFIGURED,
               "h.md": f"---\ntopics: {json.dumps([*range(9_000), 1])}\n---\n"},
    ),
    "a depth below that of the article": used(
        {}, (("h.md", "invalid-field", None),),
        files={SCHEMA: text({"additionalProperties": {"anyOf": [{"$ref": "#"}] * 2}}), **CONFIGURED,
               "h.md": "---\na: " + "{a: " * 50 + "1" + "}" * 50 + "\n---\n"},
    ),
}  # fmt: skip


def _unevaluated(levels: int) -> Any:
    schema: Any = {"additionalProperties": True}
    for _ in range(levels):
        schema = {"allOf": [schema], "unevaluatedProperties": False}
    return schema


def listed(schema: Any, values: list[Any], at: str = "invalid-field") -> Case:
    """A list of thousands of values that a schema has much to do with."""
    rules = {"properties": {"x": schema}, "required": ["q"]}
    return used(
        rules,
        (("h.json", at, None),),
        files={
            SCHEMA: text(rules),
            "newslint.toml": f"[schemas]\n'h.json' = '{SCHEMA}'\n",
            "h.json": json.dumps({"title": "x", "x": values}),
        },
    )


WORK = {
    "an enum of thousands": listed(
        {"items": {"enum": [f"v{i}" for i in range(50_000)]}}, [f"w{i}" for i in range(9_000)]
    ),
    "required fields": listed(
        {"items": {"required": [f"f{i}" for i in range(20_000)]}}, [{}] * 2_000
    ),
    "alternatives": listed(
        {"items": {"anyOf": [{"const": i} for i in range(1_000)]}}, ["w"] * 5_000
    ),
    "subschemas": listed({"items": {"allOf": [{"minLength": 2}] * 2_000}}, ["a"] * 9_000),
    "errors about a long text": listed({"allOf": [{"type": "array"}] * 1_000}, ["x" * 3_900_000]),
    "unique items below a dialect": listed(
        {"$schema": DRAFT, "uniqueItems": True}, [{"a": i} for i in range(6_000)], "missing-field"
    ),
    "an anchor in a large file": listed(
        {
            "$defs": {
                "p": {"$anchor": "here", "minLength": 5},
                **{f"d{i}": {"minLength": i} for i in range(15_000)},
            },
            "items": {"$ref": "#here"},
        },
        ["a"] * 500,
    ),
    "unevaluated in what is unevaluated": refused(_unevaluated(40)),
}

LONG = "a" * 200_000
QUOTED = {"look-around and a back-reference": r"(?=(a+))\1b", "a count": "a{20000}b"}
ISOLATED = ("--isolated", "--offline", "--no-cache")


def reached(expression: str, *arguments: str, at: bool = True, own: bool = False) -> Case:
    """A pattern that somebody names, and two texts that it may be tried on for a long time."""
    schema = text({"properties": {"t": {"pattern": expression}}})

    def make(folder: Path) -> None:
        (folder.parent / "own.toml").write_text(f"[schemas]\n'h.*' = 'tree/{SCHEMA}'\n")

    files = {
        SCHEMA: schema,
        "h.json": json.dumps({"t": LONG}),
        "h.md": f"---\nt: {LONG[:60_000]}\n---\n",
    }
    if not own:
        files["newslint.toml"] = f"[schemas]\n'h.*' = '{SCHEMA}'\n"
    found = (("h.json", "invalid-field", 1), ("h.md", "invalid-field", 2))
    said = () if at else (f"{SCHEMA}:1:34: ",)
    return Case(
        files, found if at else (), make=make, arguments=("--offline", *arguments), said=said,
        neighbours=at, status=1 if at else 2,
    )  # fmt: skip


def self_named(expression: str) -> Case:
    """Articles that name the schema with the pattern themselves."""
    case = reached(expression, own=True)
    fields = {"h.json": json.dumps({"$schema": SCHEMA, "t": LONG}),
              "h.md": f"---\n$schema: {SCHEMA}\nt: {LONG[:60_000]}\n---\n"}  # fmt: skip
    return case._replace(files={**case.files, **fields}, arguments=ISOLATED)


REACHED = {
    f"{what}, {way}": case
    for what, expression in QUOTED.items()
    for refused_to_all in (what == "a count",)
    for way, case in {
        "named by an article": self_named(expression),
        "named by a configuration that was found": reached(expression, at=False),
        "--config": reached(
            expression, "--config", "PLACE/own.toml", own=True, at=not refused_to_all
        ),
        "--trust-config": reached(expression, "--trust-config", at=not refused_to_all),
        "--schema": reached(
            expression, "--schema", SCHEMA, own=True, at=not refused_to_all
        )._replace(neighbours=False),
    }.items()
}

ARTICLES = {
    "http": asked("http://127.0.0.1:8/s.json"),
    "https": asked("https://tarn-times.example/s.json"),
    "a cloud's metadata": asked("http://169.254.169.254/latest/meta-data"),
    "file": asked("file:///etc/passwd"),
    "data": asked("data:application/json,false"),
    "a share": asked("//tarn-times.example/s.json"),
    "a share of Windows": asked("\\\\tarn-times.example\\s.json"),
    "a drive": asked("C:\\s.json"),
    "the folder above": asked("../secret.json", make=_secret_schema),
    "far above": asked("../" * 400 + "etc/passwd"),
    "from the root": asked("/etc/passwd"),
    "a device": asked("/dev/zero"),
    "the environment": asked("/proc/self/environ"),
    "a folder": asked("."),
    "a FIFO": asked(SCHEMA, make=fifo(SCHEMA)),
    "a link out": asked(SCHEMA, make=each(_secret_schema, link("../secret.json", SCHEMA))),
    "a link to a device": asked(SCHEMA, make=link("/dev/zero", SCHEMA)),
    "not there": asked("nowhere.json"),
    "itself": asked("h.md"),
    "a NUL": asked("a\0b"),
    "signs that act": asked("\x1b[31m\n::error::x##vso[y]\u202e"),
    "too long": asked("x" * 5_000),
    "a name without end": asked("x" * 60_000),
    "a variable": asked("${PRESS_TOKEN}"),
    "a tilde": asked("~/s.json"),
    "the schema of configurations": asked("config")._replace(at=(("h.md", "unknown-field", 3),)),
    "one that allows everything": asked(SCHEMA, make=lambda f: (f / SCHEMA).write_text("{}"))
    ._replace(at=()),
    "one that cannot be used": asked(SCHEMA, make=lambda f: (f / SCHEMA).write_text('{"type": 1}')),
    "one that is too deep": asked(SCHEMA, make=lambda f: (f / SCHEMA).write_text(nested(5_000))),
    "one that refers to the web": asked(
        SCHEMA, make=lambda f: (f / SCHEMA).write_text('{"$ref": "http://127.0.0.1:8/"}')
    ),
}  # fmt: skip

CLASSES = {
    "schema files": FILES,
    "schemas, form": FORM,
    "schemas, references": REFERENCES,
    "schemas, patterns": PATTERNS,
    "schemas, size": SIZE,
    "schemas, work": WORK,
    "schemas, by whom they are named": REACHED,
    "$schema of an article": ARTICLES,
}
