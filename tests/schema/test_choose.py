"""Which schema an article gets."""

import json
from pathlib import Path

import pytest

from newslint.article import Article
from newslint.errors import SchemaError
from newslint.schema.choose import Schemas, schemas_of
from newslint.settings import Config


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Schemas that each require one field, which is named as they are; and one outside."""
    folder = tmp_path / "tree"
    for name in ("own", "a", "b", "line", "typed"):
        asks(folder / "schemas" / f"{name}.json", name)
    asks(tmp_path / "outside.json", "secret")
    monkeypatch.chdir(folder)
    return folder


def asks(file: Path, name: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"required": [name]}))


def article(text: str, path: str = "a.md") -> Article:
    return Article.parse(path, f"---\n{text}\n---\n".encode())


def told(config: Config, text: str = "x-y: 1", path: str = "a.md") -> list[str]:
    return [problem.message for problem in Schemas(config).problems(article(text, path))]


def lacks(name: str) -> list[str]:
    return [f"missing field: {name}"]


def test_the_shipped_one() -> None:
    assert "missing field: publishedDateTime" in told(Config())


def test_by_path_and_the_last_match_wins() -> None:
    config = Config(schemas={"**": "schemas/a.json", "archive/**": "schemas/b.json"})
    assert told(config) == lacks("a")
    assert told(config, path="archive/1999/a.md") == lacks("b")


def test_by_path_seen_from_a_folder_below(monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    (tree / "archive").mkdir()
    monkeypatch.chdir("archive")
    config = Config(root="..", schemas={"archive/**": "schemas/b.json"})
    assert told(config) == lacks("b")


def test_a_shipped_name_by_path() -> None:
    config = Config(schemas={"**": "schemas/a.json", "news/**": "article"})
    assert "missing field: title" in told(config, path="news/a.md")


def test_by_type() -> None:
    config = Config(schemas_by_type={"video": "schemas/typed.json"})
    assert told(config, "type: video") == lacks("typed")
    assert "missing field: title" in told(config, "type: article")


def test_path_before_type() -> None:
    config = Config(
        schemas={"*.md": "schemas/a.json"}, schemas_by_type={"video": "schemas/typed.json"}
    )
    assert told(config, "type: video") == lacks("a")


def test_the_article_before_the_configuration() -> None:
    config = Config(schemas={"*.md": "schemas/a.json"})
    assert told(config, "$schema: schemas/own.json") == lacks("own")
    assert told(config, "$schema: ../schemas/own.json", "news/a.md") == lacks("own")
    assert told(config, "$schema: ./schemas/own.json") == lacks("own")


@pytest.mark.parametrize("name", ["article", "urn:newslint:schemas:article"])
def test_the_article_names_the_shipped_one(name: str) -> None:
    assert "missing field: title" in told(Config(), f"$schema: {name}")


def test_the_command_line_before_all() -> None:
    config = Config(schema="schemas/line.json", schemas={"*.md": "schemas/a.json"})
    assert told(config, "$schema: schemas/own.json") == lacks("line")


OUT = {
    "https://a.example/s.json": "only a local file is read",
    "file:///etc/hostname": "only a local file is read",
    "../outside.json": "outside of the linted folder",
    "schemas/../../outside.json": "outside of the linted folder",
    "/etc/hostname": "outside of the linted folder",
    "schemas/link.json": "outside of the linted folder",
    "none.json": "no such file",
    "schemas": "the schema cannot be read",
    "schemas/broken.json": "the schema is not JSON",
    "schemas/remote.json": "is an address; newslint only reads files beside the schema",
}


@pytest.mark.parametrize("name", OUT)
def test_a_schema_that_an_article_may_not_name(name: str, tree: Path) -> None:
    (tree / "schemas/link.json").symlink_to(tree.parent / "outside.json")
    (tree / "schemas/broken.json").write_text("{")
    (tree / "schemas/remote.json").write_text('{"$ref": "http://127.0.0.1:1/x"}')
    (problem,) = Schemas(Config()).problems(article(f"$schema: {name}"))
    assert (problem.rule, problem.field) == ("invalid-field", "/$schema")
    assert OUT[name] in problem.message
    assert "secret" not in problem.message


@pytest.mark.parametrize(
    "config",
    [
        Config(schema="none.json"),
        Config(schemas={"*.md": "none.json"}),
        Config(schemas_by_type={"video": "none.json"}),
    ],
    ids=["--schema", "schemas", "schemas-by-type"],
)
def test_a_configured_schema_must_be_there_from_the_start(config: Config) -> None:
    with pytest.raises(SchemaError, match=r"none\.json: the schema cannot be read"):
        Schemas(config)


def test_nothing_is_said_of_fields_that_cannot_be_read() -> None:
    for source in (b"Ferry returns\n", b"---\ntitle: [\n---\n", b"---\n- a\n---\n", b"\xff"):
        assert Schemas(Config()).problems(Article.parse("a.md", source)) == ()


def test_empty_front_matter_lacks_everything() -> None:
    messages = [p.message for p in Schemas(Config()).problems(Article.parse("a.md", b"---\n---\n"))]
    assert messages[0] == "missing field: title"
    assert messages[-3:] == [f"missing field: {name}" for name in ("images", "topics", "heat")]


@pytest.mark.parametrize("empty", ["", "null", "~"])
def test_an_empty_recommended_field_is_missing(empty: str) -> None:
    problems = Schemas(Config()).problems(article(f"heat: {empty}\nimages: []\ntopics: [A]"))
    assert [p.message for p in problems if p.recommended] == ["missing field: heat"]


def test_a_misspelt_recommended_field_is_reported_once() -> None:
    problems = Schemas(Config()).problems(article("Heat: 5\nimages: []\ntopics: [A]"))
    assert [p.message for p in problems if p.recommended] == []
    assert "unknown field 'Heat', did you mean 'heat'?" in [p.message for p in problems]


def test_recommended_fields_of_a_custom_schema(tree: Path) -> None:
    (tree / "schemas/own.json").write_text('{"recommended": ["byline", 5]}')
    config = Config(schema="schemas/own.json")
    assert told(config) == lacks("byline")


def test_one_judgement_per_article() -> None:
    schemas, one = Schemas(Config()), article("title: x")
    assert schemas.problems(one) is schemas.problems(one)


def test_the_rules_of_a_run_share_the_schemas() -> None:
    config = Config()
    assert schemas_of(config) is schemas_of(config)
    assert schemas_of(config) is not schemas_of(Config(topics=("A",)))


def test_identity_follows_the_content(tree: Path) -> None:
    config = Config(schemas={"*.md": "schemas/a.json"})
    before = repr(Schemas(config))
    assert repr(Schemas(config)) == before
    assert repr(Schemas(Config())) != before
    asks(tree / "schemas/a.json", "z")
    assert repr(Schemas(config)) != before


# Whose schema it is

SPECIAL = r"(?=(a+))\1b"
REFUSAL = (
    r"schemas/special.json:1:34: '(?=(a+))\1b' is not a pattern that newslint can match: it has "
    "a look-ahead, which is only for schemas that are named with --schema or in a trusted "
    "configuration"
)


@pytest.fixture
def special(tree: Path) -> str:
    """A schema with a pattern that takes backtracking."""
    text = json.dumps({"properties": {"t": {"pattern": SPECIAL}}})
    (tree / "schemas/special.json").write_text(text)
    return "schemas/special.json"


WRONG = "t is 'ac', not of the form (?=(a+))\\1b"


def test_an_article_may_name_no_schema_that_backtracks(special: str) -> None:
    (problem,) = Schemas(Config()).problems(article(f"$schema: {special}\nt: ac"))
    assert (problem.rule, problem.field) == ("invalid-field", "/$schema")
    assert problem.message == REFUSAL


@pytest.mark.parametrize("key", ["schemas", "schemas_by_type"])
def test_a_configuration_that_was_only_found_may_name_none(special: str, key: str) -> None:
    with pytest.raises(SchemaError) as refused:
        Schemas(Config(**{key: {"*.md": special}}))  # type: ignore[arg-type]
    assert str(refused.value) == REFUSAL


def test_the_command_line_may(special: str) -> None:
    config = Config(schema=special)
    assert told(config, "t: ac") == [WRONG]
    assert told(config, "t: aab") == []


@pytest.mark.parametrize("key", ["schemas", "schemas_by_type"])
def test_a_trusted_configuration_may(special: str, key: str) -> None:
    config = Config(
        **{key: {"*.md": special, "news": special}},  # type: ignore[arg-type]
        trusted_schemas=frozenset({special}),
    )
    assert told(config, "type: news\nt: ac") == [WRONG]
    assert told(config, "type: news\nt: aab") == []


def test_an_article_may_name_what_a_trusted_configuration_names(special: str) -> None:
    config = Config(schemas={"x/*.md": special}, trusted_schemas=frozenset({special}))
    assert told(config, f"$schema: {special}\nt: ac") == [WRONG]
    other = Config(schemas={"x/*.md": "schemas/a.json"}, trusted_schemas=frozenset({special}))
    assert told(other, f"$schema: {special}\nt: ac") == [REFUSAL]


def test_identity_follows_trust(tree: Path) -> None:
    config = Config(schemas={"*.md": "schemas/a.json"})
    trusted = config._replace(trusted_schemas=frozenset({"schemas/a.json"}))
    assert repr(Schemas(config)) != repr(Schemas(trusted))
