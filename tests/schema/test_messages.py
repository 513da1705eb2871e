"""What an editor reads when fields are not as the schema has them."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings

from newslint.schema.compile import Schema
from newslint.schema.load import parse, shipped
from newslint.schema.messages import Problem, dotted, problems
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


UNKNOWN = [
    ("publishedDatetime", "unknown field 'publishedDatetime', did you mean 'publishedDateTime'?"),
    ("Title", "unknown field 'Title', did you mean 'title'?"),
    ("web_url", "unknown field 'web_url', did you mean 'webUrl'?"),
    ("zzz", "unknown field 'zzz'"),
    ("a\x1bb", "unknown field 'a\\u001bb'"),
    ("k" * 500, f"unknown field '{'k' * 79}…'"),
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
    ({"maxLength": 1}, "ab", "f has 2 characters, more than 1"),
    ({"minItems": 1}, [], "f is empty"),
    ({"maxItems": 1}, [1, 2], "f has 2 entries, more than 1"),
    ({"minProperties": 2}, {"a": 1}, "f has 1 field, fewer than 2"),
    ({"uniqueItems": True}, ["a", "a"], "f holds 'a' more than once"),
    ({"contains": {"const": 1}}, [2], "f does not hold the entries that the schema asks for"),
    ({"prefixItems": [True], "items": False}, [1, 2], "f has more entries than the schema allows"),
    ({"not": {"required": ["a", "b"]}}, {"a": 1, "b": 2}, "fields that the schema rules out: a wi"),
    ({"not": {"minProperties": 1}}, {"a": 1}, "f has fields that the schema rules out"),
    ({"not": {"type": "string"}}, "x", "f is 'x', which the schema rules out"),
    ({"pattern": "^a$"}, "b", "f is 'b', not of the form that the schema asks for"),
    ({"pattern": "^a$", "title": "an a"}, "b", "f is 'b', not what the schema asks for: an a"),
    ({"type": ["number", "string"]}, True, "f is true, not a number or text"),
    ({"anyOf": [{"type": "string"}, {"type": "array"}]}, 5, "f is 5, not text or a list"),
    ({"anyOf": [{"const": "a"}, {"enum": ["b"]}]}, "c", "f is 'c', not 'a' or 'b'"),
    ({"oneOf": [{"type": "null"}, {"minimum": 3}]}, 2, "f is 2, less than 3"),
    ({"oneOf": [True, True]}, 2, "f fits more than one of the forms that the schema allows"),
    ({"type": "string", "format": "date"}, "2020-02-30", "f is '2020-02-30', not a day"),
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
        ("/f", "f has 1000000 characters, too many to match against the patterns of the schema"),
    ),
    (
        {"properties": {"f": {"pattern": "(?=(?:(?=a*)a)*)b"}}},
        {"f": "a" * 3_000},
        ("/f", f"f is '{'a' * 79}…', which takes too long to match against the schema"),
    ),
    (
        {"patternProperties": {"^(?!x)": True}},
        {"n" * 10_001: 1},
        ("/" + "n" * 10_001, f"{'n' * 59}… has 10001 characters, too many to match against"),
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
    message = "unknown field 'ab' in f"
    assert told({"f": {"ab": 1, "c": 1}}, whole) == [("unknown-field", "/f/ab", message)]


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
