"""What an editor reads when fields are not as the schema has them."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings

from newslint.schema.compile import Schema
from newslint.schema.load import parse, shipped
from newslint.schema.messages import Problem, problems
from newslint.schema.sentences import dotted
from newslint.text import printable
from tests.schema.articles import FULL, mutants

ARTICLE = Schema(shipped("article"))


def changed(pointer: str, value: Any = ...) -> dict[str, Any]:
    """The full article with one value put in place, or taken away."""
    data = copy.deepcopy(FULL)
    *steps, last = [int(step) if step.isdigit() else step for step in pointer.split("/")]
    holder: Any = data
    for step in steps:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return data


def told(data: Any, schema: Schema = ARTICLE) -> list[tuple[str, str, str]]:
    found = problems(schema.violations(data))
    return [(problem.rule, problem.field, problem.message) for problem in found]


MISSING = [
    ("title", "/title", "missing field: title"),
    ("provider", "/provider", "missing field: provider"),
    ("provider/domain", "/provider/domain", "missing field: provider.domain"),
    ("images/0/url", "/images/0/url", "missing field: images[0].url"),
    ("related/0/quality", "/related/0/quality", "missing field: related[0].quality"),
    (
        "related/0/related/0/provider/name",
        "/related/0/related/0/provider/name",
        "missing field: related[0].related[0].provider.name",
    ),
]


@pytest.mark.parametrize(("pointer", "field", "message"), MISSING)
def test_missing(pointer: str, field: str, message: str) -> None:
    assert told(changed(pointer)) == [("missing-field", field, message)]


def test_one_of_two_is_missing() -> None:
    data = changed("webUrl")
    del data["originalUrl"]
    message = "missing field: webUrl or originalUrl"
    assert told(data) == [("missing-field", "/webUrl", message)]


def test_an_empty_article_lacks_all_that_is_required() -> None:
    assert [message for _, _, message in told({})] == [
        "missing field: title",
        "missing field: excerpt",
        "missing field: publishedDateTime",
        "missing field: type",
        "missing field: quality",
        "missing field: provider",
        "missing field: webUrl or originalUrl",
    ]


KNOWN = "add it to known-fields or to the schema"
UNKNOWN = [
    ("publishedDatetime", "unknown field 'publishedDatetime', did you mean 'publishedDateTime'?"),
    ("Title", "unknown field 'Title', did you mean 'title'?"),
    ("web_url", "unknown field 'web_url', did you mean 'webUrl'?"),
    ("zzz", f"unknown field 'zzz'; {KNOWN}"),
    ("a\x1bb", f"unknown field 'a\\u001bb'; {KNOWN}"),
    ("k" * 500, f"unknown field '{'k' * 79}…'; {KNOWN}"),
]


@pytest.mark.parametrize(("name", "message"), UNKNOWN, ids=lambda text: text[:12])
def test_unknown(name: str, message: str) -> None:
    assert told(FULL | {name: 1}) == [("unknown-field", f"/{name}", message)]


@pytest.mark.parametrize("name", ["published_at", "publishDate"])
def test_a_missing_field_is_the_likelier_meaning(name: str) -> None:
    data = {key: value for key, value in FULL.items() if key != "publishedDateTime"}
    assert told(data | {name: "2020-07-14"})[1:] == [
        ("unknown-field", f"/{name}", f"unknown field '{name}', did you mean 'publishedDateTime'?")
    ]


def test_unknown_inside() -> None:
    message = "unknown field 'Domain' in related[0].provider, did you mean 'domain'?"
    field = "/related/0/provider/Domain"
    assert told(changed("related/0/provider/Domain", "x")) == [("unknown-field", field, message)]


@pytest.mark.parametrize("name", ["x-desk", "x_desk", "$schema", "body", "content", "text"])
def test_known_to_all(name: str) -> None:
    assert told(FULL | {name: "text"}) == []


INVALID = [
    ("quality", "high", "quality is 'high', not an integer"),
    ("quality", "65", "quality is '65' in quotes, not an integer"),
    ("quality", 6.5, "quality is 6.5, not an integer"),
    ("quality", None, "quality is empty, not an integer"),
    ("quality", [], "quality is a list, not an integer"),
    ("quality", float("nan"), "quality is nan, not an integer"),
    ("quality", -1, "quality is -1, less than 0"),
    ("quality", 5000, "quality is 5000, more than 1000"),
    ("quality", 10**300, "quality is a huge number, more than 1000"),
    ("published", "true", "published is 'true' in quotes, not true or false"),
    ("published", "maybe", "published is 'maybe', not true or false"),
    ("title", 2020, "title is 2020, not text; put it in quotes"),
    ("title", False, "title is false, not text; put it in quotes"),
    ("title", {}, "title is a mapping, not text"),
    ("title", "", "title is empty"),
    ("title", " \n", "title is blank"),
    ("provider", "BBC", "provider is 'BBC', not a mapping with name and domain"),
    ("images/0", "a.jpg", "images[0] is 'a.jpg', not a mapping with url"),
    ("related", {}, "related is a mapping, not a list"),
    ("related/0", "x", "related[0] is 'x', not a mapping"),
    ("topics", "AI", "topics is 'AI', not a list"),
    ("topics/0", 5, "topics[0] is 5, not text; put it in quotes"),
    ("topics/0", "", "topics[0] is empty"),
    ("images/0/width", "wide", "images[0].width is 'wide', not an integer"),
    ("type", "artcle", "type is 'artcle', did you mean 'article'?"),
    ("type", "Article", "type is 'Article', did you mean 'article'?"),
    ("publishedDateTime", "2020-02-30", "a day or time that does not exist"),
    ("publishedDateTime", "2020-13-45T00:00:00Z", "a day or time that does not exist"),
    ("publishedDateTime", "yesterday", "not a date and time such as 2020-07-14T19:45:00Z"),
    ("publishedDateTime", "", "publishedDateTime is empty"),
    ("publishedDateTime", 1594755900, "not a date and time such as 2020-07-14T19:45:00Z"),
    ("publishedDateTime", None, "publishedDateTime is empty, not a date and time such as"),
    ("webUrl", "example.com/a", "not a full address that begins with https:// or http://"),
    ("webUrl", "https://a.example/b c", "in which a space must be percent-encoded"),
    ("webUrl", "https://a.example/?b=c|d", "in which '|' must be percent-encoded"),
    ("webUrl", " https://a.example/b", "with a space at the beginning or the end"),
    ("webUrl", "https://a.example/b\n", "with a space at the beginning or the end"),
    ("webUrl", None, "webUrl is empty, not a full address"),
    ("provider/domain", "https://a.example/", "not a host name such as example.com"),
    ("locale", "English", "not what the schema asks for: language and country, such as en-us"),
    (
        "secured",
        "abc",
        "not two base64 parts joined by ';', of whole 16-byte blocks and of 16 bytes",
    ),
    ("provider/authors/0", 5, "provider.authors[0] is 5, not text or a mapping; put it in quotes"),
]


@pytest.mark.parametrize(("pointer", "value", "message"), INVALID, ids=lambda part: str(part)[:30])
def test_invalid(pointer: str, value: Any, message: str) -> None:
    found = told(changed(pointer, value))
    assert [(rule, field) for rule, field, _ in found] == [("invalid-field", f"/{pointer}")]
    assert message in found[0][2]


def test_an_unlike_type_names_some_of_the_allowed() -> None:
    ((_, _, message),) = told(changed("type", "qqq"))
    assert message.startswith("type is 'qqq', not one of the 26 that the schema allows: 'article',")


FORGIVEN: list[tuple[str, Any]] = [
    ("ampWebUrl", None),
    ("updatedDateTime", None),
    ("heat", -1),
    ("heat", 250),
    ("quality", 0),
    ("quality", 190),
    ("publishedDateTime", "2020-07-14"),
    ("publishedDateTime", "2020-07-14 19:45:00Z"),
    ("publishedDateTime", "2020-07-14 19:45:00 +2"),
    ("provider/images/0/url", "/logo.png"),
    ("images", None),
    ("images", []),
    ("type", "video"),
]


@pytest.mark.parametrize(("pointer", "value"), FORGIVEN)
def test_found_in_the_wild_and_valid(pointer: str, value: Any) -> None:
    assert told(changed(pointer, value)) == []


def test_a_video_without_web_url() -> None:
    assert told(changed("webUrl") | {"type": "video", "featuredContent": "<video></video>"}) == []


OWN = [
    ({"enum": ["a", 1, None]}, "b", "f is 'b', not 'a', 1 or empty"),
    ({"const": "a"}, 7, "f is 7, not 'a'"),
    ({"enum": []}, "b", "f is 'b', which the schema does not allow"),
    ({"exclusiveMinimum": 3}, 3, "f is 3, not more than 3"),
    ({"exclusiveMaximum": 3}, 3, "f is 3, not less than 3"),
    ({"multipleOf": 5}, 7, "f is 7, not a multiple of 5"),
    ({"minLength": 3}, "ab", "f has 2 characters, fewer than 3"),
    ({"minLength": 3.0}, "ab", "f has 2 characters, fewer than 3"),
    ({"maximum": 3.0}, 4, "f is 4, more than 3"),
    ({"const": {"a": 1}}, {"a": 2}, 'f is {"a": 2}, not {"a": 1}'),
    ({"const": [1, 2]}, [1], "f is [1], not [1, 2]"),
    ({"enum": [["a" * 60]]}, ["b"], 'f is ["b"], not a list'),
    ({"format": "date"}, "2022-6-7", "f is '2022-6-7', a date in another form; write 2022-06-07"),
    (
        {"format": "date"},
        "2024-05-01T10:00:00Z",
        "f is '2024-05-01T10:00:00Z', a date in another form; write 2024-05-01",
    ),
    (
        {"format": "date-time"},
        "Tue, 14 Jul 2020 19:45:00 +0200",
        "a date in another form; write 2020-07-14T17:45:00Z",
    ),
    ({"format": "date-time"}, "14 Jul 2020", "a date in another form; write 2020-07-14"),
    ({"maxLength": 1}, "ab", "f has 2 characters, more than 1"),
    ({"minItems": 1}, [], "f is empty"),
    ({"maxItems": 1}, [1, 2], "f has 2 entries, more than 1"),
    ({"minProperties": 2}, {"a": 1}, "f has 1 field, fewer than 2"),
    ({"uniqueItems": True}, ["a", "a"], "f holds 'a' more than once"),
    ({"contains": {"const": 1}}, [2], "f does not hold the entries that the schema asks for"),
    ({"prefixItems": [True], "items": False}, [1, 2], "f has more entries than the schema allows"),
    ({"not": {"required": ["a", "b"]}}, {"a": 1, "b": 2}, "fields that the schema rules out: a wi"),
    ({"not": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}}, {"a": 1}, "rules out: a or b"),
    ({"not": {"minProperties": 1}}, {"a": 1}, "f matches what the schema rules out"),
    ({"not": {"type": "string"}}, "x", "f is 'x', which the schema rules out"),
    ({"pattern": "^a$"}, "b", "f is 'b', not of the form ^a$"),
    ({"pattern": "^a$", "title": "an a"}, "b", "f is 'b', not what the schema asks for: an a"),
    ({"type": ["number", "string"]}, True, "f is true, not a number or text"),
    ({"anyOf": [{"type": "string"}, {"type": "array"}]}, 5, "f is 5, not text or a list"),
    ({"anyOf": [{"const": "a"}, {"enum": ["b"]}]}, "c", "f is 'c', not 'a' or 'b'"),
    ({"oneOf": [{"type": "null"}, {"minimum": 3}]}, 2, "f is 2, less than 3"),
    ({"oneOf": [True, True]}, 2, "f fits more than one of the forms that the schema allows"),
    ({"type": "string", "format": "date"}, "2020-02-30", "f is '2020-02-30', a day that does"),
    (False, 1, "f is not allowed"),
]


@pytest.mark.parametrize(("schema", "value", "message"), OWN, ids=lambda part: str(part)[:30])
def test_keywords_of_users(schema: Any, value: Any, message: str) -> None:
    whole = Schema(parse("own.json", json.dumps({"properties": {"f": schema}}).encode()))
    found = told({"f": value}, whole)
    assert [(rule, field) for rule, field, _ in found] == [("invalid-field", "/f")]
    assert message in found[0][2]


TOO_MUCH = [
    (
        {"properties": {"f": {"pattern": "[ab]*a[ab]{200}c"}}},
        {"f": "ab" * 500_000},
        ("/f", "f has 1,000,000 characters, too many to match against the patterns of the schema"),
    ),
    (
        {"properties": {"f": {"pattern": "(?=(?:(?=a*)a)*)b"}}},
        {"f": "a" * 3_000},
        ("/f", f"f is '{'a' * 79}…', which takes too long to match against the schema"),
    ),
    (
        {"patternProperties": {"^(?!x)": True}},
        {"n" * 10_001: 1},
        ("/" + "n" * 10_001, f"{'n' * 59}… has 10,001 characters, too many to match against"),
    ),
    (
        {"items": {"allOf": [{"minLength": 1}] * 5_000}},
        ["a"] * 9_000,
        ("", "the fields take too long to check against the schema"),
    ),
    (
        {"items": {"enum": [*range(3_000)]}},
        ["a"] * 9_000,
        ("", "the fields do not follow the schema, in too many ways to list them"),
    ),
]


@pytest.mark.parametrize(("schema", "value", "expected"), TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_what_is_too_much(schema: Any, value: Any, expected: tuple[str, str]) -> None:
    whole = Schema(parse("own.json", json.dumps(schema).encode(), trusted=True))
    ((rule, field, message),) = told(value, whole)
    assert (rule, field) == ("invalid-field", expected[0])
    assert message.startswith(expected[1])


def test_exclusive_bounds_of_draft_4() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "properties": {"f": {"minimum": 3, "exclusiveMinimum": True}},
    }
    whole = Schema(parse("own.json", json.dumps(schema).encode()))
    assert told({"f": 3}, whole) == [("invalid-field", "/f", "f is 3, not more than 3")]


def test_a_name_that_is_not_allowed() -> None:
    whole = Schema(parse("own.json", b'{"properties": {"f": {"propertyNames": {"maxLength": 1}}}}'))
    message = "the name of a field in f has 2 characters, more than 1"
    assert told({"f": {"ab": 1, "c": 1}}, whole) == [("invalid-field", "/f/ab", message)]


def test_a_name_that_is_not_listed() -> None:
    whole = Schema(parse("own.json", b'{"propertyNames": {"enum": ["title", "body"]}}'))
    message = "unknown field 'titel', did you mean 'title'?"
    assert told({"titel": 1}, whole) == [("unknown-field", "/titel", message)]


def tagged(**lacking: str) -> dict[str, Any]:
    """A schema with a branch for each ``kind``, which needs the field of that kind as well."""
    return {
        "oneOf": [
            {"properties": {"kind": {"const": kind}}, "required": ["kind", needed]}
            for kind, needed in lacking.items()
        ]
    }


MEDIA = tagged(video="length", photo="width", audio="rate")
LISTED = tagged(**{f"k{i}": "x" for i in range(7)})


def required(*names: str) -> dict[str, Any]:
    return {"required": [*names]}


def any_of(*branches: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*branches]}


TEXT, LIST, DAY = {"type": "string"}, {"type": "array"}, {"type": "string", "format": "date"}
EMAIL, URI = {"format": "email"}, {"format": "uri"}
URL = {"type": "object", "required": ["url"], "properties": {"url": URI}}
BRANCHES: dict[str, tuple[dict[str, Any], Any, list[str]]] = {
    "no such tag": (
        MEDIA,
        {"kind": "gallery"},
        ["f.kind is 'gallery', not 'video', 'photo' or 'audio'"],
    ),
    "nearly a tag": (MEDIA, {"kind": "vidio"}, ["f.kind is 'vidio', did you mean 'video'?"]),
    "a tag and a field too few": (MEDIA, {"kind": "photo"}, ["missing field: f.width"]),
    "no tag": (
        MEDIA,
        {},
        ["missing field: f.kind, and f.length, f.width or f.rate"],
    ),
    "no tag, but the field of one": (MEDIA, {"length": 3}, ["missing field: f.kind"]),
    "many tags": (
        LISTED,
        {"kind": "x"},
        ["f.kind is 'x', not one of the 7 that the schema allows: 'k0', 'k1', 'k2', 'k3', 'k4', …"],
    ),
    "tags in a list": (
        {"items": MEDIA},
        [{"kind": "map", "rows": 3}],
        ["f[0].kind is 'map', not 'video', 'photo' or 'audio'"],
    ),
    "tags of several values": (
        {
            "oneOf": [
                {"properties": {"k": {"enum": ["a", "b"]}}},
                {"properties": {"k": {"const": 1}}},
            ]
        },
        {"k": "d"},
        ["f.k is 'd', not 'a', 'b' or 1"],
    ),
    "a tag that is restricted as well": (
        {"properties": {"kind": {"enum": ["video"]}}, **MEDIA},
        {"kind": "map"},
        ["f.kind is 'map', not 'video'"],
    ),
    "some or others": (any_of(required("a"), required("b")), {}, ["missing field: f.a or f.b"]),
    "one, and another or a third": (
        any_of(required("a", "b"), required("a", "c")),
        {},
        ["missing field: f.a, and f.b or f.c"],
    ),
    "two or one": (
        any_of(required("a", "b"), required("c"), required("d")),
        {},
        ["missing field: f.a and f.b, or f.c, or f.d"],
    ),
    "two, or one of them and more": (
        any_of(required("a", "b"), required("a", "b", "c")),
        {},
        ["missing field: f.a", "missing field: f.b"],
    ),
    "many": (
        any_of(*(required(name) for name in "abcdefg")),
        {},
        ["missing field: f.a, f.b, f.c, f.d, f.e or 2 more"],
    ),
    "bounds": (
        any_of({"maximum": 5}, {"minimum": 10}),
        7,
        ["f is 7, not at most 5 or at least 10"],
    ),
    "formats": (
        any_of({"format": "date"}, {"format": "date-time"}),
        "x",
        ["f is 'x', not a date such as 2020-07-14 or a date and time such as 2020-07-14T19:45:00Z"],
    ),
    "formats of text, and no text": (
        any_of({**TEXT, **EMAIL}, {**TEXT, **URI}),
        5,
        ["f is 5, not an e-mail address or a full address that begins with https:// or http://"],
    ),
    "the only one for text": (
        any_of(DAY, {"type": "integer"}),
        "x",
        ["f is 'x', not a date such as 2020-07-14"],
    ),
    "patterns": (
        any_of({"pattern": "^a"}, {"pattern": "^b"}, {"minLength": 3}),
        "x",
        ["f is 'x', not of the form ^a, of the form ^b or at least 3 characters"],
    ),
    "types": (any_of(TEXT, LIST), 5, ["f is 5, not text or a list; put it in quotes"]),
    "nested": (any_of(any_of(TEXT, {"type": "null"}), LIST), 5, ["f is 5, not text or a list"]),
    "inside of the one for mappings": (
        any_of(TEXT, URL),
        {"url": "x"},
        ["f.url is 'x', not a full address that begins with https:// or http://"],
    ),
}


@pytest.mark.parametrize("what", BRANCHES)
def test_a_value_that_fits_no_branch(what: str) -> None:
    schema, value, expected = BRANCHES[what]
    whole = Schema(parse("own.json", json.dumps({"properties": {"f": schema}}).encode()))
    found = [message for _, _, message in told({"f": value}, whole)]
    assert [one[: len(wanted)] for one, wanted in zip(found, expected, strict=True)] == expected


def test_fields_of_a_part_that_fails_are_not_unknown() -> None:
    schema = {
        "allOf": [{"properties": {"title": TEXT}}, {"properties": {"other": {}}}],
        "unevaluatedProperties": False,
    }
    whole = Schema(parse("own.json", json.dumps(schema).encode()))
    assert told({"title": 1, "other": 2, "zz": 3}, whole) == [
        ("unknown-field", "/zz", f"unknown field 'zz'; {KNOWN}"),
        ("invalid-field", "/title", "title is 1, not text; put it in quotes"),
    ]


def test_a_field_that_others_are_restricted_to() -> None:
    whole = Schema(parse("own.json", json.dumps({"unevaluatedProperties": TEXT}).encode()))
    assert told({"u": 2}, whole) == [("invalid-field", "/u", "u is 2, not text; put it in quotes")]


def test_the_intended_branch_is_reported() -> None:
    kinds = {
        "oneOf": [
            {"properties": {"kind": {"const": "a"}}, "required": ["x", "y"]},
            {"properties": {"kind": {"const": "b"}}, "required": ["z"]},
        ]
    }
    whole = Schema(parse("own.json", json.dumps(kinds).encode()))
    assert [message for *_, message in told({"kind": "a"}, whole)] == [
        "missing field: x",
        "missing field: y",
    ]


@settings(max_examples=100)
@given(mutants())
def test_messages_are_for_people(data: dict[str, Any]) -> None:
    for problem in problems(ARTICLE.violations(data)):
        assert 0 < len(problem.message) <= 250
        assert problem.message == printable(problem.message)
        assert "under any of the given schemas" not in problem.message


@settings(max_examples=100)
@given(mutants())
def test_nothing_inside_a_wrong_value_is_reported(data: dict[str, Any]) -> None:
    found = problems(ARTICLE.violations(data))
    wrong = [problem.path for problem in found if problem.rule == "invalid-field"]
    assert len(set(wrong)) == len(wrong)
    for problem in found:
        assert not any(problem.path != path and problem.path[: len(path)] == path for path in wrong)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), "the front matter"),
        (("a",), "a"),
        (("a", 0, 1, "b"), "a[0][1].b"),
        (("a\nb",), "a\\nb"),
    ],
)
def test_dotted(path: tuple[str | int, ...], name: str) -> None:
    assert dotted(path) == name


def test_pointers_are_escaped() -> None:
    assert Problem("invalid-field", ("a/b", 0, "c~d"), "").field == "/a~1b/0/c~0d"
